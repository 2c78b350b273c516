"""The marks of a treatment, turned into pictures and into words. Coarse places stand for all their zones."""

from dataclasses import dataclass

from myosotis.body.places import read_place
from myosotis.body.zones import ZONES, zones_of_site
from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.care.presenters.felt import places_in
from myosotis.clinic.maps.found import found_by, found_in_words
from myosotis.drawing.bodymap import Mark, Panel, muscle_map, panels, then_and_now
from myosotis.knowledge import load_book
from myosotis.knowledge.muscles import hint_in_words, muscle_hints

MOST_HINTS = 4


def zones_of(names) -> frozenset[str]:
    """The zones that these places mean."""
    found = set()
    for place in map(read_place, names or ()):
        found |= {place.zone} if place.zone else zones_of_site(place.site)
    return frozenset(found)


def pain_in(answers) -> dict[str, int | None]:
    """Zone → pain: its own number where it has one, else the one number of all places."""
    own, places = answers.get("pain_at") or {}, places_in(answers)
    found: dict[str, int | None] = {}
    # Regions first: a zone's own number lies on top of that of the whole.
    for name in sorted(places, key=lambda name: name in ZONES):
        for zone in () if is_marked_in(name, places, own) else zones_of([name]):
            found[zone] = own.get(name, answers.get("pain"))
    return found


def is_marked_in(name, places, own) -> bool:
    """A region of which zones were marked too: it hurts there, and not in the whole of it, unless the whole has a higher number of its own."""
    zones = [] if name in ZONES else [zone for zone in places if zone in ZONES and zone in zones_of_site(read_place(name).site)]
    return bool(zones) and (own.get(name) is None or own[name] <= max(own.get(zone) or 0 for zone in zones))


def lines_in(answers, *, whole: str) -> list[str]:
    """A line a place, with its number. A place of which no zone was drawn is the whole of it, and `whole` says so."""
    own = answers.get("pain_at") or {}
    found = []
    places = places_in(answers)
    for name in places:
        pain = own.get(name, answers.get("pain"))
        said = wording.site(name) if pain is None else f"{wording.site(name)} {pain}"
        found.append(said if name in ZONES or is_marked_in(name, places, own) else f"{said} ({whole})")
    return found


def says_where(answers) -> bool:
    """Were places asked about? They are when it hurts, and "no pain" is an answer to it."""
    return bool(places_in(answers)) or answers.get("pain") == 0


def words(language: str) -> dict:
    """The book's words for the map, in one language."""
    groups = load_book().words("bodymap").items()
    return {group: {name: entry[language] for name, entry in entries.items()} for group, entries in groups}


@dataclass(frozen=True)
class Told:
    """One map in words, for who cannot see it."""

    title: str
    lines: list[str]


@dataclass(frozen=True)
class MuscleHint:
    """One muscle: its name, the careful sentences, and where it is felt and refers to, as SVG."""

    name: str
    sentences: tuple[str, ...]
    picture: str
    narrow: str


