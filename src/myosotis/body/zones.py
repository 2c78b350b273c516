"""The zones of the body map: 258 places with frozen codes, each with its region, side, neighbours and mirror.

A code such as `B.trap_upper.R` is view, place and the person's own side (L, R or M). Codes are never reused.
"""

import csv
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from myosotis.body.sites import Site

SIDE_OF = {"L": "left", "R": "right", "M": "mid"}
LETTER_OF = {side: letter for letter, side in SIDE_OF.items()}
SIDE_WORDS = {
    "da": {"left": "din egen venstre side", "right": "din egen højre side", "mid": "i midten"},
    "en": {"left": "your own left side", "right": "your own right side", "mid": "in the middle"},
}
SHORT_SIDE_WORDS = {
    "da": {"left": "venstre", "right": "højre", "mid": "midt"},
    "en": {"left": "left", "right": "right", "mid": "middle"},
}


class UnknownZoneError(ValueError):
    """A code that the map does not have."""


@dataclass(frozen=True, slots=True)
class Zone:
    """One place on the map."""

    code: str
    region: str
    side: str  # left, right, mid: the person's own
    area: int  # square units on the drawing it is named after
    views: tuple[str, ...]
    da: str
    en: str

    @property
    def stem(self) -> str:
        """The code without its side."""
        return self.code[:-2]

    def label(self, language: str) -> str:
        """The place without its side: `mellem skulderbladene`."""
        return {"da": self.da, "en": self.en}[language]

    def name(self, language: str) -> str:
        """The place with the side in words: `Mellem skulderbladene, din egen højre side`."""
        label = self.label(language)
        return f"{label[0].upper()}{label[1:]}, {SIDE_WORDS[language][self.side]}"

    def short_name(self, language: str) -> str:
        """For chips and therapists: `mellem skulderbladene, højre`."""
        return f"{self.label(language)}, {SHORT_SIDE_WORDS[language][self.side]}"


def _stored(name: str) -> list[str]:
    return files("myosotis.body").joinpath(name).read_text("utf-8").splitlines()


def _read_table() -> dict[str, Zone]:
    return {
        row["code"]: Zone(
            row["code"], row["region"], SIDE_OF[row["code"][-1]], int(row["area"]), tuple(row["views"].split()), row["da"], row["en"]
        )
        for row in csv.DictReader(_stored("zones.csv"))
    }


def _read_neighbours(codes: Iterable[str]) -> dict[str, frozenset[str]]:
    touching: dict[str, set[str]] = {code: set() for code in codes}
    for one, other in csv.reader(_stored("neighbours.csv")):
        touching[one].add(other)
        touching[other].add(one)
    return {code: frozenset(others) for code, others in touching.items()}


ZONES: Mapping[str, Zone] = MappingProxyType(_read_table())
NEIGHBOURS: Mapping[str, frozenset[str]] = MappingProxyType(_read_neighbours(ZONES))


def zone(code: str) -> Zone:
    """The zone with this code. Raises UnknownZoneError."""
    try:
        return ZONES[code]
    except KeyError:
        raise UnknownZoneError(f"no zone is called {code!r}; codes look like B.trap_upper.R") from None


def mirrored_zone(code: str) -> str:
    """The same place on the other side; the middle is its own mirror."""
    zone(code)
    return code[:-1] + {"L": "R", "R": "L", "M": "M"}[code[-1]]


@cache
def distances_from(code: str) -> Mapping[str, int]:
    """Steps from one zone to every other, over neighbours, across front and back."""
    zone(code)
    steps = {code: 0}
    waiting = deque([code])
    while waiting:
        here = waiting.popleft()
        for there in NEIGHBOURS[here]:
            if there not in steps:
                steps[there] = steps[here] + 1
                waiting.append(there)
    return MappingProxyType(steps)


def distance(one: str, other: str) -> int:
    """Steps between two zones: 0 the same, 1 touching."""
    return distances_from(one)[zone(other).code]


def site_of(code: str) -> Site:
    """The coarse place that a zone belongs to."""
    found = zone(code)
    return Site(found.region, found.side)


def sites_of(codes: Iterable[str]) -> tuple[Site, ...]:
    """The coarse places of these zones, each once, in the order of the map."""
    return tuple(dict.fromkeys(site_of(code) for code in sorted(codes)))


# What "in the middle" means where no zone lies on the midline: the zones on both sides of it.
_BESIDE_THE_MIDDLE = {
    "head": "F.forehead F.crown_front B.crown B.occiput",
    "abdomen": "F.belly_up F.belly_mid F.belly_low",
}


@cache
def zones_of_site(site: Site) -> frozenset[str]:
    """The zones that a coarse place means. A limb has no middle: there it means both sides."""
    here = frozenset(code for code, found in ZONES.items() if found.region == site.region)
    on_side = frozenset(code for code in here if ZONES[code].side == site.side)
    if site.side == "mid" and site.region in _BESIDE_THE_MIDDLE:
        return on_side | {f"{stem}.{side}" for stem in _BESIDE_THE_MIDDLE[site.region].split() for side in "LR"}
    return on_side or here


def zones_in(region: str, side: str | None = None) -> tuple[Zone, ...]:
    """The zones of a region, in the order of the map."""
    return tuple(found for found in ZONES.values() if found.region == region and side in (None, found.side))
