"""How fast a population is judged, against one course at a time and against reading and writing alone.

All ways do the same work in one run and their answers are compared first. Clocks are arguments.
"""

import resource
import shutil
import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from myosotis.judge import assess
from myosotis.knowledge.model import Book
from myosotis.population.judge import facts_asked
from myosotis.population.replay import replay
from myosotis.population.rows import CHECKIN_FACTS, CLIENT, HOURS, TREATMENT, courses
from myosotis.population.simulate import simulate

CHECKINS, ALONE, RUNS, ASKED = 500_000, 1_500, 3, 400


@dataclass(frozen=True)
class Timed:
    """One way: the medians of its runs."""

    way: str
    checkins: int
    seconds: float
    cpu_seconds: float

    @property
    def rate(self) -> float:
        return self.checkins / self.seconds

    @property
    def cpu_ns(self) -> float:
        return self.cpu_seconds / self.checkins * 1e9


@dataclass(frozen=True)
class Report:
    ways: tuple[Timed, ...]
    one_client_ms: tuple[float, float]  # p50, p99: a course of six check-ins, with its findings and values
    peak_gb: float
    compared: int

    def lines(self) -> Iterator[str]:
        floor, frame, _ = self.ways
        yield "| way | check-ins | check-ins/s | CPU ns a check-in | times the floor |"
        yield "|---|---|---|---|---|"
        for way in self.ways:
            yield (
                f"| {way.way} | {way.checkins:,} | {way.rate:,.0f} | {way.cpu_ns:,.0f} "
                f"| {way.cpu_ns / floor.cpu_ns:,.1f} |"
            )
        yield ""
        yield f"Equal answers on {self.compared:,} check-ins. Peak memory {self.peak_gb:.2f} GB."
        yield f"At once takes {self.ways[2].cpu_ns / frame.cpu_ns:,.0f} times less CPU than one course at a time."
        yield f"One client's course of six check-ins, alone: p50 {self.one_client_ms[0]:.2f} ms, p99 {self.one_client_ms[1]:.2f} ms."


def bench(
    folder: Path, book: Book, *, clock: Callable[[], float], cpu: Callable[[], float], checkins: int = CHECKINS,
    alone: int = ALONE, runs: int = RUNS, asked: int = ASKED,
) -> Report:  # fmt: skip
    """Measures in `folder`, which is left empty."""
    made, answers = folder / "population", folder / "answers"
    total = sum(rows for _, rows in simulate(checkins, made))

    def timed(way: str, count: int, do: Callable[[], object], times: int = runs) -> Timed:
        walls, cpus = [], []
        for _ in range(times):
            wall, spent = clock(), cpu()
            do()
            walls.append(clock() - wall)
            cpus.append(cpu() - spent)
        return Timed(way, count, statistics.median(walls), statistics.median(cpus))

    def floor() -> None:
        for file in sorted(made.glob("*.parquet")):
            rows = pl.read_parquet(file, columns=[CLIENT, TREATMENT, *facts_asked(book)])
            rows.select(CLIENT, TREATMENT, HOURS).write_parquet(folder / "floor.parquet", compression="lz4", statistics=False)

    def judged() -> None:
        shutil.rmtree(answers, ignore_errors=True)
        replay(made, answers, book)

    first = pl.read_parquet(sorted(made.glob("*.parquet"))[0])
    last = first[CLIENT][min(alone, len(first)) - 1]
    some = list(courses(first.filter(pl.col(CLIENT) < last).select(TREATMENT, *CHECKIN_FACTS)))
    found: list = []

    def one_by_one() -> None:
        found[:] = [assessment for course in some for assessment in assess(course, book)]

    ways = [
        timed("read and write only (the floor)", total, floor),
        timed("a population at once: Polars, Parquet to Parquet", total, judged),
    ]
    one_by_one()
    ways.append(timed("one course at a time: plain Python, with findings", len(found), one_by_one, times=1))
    _equal(answers, found)
    longest = max(some, key=lambda course: (len(course.clock) == 6, len(course.clock)))
    took = []
    for _ in range(asked):
        start = clock()
        assess(longest, book)
        took.append((clock() - start) * 1000)
    took.sort()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    shutil.rmtree(made)
    shutil.rmtree(answers)
    (folder / "floor.parquet").unlink()
    return Report(tuple(ways), (took[len(took) // 2], took[int(len(took) * 0.99)]), peak, len(found))


def _equal(answers: Path, found: list) -> None:
    at_once = pl.read_parquet(sorted(answers.glob("*.parquet"))[0], columns=["reading", "level"], n_rows=len(found)).rows()
    if at_once != [(one.reading.value, int(one.level)) for one in found]:
        raise AssertionError("the two ways do not give the same answers, so their speed says nothing")
