"""The commands for a population: make one up, judge it, compare two books over it, and measure how fast that goes."""

import re
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from myosotis.cli.books import add_book, book_of, load
from myosotis.clinic.commands import CommandError


def add_commands(commands) -> None:
    made_up = commands.add_parser("simulate", help="make up a population: sorted Parquet files of whole clients")
    made_up.add_argument("checkins", type=_count, help="how many check-ins, such as 1000000 or 1e6 (the last client is whole)")
    made_up.add_argument("out", type=Path, help="the folder to write them in")
    made_up.add_argument("--seed", type=int, default=1, help="another seed, another population (default 1)")
    made_up.set_defaults(run=_simulate)
    again = commands.add_parser("replay", help="judge every check-in of a registry, Parquet in and Parquet out")
    again.add_argument("source", type=Path, help="a folder of Parquet files, or one file")
    again.add_argument("out", type=Path, help="the folder for the answers; a run that was stopped goes on there")
    again.add_argument("--set-aside", type=Path, metavar="FILE", help="leave courses with impossible answers out, with the reasons in this file")
    again.add_argument("--on", metavar="MASTER", help="judge on a Spark cluster: spark://HOST:PORT, or local[2] to try it here")
    add_book(again)
    again.set_defaults(run=_replay)
    both = commands.add_parser("compare", help="say which check-ins of a registry another book would answer otherwise")
    both.add_argument("before", help="a folder with a book, or `own` for the one that came along")
    both.add_argument("after", help="the other book")
    both.add_argument("source", type=Path, help="a folder of Parquet files, or one file")
    both.add_argument("--report", type=Path, metavar="FILE", help="also write a page with plots and examples to read")
    both.set_defaults(run=_compare)
    fast = commands.add_parser("bench", help="how fast a population is judged here, against other engines, with equal answers checked")
    fast.add_argument("folder", type=Path, help="a new folder to work in; it is left empty")
    fast.add_argument("--growth", action="store_true", help="instead: how cost grows with check-ins and with cards")
    fast.add_argument("--registry", type=Path, metavar="ROWS", help="instead: all files that `simulate` wrote there, by the whole book and by 31 rules")
    fast.add_argument("--out", type=Path, metavar="FOLDER", help="also write a page with tables and drawings there")
    fast.add_argument("--checkins", type=_count, help="how many check-ins (default 500000; with --growth the most, default 1000000)")
    fast.add_argument("--some", type=_count, default=1_500, help="how many for one course at a time (default 1500)")
    fast.add_argument("--few", type=_count, default=300, help="how many for the rule engines, which take one row at a time (default 300)")
    fast.add_argument("--runs", type=_count, default=3, help="how many runs to take the median of (default 3)")
    add_book(fast)
    fast.set_defaults(run=_bench)


def _count(text: str) -> int:
    """`1e6`, `1_000_000` or `1000000`."""
    found = re.fullmatch(r"(\d+)[eE](\d+)", text)
    count = int(found[1]) * 10 ** int(found[2]) if found else int(text.replace("_", ""))
    if count < 1:
        raise ValueError
    return count


def _simulate(options) -> int:
    from myosotis.population.simulate import simulate

    if options.out.exists() and any(options.out.iterdir()):
        raise CommandError(f"{options.out} is not empty; give a new folder")
    show = _progress_bar(options.checkins)
    made = 0
    for _, rows in simulate(options.checkins, options.out, options.seed):
        made += rows
        show(made, made)
    print(f"\n{made} check-ins", file=sys.stderr)
    return 0


def _replay(options) -> int:
    from myosotis.population.checks import TableError
    from myosotis.population.cluster import replay_on
    from myosotis.population.replay import ReplayError, replay

    book = book_of(options)
    judge_all = partial(replay_on, options.on) if options.on else replay
    bars = []

    def tell(progress):
        bars or bars.append(_progress_bar(progress.total))
        bars[0](progress.done, progress.judged)

    try:
        done = judge_all(options.source, options.out, book, set_aside=options.set_aside, tell=tell)
    except (TableError, ReplayError) as error:
        raise CommandError(error) from None
    aside = f", {done.set_aside} set aside" if options.set_aside else ""
    print(f"\n{done.done} check-ins judged by book {book.version}{aside}", file=sys.stderr)
    return 0


