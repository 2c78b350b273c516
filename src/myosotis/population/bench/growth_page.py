"""How cost grows, as a page with tables and drawings, written by the command that measured it."""

import statistics
from collections.abc import Iterator
from pathlib import Path

from myosotis.population.bench.growth import Growth
from myosotis.population.bench.page import bars

FAR = (10**9, 10**10)
CORES = (8, 64)


def write(growth: Growth, folder: Path, machine: str, cores: int) -> Path:
    """`growth.md`, `growth-checkins.svg` and `growth-cards.svg` in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "growth-checkins.svg").write_text(
        bars("CPU a check-in, in ns, on a logarithmic scale, by how many there are", [(f"{p.checkins:,} check-ins", p.cpu_ns, True) for p in growth.by_checkins])
    )
    (folder / "growth-cards.svg").write_text(
        bars("CPU a check-in, in ns, on a logarithmic scale, by how many cards judge it", [(f"{p.cards} cards", p.cpu_ns, True) for p in growth.by_cards])
    )
    page = folder / "growth.md"
    page.write_text("\n".join((*_head(machine), *lines(growth, cores))) + "\n")
    return page


def _head(machine: str) -> Iterator[str]:
    yield "# How cost grows\n"
    yield "Written by `python3 go.py bench FOLDER --growth --out docs/benchmarks`; nothing here is edited by hand.\n"
    yield f"{machine}\n"


def lines(growth: Growth, cores: int) -> Iterator[str]:
    """The figures, as they are shown on the screen too."""
    yield f"Each is a replay from Parquet to Parquet in a process of its own by the book {growth.book}, the median of {growth.runs} runs.\n"
    yield "## With check-ins\n\n![CPU a check-in, by how many there are](growth-checkins.svg)\n"
    yield "| check-ins | seconds | CPU ns a check-in | peak GB | MB in | MB out |"
    yield "|---|---|---|---|---|---|"
    for point in growth.by_checkins:
        yield (
            f"| {point.checkins:,} | {statistics.median(point.seconds):,.2f} | {point.cpu_ns:,.0f} | {statistics.median(point.peak_gb):.2f} "
            f"| {point.bytes_in / 1e6:,.1f} | {point.bytes_out / 1e6:,.1f} |"
        )
    few, all_cards = growth.by_cards[0], growth.by_cards[-1]
    yield "\n## With cards\n\n![CPU a check-in, by how many cards judge it](growth-cards.svg)\n"
    yield f"The cards are spread evenly over the {all_cards.cards} of a check-in; {all_cards.checkins:,} check-ins.\n"
    yield "| cards | seconds | CPU ns a check-in | peak GB | MB out |"
    yield "|---|---|---|---|---|"
    for point in growth.by_cards:
        yield (
            f"| {point.cards} | {statistics.median(point.seconds):,.2f} | {point.cpu_ns:,.0f} | {statistics.median(point.peak_gb):.2f} "
            f"| {point.bytes_out / 1e6:,.1f} |"
        )
    if all_cards.cards > few.cards:
        each = (all_cards.cpu_ns - few.cpu_ns) / (all_cards.cards - few.cards)
        yield f"\nFrom {few.cards} to {all_cards.cards} cards, each card more takes {each:,.0f} ns of CPU a check-in."
    yield from _far(growth, cores)
    yield from _spark(growth)


def _far(growth: Growth, cores: int) -> Iterator[str]:
    wall = growth.slope(lambda p: statistics.median(p.seconds))
    cpu = growth.slope(lambda p: statistics.median(p.cpu_seconds))
    bytes_in, bytes_out = growth.slope(lambda p: p.bytes_in), growth.slope(lambda p: p.bytes_out)
    *_, less, more = growth.by_checkins
    peak = max(statistics.median(point.peak_gb) for point in growth.by_checkins)
    yield f"""
## What 10⁹ and 10¹⁰ would take

Reckoned, not run: from {less.checkins:,} to {more.checkins:,} check-ins each one more took {wall * 1e9:,.0f} ns and {cpu * 1e9:,.0f} ns of CPU. Files of about a million
check-ins are judged one after another, so memory stays where it is, at {peak:.2f} GB at most here. On a cluster each core is reckoned as busy as one of these, without waiting for the disk or the network.
"""
    yield f"| check-ins | this machine ({cores} cores) | " + " | ".join(f"cluster, {many} cores" for many in CORES) + " | CPU hours | GB in | GB out |"
    yield "|---" * (5 + len(CORES)) + "|"
    for count in FAR:
        spread = " | ".join(_time(cpu * count / many) for many in CORES)
        yield (
            f"| {count:,} | {_time(wall * count)} | {spread} | {cpu * count / 3600:,.1f} "
            f"| {bytes_in * count / 1e9:,.0f} | {bytes_out * count / 1e9:,.0f} |"
        )


def _spark(growth: Growth) -> Iterator[str]:
    yield "\n## Through Spark\n"
    one = growth.shared
    if one is None:
        yield f"Not measured: {growth.why_not_shared}."
        return
    yield (
        f"{one.checkins:,} check-ins in {one.files} files, the whole command, once, with equal answers by checksum: {one.here:,.1f} s here, {one.on_spark:,.1f} s by "
        f"`--on local[2]` on the same machine. Of that, {one.started:,.1f} s are spent with nothing to judge: starting Java, looking through the files and stopping again."
    )


def _time(seconds: float) -> str:
    for most, unit, size in ((120, "seconds", 1), (5400, "minutes", 60), (172_800, "hours", 3600)):
        if seconds < most:
            return f"{seconds / size:,.{0 if size == 1 else 1}f} {unit}"
    return f"{seconds / 86_400:,.1f} days"
