"""Pages in Debian's chromium: a phone and a desk, in Danish or English, that reach this machine only.

    def test_…(phone, live_server):
        page = phone(language="en")
        page.goto(live_server.url)

Whatever a page writes to its console as an error, a breach of the content security policy among it, fails the test.
"""

import functools
import os

import pytest
from playwright.sync_api import Locator

from tests.chromium import chromium

PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
DESK = {"viewport": {"width": 1280, "height": 900}}
LOCALES = {"da": "da-DK", "en": "en-GB"}

QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


@pytest.fixture(scope="session")
def browser_type_launch_args():
    # Chromium's sandbox refuses to start as root, which is who CI is.
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {"executable_path": chromium(), "headless": True, "args": QUIET + as_root}


@pytest.fixture(scope="session")
def browser_context_args():
    return {"locale": LOCALES["da"], "timezone_id": "Europe/Copenhagen", **PHONE}


@pytest.fixture(scope="session", autouse=True)
def _presses_that_arrive():
    """A press that leads on returns once the next document has begun; what is counted there must wait for all of it."""
    plain = {name: getattr(Locator, name) for name in ("click", "press", "check")}

    def arriving(act):
        @functools.wraps(act)
        def pressed(self, *given, **more):
            act(self, *given, **more)
            self.page.wait_for_load_state("load")

        return pressed

    for name, act in plain.items():
        setattr(Locator, name, arriving(act))
    yield
    for name, act in plain.items():
        setattr(Locator, name, act)


@pytest.fixture
def open_page(browser):
    """Opens pages and closes them; fails when one of them complained."""
    contexts, complaints = [], []

    def open_one(device: dict, language: str = "da", **more):
        context = browser.new_context(
            **(device | {"locale": LOCALES[language], "timezone_id": "Europe/Copenhagen", "service_workers": "block"} | more)
        )
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.complaints = complaints
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert complaints == [], "the browser's console holds errors"


@pytest.fixture
def phone(open_page):
    """`phone()` or `phone(language="en")`: a page 390 wide, with touch."""
    return lambda **more: open_page(PHONE, **more)


@pytest.fixture
def desk(open_page):
    """`desk()`: a page as wide as a therapist's screen."""
    return lambda **more: open_page(DESK, **more)
