"""A client's answers come in: stored, judged and laid on the worklist in one transaction."""

import logging
import traceback
from datetime import timedelta

from django.db import IntegrityError, transaction

from myosotis.clinic.books.shelf import book_of, keep
from myosotis.clinic.care.course_of import course_of
from myosotis.clinic.care.models import Assessment, CheckIn, Treatment
from myosotis.clinic.care.presenters.contact import contact_for
from myosotis.clinic.people.models import Event
from myosotis.course import Course
from myosotis.judge import assess, explain, fallback, variant_of
from myosotis.knowledge import load_book

log = logging.getLogger(__name__)


def receive_checkin(*, treatment, answers, key, at, language):
    """The check-in with its assessment. The same form sent twice gives the first one back."""
    try:
        return _receive(treatment, answers, key, at, language)
    except IntegrityError:
        # The other copy of the form was faster; its answer is the answer.
        checkin = treatment.checkins.get(key=key)
        return checkin, checkin.assessments.last()


@transaction.atomic
def _receive(treatment, answers, key, at, language):
    # One at a time for a treatment: each is judged from all that came before it.
    Treatment.objects.select_for_update().get(pk=treatment.pk)
    if before := treatment.checkins.filter(key=key).first():
        return before, before.assessments.last()
    checkin = CheckIn.objects.create(
        clinic=treatment.clinic,
        treatment=treatment,
        answers=answers,
        key=key,
        received_at=at,
        made_at=at,
        hours=max(0.0, treatment.hours_at(at)),
        language=language,
    )
    assessment = judge(checkin=checkin, at=at)
    Event.record("checkin.received", checkin, at=at)
    return checkin, assessment


@transaction.atomic
def judge(*, checkin, at):
    """Judge a check-in with the book as it is now. When that fails, the answers stay and a human must look."""
    treatment = checkin.treatment
    checkins = [c for c in treatment.checkins.order_by("hours", "made_at") if c.hours <= checkin.hours]
    inputs = course_of(treatment, checkins)
    try:
        judged = _judged(inputs, checkin, at)
    except Exception as error:
        _log_failure(error)
        judged = _not_judged(checkin)
    return Assessment.objects.create(clinic=checkin.clinic, checkin=checkin, inputs=inputs, made_at=at, **judged)


def level_now(*, treatment, answers, at):
    """How urgent it is, from what has been said so far; None when that cannot be judged. Stores nothing."""
    now = CheckIn(treatment=treatment, answers=answers, hours=max(0.0, treatment.hours_at(at)))
    earlier = treatment.checkins.filter(hours__lte=now.hours).order_by("hours", "made_at")
    try:
        inputs = course_of(treatment, [*earlier, now])
        return int(assess(Course.read(inputs), book_of(treatment.clinic), inputs["closed_until"])[-1].level)
    except Exception as error:
        _log_failure(error)
        return None


def _log_failure(error):
    """Where it went wrong, and nothing that a client has answered: an error's own text may hold it."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    log.error("A check-in could not be judged: %s in %s, line %s", type(error).__name__, place.name, place.lineno)


def _judged(inputs, checkin, at):
    book = book_of(checkin.clinic)
    keep(book, at)
    course = Course.read(inputs)
    answer = assess(course, book, inputs["closed_until"])[-1]
    contact = contact_for(checkin, level=answer.level, language=checkin.language)
    told = explain(answer, course, book, language=checkin.language, contact=contact)
    expires = answer.expires_at_hours
    return {
        "book_version": book.version,
        "answer": answer.as_mapping(),
        "reading": str(answer.reading),
        "variant": variant_of(answer, book),
        "certainty": str(answer.certainty or ""),
        "level": int(answer.level),
        "told": as_told(told),
        "expires_at": None if expires is None else checkin.treatment.ended_at + timedelta(hours=float(expires)),
    }


def _not_judged(checkin):
    book = load_book()
    return {
        "book_version": book.version,
        "answer": {},
        "level": None,
        "told": as_told(fallback(book, checkin.language, contact_for(checkin, level=None, language=checkin.language))),
    }


def as_told(explanation) -> dict:
    """What the client reads, kept word for word."""
    return {
        name: list(value) if isinstance(value, list | tuple) else value
        for name in ("headline", "reading", "do", "first_aid", "call", "why", "home", "normal", "changes", "expires")
        if (value := getattr(explanation, name, None))
    }
