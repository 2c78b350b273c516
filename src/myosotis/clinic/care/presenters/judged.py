"""An assessment in words: for a client, and for a therapist."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from myosotis.clinic.care.presenters import wording
from myosotis.clinic.care.presenters.contact import contact_for
from myosotis.course import Course
from myosotis.judge import Assessment, explain, fallback
from myosotis.knowledge import load_book
from myosotis.terms import Level, Reading

LEVELS = {int(level): level.name for level in Level}


@dataclass(frozen=True)
class LevelWords:
    """How urgent, as a number for the style sheet and as words for everyone."""

    number: int | None
    words: str

    @classmethod
    def for_therapist(cls, number):
        if number is None:
            return cls(None, _("Could not be judged"))
        return cls(number, wording.text(f"words/levels.{LEVELS[number]}.therapist.label"))


def reading_words(reading: str, certainty: str) -> str:
    """What it may be, with its hedge: "Negativ reaktion (mulig)"."""
    if not reading:
        return _("Read the answers yourself.")
    words = wording.text(f"words/readings.{Reading(reading).value}.therapist.label")
    hedge = wording.load_book().words("certainties").get(certainty, {})
    return f"{words} ({hedge[wording.language()]})" if wording.language() in hedge else words


def explained(assessment, *, audience: str, language: str | None = None):
    """The explanation of a stored assessment. One judged with another version of the book keeps its own words;
    one that could not be judged gives the full list of warnings.
    """
    book, language = load_book(), language or wording.language()
    contact = contact_for(assessment.checkin, level=assessment.level, language=language)
    if assessment.level is None:
        return fallback(book, language, contact)
    if assessment.book_version != book.version:
        return Kept(**assessment.told)
    answer = Assessment.from_mapping(assessment.answer)
    return explain(answer, Course.read(assessment.inputs), book, language=language, audience=audience, contact=contact)


@dataclass(frozen=True)
class Kept:
    """What was shown at the time, word for word."""

    headline: str = ""
    reading: str = ""
    do: tuple = ()
    why: tuple = ()
    normal: tuple = ()
    changes: tuple = ()
    expires: str = ""
    sources: tuple = ()
    note: str = ""
