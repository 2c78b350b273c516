"""The first 72 hours after a treatment as a drawing: until when she may be sore, and when she is asked, by her own clock.

Real colours, so that the same drawing goes on a page and on paper; the classes are for a dark screen, which has its own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import escape

SPAN_HOURS = 72
PAPER, INK, MUTED, LINE, NIGHT = "#ffffff", "#1c2733", "#51606e", "#c4cad1", "#dfe3e9"
BAND, BAND_EDGE, MARK = "#bcd5f0", "#25589c", "#25589c"
NIGHT_FROM, NIGHT_UNTIL = 22, 7


@dataclass(frozen=True)
class Mark:
    """A time at which she is asked, and how her clock shows it."""

    at: datetime
    label: str


@dataclass(frozen=True)
class FirstHours:
    """Moments carry her time zone. Without `band_label` nothing is expected to hurt, and no band is drawn."""

    title: str
    description: str
    ended: datetime
    over: datetime
    marks: Sequence[Mark]
    end_label: str
    band_label: str
    over_label: str
    weekday: Callable[[datetime], str]


def first_hours(drawn: FirstHours, *, name: str, width: int = 720, height: int = 170) -> str:
    """The SVG element; `name` makes its ids its own."""
    frame = _Frame(drawn.ended, width, height)
    parts = [
        f'<svg class="chart" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-labelledby="{name}-title {name}-words" font-family="system-ui, sans-serif" font-size="13" '
        'xmlns="http://www.w3.org/2000/svg">',
        f'<title id="{name}-title">{escape(drawn.title)}</title>',
        f'<desc id="{name}-words">{escape(drawn.description)}</desc>',
        f'<rect width="{width}" height="{height}" rx="8" class="first-paper" fill="{PAPER}"/>',
        *_nights(frame),
        *_band(frame, drawn),
        *_days(frame, drawn),
        *_marks(frame, drawn),
        "</svg>",
    ]
    return "".join(parts)


@dataclass(frozen=True)
class _Frame:
    ended: datetime
    width: int
    height: int
    left: int = 26
    right: int = 26

    def x(self, moment: datetime) -> float:
        """Elapsed hours, whatever the clocks do meanwhile."""
        hours = (moment.astimezone(UTC) - self.ended.astimezone(UTC)).total_seconds() / 3600
        share = min(1.0, max(0.0, hours / SPAN_HOURS))
        return self.left + share * (self.width - self.left - self.right)

    @property
    def axis(self) -> float:
        return self.height - 48

    @property
    def top(self) -> float:
        return 34

    @property
    def last(self) -> datetime:
        return (self.ended.astimezone(UTC) + timedelta(hours=SPAN_HOURS)).astimezone(self.ended.tzinfo)

    def days(self):
        """Every midnight of the days that are touched, by her clock."""
        day = self.ended.replace(hour=0, minute=0, second=0, microsecond=0)
        while day <= self.last:
            yield day
            day += timedelta(days=1)


def _nights(frame):
    for day in frame.days():
        for begins, ends in ((day.replace(hour=0), day.replace(hour=NIGHT_UNTIL)),
                             (day.replace(hour=NIGHT_FROM), day + timedelta(days=1))):  # fmt: skip
            left, right = frame.x(begins), frame.x(ends)
            if right > left:
                yield (
                    f'<rect x="{left:.1f}" y="{frame.top:.1f}" width="{right - left:.1f}" '
                    f'height="{frame.axis - frame.top:.1f}" class="first-night" fill="{NIGHT}"/>'
                )


def _band(frame, drawn):
    begins, over, top, axis = frame.x(drawn.ended), frame.x(drawn.over), frame.top + 20, frame.axis
    if drawn.band_label:
        yield (
            f'<path d="M{begins:.1f} {axis:.1f}V{top:.1f}C{begins + (over - begins) * 0.55:.1f} {top:.1f} '
            f'{begins + (over - begins) * 0.7:.1f} {axis:.1f} {over:.1f} {axis:.1f}Z" class="first-band" fill="{BAND}"/>'
        )
        yield f'<text x="{begins + 8:.1f}" y="{axis - 10:.1f}" class="first-ink" fill="{INK}">{escape(drawn.band_label)}</text>'
    yield f'<path d="M{over:.1f} {frame.top - 8:.1f}V{axis:.1f}" class="first-over" stroke="{BAND_EDGE}" stroke-width="2" stroke-dasharray="5 4"/>'
    yield (
        f'<text x="{over:.1f}" y="{frame.top - 14:.1f}" text-anchor="middle" font-weight="650" class="first-ink" fill="{INK}">'
        f"{escape(drawn.over_label)}</text>"
    )
    yield f'<path d="M{begins:.1f} {frame.top - 8:.1f}V{axis:.1f}" class="first-end" stroke="{INK}" stroke-width="2"/>'
    yield f'<text x="{begins - 12:.1f}" y="{frame.top - 14:.1f}" font-weight="650" class="first-ink" fill="{INK}">{escape(drawn.end_label)}</text>'


def _days(frame, drawn):
    yield f'<path d="M{frame.left} {frame.axis:.1f}H{frame.width - frame.right}" class="first-line" stroke="{LINE}" stroke-width="2"/>'
    for day in frame.days():
        if day > frame.ended:
            yield f'<path d="M{frame.x(day):.1f} {frame.top:.1f}V{frame.axis:.1f}" class="first-line" stroke="{LINE}"/>'


def _marks(frame, drawn):
    """A dot for each time, its weekday and clock below."""
    for mark in drawn.marks:
        x = frame.x(mark.at)
        inside, y = min(max(x, frame.left + 4), frame.width - frame.right - 4), frame.axis + 22
        yield f'<circle cx="{x:.1f}" cy="{frame.axis:.1f}" r="6" class="first-mark" fill="{MARK}" stroke="{PAPER}" stroke-width="2"/>'
        yield (
            f'<text x="{inside:.1f}" y="{y:.1f}" text-anchor="middle" class="first-muted" fill="{MUTED}" font-size="12">'
            f"{escape(drawn.weekday(mark.at))}</text>"
            f'<text x="{inside:.1f}" y="{y + 15:.1f}" text-anchor="middle" font-weight="650" class="first-ink" fill="{INK}">'
            f"{escape(mark.label)}</text>"
        )
