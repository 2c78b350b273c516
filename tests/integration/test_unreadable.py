"""One answer that cannot be read must silence no sign of danger: not its own, and not a later one's."""

import uuid

import pytest

from myosotis.clinic.care.models import Assessment
from myosotis.clinic.checkin.draft import flag_lines, signs_of
from tests.integration.people import a_client, a_treatment, an_answer, press_link

pytestmark = pytest.mark.either_database

NO_PAIN_YET = {"pain": None, "qualities": None, "sites": None}
LIFELINE = "70 201 201"


@pytest.fixture
def treatment(therapist):
    return a_treatment(therapist, hours_ago=7)


@pytest.fixture
def after_an_unreadable_answer(treatment):
    unread = an_answer(treatment, hours=5, pain=6, qualities=["spiky"], compared="worse")
    assert unread.level is None
    return treatment


def signs_only(**symptoms):
    return NO_PAIN_YET | {"symptoms": symptoms}


@pytest.mark.parametrize("sign", ["suicidal_thoughts", "slurred_speech", "face_droop", "chest_pain"])
def test_a_sign_for_112_after_an_unreadable_answer_is_told_to_ring_112(after_an_unreadable_answer, sign):
    judged = an_answer(after_an_unreadable_answer, hours=6.5, **signs_only(**{sign: 3}))
    assert (judged.reading, judged.level) == ("red_flag", 5)
    assert judged.told["headline"] == "Ring 112"
    assert any(LIFELINE in words for words in judged.told.get("call", ())) == (sign == "suicidal_thoughts")
    assert any("5 timer" in words and "kunne ikke læses" in words for words in judged.told["why"]), "and what was left out is said"


@pytest.mark.parametrize("sign", ["slurred_speech", "suicidal_thoughts"])
def test_the_danger_page_is_never_calmer_because_an_earlier_answer_cannot_be_read(web, after_an_unreadable_answer, sign):
    line = next(line for line in flag_lines() if sign in signs_of(line))
    press_link(web, after_an_unreadable_answer, birthday=False)
    web.post("/checkin/flags/", dict.fromkeys(flag_lines(), "no") | {line: "yes"})
    web.post("/checkin/which/", {line: [sign]})
    page = web.get("/checkin/danger/")
    assert page.status_code == 200
    words = page.content.decode()
    assert page.context["page"]["level"] == 5 and "Ring 112" in words and "i dag kl." not in words
    assert (LIFELINE in words) == (sign == "suicidal_thoughts")


def test_an_unreadable_answer_with_a_sign_of_danger_is_judged_by_the_sign(treatment, desk):
    judged = an_answer(treatment, hours=5, qualities=["spiky"], symptoms={"slurred_speech": 3})
    assert (judged.reading, judged.level) == ("red_flag", 5)
    page = desk.get(f"/clients/{treatment.client.pk}/").content.decode()
    assert "Livsfare" in page


def test_a_sign_whose_strength_cannot_be_read_counts_as_there(treatment):
    assert an_answer(treatment, hours=5, symptoms={"chest_pain": "much"}).level == 5


def test_when_nothing_at_all_can_be_judged_the_sign_decides(treatment, monkeypatch, desk):
    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr("myosotis.clinic.care.actions.answer.assess", broken)
    judged = an_answer(treatment, hours=5, symptoms={"suicidal_thoughts": 3})
    assert (judged.level, judged.told["headline"]) == (5, "Ring 112")
    assert LIFELINE in " ".join(judged.told["call"])
    assert an_answer(treatment, hours=6, key=uuid.uuid4(), symptoms={"hot_red_area": 3}).level == 4
    assert an_answer(treatment, hours=6.5, key=uuid.uuid4(), danger_unsure="emergency").level == 4
    page = desk.get(f"/clients/{treatment.client.pk}/").content.decode()
    assert "Livsfare" in page and "tanker om at dø" in page.lower()


def test_an_answer_without_danger_that_cannot_be_read_is_left_to_a_person_and_says_so(treatment, desk):
    unread = an_answer(treatment, hours=5, qualities=["spiky"])
    assert unread.level is None
    assert "mangler tid" not in unread.told["reading"] and "kunne ikke læse" in unread.told["reading"]
    page = desk.get(f"/clients/{treatment.client.pk}/").content.decode()
    assert "Det kunne ikke læses: Hvordan føles det?" in page and "spiky" not in page


def test_what_could_be_read_of_an_earlier_answer_still_counts(after_an_unreadable_answer):
    judged = an_answer(after_an_unreadable_answer, hours=6, pain=4, compared="better")
    earlier = judged.inputs["checkins"][0]
    assert earlier["pain"] == 6 and earlier["qualities"] is None
    assert judged.level is not None and judged.inputs["left_out"] == [{"hours": 5.0, "answers": ["qualities"]}]


def test_danger_in_an_unreadable_answer_stays_after_a_good_one(treatment):
    an_answer(treatment, hours=5, qualities=["spiky"], symptoms={"slurred_speech": 3})
    assert an_answer(treatment, hours=6, pain=2).level == 5


def test_the_line_of_danger_stands_above_every_other(therapist, after_an_unreadable_answer, desk):
    other = a_treatment(therapist, client=a_client(therapist, name="Aase Lund"), hours_ago=7)
    an_answer(other, hours=5, symptoms={"vomiting": 2})
    an_answer(after_an_unreadable_answer, hours=6.5, **signs_only(suicidal_thoughts=3))
    page = desk.get("/worklist/").content.decode()
    assert page.index("Mette Holm") < page.index("Aase Lund")
    assert Assessment.objects.filter(level=5).count() == 1


def test_what_could_not_be_judged_is_as_urgent_everywhere_as_she_was_told(desk, therapist):
    treatment = a_treatment(therapist, hours_ago=7)
    judged = an_answer(treatment, hours=5, qualities=["spiky"])
    assert judged.level is None and judged.told["headline"] == "Kontakt din behandler i dag"
    page = desk.get("/worklist/").content.decode()
    assert "Kunne ikke vurderes: svar klienten i dag" in page and 'count-now' not in page and 'count-today' in page
    client = desk.get(f"/clients/{treatment.client.pk}/").content.decode()
    assert 'class="chart-today"' in client and 'class="chart-look"' not in client
