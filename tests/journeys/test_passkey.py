"""A passkey in a real browser, whose authenticator is made for the test: made, used in the place of the code, refused, removed."""

import pytest

from tests.journeys.steps import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
SAYS = {
    "da": {"make": "Lav adgangsnøglen", "use": "Brug en adgangsnøgle", "failed": "Det blev ikke til noget", "remove": "Fjern den"},
    "en": {"make": "Make the passkey", "use": "Use a passkey", "failed": "Nothing came of it", "remove": "Remove it"},
}


def an_authenticator(page, **more):
    """The browser's own, without a person: a finger that always fits. Gives what can change it."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True} | more
    made = tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]
    return lambda command, **what: tools.send(f"WebAuthn.{command}", {"authenticatorId": made, **what})


def password(page, served):
    from tests.integration.people import PASSWORD

    page.goto(f"{served}/login/")
    page.locator("#id_username").fill("nora")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("main form button").click()
    page.wait_for_url("**/login/code/")


def leave(page, served):
    page.context.clear_cookies(name="session")
    page.goto(f"{served}/login/")


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_passkey_in_the_place_of_the_code(language, served, desk, looked_at):
    from myosotis.clinic.people.models import Event
    from tests.integration.people import a_clinic

    a_clinic()
    page, says = desk(language=language), SAYS[language]
    tell = an_authenticator(page)
    sign_in(page, served)
    page.goto(f"{served}/me/")
    looked_at(page).locator("a[href='/me/passkeys/new/']").click()
    looked_at(page).get_by_role("button", name=says["make"]).click()
    page.wait_for_url(lambda url: "passkeys" not in url)
    page.goto(f"{served}/me/")
    assert looked_at(page).locator("a[href*='/remove/']", has_text="Linux").count() == 1
    assert len(tell("getCredentials")["credentials"]) == 1 and Event.objects.filter(what="second_factor.added").count() == 1

    leave(page, served)
    password(page, served)
    # She thinks better of it, as the browser tells it: said in words, and the code still stands there.
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new DOMException('no', 'NotAllowedError')); }")
    looked_at(page).get_by_role("button", name=says["use"]).click()
    page.locator("[role=status]", has_text=says["failed"]).wait_for()
    assert looked_at(page).locator("#id_code").is_visible() and "/login/code/" in page.url


@pytest.mark.parametrize("language", ["da", "en"])
def test_it_opens_the_clinic_and_removed_it_does_not(language, served, desk, looked_at):
    from tests.integration.people import a_clinic

    a_clinic()
    page, says = desk(language=language), SAYS[language]
    an_authenticator(page)
    sign_in(page, served)
    page.goto(f"{served}/me/passkeys/new/")
    page.get_by_role("button", name=says["make"]).click()
    page.wait_for_url(lambda url: "passkeys" not in url)
    leave(page, served)
    password(page, served)
    page.get_by_role("button", name=says["use"]).click()
    page.wait_for_url("**/worklist/")
    # Later she must show again that it is she before anything of it is changed: here by the passkey.
    page.goto(f"{served}/login/again/passkey/?next=/me/")
    looked_at(page).get_by_role("button", name=says["use"]).click()
    page.wait_for_url(f"{served}/me/")
    page.goto(f"{served}/login/again/?next=/me/")
    looked_at(page)
    page.goto(f"{served}/me/")
    page.locator("a[href*='/me/passkeys/']", has_text="Linux").click()
    looked_at(page).get_by_role("button", name=says["remove"]).click()
    page.wait_for_url(f"{served}/me/")
    leave(page, served)
    password(page, served)
    assert page.get_by_role("button", name=says["use"]).count() == 0


def test_without_scripts_the_code_is_enough(served, open_page):
    from tests.integration.people import a_clinic

    a_clinic()
    page = open_page({"viewport": {"width": 1280, "height": 900}, "java_script_enabled": False})
    sign_in(page, served)
    page.goto(f"{served}/me/passkeys/new/")
    assert page.locator("noscript, .note").first.is_visible() and not page.get_by_role("button", name="Lav adgangsnøglen").is_visible()
