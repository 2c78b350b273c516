"""When a client is asked: elapsed hours after the end of her treatment, and never by a message at night.

One table says it for everyone: messages, the agreement, the calendar, the answer page and the therapist's "no answer".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.utils import timezone

from myosotis.terms import Level

# Hours after the treatment → an answer counts for that time when it came this many hours before it, or later.
# Two days must be over before they can be judged: the decisive answer is due at 49 hours.
EARLY_HOURS = {4: 1, 24: 4, 49: 1, 72: 6, 7 * 24: 24}
EARLY_HOURS_AFTER_NECK = EARLY_HOURS | {14 * 24: 48}
GRACE_HOURS = 24
GRACE_HOURS_AFTER_A_REACTION = 6
QUIET_FROM, QUIET_UNTIL = time(21), time(8)
BEDTIME = time(20, 30)
REMIND_AFTER = timedelta(hours=2)
# The first check-in is offered before a night, but not before there is anything to feel.
EARLIEST_BEDTIME = timedelta(hours=1)
# Asked anyway within so long after the morning on which she would be asked again, she is not asked twice.
ASKED_SOON = timedelta(hours=6)
# The last time of asking is day 14, and an answer to it may take a day.
LINK_OPEN = timedelta(days=15)
# A day later its silence is told.
FOLLOWED = timedelta(days=16)


# When she was not to be asked: from, until.
Pauses = Iterable[tuple[datetime, datetime]]


@dataclass(frozen=True)
class Ask:
    """One time at which the client is asked: `sent_at` is when the message goes, and what sheet, calendar and answer say."""

    hours: int
    due_at: datetime
    sent_at: datetime
    reminded_at: datetime
    bedtime_at: datetime | None = None

    @property
    def is_moved(self) -> bool:
        """Out of the night, so no longer so many hours after the treatment."""
        return self.sent_at != self.due_at


def hours_asked(treatment) -> dict[int, int]:
    """hours → how many hours early an answer may come; day 14 only after work on the neck."""
    return EARLY_HOURS_AFTER_NECK if treatment.neck_treated else EARLY_HOURS


def asks_of(treatment) -> list[Ask]:
    """Every time of this treatment, in order."""
    return [_ask(treatment.ended_at, hours, first=number == 0) for number, hours in enumerate(hours_asked(treatment))]


def due_at(ended_at: datetime, hours: float) -> datetime:
    """Elapsed hours: the clocks may change in between."""
    # In UTC: adding hours to a local time would skip or repeat one when the clocks change.
    return ended_at.astimezone(UTC) + timedelta(hours=hours)


def next_ask(treatment, at: datetime, pauses: Pauses = ()) -> Ask | None:
    """The first time still ahead at which the client is asked; what a pause holds back is none."""
    return next((ask for ask in asks_of(treatment) if ask.due_at > at and not is_paused(ask.sent_at, pauses)), None)


def asked_again_at(treatment, level: int | None, answered_at: datetime, pauses: Pauses = ()) -> datetime | None:
    """The morning after an answer that a person had to see the same day, or that could not be judged.

    Neither book nor source asks then: our safety extension [X]. None where the schedule asks by then anyway, and when the course is over.
    """
    if level is not None and level < Level.therapist_today:
        return None
    local = timezone.localtime(answered_at)
    morning = datetime.combine(local.date() + timedelta(days=1), QUIET_UNTIL, tzinfo=local.tzinfo)
    planned = next_ask(treatment, answered_at, pauses)
    if (planned and planned.sent_at <= morning + ASKED_SOON) or morning >= treatment.ended_at + LINK_OPEN:
        return None
    return morning


def asked_next_at(treatment, level: int | None, answered_at: datetime, at: datetime, pauses: Pauses = ()) -> datetime | None:
    """When she is asked next, as seen at a moment: by the schedule, the morning after this answer of hers, or when her pause is over."""
    planned = next_ask(treatment, at, pauses)
    after = [asked_after(treatment, each) for each in pauses]
    ahead = [moment for moment in (planned and planned.sent_at, asked_again_at(treatment, level, answered_at, pauses), *after) if moment and moment > at]
    return min(ahead, default=None)


def pauses_of(client) -> list[tuple[datetime, datetime]]:
    """One after the other; a pause that begins before she was asked after the one before it goes on with that one."""
    found: list[tuple[datetime, datetime]] = []
    for begins, ends in sorted((each.made_at, each.until_at) for each in client.pauses.all()):
        goes_on = found and begins <= not_at_night(found[-1][1])
        found[-1:] = [(found[-1][0], max(found[-1][1], ends))] if goes_on else [*found[-1:], (begins, ends)]
    return found


def is_paused(moment: datetime, pauses: Pauses) -> bool:
    return any(begins <= moment < ends for begins, ends in pauses)


def asked_after(treatment, pause: tuple[datetime, datetime]) -> datetime | None:
    """When she is asked once a pause is over, should she have missed a time of asking; None where the schedule asks by then anyway,
    and when the course is over.
    """
    when = not_at_night(pause[1])
    asked = [ask.sent_at for ask in asks_of(treatment)]
    if not any(is_paused(each, [pause]) for each in asked) or any(pause[1] <= each <= when + ASKED_SOON for each in asked):
        return None
    return when if when < treatment.ended_at + LINK_OPEN else None


def is_answered(treatment, asked_hours: int, answered_hours: Iterable[float]) -> bool:
    """Whether one of these check-ins counts for that time."""
    return any(given >= asked_hours - hours_asked(treatment)[asked_hours] for given in answered_hours)


def missed(treatment, answered_hours: Iterable[float], last_level: int | None, at: datetime, pauses: Pauses = ()) -> int | None:
    """The time of asking, in hours, that has gone by without an answer long enough for a human to know; or None."""
    grace = GRACE_HOURS_AFTER_A_REACTION if (last_level or 0) >= 2 else GRACE_HOURS
    gone = [hours for hours in hours_asked(treatment) if _wait_over(treatment, hours, grace, pauses) <= at]
    return gone[-1] if gone and not is_answered(treatment, gone[-1], answered_hours) else None


def silent_from(
    treatment, answered_hours: Iterable[float], last_level: int | None, followed_up_hours: int = 0, pauses: Pauses = ()
) -> datetime | None:
    """From when `missed` says so, should nothing more come; None when nobody waits for an answer any more."""
    grace = GRACE_HOURS_AFTER_A_REACTION if (last_level or 0) >= 2 else GRACE_HOURS
    answered = list(answered_hours)
    waited = (h for h in hours_asked(treatment) if h > followed_up_hours and not is_answered(treatment, h, answered))
    first = next(waited, None)
    return None if first is None else _wait_over(treatment, first, grace, pauses)


def _wait_over(treatment, hours: int, grace: int, pauses: Pauses) -> datetime:
    """When a time of asking has gone by for long enough; what a pause fell into is waited for from its end."""
    asked, over = due_at(treatment.ended_at, hours), due_at(treatment.ended_at, hours + grace)
    for begins, ends in pauses:
        if begins < over and ends > asked:
            over = max(over, not_at_night(ends) + timedelta(hours=grace))
    return over


def _ask(ended_at, hours, *, first) -> Ask:
    due = due_at(ended_at, hours)
    sent = not_at_night(due)
    reminded = not_at_night(sent.astimezone(UTC) + REMIND_AFTER)
    return Ask(hours, due, sent, reminded, _bedtime(ended_at, due) if first and sent != due else None)


def is_quiet(moment: datetime) -> bool:
    """No message leaves the house now."""
    clock = timezone.localtime(moment).time()
    return clock >= QUIET_FROM or clock < QUIET_UNTIL


def not_at_night(moment: datetime) -> datetime:
    """The moment itself, or eight in the morning after it."""
    return _morning_after(moment, QUIET_FROM, QUIET_UNTIL) if is_quiet(moment) else moment


def _morning_after(moment, evening: time, morning: time) -> datetime:
    local = timezone.localtime(moment)
    day = local.date() + timedelta(days=1) if local.time() >= evening else local.date()
    return datetime.combine(day, morning, tzinfo=local.tzinfo)


def _bedtime(ended_at, due) -> datetime | None:
    """The evening before a check-in that falls at night, if the treatment was over by then."""
    local = timezone.localtime(due)
    day = local.date() if local.time() >= QUIET_FROM else local.date() - timedelta(days=1)
    bedtime = datetime.combine(day, BEDTIME, tzinfo=local.tzinfo)
    return bedtime if bedtime >= ended_at.astimezone(UTC) + EARLIEST_BEDTIME and bedtime < due else None
