"""What another book would have said about everyone: which check-ins change, from what to what, and by which card.

Both books judge the same rows, a piece at a time, with nothing kept but counts and a few examples to read.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import polars as pl

from myosotis.engines.frame import AS_PLANNED
from myosotis.knowledge.model import Book
from myosotis.population.checks import TableError, as_facts, in_order, opened
from myosotis.population.judge import Judges, facts_asked, rule_column, step_column
from myosotis.population.replay import ROWS_AT_A_TIME, Progress, input_files, keys_of, pieces
from myosotis.population.rows import CLIENT, HOURS, TREATMENT

EXAMPLES_EACH = 3
# A check-in is worth reading by what was said, not by what was left out.
_NOT_SHOWN = (CLIENT, TREATMENT)


class Said(NamedTuple):
    """What a book makes of a check-in."""

    reading: str
    level: int


class Change(NamedTuple):
    before: Said
    after: Said

    @property
    def urgency(self) -> int:
        """Above 0: more urgent than before."""
        return self.after.level - self.before.level


@dataclass(frozen=True)
class Example:
    """One check-in to read: whose and when in the table, its answers, and the cards whose outcome or step differs.

    No card differs where only what is held from an earlier check-in does.
    """

    client: int
    treatment: int
    hours: float
    answers: dict
    cards: tuple[str, ...]


@dataclass
class Comparison:
    checkins: int = 0
    changed: int = 0
    # Of all check-ins: how many of each level, by either book.
    levels: dict[str, Counter] = field(default_factory=lambda: {"before": Counter(), "after": Counter()})
    changes: Counter = field(default_factory=Counter)
    # Card → of the changed check-ins: raised only by the second book, raised only by the first, otherwise different.
    cards: dict[str, Counter] = field(default_factory=dict)
    examples: dict[Change, list[Example]] = field(default_factory=dict)
    clients: set = field(default_factory=set)

    @property
    def more_urgent(self) -> int:
        return sum(count for change, count in self.changes.items() if change.urgency > 0)

    @property
    def less_urgent(self) -> int:
        return sum(count for change, count in self.changes.items() if change.urgency < 0)


def compare(
    before: Book, after: Book, source: Path, *, tell: Callable[[Progress], None] = lambda progress: None,
    rows_at_a_time: int = ROWS_AT_A_TIME,
) -> Comparison:  # fmt: skip
    """Raises TableError where a file cannot be read or holds what cannot be."""
    facts = list(dict.fromkeys([*facts_asked(before), *facts_asked(after)]))
    judges = {"before": Judges(before, facts, detailed=True), "after": Judges(after, facts, detailed=True)}
    names = {side: {rule.name for rule in judge.rules} for side, judge in judges.items()}
    files, schema, last = input_files(source), None, None
    for file in files:
        schema = schema or opened(file, facts, None)
        opened(file, facts, schema)
    progress = Progress(sum(pl.scan_parquet(file).select(pl.len()).collect().item() for file in files))
    found = Comparison()
    for file in files:
        keys = keys_of(file)
        in_order(file, keys, last)
        last = keys[CLIENT][-1] if len(keys) else last
        for offset, rows in pieces(file, keys, facts, rows_at_a_time):
            length = len(rows)
            rows, wrong = as_facts(rows, facts)
            if wrong:
                row, column, what = wrong[0]
                raise TableError(file, offset + row, f"{column}: {what}", "mend it, or replay it with --set-aside first")
            by_each = [each.of(rows[TREATMENT]).judged(rows.lazy()) for each in judges.values()]
            said = dict(zip(judges, pl.collect_all(by_each, engine="in-memory", optimizations=AS_PLANNED), strict=True))
            _add(found, rows, said, names)
            progress.done += length
            tell(progress)
    return found


def _add(found: Comparison, rows: pl.DataFrame, said: dict[str, pl.DataFrame], names: dict[str, set[str]]) -> None:
    found.checkins += len(rows)
    for side, answers in said.items():
        found.levels[side].update(dict(answers.group_by("level").len().iter_rows()))
    a, b = said["before"], said["after"]
    differs = a["reading"].cast(pl.String).ne_missing(b["reading"].cast(pl.String)) | a["level"].ne_missing(b["level"])
    if not differs.any():
        return
    a, b, rows = a.filter(differs), b.filter(differs), rows.filter(differs)
    found.changed += len(rows)
    found.clients.update(rows[CLIENT].unique().to_list())
    outcomes = {}
    for card in sorted(names["before"] | names["after"]):
        first, step = _outcome(a, card, card in names["before"])
        second, step_now = _outcome(b, card, card in names["after"])
        other = first.ne_missing(second) | step.ne_missing(step_now)
        if not other.any():
            continue
        outcomes[card] = other
        raised_now, raised_then = second.fill_null(False), first.fill_null(False)
        counts = found.cards.setdefault(card, Counter())
        counts["raised"] += int((raised_now & ~raised_then).sum())
        counts["no_longer"] += int((raised_then & ~raised_now).sum())
        counts["otherwise"] += int((other & (raised_now == raised_then)).sum())
    told = zip(a["reading"].to_list(), a["level"].to_list(), b["reading"].to_list(), b["level"].to_list(), strict=True)
    for number, (reading, level, reading_now, level_now) in enumerate(told):
        change = Change(Said(reading, level), Said(reading_now, level_now))
        found.changes[change] += 1
        kept = found.examples.setdefault(change, [])
        if len(kept) < EXAMPLES_EACH:
            kept.append(_example(rows.row(number, named=True), [card for card, other in outcomes.items() if other[number]]))


def _outcome(answers: pl.DataFrame, card: str, is_there: bool) -> tuple[pl.Series, pl.Series]:
    """Raised, silent or unsure, and which step it took; a card that the book lacks is silent."""
    if is_there:
        return answers[rule_column(card)], answers[step_column(card)]
    return pl.repeat(False, len(answers), eager=True), pl.repeat(None, len(answers), dtype=pl.Int8, eager=True)


def _example(row: dict, cards: list[str]) -> Example:
    answers = {name: value for name, value in row.items() if value is not None and name not in _NOT_SHOWN and value is not False and value != 0}
    return Example(row[CLIENT], row[TREATMENT], row[HOURS], answers, tuple(cards))
