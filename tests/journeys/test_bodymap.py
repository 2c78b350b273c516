"""The body map on a phone: by touch, by keyboard, through the list and without scripts, the same zones are stored."""

import gzip
import json

import pytest

pytestmark = [
    pytest.mark.urls("tests.journeys.bodymap_pages"),
    pytest.mark.django_db(transaction=True),
    pytest.mark.sqlite_only(reason="no data in it"),
]

BLADES, TEMPLE = "B.between_blades.R", "F.temple.L"
BOTH = {BLADES, TEMPLE}
BLADES_DA = "Mellem skulderbladene, din egen højre side"


@pytest.fixture
def map_page(phone, live_server):
    def open_map(query="", **more):
        page = phone(**more)
        page.set_default_timeout(40_000)
        page.goto(f"{live_server.url}/map/{query}")
        if more.get("java_script_enabled", True):
            page.wait_for_selector("svg.bm-svg")
        return page

    return open_map


def touch(page, code):
    """Tap the middle of a zone with a finger."""
    page.wait_for_selector(f'svg.bm-svg [data-zone="{code}"]')
    x, y = page.evaluate(
        """code => { const path = document.querySelector(`svg.bm-svg [data-zone="${code}"]`); path.scrollIntoView({block: "center", inline: "center"});
        const box = path.getBBox(), point = path.ownerSVGElement.createSVGPoint(); point.x = box.x + box.width / 2; point.y = box.y + box.height / 2;
        const at = point.matrixTransform(path.getScreenCTM()); return [at.x, at.y]; }""",
        code,
    )
    page.touchscreen.tap(x, y)


def sent(page):
    page.get_by_role("button", name="OK").click()
    return answer_on(page)


def answer_on(page):
    return json.loads(page.inner_text("#answer"))


def press(page, name, **more):
    page.get_by_role("button", name=name, exact=True, **more).first.click()


def test_by_touch(map_page):
    page = map_page()
    press(page, "Nakke og ryg")
    touch(page, BLADES)
    assert page.inner_text("[role=status]") == "Valgt: Mellem skulderbladene, din egen højre side."
    press(page, "Hoved")
    touch(page, TEMPLE)
    assert page.inner_text("[role=status]") == "Valgt: Tinding, din egen venstre side."
    assert set(sent(page)["zones"]) == BOTH


def test_by_keyboard(map_page):
    """Tab and space alone, from the top of the page to the answer."""
    page = map_page()
    wanted = ["Mellem skulderbladene, din egen højre side", "Tinding, din egen venstre side"]

    def walk_to(matches):
        for _ in range(400):
            page.keyboard.press("Tab")
            if matches(
                page.evaluate(
                    "[document.activeElement.textContent.trim(), document.activeElement.getAttribute('aria-label') || '']"
                )
            ):
                return
        raise AssertionError("the keyboard never gets there")

    for region, name in zip(("Hoved", "Øvre ryg"), reversed(wanted)):
        if region == "Hoved":
            walk_to(lambda found: found[0] == "Vælg fra listen")
            page.keyboard.press("Enter")
        walk_to(lambda found, region=region: found[0] == region and found[1] == "")
        page.keyboard.press("Enter")
        walk_to(lambda found, name=name: found[1] == name)
        page.keyboard.press("Space")
    walk_to(lambda found: found[0] == "OK")
    page.keyboard.press("Enter")
    assert set(answer_on(page)["zones"]) == BOTH


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_through_the_list(map_page, scripts):
    page = map_page(java_script_enabled=scripts)
    if scripts:
        page.get_by_text("Vælg fra listen").click()
    else:
        assert not page.locator(".bm-stage").is_visible()
    for region, name in (
        ("Hoved", "Tinding, din egen venstre side"),
        ("Øvre ryg", "Mellem skulderbladene, din egen højre side"),
    ):
        page.locator(".bm-region > summary", has_text=region).click()
        page.get_by_role("checkbox", name=name).check(force=True)
    assert set(sent(page)["zones"]) == BOTH


def test_how_bad_and_what_kind_travel_with_the_zone(map_page):
    page = map_page()
    touch(page, BLADES)
    page.get_by_label("Hvor slemt").select_option("6")
    page.get_by_label("Hvilken slags").select_option("burning")
    assert page.text_content("svg .marks text") == "6"
    press(page, f"Flyt: {BLADES_DA}")
    touch(page, "B.blade.R")
    answer = sent(page)
    assert answer["zones"] == ["B.blade.R"]
    assert answer["pain_at"] == {"B.blade.R": 6}
    assert answer["kind_at"] == {"B.blade.R": "burning"}


