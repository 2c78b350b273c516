"""Draw the body map: outlines + borders + seeds → one SVG per view and the zone table.

    python tools/bodymap/build.py            write the drawings and the table
    python tools/bodymap/build.py --check    say whether the stored ones are current

Needs shapely; the program itself never does. Coordinates are whole tenths of a unit, so that two zones share
exactly the same points along their border and the sum of the zones is the silhouette to the last digit.
"""

import csv
import io
import sys
from pathlib import Path

import numpy as np
import shapely
from curves import lengthen, smooth
from figure import BORDERS, EAR_PROFILE, HINTS, MIDLINE, silhouette
from shapely.affinity import scale, translate
from shapely.geometry import LineString, Point
from shapely.ops import polygonize
from zones import rows

VERSION = 1
HERE = Path(__file__).resolve().parent
BODY = HERE.parents[1] / "src/myosotis/body"
STATIC = HERE.parents[1] / "src/myosotis/clinic/static/myosotis/body"
VIEWS = ("front", "back", "soles", "head")
# Where the midline stands, and the picture's frame, in units.
CENTRE = {"front": 220, "back": 220, "soles": 124, "head": 208}
FRAME = {"front": (440, 904), "back": (440, 904), "soles": (248, 306), "head": (416, 282)}
FINE = 0.05  # how far a drawn line may leave the smooth one


def faces_of(view):
    """The faces into which the borders cut one half (or one profile)."""
    outline = silhouette(view)
    lines = [ring for part in getattr(outline, "geoms", [outline]) for ring in [part.exterior]]
    for border in BORDERS[view]:
        line = border if len(border) == 2 else smooth(border)
        lines.append(LineString(lengthen(line, 4)))
    for top, bottom in MIDLINE[view]:
        lines.append(LineString([(0, top), (0, bottom)]))
    if view == "head":
        lines.append(LineString(smooth([*EAR_PROFILE, EAR_PROFILE[0]])))
    lines = [line.simplify(FINE) for line in lines]
    inside = outline.buffer(0.4)
    lines = [line if line.is_ring else line.intersection(inside) for line in lines]
    network = shapely.union_all(lines, grid_size=0.1)
    for _ in range(4):  # rounding can move a point across a line: round and cut again until nothing moves
        network = shapely.transform(network, lambda xy: _on_the_grid(xy, view != "head"))
        network = shapely.union_all(shapely.get_parts(shapely.node(network)), grid_size=0.1)
    faces = [f for f in polygonize(network) if outline.buffer(0.3).contains(f.representative_point())]
    return outline, faces


def _on_the_grid(xy, halved):
    xy = xy.round(1)
    if halved:
        xy[:, 0] = np.where(xy[:, 0] < 0.35, 0, xy[:, 0])
    return xy


def zones_of(view):
    """{stem: shape} of one half, slivers given to the neighbour with the longest common border."""
    outline, faces = faces_of(view)
    owner, told = {}, []
    for stem, _, _, _, _, seeds in rows():
        for x, y in seeds.get(view, ()):
            found = [i for i, f in enumerate(faces) if f.covers(Point(x, y))]
            if not found:
                told.append(f"{view}: no face under the seed of {stem}")
            elif owner.get(found[0], stem) != stem:
                told.append(f"{view}: {stem} and {owner[found[0]]} share a face")
            else:
                owner[found[0]] = stem
    shapes = {}
    for i, stem in owner.items():
        shapes.setdefault(stem, []).append(faces[i])
    rest = [f for i, f in enumerate(faces) if i not in owner]
    for face in rest:
        if face.area > 14:
            point = face.representative_point()
            told.append(f"{view}: unnamed face of {face.area:.0f} at {point.x:.0f},{point.y:.0f}")
    shapes = {stem: shapely.union_all(parts) for stem, parts in shapes.items()}
    while rest:
        left = []
        for face in rest:
            common = {stem: shape.boundary.intersection(face.boundary).length for stem, shape in shapes.items()}
            best = max(common, key=common.get)
            if common[best] > 0:
                shapes[best] = shapely.union_all([shapes[best], face])
            else:
                left.append(face)
        if len(left) == len(rest):
            break
        rest = left
    return outline, shapes, told


