"""A treatment that goes against the direction of the plan says why; a direction to pause outlives a treatment given in spite of it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from myosotis.clinic.care.actions import acknowledge
from myosotis.clinic.plans.actions import record_plan
from myosotis.clinic.plans.presenters.plan import direction
from myosotis.clinic.plans.situation import Situation
from tests.integration.people import a_client, a_complaint, an_answer
from tests.integration.plans.courses import BETTER, NEGATIVE, a_course, treat

PAUSE, GENTLER = "holde pause", "ikke mere blid"


def now(complaint):
    return Situation(complaint, timezone.now())


def test_after_a_bad_reaction_no_gentler_dose_says_why_and_a_gentler_one_need_not(therapist):
    complaint = a_complaint(a_client(therapist), therapist)
    treat(complaint, therapist, 12, BETTER)
    treat(complaint, therapist, 8, NEGATIVE)
    with pytest.raises(ValidationError, match=GENTLER):
        treat(complaint, therapist, 0.01, minutes=45)
    assert treat(complaint, therapist, 0.01, pressure=2, minutes=20).start_reasons.count() == 0


@pytest.mark.parametrize("days", [2.1, 2.4])
def test_a_gentler_dose_after_two_days_by_the_clock_need_not_say_why(therapist, days):
    complaint = a_complaint(a_client(therapist), therapist)
    treat(complaint, therapist, days, NEGATIVE | {"hours": 49})
    assert treat(complaint, therapist, 0.01, minutes=20).start_reasons.count() == 0


def test_the_reason_is_kept_with_what_it_was_for(therapist):
    made = treat(a_course(therapist, BETTER, NEGATIVE), therapist, 0.01, start_reason="Klienten bad om det.")
    kept = made.start_reasons.get()
    assert (kept.holds, kept.reason) == (["not_gentler"], "Klienten bad om det.")


def test_what_a_plan_gave_a_reason_for_is_not_asked_again_unless_it_is_more(therapist):
    complaint = a_course(therapist, BETTER, NEGATIVE)
    record_plan(complaint=complaint, by=therapist, at=timezone.now(), pressure=4, minutes=40, days=3, reason="Vi prøver igen.")
    with pytest.raises(ValidationError, match=GENTLER):
        treat(complaint, therapist, 0.01, minutes=45)
    assert treat(complaint, therapist, 0.01).start_reasons.count() == 0


def test_a_direction_to_pause_outlives_a_treatment_given_in_spite_of_it(therapist):
    complaint = a_course(therapist, NEGATIVE, NEGATIVE)
    with pytest.raises(ValidationError, match=PAUSE):
        treat(complaint, therapist, 0.02, pressure=1, minutes=10)
    treat(complaint, therapist, 0.02, pressure=1, minutes=10, start_reason="Klienten vil gerne.")
    assert now(complaint).must_pause and "læge" in direction(now(complaint))


def test_it_ends_with_a_good_answer_after_two_days(therapist):
    complaint = a_complaint(a_client(therapist), therapist)
    for days, answer in ((30, NEGATIVE), (23, NEGATIVE)):
        treat(complaint, therapist, days, answer, start_reason="Talt igennem.")
    treat(complaint, therapist, 9, BETTER, pressure=1, minutes=10, start_reason="Klienten vil gerne.")
    assert complaint.treatments.order_by("ended_at").last().start_reasons.exists()
    assert not now(complaint).must_pause


def test_an_old_client_with_hard_pressure_says_why_the_first_time_too(therapist):
    old = a_complaint(a_client(therapist, born=date(1940, 1, 1)), therapist)
    with pytest.raises(ValidationError, match="65"):
        treat(old, therapist, 0.01, pressure=4)
    assert treat(old, therapist, 0.01, pressure=3).start_reasons.count() == 0


def test_after_a_sign_of_danger_only_a_doctor_ends_the_pause(therapist):
    complaint = a_complaint(a_client(therapist), therapist)
    treat(complaint, therapist, 30, {"hours": 5, "symptoms": {"slurred_speech": 3}})
    treat(complaint, therapist, 20, BETTER, start_reason="Klienten vil gerne.")
    assert complaint.treatments.order_by("ended_at").last().start_reasons.get().holds == ["not_gentler", "pause"]
    assert now(complaint).must_pause, "a good answer later says nothing of the sign"
    treat(complaint, therapist, 10, BETTER, pressure=2, minutes=20, start_reason="Klienten vil gerne.")
    assert now(complaint).must_pause
    answer = an_answer(complaint.treatments.order_by("ended_at").last(), hours=80, pain=2, compared="better")
    acknowledge(assessment=answer, by=therapist, at=timezone.now(), note="Set.", own_reading="expected_reaction", rests_on="doctor_seen")
    assert not now(complaint).must_pause
