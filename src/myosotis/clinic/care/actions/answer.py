"""A client's answers come in: stored, judged and laid on the worklist in one transaction."""

import logging
import traceback
from datetime import timedelta

from django.db import IntegrityError, transaction

from myosotis.clinic.books.shelf import book_of, keep
from myosotis.clinic.care.actions.standing import restand, tells_of_danger
from myosotis.clinic.care.course_of import course_of
from myosotis.clinic.care.models import Assessment, CheckIn, Treatment
from myosotis.clinic.care.presenters.contact import contact_for, no_answer_by
from myosotis.clinic.care.presenters.unread import with_left_out
from myosotis.clinic.care.schedule import due_at
from myosotis.clinic.notices.actions import write_alerts, write_asked_again
from myosotis.clinic.people.models import Event
from myosotis.course import Course, all_readable, readable_before
from myosotis.judge import assess, danger_without_judging, explain, fallback, signs_said, variant_of
from myosotis.knowledge import load_book
from myosotis.terms import Level, Reading

log = logging.getLogger(__name__)
CORRECT_WITHIN = timedelta(minutes=30)


def receive_checkin(*, treatment, answers, key, at, language, corrects=None, felt_at=None, link=None, by_her=True, shown=None):
    """The check-in with its assessment. The same form sent twice gives the first one back.

    `corrects` is the id of an earlier check-in that these answers take the place of; it is kept and no longer read,
    unless it told of danger: that stays until a person has closed it. `felt_at` is when they were written, where that
    was without a network and earlier than now. `link` is what they came by: one for a single check-in makes one response,
    and what comes by it later counts as written at any time. Not `by_her`: whose link it is, but not yet who wrote.
    `shown` is what she saw instead of an answer, where she left before there was one.
    """
    try:
        return _receive(treatment, answers, key, at, language, corrects, felt_at or at, link, by_her, shown)
    except IntegrityError:
        # The other copy of the form was faster; its answer is the answer.
        checkin = treatment.checkins.get(key=key)
        return checkin, checkin.assessments.last()


@transaction.atomic
def _receive(treatment, answers, key, at, language, corrects, felt_at, link, by_her, shown):
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
        hours=max(0.0, treatment.hours_at(felt_at)),
        language=language,
        corrects=(corrected := _corrected(treatment, corrects, at)),
        link=link if link is None or corrected else link.for_another(),
        by_her=by_her,
    )
    assessment = judge(checkin=checkin, at=at, shown=shown)
    restand(treatment)
    write_alerts(assessment=assessment, at=at)
    write_asked_again(assessment=assessment, at=at)
    Event.record("checkin.received", checkin, at=at)
    return checkin, assessment


@transaction.atomic
def say_it_is_her(*, checkin, at):
    """What was kept before it was known who wrote is hers: her birthday has fitted since."""
    checkin.by_her = True
    checkin.save(update_fields=["by_her"])
    restand(checkin.treatment)
    Event.record("checkin.is_hers", checkin, at=at)


def _corrected(treatment, corrects, at):
    """The check-in to be corrected, while it still may be; else this is one more answer."""
    found = treatment.checkins.filter(pk=corrects).first() if corrects else None
    return found if found and may_be_corrected(found, at) else None


@transaction.atomic
def judge(*, checkin, at, shown=None):
    """Judge a check-in with the book as it is now. When that fails, the answers stay and a human must look."""
    keep(book_of(checkin.clinic), at)
    earlier = [c for c in standing(checkin.treatment) if c.hours <= checkin.hours]
    inputs, judged = _judged(course_of(checkin.treatment, earlier), checkin)
    if shown is not None:
        judged["told"] = shown
    return Assessment.objects.create(clinic=checkin.clinic, checkin=checkin, inputs=inputs, made_at=at, **judged)


def level_now(*, treatment, answers, at):
    """How urgent it is, from what has been said so far; None when that cannot be judged. Stores nothing."""
    return _now(treatment, answers, at)["level"]


def told_now(*, treatment, answers, at, language) -> tuple[int | None, dict]:
    """Level and what to do, from what has been said so far, without why: nothing of the person. Stores nothing."""
    judged = _now(treatment, answers, at, language)
    return judged["level"], {name: judged["told"].get(name) for name in ("headline", "do", "first_aid", "call", "lifeline")}


