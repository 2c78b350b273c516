"""What a client says in her own words, and everything else she answered, is read by a person."""

from datetime import timedelta

import pytest
from django.utils import timezone

from myosotis.clinic.care.presenters import wording
from myosotis.clinic.care.presenters.answered import answers_in_words
from myosotis.clinic.care.presenters.worklist import WorklistPresenter
from myosotis.clinic.letters.incident import Incident
from myosotis.clinic.letters.letter import Letter
from myosotis.clinic.notices.actions import something_waits, text_of
from myosotis.clinic.notices.models import Message
from tests.integration.people import a_client, a_treatment, an_answer

pytestmark = pytest.mark.either_database

WORDS = "Jeg er lidt bange og kan ikke sove."
EVERYTHING = {
    "soreness": 4, "quality_kind": "bruise_like", "compared": "much_worse", "strong_worse_hours": 3, "since_last": ["alcohol", "training"],
    "pain_at": {"shoulder:left": 6}, "painkiller": "unsure", "mark_spreading": True, "bruise": "small", "limb_side": "one",
    "ongoing": ["palpitations"], "symptoms": {"palpitations": 1}, "note": WORDS, "danger_unsure": "doctor", "sites_confirmed": False,
}  # fmt: skip


def calm(therapist, name, **more):
    return an_answer(a_treatment(therapist, client=a_client(therapist, name=name), hours_ago=6), pain=6, **more)


@pytest.fixture
def written(therapist):
    return calm(therapist, "Sofie", note=WORDS)


def test_her_own_words_stand_first_on_the_card(desk, written):
    page = desk.get(f"/clients/{written.checkin.treatment.client.pk}/").content.decode()
    card = page[page.index(f"checkin-{written.checkin.pk}") :]
    assert WORDS in card and card.index(WORDS) < card.index("<details")


def test_every_given_answer_is_a_row(therapist):
    rows = dict(answers_in_words(EVERYTHING | {"pain": 7, "qualities": ["sore"], "sites": ["shoulder:left"]}))
    said = " | ".join(f"{question}: {answer}" for question, answer in rows.items())
    for part in ("4 af 10", "blåt mærke", "3 timer", "drukket alkohol", "trænet", "skulder (6)", "ved ikke", "breder sig: ja", "kun i den ene side",
                 f"Stadig der: {wording.label('symptoms', 'palpitations')}", "en læge", "Den anden side: nej"):  # fmt: skip
        assert part in said, (part, said)


def test_what_was_not_asked_is_not_called_absent():
    assert ("Tegn", "ingen af dem") in answers_in_words({"symptoms": {"headache": 0}})
    assert ("Tegn", "ikke spurgt") in answers_in_words({"symptoms": {"headache": None}})
    assert "ikke spurgt" in dict(answers_in_words({"symptoms": {"headache": None, "fainted": 0}}))["Tegn"]


def test_letter_summary_and_report_carry_her_words(written):
    complaint = written.checkin.treatment.complaint
    for short in (True, False):
        answer = Letter(complaint, timezone.now(), short=short).as_mapping()["treatments"][0]["answers"][0]
        assert answer["wrote"] == f"Klienten skrev: “{WORDS}”"
    assert any(WORDS in line for line in Incident(written.checkin.treatment, timezone.now()).lines)


def test_the_worklist_says_that_she_wrote_and_it_is_no_calm_line(therapist, written):
    calm(therapist, "Rolig")
    shown = WorklistPresenter(therapist.clinic, timezone.now())
    assert [(line.name, bool(line.wrote)) for line in shown.lines] == [("Sofie", True), ("Rolig", False)]
    assert [line.name for line in shown.open_lines] == ["Sofie"] and something_waits(therapist.clinic, timezone.now())


def test_all_at_once_never_takes_an_answer_with_words(desk, therapist, written):
    calm(therapist, "Rolig")
    desk.post("/worklist/seen/", {"until": (timezone.now() + timedelta(minutes=1)).isoformat()})
    left = therapist.clinic.assessments.filter(acknowledgements=None)
    assert [each.checkin.treatment.client.name for each in left] == ["Sofie"]


def test_no_message_holds_her_words(therapist):
    therapist.alert_to = "nora@klinik.test"
    therapist.save()
    an_answer(a_treatment(therapist, hours_ago=6), symptoms={"vomiting": 2}, note=WORDS)
    said = [text_of(message) for message in Message.objects.all()]
    assert said and not any("bange" in text for text in said)
