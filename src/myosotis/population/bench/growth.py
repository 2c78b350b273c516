"""How the cost of a replay grows with check-ins and with cards, and what that says of far larger ones."""

import hashlib
import json
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from myosotis.knowledge.load import load_book
from myosotis.knowledge.model import Book
from myosotis.population import cluster
from myosotis.population.bench.child import peak_gb
from myosotis.population.replay import Progress, ReplayError, replay
from myosotis.population.simulate import simulate
from myosotis.terms import Scope

CHECKINS, CARDS, AT = (10_000, 100_000, 1_000_000), (10, 20, 40, 80), 300_000
_CLIENTS_A_FILE_TO_SHARE = 9_000
PROGRAM = (
    "from time import perf_counter, process_time; import sys; from myosotis.population.bench.growth import child; "
    "child(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4], perf_counter, process_time)"
)


@dataclass
class Point:
    """A replay of so many check-ins by so many cards: each list holds one value a run."""

    checkins: int
    cards: int
    bytes_in: int = 0
    bytes_out: int = 0
    seconds: list[float] = field(default_factory=list)
    cpu_seconds: list[float] = field(default_factory=list)
    peak_gb: list[float] = field(default_factory=list)

    @property
    def cpu_ns(self) -> float:
        return statistics.median(self.cpu_seconds) / self.checkins * 1e9


@dataclass(frozen=True)
class Shared:
    """The same files judged here and by Spark on this machine, from the start of the command to its end; in seconds."""

    checkins: int
    files: int
    here: float
    on_spark: float
    started: float  # of that, what it took with all files already judged


@dataclass(frozen=True)
class Growth:
    by_checkins: tuple[Point, ...]
    by_cards: tuple[Point, ...]
    shared: Shared | None
    why_not_shared: str
    book: str
    runs: int

    def slope(self, what: Callable[[Point], float]) -> float:
        """What one check-in more costs, from the two largest that were measured; of few, what each costs."""
        *_, less, more = self.by_checkins
        found = (what(more) - what(less)) / (more.checkins - less.checkins)
        return found if found > 0 else what(more) / more.checkins


def work(checkins: Sequence[int], cards: Sequence[int], at: int, runs: int) -> int:
    """How many check-ins are made up or judged in all, for showing how far it is."""
    return sum(checkins) * (1 + runs) + at * (1 + (len(cards) + 1) * runs)


def growth(
    folder: Path, book: Book, book_folder: Path | None, *, clock: Callable[[], float],
    tell: Callable[[int], None] = lambda done: None, checkins: Sequence[int] = CHECKINS, cards: Sequence[int] = CARDS,
    at: int = AT, runs: int = 3, on_spark: bool = True,
) -> Growth:  # fmt: skip
    """Measures in `folder`, an empty one, which is left empty. `checkins` grow; there are two of them at least."""
    told = _Told(tell)
    every = len(book.rules_of(Scope.checkin))
    by_checkins = [_measured(folder, book_folder, count, [every], runs, told)[0] for count in checkins]
    by_cards = _measured(folder, book_folder, at, [*(few for few in cards if few < every), every], runs, told)
    shared, why_not = None, "it was not asked for"
    if on_spark:
        try:
            cluster.needed("local[2]")
            shared = _shared(folder, book_folder, max(at, _CLIENTS_A_FILE_TO_SHARE), clock)
        except ReplayError as error:
            why_not = str(error)
    return Growth(tuple(by_checkins), tuple(by_cards), shared, why_not, book.version, runs)


class _Told:
    def __init__(self, tell: Callable[[int], None]):
        self.tell, self.done = tell, 0

    def more(self, count: int) -> None:
        self.done += count
        self.tell(self.done)


def fewer(book: Book, cards: int) -> Book:
    """The book with so many of its cards of a check-in, evenly spread over all of them."""
    names = [rule.name for rule in book.rules_of(Scope.checkin)]
    if cards >= len(names):
        return book
    kept = {names[i * len(names) // cards] for i in range(cards)}
    rules = {name: rule for name, rule in book.rules.items() if rule.scope != Scope.checkin or name in kept}
    return replace(book, rules=rules, version=f"{book.version}-{cards}")


def _measured(folder: Path, book_folder: Path | None, checkins: int, cards: Sequence[int], runs: int, told: _Told) -> list[Point]:
    rows, out = folder / "rows", folder / "answers"
    made = 0
    for _, count in simulate(checkins, rows):
        made += count
        told.more(count)
    points = [Point(made, count) for count in cards]
    for _ in range(runs):
        for point in points:
            shutil.rmtree(out, ignore_errors=True)
            _replayed(rows, out, book_folder, point, told)
    shutil.rmtree(rows)
    shutil.rmtree(out)
    return points


def _replayed(rows: Path, out: Path, book_folder: Path | None, point: Point, told: _Told) -> None:
    command = [sys.executable, "-c", PROGRAM, str(rows), str(out), str(point.cards), str(book_folder or "")]
    before = 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        for line in child.stdout:
            if line.startswith("{"):
                measured = json.loads(line)
            else:
                told.more(int(line) - before)
                before = int(line)
    if child.returncode:
        raise ReplayError(f"a replay of {point.checkins:,} check-ins failed")
    for name, value in measured.items():
        getattr(point, name).append(value)
    point.bytes_in, point.bytes_out = (sum(file.stat().st_size for file in each.glob("*.parquet")) for each in (rows, out))


def child(rows: str, out: str, cards: int, book_folder: str, clock: Callable[[], float], cpu: Callable[[], float]) -> None:
    """In a process of its own: one replay, with what it cost as JSON; before that, how far it is."""
    book = fewer(load_book(Path(book_folder) if book_folder else None), cards)

    def tell(progress: Progress) -> None:
        print(progress.done, flush=True)

    began, spent = clock(), cpu()
    replay(Path(rows), Path(out), book, tell=tell)
    print(json.dumps({"seconds": clock() - began, "cpu_seconds": cpu() - spent, "peak_gb": peak_gb()}))


def _shared(folder: Path, book_folder: Path | None, checkins: int, clock: Callable[[], float]) -> Shared:
    rows, here, there = (folder / name for name in ("rows", "here", "there"))
    made = dict(simulate(checkins, rows, clients_a_file=_CLIENTS_A_FILE_TO_SHARE))

    def took(out: Path, *more: str) -> float:
        began = clock()
        book = ["--book", str(book_folder)] if book_folder else []
        subprocess.run([sys.executable, "-m", "myosotis", "replay", str(rows), str(out), *book, *more], check=True, capture_output=True)
        return clock() - began

    alone, spread, started = took(here), took(there, "--on", "local[2]"), took(there, "--on", "local[2]")
    if _checksums(here) != _checksums(there):
        raise ReplayError("Spark answers otherwise than a replay here, so its speed says nothing")
    for each in (rows, here, there):
        shutil.rmtree(each)
    return Shared(sum(made.values()), len(made), alone, spread, started)


def _checksums(folder: Path) -> list[str]:
    return [hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(folder.glob("*.parquet"))]
