"""The zone table: names, regions, sides, neighbours, mirrors, distances, and the coarse words."""

import pytest

from myosotis.body.sites import REGIONS, SIDES, Site
from myosotis.body.zones import (
    NEIGHBOURS,
    ZONES,
    UnknownZoneError,
    distance,
    distances_from,
    mirrored_zone,
    site_of,
    zone,
    zones_of_site,
)


def test_about_two_hundred_and_fifty_zones_in_all_regions():
    regions = {found.region for found in ZONES.values()}
    print(f"{len(ZONES)} zones in {len(regions)} regions")
    assert 220 <= len(ZONES) <= 260
    assert regions == set(REGIONS)


def test_every_zone_is_named_in_both_languages_with_its_side_in_words():
    for language, words in {
        "da": ("din egen venstre side", "din egen højre side", "i midten"),
        "en": ("your own left side", "your own right side", "in the middle"),
    }.items():
        names = [found.name(language) for found in ZONES.values()]
        assert len(set(names)) == len(names)
        assert all(name.endswith(words) for name in names)
    assert zone("B.between_blades.R").name("da") == "Mellem skulderbladene, din egen højre side"
    assert zone("F.temple.L").name("en") == "Temple, your own left side"


def test_danish_and_english_labels_are_not_swapped():
    for found in ZONES.values():
        assert not set("æøå") & set(found.en), found.code
        assert " of the " not in found.da and " and " not in found.da, found.code


def test_codes_are_frozen(request):
    """A code once given out stays: records of many years point at it. New zones are added to the list below."""
    frozen = (request.path.parent / "frozen_codes.txt").read_text("utf-8").split()
    assert set(frozen) <= set(ZONES), "a code is gone that records may hold"
    assert set(ZONES) <= set(frozen), "add the new codes to frozen_codes.txt: from then on they are kept for ever"


def test_unknown_codes_say_what_a_code_looks_like():
    with pytest.raises(UnknownZoneError, match=r"B\.trap_upper\.R"):
        zone("left shoulder")


def test_the_mirror_is_the_other_side_and_back_again():
    for code, found in ZONES.items():
        other = ZONES[mirrored_zone(code)]
        assert mirrored_zone(other.code) == code
        assert (other.region, other.da, other.views) == (found.region, found.da, found.views)
        assert abs(other.area - found.area) <= 1
        assert other.side == {"left": "right", "right": "left", "mid": "mid"}[found.side]


def test_neighbours_are_mutual_mirrored_and_never_lonely():
    for code, touching in NEIGHBOURS.items():
        assert touching, f"{code} has no neighbour"
        assert code not in touching
        for other in touching:
            assert code in NEIGHBOURS[other]
            assert mirrored_zone(other) in NEIGHBOURS[mirrored_zone(code)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("B.trap_upper.R", "B.neck_angle.R"),  # within a view
        ("B.trap_upper.R", "F.collar_hollow.R"),  # seen from both
        ("B.neck_side.L", "F.neck_side.L"),  # across the outline
        ("B.flank.R", "F.waist.R"),
        ("B.calf_out.L", "F.shin_out.L"),
        ("B.heel.L", "S.heel_in.L"),  # the sole
        ("S.big_toe.R", "F.big_toe.R"),
        ("F.temple.L", "B.head_side.L"),  # the head from the side
        ("F.ear.R", "B.behind_ear.R"),
        ("B.between_blades.R", "B.spine_up.M"),  # the midline
    ],
)
def test_known_neighbours(one, other):
    assert distance(one, other) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("F.thigh_in_up.L", "F.thigh_in_up.R"),  # two legs
        ("F.little.L", "F.hip_side.L"),  # a hand beside the hip
        ("F.arm_in.R", "F.ribs_side.R"),  # an arm beside the chest
        ("F.chest_up.L", "B.between_blades.L"),  # through the body
        ("B.between_blades.L", "B.between_blades.R"),
        ("F.big_toe.L", "B.heel.L"),
    ],
)
def test_known_strangers(one, other):
    assert distance(one, other) > 1


def test_steps_reach_everywhere_and_obey_the_triangle():
    longest = 0
    for code in ZONES:
        steps = distances_from(code)
        assert set(steps) == set(ZONES)
        longest = max(longest, *steps.values())
        assert all(abs(steps[a] - steps[b]) <= 1 for a in ZONES for b in NEIGHBOURS[a])
        assert all(steps[other] == distances_from(mirrored_zone(code))[mirrored_zone(other)] for other in steps)
    print(f"the longest way over the body is {longest} steps, {len(NEIGHBOURS)} zones, {sum(map(len, NEIGHBOURS.values())) // 2} pairs of neighbours")


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("side", SIDES)
def test_every_site_word_means_zones_of_its_region(region, side):
    meant = zones_of_site(Site(region, side))
    assert meant
    assert {ZONES[code].region for code in meant} == {region}
    if side != "mid":
        assert {ZONES[code].side for code in meant} == {side}
    assert zones_of_site(Site(region, side)) >= {code for code in ZONES if site_of(code) == Site(region, side)}


def test_neighbouring_zones_lie_in_neighbouring_regions():
    """The coarse table and the fine one tell the same story."""
    from myosotis.body.sites import NEIGHBOURS as REGIONS_TOUCHING

    strangers = {
        tuple(sorted((ZONES[code].region, ZONES[other].region)))
        for code, touching in NEIGHBOURS.items()
        for other in touching
        if ZONES[code].region != ZONES[other].region and ZONES[other].region not in REGIONS_TOUCHING[ZONES[code].region]
    }
    assert strangers == set()
