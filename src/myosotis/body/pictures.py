"""The drawings as data: paths of each view, read from the stored SVGs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

VIEWS = ("front", "back", "head", "soles")

_ZONE = re.compile(r'<path data-zone="([^"]+)" d="([^"]+)"/>')
_LINE = re.compile(r'<path class="(hints|outline)" d="([^"]*)"/>')
_FRAME = re.compile(r'viewBox="0 0 (\d+) (\d+)".*?data-version="(\d+)"')
_STEP = re.compile(r"-?\d+")


@dataclass(frozen=True, slots=True)
class Picture:
    """One view. Lengths are tenths of a unit; a figure is about 8,800 high."""

    view: str
    version: int
    width: int
    height: int
    zones: Mapping[str, str]
    hints: str
    outline: str


@cache
def picture(view: str) -> Picture:
    """The drawing of one view: front, back, head or soles."""
    if view not in VIEWS:
        raise ValueError(f"no view is called {view!r}; the views are {', '.join(VIEWS)}")
    text = files("myosotis.body").joinpath(f"drawing/{view}.svg").read_text("utf-8")
    width, height, version = (int(n) for n in _FRAME.search(text).groups())
    lines = dict(_LINE.findall(text))
    zones = MappingProxyType(dict(_ZONE.findall(text)))
    return Picture(view, version, width, height, zones, lines["hints"], lines["outline"])


def rings(path: str) -> list[list[tuple[int, int]]]:
    """The corner points of a stored path, ring by ring."""
    found = []
    for part in path.split("M")[1:]:
        numbers = [int(n) for n in _STEP.findall(part)]
        x, y = numbers[:2]
        ring = [(x, y)]
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        found.append(ring)
    return found


@cache
def middle(view: str, code: str) -> tuple[int, int]:
    """A point well inside the zone on this view, for a number or a sign: the middle of its widest row."""
    ring_list = rings(picture(view).zones[code])
    ys = [y for ring in ring_list for _, y in ring]
    low, high = min(ys), max(ys)
    best = (-1, 0, 0)
    for k in range(1, 24):
        y = low + (high - low) * k / 24 + 0.37
        crossings = sorted(
            a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1])
            for ring in ring_list
            for a, b in zip(ring, ring[1:] + ring[:1], strict=True)
            if (a[1] > y) != (b[1] > y)
        )
        for left, right in zip(crossings[::2], crossings[1::2], strict=True):
            centred = (right - left) * (1 - 0.6 * abs(2 * (y - low) / (high - low) - 1))
            if centred > best[0]:
                best = (centred, (left + right) / 2, y)
    return round(best[1]), round(best[2])


def contains(path: str, x: float, y: float) -> bool:
    """Does the point lie inside the stored path?"""
    inside = False
    for ring in rings(path):
        for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
                inside = not inside
    return inside


def zone_at(view: str, x: float, y: float) -> str | None:
    """The zone under a point of the view; none beside the body."""
    return next((code for code, path in picture(view).zones.items() if contains(path, x, y)), None)
