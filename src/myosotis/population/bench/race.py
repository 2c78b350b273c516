"""All ways on the same made-up work in one run, in turn, several times. Unequal answers are no race."""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import polars as pl

from myosotis.knowledge.model import Book
from myosotis.population.bench import guarded, sql
from myosotis.population.bench.child import PROGRAM
from myosotis.population.bench.parts import comparable, cut
from myosotis.population.bench.ways import WAYS, Way
from myosotis.population.judge import facts_asked, rule_column, unsure_column
from myosotis.population.rows import CLIENT, HOURS, TREATMENT
from myosotis.population.simulate import simulate
from myosotis.terms import Scope

CHECKINS, SOME, FEW, RUNS, ASKED = 500_000, 1_500, 300, 3, 100
SIX = 6


class UnequalAnswers(AssertionError):
    """Two ways that do not do the same work: their speed says nothing."""


@dataclass(frozen=True)
class Sizes:
    """Check-ins for those that take files, for those that take courses, and for those that take a row at a time."""

    all: int = CHECKINS
    some: int = SOME
    few: int = FEW
    runs: int = RUNS
    asked: int = ASKED


@dataclass
class Measured:
    """One way: each list holds one value a run."""

    way: Way
    checkins: int = 0
    seconds: list[float] = field(default_factory=list)
    cpu_seconds: list[float] = field(default_factory=list)
    peak_gb: list[float] = field(default_factory=list)
    first_seconds: list[float] = field(default_factory=list)
    client_ms: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return self.checkins / statistics.median(self.seconds)

    @property
    def cpu_ns(self) -> float:
        return statistics.median(self.cpu_seconds) / self.checkins * 1e9

    def client(self, share: float) -> float:
        return sorted(self.client_ms)[min(int(len(self.client_ms) * share), len(self.client_ms) - 1)]


@dataclass(frozen=True)
class Race:
    measured: dict[str, Measured]
    left_out: tuple[str, ...]
    sizes: Sizes
    cards: int
    all_cards: int
    book: str
    compared: dict[str, int]
    versions: dict[str, str]


def race(
    folder: Path, book: Book, book_folder: Path | None, sizes: Sizes, *, clock: Callable[[], float],
    tell: Callable[[int, int, str], None] = lambda done, of, what: None,
) -> Race:  # fmt: skip
    """Runs in `folder`, an empty one. Raises UnequalAnswers."""
    ways, left_out = [], []
    for way in WAYS.values():
        (ways if way.needs is None or installed(way.needs) else left_out).append(way)
    steps = 1 + sizes.runs * len(ways)
    tell(0, steps, "making up the work")
    cards = prepare(folder, book, book_folder, sizes)
    found = {way.key: Measured(way) for way in ways}
    compared: dict[str, int] = {}
    for run in range(sizes.runs):
        # In turn, so that what else the machine does falls on all of them.
        for place, way in enumerate(ways):
            tell(1 + run * len(ways) + place, steps, way.title)
            _run(folder, way, found[way.key], sizes.asked if way.key != "floor" else 0, clock)
        if not run:
            compared = compare(folder, cards, [rule.name for rule in book.rules_of(Scope.checkin)], list(found))
    tell(steps, steps, "done")
    needed = {way.needs for way in ways if way.needs} | {"polars"}
    return Race(
        found, tuple(way.title for way in left_out), sizes, len(cards), len(book.rules_of(Scope.checkin)), book.version,
        compared, {name: installed(name) for name in sorted(needed)},
    )  # fmt: skip


