"""Where it hurts, turned into the numbers that cards ask for, once, when a course is read.

A listed place hurts as much as its own number says, or as the check-in's one pain number. A place that is gone
from the list is quiet. Without a list, the pain is taken to be at the original place, and elsewhere is unknown.
"""

from collections.abc import Iterable

from myosotis.body.places import Place, is_treated, place_relation
from myosotis.body.sites import Relation

_COLUMNS = {
    Relation.same: "pain_same",
    Relation.referral: "pain_same",
    Relation.near: "pain_near",
    Relation.mirror: "pain_mirror",
    Relation.far: "pain_far",
}
_ELSEWHERE = ("pain_near", "pain_mirror", "pain_far")
_REGIONS = {
    "neck_or_head_hurts": frozenset({"neck", "head"}),
    "calf_hurts": frozenset({"lower_leg"}),
    "chest_hurts": frozenset({"chest"}),
    "belly_hurts": frozenset({"abdomen"}),
}


def place_columns(
    original: frozenset[Place] | None, referral: frozenset[Place], treated: frozenset[Place], checkins: Iterable
) -> dict[str, list]:
    """The columns of `facts.PLACES`, one value a check-in; `original` is None where nothing was located before."""
    rows = [_row(original, referral, treated, checkin) for checkin in checkins]
    return {name: [row[name] for row in rows] for name in rows[0]} if rows else {}


def _row(original, referral, treated, checkin) -> dict[str, object]:
    found: dict[str, object] = {"regions_before": None if original is None else len({s.region for s in original})}
    if not checkin.sites and checkin.pain != 0:
        # Nobody said where (or said "nowhere" of a pain that is there): the original place, the stricter.
        found |= dict.fromkeys([*_ELSEWHERE, *(f"{name}_untreated" for name in _ELSEWHERE), "pain_treated"])
        found |= dict.fromkeys([*_REGIONS, "regions_hurting"])
        return found | {"pain_same": checkin.pain}
    numbers = {name: 0 for name in ("pain_same", *_ELSEWHERE, *(f"{n}_untreated" for n in _ELSEWHERE), "pain_treated")}
    unknown: set[str] = set()
    hows = {
        site: Relation.same if original is None else place_relation(original, site, referral)
        for site in checkin.sites or ()
    }
    original_listed = any(_COLUMNS[how] == "pain_same" for how in hows.values())
    for site, how in hows.items():
        value = (checkin.pain_at or {}).get(site, checkin.pain)
        names = [_COLUMNS[how]]
        if names[0] != "pain_same":
            if not is_treated(treated, site):
                names.append(f"{names[0]}_untreated")
            elif site in (checkin.pain_at or {}) or not original_listed:
                # One number for several places is the worst of them, and is judged at the original place.
                names.append("pain_treated")
        for name in names:
            if value is None:
                unknown.add(name)
            else:
                numbers[name] = max(numbers[name], value)
    found |= numbers | dict.fromkeys(unknown)
    found["regions_hurting"] = len({site.region for site in checkin.sites or ()})
    hurting = {site.region for site in checkin.sites or ()}
    found |= {name: bool(hurting & regions) for name, regions in _REGIONS.items()}
    return found
