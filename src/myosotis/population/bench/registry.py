"""A whole registry from Parquet to Parquet: reading and writing alone, the complete book, and the 31 rules.

Each in a process of its own, whose CPU and most memory the system tells when it ends.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from myosotis.population.bench.child import peak_gb
from myosotis.population.replay import (
    FILES_AT_A_TIME,
    ROWS_AT_A_TIME,
    input_files,
    keys_of,
    pieces,
    replay,
    write_whole,
)
from myosotis.population.rows import HOURS, TREATMENT

AIMS = {"book": 1_500_000, "thirty_one": 4_000_000}
TITLES = {"floor": "read and write only (the floor)", "book": "the complete book", "thirty_one": "the 31 rules"}
PROGRAM = "from time import perf_counter, process_time; import sys; from myosotis.population.bench.registry import main; main(*sys.argv[1:], perf_counter, process_time)"


@dataclass(frozen=True)
class Whole:
    """One way over all files: `seconds` from the first file to the last, reading the book not counted."""

    way: str
    checkins: int
    seconds: float
    cpu_seconds: float
    peak_gb: float

    @property
    def rate(self) -> float:
        return self.checkins / self.seconds

    @property
    def cpu_ns(self) -> float:
        return self.cpu_seconds / self.checkins * 1e9


def measure(
    source: Path, folder: Path, book_folder: Path | None, *, tell: Callable[[int, int, str], None] = lambda done, of, what: None
) -> list[Whole]:
    """Reads the files of `source`; what is written to `folder` is removed again. Raises ReplayError."""
    input_files(source)
    found = []
    for place, (way, title) in enumerate(TITLES.items()):
        tell(place, len(TITLES), title)
        command = [sys.executable, "-c", PROGRAM, way, str(source), str(folder / way), str(book_folder or "")]
        said = subprocess.run(command, stdout=subprocess.PIPE, text=True, env=os.environ, check=True).stdout
        found.append(Whole(way, **json.loads(said)))
        shutil.rmtree(folder / way)
    tell(len(TITLES), len(TITLES), "done")
    return found


def main(way: str, source: str, target: str, book_folder: str, clock: Callable[[], float], cpu: Callable[[], float]) -> None:
    run = _WAYS[way](book_folder and Path(book_folder) or None)
    Path(target).mkdir(parents=True)
    began, spent = clock(), cpu()
    checkins = run(Path(source), Path(target))
    print(json.dumps({"checkins": checkins, "seconds": clock() - began, "cpu_seconds": cpu() - spent, "peak_gb": peak_gb()}))


def _floor(book_folder: Path | None) -> Callable[[Path, Path], int]:
    from concurrent.futures import ThreadPoolExecutor

    from myosotis.knowledge import load_book
    from myosotis.population.judge import facts_asked

    facts = facts_asked(load_book(book_folder))

    def run(source: Path, target: Path) -> int:
        def one(file: Path) -> int:
            keys = keys_of(file)
            read = [rows.select(TREATMENT, HOURS) for _, rows in pieces(file, keys, facts, ROWS_AT_A_TIME)]
            write_whole(target / file.name, lambda waiting: pl.concat(read).write_parquet(waiting, compression="uncompressed", statistics=False))
            return len(keys)

        with ThreadPoolExecutor(FILES_AT_A_TIME) as beside:
            return sum(beside.map(one, input_files(source)))

    return run


def _book(book_folder: Path | None) -> Callable[[Path, Path], int]:
    from myosotis.knowledge import load_book

    book = load_book(book_folder)
    return lambda source, target: replay(source, target, book).judged


def _thirty_one(_: Path | None) -> Callable[[Path, Path], int]:
    from myosotis.population.thirty_one import ThirtyOne

    return ThirtyOne().replay


_WAYS = {"floor": _floor, "book": _book, "thirty_one": _thirty_one}


def lines(found: list[Whole]) -> Iterator[str]:
    floor = found[0]
    yield "| way | check-ins | seconds | check-ins/s | CPU ns a check-in | times the floor's CPU | most memory, GB |"
    yield "|---|---|---|---|---|---|---|"
    for each in found:
        yield (
            f"| {TITLES[each.way]} | {each.checkins:,} | {each.seconds:,.1f} | {each.rate:,.0f} | {each.cpu_ns:,.0f} "
            f"| {each.cpu_ns / floor.cpu_ns:.2f} | {each.peak_gb:.2f} |"
        )
    yield ""
    for each in found:
        if aim := AIMS.get(each.way):
            said = "reached" if each.rate >= aim else "**not reached**"
            yield f"{TITLES[each.way][0].upper()}{TITLES[each.way][1:]}: the aim of {aim:,} check-ins a second is {said} in this run."


def write(found: list[Whole], folder: Path, machine: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / "registry.md"
    head = (
        "# A whole registry, from Parquet to Parquet\n",
        "Written by `python3 go.py bench FOLDER --registry ROWS --out docs/benchmarks`; nothing here is edited by hand.\n",
        f"{machine}\n",
    )
    foot = (
        "",
        "The floor reads every column that the complete book asks for and writes two, the treatment and the hour. The complete book writes reading, level, certainty,",
        "when it expires, since when it is held, and for each card whether it is raised and whether it is unsure. The 31 rules are those of the first comparison: they read",
        "what they ask for and write 31 flags in one number, and a class. Two files are judged at a time. The answers of the complete book are packed (LZ4), the others are not.",
    )
    page.write_text("\n".join((*head, *lines(found), *foot)) + "\n")
    return page
