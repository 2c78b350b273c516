"""The self-check on a phone, from the first page to the answer, in both languages, with and without scripts."""

import pytest
from playwright.sync_api import expect

from myosotis.clinic.checkin.draft import flag_lines

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite_only(reason="nothing is stored")]

NONE = {"da": "Ingen af dem", "en": "None of these"}
GO_ON = {"da": "Videre", "en": "Continue"}
BEGIN = {"da": "Begynd", "en": "Begin"}


def press(page, name):
    page.get_by_role("button", name=name, exact=True).first.click()


def pick(page, value):
    page.locator(f'input[value="{value}"]').first.check(force=True)


@pytest.fixture(params=[("da", "light"), ("en", "dark")], ids=["da-light", "en-dark"])
def opened(request, phone, live_server):
    language, scheme = request.param
    page = phone(language=language, color_scheme=scheme)
    page.goto(f"{live_server.url}/check/")
    return page, language


def test_from_the_first_question_to_the_answer(opened, looked_at):
    page, language = opened
    looked_at(page)
    press(page, BEGIN[language])
    looked_at(page)
    press(page, NONE[language])
    looked_at(page)
    press(page, NONE[language])
    pick(page, "local_pain")
    pick(page, "tender_knots")
    looked_at(page)
    press(page, GO_ON[language])
    page.locator("input[name=weeks]").fill("1")
    looked_at(page)
    page.locator("input[name=weeks]").press("Enter")
    looked_at(page)
    pick(page, "no")
    press(page, GO_ON[language])
    looked_at(page)
    pick(page, "2")
    press(page, GO_ON[language])
    looked_at(page)
    pick(page, "stress")
    press(page, GO_ON[language])
    assert page.inner_text("h1") == {"da": "Prøv selv først", "en": "Try by yourself first"}[language]
    looked_at(page)
    for closed in page.locator("main details").all():
        closed.locator("summary").first.click()
    looked_at(page)


def test_a_danger_sign_stops_everything_else(opened, looked_at):
    page, language = opened
    press(page, BEGIN[language])
    for line in page.locator("fieldset").all():
        line.locator('input[value="no"]').check(force=True)
    page.locator('input[name="flag_chest"][value="yes"]').check(force=True)
    press(page, GO_ON[language])
    looked_at(page)
    pick(page, "chest_pain")
    press(page, GO_ON[language])
    assert page.locator("a.alarm-call").get_attribute("href") == "tel:112"
    assert page.locator("a.alarm-call").evaluate("e => e.getBoundingClientRect().bottom < innerHeight"), (
        "112 is off screen"
    )
    looked_at(page)


def test_a_missing_answer_is_named_and_back_keeps_what_was_said(opened, looked_at):
    page, language = opened
    press(page, BEGIN[language])
    press(page, GO_ON[language])
    looked_at(page)
    assert page.locator("[role=alert] a").count() == 1, "one line says what to do where nothing was answered"
    press(page, NONE[language])
    page.locator("a.back").click()
    expect(page.locator('input[value="no"]:checked')).to_have_count(len(flag_lines()))


def test_the_browsers_own_back_forward_and_reload_lose_nothing(opened):
    """A page that was the answer to a form cannot be shown again by a phone's Chrome; each of these is a page of its own."""
    page, language = opened
    press(page, BEGIN[language])
    for line in flag_lines():
        page.locator(f'input[name="{line}"][value="no"]').check(force=True)
    page.locator('input[name="flag_chest"][value="yes"]').check(force=True)
    press(page, GO_ON[language])
    press(page, GO_ON[language])
    alarm = page.locator("a.alarm-call")
    expect(alarm).to_have_count(1)
    page.reload()
    expect(alarm).to_have_count(1)
    page.go_back()
    expect(page.locator('input[name="step"][value="which"]').first).to_be_attached()
    page.go_back()
    expect(page.locator('input[name="flag_chest"][value="yes"]')).to_be_checked()
    page.go_forward()
    page.go_forward()
    expect(alarm).to_have_count(1)
    page.go_back()
    page.go_back()
    press(page, NONE[language])
    expect(page.get_by_role("alert")).to_be_visible()
    page.reload()
    page.get_by_role("alert").get_by_role("button").nth(1).click()
    expect(page.locator('input[name="step"]')).to_have_value("background")
    page.go_back()
    expect(page.get_by_role("alert")).to_have_count(0)
    assert page.url.split("/check/")[1] == "1/"


def test_a_doctor_and_a_physiotherapist(opened, looked_at):
    page, language = opened
    press(page, BEGIN[language])
    press(page, NONE[language])
    pick(page, "night_pain")
    press(page, GO_ON[language])
    looked_at(page)


def test_the_knowledge_pages(opened, live_server, looked_at):
    page, language = opened
    page.goto(f"{live_server.url}/knowledge/")
    looked_at(page)
    for slug in ("about_myoses", "known_reactions", "danger_signs", "missing_pages"):
        page.goto(f"{live_server.url}/knowledge/{slug}/")
        looked_at(page)


def test_without_scripts_and_on_a_desk(desk, live_server):
    page = desk(java_script_enabled=False)
    page.goto(f"{live_server.url}/check/")
    press(page, "Begynd")
    press(page, "Ingen af dem")
    press(page, "Ingen af dem")
    pick(page, "tension")
    press(page, "Videre")
    press(page, "Videre")
    pick(page, "yes")
    press(page, "Videre")
    pick(page, "no")
    press(page, "Videre")
    pick(page, "7")
    press(page, "Videre")
    press(page, "Ingen af dem")
    assert page.inner_text("h1") == "Spørg en fysioterapeut"
