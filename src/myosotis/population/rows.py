"""What a table of check-ins holds: one row a check-in, every fact a card may ask for a column, unknown as null.

Rows stand sorted by client, treatment and hours, and all rows of a client stand in one file.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from myosotis.course.facts import FACTS
from myosotis.engines.frame import type_of
from myosotis.terms import Scope, Unit

CLIENT, TREATMENT, HOURS = "client", "treatment", "hours"
CHECKIN_FACTS = FACTS[Scope.checkin]
SCHEMA: dict[str, pl.DataType] = {
    CLIENT: pl.Int64(),
    TREATMENT: pl.Int64(),
    **{name: type_of(fact) for name, fact in CHECKIN_FACTS.items()},
}
# What a number can be, as `Course.read` takes it.
_BOUNDS_OF = {Unit.score: (0, 10), Unit.grade: (0, 4), Unit.pressure: (1, 5), Unit.count: (0, 200), Unit.years: (0, 125),
              Unit.minutes: (0, 600), Unit.hours: (0, 24 * 366 * 2)}  # fmt: skip
BOUNDS: dict[str, tuple[int, int]] = {
    name: _BOUNDS_OF[fact.type.unit] for name, fact in CHECKIN_FACTS.items() if fact.type.kind == "number"
}


@dataclass(frozen=True)
class _Treated:
    neck_treated: bool | None


@dataclass(frozen=True)
class Recorded:
    """A course as it stands in a table: what `judge.assess` asks of a course, without the answers it came from."""

    treatment_id: int
    held: dict[str, list]

    @property
    def clock(self) -> list[float]:
        return self.held[HOURS]

    @property
    def treatment(self) -> _Treated:
        return _Treated(self.held["neck_treated"][0])

    def columns(self) -> dict[str, list]:
        return self.held


def courses(rows: pl.DataFrame) -> Iterator[Recorded]:
    """The courses of a table, one by one, in the order in which they stand."""
    facts = [name for name in rows.columns if name in CHECKIN_FACTS]
    for part in rows.partition_by(TREATMENT, maintain_order=True):
        yield Recorded(part[TREATMENT][0], part.select(facts).to_dict(as_series=False))
