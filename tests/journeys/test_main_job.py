"""The main job: a therapist registers, a client answers on her phone, the therapist sees it on top of the worklist."""

import pytest

from tests.journeys.steps import leads_on, say_birthday, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
ABOUT_PAGES = pytest.mark.sqlite_only(reason="is about how pages look, whatever database is behind them")

SAYS = {
    "da": {
        "log in": "Log ind", "read": "Jeg har læst det", "new": "Ny klient", "name": "Navn", "born": "Fødselsdato",
        "phone": "Mobiltelefon", "english": "Engelsk", "where": "Hvor sidder smerten?", "shoulder": "Skulder", "left": "Venstre", "aching": "Murrende",
        "kind": "Behandling af triggerpunkter", "pressure": "Hårdt", "minutes": "Minutter", "points": "Triggerpunkter",
        "no": "Nej", "record": "Gem og lav klientens link", "begin": "Begynd", "me": "Ja, det er mig", "yes": "Ja",
        "none": "Ingen af dem", "on": "Videre", "much worse": "Meget værre", "again": "Murrende", "same kind": "Præcis som den gamle smerte",
        "place": "Venstre skulder", "no marks": "Ingen mærker", "send": "Send mine svar", "why": "Hvorfor",
        "help": "Sådan får du hjælp", "worklist": "Arbejdsliste", "seen": "Jeg har set det", "hours": "Hvor længe har det været meget værre?",
    },
    "en": {
        "log in": "Log in", "read": "I have read this", "new": "New client", "name": "Name", "born": "Date of birth",
        "phone": "Mobile phone", "english": "English", "where": "Where is the pain?", "shoulder": "Shoulder", "left": "Left", "aching": "Aching",
        "kind": "Trigger point treatment", "pressure": "Firm", "minutes": "Minutes", "points": "Trigger points",
        "no": "No", "record": "Record and make the client's link", "begin": "Begin", "me": "Yes, that is me", "yes": "Yes",
        "none": "None of these", "on": "Continue", "much worse": "Much worse", "again": "Aching", "same kind": "Just like the old pain",
        "place": "Left shoulder", "no marks": "No marks", "send": "Send my answers", "why": "Why",
        "help": "How to get help", "worklist": "Worklist", "seen": "I have seen it", "hours": "How long has it been much worse?",
    },
}  # fmt: skip


def as_it_is(page):
    return page


def pick(page, words, within=None):
    """The box with these words, as a finger would press it."""
    place = page.locator(within) if within else page
    place.locator("label.pick", has_text=words).first.click()


def exactly(page, name, number):
    page.locator(f"label.pick:has(input[name={name}][value='{number}'])").click()


def register(page, served, says, language, name, looked_at):
    sign_in(page, served, looked_at)
    looked_at(page).get_by_role("button", name=says["read"]).click()
    page.get_by_role("link", name=says["new"]).click()
    looked_at(page).get_by_label(says["name"], exact=True).fill(name)
    page.get_by_label(says["born"]).fill("1980-05-04")
    page.get_by_label(says["phone"]).fill("12345678")
    exactly(page, "language", language)
    exactly(page, "disclosure", "asked_first")
    page.get_by_label(says["where"]).select_option(label=says["shoulder"])
    exactly(page, "side", "left")
    exactly(page, "pain", 5)
    pick(page, says["aching"])
    pick(page, says["kind"])
    exactly(page, "pressure", 4)
    page.get_by_label(says["minutes"]).fill("10")
    page.get_by_label(says["points"], exact=True).fill("6")
    exactly(page, "neck_treated", "no")
    exactly(page, "needles_used", "no")
    page.get_by_role("button", name=says["record"]).click()
    looked_at(page)
    return page.locator(".address a").inner_text()


def answer_much_worse(page, address, says, looked_at, *, scripts=True):
    page.goto(address)
    looked_at(page).get_by_role("button", name=says["begin"]).click()
    looked_at(page).get_by_role("button", name=says["none"]).click()
    say_birthday(looked_at(page))
    looked_at(page).get_by_role("button", name=says["me"]).click()
    looked_at(page)
    exactly(page, "pain", 9)
    leads_on(page, lambda: exactly(page, "compared", "much_worse"), None if scripts else says["on"])
    pick(looked_at(page), says["again"])
    pick(page, says["same kind"])
    page.get_by_role("button", name=says["on"]).click()
    pick(looked_at(page), says["place"])
    page.get_by_role("button", name=says["on"]).click()
    looked_at(page).get_by_role("button", name=says["none"]).click()
    pick(looked_at(page), says["no marks"])
    exactly(page, "painkiller", "no")
    page.get_by_role("button", name=says["on"]).click()
    looked_at(page).get_by_label(says["hours"]).fill("5")
    page.get_by_role("button", name=says["on"]).click()
    looked_at(page).get_by_role("button", name=says["send"]).click()
    looked_at(page)


