"""When a client is asked: elapsed hours, shown by the clock on the wall, over every change of the clocks."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from myosotis.clinic.agreement.calendar import as_calendar
from myosotis.clinic.agreement.sheet import Sheet
from myosotis.clinic.care.presenters import moments
from myosotis.clinic.care.schedule import (
    LINK_OPEN,
    asked_again_at,
    asked_next_at,
    asks_of,
    due_at,
    is_answered,
    is_quiet,
)
from tests.integration.people import a_treatment

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
# The Saturdays before the clocks change, 2026 and 2027.
SPRING, AUTUMN = [(2026, 3, 28), (2027, 3, 27)], [(2026, 10, 24), (2027, 10, 30)]


def treated(*when, neck=False, zone=COPENHAGEN):
    return SimpleNamespace(ended_at=datetime(*when, tzinfo=COPENHAGEN).astimezone(zone), neck_treated=neck)


def ask(treatment, hours):
    return next(each for each in asks_of(treatment) if each.hours == hours)


@pytest.mark.parametrize("day", SPRING + AUTUMN)
@pytest.mark.parametrize("zone", [COPENHAGEN, UTC])
def test_hours_are_elapsed_hours_over_each_change_of_the_clocks(day, zone):
    treatment = treated(*day, 14, 30, neck=True, zone=zone)
    for each in asks_of(treatment):
        assert each.due_at.astimezone(UTC) - treatment.ended_at.astimezone(UTC) == timedelta(hours=each.hours)
        assert due_at(treatment.ended_at, each.hours) == each.due_at


@pytest.mark.parametrize("days, clock", [(SPRING, "16.30"), (AUTUMN, "14.30")])
def test_49_hours_later_is_shown_as_the_clock_on_the_wall_then_shows(days, clock):
    for day in days:
        assert moments.clock(ask(treated(*day, 14, 30), 49).due_at) == clock


@pytest.mark.parametrize("day", SPRING + AUTUMN)
def test_a_time_that_does_not_exist_or_comes_twice_asks_once(day):
    """22:30 and four hours is 02:30 on the wall, which is skipped in spring and comes twice in autumn."""
    each = ask(treated(*day, 22, 30), 4)
    assert each.due_at - treated(*day, 22, 30).ended_at.astimezone(UTC) == timedelta(hours=4)
    sunday = (datetime(*day) + timedelta(days=1)).date()
    assert (timezone.localtime(each.sent_at).date(), moments.clock(each.sent_at)) == (sunday, "08.00")
    assert moments.clock(each.reminded_at) == "10.00"


@pytest.mark.parametrize("day", [(2026, 3, 27), (2026, 10, 24), (2026, 6, 10)])
def test_whenever_a_treatment_ends_nobody_is_disturbed_and_everyone_is_reminded(day):
    for minute in range(0, 24 * 60, 15):
        for each in asks_of(treated(*day, minute // 60, minute % 60, neck=True)):
            assert not is_quiet(each.sent_at) and not is_quiet(each.reminded_at), (minute, each)
            assert each.due_at <= each.sent_at < each.reminded_at, (minute, each)
            assert each.reminded_at - each.sent_at.astimezone(UTC) >= timedelta(hours=2), (minute, each)
            assert each.bedtime_at is None or not is_quiet(each.bedtime_at) and each.bedtime_at < each.due_at


def test_a_check_in_at_night_is_offered_before_bedtime_and_at_eight():
    each = ask(treated(2026, 6, 10, 19, 0), 4)
    assert moments.clock(each.due_at) == "23.00"
    assert [moments.clock(at) for at in (each.bedtime_at, each.sent_at)] == ["20.30", "08.00"]


def test_sheet_calendar_and_message_say_one_time(therapist):
    treatment = a_treatment(therapist, ended_at=(timezone.localtime() - timedelta(days=2)).replace(hour=19, minute=0))
    sheet = Sheet(treatment, treatment.ended_at)
    first = next(iter(asks_of(treatment)))
    assert "08.00" in sheet.times[0].when and "07.00" not in str(sheet.as_mapping()["times"])
    assert f"{first.sent_at:%Y%m%dT%H%M%S}" in as_calendar(sheet).decode() or f"{first.sent_at.astimezone(UTC):%Y%m%dT%H%M%SZ}" in as_calendar(sheet).decode()


def test_before_there_is_anything_to_feel_nothing_is_offered():
    assert ask(treated(2026, 6, 10, 20, 15), 4).bedtime_at is None


def test_only_the_first_is_offered_early_for_two_days_must_be_over():
    assert [each.hours for each in asks_of(treated(2026, 6, 10, 21, 30)) if each.bedtime_at] == []
    assert ask(treated(2026, 6, 10, 19, 0), 49).bedtime_at is None


@pytest.mark.parametrize("asked, given, counts", [
    (4, 2.9, False), (4, 3, True), (24, 19.9, False), (24, 20, True), (49, 47.9, False), (49, 48, True),
    (168, 143, False), (168, 144, True), (336, 288, True),
])  # fmt: skip
def test_an_answer_counts_for_the_time_it_came_near(asked, given, counts):
    assert is_answered(treated(2026, 6, 10, 14, 30, neck=True), asked, [given]) is counts


def test_the_link_is_still_open_when_the_last_time_comes():
    last = asks_of(treated(2026, 6, 10, 14, 30, neck=True))[-1]
    assert last.reminded_at < treated(2026, 6, 10, 14, 30).ended_at + LINK_OPEN


# ---- the morning after an answer that a person had to see the same day


def wall(*when):
    return datetime(*when, tzinfo=COPENHAGEN)


@pytest.mark.parametrize("level", [None, 3, 4, 5])
@pytest.mark.parametrize("day", [(2026, 6, 10), *SPRING, *AUTUMN])
def test_who_had_to_be_seen_today_is_asked_again_the_next_morning(level, day):
    """Answered the evening of the fourth day: the schedule would ask three days later."""
    treatment = treated(*day, 9, 0)
    answered = treatment.ended_at.astimezone(UTC) + timedelta(hours=84)
    again = asked_again_at(treatment, level, answered)
    assert moments.clock(again) == "08.00" and again.date() == timezone.localtime(answered).date() + timedelta(days=1)
    assert asked_next_at(treatment, level, answered, answered) == again
    assert asked_next_at(treatment, level, answered, again) == ask(treatment, 7 * 24).sent_at, "and then by the schedule"


@pytest.mark.parametrize("level", [1, 2])
def test_whoever_may_wait_is_asked_by_the_schedule(level):
    treatment = treated(2026, 6, 10, 9, 0)
    answered = wall(2026, 6, 13, 21, 0)
    assert asked_again_at(treatment, level, answered) is None
    assert asked_next_at(treatment, level, answered, answered) == ask(treatment, 7 * 24).sent_at


def test_nobody_is_asked_twice_the_same_morning_or_when_the_course_is_over():
    treatment = treated(2026, 6, 10, 9, 0)
    assert asked_again_at(treatment, 3, wall(2026, 6, 10, 20, 0)) is None, "after 24 hours it is 9 o'clock"
    assert asked_again_at(treatment, 3, wall(2026, 6, 25, 7, 0)) is None
