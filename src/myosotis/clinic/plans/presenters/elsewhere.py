"""Treatments elsewhere in words: apart from the clinic's own, and each with its day."""

from dataclasses import dataclass

from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.plans.presenters.say import say


@dataclass(frozen=True)
class Line:
    """One of them on the page of the review, those taken back too."""

    row: object
    said: str
    who: str
    taken_back: str


def lines(rows) -> list[Line]:
    return [Line(row, _in_words(row), _by(row), say("elsewhere.taken_back_by", who=_by(row.taken_back)) if row.is_taken_back else "") for row in rows]


def elsewhere_in_words(rows) -> str:
    """How many others gave, and each with its day, kind, and where; empty where there is none."""
    counting = [row for row in rows if not row.is_taken_back]
    if not counting:
        return ""
    name = "elsewhere.told_one" if len(counting) == 1 else "elsewhere.told"
    return say(name, count=len(counting), each="; ".join(map(_in_words, counting)))


def _in_words(row) -> str:
    return ", ".join(filter(None, (moments.day(row.day), wording.label("kinds", row.kind), row.words.rstrip("."))))


def _by(row) -> str:
    return say("by", who=row.by.name, when=moments.short(row.made_at))
