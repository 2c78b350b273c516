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


@pytest.fixture
def looked_at(pytestconfig):
    """`looked_at(page)`: axe finds nothing on the page as it stands, and nothing has to be scrolled sideways.

    With `rules` only those are asked: colours in the dark need no second look at headings.
    """
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()
    if pytestconfig.getoption("--postgres"):
        # A page looks the same whatever database is behind it.
        return lambda page, rules=None: page

    def look(page, rules=None):
        only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS}
        # A page that goes on by itself after a tap has begun, and may not be there yet.
        page.wait_for_load_state("load")
        found = axe.run(page, options={"runOnly": only, "resultTypes": ["violations"]}).response["violations"]
        said = [(each["id"], each["nodes"][0]["html"][:160]) for each in found]
        assert said == [], f"{page.url}: {said}"
        wide = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide[0] <= wide[1], f"{page.url} is {wide[0]} wide on a screen of {wide[1]}"
        return page

    return look