def installed(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def prepare(folder: Path, book: Book, book_folder: Path | None, sizes: Sizes) -> list[str]:
    """The same check-ins as files, rows and courses, and the cards as each engine reads them; the cards by name."""
    cards = comparable(book)
    work = cut(cards)
    list(simulate(sizes.all, folder / "rows"))
    for way in ("frame", "duckdb"):
        (folder / way).mkdir(exist_ok=True)
    keys = [CLIENT, TREATMENT, HOURS]
    columns = list(dict.fromkeys((*keys, *work.facts)))
    texts = {
        "book": str(book_folder) if book_folder else None, "cards": list(cards), "facts": list(work.facts), "keys": keys,
        "columns": columns, "sql": sql.query(work, "~source"),
        "zen": guarded.written(work, lambda part: f"$.{part}"), "rules": guarded.written(work, str),
    }  # fmt: skip
    (folder / "work.json").write_text(json.dumps(texts))
    first = pl.read_parquet(min((folder / "rows").glob("*.parquet")))
    sizes_of = first.group_by(TREATMENT, maintain_order=True).len()
    six = sizes_of.filter(pl.col("len") == min(SIX, sizes_of["len"].max()))[TREATMENT][0]
    client = first.filter(pl.col(TREATMENT) == six)
    client.write_parquet(folder / "client.parquet")
    (folder / "client.json").write_text(json.dumps(client.select(work.facts).to_dicts()))
    (folder / "rows.json").write_text(json.dumps(whole(first, sizes.few).select(work.facts).to_dicts()))
    asked = facts_asked(book)
    (folder / "course.json").write_text(json.dumps(client.select(asked).to_dict(as_series=False)))
    courses = whole(first, sizes.some).partition_by(TREATMENT, maintain_order=True)
    (folder / "courses.json").write_text(json.dumps([part.select(asked).to_dict(as_series=False) for part in courses]))
    return list(cards)


def whole(rows: pl.DataFrame, about: int) -> pl.DataFrame:
    """The first rows, to the end of the treatment in which there are so many."""
    last = rows[TREATMENT][min(about, len(rows)) - 1]
    return rows.filter(pl.col(TREATMENT) <= last)


def _run(folder: Path, way: Way, measured: Measured, asked: int, clock: Callable[[], float]) -> None:
    began = clock()
    command = [sys.executable, "-c", PROGRAM, way.key, str(folder), str(asked)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ) as child:
        if child.stdout.readline() == "first\n":
            measured.first_seconds.append(clock() - began)
        said = child.stdout.read()
    if child.returncode:
        raise RuntimeError(f"{way.title} failed")
    told = json.loads(said)
    measured.checkins = told["checkins"]
    for name in ("seconds", "cpu_seconds", "peak_gb"):
        getattr(measured, name).append(told[name])
    measured.client_ms += told["client_ms"]


# ---- are the answers equal?


def compare(folder: Path, cards: list[str], all_cards: list[str], ways: list[str]) -> dict[str, int]:
    """Every way against the one that judges a population at once; how many check-ins were compared, by way."""
    return {way: _COMPARED[way](folder, way, cards, all_cards) for way in ways if way in _COMPARED}


def _files(folder: Path, way: str, cards: list[str], _) -> int:
    columns = [CLIENT, TREATMENT, HOURS, *(column(card) for column in (rule_column, unsure_column) for card in cards)]
    done = 0
    for file in sorted((folder / "rows").glob("*.parquet")):
        ours, theirs = (pl.read_parquet(folder / which / file.name, columns=columns).select(columns) for which in ("frame", way))
        theirs = theirs.cast(dict(ours.schema))
        if not ours.equals(theirs):
            differs = [name for name in columns if not ours[name].equals(theirs[name])]
            raise UnequalAnswers(f"{way} answers otherwise than the frame engine: {', '.join(differs[:5])}")
        done += len(ours)
    return done


def _signs(folder: Path, way: str, cards: list[str], _) -> int:
    return _lines(folder, way, list(_signs_of(folder / "frame", cards)))


def _all_signs(folder: Path, way: str, _, all_cards: list[str]) -> int:
    return _lines(folder, way, list(_signs_of(folder / "replay", all_cards)))


def _signs_of(answers: Path, cards: list[str]) -> Iterator[str]:
    rows = pl.read_parquet(min(answers.glob("*.parquet")), n_rows=20_000)
    signs = pl.concat_str(
        pl.when(pl.col(unsure_column(card))).then(pl.lit("?")).when(pl.col(rule_column(card))).then(pl.lit("1")).otherwise(pl.lit("0"))
        for card in cards
    )
    yield from rows.select(signs.alias("signs"))["signs"]


def _readings(folder: Path, way: str, *_) -> int:
    rows = pl.read_parquet(min((folder / "replay").glob("*.parquet")), columns=["reading", "level"], n_rows=20_000)
    return _lines(folder, way, [f"{reading} {level}" for reading, level in rows.rows()])


def _lines(folder: Path, way: str, expected: list[str]) -> int:
    found = (folder / f"{way}.found").read_text().splitlines()
    if not found or found != expected[: len(found)]:
        row = next((i for i, (a, b) in enumerate(zip(found, expected, strict=False)) if a != b), len(expected))
        raise UnequalAnswers(f"{way} answers otherwise than a population at once, first at check-in {row + 1}")
    return len(found)


_COMPARED = {"duckdb": _files, "plain": _signs, "zen": _signs, "rules": _signs, "outcomes": _all_signs, "assess": _readings}
