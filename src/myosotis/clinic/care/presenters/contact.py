"""Whom a client can reach and by when, as the judge's sentences want it."""

from datetime import datetime, time, timedelta

from django.utils import timezone, translation

from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.care.schedule import next_ask
from myosotis.judge import Contact
from myosotis.terms import Level

# Long enough to be rung back, short enough to reach a doctor the same day.
ANSWER_WITHIN = timedelta(hours=4)
NIGHT_FROM, NIGHT_UNTIL, MORNING = time(20), time(7), time(10)


def contact_for(checkin, *, level, language: str, expires_at: datetime | None = None) -> Contact:
    with translation.override(language):
        phones = wording.phones(checkin.clinic, checkin.received_at)
        clinic_phone = phones["clinic"]
        if phones["is_absent"] and not clinic_phone:
            # Nobody is promised who is not there.
            clinic_phone = wording.text("advice/presence.absent_call", phone=phones["doctor"])
        ask = next_ask(checkin.treatment, checkin.received_at)
        by = answer_by(checkin.received_at) if level in (None, Level.therapist_today) else None
        return Contact(
            doctor_phone=phones["doctor"],
            clinic_phone=clinic_phone,
            next_time=moments.near(ask.sent_at, checkin.received_at) if ask else "",
            answer_by=moments.near(by, checkin.received_at) if by else "",
            holds_until=moments.near(expires_at, checkin.received_at) if expires_at else "",
        )


def answer_by(received: datetime) -> datetime:
    """When the client stops waiting for her therapist and rings a doctor."""
    local = timezone.localtime(received)
    if NIGHT_UNTIL <= local.time() < NIGHT_FROM:
        return received + ANSWER_WITHIN
    day = local.date() if local.time() < NIGHT_UNTIL else local.date() + timedelta(days=1)
    return datetime.combine(day, MORNING, tzinfo=local.tzinfo)
