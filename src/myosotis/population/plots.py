"""The made-up population against the published figures, as SVG for the page that states the assumptions."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

import polars as pl

from myosotis.population import assumptions as a
from myosotis.population.rows import TREATMENT
from myosotis.population.simulate import latent

CLIENTS = 8000
_WIDE, _HIGH, _LEFT, _TOP = 640, 300, 52, 40
_STYLE = (
    "<style>text{font:13px system-ui,sans-serif;fill:#222}.t{font-weight:600}line,path{stroke:#888;fill:none}"
    ".l{stroke:#1c5d99;stroke-width:2}.p{fill:#b3541e;stroke:none}.b{fill:#9cc2e0;stroke:none}"
    "@media (prefers-color-scheme:dark){text{fill:#eee}.l{stroke:#7db8ec}.p{fill:#f0a06a}.b{fill:#2f5f86}}</style>"
)


def write_plots(folder: Path) -> list[Path]:
    """The three drawings of docs/explanation/population.md."""
    treated = latent(0, CLIENTS).unique(TREATMENT, keep="first").collect()
    reacts = treated.filter("reacts")
    drawings = {
        "reactions.svg": bars(
            "Treatments followed by any minor reaction, %",
            [
                (kind.replace("_", " "), 100 * treated.filter(pl.col("kind") == kind)["reacts"].mean(), 100 * share)
                for kind, share in a.ANY_REACTION.items()
            ],
        ),
        "onset.svg": curve("Reactions that have started, %", shares(reacts["onset"], 48), [(4, 64)], 48),
        "lasting.svg": curve(
            "Reactions after massage that are over, %",
            shares(reacts.filter(pl.col("kind").is_in(["massage", "mixed", "wellness_massage"]))["settles"], 120),
            [(24, 74), (36, 83), (48, 90), (72, 96)], 120,
        ),
    }  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    for name, drawing in drawings.items():
        (folder / name).write_text(drawing)
    return [folder / name for name in drawings]


def shares(hours: pl.Series, until: int) -> list[tuple[float, float]]:
    return [(hour, 100 * (hours <= hour).mean()) for hour in range(0, until + 1, 2)]


def curve(title: str, line: Sequence, published: Sequence, until: int) -> str:
    """What was made up as a line over hours, what was published as points."""

    def at(hour: float, share: float) -> str:
        return f"{_LEFT + hour * (_WIDE - _LEFT - 20) / until:.1f},{_y(share):.1f}"

    path = "M" + " L".join(at(*point) for point in line)
    marks = "".join('<circle class="p" cx="{}" cy="{}" r="5"/>'.format(*at(*point).split(",")) for point in published)
    ticks = "".join(
        f'<text x="{at(hour, 0).split(",")[0]}" y="{_HIGH - 18}" text-anchor="middle">{hour}</text>'
        for hour in range(0, until + 1, 12 if until <= 48 else 24)
    )
    return _drawn(title, f'<path class="l" d="{path}"/>{marks}{ticks}', "line: made up; points: published or bracketed; across: hours")


def bars(title: str, rows: Sequence[tuple[str, float, float]]) -> str:
    """A bar for each kind as made up, a point for the share it was made from."""
    step = (_WIDE - _LEFT - 20) / len(rows)
    found = ""
    for i, (name, made, published) in enumerate(rows):
        middle = _LEFT + step * (i + 0.5)
        found += f'<rect class="b" x="{middle - step / 4:.1f}" y="{_y(made):.1f}" width="{step / 2:.1f}" height="{_y(0) - _y(made):.1f}"/>'
        found += f'<circle class="p" cx="{middle:.1f}" cy="{_y(published):.1f}" r="5"/>'
        first, _, second = name.partition(" ")
        found += f'<text x="{middle:.1f}" y="{_HIGH - 26}" text-anchor="middle">{escape(first)}</text>'
        found += f'<text x="{middle:.1f}" y="{_HIGH - 11}" text-anchor="middle">{escape(second)}</text>'
    return _drawn(title, found, "bars: made up; points: the share they are made from, over first and later treatments")


def _y(share: float) -> float:
    return _HIGH - 45 - share * (_HIGH - 45 - _TOP) / 100


def _drawn(title: str, inside: str, below: str) -> str:
    grid = "".join(
        f'<line x1="{_LEFT}" x2="{_WIDE - 20}" y1="{_y(s):.1f}" y2="{_y(s):.1f}" stroke-dasharray="2 4"/>'
        f'<text x="{_LEFT - 8}" y="{_y(s) + 4:.1f}" text-anchor="end">{s}</text>'
        for s in (0, 25, 50, 75, 100)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {_HIGH + 14}" role="img" aria-label="{escape(title)}">'
        f'{_STYLE}<text class="t" x="{_LEFT}" y="20">{escape(title)}</text>{grid}{inside}'
        f'<text x="{_LEFT}" y="{_HIGH + 8}">{escape(below)}</text></svg>\n'
    )
