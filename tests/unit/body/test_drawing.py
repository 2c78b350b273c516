"""The drawing, measured with whole numbers: nothing is lost, nothing is drawn twice, left is right's mirror."""

import gzip
import runpy
from functools import cache
from itertools import pairwise

import pytest

from myosotis.body.pictures import VIEWS, middle, picture, rings, zone_at
from myosotis.body.zones import ZONES

PAIRED = sorted(code for code, found in ZONES.items() if found.side == "left")


def edges(ring):
    return list(pairwise([*ring, ring[0]]))


def twice_area(ring):
    return sum(a[0] * b[1] - a[1] * b[0] for a, b in edges(ring))


def area(path):
    return abs(sum(twice_area(ring) for ring in rings(path))) / 2


@pytest.mark.parametrize("view", VIEWS)
def test_zones_fill_the_silhouette_without_gap_or_overlap(view):
    """Each edge belongs to two zones in opposite directions, or to the outline: a partition, to the last tenth."""
    drawn = picture(view)
    owners = {}
    for code, path in drawn.zones.items():
        for ring in rings(path):
            for edge in edges(ring):
                assert edge not in owners, f"{code} and {owners[edge]} lie on each other at {edge}"
                owners[edge] = code
    free = {(a, b) for a, b in owners if (b, a) not in owners}
    outline = {edge for ring in rings(drawn.outline) for edge in edges(ring)}
    assert free == outline
    whole, parts = area(drawn.outline), sum(area(path) for path in drawn.zones.values())
    print(f"{view}: {len(drawn.zones)} zones, silhouette {whole:.0f}, gap {whole - parts:.0f} of it (0 %), overlap 0")
    assert parts == whole


@pytest.mark.parametrize("view", VIEWS)
def test_left_is_the_mirror_of_right(view):
    drawn = picture(view)
    worst = 1.0
    for code in (c for c in drawn.zones if c.endswith(".L")):
        left, right = rings(drawn.zones[code]), rings(drawn.zones[code[:-1] + "R"])
        turned = {frozenset(((drawn_width(view) - ax, ay), (drawn_width(view) - bx, by))) for ring in right for (ax, ay), (bx, by) in edges(ring)}
        own = {frozenset(edge) for ring in left for edge in edges(ring)}
        worst = min(worst, len(own & turned) / len(own | turned))
    print(f"{view}: worst overlap of a zone with the mirror of its partner {worst:.4f}")
    assert worst >= 0.998


@cache
def drawn_width(view):
    """Twice the midline: where the mirror stands."""
    xs = [x for ring in rings(picture(view).outline) for x, _ in ring]
    return min(xs) + max(xs)


@pytest.mark.parametrize("view", ["front", "back"])
def test_the_middle_lies_on_the_midline(view):
    for code, path in picture(view).zones.items():
        if code.endswith(".M"):
            points = {p for ring in rings(path) for p in ring}
            assert points == {(drawn_width(view) - x, y) for x, y in points}, code


@pytest.mark.parametrize("code", PAIRED)
def test_the_side_is_the_persons_own(code):
    """In front the left is on the right of the picture, from behind on the left; soles and heads as in front."""
    for view in ZONES[code].views:
        left, right = middle(view, code)[0], middle(view, code[:-1] + "R")[0]
        assert (left < right) if view == "back" else (left > right), (code, view)


def test_the_middle_of_a_zone_is_in_it():
    for view in VIEWS:
        for code in picture(view).zones:
            if code.endswith(".M") and view == "head":
                continue  # drawn on both profiles
            assert zone_at(view, *middle(view, code)) == code


def test_front_and_back_are_one_outline():
    """Above the ankles the two silhouettes are mirror images: a mark at the side meets itself from behind."""
    width = drawn_width("back")
    rims = {view: [edge for ring in rings(picture(view).outline) for edge in edges(ring)] for view in ("front", "back")}
    turned = [((width - ax, ay), (width - bx, by)) for (ax, ay), (bx, by) in rims["back"] if ay < 8000]
    apart = max(min(_to_edge(corner, edge) for edge in rims["front"] if _is_level(corner, edge)) for corner, _ in turned)
    print(f"the front and the back outline are at most {apart / 10:.2f} units apart above the ankles")
    assert apart < 5


