"""A race as a page with a table and a drawing, written by the command that ran it."""

import statistics
from collections.abc import Iterator
from html import escape
from math import log10
from pathlib import Path

from myosotis.population.bench.race import Measured, Race

AIM = 500
# One client, in plain Python, with what a finding rests on and without.
FINDINGS_AIM_MS, OUTCOMES_AIM_MS = 5, 1
_WORK = {"read": "no rules", "cards": "cards", "book": "whole book"}
_WIDE, _LEFT, _ROW, _TOP = 720, 330, 26, 44
_STYLE = (
    "<style>text{font:13px system-ui,sans-serif;fill:#222}.t{font-weight:600}line{stroke:#888;stroke-dasharray:2 4}"
    ".b{fill:#9cc2e0}.m{fill:#1c5d99}@media (prefers-color-scheme:dark){text{fill:#eee}.b{fill:#2f5f86}.m{fill:#7db8ec}}</style>"
)


def write(race: Race, folder: Path, machine: str) -> Path:
    """`engines.md` and `engines.svg` in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    ways = list(race.measured.values())
    (folder / "engines.svg").write_text(bars("CPU a check-in, in ns, on a logarithmic scale", [(way.way.title, way.cpu_ns, _ours(way)) for way in ways]))
    page = folder / "engines.md"
    page.write_text("\n".join((*_head(machine), *lines(race), *_foot(race))) + "\n")
    return page


def _ours(way: Measured) -> bool:
    return way.way.needs is None and way.way.work != "read"


def _head(machine: str) -> Iterator[str]:
    yield "# How fast other engines do the same work\n"
    yield "Written by `python3 go.py bench FOLDER --out docs/benchmarks`; nothing here is edited by hand.\n"
    yield f"{machine}\n"
    yield "![CPU nanoseconds a check-in, by engine](engines.svg)\n"


def lines(race: Race) -> Iterator[str]:
    """The figures, as they are shown on the screen too."""
    found, sizes = race.measured, race.sizes
    floor, frame = found["floor"], found["frame"]
    yield f"Medians of {sizes.runs} runs in turn. Equal answers: " + ", ".join(
        f"{key} on {count:,} check-ins" for key, count in race.compared.items()
    ) + ".\n"
    yield "| way | work | check-ins | check-ins/s | CPU ns a check-in | times the floor | times Myosotis at once | peak GB |"
    yield "|---|---|---|---|---|---|---|---|"
    for way in found.values():
        against = f"{way.cpu_ns / frame.cpu_ns:,.1f}" if way.way.work == "cards" else ""
        yield (
            f"| {way.way.title} | {_WORK[way.way.work]} | {way.checkins:,} | {way.rate:,.0f} | {way.cpu_ns:,.0f} "
            f"| {way.cpu_ns / floor.cpu_ns:,.1f} | {against} | {statistics.median(way.peak_gb):.2f} |"
        )
    yield ""
    yield "| way | one client, six check-ins: p50 ms | p99 ms | cold start s |"
    yield "|---|---|---|---|"
    for way in found.values():
        if way.client_ms:
            cold = statistics.median(way.first_seconds)
            yield f"| {way.way.title}, {_WORK[way.way.work]} | {way.client(0.5):.2f} | {way.client(0.99):.2f} | {cold:.2f} |"
    yield ""
    yield from _one_client(found)
    yield from _against_rule_engines(race)
    for title in race.left_out:
        yield f"Left out, because its package is not installed: {title}."


def _one_client(found) -> Iterator[str]:
    """What one client waits, by the whole book in plain Python, against its aims; nothing where that was not run."""
    for name, aim, what in (("assess", FINDINGS_AIM_MS, "with findings and the values they rest on"), ("outcomes", OUTCOMES_AIM_MS, "without")):
        if (way := found.get(name)) and way.client_ms:
            said = "reached" if way.client(0.99) <= aim else "not reached"
            yield f"One client of six check-ins {what}: 99 of 100 within {way.client(0.99):.2f} ms. The aim of {aim} ms is {said} in this run."
            yield ""


def _against_rule_engines(race: Race) -> Iterator[str]:
    engines = [race.measured[key] for key in ("zen", "rules") if key in race.measured]
    if not engines:
        return
    frame, fastest = race.measured["frame"], max(engines, key=lambda way: way.rate)
    rate, cpu = frame.rate / fastest.rate, fastest.cpu_ns / frame.cpu_ns
    said = "reached" if rate >= AIM else "**not reached**"
    yield (
        f"Against {fastest.way.title}, the fastest rule engine here, Myosotis judges {rate:,.0f} times as many check-ins a second "
        f"and takes {cpu:,.0f} times less CPU. The aim of {AIM} times as many a second is {said} in this run."
    )


def _foot(race: Race) -> Iterator[str]:
    versions = ", ".join(f"{name} {found}" for name, found in race.versions.items())
    yield f"""
