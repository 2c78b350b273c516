"""A client who sees little, moves little, hears the page or has no mouse: the same check-in, all the way to the answer."""

import pytest

from tests.browser import PHONE
from tests.journeys.steps import STILL_MS, Finger

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.sqlite_only(reason="is about how pages look and sound, whatever database is behind them"),
]
NARROW = PHONE | {"viewport": {"width": 320, "height": 640}}
# What can be reached must say what it is.
NAMED = {"button", "link", "radio", "checkbox", "combobox", "textbox", "spinbutton", "searchbox", "img", "radiogroup"}
MOVING = """() => [...document.querySelectorAll('*')].filter((one) => {
  const style = getComputedStyle(one);
  const seconds = (words) => Math.max(...words.split(',').map(parseFloat));
  return seconds(style.transitionDuration) > 0.01 || (style.animationName !== 'none' && seconds(style.animationDuration) > 0.01);
}).map((one) => one.outerHTML.slice(0, 120))"""
CUT_OFF = """() => [...document.querySelectorAll('main button, main label.pick span, main h1, main p')].filter((one) =>
  one.offsetParent && !one.closest('.unseen') && one.scrollWidth > one.clientWidth + 2 && getComputedStyle(one).display !== 'inline')
  .map((one) => one.outerHTML.slice(0, 120))"""


@pytest.fixture
def link(served):
    """`link(language)`: the address of a treatment's link."""
    from tests.integration.people import a_client, a_clinic, a_treatment, link_of

    def make(language="da"):
        therapist = a_clinic()
        return f"{served}/c/{link_of(a_treatment(therapist, client=a_client(therapist, language=language), hours_ago=5)).token}/"

    return make


class Watched(Finger):
    """A finger that stops at every page and looks."""

    def __init__(self, page, look, **more):
        super().__init__(page, **more)
        self.look, self.seen = look, []

    def goes_on(self, act):
        super().goes_on(act)
        self.page.wait_for_load_state("load")
        self.seen.append(self.step)
        self.look(self.page)


ANSWERED = {"flags", "birthday", "checkin", "pain", "feel", "places", "signs", "marks", "more", "review", "answer"}


def a_sore_evening(finger, address):
    finger.open(address)
    finger.look(finger.page)
    finger.answer(pain=9, compared="much_worse", bruise="small")
    assert set(finger.seen) >= ANSWERED - {"birthday"}, finger.seen


@pytest.mark.parametrize("language", ["da", "en"])
def test_on_a_screen_of_320_nothing_is_cut_off_or_scrolled_sideways(language, link, open_page, looked_at):
    def look(page):
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, page.url
        assert page.evaluate(CUT_OFF) == [], page.url

    a_sore_evening(Watched(open_page(NARROW, language=language), look), link(language))


def test_with_text_of_twice_the_size_nothing_is_lost(link, open_page):
    def look(page):
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        # The drawing comes after the page, and takes its place in the next frame.
        if page.locator(".bm-scroll").count():
            page.locator(".bm-scroll svg").first.wait_for()
            page.wait_for_timeout(STILL_MS)
        wide = "() => [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > 391).map((one) => one.outerHTML.slice(0, 120))"
        assert page.evaluate(wide) == [], page.url
        assert page.evaluate(CUT_OFF) == [], page.url
        page.evaluate("document.documentElement.style.fontSize = ''")

    a_sore_evening(Watched(open_page(PHONE), look), link())


def test_for_whoever_wants_no_motion_nothing_moves(link, open_page):
    def look(page):
        assert page.evaluate(MOVING) == [], page.url

    a_sore_evening(Watched(open_page(PHONE, reduced_motion="reduce"), look), link())


@pytest.mark.parametrize("language", ["da", "en"])
def test_whatever_can_be_reached_has_a_name_for_a_screen_reader(language, link, open_page):
    def look(page):
        tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
        heard = [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in tree if not node["ignored"] and "role" in node]
        nameless = [role for role, name in heard if role in NAMED and not name.strip()]
        assert nameless == [], (page.url, nameless)
        headings = [name for role, name in heard if role == "heading"]
        assert headings and len(set(headings)) == len(headings), (page.url, headings)

    a_sore_evening(Watched(open_page(PHONE, language=language), look), link(language))


def test_with_a_keyboard_alone_a_whole_check_in_can_be_written(link, desk):
    page = desk()
    page.goto(link())

    def to(selector):
        """Tab until the focus is there, and see that it can be seen."""
        for _ in range(120):
            page.keyboard.press("Tab")
            if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
                ring = "() => { const at = getComputedStyle(document.activeElement); const beside = document.activeElement.nextElementSibling; const box = beside ? getComputedStyle(beside) : at; return [at.outlineStyle, box.outlineStyle, box.boxShadow]; }"
                outline, beside, shadow = page.evaluate(ring)
                assert "solid" in (outline, beside) or "auto" in (outline, beside) or shadow != "none", selector
                return
        raise AssertionError(f"{selector} is not reached on {page.url}")

    def press(selector, key="Enter"):
        before = page.url
        to(selector)
        page.keyboard.press(key)
        if key == "Enter":
            page.wait_for_url(lambda url: url != before)
            page.wait_for_load_state("load")

    press("main form button")
    press("button[name=none]")
    to("#id_day")
    page.keyboard.type("4")
    to("#id_month")
    page.keyboard.type("maj")
    press("main form button")
    press("main form button")
    press("input[name=pain]", "Space")
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    press("input[name=compared]", "Space")
    assert page.url.endswith("/pain/"), "a choice by keyboard is a step on the way to another"
    press("main form button:not([name])")
    press("input[name=qualities][value=sore]", "Space")
    press("main form button:not([name])")
    press("input[name=sites][value='shoulder:left']", "Space")
    press("main form button:not([name]):not([type=button])")
    press("button[name=none]")
    press("button[name=none]")
    press("main form button:not([name])")
    assert page.url.endswith("/answer/")
