"""Where pain is now, against where it was: same, near, mirrored, inside the referral zone, far.

The same person who draws the same pain twice, a minute apart, agrees with herself on about 62 % of the area (neck
and back) or 42 % (shoulder). So a place that touches an original one in the same region counts as the same, and an
overlap alone never says that pain has moved: regions and intensities do.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass

from myosotis.body.sites import RELATION_ORDER, Relation, Site, mirrored, touches
from myosotis.body.zones import NEIGHBOURS, ZONES, distance, site_of, zone

NEAR_STEPS = 2
# A change of area, or an overlap, that drawing the same pain again explains (neck and back; the shoulder is looser).
AREA_NOISE = 0.40
OVERLAP_NOISE = 0.27

_WHOLE = sum(found.area for found in ZONES.values())


def relation(original: Collection[str], code: str, referral: Collection[str] = ()) -> Relation:
    """How one zone lies to the zones of the original pain, in the order same, referral, mirror, near, far."""
    if _is_again(original, code):
        return Relation.same
    if code in referral:
        return Relation.referral
    if _is_across(original, code):
        return Relation.mirror
    if any(_near(code, other) for other in original):
        return Relation.near
    return Relation.far


def _is_again(original: Collection[str], code: str) -> bool:
    """The place itself, or one that touches it in the same region: drawing again does that."""
    here = site_of(code)
    return any(code == other or (other in NEIGHBOURS[code] and site_of(other) == here) for other in original)


def _is_across(original: Collection[str], code: str) -> bool:
    """In an original region's other side and not in one itself: a whole region, for a mixed-up side is not one step off.

    Where the middle of the region hurt too, the other side is the same pain drawn again, as it is for coarse places.
    """
    here, painful = site_of(code), {site_of(other) for other in original}
    return here.side != "mid" and painful.isdisjoint((here, Site(here.region, "mid"))) and mirrored(here) in painful


def _near(code: str, other: str) -> bool:
    here, there = site_of(code), site_of(other)
    return distance(code, other) <= NEAR_STEPS or here == there or touches(here, there)


def relations(original: Collection[str], now: Iterable[str], referral: Collection[str] = ()) -> dict[str, Relation]:
    """How each zone that hurts now lies to the original pain."""
    return {code: relation(original, code, referral) for code in now}


def closest_relation(original: Collection[str], now: Iterable[str], referral: Collection[str] = ()) -> Relation | None:
    """The nearest of all relations; none where nothing hurts."""
    found = relations(original, now, referral).values()
    return min(found, key=RELATION_ORDER.__getitem__, default=None)


def mirrors(original: Collection[str], now: Iterable[str]) -> tuple[str, ...]:
    """The zones that lie on the other side of the original pain: ask before believing them."""
    return tuple(code for code in now if _is_across(original, code))


def share(codes: Iterable[str]) -> float:
    """The marked share of the drawn body, 0–1."""
    return sum(zone(code).area for code in set(codes)) / _WHOLE


def overlap(one: Collection[Hashable], other: Collection[Hashable]) -> float:
    """Common codes over all codes (Jaccard), 1 where both are empty."""
    first, second = set(one), set(other)
    union = len(first | second)
    return len(first & second) / union if union else 1.0


def weighted_overlap(then: Mapping[str, float], now: Mapping[str, float]) -> float:
    """Overlap of two maps with an intensity in each zone: smaller over larger intensity, weighted by area."""
    common = total = 0.0
    for code in then.keys() | now.keys():
        before, after, area = then.get(code, 0), now.get(code, 0), zone(code).area
        common += min(before, after) * area
        total += max(before, after) * area
    return common / total if total else 1.0


@dataclass(frozen=True, slots=True)
class Change:
    """Two maps of one person, one after the other."""

    new: tuple[Site, ...]
    vanished: tuple[Site, ...]
    kept: tuple[Site, ...]
    share_then: float
    share_now: float
    overlap: float
    weighted_overlap: float

    @property
    def regions_then(self) -> int:
        """How many places hurt then."""
        return len(self.vanished) + len(self.kept)

    @property
    def regions_now(self) -> int:
        """How many places hurt now."""
        return len(self.new) + len(self.kept)

    @property
    def may_be_redrawing(self) -> bool:
        """Could drawing the same pain again look like this? Then the map alone says nothing."""
        if not self.share_then or not self.share_now:
            return self.share_then == self.share_now
        area = abs(self.share_now / self.share_then - 1)
        return area <= AREA_NOISE and self.overlap >= OVERLAP_NOISE


def change(then: Mapping[str, float], now: Mapping[str, float]) -> Change:
    """What is new, what is gone and what stays, region by region. A zone at 0 does not hurt."""
    before = {code: pain for code, pain in then.items() if pain > 0}
    after = {code: pain for code, pain in now.items() if pain > 0}
    were, are = _sites(before), _sites(after)
    return Change(
        new=tuple(site for site in are if site not in were),
        vanished=tuple(site for site in were if site not in are),
        kept=tuple(site for site in are if site in were),
        share_then=share(before),
        share_now=share(after),
        overlap=overlap(before, after),
        weighted_overlap=weighted_overlap(before, after),
    )


def _sites(codes: Iterable[str]) -> tuple[Site, ...]:
    return tuple(dict.fromkeys(site_of(code) for code in sorted(codes)))