def rings(shape):
    """Outer and inner rings in whole tenths, without the closing point, outer rings clockwise on the screen."""
    out = []
    for part in getattr(shape, "geoms", [shape]):
        part = shapely.geometry.polygon.orient(part)
        for ring in (part.exterior, *part.interiors):
            points = []
            for x, y in ring.coords[:-1]:
                point = (round(x * 10), round(y * 10))
                if not points or points[-1] != point:
                    points.append(point)
            out.append(points)
    return out


def placed(view, shape, side):
    """Put a half (or profile) where the person's `side` is in this view. The table of sides is here and nowhere else.

    Front and soles: the person faces you, the left is on the right of the picture. Behind: the left is on the left.
    Head: the left profile stands on the right of the picture, as in front.
    """
    to_the_right = (side == "R") if view == "back" else (side == "L")
    if view == "head":
        shape = translate(shape, 4)
        return translate(scale(shape, -1, 1, origin=(0, 0)), CENTRE[view]) if not to_the_right else translate(shape, CENTRE[view])
    return translate(shape if to_the_right else scale(shape, -1, 1, origin=(0, 0)), CENTRE[view])


def draw():
    """Everything that is committed: ({view: {code: rings}}, table rows, what went wrong)."""
    views, told = {}, []
    sides_of = {stem: sides for stem, _, sides, _, _, _ in rows()}
    for view in VIEWS:
        _, shapes, complaints = zones_of(view)
        told += complaints
        drawn = {}
        for stem, shape in shapes.items():
            if sides_of[stem] == "M":
                whole = shapely.union_all([placed(view, shape, "L"), placed(view, shape, "R")])
                drawn[f"{stem}.M"] = rings(whole)
            else:
                for side in "LR":
                    drawn[f"{stem}.{side}"] = rings(placed(view, shape, side))
        views[view] = _meeting(drawn)
    table = []
    for stem, region, sides, da, en, seeds in rows():
        for side in sides:
            code = f"{stem}.{side}"
            shown = [view for view in VIEWS if view in seeds]
            own = views[{"F": "front", "B": "back", "S": "soles"}[code[0]]][code]
            area = round(sum(_area(ring) for ring in own) / 100)
            table.append({"code": code, "region": region, "area": area, "da": da, "en": en, "views": " ".join(shown)})
    return views, table, told


