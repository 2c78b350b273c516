"""An assessment in words: for a client, and for a therapist."""

import logging
from dataclasses import dataclass, replace
from functools import lru_cache

from django.utils.translation import gettext as _

from myosotis.clinic.books.shelf import stored
from myosotis.clinic.care.presenters import wording
from myosotis.clinic.care.presenters.contact import contact_for
from myosotis.clinic.care.presenters.unread import what_cannot_be_read, with_left_out
from myosotis.course import Course
from myosotis.judge import Assessment, explain, fallback, signs_said
from myosotis.knowledge import load_book
from myosotis.terms import Level, Reading

log = logging.getLogger(__name__)
LEVELS = {int(level): level.name for level in Level}


@dataclass(frozen=True)
class LevelWords:
    """How urgent, as a number for the style sheet and as words for everyone."""

    number: int | None
    words: str

    @classmethod
    def for_therapist(cls, number):
        if number is None:
            # As urgent as the client was told: somebody answers her today.
            return cls(None, wording.text("words/worklist.not_judged", what=_in_a_sentence(Level.therapist_today)))
        return cls(number, wording.text(f"words/levels.{LEVELS[number]}.therapist.label"))


def _in_a_sentence(level: Level) -> str:
    words = wording.text(f"words/levels.{level.name}.therapist.label")
    return words[:1].lower() + words[1:]


def reading_words(assessment) -> str:
    """What it may be, with its hedge: "Negativ reaktion (måske)", "Ingen nettoforbedring"."""
    if not assessment.reading:
        return _("Read the answers yourself.")
    if assessment.variant == "no_net_improvement":
        # Only that the pain is where it was: nobody is told of harm (B-63).
        return wording.text("words/readings.no_net_improvement.therapist.label")
    words = wording.text(f"words/readings.{Reading(assessment.reading).value}.therapist.label")
    hedge = wording.load_book().words("certainties").get(assessment.certainty, {})
    return f"{words} ({hedge[wording.language()]})" if wording.language() in hedge else words


def explained(assessment, *, audience: str, language: str | None = None):
    """The explanation of a stored assessment, by the book that judged it.

    When that book cannot be read any more, what was shown at the time is shown, word for word. An answer that could
    not be judged gives the full list of warnings.
    """
    language = language or wording.language()
    checkin = assessment.checkin
    contact = contact_for(checkin, level=assessment.level, language=language, expires_at=assessment.expires_at, to_her=audience == "client")
    if not assessment.answer:
        # It could not be judged; its signs of danger may have been.
        book, level = load_book(), assessment.level and Level(assessment.level)
        told = fallback(book, language, contact, level, signs_said(checkin.answers, book), audience)
        return replace(told, why=[*told.why, *what_cannot_be_read(checkin, language)]) if audience == "therapist" else told
    try:
        book = _book(assessment.book_version)
        answer, course = Assessment.from_mapping(assessment.answer), Course.read(assessment.inputs)
        told = explain(answer, course, book, language=language, audience=audience, contact=contact)
        return with_left_out(told, assessment.inputs, language)
    except Exception as error:
        # Whatever is wrong with an old book, the page of a client must open. An error's own text may hold answers.
        log.error("Book %s cannot explain an answer (%s)", assessment.book_version, type(error).__name__)
        return assessment.told


@lru_cache(maxsize=8)
def _book(version):
    return load_book() if version == load_book().version else stored(version)
