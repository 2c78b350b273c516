"""Whom a client can reach and by when, as the judge's sentences want it."""

from datetime import datetime, time, timedelta

from django.utils import timezone, translation

from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.care.schedule import is_quiet, next_ask
from myosotis.clinic.presence.reach import reach_at
from myosotis.judge import Contact
from myosotis.terms import Level

# Long enough to be rung back, short enough to reach a doctor the same day.
ANSWER_WITHIN = timedelta(hours=4)
NIGHT_FROM, NIGHT_UNTIL, MORNING = time(20), time(7), time(10)


def contact_for(checkin, *, level, language: str, expires_at: datetime | None = None) -> Contact:
    received = checkin.received_at
    with translation.override(language):
        reach = reach_at(checkin.clinic, received)
        ask = next_ask(checkin.treatment, received)
        by = answer_by(received, reach) if level in (None, Level.therapist_today) else None
        return Contact(
            doctor_phone=wording.doctor_phone(checkin.clinic),
            clinic_phone=reach.phone,
            next_time=moments.near(ask.sent_at, received) if ask else "",
            answer_by=moments.near(by, received) if by else "",
            holds_until=moments.near(expires_at, received) if expires_at else "",
            holds_until_night=bool(expires_at) and is_quiet(expires_at),
            reached=how_reached(reach),
            opens=moments.near(reach.opens_at, received) if reach.opens_at else "",
            substitute=reach.substitute,
        )


def how_reached(reach) -> str:
    """Which of the sentences of advice/reached holds; empty where the therapist is there, or nothing is known of her hours."""
    if reach.substitute:
        return "substitute"
    if reach.is_absent or (reach.is_closed and reach.opens_at is None):
        # Nobody is promised who is not there.
        return "nobody"
    return "closed" if reach.is_closed else ""


def answer_by(received: datetime, reach) -> datetime:
    """When the client stops waiting for her therapist and rings a doctor: within open hours, where these are known."""
    if reach.answers_until:
        return min((reach.opens_at or received) + ANSWER_WITHIN, reach.answers_until)
    local = timezone.localtime(received)
    if NIGHT_UNTIL <= local.time() < NIGHT_FROM:
        return received + ANSWER_WITHIN
    day = local.date() if local.time() < NIGHT_UNTIL else local.date() + timedelta(days=1)
    return datetime.combine(day, MORNING, tzinfo=local.tzinfo)
