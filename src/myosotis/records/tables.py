"""Tables of others: the rows of a CSV file by column name, and what a source made of them."""

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from myosotis.course import AnswerError


@dataclass(frozen=True)
class Imported:
    """The cases of one file, how many of its rows are in them, and what was found no place for."""

    cases: Sequence[Mapping]
    rows: int
    unmapped: Mapping[str, int] = field(default_factory=Counter)


def rows_of(path: Path, *needed: str) -> list[dict[str, str]]:
    """Every row of the file. A file without one of the needed columns is refused by name."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            lacking = [name for name in needed if name not in (reader.fieldnames or ())]
            if lacking:
                found = ", ".join(reader.fieldnames or ()) or "nothing"
                raise AnswerError(path.name, f"no column is called {lacking[0]!r}", f"its columns are {found}")
            return list(reader)
    except OSError as error:
        raise AnswerError(path.name, f"cannot be read ({error.strerror})", "give a CSV file") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise AnswerError(path.name, f"is no CSV file in UTF-8 ({error})", "save it as CSV in UTF-8") from None


def amount_in(row: Mapping[str, str], column: str, where: str) -> float | None:
    """The number in a cell; an empty cell and NA are unknown."""
    text = (row[column] or "").strip()
    if text in ("", "NA"):
        return None
    try:
        return float(text)
    except ValueError:
        raise AnswerError(f"{where}, {column}", f"{text!r} is no number", "write 3.5, or leave it empty") from None


def whole_score(value: float) -> int:
    """A decimal 0–10 as a whole number: halves go up, and what is felt at all never becomes 0."""
    return max(1, int(value + 0.5)) if value > 0 else 0
