"""What a tappable body map needs to know, in one language: buttons, the list by region, what is chosen already.

The list of check boxes is the control; the drawing only ticks them. So a page without scripts works from this alone.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from myosotis.body.compare import mirrors
from myosotis.body.pictures import VIEWS
from myosotis.body.sites import REGIONS, read_site
from myosotis.body.zones import ZONES, distance, mirrored_zone, zones_in, zones_of_site
from myosotis.knowledge.model import Book

ROLES = ("pain", "treated", "referral")


@dataclass(frozen=True)
class Choice:
    """One check box."""

    code: str
    side: str  # left, right, mid
    side_label: str
    name: str  # with the side in words


@dataclass(frozen=True)
class Place:
    """One line of the list: a place and its sides."""

    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Region:
    name: str
    label: str
    places: tuple[Place, ...]
    codes: frozenset[str]


@dataclass(frozen=True)
class Chosen:
    """A zone that is ticked, with how bad it is and what kind, where that is known."""

    code: str
    name: str
    pain: int | None = None
    kind: str = ""


@dataclass(frozen=True)
class Picker:
    """The context of `components/bodymap.html`."""

    field_name: str
    role: str
    language: str
    words: Mapping[str, Mapping[str, str]]
    regions: tuple[Region, ...]
    kinds: Sequence[tuple[str, str]]
    chosen: tuple[Chosen, ...] = ()
    original: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    rated: bool = True
    view: str = "back"
    views: tuple[str, ...] = field(default=VIEWS)
    scale: range = range(11)

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(one.code for one in self.chosen)

    @property
    def blank(self) -> Chosen:
        """What the script copies for a zone that is chosen on the page."""
        return Chosen("", "")

    @property
    def open_regions(self) -> frozenset[str]:
        """Regions that hold something chosen stand open in the list."""
        return frozenset(ZONES[code].region for code in self.codes)

    @property
    def asked_about(self) -> dict[str, tuple[str, str]]:
        """Zones on the other side of the original pain, each with its mirror and the original place nearest to that."""
        found = {}
        for code in mirrors(self.original, ZONES):
            other = mirrored_zone(code)
            found[code] = (other, min(self.original, key=lambda place: distance(place, other)))
        return found

    @property
    def settings(self) -> str:
        """For the script, as JSON."""
        return json.dumps(
            {"original": list(self.original), "last": list(self.last), "mirrors": self.asked_about, "rated": self.rated}
        )

    @property
    def hint(self) -> str:
        return self.words["hints"]["tap" if self.role == "pain" else f"tap_{self.role}"]


def first_letter(text: str) -> str:
    return text[:1].upper() + text[1:]


def _words(book: Book, language: str) -> dict[str, dict[str, str]]:
    return {
        group: {name: entry[language] for name, entry in entries.items()}
        for group, entries in book.words("bodymap").items()
    }


def _name(zone, language: str, her_own: bool) -> str:
    return zone.name(language) if her_own else first_letter(zone.short_name(language))


def _regions(book: Book, language: str, her_own: bool) -> tuple[Region, ...]:
    names, found = book.words("sites")["regions"], []
    for region in REGIONS:
        places: dict[str, list[Choice]] = {}
        for zone in zones_in(region):
            side = first_letter(book.words("sites")["sides"][zone.side][language])
            places.setdefault(zone.label(language), []).append(Choice(zone.code, zone.side, side, _name(zone, language, her_own)))
        lines = tuple(Place(first_letter(label), tuple(choices)) for label, choices in places.items())
        codes = frozenset(choice.code for line in lines for choice in line.choices)
        found.append(Region(region, first_letter(names[region][language]), lines, codes))
    return tuple(found)


def picker(
    book: Book,
    language: str,
    *,
    role: str = "pain",
    field_name: str = "zones",
    chosen: Collection[str] = (),
    pain_at: Mapping[str, int] | None = None,
    kind_at: Mapping[str, str] | None = None,
    original: Collection[str] = (),
    last: Collection[str] = (),
    rated: bool | None = None,
    ask_kind: bool = True,
    view: str = "back",
    her_own: bool = True,
) -> Picker:
    """The map for one question. `original` is the pain before treatment, `last` what was chosen last time.

    `her_own`: she fills it in herself, so a side is "your own".
    `original` may hold coarse places (`shoulder:left`) as well; they mean all zones of that region and side.
    """
    if role not in ROLES:
        raise ValueError(f"no role is called {role!r}; the roles are {', '.join(ROLES)}")
    kinds = [(name, first_letter(entry[language])) for name, entry in book.words("qualities").items()] if ask_kind else []
    ticked = tuple(
        Chosen(code, _name(ZONES[code], language, her_own), (pain_at or {}).get(code), (kind_at or {}).get(code, ""))
        for code in ZONES
        if code in set(chosen)
    )
    return Picker(
        field_name=field_name,
        role=role,
        language=language,
        words=_words(book, language),
        regions=_regions(book, language, her_own),
        kinds=kinds,
        chosen=ticked,
        original=_as_zones(original),
        last=tuple(last),
        rated=role == "pain" if rated is None else rated,
        view=view,
    )


def _as_zones(places: Collection[str]) -> tuple[str, ...]:
    meant = {code for place in places for code in ((place,) if place in ZONES else zones_of_site(read_site(place)))}
    return tuple(code for code in ZONES if code in meant)


@dataclass(frozen=True)
class Marked:
    """What came back from the form."""

    zones: tuple[str, ...]
    pain_at: dict[str, int]
    kind_at: dict[str, str]
    refused: tuple[str, ...]

    def as_answers(self) -> dict:
        """What a course of treatment takes: the zones as its places, the pain at each, and every kind that was named."""
        answers: dict = {"sites": list(self.zones)}
        if self.pain_at:
            answers["pain_at"] = dict(self.pain_at)
        if self.kind_at:
            answers["qualities"] = list(dict.fromkeys(self.kind_at.values()))
        return answers


def read_marks(posted, field_name: str = "zones", kinds: Collection[str] = ()) -> Marked:
    """Zones with their ratings from a posted form (anything with `getlist` and `get`). What is not on the map is refused."""
    given = list(dict.fromkeys(posted.getlist(field_name)))
    zones = tuple(code for code in ZONES if code in given)
    pain_at, kind_at = {}, {}
    refused = [code for code in given if code not in ZONES]
    for code in zones:
        pain = posted.get(f"{field_name}.pain.{code}", "")
        if pain in {str(n) for n in range(11)}:
            pain_at[code] = int(pain)
        elif pain:
            refused.append(f"{code}={pain}")
        kind = posted.get(f"{field_name}.kind.{code}", "")
        if kind in kinds:
            kind_at[code] = kind
        elif kind:
            refused.append(f"{code}={kind}")
    return Marked(zones, pain_at, kind_at, tuple(refused))