def _compare(options) -> int:
    from myosotis.population.checks import TableError
    from myosotis.population.compare import compare
    from myosotis.population.compared import lines, page
    from myosotis.population.replay import ReplayError

    bars = []

    def tell(progress):
        bars or bars.append(_progress_bar(progress.total))
        bars[0](progress.done, progress.done)

    before, after = (load(None if which == "own" else Path(which)) for which in (options.before, options.after))
    try:
        found = compare(before, after, options.source, tell=tell)
    except (TableError, ReplayError) as error:
        raise CommandError(error) from None
    print(file=sys.stderr)
    print("\n".join(lines(found)))
    if options.report:
        options.report.write_text(page(found, f"{options.before} ({before.version})", f"{options.after} ({after.version})"))
    return 0


def _bench(options) -> int:
    folder = options.folder
    if folder.exists() and any(folder.iterdir()):
        raise CommandError(f"{folder} is not empty; give a new folder")
    folder.mkdir(parents=True, exist_ok=True)
    book = book_of(options)
    kind = _whole_registry if options.registry else _grown if options.growth else _raced
    lines, write = kind(options, book)
    print("\n".join(lines))
    if options.out:
        print(f"\n{write(options.out, _machine())}", file=sys.stderr)
    return 0


def _raced(options, book):
    import shutil
    from time import perf_counter

    from myosotis.population.bench import page
    from myosotis.population.bench.race import CHECKINS, Sizes, UnequalAnswers, race

    sizes = Sizes(options.checkins or CHECKINS, options.some, options.few, options.runs)
    try:
        found = race(options.folder, book, options.book, sizes, clock=perf_counter, tell=_steps())
    except UnequalAnswers as error:
        raise CommandError(f"no figures: {error}") from None
    shutil.rmtree(options.folder)
    options.folder.mkdir()
    return page.lines(found), partial(page.write, found)


def _whole_registry(options, book):
    from myosotis.population.bench import registry
    from myosotis.population.replay import ReplayError

    try:
        found = registry.measure(options.registry, options.folder, options.book, tell=_steps())
    except ReplayError as error:
        raise CommandError(f"no figures: {error}") from None
    return registry.lines(found), partial(registry.write, found)


def _grown(options, book):
    import os
    from time import perf_counter

    from myosotis.population.bench import growth, growth_page
    from myosotis.population.replay import ReplayError

    most = options.checkins or 1_000_000
    checkins = sorted({*(size for size in (10_000, 100_000, 1_000_000, 10_000_000) if size < most), most})
    if len(checkins) < 2:
        raise CommandError("give more than 10000 check-ins: growth is seen between two sizes")
    at = min(most, growth.AT)
    total = growth.work(checkins, growth.CARDS, at, options.runs)
    show = _progress_bar(total)
    try:
        found = growth.growth(options.folder, book, options.book, clock=perf_counter, tell=lambda done: show(done, done),
                              checkins=checkins, at=at, runs=options.runs)  # fmt: skip
    except ReplayError as error:
        raise CommandError(f"no figures: {error}") from None
    print(file=sys.stderr)
    cores = len(os.sched_getaffinity(0))
    return growth_page.lines(found, cores), lambda folder, machine: growth_page.write(found, folder, machine, cores)


def _machine() -> str:
    """What a figure must be read with: when, on how many cores, and how busy they were."""
    import os
    import platform

    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    cores = len(os.sched_getaffinity(0))
    return (
        f"{datetime.now(UTC):%d %B %Y}, {cores} cores, Python {platform.python_version()}; load at the end {load} (the run itself is up to {cores} of it; "
        "with more, the seconds are those of a shared machine, and CPU is what to look at)."
    ).lstrip("0")


def _steps():
    """Shows on one line which step it is, and about how long is left."""
    from time import monotonic

    began = monotonic()

    def show(done: int, of: int, what: str) -> None:
        left = (monotonic() - began) / done * (of - done) if done else 0
        minutes, seconds = divmod(int(left), 60)
        about = f", about {minutes}:{seconds:02} left" if done else ""
        print(f"\r\033[K{done} of {of}{about}: {what}", end="" if done < of else "\n", file=sys.stderr, flush=True)

    return show


def _progress_bar(total: int):
    """Shows on one line how far it is, how fast, and how long is left; `here` counts what this run has done."""
    from time import monotonic

    began = monotonic()

    def show(done: int, here: int) -> None:
        rate = here / max(monotonic() - began, 0.001)
        left = (total - done) / rate if rate else 0
        full = int(24 * min(done / max(total, 1), 1))
        minutes, seconds = divmod(int(max(left, 0)), 60)
        print(f"\r[{'#' * full}{'.' * (24 - full)}] {done:,} of {total:,}, {rate:,.0f}/s, {minutes}:{seconds:02} left ",
              end="", file=sys.stderr, flush=True)  # fmt: skip

    return show
