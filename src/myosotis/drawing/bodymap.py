"""Body maps as pictures: one map after the other, then and now, and where a muscle is felt and refers to.

One SVG for page, print and PDF: real colours stand in the attributes, and the page's style sheet may darken them by
class. What a mark means never hangs on its colour: numbers stand beside the figure, and every kind has its pattern.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from myosotis.body.compare import change
from myosotis.body.pictures import VIEWS, Picture, middle, picture, rings
from myosotis.body.zones import ZONES

INK, MUTED, PAPER = "#1c2733", "#51606e", "#ffffff"
SKIN, BORDER, HINT, OUTLINE = "#f6efe7", "#cdbfb1", "#b9a898", "#5d5148"
# Kind of mark → (class, ground, pattern, colour of the pattern and edge). The grounds differ in grey as well.
KINDS = {
    "low": ("#f9dcae", None, "#8a4b12"),
    "middle": ("#ee9a55", None, "#7a3208"),
    "high": ("#b3321f", None, "#4d0f06"),
    "unrated": ("#f0a35e", None, "#7a3208"),
    "treated": ("#d8e8e2", "dots", "#1d6a53"),
    "referral": ("#e6e0f4", "stripes", "#5a3f97"),
    "secondary": ("#f3f0fa", "sparse", "#5a3f97"),
    "palpation": ("#2f6fb4", None, "#123a66"),
    "gone": ("#ffffff", None, "#1d6a53"),
    "unsaid": ("#ffffff", "level", "#51606e"),
    "less": ("#d8e8e2", "falling", "#1d6a53"),
    "same": ("#efe3c8", "level", "#7a5a12"),
    "more": ("#f2b8a6", "rising", "#9c2313"),
    "new": ("#e48b76", "crossed", "#7d1608"),
}
_DRAWN = {
    "dots": (90, '<circle cx="45" cy="45" r="20" fill="{ink}"/>'),
    "stripes": (100, '<path d="M-25 75L75-25M25 125L125 25" stroke="{ink}" stroke-width="24"/>'),
    "sparse": (170, '<path d="M-42 127L127-42M43 212L212 43" stroke="{ink}" stroke-width="18"/>'),
    "falling": (110, '<path d="M-27-27L137 137M-27 83L27 137M83-27L137 27" stroke="{ink}" stroke-width="18"/>'),
    "level": (110, '<path d="M0 55H110" stroke="{ink}" stroke-width="18"/>'),
    "rising": (110, '<path d="M-27 137L137-27M-27 27L27-27M83 137L137 83" stroke="{ink}" stroke-width="26"/>'),
    "crossed": (120, '<path d="M0 0L120 120M0 120L120 0" stroke="{ink}" stroke-width="22"/>'),
}
MARGIN, GAP, LINE, LETTERS = 1050, 250, 430, 330
# Where the first number beside a figure may stand: below the words for left and right.
HIGHEST = 500
OWN_VIEW = {"F": "front", "B": "back", "S": "soles"}  # the view that a code is named after
WAIST = 4650  # a picture whose marks all lie above this line shows the upper body only
CUT = 5000


@dataclass(frozen=True)
class Mark:
    """What is known of one zone at one moment."""

    pain: int | None = None
    hurts: bool = False
    treated: bool = False
    referral: bool = False

    @property
    def is_painful(self) -> bool:
        return self.hurts or bool(self.pain)


@dataclass(frozen=True)
class Panel:
    """One map with its heading: `Før behandlingen`, `Efter 24 timer`."""

    title: str
    marks: Mapping[str, Mark]
    # The same in words, one place each, where places say more than their zones do.
    lines: Sequence[str] = ()

    def told(self, language: str) -> list[str]:
        return list(self.lines) or lines_of(self.marks, language)


@dataclass(frozen=True)
class _Layer:
    """Zones of one kind on a figure, each with the label that stands beside it (or none)."""

    kinds: Mapping[str, str]
    labels: Mapping[str, str]


def shade(pain: int | None) -> str:
    """How strong a pain is drawn."""
    if pain is None:
        return "unrated"
    return "high" if pain >= 7 else "middle" if pain >= 4 else "low"


def panels(maps: Sequence[Panel], words: Mapping, language: str, *, per_row: int = 3, ident: str = "maps", stacked: bool = False) -> str:
    """The baseline, the treated zones and every check-in side by side. `words` are the book's for the body map.

    `stacked`: for a phone, one figure below the other, and of each map the views that have something to show.
    """
    layers = [(panel.title, _layer_of(panel.marks)) for panel in maps]
    used = {kind for _, layer in layers for kind in layer.kinds.values()}
    legend = [("middle", "pain")] if used & {"low", "middle", "high", "unrated"} else []
    legend += [(kind, kind) for kind in ("treated", "referral") if kind in used]
    if any("●" in label for _, layer in layers for label in layer.labels.values()):
        legend.append(("", "treated"))
    told = "; ".join(f"{panel.title}: {', '.join(panel.told(language)) or '–'}" for panel in maps)
    return _sheet(layers, legend, words, language, told, ident, per_row, stacked)


def _layer_of(marks: Mapping[str, Mark]) -> _Layer:
    kinds, labels = {}, {}
    for code, mark in marks.items():
        if mark.is_painful:
            kinds[code] = shade(mark.pain)
            labels[code] = "" if mark.pain is None else str(mark.pain)
        elif mark.treated:
            kinds[code] = "treated"
        elif mark.referral:
            kinds[code] = "referral"
        if mark.treated and mark.is_painful:
            labels[code] = f"{labels[code]} ●".strip()
    return _Layer(kinds, labels)


def then_and_now(
    then: Mapping[str, int | None], now: Mapping[str, int | None], words: Mapping, language: str, *, title: str = "", ident: str = "change",
    unsaid: Collection[str] = (), told: str = "", stacked: bool = False,
) -> str:  # fmt: skip
    """One figure that says where pain is new, gone, less, unchanged or more, by pattern and by number.

    `unsaid` are zones that hurt then and were not marked now, where nobody has said that they do not hurt any more.
    A zone without a number (None) hurt, and nobody knows how much: it is neither new nor gone.
    """
    kinds, labels = {}, {}
    for code in (code for code in ZONES if then.get(code, 0) != 0 or now.get(code, 0) != 0):
        before, after = then.get(code, 0), now.get(code, 0)
        kinds[code] = "unsaid" if code in unsaid and after == 0 else kind_of_change(before, after)
        number = "?" if before is None else f"{before}"
        labels[code] = number if before == after else f"{number}→?" if kinds[code] == "unsaid" or after is None else f"{number}→{after}"
    used = set(kinds.values())
    legend = [(kind, kind) for kind in ("new", "more", "same", "less", "unrated", "gone", "unsaid") if kind in used]
    told = told or ", ".join(f"{ZONES[code].short_name(language)} {labels[code]}" for code in kinds)
    return _sheet([(title, _Layer(kinds, labels))], legend, words, language, told, ident, stacked=stacked)


def kind_of_change(before: int | None, after: int | None) -> str:
    """new, gone, less, same or more; unrated where it hurt both times and one number is not known."""
    if before == 0:
        return "new"
    if after == 0:
        return "gone"
    if before is None or after is None:
        return "unrated"
    return "same" if before == after else "less" if after < before else "more"


def changed_regions(then: Mapping[str, int], now: Mapping[str, int]) -> tuple[int, int]:
    """How many places hurt then and now: what the picture is read for first."""
    found = change(then, now)
    return found.regions_then, found.regions_now


def muscle_map(
    palpation: Collection[str], primary: Collection[str], secondary: Collection[str], words: Mapping, language: str,
    *, title: str = "", ident: str = "muscle", stacked: bool = False
) -> str:  # fmt: skip
    """Where a muscle is felt, and where its classical referral is described."""
    kinds = dict.fromkeys(secondary, "secondary") | dict.fromkeys(primary, "referral") | dict.fromkeys(palpation, "palpation")
    used = set(kinds.values())
    legend = [(kind, name) for kind, name in (("palpation", "palpation"), ("referral", "referral")) if kind in used]
    told = ", ".join(ZONES[code].short_name(language) for code in kinds)
    return _sheet([(title, _Layer(kinds, {}))], legend, words, language, told, ident, stacked=stacked)


def lines_of(marks: Mapping[str, Mark], language: str) -> list[str]:
    """The same as the picture, for who cannot see it: a place with its number each."""
    known = ((ZONES[code].short_name(language), marks[code].pain) for code in ZONES if code in marks)
    return [name if pain is None else f"{name} {pain}" for name, pain in known]


# ---- from zones to a sheet --------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Cell:
    """Figures that stand beside each other below one heading, and the views among which their numbers are shared out."""

    title: str
    layer: _Layer
    drawn: tuple[str, ...]
    views: tuple[str, ...]

    @property
    def width(self) -> int:
        return sum(picture(view).width + 2 * MARGIN for view in self.drawn)


def _cells(layers, views, stacked) -> list[_Cell]:
    if not stacked:
        return [_Cell(title, layer, views, views) for title, layer in layers]
    found = []
    for title, layer in layers:
        own = _views_for(layer.kinds)
        found += [_Cell("" if number else title, layer, (view,), own) for number, view in enumerate(own)]
    return found


def _sheet(layers, legend, words, language, told, ident, per_row=1, stacked=False) -> str:
    marked = {code for _, layer in layers for code in layer.kinds}
    cells = _cells(layers, _views_for(marked), stacked)
    views = tuple(view for view in VIEWS if any(view in cell.drawn for cell in cells))
    upper = _all_above_the_waist(marked, views)
    heights = {view: CUT if upper and view in ("front", "back") else picture(view).height for view in views}
    columns = 1 if stacked else min(per_row, len(cells)) or 1
    each = max(cell.width for cell in cells)
    bodies, y = [], 0
    for row in (cells[first : first + columns] for first in range(0, len(cells), columns)):
        head = 2 * LINE if any(cell.title for cell in row) else LINE
        for number, cell in enumerate(row):
            x = number * (each + GAP) + (each - cell.width) // 2
            bodies.append(_text(x + cell.width / 2, y + LINE, cell.title, size=LETTERS * 1.1, weight=650) if cell.title else "")
            for view in cell.drawn:
                drawn = _figure(view, cell.views, heights[view], cell.layer, words, ident)
                bodies.append(f'<g transform="translate({x} {y + head})">{drawn}</g>')
                x += picture(view).width + 2 * MARGIN
        y += head + max(heights[view] for cell in row for view in cell.drawn) + GAP
    width, foot = columns * (each + GAP) - GAP, y - GAP
    lines, drawn = _legend(legend, words, width, foot + LINE, ident)
    height = foot + LINE * (1 + lines)
    bodies.append(drawn)
    kinds = {kind for _, layer in layers for kind in layer.kinds.values()} | {kind for kind, _ in legend if kind}
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="bmp" role="img" viewBox="0 0 {width} {height}" lang="{language}">'
        f"<title>{escape(told)}</title>{_defs(kinds, views, ident)}{''.join(bodies)}</svg>"
    )


def _views_for(codes: Collection[str]) -> tuple[str, ...]:
    """As few views as show every marked zone; front and back where nothing is marked."""
    needed = [view for view in VIEWS if any(ZONES[code].views == (view,) for code in codes)]
    for code in codes:
        if not set(ZONES[code].views) & set(needed):
            needed.append(OWN_VIEW[code[0]])
    return tuple(view for view in VIEWS if view in needed) or ("front", "back")


def _all_above_the_waist(codes, views) -> bool:
    lowest = [
        max(y for ring in rings(picture(view).zones[code]) for _, y in ring)
        for view in views
        if view in ("front", "back")
        for code in codes
        if code in picture(view).zones
    ]
    return bool(lowest) and max(lowest) <= WAIST


def _defs(kinds, views, ident) -> str:
    patterns = ""
    for kind in sorted(kinds):
        ground, drawn, ink = KINDS[kind]
        if drawn:
            size, shape = _DRAWN[drawn]
            patterns += (
                f'<pattern id="{ident}-{kind}" width="{size}" height="{size}" patternUnits="userSpaceOnUse">'
                f'<rect width="{size}" height="{size}" fill="{ground}"/>{shape.format(ink=ink)}</pattern>'
            )
    figures = "".join(f'<g id="{ident}-{view}">{_bare(picture(view))}</g>' for view in views)
    return f"<defs>{patterns}{figures}</defs>"


def _bare(drawn: Picture) -> str:
    borders = "".join(drawn.zones.values())
    return (
        f'<path class="skin" d="{drawn.outline}" fill="{SKIN}"/>'
        f'<path class="border" d="{borders}" fill="none" stroke="{BORDER}" stroke-width="10" stroke-linejoin="round"/>'
    )


def _figure(view, views, height, layer, words, ident) -> str:
    drawn = picture(view)
    here = [code for code in drawn.zones if code in layer.kinds]
    marks = "".join(_marked(drawn.zones[code], layer.kinds[code], ident) for code in here)
    inner = (
        f'<svg x="{MARGIN}" y="0" width="{drawn.width}" height="{height}" viewBox="0 0 {drawn.width} {height}">'
        f'<use href="#{ident}-{view}"/>{marks}'
        f'<path class="hint" d="{drawn.hints}" fill="none" stroke="{HINT}" stroke-width="12" stroke-linecap="round"/>'
        f'<path class="outline" d="{drawn.outline}" fill="none" stroke="{OUTLINE}" stroke-width="28" stroke-linejoin="round"/></svg>'
    )
    shown = {code: layer.labels[code] for code in here if layer.labels.get(code) and view in (OWN_VIEW[code[0]], *_alone(code, views))}
    return inner + _sides(view, words) + _labels(view, shown, height)


def _alone(code, views) -> tuple[str, ...]:
    """Where a number stands when the zone's own view is not on the sheet."""
    if OWN_VIEW[code[0]] in views:
        return ()
    return tuple(view for view in views if view in ZONES[code].views)[:1]