def _now(treatment, answers, at, language="da") -> dict:
    now = CheckIn(
        clinic=treatment.clinic, treatment=treatment, answers=answers, received_at=at, language=language,
        hours=max(0.0, treatment.hours_at(at)),
    )  # fmt: skip
    earlier = [c for c in standing(treatment) if c.hours <= now.hours]
    return _judged(course_of(treatment, [*earlier, now]), now)[1]


def standing(treatment) -> list[CheckIn]:
    """The check-ins that count, in order: not those that a later one corrects, unless they told of danger."""
    checkins = treatment.checkins.select_related("corrected_by").prefetch_related("assessments").order_by("hours", "made_at")
    return [each for each in checkins if getattr(each, "corrected_by", None) is None or told_of_danger(each)]


def may_be_corrected(checkin, at) -> bool:
    """For half an hour, once, and only the newest answer: a later one has been judged from it."""
    newest = checkin.treatment.checkins.order_by("hours", "made_at").last()
    return checkin == newest and at < checkin.received_at + CORRECT_WITHIN


def told_of_danger(checkin) -> bool:
    """So that no correction takes it away: it counts in what is judged after it, as it does on the worklist."""
    return any(map(tells_of_danger, checkin.assessments.all()))


def _log_failure(error):
    """Where it went wrong, and nothing that a client has answered: an error's own text may hold it."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    log.error("A check-in could not be judged: %s in %s, line %s", type(error).__name__, place.name, place.lineno)


def _judged(inputs, checkin) -> tuple[dict, dict]:
    """(what it was judged from, how). What cannot be read of earlier answers is left out, and said.

    Where this answer itself cannot be judged, its signs of danger are all the same: from what can be read of it, and
    where even that fails, by the most urgent that a card says of such a sign.
    """
    book = book_of(checkin.clinic)
    try:
        inputs = readable_before(inputs)
        return inputs, _judged_with(inputs, checkin, book)
    except Exception as error:
        _log_failure(error)
    try:
        rest = all_readable(inputs)
        judged = _judged_with(rest, checkin, book)
        # Of what could be read nothing calm is said: a human must look.
        return (rest, judged) if judged["level"] >= Level.doctor_today else (inputs, _not_judged(checkin, None))
    except Exception as error:
        _log_failure(error)
    return inputs, _not_judged(checkin, danger_without_judging(checkin.answers, book))


def _judged_with(inputs, checkin, book):
    course = Course.read(inputs)
    answer = assess(course, book, inputs["closed_until"])[-1]
    hours = answer.expires_at_hours
    expires_at = None if hours is None else due_at(checkin.treatment.ended_at, float(hours))
    contact = contact_for(checkin, level=answer.level, language=checkin.language, expires_at=expires_at)
    told = with_left_out(explain(answer, course, book, language=checkin.language, contact=contact), inputs, checkin.language)
    return {
        "book_version": book.version,
        "answer": answer.as_mapping(),
        "reading": str(answer.reading),
        "variant": variant_of(answer, book),
        "certainty": str(answer.certainty or ""),
        "level": int(answer.level),
        "told": as_told(told),
        "expires_at": expires_at,
        "waits_until": no_answer_by(checkin.treatment.client, answer.level, checkin.received_at),
    }


def _not_judged(checkin, level):
    book = load_book()
    contact = contact_for(checkin, level=level, language=checkin.language)
    return {
        "book_version": book.version,
        "answer": {},
        "reading": str(Reading.red_flag) if level else "",
        "level": level and int(level),
        "told": as_told(fallback(book, checkin.language, contact, level, signs_said(checkin.answers, book))),
        "waits_until": no_answer_by(checkin.treatment.client, level, checkin.received_at),
    }


def as_told(explanation) -> dict:
    """What the client reads, kept word for word."""
    return {
        name: list(value) if isinstance(value, list | tuple) else value
        for name in ("headline", "reading", "do", "first_aid", "call", "lifeline", "why", "home", "normal", "changes", "expires")
        if (value := getattr(explanation, name, None))
    }
