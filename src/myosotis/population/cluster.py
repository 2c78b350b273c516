"""The same replay on many machines: Spark hands out files of whole clients, and each is judged as it is here.

Only paths go through Spark, never rows: rows through its machine would cost eight times the judging, and its batches cut
a treatment in two. Every machine sees the two folders under the same path and has Python and Myosotis where they are here.
"""

import os
import re
import shutil
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import polars as pl

from myosotis import __version__
from myosotis.knowledge.load import from_json
from myosotis.knowledge.model import Book
from myosotis.population.checks import TableError, follows, in_order, opened
from myosotis.population.judge import Judges, facts_asked
from myosotis.population.replay import (
    Progress,
    ReplayError,
    aside_of,
    begun,
    gather_aside,
    judge_file,
    keys_of,
    lines_of,
)
from myosotis.population.rows import CLIENT

MASTERS = re.compile(r"local(\[(\d+|\*)\])?|spark://(?P<host>[^:/,]+|\[[0-9a-fA-F:]+\]):(?P<port>\d+)")
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_LOG = "spark.log"


@dataclass(frozen=True)
class Work:
    """What every machine is told once."""

    version: str
    book: dict
    facts: tuple[str, ...]
    schema: pl.Schema
    target: Path
    sets_aside: bool


@dataclass(frozen=True)
class Found:
    """What a machine says of one file: its rows and its first and last client, or why it is refused."""

    rows: int = 0
    ends: tuple[int, int] | None = None
    set_aside: int = 0
    refused: str | None = None


def replay_on(
    master: str, source: Path, target: Path, book: Book, *, set_aside: Path | None = None,
    tell: Callable[[Progress], None] = lambda progress: None,
) -> Progress:  # fmt: skip
    """Judges as `replay.replay` does, on the machines of a Spark master. Raises TableError or ReplayError.

    All files are looked through before the first is judged.
    """
    needed(master)
    files = begun(source, target, book, set_aside is not None)
    facts = facts_asked(book)
    work = Work(__version__, book.as_json(), tuple(facts), opened(files[0], facts, None), target.absolute(), set_aside is not None)
    with _spark(master, target / _LOG) as context:
        told = context.broadcast(work)
        looked = _spread(context, partial(_looked, told), files)
        _in_one_order(files, looked)
        left, progress = [], Progress(sum(each.rows for each in looked))
        for file, each in zip(files, looked, strict=True):
            if (target / file.name).exists():
                progress.done += each.rows
                progress.set_aside += len(lines_of(aside_of(target, file)))
            else:
                left.append(file)
        tell(progress)
        before, done = progress.done, context.accumulator(0)

        def so_far() -> None:
            progress.judged = done.value
            progress.done = before + done.value
            tell(progress)

        judged = _spread(context, partial(_judged, told, done), left, so_far)
        so_far()
    _none_refused(judged)
    progress.set_aside += sum(each.set_aside for each in judged)
    if set_aside:
        gather_aside(target, files, set_aside)
    return progress


# ---- on the machines


def _looked(told, file: str) -> Found:
    """Is the file what it says it is, and whose rows are in it?"""
    work: Work = told.value
    if work.version != __version__:
        return Found(refused=f"this is Myosotis {work.version}, and a machine of the cluster has {__version__}")
    path = Path(file)
    if not path.exists():
        return Found(refused=f"{file} is not seen by a machine of the cluster; give a folder that all of them see")
    try:
        opened(path, work.facts, work.schema)
        keys = keys_of(path)
        in_order(path, keys, None)
    except TableError as error:
        return Found(refused=str(error))
    return Found(len(keys), (keys[CLIENT][0], keys[CLIENT][-1]) if len(keys) else None)


def _judged(told, done, file: str) -> Found:
    work: Work = told.value
    path, progress = Path(file), Progress(0)
    answers, aside = work.target / path.name, aside_of(work.target, path)
    try:
        judge_file(path, keys_of(path), _judge(work), work.facts, answers, aside if work.sets_aside else None,
                   progress, lambda progress: None)  # fmt: skip
    except TableError as error:
        return Found(refused=str(error))
    done.add(progress.judged)
    return Found(progress.judged, set_aside=progress.set_aside)