@pytest.mark.all_four
@pytest.mark.parametrize("language", ["da", "en"])
def test_therapist_registers_client_answers_therapist_sees_it_first(
    language, served, therapist, desk, phone, looked_at
):
    from tests.integration.people import a_client, a_treatment, an_answer

    says = SAYS[language]
    an_answer(a_treatment(therapist, client=a_client(therapist, name="Calm Person")), pain=6)
    therapist_page, client_page = desk(language=language), phone(language=language)
    if language == "en":
        # The pages are the same; they were looked at in Danish.
        looked_at = as_it_is
    address = register(therapist_page, served, says, language, "Ida Lund", looked_at)
    answer_much_worse(client_page, address, says, looked_at)

    assert client_page.locator("html").get_attribute("lang") == language
    answer = client_page.locator("main").inner_text()
    assert says["why"] in answer and says["help"] in answer and "112" in answer

    therapist_page.get_by_role("link", name=says["worklist"]).click()
    first = looked_at(therapist_page).locator(".line").first
    assert "Ida Lund" in first.inner_text() and "5 → 9" in first.inner_text()
    therapist_page.get_by_role("link", name="Ida Lund").click()
    looked_at(therapist_page).get_by_label("?").first.fill("Ringet.")
    therapist_page.locator("select[name=own_reading]").first.select_option("negative_reaction")
    therapist_page.locator("select[name=rests_on]").first.select_option("talked")
    therapist_page.get_by_role("button", name=says["seen"]).click()
    therapist_page.get_by_role("link", name=says["worklist"]).click()
    assert "Ida Lund" not in therapist_page.locator(".line").first.inner_text()


def test_a_sign_of_danger_leads_to_112_before_any_other_question(served, therapist, phone, looked_at):
    from tests.integration.people import a_treatment, link_of

    page, says = phone(), SAYS["da"]
    page.goto(f"{served}/c/{link_of(a_treatment(therapist)).token}/")
    page.get_by_role("button", name=says["begin"]).click()
    for number, line in enumerate(page.locator("fieldset").all()):
        line.locator("label.pick").nth(0 if number == 0 else 1).click()
    page.get_by_role("button", name=says["on"]).click()
    looked_at(page).locator("label.pick").nth(1).click()
    page.get_by_role("button", name=says["on"]).click()
    looked_at(page)
    assert page.locator("main a").first.get_attribute("href") == "tel:112"
    assert page.locator(".alarm").bounding_box()["y"] < 200


def test_without_scripts_everything_works(served, therapist, open_page):
    from tests.browser import PHONE
    from tests.integration.people import a_treatment, link_of

    page = open_page(PHONE, java_script_enabled=False)
    answer_much_worse(page, f"{served}/c/{link_of(a_treatment(therapist, pain=5)).token}/", SAYS["da"], as_it_is, scripts=False)
    assert "112" in page.locator("main").inner_text()


@pytest.fixture
def worse(therapist):
    """A treatment after which it became worse and stayed so, and a therapist who has read what it is for."""
    from django.utils import timezone

    from myosotis.clinic.people.actions import confirm_purpose
    from tests.integration.people import a_treatment, an_answer

    confirm_purpose(therapist=therapist, at=timezone.now())
    treatment = a_treatment(therapist, hours_ago=60)
    for hours, pain, more in ((4, 7, {}), (25, 8, {}), (50, 8, {"symptoms": {"headache": 2}})):
        an_answer(treatment, hours=hours, pain=pain, **more)
    return treatment


@ABOUT_PAGES
def test_the_other_pages_can_be_used_by_everyone(served, worse, desk, looked_at):
    page = desk()
    page.goto(served)
    looked_at(page)
    page.goto(f"{served}/purpose/")
    looked_at(page)
    sign_in(page, served)
    for address in ("/clients/?q=ingen", "/outbox/", "/components/", f"/clients/{worse.client.pk}/"):
        page.goto(served + address)
        looked_at(page)
    page.goto(f"{served}/clients/new/")
    page.get_by_role("button", name="Gem og lav klientens link").click()
    assert looked_at(page).title().startswith("Fejl:")


@ABOUT_PAGES
def test_in_the_dark_every_colour_can_be_read(served, worse, open_page, looked_at):
    from tests.browser import PHONE

    page = open_page(PHONE, color_scheme="dark")
    sign_in(page, served)
    for address in ("/worklist/", "/components/", f"/clients/{worse.client.pk}/"):
        page.goto(served + address)
        looked_at(page)


@ABOUT_PAGES
def test_pages_that_say_no_can_be_used_too(served, therapist, phone, looked_at):
    from tests.integration.people import a_treatment, link_of

    page = phone()
    page.goto(f"{served}/nowhere/")
    looked_at(page)
    page.goto(f"{served}/c/{'A' * 22}/")
    looked_at(page)
    page.goto(f"{served}/c/{link_of(a_treatment(therapist)).token}/")
    page.get_by_role("button", name="Begynd").click()
    page.get_by_role("button", name="Ingen af dem").click()
    say_birthday(page, day=5)
    assert "4" in looked_at(page).get_by_role("alert").inner_text()
    say_birthday(page)
    page.get_by_role("button", name="Nej", exact=True).click()
    looked_at(page)
    # The browser itself notes each 404 and 410; nothing else may be noted.
    assert [text for text in page.complaints if "status of 4" not in text] == []
    page.complaints.clear()
