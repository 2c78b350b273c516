"""A clinic that is served for a browser, with its therapist, and a look at every page with axe."""

from hashlib import sha256

import pytest

from tests.shared_out import SHARED

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The slowest by far, and the only ones that see whether it is dark.
OF_COLOUR = ["color-contrast", "link-in-text-block"]


@pytest.fixture
def served(live_server, settings):
    """The address of the clinic as clients and therapists reach it."""
    settings.PUBLIC_ADDRESS = live_server.url
    return live_server.url


@pytest.fixture
def therapist(transactional_db):
    from tests.integration.people import a_clinic

    return a_clinic(confirmed=False)


# What axe judges by: elements with their classes, roles and states, where a text is and where none, and how it is shown. Words and
# ids are left out, so the same page with another client's name, or in the other language, is the same page; of neighbours that
# are alike, such as the lines of a list, one and one more are looked at.
# Beside it, of every text, what decides whether its colours can be told apart: them, its size and weight, and what lies behind it.
SHAPE = """() => {
  const shown = [innerWidth, matchMedia("print").matches];
  const shape = (e) => {
    const marks = [...e.attributes].map((a) => /^(id|for|name|value|href|src|action|content|d|points|transform|data-.*|aria-labelledby|aria-describedby|aria-controls)$/.test(a.name)
      ? a.name + (a.value ? "" : "!") : /^aria-label$|^alt$|^title$/.test(a.name) ? a.name + (a.value.trim() ? "" : "!") : a.name === "lang" && /^(da|en)$/.test(a.value) ? "lang " + (a.value === document.documentElement.lang) : a.name + "=" + a.value);
    const words = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    const within = e.localName === "svg" ? [] : [...e.children].map(shape);
    const unlike = within.filter((one, at) => one !== within[at - 1] || one !== within[at - 2]);
    return [e.localName, marks.sort().join(" "), words, e.checked ?? "", e.open ?? "", ...unlike, "/"].join("|");
  };
  const colours = new Set();
  const look = (e, behind) => {
    const style = getComputedStyle(e), image = style.backgroundImage === "none" ? "" : style.backgroundImage;
    if (style.display === "none") return;
    const own = [style.backgroundColor, image, style.opacity].join(" ");
    const opaque = style.backgroundColor.startsWith("rgb(") && style.opacity === "1";
    const nothing = style.backgroundColor === "rgba(0, 0, 0, 0)" && !image && style.opacity === "1";
    const now = nothing ? behind : opaque && !image ? own : behind + ">" + own;
    const is_field = /^(input|select|textarea|button)$/.test(e.localName);
    if (is_field || [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) {
      const off = (e.localName === "label" ? e.control : e)?.disabled || Boolean(e.closest("[aria-disabled=true], fieldset:disabled"));
      const link = e.localName === "a" ? style.textDecorationLine + getComputedStyle(e.parentElement).color : "";
      colours.add([style.color, style.fontSize, style.fontWeight, style.textShadow, style.visibility, off, link, now].join("|"));
    }
    for (const child of e.children) look(child, now);
  };
  look(document.documentElement, "");
  return [shown.join("|") + shape(document.documentElement), [...colours]];
}"""
RUN = "asked => axe.run(asked).then(found => found.violations.map(each => [each.id, each.nodes[0].html.slice(0, 160)]))"
SEEN = set()


@pytest.fixture
def looked_at(pytestconfig):
    """`looked_at(page)`: axe finds nothing on the page as it stands, and nothing has to be scrolled sideways.

    A page of the same shape that was looked at before, here or in the run beside this one, is not given to axe again; only
    its colours are, where a text stands in some that none did before.
    """
    from axe_playwright_python.base import AXE_SCRIPT

    shared = pytestconfig.stash.get(SHARED, None)
    if pytestconfig.getoption("--postgres") and not shared:
        # A page looks the same whatever database is behind it.
        return lambda page: page

    def is_new(key) -> bool:
        """Neither here nor in the run beside this one."""
        if key in SEEN:
            return False
        SEEN.add(key)
        return shared is None or shared.is_first(sha256(repr(key).encode()).hexdigest())

    def look(page):
        # A page that goes on by itself after a tap has begun, and may not be there yet.
        page.wait_for_load_state("load")
        # Half way from one colour to the next nobody reads it.
        page.evaluate("() => Promise.allSettled(document.getAnimations().map(each => each.finished))")
        shape, colours = page.evaluate(SHAPE)
        new, in_new_colours = is_new(shape), sum(map(is_new, colours)) > 0
        if new or in_new_colours:
            # Nothing is loaded again for it: no rule here reads style sheets or media by themselves.
            asked = {"resultTypes": ["violations"], "preload": False, "runOnly": TAGS if new else OF_COLOUR}
            if not in_new_colours:
                asked["rules"] = {rule: {"enabled": False} for rule in OF_COLOUR}
            page.evaluate(AXE_SCRIPT)
            said = page.evaluate(RUN, asked)
            assert said == [], f"{page.url}: {said}"
        wide = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide[0] <= wide[1], f"{page.url} is {wide[0]} wide on a screen of {wide[1]}"
        return page

    return look