class TreatmentMaps:
    """Everything that was marked around one treatment."""

    def __init__(self, treatment, *, ident: str = ""):
        """`ident`: before the names within the drawings, where a page shows those of several treatments."""
        self.treatment, self.ident = treatment, ident
        self.language = wording.language()
        baseline = getattr(treatment, "baseline", None)
        treated = zones_of(treatment.sites)
        said = {"sites": baseline.sites, "pain": baseline.pain} if baseline else {}
        # Muscles are looked for where somebody marked a place, not in all of a region.
        self.marked = pain_in({**said, "sites": [name for name in said.get("sites", ()) if name in ZONES]})
        before = pain_in(said)
        referral = zones_of(baseline.referral_sites) if baseline else frozenset()
        self.before = before
        marks = {
            zone: Mark(before.get(zone), zone in before, zone in treated, zone in referral)
            for zone in {*before, *treated, *referral}
        }
        # Those in which places were asked about; no answer is not "nothing hurts".
        self.answers = [each for each in treatment.checkins.filter(corrected_by=None).order_by("hours") if says_where(each.answers)]
        self.panels = [Panel(self._say("before"), marks, self._lines_before(said, baseline))]
        for checkin in self.answers:
            pain = pain_in(checkin.answers)
            marked = {zone: Mark(value, True) for zone, value in pain.items()}
            self.panels.append(Panel(moments.hours(checkin.hours), marked, lines_in(checkin.answers, whole=self._say("whole"))))

    def _say(self, name: str) -> str:
        return wording.text(f"words/map_page.{name}")

    def _lines_before(self, said, baseline) -> list[str]:
        """Where it hurt, what was treated, where it spread to."""
        legend = words(self.language)["legend"]
        more = (("treated", self.treatment.sites), ("referral", baseline.referral_sites if baseline else ()))
        found = [f"{legend[kind]}: {wording.site(name)}" for kind, names in more for name in names or ()]
        return lines_in(said, whole=self._say("not_marked")) + found

    @property
    def row(self) -> str:
        """Every map side by side, as SVG."""
        return panels(self.panels, words(self.language), self.language, per_row=2, ident=f"{self.ident}row")

    @property
    def row_narrow(self) -> str:
        """The same below each other, for a phone."""
        return panels(self.panels, words(self.language), self.language, ident=f"{self.ident}row-narrow", stacked=True)

    @property
    def change(self) -> str:
        """Before and the latest answer in one figure with its heading, as SVG; empty without an answer."""
        return self._change(title=self._say("change"), ident="change")

    @property
    def change_wide(self) -> str:
        """The same where the page has the heading."""
        return self._change(ident="change")

    @property
    def change_narrow(self) -> str:
        return self._change(ident="change-narrow", stacked=True)

    def _change(self, **drawn) -> str:
        if not self.answers:
            return ""
        now, then = pain_in(self.answers[-1].answers), self.before
        if all(pain == 0 for pain in (*then.values(), *now.values())):
            return ""
        unsaid = {zone for zone in then if zone not in now} if self.answers[-1].answers.get("pain") else ()
        told = "; ".join(f"{panel.title}: {', '.join(panel.told(self.language)) or '–'}" for panel in (self.panels[0], self.panels[-1]))
        drawn["ident"] = self.ident + drawn["ident"]
        return then_and_now(then, now, words(self.language), self.language, unsaid=unsaid, told=told, **drawn)

    @property
    def told(self) -> list[Told]:
        return [Told(wording.first_letter(panel.title), panel.told(self.language)) for panel in self.panels] + self._found()

    def _found(self) -> list[Told]:
        """Which of the pains are old and which new: of those before this treatment, and of those in its answers."""
        own = getattr(self.treatment, "localisation", None)
        later = self.treatment.complaint.treatments.filter(ended_at__gt=self.treatment.ended_at).order_by("ended_at")
        since = getattr(later.select_related("localisation__by").first(), "localisation", None)
        found = (("found_before", own), ("found_since", since))
        return [Told(found_by(each, name), found_in_words(each)) for name, each in found if each]

    @property
    def hints(self) -> list["MuscleHint"]:
        """Muscles that are described in connection with the marked places: where to feel, never what it is."""
        weights = {zone: pain or 1 for zone, pain in self.marked.items()}
        book, said = load_book(), words(self.language)
        found = []
        for number, hint in enumerate(muscle_hints(weights, book, limit=MOST_HINTS), 1):
            zones = (hint.feel, hint.primary, hint.secondary)
            drawn = muscle_map(*zones, said, self.language, ident=f"muscle{number}")
            narrow = muscle_map(*zones, said, self.language, ident=f"muscle{number}-narrow", stacked=True)
            found.append(MuscleHint(hint.muscle.name(self.language), hint_in_words(hint, book, self.language), drawn, narrow))
        return found
