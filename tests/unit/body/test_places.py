"""Coarse places and zones of the map stand together, and the judge sees the map's own relations."""

import pytest

from myosotis.body.places import is_treated, other_side, place_relation, read_place
from myosotis.body.sites import Relation
from myosotis.body.zones import ZONES
from myosotis.course import AnswerError, Course
from myosotis.judge.examples import course_of

ZONE = "B.trap_upper.R"


def places(*names):
    return frozenset(read_place(name) for name in names)


def test_a_zone_knows_its_region_and_side():
    assert (read_place(ZONE).region, read_place(ZONE).side) == (ZONES[ZONE].region, ZONES[ZONE].side)


def test_a_place_is_written_as_it_was_given():
    assert [str(place) for place in map(read_place, (ZONE, "shoulder:left"))] == [ZONE, "shoulder:left"]


@pytest.mark.parametrize("wrong", ["shoulder", "nose:left", "B.nowhere.R", "shoulder:up", ""])
def test_a_place_that_is_none_is_refused(wrong):
    with pytest.raises(AnswerError, match="sites"):
        Course.read({"baseline": {"pain": 3, "sites": [wrong]}})


def test_two_zones_are_compared_as_zones():
    assert place_relation(places(ZONE), read_place("B.trap_upper.L")) == Relation.mirror


def test_a_zone_and_a_coarse_place_are_compared_as_regions():
    region = f"{ZONES[ZONE].region}:right"
    assert place_relation(places(region), read_place(ZONE)) == Relation.same
    assert place_relation(places(ZONE), read_place("knee:left")) == Relation.far


def test_the_nearest_relation_counts_where_both_sorts_stand_together():
    assert place_relation(places(ZONE, "knee:left"), read_place("knee:left")) == Relation.same


def test_pain_in_the_referral_zone_is_the_old_pain():
    assert place_relation(places(ZONE), read_place("head:right"), places("head:right")) == Relation.referral


def test_a_treated_zone_is_not_its_whole_region():
    same_region = next(
        c for c, z in ZONES.items() if z.region == ZONES[ZONE].region and z.side == "right" and c != ZONE
    )
    assert not is_treated(places(ZONE), read_place(same_region))
    assert is_treated(places(f"{ZONES[ZONE].region}:right"), read_place(same_region))


@pytest.mark.parametrize("code", [code for code in ZONES if code[-1] in "LR"])
def test_every_paired_zone_mirrored_is_a_side_in_doubt_for_the_judge(code):
    mirror = str(other_side(read_place(code)))
    course = course_of({
        "treatment": {"sites": [code]}, "baseline": {"sites": [code]},
        "checkins": [{"hours": 30, "pain": 4, "sites": [mirror]}, {"hours": 31, "pain": 4, "sites": [code]}],
    })  # fmt: skip
    columns = course.columns()
    assert (columns["pain_mirror"], columns["pain_same"]) == ([4, 0], [0, 4])