def _is_level(point, edge):
    low, high = sorted((edge[0][1], edge[1][1]))
    return low - 60 <= point[1] <= high + 60


def _to_edge(point, edge):
    """How far a point lies from a straight edge."""
    (px, py), ((ax, ay), (bx, by)) = point, edge
    dx, dy = bx - ax, by - ay
    along = max(0, min(1, ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy)))
    return ((ax + along * dx - px) ** 2 + (ay + along * dy - py) ** 2) ** 0.5


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_is_small(view, request):
    file = request.config.rootpath / f"src/myosotis/body/drawing/{view}.svg"
    size = len(gzip.compress(file.read_bytes(), 9))
    print(f"{view}: {size} bytes compressed")
    assert size <= 16 * 1024


def test_the_clinic_serves_the_same_drawing(request):
    root = request.config.rootpath / "src/myosotis"
    for view in VIEWS:
        assert (root / f"clinic/static/myosotis/body/{view}.svg").read_bytes() == (root / f"body/drawing/{view}.svg").read_bytes()


def test_zones_can_be_hit_with_a_thumb():
    """Zoomed in (2.4 pixels a unit, as the component draws it) each zone has room for a target of 24 pixels somewhere."""
    too_small, roomy = [], 0
    for code, found in ZONES.items():
        best = max(_room(view, code) for view in found.views) * 2.4 / 10
        roomy += best >= 44
        if best < 24:
            too_small.append((code, round(best)))
    print(f"of {len(ZONES)} zones {roomy} have 44 pixels or more when zoomed, none less than 24")
    assert not too_small


def _room(view, code):
    """The side of a square around the zone's middle, as far as its four arms stay inside (tenths)."""
    path_rings = rings(picture(view).zones[code])
    x, y = middle(view, code)
    reach = []
    for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        hits = []
        for ring in path_rings:
            for (ax, ay), (bx, by) in edges(ring):
                along, across = ((ay, by), (ax, bx)) if dx else ((ax, bx), (ay, by))
                here, start = (y, x) if dx else (x, y)
                if (along[0] > here) != (along[1] > here):
                    at = across[0] + (here - along[0]) * (across[1] - across[0]) / (along[1] - along[0])
                    if (at - start) * (dx or dy) >= 0:
                        hits.append(abs(at - start))
        reach.append(min(hits, default=0))
    return min(reach[0] + reach[1], reach[2] + reach[3])


def test_the_stored_drawing_is_what_the_outlines_give(request):
    """Drawn afresh from outlines, borders and seeds: the same files, and no gap against the smooth outline."""
    shapely = pytest.importorskip("shapely", reason="shapely draws the map; without it the stored drawing is taken as it is")
    import sys

    folder = str(request.config.rootpath / "tools/bodymap")
    sys.path.insert(0, folder)
    try:
        import build

        files, complaints = build.products()
        assert complaints == []
        stale = [file.name for file, text in files.items() if file.read_text("utf-8") != text]
        assert stale == []
        for view in VIEWS:
            outline, shapes, _ = build.zones_of(view)
            gap = 100 * outline.difference(shapely.union_all(list(shapes.values()))).area / outline.area
            print(f"{view}: {gap:.3f} % of the smooth outline is not covered")
            assert gap < 0.1
    finally:
        sys.path.remove(folder)
        for name in ("build", "curves", "figure", "zones"):
            sys.modules.pop(name, None)


def test_the_gallery_page_shows_every_zone_of_today(request):
    root = request.config.rootpath
    gallery = runpy.run_path(str(root / "tools/bodymap/gallery.py"))
    stored = (root / "docs/explanation/body-map-zones.html").read_text("utf-8")
    assert gallery["page"]() == stored, "python tools/bodymap/gallery.py draws it again"
    for code in ZONES:
        assert f"{code}</title>" in stored