## What was done

- **cards**: the condition of {race.cards} of the {race.all_cards} cards of a check-in, each raised, silent or unsure. Left out are the cards that look back at earlier
  check-ins, which the rule engines cannot say. The texts for every engine are made from the typed nodes of the book {race.book}.
- **whole book**: every card, and for replay and findings also reading, level and what is held from before. Findings come with every value that they rest on; outcomes without.
- At once, replay, DuckDB and the floor go from Parquet to Parquet, and what they write holds a column for raised and one for unsure of each card. All others begin with
  rows in memory and write nothing, which is to their advantage.
- Rule engines have no unknown yes/no. There each sentence is two, surely so and surely not so, with every comparison guarded; a part used more than once is worked
  out once and named. zen-engine gets one expression node with all of them, rule-engine a list of compiled rules.
- Each run of each way is a process of its own. Cold start is from starting it to the first client's answer, reading the book or the rules included. CPU is user and
  system. One client is asked up to {race.sizes.asked} times a run, the slow ways 20 times.
- The slow ways get fewer check-ins, as the table says: their cost is that of a row, so it does not fall with more.

{versions}."""


def _short(ns: int) -> str:
    return f"{ns:g} ns" if ns < 1e3 else f"{ns / 1e3:g} µs" if ns < 1e6 else f"{ns / 1e6:g} ms"


def bars(title: str, ways: list[tuple[str, float, bool]]) -> str:
    """Bars of nanoseconds on a logarithmic scale; ours in a darker colour."""
    low, high = 2, max(3, int(log10(max(value for _, value, _ in ways))) + 1)
    tall = _TOP + _ROW * len(ways) + 24

    def x(value: float) -> float:
        return _LEFT + (max(log10(value), low) - low) * (_WIDE - _LEFT - 60) / (high - low)

    drawn = "".join(
        f'<line x1="{x(10**power):.1f}" x2="{x(10**power):.1f}" y1="{_TOP - 8}" y2="{tall - 22}"/>'
        f'<text x="{x(10**power):.1f}" y="{tall - 6}" text-anchor="middle">{_short(10**power)}</text>'
        for power in range(low, high + 1)
    )
    for place, (name, value, ours) in enumerate(ways):
        top = _TOP + _ROW * place
        drawn += (
            f'<text x="{_LEFT - 8}" y="{top + 14}" text-anchor="end">{escape(name)}</text>'
            f'<rect class="{"m" if ours else "b"}" x="{_LEFT}" y="{top}" width="{max(x(value) - _LEFT, 1):.1f}" height="{_ROW - 8}"/>'
            f'<text x="{x(value) + 6:.1f}" y="{top + 14}">{value:,.0f}</text>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {tall}" role="img" aria-label="{escape(title)}">'
        f'{_STYLE}<text class="t" x="12" y="20">{escape(title)}</text>{drawn}</svg>\n'
    )