def _marked(path, kind, ident) -> str:
    ground, drawn, ink = KINDS[kind]
    fill = f"url(#{ident}-{kind})" if drawn else ground
    dashes = ' stroke-dasharray="70 50"' if kind == "gone" else ""
    return f'<path class="mark-{kind}" d="{path}" fill="{fill}" stroke="{ink}" stroke-width="26" stroke-linejoin="round"{dashes}/>'


def _sides(view, words) -> str:
    """Left and right in words: from behind as on oneself, in front as facing someone."""
    first, last = ("left", "right") if view == "back" else ("right", "left")
    # Close to the head, so that the left of one figure is never read with the left of the next.
    beside = picture(view).width * 0.2
    return _text(MARGIN + beside, 60, words["sides"][first], muted=True) + _text(
        picture(view).width + MARGIN - beside, 60, words["sides"][last], muted=True
    )


def _labels(view, shown, height) -> str:
    """Numbers in two columns beside the figure, none on another, each tied to the nearest of its zones by a thin line.

    Zones that follow each other down the body with the same number share it; each of them has its dot.
    """
    centre, out = picture(view).width / 2, []
    for on_left in (True, False):
        points = sorted(
            ((middle(view, code), text) for code, text in shown.items() if (middle(view, code)[0] < centre) == on_left),
            key=lambda found: found[0][1],
        )
        alike = [(text, [place for place, _text_there in found]) for text, found in groupby(points, key=lambda found: found[1])]
        levels = apart([sum(y for _x, y in places) / len(places) for _text_there, places in alike], HIGHEST, height - LINE)
        column = MARGIN * 0.8 if on_left else picture(view).width + MARGIN * 1.2
        near = column + (60 if on_left else -60)
        for (text, places), level in zip(alike, levels, strict=True):
            x, y = min(places, key=lambda place: (place[1] - level) ** 2 + (place[0] + MARGIN - near) ** 2)
            out.append(f'<path class="leader" d="M{near:.0f} {level:.0f}L{x + MARGIN} {y}" stroke="{MUTED}" stroke-width="12" fill="none"/>')
            out += [
                f'<circle class="leader-end" cx="{x + MARGIN}" cy="{y}" r="34" fill="{INK}" stroke="{PAPER}" stroke-width="14"/>'
                for x, y in places
            ]
            out.append(_text(column, level + LETTERS * 0.36, text, anchor="end" if on_left else "start", weight=700))
    return "".join(out)


