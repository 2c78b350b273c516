"""The clinic's own numbers: counted right, weighed with what was known before, and never a person's."""

from datetime import timedelta

import pytest
from django.utils import timezone

from myosotis.clinic.care.actions import acknowledge
from myosotis.clinic.numbers.beta import quantile, share
from myosotis.clinic.numbers.own import OwnNumbers
from tests.integration.people import a_client, a_clinic, a_treatment, an_answer

pytestmark = pytest.mark.either_database


# Beta(1, 1) is the uniform one and Beta(5, 5) is symmetric; Beta(2, 2) has 3x² - 2x³ below x; the others by a grid 500 times finer.
@pytest.mark.parametrize("wanted, a, b, value", [
    (0.05, 1, 1, 0.05), (0.95, 1, 1, 0.95), (0.05, 2, 2, 0.1354), (0.5, 5, 5, 0.5), (0.05, 5, 5, 0.2514), (0.95, 1.2, 8.8, 0.3156),
])  # fmt: skip
def test_the_interval_is_that_of_the_beta_distribution(wanted, a, b, value):
    assert quantile(wanted, a, b) == pytest.approx(value, abs=0.002)


def test_without_treatments_it_says_what_was_known_before_and_with_many_what_was_seen():
    assert share(0, 0, 5, 5).mean == 0.5
    many = share(90, 100, 5, 5)
    assert many.mean == pytest.approx(95 / 110) and many.low < many.mean < many.high and many.high - many.low < 0.12


@pytest.fixture
def year(therapist):
    for number in range(12):
        treatment = a_treatment(therapist, client=a_client(therapist, name=f"C{number}"), hours_ago=80, minutes=20 if number % 2 else 50)
        if number < 9:
            an_answer(treatment, hours=5, pain=8 if number < 4 else 2, qualities=["sore"], compared="worse" if number < 4 else "better")
    return therapist


def test_only_what_was_answered_is_counted_and_a_reaction_is_a_reaction(year):
    rows = OwnNumbers(year.clinic, timezone.now()).by_kind
    assert [(row.share.of, row.is_small) for row in rows] == [(9, True)]
    reacted = {a.checkin.treatment_id for a in year.clinic.assessments.all() if a.reading in ("expected_reaction", "healing_crisis", "negative_reaction", "red_flag")}
    assert rows[0].share.count == len(reacted) > 0
    assert sum(row.share.of for row in OwnNumbers(year.clinic, timezone.now()).by_minutes) == 9


def test_silence_is_counted_as_silence(year):
    due, answered = OwnNumbers(year.clinic, timezone.now()).asked
    assert due == 12 * 4 and answered == 9, "four times have gone by after eighty hours"


def test_agreement_counts_those_who_gave_a_judgement(year):
    own = OwnNumbers(year.clinic, timezone.now())
    assert own.agreement == (0, 0)
    assessment = year.clinic.assessments.first()
    acknowledge(assessment=assessment, by=year, at=timezone.now(), note="set", own_reading=assessment.reading, rests_on="talked")
    assert own.agreement == (1, 1)


def test_weeks_hold_every_answer_by_level(year):
    weeks = OwnNumbers(year.clinic, timezone.now() + timedelta(minutes=1)).weeks
    assert sum(sum(week.counts) for week in weeks) == 9 == OwnNumbers(year.clinic, timezone.now() + timedelta(minutes=1)).received
    assert all(week.rows for week in weeks), "a week without an answer says nothing"


def test_the_page_names_nobody_and_nothing_of_another_clinic(desk, year):
    an_answer(a_treatment(a_clinic("Syd", "sune")))
    page = desk.get("/numbers/").content.decode()
    assert "af 9" in page and "For få til at sige noget" in page and "C0" not in page and "Nora" not in page.split("<main")[1]


def test_an_answer_counts_for_one_time_of_asking_and_not_for_those_before(therapist):
    late = a_treatment(therapist, client=a_client(therapist, name="Sen"), hours_ago=80)
    an_answer(late, hours=73, pain=2)
    own = OwnNumbers(therapist.clinic, timezone.now())
    assert own.asked == (4, 1) and own.received == 1


def test_who_came_again_is_not_asked_about_the_treatment_before(therapist):
    from tests.integration.plans.courses import BETTER, a_course

    complaint = a_course(therapist, BETTER, BETTER)
    own = OwnNumbers(therapist.clinic, timezone.now())
    first, second = complaint.treatments.order_by("ended_at")
    assert (second.ended_at - first.ended_at).days == 7
    assert own.asked == (5 + 4, 2)


@pytest.mark.parametrize("language, said, strange", [
    ("da", ["Klienterne er blevet spurgt", "Her tælles de behandlinger", "procent, mellem", "Senstad fra Norge"], ["forværring før bedring,", "Af de behandlinger"]),
    ("en", ["Clients have been asked", "1 answer</h3>"], ["It was asked", "svar", "25.11."]),
])  # fmt: skip
def test_the_page_says_what_each_number_counts(desk, therapist, language, said, strange):
    an_answer(a_treatment(therapist, hours_ago=80), hours=50, pain=2)
    desk.cookies["django_language"] = language
    page = desk.get("/numbers/").content.decode().split("<main")[1]
    assert not [words for words in said if words not in page] and not [words for words in strange if words in page]
