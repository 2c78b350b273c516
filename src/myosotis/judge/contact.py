"""Whom to reach and by when: what a client is told to do first, filled in with who is there."""

from dataclasses import dataclass

from myosotis.knowledge.model import Book
from myosotis.terms import Level


@dataclass(frozen=True)
class Contact:
    """Whom to reach and by when, as plain text; what is left empty is said in general words."""

    doctor_phone: str = ""
    clinic_phone: str = ""
    therapist: str = ""
    next_time: str = ""
    # When to have written, and when to wait no longer for a reply.
    write_by: str = ""
    answer_by: str = ""
    # By the clock until when the answer holds; without it the hours since the treatment are said.
    holds_until: str = ""
    # That is at night, when nobody is asked.
    holds_until_night: bool = False
    # When the therapist cannot be reached now: a part of advice/reached.yaml; with when it opens, or who instead.
    reached: str = ""
    opens: str = ""
    substitute: str = ""
    # Does a message ask her again? To some none is ever sent.
    asks: bool = True
    # She has written something herself, which no rule can read.
    wrote: bool = False


def _time(contact: Contact, level: Level) -> str:
    return contact.answer_by if level >= Level.therapist_today else contact.next_time


def told_to_do(contact: Contact, level: Level, book: Book, language: str) -> list[str]:
    """The headline, and the lines below it; other ones where the therapist that they would send her to is not there."""
    parts, where = ("label", "first", "by_when", "then"), f"words/levels.{level.name}.client"
    if level == Level.therapist_today and contact.reached:
        parts, where = tuple(book.file("advice/reached")[contact.reached]), f"advice/reached.{contact.reached}"
    elif level < Level.therapist_today and not contact.asks:
        parts = ("label", "first", "by_herself", "then")
    parts = tuple(with_words(part, level, "client", contact, book) if part == "first" else part for part in parts)
    fill = places(contact, level, book, language)
    return [book.text(f"{where}.{part}", language).format(**fill) for part in parts]


def with_words(part: str, level: Level, audience: str, contact: Contact, book: Book) -> str:
    """The part that is said where she has written something herself; a book of before knows none."""
    other = {"first": "with_words", "do": "do_with_words"}[part]
    return other if contact.wrote and other in book.words("levels")[level.name][audience] else part


def places(contact: Contact, level: Level, book: Book, language: str) -> dict[str, str]:
    def general(name):
        return book.text(f"advice/explanation.{name}", language)

    return {
        "by": contact.write_by or general("without_write_time"),
        "time": _time(contact, level) or general("without_answer_time" if level >= 3 else "without_time"),
        "phone": contact.doctor_phone or general("without_phone"),
        "clinic_phone": contact.clinic_phone or general("without_clinic_phone"),
        "therapist": contact.therapist,
        "opens": contact.opens,
        "substitute": contact.substitute,
    }
