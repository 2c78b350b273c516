"""Generated maps: relations against an oracle that counts, and what must hold for any map."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from myosotis.body.compare import change, overlap, relation, share, weighted_overlap
from myosotis.body.sites import Relation, mirrored, touches
from myosotis.body.sites import relation as coarse_relation
from myosotis.body.zones import NEIGHBOURS, ZONES, distance, mirrored_zone, site_of

codes = st.sampled_from(sorted(ZONES))
zone_sets = st.frozensets(codes, max_size=12)
maps = st.dictionaries(codes, st.integers(0, 10), max_size=12)


def steps_by_waves(start):
    """The oracle: grow the set by all its neighbours, and count how often."""
    steps, reached, wave = {start: 0}, {start}, 0
    while len(reached) < len(ZONES):
        wave += 1
        rim = {n for code in reached for n in NEIGHBOURS[code]} - reached
        steps |= dict.fromkeys(rim, wave)
        reached |= rim
    return steps


@settings(max_examples=60, deadline=None)
@given(codes)
def test_distance_is_the_number_of_waves(code):
    for other, steps in steps_by_waves(code).items():
        assert distance(code, other) == distance(other, code) == steps


@settings(max_examples=200, deadline=None)
@given(zone_sets, codes, zone_sets)
def test_relation_says_what_it_says(original, code, referral):
    found = relation(original, code, referral)
    here = site_of(code)

    def again(at):
        return any(at == o or (o in NEIGHBOURS[at] and site_of(o) == site_of(at)) for o in original)

    if again(code):
        expected = Relation.same
    elif code in referral:
        expected = Relation.referral
    elif code[-1] != "M" and here not in {site_of(o) for o in original} and mirrored(here) in {site_of(o) for o in original}:
        expected = Relation.mirror
    elif any(distance(code, o) <= 2 or here == site_of(o) or touches(here, site_of(o)) for o in original):
        expected = Relation.near
    else:
        expected = Relation.far
    assert found is expected


@settings(max_examples=150, deadline=None)
@given(zone_sets, codes, zone_sets)
def test_the_mirrored_person_gets_the_mirrored_answer(original, code, referral):
    turned = relation({mirrored_zone(o) for o in original}, mirrored_zone(code), {mirrored_zone(r) for r in referral})
    assert turned is relation(original, code, referral)


@given(zone_sets, zone_sets)
def test_overlap_of_sets(one, other):
    assert overlap(one, other) == overlap(other, one)
    assert 0 <= overlap(one, other) <= 1
    assert (overlap(one, other) == 1) == (one == other)
    assert 0 <= share(one) <= share(one | other) <= 1.0000001


@given(maps, maps)
def test_comparison_forgets_no_region(then, now):
    found = change(then, now)
    painful = {site_of(code) for code, pain in now.items() if pain}
    before = {site_of(code) for code, pain in then.items() if pain}
    assert set(found.new) == painful - before
    assert set(found.vanished) == before - painful
    assert found.regions_now == len(painful)
    assert abs(weighted_overlap(then, now) - weighted_overlap(now, then)) < 1e-12
    assert change(then, then).may_be_redrawing


@settings(max_examples=200, deadline=None)
@given(zone_sets.filter(bool), codes)
@example(frozenset({"B.spine_mid.M", "B.blade_tip.R"}), "B.blade_outer.L")
def test_zones_and_coarse_places_tell_the_judge_the_same(original, code):
    """What is far on the map is far in words, and a mirror in words is a mirror on the map."""
    fine = relation(original, code)
    coarse = coarse_relation(frozenset(site_of(o) for o in original), site_of(code))
    if coarse is Relation.same:
        assert fine in (Relation.same, Relation.near)
    if coarse is Relation.mirror:
        assert fine is Relation.mirror
    if fine is Relation.far:
        assert coarse is Relation.far