def apart(wanted: Sequence[float], top: float, bottom: float) -> list[float]:
    """Heights for lines of text that want to stand there, in order: a line apart between top and bottom, or as far as there is room."""
    if not wanted:
        return []
    gap = min(LINE, (bottom - top) / max(1, len(wanted) - 1))
    found: list[float] = []
    for level in wanted:
        found.append(max(level, found[-1] + gap if found else top))
    lowest = bottom
    for number in range(len(found) - 1, -1, -1):
        found[number] = min(found[number], lowest)
        lowest = found[number] - gap
    return found


def _legend(entries, words, width, y, ident) -> tuple[int, str]:
    """(how many lines, what is drawn). A mark without a kind is the dot behind a number."""
    if not entries:
        return 0, ""
    out, x, lines = "", 150, 1
    for kind, name in entries:
        label = words["legend"][name]
        wide = 540 + round(len(label) * LETTERS * 0.58)
        if x > 150 and x + wide > width:
            x, y, lines = 150, y + LINE, lines + 1
        out += _marked(f"M{x} {y}h420v300h-420z", kind, ident) if kind else _text(x + 210, y + 255, "●")
        out += _text(x + 540, y + 255, label, anchor="start")
        x += wide + 350
    return lines, out


def _text(x, y, text, *, anchor="middle", size=LETTERS, weight=400, muted=False) -> str:
    colour, name = (MUTED, "soft-words") if muted else (INK, "words")
    return (
        f'<text class="{name}" x="{x:.0f}" y="{y:.0f}" font-size="{size:.0f}" font-weight="{weight}" text-anchor="{anchor}" '
        f'fill="{colour}" font-family="system-ui, DejaVu Sans, sans-serif">{escape(text)}</text>'
    )
