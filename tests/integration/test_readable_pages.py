"""A therapist finds what she looks for: her client's words about today, the muscle, the next message, what is not set up."""

import html
from datetime import timedelta

import pytest
from django.utils import timezone

from myosotis.clinic.before.actions import give_preparation, make_preparation_link
from myosotis.clinic.care.presenters.judged import explained
from myosotis.clinic.care.presenters.worklist import WorklistPresenter
from myosotis.clinic.exercises.presenter import muscle_choices, without_article
from myosotis.clinic.notices.models import Message
from myosotis.clinic.presence.actions import set_alert_address, set_hours
from myosotis.terms import Level
from tests.integration.people import a_client, a_complaint, a_treatment, an_answer
from tests.integration.test_presence import WEEKDAYS

pytestmark = pytest.mark.either_database

SAID = {"conditions": [], "pain": 5, "gentler_please": "yes", "feel_safe": 3, "expectations": "Sove igen.", "how_long": "weeks"}


def prepared(therapist):
    complaint = a_complaint(a_client(therapist), therapist)
    link = make_preparation_link(complaint=complaint, by=therapist, at=timezone.now())
    give_preparation(link=link, answers=SAID, language="da", at=timezone.now())
    return complaint


def test_what_she_said_before_todays_treatment_stands_on_her_page(desk, therapist):
    complaint = prepared(therapist)
    page = desk.get(f"/clients/{complaint.client.pk}/").content.decode()
    for words in ("Det sagde klienten i dag", "Sove igen.", "5 af 10", "3 af 10", "ingen af dem"):
        assert words in page, words
    record = desk.get(f"/complaints/{complaint.pk}/treatments/new/").content.decode()
    assert "Det har klienten svaret" in record and "3 af 10" in record


@pytest.mark.parametrize("region", ["shoulder", "neck"])
def test_muscles_of_the_complaints_region_stand_first_and_without_their_article(desk, therapist, region):
    groups = muscle_choices(region)
    assert len(groups) == 2 and 0 < len(groups[0][1]) < len(groups[1][1])
    for _title, muscles in groups:
        names = [without_article(name) for _key, name in muscles]
        assert names == sorted(names) and not any(name.startswith(("de ", "den ")) for name in names)
    complaint = a_complaint(a_client(therapist), therapist, f"{region}:left")
    page = desk.get(f"/complaints/{complaint.pk}/exercises/").content.decode()
    assert page.index(groups[0][1][0][1]) < page.index("Andre steder")


def test_the_outbox_shows_what_goes_out_next_first_with_links_and_pages(desk, therapist):
    for number in range(6):
        a_treatment(therapist, client=a_client(therapist, name=f"Client {number}"), hours_ago=1)
    first, second = (desk.get(f"/outbox/?page={number}").content.decode() for number in (1, 2))
    due = list(Message.objects.filter(state="waiting").order_by("due_at"))
    assert len(due) > 40 and desk.get("/outbox/").context["lines"][0]["message"].due_at == due[0].due_at
    assert 'href="http://testserver/c/' in first and "?page=2" in first and "?page=3" not in second


def test_the_worklist_says_what_is_not_set_up(desk, therapist):
    page = desk.get("/worklist/").content.decode()
    assert "Ingen får besked når noget haster." in page and "ingen åbningstider" in page
    set_alert_address(therapist=therapist, address="nora@klinik.test", at=timezone.now())
    set_hours(clinic=therapist.clinic, hours=WEEKDAYS, by=therapist, at=timezone.now())
    assert WorklistPresenter(therapist.clinic, timezone.now()).set_up == []


@pytest.mark.parametrize("answers, said", [
    ({"pain": 9, "qualities": ["aching"], "compared": "worse"}, "9"), ({"symptoms": {"slurred_speech": 3}}, "utydelig tale"), ({"contact_wanted": True}, "kontakt"),
])  # fmt: skip
def test_why_speaks_of_the_client_and_what_was_told_stands_as_a_quotation(desk, therapist, answers, said):
    treatment = a_treatment(therapist, hours_ago=60)
    answer = an_answer(treatment, hours=52, **answers)
    why = explained(answer, audience="therapist")
    assert why.changes == [] and any(said in line for line in why.why)
    words = " ".join(why.why).lower().split()
    assert not {"du", "din", "dit", "dig", "skrev"} & set(words), words
    page = desk.get(f"/clients/{treatment.client.pk}/").content.decode()
    quoted = page[page.index('<blockquote class="told">') : page.index("</blockquote>")]
    assert answer.told["do"][0] in quoted
    # In an emergency her page says what to do at once and no more.
    change = answer.told["changes"][0]
    assert (change in quoted) is (answer.level < Level.emergency) and change not in page.replace(quoted, "")


def test_no_recovery_code_left_is_not_a_few(desk, therapist):
    therapist.user.authenticator_set.filter(type="recovery_codes").delete()
    page = desk.get("/me/").content.decode()
    assert "Der er ingen tilbage. Lav nye" in page and "Der er få tilbage" not in page


def test_an_old_day_is_named_by_its_date(desk, therapist):
    treatment = a_treatment(therapist, hours_ago=60)
    answer = an_answer(treatment, hours=4)
    page = desk.get(f"/clients/{treatment.client.pk}/").content.decode()
    local = timezone.localtime(treatment.ended_at + timedelta(hours=4))
    assert f"Det fik klienten at vide {local.day}." in page and answer.told["headline"] in page


def test_what_to_do_next_time_stands_in_one_line_on_her_page(desk, therapist):
    treatment = a_treatment(therapist, hours_ago=60)
    assert "Retning for næste gang" not in desk.get(f"/clients/{treatment.client.pk}/").content.decode()
    an_answer(treatment, hours=52, pain=9, qualities=["aching"], compared="worse")
    page = desk.get(f"/clients/{treatment.client.pk}/").content.decode()
    plan = desk.get(f"/complaints/{treatment.complaint.pk}/plan/").content.decode()
    said = page[page.index("Retning for næste gang: ") + len("Retning for næste gang: ") :].split("</p>")[0]
    assert said and said in plan


@pytest.mark.parametrize("language, said", [("da", "Klientens svar passer ikke på noget vi kender. Læs dem selv."), ("en", "The client's answers fit nothing that we know. Read them yourself.")])
def test_the_therapist_reads_on_her_page_that_nothing_fits_or_not_all_was_answered(desk, therapist, language, said):
    """As `explain` says it; without it the reason why nothing is settled would be an empty place."""
    treatment = a_treatment(therapist, hours_ago=60)
    an_answer(treatment, hours=20, pain=4, qualities=None)
    assert said in html.unescape(desk.get(f"/clients/{treatment.client.pk}/", headers={"accept-language": language}).content.decode())
    an_answer(treatment, hours=21, pain=2, bruise=None)
    not_all = {"da": "Klienten har ikke svaret på alt.", "en": "The client has not answered everything."}[language]
    assert not_all in html.unescape(desk.get(f"/clients/{treatment.client.pk}/", headers={"accept-language": language}).content.decode())
