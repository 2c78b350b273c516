"""Coarse places, `region:side`, and how one lies to another.

The side is always the person's own. Twenty regions; a middle exists only where the body has one.
"""

from enum import StrEnum
from typing import NamedTuple

REGIONS = (
    "head jaw neck upper_back shoulder upper_arm elbow forearm wrist hand chest abdomen "
    "lower_back buttock hip groin thigh knee lower_leg ankle foot"
).split()
SIDES = ("left", "right", "mid")

# Regions on the trunk's midline: their two sides touch each other there.
AXIAL = frozenset("head jaw neck upper_back chest abdomen lower_back buttock groin".split())

# Hand-made: which regions touch, front, back and across the outline. Read both ways.
_TOUCHING = {
    "head": "jaw neck",
    "jaw": "neck",
    "neck": "shoulder upper_back chest",
    "upper_back": "shoulder lower_back chest",
    "shoulder": "upper_arm chest",
    "upper_arm": "elbow",
    "elbow": "forearm",
    "forearm": "wrist",
    "wrist": "hand",
    "chest": "abdomen",
    "abdomen": "lower_back groin hip",
    "lower_back": "buttock hip",
    "buttock": "hip thigh",
    "hip": "groin thigh",
    "groin": "thigh",
    "thigh": "knee",
    "knee": "lower_leg",
    "lower_leg": "ankle",
    "ankle": "foot",
}
NEIGHBOURS: dict[str, frozenset[str]] = {
    region: frozenset(_TOUCHING.get(region, "").split())
    | frozenset(other for other, touched in _TOUCHING.items() if region in touched.split())
    for region in REGIONS
}


class Relation(StrEnum):
    """How a place lies to the places of the original pain, nearest first."""

    same = "same"
    near = "near"
    referral = "referral"
    mirror = "mirror"
    far = "far"


RELATION_ORDER = {relation: rank for rank, relation in enumerate(Relation)}


class Site(NamedTuple):
    """One place: a region and the person's own side of it."""

    region: str
    side: str

    def __str__(self) -> str:
        return f"{self.region}:{self.side}"


def read_site(text: str) -> Site:
    """`shoulder:left` → Site. Raises ValueError naming what would be right."""
    region, colon, side = str(text).partition(":")
    if region not in REGIONS:
        raise ValueError(f"no region is called {region!r}; the regions are {', '.join(REGIONS)}")
    if not colon or side not in SIDES:
        raise ValueError(f"{text!r} needs a side: {', '.join(f'{region}:{s}' for s in SIDES)}")
    return Site(region, side)


def mirrored(site: Site) -> Site:
    """The same place on the other side; the middle is its own mirror."""
    return Site(site.region, {"left": "right", "right": "left", "mid": "mid"}[site.side])


def touches(one: Site, other: Site) -> bool:
    """Do the two places touch? Across the midline only where both lie on the trunk."""
    if one.region == other.region:
        return one.side == other.side or "mid" in (one.side, other.side)
    if other.region not in NEIGHBOURS[one.region]:
        return False
    same_side = one.side == other.side or "mid" in (one.side, other.side)
    return same_side or (one.region in AXIAL and other.region in AXIAL)


def relation(original: frozenset[Site], site: Site, referral: frozenset[Site] = frozenset()) -> Relation:
    """How `site` lies to the original pain: same, near, in the referral zone, mirrored, far.

    The middle and a side of one region are one place: people redraw the same pain that differently
    (evidence 2.4). The opposite side is asked about before it counts as anything but a possible mistake.
    """
    if any(site.region == o.region and (site.side == o.side or "mid" in (site.side, o.side)) for o in original):
        return Relation.same
    if site in referral:
        return Relation.referral
    if mirrored(site) in original:
        return Relation.mirror
    if any(touches(site, o) for o in original):
        return Relation.near
    return Relation.far
