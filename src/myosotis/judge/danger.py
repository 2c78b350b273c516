"""Signs of danger without judging: how urgent a sign may be at most, for when the cards cannot be asked."""

from collections.abc import Mapping

from myosotis.course.readable import signs
from myosotis.knowledge.model import Book
from myosotis.terms import Level, Scope


def danger_signs(book: Book) -> tuple[str, ...]:
    """Every sign that the danger questions ask for."""
    flags = book.file("questions/red_flags")
    return tuple(dict.fromkeys(sign for line in flags["red_flags"]["lines"] for sign in flags[line]["signs"]))


def most_urgent(sign: str, book: Book) -> Level:
    """The highest level of a card that asks for the sign; one that no card asks for is for 112."""
    rules = (rule for rule in book.rules_of(Scope.checkin) if rule.question == f"words/symptoms.{sign}.ask")
    return max((rule.highest_level for rule in rules), default=Level.emergency)


def signs_said(answers: Mapping, book: Book) -> frozenset[str]:
    """The signs of danger that are there, as far as the answers can be read."""
    given = signs(answers.get("symptoms")) or {}
    return frozenset(sign for sign in danger_signs(book) if given.get(sign))


def danger_without_judging(answers: Mapping, book: Book) -> Level | None:
    """How urgent the worst sign of danger in the answers may be, never less than a doctor; None where there is none."""
    there = [most_urgent(sign, book) for sign in signs_said(answers, book)]
    if answers.get("danger_unsure") in ("doctor", "emergency"):
        # Not sure counts as a yes one level lower.
        there.append(Level.doctor_today)
    return max((Level.doctor_today, *there)) if there else None
