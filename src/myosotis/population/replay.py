"""Every check-in of a registry judged by one book: file by file, a million rows at a time.

A file of answers has its name only when it is whole, so a run that was killed goes on where it stood: no row is judged
twice into the answers and none is lost.
"""

import json
import os
from collections import deque
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from uuid import uuid4

import polars as pl

from myosotis.engines.frame import AS_PLANNED
from myosotis.knowledge.model import Book
from myosotis.population.checks import TableError, as_facts, in_order, opened
from myosotis.population.judge import Judges, facts_asked
from myosotis.population.rows import CLIENT, HOURS, TREATMENT

ROWS_AT_A_TIME = 1_000_000
# While one file waits for the disk or for Python, the other is judged; more would only take more memory.
FILES_AT_A_TIME = 2
_STATE = "replay.json"


class ReplayError(ValueError):
    """A replay that cannot start or go on here."""


@dataclass
class Progress:
    """How far it is, in check-ins; `judged` counts those of this run."""

    total: int
    done: int = 0
    judged: int = 0
    set_aside: int = 0
    _lock: Lock = field(default_factory=Lock, repr=False, compare=False)

    def add(self, rows: int, *, judged: int = 0, set_aside: int = 0) -> None:
        """Several files may be judged at the same time."""
        with self._lock:
            self.done += rows
            self.judged += judged
            self.set_aside += set_aside


def replay(
    source: Path, target: Path, book: Book, *, set_aside: Path | None = None,
    tell: Callable[[Progress], None] = lambda progress: None, rows_at_a_time: int = ROWS_AT_A_TIME,
) -> Progress:  # fmt: skip
    """Judges every file of `source` into one of the same name in `target`. Raises TableError or ReplayError."""
    files = begun(source, target, book, set_aside is not None)
    facts = facts_asked(book)
    judges = Judges(book, facts)
    first_schema, last_client = None, None
    lengths = {}
    for file in files:
        first_schema = first_schema or opened(file, facts, None)
        opened(file, facts, first_schema)
        lengths[file] = pl.scan_parquet(file).select(pl.len()).collect().item()
    progress = Progress(sum(lengths.values()))
    with ThreadPoolExecutor(FILES_AT_A_TIME) as beside:
        running: deque[Future] = deque()
        for file in files:
            keys = keys_of(file)
            in_order(file, keys, last_client)
            if len(keys):
                last_client = keys[CLIENT][-1]
            answers, aside = target / file.name, aside_of(target, file)
            if answers.exists():
                progress.add(lengths[file], set_aside=len(lines_of(aside)))
                tell(progress)
                continue
            if len(running) == FILES_AT_A_TIME:
                running.popleft().result()
            aside = aside if set_aside else None
            running.append(beside.submit(judge_file, file, keys, judges, facts, answers, aside, progress, tell, rows_at_a_time))
        for each in running:
            each.result()
    if set_aside:
        gather_aside(target, files, set_aside)
    return progress


def begun(source: Path, target: Path, book: Book, sets_aside: bool) -> list[Path]:
    """The files to judge, with `target` ready for their answers. Raises ReplayError."""
    files = input_files(source)
    target.mkdir(parents=True, exist_ok=True)
    _same_run(target, book, files, sets_aside)
    for left_behind in target.glob(".*.part"):
        left_behind.unlink(missing_ok=True)
    return files


def gather_aside(target: Path, files: list[Path], set_aside: Path) -> None:
    """All that was set aside, in the order of the files, in one file."""
    lines = [line for file in files for line in lines_of(aside_of(target, file))]
    write_whole(set_aside, lambda waiting: waiting.write_text("".join(lines)))


def input_files(source: Path) -> list[Path]:
    files = sorted(source.glob("*.parquet")) if source.is_dir() else [source] if source.exists() else []
    if not files:
        raise ReplayError(f"{source} holds no Parquet file; give a folder of them, or one file")
    return files