_ready: dict[str, Judges] = {}


def _judge(work: Work) -> Judges:
    """A process judges many files by one book, and makes it ready once."""
    version = work.book["version"]
    if version not in _ready:
        _ready.clear()
        _ready[version] = Judges(from_json(work.book), work.facts)
    return _ready[version]


# ---- here


def _spread(context, do: Callable, files: list[Path], so_far: Callable[[], None] = lambda: None) -> list[Found]:
    """One task a file, in the order of the files; `so_far` is called while it goes on."""
    if not files:
        return []
    tasks = context.parallelize([str(file.absolute()) for file in files], len(files)).map(do)
    with ThreadPoolExecutor(1) as beside:
        running = beside.submit(tasks.collect)
        try:
            while not wait([running], timeout=0.3).done:
                so_far()
            return running.result()
        except KeyboardInterrupt:
            context.cancelAllJobs()
            raise
        except Exception as error:
            raise ReplayError(f"the cluster gave up: {_last_line(error)}") from None


def _in_one_order(files: list[Path], looked: list[Found]) -> None:
    _none_refused(looked)
    last = None
    for file, each in zip(files, looked, strict=True):
        if each.ends:
            follows(file, each.ends[0], last)
            last = each.ends[1]


def _none_refused(found: list[Found]) -> None:
    for each in found:
        if each.refused:
            raise ReplayError(each.refused)


def _last_line(error: Exception) -> str:
    """Of all that a failed task says, the line that names the fault: the last of its Python traceback."""
    said = str(error)
    faults = re.findall(r"(?m)^(?:\w+\.)*\w*(?:Error|Exception|Interrupt): .*$", said)
    lines = faults or [line for line in said.splitlines() if line.strip()] or [type(error).__name__]
    return lines[-1 if not faults else 0].strip()


def needed(master: str) -> None:
    """Raises ReplayError where something lacks that a replay on `master` needs."""
    found = MASTERS.fullmatch(master)
    if not found:
        raise ReplayError(f"{master} is no Spark master; write spark://HOST:PORT, or local[2] to try it here")
    if find_spec("pyspark") is None:
        raise ReplayError("PySpark is not installed; install Myosotis with [spark], or start by go.py, which does")
    home = os.environ.get("JAVA_HOME")
    if not (shutil.which("java") or (home and shutil.which("java", path=f"{home}/bin"))):
        raise ReplayError("Spark needs Java 17 or newer; on Debian: sudo apt install default-jre-headless")
    if found["host"]:
        try:
            socket.create_connection((found["host"].strip("[]"), int(found["port"])), timeout=5).close()
        except OSError:
            raise ReplayError(f"nobody answers at {master}; start the master, or mend the address") from None


@contextmanager
def _spark(master: str, log: Path) -> Iterator:
    import sys

    from pyspark import SparkConf, SparkContext

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    conf = SparkConf().setMaster(master).setAppName("myosotis replay")
    # A file is judged once; two tries at the same time would be right too, but never faster than needed.
    conf.set("spark.speculation", "false").set("spark.ui.enabled", "false").set("spark.ui.showConsoleProgress", "false")
    # Java only hands out paths; the judging is done in Python beside it, one thread a file.
    conf.setIfMissing("spark.executor.memory", "512m")
    conf.setExecutorEnv("POLARS_MAX_THREADS", "1")
    host = MASTERS.fullmatch(master)["host"]
    if host is None or host in _LOOPBACK:
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        conf.setIfMissing("spark.driver.host", "127.0.0.1").setIfMissing("spark.driver.bindAddress", "127.0.0.1")
    try:
        with _said_to(log):
            context = SparkContext(conf=conf)
    except Exception as error:
        raise ReplayError(f"Spark did not start: {_last_line(error)}; what it said stands in {log}") from None
    try:
        yield context
    finally:
        context.stop()


@contextmanager
def _said_to(log: Path) -> Iterator[None]:
    """What is started here says what it has to say to a file: Java keeps the stderr that it is given."""
    kept = [os.dup(1), os.dup(2)]
    with open(log, "ab") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    try:
        yield
    finally:
        for number, at_first in enumerate(kept, 1):
            os.dup2(at_first, number)
            os.close(at_first)
