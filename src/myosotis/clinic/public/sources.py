"""What a text rests on, for a reader: the statements with how sure they are, and what we read into them or added."""

from collections.abc import Iterable
from dataclasses import dataclass

from myosotis.clinic.care.presenters import wording
from myosotis.knowledge import load_book

# The weakest is said where a text rests on several.
WEAKEST_FIRST = ("unclear", "possible", "probable", "asserted")


@dataclass(frozen=True)
class Ground:
    id: str
    text: str
    sureness: str


def grounds_of(ids: Iterable[str], tag: str | None = None) -> list[Ground]:
    lang, statements = wording.language(), load_book().statements
    found = [Ground(i, statements[i][lang], sureness(statements[i]["certainty"])) for i in ids]
    return found + ([Ground(tag, wording.text(f"words/certainties.tags.{tag}"), "")] if tag in ("R", "X") else [])


def sureness(certainty: str) -> str:
    return wording.text(f"words/certainties.{certainty}")


def weakest(ids: Iterable[str]) -> str:
    """How sure the weakest of these statements is, in words; nothing where there are none."""
    known = {load_book().statements[i]["certainty"] for i in ids}
    return next((sureness(certainty) for certainty in WEAKEST_FIRST if certainty in known), "")