def _same_run(target: Path, book: Book, files: list[Path], sets_aside: bool) -> None:
    """A folder of answers belongs to one book and one input; anything else would mix answers."""
    now = {"book": book.version, "files": {file.name: file.stat().st_size for file in files}, "sets_aside": sets_aside}
    state = target / _STATE
    if not state.exists():
        if any(target.glob("*.parquet")):
            raise ReplayError(f"{target} holds Parquet files that no replay wrote; give an empty folder")
        write_whole(state, lambda waiting: waiting.write_text(json.dumps(now, indent=1)))
    elif (before := json.loads(state.read_text())) != now:
        what = next(key for key in now if before.get(key) != now[key])
        raise ReplayError(f"{target} was begun with another {what.rstrip('s')}; give an empty folder, or what it was begun with")


def aside_of(target: Path, file: Path) -> Path:
    return target / f"{file.stem}.aside.jsonl"


def lines_of(aside: Path) -> list[str]:
    return aside.read_text().splitlines(True) if aside.exists() else []


def judge_file(file, keys, judges, facts, answers, aside, progress, tell, rows_at_a_time=ROWS_AT_A_TIME) -> None:
    """Judges one file of whole clients into `answers`, which is there when all of it is. Raises TableError."""
    found, lines = [], []
    for offset, rows in pieces(file, keys, facts, rows_at_a_time):
        length = len(rows)
        rows, wrong = as_facts(rows, facts)
        if wrong and aside is None:
            row, column, what = wrong[0]
            raise TableError(file, offset + row, f"{column}: {what}", "mend it, or leave its course out with --set-aside FILE")
        if wrong:
            # A course without one of its answers is another course: it is set aside whole.
            courses = {rows[TREATMENT][row] for row, _, _ in wrong}
            out = rows[TREATMENT].is_in(list(courses))
            lines += [_line(file, offset + row, rows, row, column, what) for row, column, what in wrong]
            progress.add(0, set_aside=int(out.sum()))
            rows = rows.filter(~out)
        found.append(judges.of(rows[TREATMENT]).stored(rows.lazy()).collect(engine="in-memory", optimizations=AS_PLANNED))
        progress.add(length, judged=length)
        tell(progress)
    if not found:
        empty, _ = as_facts(pl.read_parquet(file), facts)
        found.append(judges.of(empty[TREATMENT]).stored(empty.lazy()).collect())
    judged = pl.concat(found)
    if lines:
        write_whole(aside, lambda waiting: waiting.write_text("".join(lines)))
    write_whole(answers, lambda waiting: judged.write_parquet(waiting, compression="lz4", statistics=False))


def _line(file: Path, number: int, rows: pl.DataFrame, row: int, column: str, what: str) -> str:
    who = {name: rows[name][row] for name in (CLIENT, TREATMENT, HOURS)}
    return json.dumps({"file": file.name, "row": number + 1, **who, "column": column, "reason": what}) + "\n"


def keys_of(file: Path) -> pl.DataFrame:
    """Whose every row is, and when."""
    return pl.scan_parquet(file).select(CLIENT, TREATMENT, pl.col(HOURS).cast(pl.Float64)).collect().rechunk()


def pieces(file: Path, keys: pl.DataFrame, facts: Collection[str], rows_at_a_time: int) -> Iterator[tuple[int, pl.DataFrame]]:
    """A file in pieces (offset, rows) that never cut a treatment in two; what `keys` holds is not read again.

    It is read in even steps, for a row group of the file is always unpacked whole; what is left of the last treatment
    waits for the next step.
    """
    others = [name for name in facts if name not in keys.columns]
    waiting = None
    for start in range(0, len(keys), rows_at_a_time):
        end = min(start + rows_at_a_time, len(keys))
        read = keys.slice(start, end - start).hstack(pl.scan_parquet(file).select(others).slice(start, end - start).collect())
        # One row group after the other in memory is judged a third slower than all in one.
        rows = read.rechunk() if waiting is None else pl.concat([waiting, read], rechunk=True)
        last = 0 if end == len(keys) else rows[TREATMENT].rle().struct.field("len")[-1]
        waiting = rows.tail(last)
        if len(rows) > last:
            yield end - len(rows), rows.head(len(rows) - last)


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """The file appears under its name only when all of it is on the disk.

    Each try waits under a name of its own: on a cluster a try that was given up for lost may still be writing.
    """
    waiting = path.with_name(f".{path.name}.{uuid4().hex}.part")
    write(waiting)
    with open(waiting, "rb+") as file:
        os.fsync(file.fileno())
    waiting.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
