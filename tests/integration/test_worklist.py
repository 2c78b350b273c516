"""The worst that nobody has seen stands first; silence is never well-being."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from myosotis.clinic.care.actions import acknowledge, acknowledge_all_calm
from myosotis.clinic.care.presenters.worklist import WorklistPresenter
from myosotis.clinic.care.schedule import missed, not_at_night
from tests.integration.people import a_client, a_treatment, an_answer


def treated(therapist, name, hours_ago=6.0, **more):
    return a_treatment(therapist, client=a_client(therapist, name=name), hours_ago=hours_ago, **more)


def names(therapist):
    return [line.client.name for line in WorklistPresenter(therapist.clinic, timezone.now()).lines]


@pytest.fixture
def everyone(therapist):
    an_answer(treated(therapist, "Calm"), pain=6)
    an_answer(treated(therapist, "Danger"), symptoms={"face_droop": 3})
    an_answer(treated(therapist, "Unreadable"), qualities=["?"])
    an_answer(treated(therapist, "Long worse", hours_ago=60), hours=52, pain=8)
    an_answer(treated(therapist, "Doctor"), symptoms={"vomiting": 2})
    treated(therapist, "Silent", hours_ago=80)
    treated(therapist, "New", hours_ago=2)
    return therapist


def test_the_worst_stands_first_and_what_could_not_be_judged_stands_high(everyone):
    assert names(everyone) == ["Danger", "Doctor", "Unreadable", "Long worse", "Silent", "Calm", "New"]


def test_the_counts_say_how_many_need_someone(everyone):
    counts = WorklistPresenter(everyone.clinic, timezone.now()).counts
    assert (counts.now, counts.today, counts.before_next, counts.quiet) == (3, 1, 1, 2)


def test_a_client_has_one_line_the_worst(therapist):
    client = a_client(therapist, name="Twice")
    an_answer(a_treatment(therapist, client=client), pain=6)
    an_answer(a_treatment(therapist, client=client, site="knee:left"), symptoms={"face_droop": 3})
    assert names(therapist) == ["Twice"]


def test_what_is_acknowledged_leaves_the_top(everyone):
    worst = everyone.clinic.assessments.get(level=5)
    own = {"own_reading": "red_flag", "rests_on": "talked"}
    acknowledge(assessment=worst, by=everyone, at=timezone.now(), note="112 er ringet.", **own)
    assert names(everyone)[0] == "Doctor"


@pytest.mark.parametrize("name", ["Danger", "Doctor", "Unreadable"])
def test_danger_is_closed_only_with_a_reason(everyone, name):
    assessment = everyone.clinic.assessments.get(checkin__treatment__complaint__client__name=name)
    with pytest.raises(ValidationError):
        acknowledge(assessment=assessment, by=everyone, at=timezone.now(), note="  ")


def test_all_that_is_calm_is_noted_at_once_and_nothing_else(everyone):
    closed = acknowledge_all_calm(clinic=everyone.clinic, by=everyone, at=timezone.now())
    assert [a.assessment.level for a in closed] == [1]


def test_silence_becomes_a_line_after_a_day_or_after_six_hours_when_something_was_wrong():
    ended = timezone.now()
    assert missed(ended, [4], 1, ended + timedelta(hours=47)) is None
    assert missed(ended, [4], 1, ended + timedelta(hours=48)) == 24
    assert missed(ended, [4], 2, ended + timedelta(hours=30)) == 24
    assert missed(ended, [4, 23], 2, ended + timedelta(hours=30)) is None


def test_an_answer_before_two_days_is_not_the_decisive_one():
    ended = timezone.now()
    assert missed(ended, [4, 24, 46], 1, ended + timedelta(hours=74)) == 49


def test_no_message_goes_out_at_night():
    night = timezone.now().replace(hour=23, minute=30)
    local = timezone.localtime(not_at_night(night))
    assert (local.hour, local.minute) == (8, 0)


def test_the_worklist_asks_the_database_a_fixed_number_of_times(desk, everyone, django_assert_max_num_queries):
    for number in range(5):
        an_answer(treated(everyone, f"More {number}"), pain=7)
    desk.get("/worklist/")
    with django_assert_max_num_queries(10):
        desk.get("/worklist/")


def test_the_client_page_says_why_and_what_was_told(desk, everyone):
    assessment = everyone.clinic.assessments.get(level=5)
    page = desk.get(f"/clients/{assessment.checkin.treatment.client.pk}/").content.decode()
    assert assessment.told["headline"] in page
    assert "Faresignal" in page and "chart-narrow" in page and "<table>" in page


def test_a_therapist_who_closes_danger_without_a_word_is_told_what_is_missing(desk, everyone):
    assessment = everyone.clinic.assessments.get(level=5)
    page = desk.post(f"/assessments/{assessment.pk}/acknowledge/", {"note": ""}, follow=True).content.decode()
    assert "Skriv hvad du har gjort" in page
    assert not assessment.acknowledgements.exists()
