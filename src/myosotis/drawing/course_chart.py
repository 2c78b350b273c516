"""The course of pain as a drawing: what was felt, when it was treated, and what was to be expected.

Words and moments are arguments; nothing here knows the time. Colours come from the page's style sheet by class.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape

# A letter of a label and its height, as wide and high as they get.
LETTER, HIGH = 8.2, 12
# How wide a letter of the dates is, about.
LETTER = 7.2
MONTHS = {
    "da": "jan. feb. mar. apr. maj juni juli aug. sep. okt. nov. dec.".split(),
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(),
}


@dataclass(frozen=True)
class Point:
    """One answer: when, how much, how the judge saw it (1–5, None before the treatment), and in words."""

    at: datetime
    pain: int
    level: int | None
    label: str
    # Felt only where it did not hurt before: it lies beside the line, which is of the old place.
    elsewhere: bool = False


@dataclass(frozen=True)
class TreatmentMark:
    at: datetime
    label: str


@dataclass(frozen=True)
class Band:
    """What is to be expected after one treatment: (hours after it, lowest, highest), in order of time. Without edges it only ends the band before it: nothing is."""

    begins: datetime
    edges: Sequence[tuple[float, float, float]]


@dataclass(frozen=True)
class Chart:
    title: str
    description: str
    points: Sequence[Point]
    treatments: Sequence[TreatmentMark]
    bands: Sequence[Band] = ()
    language: str = "da"
    # Beside the last point: "now", for her who asks where she is.
    here: str = ""


def expected_band(baseline: int, *, ordinary: bool, gain: float, until_hours: float = 168) -> Sequence:
    """The expected course after a treatment, from the limits that the judge uses.

    After strong treatment pain may rise by up to 2 for a day, must be back at the baseline when two days are
    over, and is then hoped to be `gain` lower. After ordinary massage no rise is expected. These edges are our
    reading, not a forecast.
    """
    rise = 0 if ordinary else 2
    better = max(0, baseline - gain)
    highest = ((0, baseline + min(rise, 1)), (4, baseline + rise), (24, baseline + rise), (48, baseline),
               (72, max(better, baseline - gain / 2)), (until_hours, max(better, 1)))  # fmt: skip
    lowest = ((0, baseline - 1), (4, baseline - 1), (24, baseline - 2), (48, baseline - gain - 1),
              (72, baseline - gain - 2), (until_hours, baseline - gain - 3))  # fmt: skip
    return tuple((hours, _within(low), _within(high)) for (hours, low), (_, high) in zip(lowest, highest, strict=True))


def course_chart(chart: Chart, *, name: str, width: int = 720, height: int = 300) -> str:
    """The SVG element. `name` makes its ids its own when a page holds two; draw 372 wide for a phone."""
    frame = _Frame.around(chart, width, height)
    parts = [
        f'<svg class="chart" viewBox="0 0 {width} {height}" role="img" '
        f'aria-labelledby="{name}-title {name}-words" xmlns="http://www.w3.org/2000/svg">',
        f'<title id="{name}-title">{escape(chart.title)}</title>',
        f'<desc id="{name}-words">{escape(chart.description)}</desc>',
        *_scale(frame),
        *_days(frame, chart),
        *(_band(frame, chart, i) for i in range(len(chart.bands))),
        *_treatments(frame, chart),
        *_line(frame, chart),
        *_points(frame, chart),
        *_here(frame, chart),
        "</svg>",
    ]
    return "".join(parts)


@dataclass(frozen=True)
class _Frame:
    """Where a moment and a pain lie on the paper."""

    first: datetime
    hours: float
    width: int
    height: int
    left: int = 30
    right: int = 14
    top: int = 34
    bottom: int = 30

    @classmethod
    def around(cls, chart, width, height):
        moments = [p.at for p in chart.points] + [t.at for t in chart.treatments]
        first = min(moments) - timedelta(hours=6)
        last = max([*moments, *(t.at + timedelta(hours=78) for t in chart.treatments[-1:])])
        return cls(first, max(24.0, (last - first).total_seconds() / 3600 + 4), width, height)

    def x(self, moment: datetime) -> float:
        inside = (moment - self.first).total_seconds() / 3600 / self.hours
        return self.left + min(1.0, max(0.0, inside)) * (self.width - self.left - self.right)

    def y(self, pain: float) -> float:
        return self.top + (10 - pain) / 10 * (self.height - self.top - self.bottom)

    @property
    def floor(self) -> float:
        return self.y(0)

    @property
    def last(self) -> datetime:
        return self.first + timedelta(hours=self.hours)


def _scale(frame):
    for pain in range(0, 11, 2):
        y = frame.y(pain)
        yield f'<path class="chart-grid" d="M{frame.left} {y:.1f}H{frame.width - frame.right}"/>'
        yield f'<text class="chart-text" x="{frame.left - 8}" y="{y + 4:.1f}" text-anchor="end">{pain}</text>'


def _days(frame, chart):
    """As many dates as there is room for, each at midnight by the clock of the first answer."""
    days = frame.hours / 24
    every = next(step for step in (1, 2, 3, 7, 14, 28, 56, 10_000) if days / step <= frame.width / 66)
    day = frame.first.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    free = 0.0
    while day < frame.last:
        x = frame.x(day)
        text = f"{day.day}. {_month(day, chart)}" if chart.language == "da" else f"{day.day} {_month(day, chart)}"
        # At the edges the words turn inwards, and may then meet the next: a tick without a date says nothing.
        anchor = "start" if x < frame.left + 18 else "end" if x > frame.width - 30 else "middle"
        wide = LETTER * len(text)
        begins = x - wide * {"start": 0, "middle": 0.5, "end": 1}[anchor]
        if begins >= free:
            yield f'<path class="chart-tick" d="M{x:.1f} {frame.floor:.1f}v5"/>'
            yield f'<text class="chart-text" x="{x:.1f}" y="{frame.floor + 20:.1f}" text-anchor="{anchor}">{text}</text>'
            free = begins + wide + LETTER
        day += timedelta(days=every)


def _month(day, chart):
    return MONTHS[chart.language][day.month - 1]


def _band(frame, chart, number):
    band = chart.bands[number]
    if not band.edges:
        return ""
    until = chart.bands[number + 1].begins if number + 1 < len(chart.bands) else frame.last
    room = (until - band.begins).total_seconds() / 3600
    edges = _until(band.edges, room)
    high = [(frame.x(band.begins + timedelta(hours=h)), frame.y(top)) for h, _, top in edges]
    low = [(frame.x(band.begins + timedelta(hours=h)), frame.y(bottom)) for h, bottom, _ in edges]
    return f'<path class="chart-band" d="{_smooth(high)}L{_smooth(low[::-1])[1:]}Z"/>'


def _until(edges, room):
    """The edges up to `room` hours, the last one drawn on as it was."""
    kept = [edge for edge in edges if edge[0] < room]
    after = next((edge for edge in edges if edge[0] >= room), None)
    if after is None:
        return [*kept, (room, *kept[-1][1:])]
    if not kept:
        return [after, after]
    before = kept[-1]
    share = (room - before[0]) / (after[0] - before[0])
    between = tuple(b + share * (a - b) for b, a in zip(before[1:], after[1:], strict=True))
    return [*kept, (room, *between)]


def _treatments(frame, chart):
    taken = 0.0
    for mark in chart.treatments:
        x = frame.x(mark.at)
        yield f'<path class="chart-treatment" d="M{x:.1f} {frame.top - 8}V{frame.floor:.1f}"/>'
        width = LETTER * len(mark.label)
        begins = min(x - 1, frame.width - width)
        # A label that would lie on the one before it is left out; the table has them all.
        if begins >= taken:
            yield f'<text class="chart-label" x="{begins:.1f}" y="{frame.top - 14}">{escape(mark.label)}</text>'
            taken = begins + width + 4


def _line(frame, chart):
    """One line for each treatment: a new one begins where the clock begins again."""
    here = [point for point in chart.points if not point.elsewhere]
    if len(here) > 1:
        yield '<path class="chart-line" d="M' + "L".join(f"{frame.x(p.at):.1f} {frame.y(p.pain):.1f}" for p in here) + '"/>'


def _points(frame, chart):
    """Shape says what colour says: a circle is calm, a diamond is to be looked at, a triangle is for today; dashed is elsewhere."""
    for point in chart.points:
        x, y, level = frame.x(point.at), frame.y(point.pain), point.level or 1
        if level >= 3:
            shape, kind = f"M{x:.1f} {y - 8:.1f}l8 14h-16z", "chart-today"
        elif level == 2:
            shape, kind = f"M{x:.1f} {y - 7:.1f}l7 7l-7 7l-7-7z", "chart-look"
        else:
            shape, kind = f"M{x - 5:.1f} {y:.1f}a5 5 0 1 0 10 0a5 5 0 1 0-10 0z", "chart-calm"
        kind += " chart-elsewhere" if point.elsewhere else ""
        yield f'<path class="{kind}" d="{shape}"><title>{escape(point.label)}</title></path>'


def _here(frame, chart):
    """A ring round the last point, with its word beside it: where it lies on no line and within the drawing."""
    if not chart.here or not chart.points:
        return
    points = [(frame.x(p.at), frame.y(p.pain)) for p in chart.points if not p.elsewhere or p is chart.points[-1]]
    (x, y), wide = points[-1], LETTER * len(chart.here)
    lines = [*zip(points, points[1:], strict=False), *(((t, frame.top), (t, frame.floor)) for t in (frame.x(m.at) for m in chart.treatments))]
    # Left edge and foot of the word: above, below, and then to the sides of the ring.
    places = [(x - wide / 2, y - 20), (x - wide / 2, y + 30), (x + 18, y + 5), (x - 18 - wide, y + 5),
              (x - wide - 4, y - 18), (x - wide - 4, y + 28), (x + 4, y - 18), (x + 4, y + 28)]  # fmt: skip
    inside = [(a, b) for a, b in places if frame.left <= a <= frame.width - wide and frame.top <= b - HIGH and b <= frame.floor]
    free = [(a, b) for a, b in inside if not any(_touches((a - 2, b - HIGH, a + wide + 2, b + 3), *line) for line in lines)]
    a, b = (free or inside or places)[0]
    yield f'<circle class="chart-here" cx="{x:.1f}" cy="{y:.1f}" r="13"/>'
    yield f'<text class="chart-label" x="{a:.1f}" y="{b:.1f}">{escape(chart.here)}</text>'


def _touches(box, begins, ends) -> bool:
    """Does the piece of a line go through the box (left, top, right, bottom)? After Liang and Barsky."""
    (x, y), (dx, dy) = begins, (ends[0] - begins[0], ends[1] - begins[1])
    first, last = 0.0, 1.0
    for step, room in ((-dx, x - box[0]), (dx, box[2] - x), (-dy, y - box[1]), (dy, box[3] - y)):
        if step == 0:
            if room < 0:
                return False
        elif step < 0:
            first = max(first, room / step)
        else:
            last = min(last, room / step)
    return first <= last


def _smooth(points):
    """A curve that never overshoots (monotone cubic, Fritsch–Carlson): pain stays within 0 to 10."""
    if len(points) < 3:
        return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    steps = [(b[0] - a[0]) or 1e-9 for a, b in zip(points, points[1:], strict=False)]
    slopes = [(b[1] - a[1]) / step for a, b, step in zip(points, points[1:], steps, strict=False)]
    tangents = [slopes[0]]
    for i in range(1, len(points) - 1):
        before, after = slopes[i - 1], slopes[i]
        if before * after <= 0:
            tangents.append(0.0)
        else:
            near, far = 2 * steps[i] + steps[i - 1], steps[i] + 2 * steps[i - 1]
            tangents.append((near + far) / (near / before + far / after))
    tangents.append(slopes[-1])
    path = f"M{points[0][0]:.1f} {points[0][1]:.1f}"
    for i, step in enumerate(steps):
        (x0, y0), (x1, y1), third = points[i], points[i + 1], step / 3
        path += (
            f"C{x0 + third:.1f} {y0 + tangents[i] * third:.1f} "
            f"{x1 - third:.1f} {y1 - tangents[i + 1] * third:.1f} {x1:.1f} {y1:.1f}"
        )
    return path


def _within(pain: float) -> float:
    return min(10.0, max(0.0, pain))


# On paper there is no style sheet of a page, and nothing has a colour unless the drawing brings it.
_ON_PAPER = """
.chart-grid { stroke: #d6dbe0; fill: none } .chart-tick { stroke: #51606e } .chart-text { fill: #51606e; font-size: 13px }
.chart-label { fill: #1b2733; font-size: 13px; font-weight: 650 } .chart-band { fill: #cfe0f5; opacity: .7 }
.chart-treatment { stroke: #1b2733; stroke-width: 1.5 } .chart-line { fill: none; stroke: #1b2733; stroke-width: 2 }
.chart-here { fill: none; stroke: #25589c; stroke-width: 2.5 } .chart-calm { fill: #fff; stroke: #1b2733; stroke-width: 2 }
.chart-look { fill: #25589c; stroke: #fff; stroke-width: 2 } .chart-today { fill: #a3262a; stroke: #fff; stroke-width: 2 }
.chart-elsewhere { fill: #fff; stroke: #1b2733; stroke-dasharray: 3 2.5 }
"""


def on_paper(drawing: str) -> str:
    """The same drawing with colours of its own; an empty one stays empty."""
    end = drawing.find(">") + 1
    return f"{drawing[:end]}<style>{_ON_PAPER}</style>{drawing[end:]}" if drawing else ""
