"""A place as people give it: `shoulder:left`, or a zone of the map such as `B.trap_upper.R`. Both may stand together.

Where both places are zones they are compared as zones; where one is coarse, both are compared as regions and sides.
"""

from collections.abc import Collection
from typing import NamedTuple

from myosotis.body.sites import RELATION_ORDER, Relation, Site, mirrored, read_site
from myosotis.body.sites import relation as site_relation


class Place(NamedTuple):
    """A region with the person's own side of it, and the zone if one was marked."""

    region: str
    side: str
    zone: str = ""

    def __str__(self) -> str:
        return self.zone or f"{self.region}:{self.side}"

    @property
    def site(self) -> Site:
        return Site(self.region, self.side)


def read_place(text: str) -> Place:
    """Read a coarse place or a zone. Raises ValueError naming what would be right."""
    text = str(text)
    if text[1:2] != ".":
        return Place(*read_site(text))
    from myosotis.body.zones import zone

    found = zone(text)
    return Place(found.region, found.side, found.code)


def place_relation(original: Collection[Place], place: Place, referral: Collection[Place] = ()) -> Relation:
    """How `place` lies to the original ones: the nearest of what the zones say and what the coarse places say."""
    zones = [other.zone for other in original if other.zone]
    coarse = frozenset(other.site for other in original if not (place.zone and other.zone))
    found = []
    if place.zone and zones:
        from myosotis.body.compare import relation as zone_relation

        found.append(zone_relation(zones, place.zone, [other.zone for other in referral if other.zone]))
    if coarse or not zones:
        found.append(site_relation(coarse, place.site, frozenset(other.site for other in referral)))
    elif any(other.site == place.site for other in referral if not (place.zone and other.zone)):
        found.append(Relation.referral)
    return min(found, key=RELATION_ORDER.__getitem__)


def is_treated(treated: Collection[Place], place: Place) -> bool:
    """Was the place treated: the same zone, or the same region and side where one of the two is coarse?"""
    return any(other.zone == place.zone if other.zone and place.zone else other.site == place.site for other in treated)


def other_side(place: Place) -> Place:
    """The same place on the other side."""
    site = mirrored(place.site)
    if not place.zone:
        return Place(*site)
    from myosotis.body.zones import mirrored_zone

    return Place(*site, mirrored_zone(place.zone))
