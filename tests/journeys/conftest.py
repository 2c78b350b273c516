"""A clinic that is served for a browser, with its therapist, and a look at every page with axe."""

from hashlib import sha256

import pytest

from tests.shared_out import SHARED

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


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
# Beside it, of every text, by what its colours come from: what it stands in.
SHAPE = """() => {
  const shown = [innerWidth, matchMedia("(prefers-color-scheme: dark)").matches, matchMedia("print").matches];
  const shape = (e) => {
    const marks = [...e.attributes].map((a) => /^(id|for|name|value|href|src|action|content|d|points|transform|data-.*|aria-labelledby|aria-describedby|aria-controls)$/.test(a.name)
      ? a.name + (a.value ? "" : "!") : /^aria-label$|^alt$|^title$/.test(a.name) ? a.name + (a.value.trim() ? "" : "!") : a.name === "lang" && e === document.documentElement ? "lang" + (a.value ? "" : "!") : a.name + "=" + a.value);
    const words = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    const within = e.localName === "svg" ? [] : [...e.children].map(shape);
    const unlike = within.filter((one, at) => one !== within[at - 1] || one !== within[at - 2]);
    return [e.localName, marks.sort().join(" "), words, e.checked ?? "", e.open ?? "", ...unlike, "/"].join("|");
  };
  const stands_in = new Set();
  const look = (e, above) => {
    const own = above + ">" + e.localName + [...e.attributes].map((a) => /^(class|type|open|disabled|hidden|role|aria-(current|invalid|pressed))$/.test(a.name) ? "." + a.value : "").join("")
      + (e.checked ? ":checked" : "");
    if ([...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) stands_in.add(shown.join("|") + own);
    for (const child of e.children) look(child, own);
  };
  look(document.body, "");
  return [shown.join("|") + shape(document.documentElement), [...stands_in]];
}"""
RUN = "asked => axe.run(asked).then(found => found.violations.map(each => [each.id, each.nodes[0].html.slice(0, 160)]))"
SEEN, SEEN_IN_COLOUR = set(), set()


@pytest.fixture
def looked_at(pytestconfig):
    """`looked_at(page)`: axe finds nothing on the page as it stands, and nothing has to be scrolled sideways.

    With `rules` only those are asked: colours in the dark need no second look at headings. A page of the same shape that
    was looked at before in this run is not given to axe again.
    """
    from axe_playwright_python.base import AXE_SCRIPT

    shared = pytestconfig.stash.get(SHARED, None)
    if pytestconfig.getoption("--postgres") and not shared:
        # A page looks the same whatever database is behind it.
        return lambda page, rules=None: page

    def is_new(key) -> bool:
        """Neither here nor in the run beside this one."""
        if key in SEEN:
            return False
        SEEN.add(key)
        return shared is None or shared.is_first(sha256(repr(key).encode()).hexdigest())

    def look(page, rules=None):
        # A page that goes on by itself after a tap has begun, and may not be there yet.
        page.wait_for_load_state("load")
        shape, stands_in = page.evaluate(SHAPE)
        if is_new((shape, tuple(rules or ()))):
            # Nothing is loaded again for it: no rule here reads style sheets or media by themselves.
            asked = {"resultTypes": ["violations"], "preload": False}
            asked["runOnly"] = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS}
            if not rules and SEEN_IN_COLOUR.issuperset(stands_in):
                # The slowest rule by far, and every text here has stood in the same before.
                asked["rules"] = {"color-contrast": {"enabled": False}}
            page.evaluate(AXE_SCRIPT)
            said = page.evaluate(RUN, asked)
            assert said == [], f"{page.url}: {said}"
            if not rules or "color-contrast" in rules:
                SEEN_IN_COLOUR.update(stands_in)
        wide = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide[0] <= wide[1], f"{page.url} is {wide[0]} wide on a screen of {wide[1]}"
        return page

    return look
