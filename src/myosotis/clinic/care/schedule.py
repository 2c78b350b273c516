"""When a client is asked: hours after the end of the treatment, and never by a message at night."""

from datetime import UTC, datetime, time, timedelta

from django.utils import timezone

# Two days must be over before they can be judged: the decisive answer is due at 49 hours.
DUE_HOURS = (4, 24, 49, 72)
# An answer counts for a due time when it came this long before it, or later.
EARLY_HOURS = {4: 1, 24: 4, 49: 1, 72: 6}
GRACE_HOURS = 24
GRACE_HOURS_AFTER_A_REACTION = 6
QUIET_FROM, QUIET_UNTIL = time(21), time(8)
# The last time of asking is day 14, and an answer to it may take a day.
LINK_OPEN = timedelta(days=15)


def due_at(ended_at: datetime, hours: int) -> datetime:
    """Elapsed hours: the clocks may change in between."""
    # In UTC: adding hours to a local time would skip or repeat one when the clocks change.
    return ended_at.astimezone(UTC) + timedelta(hours=hours)


def next_due(ended_at: datetime, at: datetime) -> datetime | None:
    """The first time still ahead at which the client is asked."""
    return next((due for hours in DUE_HOURS if (due := due_at(ended_at, hours)) > at), None)


def not_at_night(moment: datetime) -> datetime:
    """The moment itself, or eight in the morning after it."""
    local = timezone.localtime(moment)
    if QUIET_UNTIL <= local.time() < QUIET_FROM:
        return moment
    day = local.date() if local.time() < QUIET_UNTIL else local.date() + timedelta(days=1)
    return datetime.combine(day, QUIET_UNTIL, tzinfo=local.tzinfo)


def missed(ended_at: datetime, answered_hours, last_level: int | None, at: datetime) -> int | None:
    """The due time, in hours, that has gone by without an answer long enough for a human to know; or None."""
    grace = GRACE_HOURS_AFTER_A_REACTION if (last_level or 0) >= 2 else GRACE_HOURS
    for hours in reversed(DUE_HOURS):
        if due_at(ended_at, hours) + timedelta(hours=grace) <= at:
            answered = any(given >= hours - EARLY_HOURS[hours] for given in answered_hours)
            return None if answered else hours
    return None
