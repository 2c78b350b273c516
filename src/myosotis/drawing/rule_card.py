"""A card as a picture: its examples as little charts in one SVG, with real colours, for pages without a style sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from myosotis.terms import Level

INK, GREY, LINE, PAPER = "#1c2733", "#51606e", "#dcdfe3", "#ffffff"
COLOURS = {1: "#2e6f57", 2: "#25589c", 3: "#b26a00", 4: "#c2410c", 5: "#a81b1b"}
WIDTH, HEIGHT, ACROSS, GAP = 264, 168, 3, 10
LEFT, RIGHT, TOP, BOTTOM = 24, 10, 44, 34


@dataclass(frozen=True)
class Small:
    """One example: (when, pain) in order, the pain before, what else was said, and what the rule answers.

    `answer` is ✓, – or ?; `level` colours the last point; `ticks` names the places on the line of time.
    """

    title: str
    points: Sequence[tuple[float, float | None]]
    before: float | None
    ticks: Sequence[str]
    said: str
    answer: str
    verdict: str
    level: Level | None


def examples_chart(title: str, examples: Sequence[Small]) -> str:
    """All examples of a card, three in a row."""
    rows = -(-len(examples) // ACROSS)
    across = min(ACROSS, len(examples))
    width, height = across * (WIDTH + GAP) + GAP, rows * (HEIGHT + GAP) + GAP
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'font-family="system-ui, sans-serif" font-size="10" role="img"><title>{escape(title)}</title>',
        f'<rect width="{width}" height="{height}" fill="{PAPER}"/>',
    ]
    for i, example in enumerate(examples):
        x, y = GAP + i % ACROSS * (WIDTH + GAP), GAP + i // ACROSS * (HEIGHT + GAP)
        parts.append(f'<g transform="translate({x} {y})">{"".join(_one(example))}</g>')
    parts.append("</svg>\n")
    return "\n".join(parts)


def _one(example: Small):
    colour = COLOURS[example.level] if example.level else (GREY if example.answer != "✓" else INK)
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" rx="8" fill="none" stroke="{LINE}"/>'
    yield f'<text x="8" y="15" fill="{INK}" font-weight="600">{escape(_short(example.title, 42))}</text>'
    yield f'<text x="8" y="29" fill="{colour}">{example.answer} {escape(_short(example.verdict, 48))}</text>'
    if not example.points:
        yield f'<text x="8" y="{HEIGHT - 7}" fill="{INK}">{escape(_short(example.said, 48))}</text>'
        return
    for pain in (0, 5, 10):
        y = _y(pain)
        yield f'<path d="M{LEFT} {y:g}H{WIDTH - RIGHT}" stroke="{LINE}"/>'
        yield f'<text x="{LEFT - 5}" y="{y + 3:g}" fill="{GREY}" text-anchor="end">{pain}</text>'
    if example.before is not None:
        yield f'<path d="M{LEFT} {_y(example.before):g}H{WIDTH - RIGHT}" stroke="{GREY}" stroke-dasharray="4 3"/>'
    places = _places(len(example.points))
    known = [(x, _y(pain)) for x, (_, pain) in zip(places, example.points, strict=True) if pain is not None]
    if len(known) > 1:
        line = "L".join(f"{x:g} {y:g}" for x, y in known)
        yield f'<path d="M{line}" fill="none" stroke="{INK}" stroke-width="1.5"/>'
    for i, (x, (_, pain)) in enumerate(zip(places, example.points, strict=True)):
        last = i == len(places) - 1
        if pain is None:
            yield f'<text x="{x:g}" y="{_y(5) + 4:g}" fill="{colour if last else GREY}" font-size="14" text-anchor="middle">?</text>'
        else:
            yield f'<circle cx="{x:g}" cy="{_y(pain):g}" r="{5 if last else 3.5}" fill="{colour if last else INK}"/>'
        yield f'<text x="{x:g}" y="{HEIGHT - BOTTOM + 13}" fill="{GREY}" text-anchor="middle">{escape(example.ticks[i])}</text>'
    yield f'<text x="8" y="{HEIGHT - 7}" fill="{INK}">{escape(_short(example.said, 48))}</text>'


def _y(pain: float) -> float:
    return round(TOP + (10 - pain) / 10 * (HEIGHT - TOP - BOTTOM), 1)


def _places(count: int) -> list[float]:
    inside = WIDTH - LEFT - RIGHT
    return [round(LEFT + inside * (i + 0.5) / count, 1) for i in range(count)]


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip(" ,") + "…"
