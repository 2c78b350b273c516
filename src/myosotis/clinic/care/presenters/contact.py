"""Whom a client can reach and by when, as the judge's sentences want it."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone, translation

from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.care.presenters.answered import written
from myosotis.clinic.care.schedule import asked_next_at, is_quiet, pauses_of
from myosotis.clinic.notices.actions import may_be_asked
from myosotis.clinic.presence.reach import reach_at
from myosotis.judge import Contact
from myosotis.terms import Level

# Long enough to be rung back, short enough to reach a doctor the same day.
ANSWER_WITHIN = timedelta(hours=4)
# Written by half of that time, there is as much left for a reply. Neither book nor source says how long: our reading [R].
WRITE_WITHIN = 2
# The parts of advice/reached that name a time, and the therapist who is there.
WAITS_FOR_AN_ANSWER = ("", "closed", "substitute")
NIGHT_FROM, NIGHT_UNTIL, MORNING = time(20), time(7), time(10)
# From any evening, so that a weekday lies within.
SOME_DAY = timedelta(days=3)


def contact_for(checkin, *, level, language: str, expires_at: datetime | None = None, to_her: bool = True) -> Contact:
    """Not `to_her`: for a therapist, to whom nothing of when she is asked is said."""
    received = checkin.received_at
    with translation.override(language):
        reach = reach_at(checkin.clinic, received, checkin.treatment.client)
        asked_at = asked_next_at(checkin.treatment, level, received, received, pauses_of(checkin.treatment.client))
        begins, by = reply_window(received, reach) if level in (None, Level.therapist_today) else (None, None)
        return Contact(
            doctor_phone=wording.doctor_between(checkin.clinic, received, _until(level, received)),
            clinic_phone=reach.phone,
            next_time=moments.near(asked_at, received) if asked_at else "",
            write_by=moments.near(begins + (by - begins) / WRITE_WITHIN, received) if by else "",
            answer_by=moments.near(by, received) if by else "",
            holds_until=moments.near(expires_at, received) if expires_at else "",
            holds_until_night=bool(expires_at) and is_quiet(expires_at),
            reached=how_reached(reach, received),
            opens=moments.near(reach.opens_at, received) if reach.opens_at else "",
            substitute=reach.substitute,
            asks=not to_her or may_be_asked(checkin.treatment.client),
            wrote=bool(written(checkin.answers or {})) or _took_back_words_of_danger(checkin),
        )


def _took_back_words_of_danger(checkin) -> bool:
    """They stay for a person to read, and until then nobody can say that it is nothing."""
    return checkin.corrects_id is not None and bool(checkin.corrects.answers.get("alarm_words"))


def _until(level, received: datetime) -> datetime:
    """For how long she may come to ring a doctor by this answer: at once, this day, or some day before the next visit."""
    if level is not None and level > Level.therapist_today:
        return received
    if level is not None and level < Level.therapist_today:
        return received + SOME_DAY
    local = timezone.localtime(received)
    return max(received, datetime.combine(local.date(), NIGHT_FROM, tzinfo=local.tzinfo))


def no_answer_by(client, level, received: datetime) -> datetime | None:
    """When a client who wrote then stops waiting for her therapist, as she was told; None where she does not wait for one."""
    if level not in (None, Level.therapist_today):
        return None
    reach = reach_at(client.clinic, received, client)
    return reply_window(received, reach)[1] if how_reached(reach, received) in WAITS_FOR_AN_ANSWER else None


def how_reached(reach, at: datetime) -> str:
    """Which of the sentences of advice/reached holds; empty where the therapist is there, or nothing is known of her hours."""
    if (reach.is_absent and not reach.substitute) or (reach.is_closed and reach.opens_at is None):
        # Nobody is promised who is not there.
        return "nobody"
    if not reach.is_closed:
        return "substitute" if reach.substitute else ""
    if timezone.localdate(reach.opens_at) != timezone.localdate(at):
        # The level says today: what opens tomorrow, or on Monday, is too late for it.
        return "substitute_closed_today" if reach.substitute else "closed_today"
    return "substitute" if reach.substitute else "closed"


def reply_window(received: datetime, reach) -> tuple[datetime, datetime]:
    """From when she can be answered, and when she stops waiting and rings a doctor: within open hours, where these are known."""
    if reach.answers_until:
        begins = reach.opens_at or received
        return begins, min(begins + ANSWER_WITHIN, reach.answers_until)
    local = timezone.localtime(received)
    if NIGHT_UNTIL <= local.time() < NIGHT_FROM:
        return received, received + ANSWER_WITHIN
    day = local.date() if local.time() < NIGHT_UNTIL else local.date() + timedelta(days=1)
    begins, ends = (datetime.combine(day, clock, tzinfo=local.tzinfo) for clock in (NIGHT_UNTIL, MORNING))
    return begins, ends


@dataclass(frozen=True)
class Call:
    """A button that rings somebody."""

    phone: str
    words: str


def call_now(client, level, at: datetime) -> Call | None:
    """In an answer that sends her to her therapist: the number of whoever is there at that moment, else the doctor's."""
    if level not in (None, Level.therapist_today):
        return None
    reach, doctor = reach_at(client.clinic, at, client), wording.doctor_phone(client.clinic)
    if reach.phone and not reach.is_closed:
        return Call(reach.phone, wording.text("advice/answer.call_clinic", clinic=reach.name, phone=in_one_piece(reach.phone)))
    name = "call_doctor_else" if wording.own_doctor_has_open(at, at) else "call_doctor"
    return Call(doctor, wording.text(f"advice/answer.{name}", phone=in_one_piece(doctor))) if doctor else None


def in_one_piece(phone: str) -> str:
    """A number that no line breaks."""
    return phone.replace(" ", "\N{NO-BREAK SPACE}")
