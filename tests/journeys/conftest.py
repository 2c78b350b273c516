"""A clinic that is served for a browser, with its therapist, and a look at every page with axe."""

import pytest

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
# ids are left out, so the same page with another client's name, or in the other language, is the same page.
SHAPE = """() => {
  const said = [innerWidth, matchMedia("(prefers-color-scheme: dark)").matches, matchMedia("print").matches];
  const walk = (e) => {
    const marks = [...e.attributes].map((a) => /^(id|for|name|value|href|src|action|content|d|points|transform|data-.*|aria-labelledby|aria-describedby|aria-controls)$/.test(a.name)
      ? a.name + (a.value ? "" : "!") : /^aria-label$|^alt$|^title$/.test(a.name) ? a.name + (a.value.trim() ? "" : "!") : a.name === "lang" && e === document.documentElement ? "lang" + (a.value ? "" : "!") : a.name + "=" + a.value);
    const words = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    said.push(e.localName, marks.sort().join(" "), words, e.checked ?? "", e.open ?? "");
    if (e.localName !== "svg") for (const child of e.children) walk(child);
    said.push("/");
  };
  walk(document.documentElement);
  return said.join("|");
}"""
SEEN = set()


@pytest.fixture
def looked_at(pytestconfig):
    """`looked_at(page)`: axe finds nothing on the page as it stands, and nothing has to be scrolled sideways.

    With `rules` only those are asked: colours in the dark need no second look at headings. A page of the same shape that
    was looked at before in this run is not given to axe again.
    """
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()
    if pytestconfig.getoption("--postgres"):
        # A page looks the same whatever database is behind it.
        return lambda page, rules=None: page

    def look(page, rules=None):
        # A page that goes on by itself after a tap has begun, and may not be there yet.
        page.wait_for_load_state("load")
        shape = (page.evaluate(SHAPE), tuple(rules or ()))
        if shape not in SEEN:
            only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS}
            found = axe.run(page, options={"runOnly": only, "resultTypes": ["violations"]}).response["violations"]
            said = [(each["id"], each["nodes"][0]["html"][:160]) for each in found]
            assert said == [], f"{page.url}: {said}"
            SEEN.add(shape)
        wide = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide[0] <= wide[1], f"{page.url} is {wide[0]} wide on a screen of {wide[1]}"
        return page

    return look
