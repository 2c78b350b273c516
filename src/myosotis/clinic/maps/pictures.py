"""The marks of a treatment, turned into pictures and into words. Coarse places stand for all their zones."""

from dataclasses import dataclass

from myosotis.body.places import read_place
from myosotis.body.zones import zones_of_site
from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.care.presenters.felt import places_in
from myosotis.drawing.bodymap import Mark, Panel, in_words, muscle_map, panels, then_and_now
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
    own = answers.get("pain_at") or {}
    found: dict[str, int | None] = {}
    for name in places_in(answers):
        for zone in zones_of([name]):
            found[zone] = own.get(name, answers.get("pain"))
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
    text: str


@dataclass(frozen=True)
class MuscleHint:
    """One muscle: its name, the careful sentences, and where it is felt and refers to, as SVG."""

    name: str
    sentences: tuple[str, ...]
    picture: str


class TreatmentMaps:
    """Everything that was marked around one treatment."""

    def __init__(self, treatment):
        self.treatment = treatment
        self.language = wording.language()
        baseline = getattr(treatment, "baseline", None)
        treated = zones_of(treatment.sites)
        before = pain_in({"sites": baseline.sites, "pain": baseline.pain}) if baseline else {}
        referral = zones_of(baseline.referral_sites) if baseline else frozenset()
        self.before = before
        marks = {
            zone: Mark(before.get(zone), zone in before, zone in treated, zone in referral)
            for zone in {*before, *treated, *referral}
        }
        # Those in which places were asked about; no answer is not "nothing hurts".
        self.answers = [each for each in treatment.checkins.order_by("hours") if says_where(each.answers)]
        self.panels = [Panel(self._say("before"), marks)]
        for checkin in self.answers:
            pain = pain_in(checkin.answers)
            marked = {zone: Mark(value, True) for zone, value in pain.items()}
            self.panels.append(Panel(moments.hours(checkin.hours), marked))

    def _say(self, name: str) -> str:
        return wording.text(f"words/map_page.{name}")

    @property
    def row(self) -> str:
        """Every map side by side, as SVG."""
        return panels(self.panels, words(self.language), self.language, per_row=2, ident="row")

    @property
    def change(self) -> str:
        """Before and the latest answer in one figure, as SVG; empty without an answer."""
        if not self.answers:
            return ""
        now = {zone: pain or 0 for zone, pain in pain_in(self.answers[-1].answers).items()}
        then = {zone: pain or 0 for zone, pain in self.before.items()}
        if not any(then.values()) and not any(now.values()):
            return ""
        unsaid = {zone for zone in then if zone not in now} if self.answers[-1].answers.get("pain") else ()
        return then_and_now(then, now, words(self.language), self.language, title=self._say("change"), ident="change", unsaid=unsaid)

    @property
    def told(self) -> list[Told]:
        return [Told(panel.title, in_words(panel.marks, self.language)) for panel in self.panels]

    @property
    def hints(self) -> list["MuscleHint"]:
        """Muscles that are described in connection with the marked places: where to feel, never what it is."""
        weights = {zone: pain or 1 for zone, pain in self.before.items()}
        book, said = load_book(), words(self.language)
        found = []
        for number, hint in enumerate(muscle_hints(weights, book, limit=MOST_HINTS), 1):
            drawn = muscle_map(hint.feel, hint.primary, hint.secondary, said, self.language, ident=f"muscle{number}")
            found.append(MuscleHint(hint.muscle.name(self.language), hint_in_words(hint, book, self.language), drawn))
        return found
