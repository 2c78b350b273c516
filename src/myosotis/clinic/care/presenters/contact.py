"""Whom a client can reach and by when, as the judge's sentences want it."""

from datetime import datetime, time, timedelta

from django.utils import timezone, translation

from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.care.schedule import next_due, not_at_night
from myosotis.judge import Contact
from myosotis.terms import Level

# Long enough to be rung back, short enough to reach a doctor the same day.
ANSWER_WITHIN = timedelta(hours=4)
NIGHT_FROM, NIGHT_UNTIL, MORNING = time(20), time(7), time(10)


def contact_for(checkin, *, level, language: str) -> Contact:
    with translation.override(language):
        phones = wording.phones(checkin.clinic)
        due = next_due(checkin.treatment.ended_at, checkin.received_at)
        by = answer_by(checkin.received_at) if level in (None, Level.therapist_today) else None
        return Contact(
            doctor_phone=phones["doctor"],
            clinic_phone=phones["clinic"],
            next_time=moments.near(not_at_night(due), checkin.received_at) if due else "",
            answer_by=moments.near(by, checkin.received_at) if by else "",
        )


def answer_by(received: datetime) -> datetime:
    """When the client stops waiting for her therapist and rings a doctor."""
    local = timezone.localtime(received)
    if NIGHT_UNTIL <= local.time() < NIGHT_FROM:
        return received + ANSWER_WITHIN
    day = local.date() if local.time() < NIGHT_UNTIL else local.date() + timedelta(days=1)
    return datetime.combine(day, MORNING, tzinfo=local.tzinfo)
