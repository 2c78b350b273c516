"""Smooth lines through points, and limbs as tapered tubes. Build time only."""

from math import dist

from shapely import union_all
from shapely.geometry import Point, Polygon


def smooth(points, closed=False, steps=10):
    """A Catmull-Rom line (centripetal, by Barry and Goldman) through `points`; a third item 'c' keeps a corner."""
    xy = [(float(p[0]), float(p[1])) for p in points]
    corner = [len(p) > 2 for p in points]
    count = len(xy)
    line = []
    for i in range(count if closed else count - 1):
        here, there = xy[i], xy[(i + 1) % count]
        before = _beyond(there, here) if corner[i] or (not closed and i == 0) else xy[i - 1]
        j = (i + 1) % count
        after = _beyond(here, there) if corner[j] or (not closed and i + 2 == count) else xy[(i + 2) % count]
        line += _span(before, here, there, after, steps)
    return line if closed else [*line, xy[-1]]


def _beyond(inner, end):
    return 2 * end[0] - inner[0], 2 * end[1] - inner[1]


def _span(p0, p1, p2, p3, steps):
    knots = [0.0]
    for a, b in ((p0, p1), (p1, p2), (p2, p3)):
        knots.append(knots[-1] + max(dist(a, b), 1e-6) ** 0.5)
    t0, t1, t2, t3 = knots

    def mix(a, b, ta, tb, t):
        share = (t - ta) / (tb - ta)
        return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share

    for k in range(steps):
        t = t1 + (t2 - t1) * k / steps
        a1, a2, a3 = mix(p0, p1, t0, t1, t), mix(p1, p2, t1, t2, t), mix(p2, p3, t2, t3, t)
        b1, b2 = mix(a1, a2, t0, t2, t), mix(a2, a3, t1, t3, t)
        yield mix(b1, b2, t1, t2, t)


def blob(points):
    """A closed smooth shape."""
    return Polygon(smooth(points, closed=True)).buffer(0)


def tube(*rings):
    """A limb or finger: circles (x, y, radius) joined by their tangents."""
    circles = [Point(x, y).buffer(r, 20) for x, y, r in rings]
    return union_all([union_all(pair).convex_hull for pair in zip(circles, circles[1:], strict=False)])


def lengthen(line, by):
    """Draw both ends `by` units further; an end on the midline stays."""
    line = list(line)
    if abs(line[0][0]) > 1e-6:
        line = [_further(line[1], line[0], by), *line]
    if abs(line[-1][0]) > 1e-6:
        line = [*line, _further(line[-2], line[-1], by)]
    return line


def _further(inner, end, by):
    length = max(dist(inner, end), 1e-6)
    return end[0] + (end[0] - inner[0]) / length * by, end[1] + (end[1] - inner[1]) / length * by