def test_places_that_are_chosen_can_be_rated_without_scripts(map_page):
    page = map_page(f"?chosen={BLADES}", java_script_enabled=False)
    page.get_by_label("Hvor slemt").select_option("6")
    page.get_by_label("Hvilken slags").select_option("burning")
    answer = sent(page)
    assert (answer["zones"], answer["pain_at"], answer["kind_at"]) == ([BLADES], {BLADES: 6}, {BLADES: "burning"})


def test_undo_remove_and_as_last_time(map_page):
    page = map_page(f"?last={BLADES}&last=B.neck_low.R")
    undo = page.locator("[data-do=undo]")
    assert undo.get_attribute("aria-disabled") == "true", "there is nothing to take back"
    press(page, "Som sidst")
    assert page.locator(".bm-chip").count() == 2 and undo.get_attribute("aria-disabled") == "false"
    press(page, "Fortryd")
    assert page.locator(".bm-chip").count() == 0 and undo.get_attribute("aria-disabled") == "true"
    press(page, "Som sidst")
    press(page, f"Fjern: {BLADES_DA}")
    assert sent(page)["zones"] == ["B.neck_low.R"]


def test_the_other_side_is_asked_about(map_page):
    page = map_page(f"?original={BLADES}")
    touch(page, "B.between_blades.L")
    panel = page.locator("[role=alert]")
    assert "Den anden side: er du sikker?" in panel.inner_text()
    assert "din egen højre side" in panel.inner_text() and "din egen venstre side" in panel.inner_text()
    press(page, "Nej, skift side")
    assert panel.inner_text() == ""
    answer = sent(page)
    assert answer["zones"] == [BLADES]
    assert answer["side_confirmed"] == ""


def test_the_other_side_can_be_confirmed(map_page):
    page = map_page(f"?original={BLADES}", language="en")
    touch(page, "B.between_blades.L")
    press(page, "Yes, that is right")
    answer = sent(page)
    assert answer["zones"] == ["B.between_blades.L"]
    assert answer["side_confirmed"] == "yes"


def test_the_sides_stand_where_the_person_has_them(map_page):
    page = map_page()
    for view, left_first in (("Bagside", True), ("Forside", False), ("Fodsåler", False), ("Hoved", False)):
        press(page, view)
        page.wait_for_timeout(50)
        left = page.locator(".bm-sides [data-side=left]").bounding_box()["x"]
        right = page.locator(".bm-sides [data-side=right]").bounding_box()["x"]
        assert (left < right) is left_first, view


def test_every_zone_is_a_target_of_24_pixels_when_zoomed(map_page):
    """Over the four views; each zone counts where it is drawn largest."""
    page = map_page()
    largest = {}
    for view, zoom in (
        ("Bagside", "Nakke og ryg"),
        ("Forside", "Nakke og ryg"),
        ("Hoved", "Højre side"),
        ("Fodsåler", "Højre side"),
    ):
        press(page, view)
        page.wait_for_timeout(100)
        press(page, zoom)
        for code, width, height in page.evaluate(
            "[...document.querySelectorAll('svg.bm-svg [data-zone]')].map(p => { const b = p.getBoundingClientRect(); return [p.dataset.zone, b.width, b.height]; })"
        ):
            largest[code] = max(largest.get(code, 0), min(width, height))
    small = {code: size for code, size in largest.items() if size < 24}
    print(
        f"{len(largest)} zones, the smallest {min(largest.values()):.0f} px, {sum(s >= 44 for s in largest.values())} of 44 px or more"
    )
    assert len(largest) == 258 and small == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(map_page, scheme, looked_at):
    page = map_page(f"?original={BLADES}&last={BLADES}&also=treated&also=referral", color_scheme=scheme)
    touch(page, "B.between_blades.L")
    press(page, "Nakke og ryg")
    for summary in page.locator(".bm-list > summary").all():
        summary.click()
    looked_at(page)


def test_treated_and_referred_places_have_fields_of_their_own(map_page):
    page = map_page("?also=treated&also=referral")
    page.locator(".bm-treated .bm-list > summary").click()
    page.locator(".bm-treated .bm-region > summary", has_text="Øvre ryg").click()
    page.locator(".bm-treated").get_by_role("checkbox", name=BLADES_DA).check(force=True)
    answer = sent(page)
    assert (answer["zones"], answer["treated"]) == ([], [BLADES])


def test_the_page_with_its_map_is_light(client, request):
    page = client.get("/map/").content
    static = request.config.rootpath / "src/myosotis/clinic/static/myosotis"
    parts = {"page": page} | {
        name: (static / name).read_bytes()
        for name in (
            "app.css",
            "bodymap.css",
            "bodymap.js",
            "body/front.svg",
            "body/back.svg",
            "body/head.svg",
            "body/soles.svg",
        )
    }
    sizes = {name: len(gzip.compress(content, 9)) for name, content in parts.items()}
    print(f"compressed: {sizes}, in all {sum(sizes.values())}")
    assert sum(sizes.values()) <= 60 * 1024
