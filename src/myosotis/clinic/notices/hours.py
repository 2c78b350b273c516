"""When a client is asked and reminded: elapsed hours since the end of her treatment, and never a message at night."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.utils import timezone

from myosotis.clinic.care.schedule import DUE_HOURS, EARLY_HOURS, QUIET_FROM, QUIET_UNTIL, not_at_night

DAY_7, DAY_14 = 7 * 24, 14 * 24
# An answer counts for a time when it came this long before it, or later.
EARLY = {**EARLY_HOURS, DAY_7: 24, DAY_14: 48}
REMIND_AFTER = timedelta(hours=2)
NIGHT_FROM, NIGHT_UNTIL, BEDTIME = time(22), time(7), time(20, 30)
# The first check-in is offered before a night, but not before there is anything to feel.
EARLIEST_BEDTIME = timedelta(hours=1)


@dataclass(frozen=True)
class Ask:
    """One time at which the client is asked. `offered_at` is when the page asks, `sent_at` when the message goes."""

    hours: int
    due_at: datetime
    offered_at: datetime
    sent_at: datetime
    reminded_at: datetime
    bedtime_at: datetime | None = None


def asks_of(treatment) -> list[Ask]:
    """Every time of this treatment, in order; day 14 only after work on the neck."""
    hours = (*DUE_HOURS, DAY_7, *((DAY_14,) if treatment.neck_treated else ()))
    return [_ask(treatment.ended_at, each, first=each == DUE_HOURS[0]) for each in hours]


def _ask(ended_at, hours, *, first) -> Ask:
    # In UTC: adding hours to a local time would skip or repeat one when the clocks change.
    ended_at = ended_at.astimezone(UTC)
    due = ended_at + timedelta(hours=hours)
    sent = not_at_night(due)
    reminded = not_at_night(sent.astimezone(UTC) + REMIND_AFTER)
    return Ask(hours, due, _offered(due), sent, reminded, _bedtime(ended_at, due) if first and sent != due else None)


def is_night(moment: datetime) -> bool:
    clock = timezone.localtime(moment).time()
    return clock >= NIGHT_FROM or clock < NIGHT_UNTIL


def is_quiet(moment: datetime) -> bool:
    """No message leaves the house now."""
    clock = timezone.localtime(moment).time()
    return clock >= QUIET_FROM or clock < QUIET_UNTIL


def _offered(due) -> datetime:
    """When the page asks: at once, or at seven after a night."""
    if not is_night(due):
        return due
    local = timezone.localtime(due)
    day = local.date() + timedelta(days=1) if local.time() >= NIGHT_FROM else local.date()
    return datetime.combine(day, NIGHT_UNTIL, tzinfo=local.tzinfo)


def _bedtime(ended_at, due) -> datetime | None:
    """The evening before a check-in that falls at night, if the treatment was over by then."""
    local = timezone.localtime(due)
    day = local.date() if local.time() >= QUIET_FROM else local.date() - timedelta(days=1)
    bedtime = datetime.combine(day, BEDTIME, tzinfo=local.tzinfo)
    return bedtime if bedtime >= ended_at + EARLIEST_BEDTIME and bedtime < due else None


def is_answered(ask_hours: int, answered_hours) -> bool:
    """Whether one of these check-ins counts for that time."""
    return any(given >= ask_hours - EARLY.get(ask_hours, 0) for given in answered_hours)