def _area(ring):
    return abs(sum(a[0] * b[1] - a[1] * b[0] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def touching(views):
    """Pairs that share a border of two units or more in a view, or meet front to back at the silhouette.

    What no drawing shows (the sole and the top of the foot) or shows wrongly is added and struck out by hand in
    `neighbours.txt`; the stored table is checked by eye and its changes are reviewed like code.
    """
    pairs = set()
    outer = {"front": {}, "back": {}}
    for view, drawn in views.items():
        lengths, owner = {}, {}
        for code, parts in drawn.items():
            for ring in parts:
                for a, b in zip(ring, ring[1:] + ring[:1], strict=True):
                    owner[a, b] = code
        for (a, b), code in owner.items():
            other = owner.get((b, a))
            if other and other != code:
                pair = tuple(sorted((code, other)))
                lengths[pair] = lengths.get(pair, 0) + ((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5 / 20
            elif not other and view in outer:
                facing = 2 * CENTRE[view] * 10 - a[0], 2 * CENTRE[view] * 10 - b[0]
                xs = facing if view == "back" else (a[0], b[0])
                outer[view].setdefault(code, []).append(LineString([(xs[0], a[1]), (xs[1], b[1])]))
        pairs |= {pair for pair, length in lengths.items() if length >= 2}
    rims = {view: {code: shapely.union_all(lines) for code, lines in rim.items()} for view, rim in outer.items()}
    for code, rim in rims["front"].items():
        band = rim.buffer(8)
        for other, behind in rims["back"].items():
            if code != other and band.intersection(behind).length >= 40:
                pairs.add(tuple(sorted((code, other))))
    for line in (HERE / "neighbours.txt").read_text("utf-8").splitlines():
        sign, *stems = line.partition("#")[0].split() or [""]
        for side in "LR" if sign else "":
            pair = tuple(sorted(stem if stem.endswith(".M") else f"{stem}.{side}" for stem in stems))
            (pairs.add if sign == "+" else pairs.discard)(pair)
    pairs.discard(("B.thigh_in_up.L", "B.thigh_in_up.R"))  # the drawing lets them meet at the crotch
    return pairs


def _meeting(drawn):
    """Where one zone has a point in the middle of a neighbour's straight edge, give the neighbour the point too."""
    points = sorted({p for parts in drawn.values() for ring in parts for p in ring})
    by_row = {}
    for x, y in points:
        by_row.setdefault(y // 40, []).append((x, y))
    for parts in drawn.values():
        for k, ring in enumerate(parts):
            fuller = []
            for a, b in zip(ring, ring[1:] + ring[:1], strict=True):
                fuller.append(a)
                low, high = sorted((a[1], b[1]))
                near = [p for row in range(low // 40, high // 40 + 1) for p in by_row.get(row, ())]
                on = [p for p in near if p not in (a, b) and _between(a, p, b)]
                fuller += sorted(on, key=lambda p: (p[0] - a[0]) ** 2 + (p[1] - a[1]) ** 2)
            parts[k] = fuller
    return drawn


def _between(a, p, b):
    cross = (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])
    along = (b[0] - a[0]) * (p[0] - a[0]) + (b[1] - a[1]) * (p[1] - a[1])
    return cross == 0 and 0 < along < (b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2


def outline_of(drawn):
    """The silhouette: the edges that belong to one zone only, tied into rings. Nothing else is the outline."""
    edges = {}
    for parts in drawn.values():
        for ring in parts:
            for a, b in zip(ring, ring[1:] + ring[:1], strict=True):
                edges[a, b] = edges.get((a, b), 0) + 1
    outer = {}
    for a, b in edges:
        if (b, a) not in edges:
            outer.setdefault(a, []).append(b)
    found = []
    while outer:
        start = here = next(iter(outer))
        ring = []
        while True:
            ring.append(here)
            there = outer[here].pop()
            if not outer[here]:
                del outer[here]
            here = there
            if here == start:
                break
        found.append(ring)
    return found


def path(parts):
    text = ""
    for ring in parts:
        (x, y), *more = ring
        text += f"M{x} {y}l"
        steps = []
        for px, py in more:
            steps.append(f"{px - x}{'' if py - y < 0 else ' '}{py - y}")
            x, y = px, py
        text += "".join(s if i == 0 or s.startswith("-") else " " + s for i, s in enumerate(steps)) + "z"
    return text


def hint_paths(view):
    for line in HINTS[view]:
        line = LineString(smooth(line, steps=12)).simplify(0.04)
        for side in "LR":
            points = [(round(x * 10), round(y * 10)) for x, y in placed(view, line, side).coords]
            text = path([points])
            yield text[:-1]


def svg(view, drawn):
    width, height = (n * 10 for n in FRAME[view])
    order = sorted(drawn)
    zones = "\n".join(f'<path data-zone="{code}" d="{path(drawn[code])}"/>' for code in order)
    hints = "".join(dict.fromkeys(hint_paths(view)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" data-view="{view}" data-version="{VERSION}">\n'
        f'<g class="zones">\n{zones}\n</g>\n<path class="hints" d="{hints}"/>\n<path class="outline" d="{path(outline_of(drawn))}"/>\n</svg>\n'
    )


def products():
    """{file: text} of all that is committed."""
    views, table, told = draw()
    files = {BODY / f"drawing/{view}.svg": svg(view, drawn) for view, drawn in views.items()}
    files |= {STATIC / f"{view}.svg": files[BODY / f"drawing/{view}.svg"] for view in VIEWS}
    out = io.StringIO()
    writer = csv.DictWriter(out, ["code", "region", "area", "views", "da", "en"], lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted(table, key=lambda row: row["code"]))
    files[BODY / "zones.csv"] = out.getvalue()
    files[BODY / "neighbours.csv"] = "".join(f"{a},{b}\n" for a, b in sorted(touching(views)))
    return files, told


def main():
    files, told = products()
    for line in told:
        print(line)
    if "--check" in sys.argv:
        stale = [str(f.name) for f, text in files.items() if not f.exists() or f.read_text("utf-8") != text]
        print("stale: " + ", ".join(stale) if stale else "current")
        return bool(stale or told)
    for file, text in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return bool(told)


if __name__ == "__main__":
    raise SystemExit(main())
