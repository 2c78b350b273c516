"""Where pain is now, against where it was."""

import csv
import time

import pytest

from myosotis.body.compare import change, closest_relation, mirrors, overlap, relation, share, weighted_overlap
from myosotis.body.sites import Relation, Site
from myosotis.body.zones import ZONES, mirrored_zone

BLADES = "B.between_blades.R"


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("B.between_blades.R", Relation.same),
        ("B.blade_inner.R", Relation.same),  # the next zone of the same region: drawing it again does that
        ("B.back_side.R", Relation.near),  # the same region, further away
        ("B.neck_low.R", Relation.near),  # touching, in the next region
        ("B.between_blades.L", Relation.mirror),
        ("B.blade_corner.L", Relation.mirror),  # redrawn on the other side
        ("F.kneecap.R", Relation.far),
        ("F.temple.R", Relation.referral),
    ],
)
def test_relation_to_pain_between_the_shoulder_blades(now, expected):
    assert relation([BLADES], now, referral=["F.temple.R"]) is expected


def test_referral_zone_is_not_the_mirror_and_not_near():
    assert relation([BLADES], "B.neck_low.R", referral=["B.neck_low.R"]) is Relation.referral
    assert relation([BLADES], "B.between_blades.L", referral=["B.between_blades.L"]) is Relation.referral


@pytest.mark.parametrize("code", sorted(code for code in ZONES if code[-1] == "L"))
def test_the_other_side_of_every_zone_is_asked_about(code):
    other = mirrored_zone(code)
    assert relation([code], other) is Relation.mirror
    assert mirrors([code], [other]) == (other,)
    assert mirrors([code, other], [other]) == ()


def test_closest_of_several():
    assert closest_relation([BLADES], ["F.kneecap.R", "B.neck_low.R"]) is Relation.near
    assert closest_relation([BLADES], []) is None


def test_share_of_the_whole_body_is_one():
    assert share(ZONES) == pytest.approx(1)
    assert share([]) == 0
    assert share([BLADES, BLADES]) == share([BLADES])


def test_weighted_overlap_sees_relief_at_the_same_place():
    assert weighted_overlap({BLADES: 8}, {BLADES: 8}) == 1
    assert weighted_overlap({BLADES: 8}, {BLADES: 2}) == pytest.approx(0.25)
    assert weighted_overlap({BLADES: 8}, {"F.kneecap.R": 8}) == 0
    assert weighted_overlap({}, {}) == 1


def test_change_counts_regions_and_not_zones():
    found = change({BLADES: 6, "B.blade_inner.R": 5}, {"B.blade_inner.R": 2, "B.loin_low.L": 3, "F.kneecap.R": 0})
    assert found.new == (Site("lower_back", "left"),)
    assert found.vanished == ()
    assert found.kept == (Site("upper_back", "right"),)
    assert (found.regions_then, found.regions_now) == (1, 2)


def test_redrawing_the_same_pain_is_not_a_change():
    """One zone more of three: within what the same person does a minute later."""
    then = {BLADES: 5, "B.blade_inner.R": 5, "B.blade_corner.R": 5}
    assert change(then, then | {"B.neck_low.R": 5}).may_be_redrawing
    assert not change(then, {"B.loin_low.R": 5}).may_be_redrawing
    assert not change(then, {}).may_be_redrawing
    assert change({}, {}).may_be_redrawing


def test_overlap_agrees_with_counting_on_seven_thousand_real_maps(request):
    file = request.config.rootpath.parent / "shared/data/choirbm_validation_bodymaps.csv"
    if not file.exists():
        pytest.skip("the real maps lie outside the repository (../shared/data) and are not here")
    with file.open(encoding="utf-8") as rows:
        maps = [frozenset(row["bodymap_regions_csv"].split(",")) - {""} for row in csv.DictReader(rows)]
    assert len(maps) == 7068
    compared = 0
    for step in (1, 7, 1001):
        for k, one in enumerate(maps):
            other = maps[(k + step) % len(maps)]
            both = sum(1 for code in one for c in other if code == c)
            union = len(one) + len(other) - both
            assert overlap(one, other) == (both / union if union else 1.0)
            compared += 1
    print(f"{compared} comparisons of {len(maps)} real maps agree with counting")


def test_a_thousand_comparisons_take_less_than_fifty_milliseconds():
    codes = sorted(ZONES)
    maps = [{codes[(k * 7 + j * 3) % len(codes)]: 1 + (k + j) % 10 for j in range(6)} for k in range(1001)]
    change(maps[0], maps[1])
    best = min(_timed(maps) for _ in range(9))
    print(f"1,000 comparisons in {best * 1000:.1f} ms")
    assert best < 0.050


def _timed(maps):
    start = time.process_time()
    for one, other in zip(maps, maps[1:], strict=False):
        overlap(one.keys(), other.keys())
        weighted_overlap(one, other)
    return time.process_time() - start
