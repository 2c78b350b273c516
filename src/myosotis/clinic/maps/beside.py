"""The last map and the pains that were reported since, side by side, for whoever marks them as old or new."""

from dataclasses import dataclass

from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.care.presenters.felt import places_in
from myosotis.clinic.maps.pictures import TreatmentMaps, lines_in, pain_in, words
from myosotis.drawing.bodymap import Mark, Panel, panels

PAGE = "words/map_page"


@dataclass(frozen=True)
class NewPain:
    """A place that hurt after a treatment and not before it, as she said it last."""

    place: str
    pain: int | None
    hours: float

    @property
    def said(self) -> str:
        """4 af 10, 20 timer efter behandlingen"""
        name = "reported" if self.pain is not None else "reported_no_number"
        return wording.text(f"{PAGE}.{name}", pain=self.pain, hours=moments.hours(self.hours))


def new_pains(treatment) -> list[NewPain]:
    """In the order in which they came; what she has put right since is not asked about."""
    before = set(getattr(getattr(treatment, "baseline", None), "sites", ()))
    found: dict[str, NewPain] = {}
    for checkin in treatment.checkins.filter(corrected_by=None).order_by("hours"):
        own = checkin.answers.get("pain_at") or {}
        for place in places_in(checkin.answers):
            if place not in before:
                found[place] = NewPain(place, own.get(place, checkin.answers.get("pain")), checkin.hours)
    return list(found.values())


class LastAndNew:
    """Two maps for the form of the next treatment: before the last one, and where it has hurt since and not before."""

    def __init__(self, treatment, pains):
        self.treatment, self.pains = treatment, pains

    @property
    def last(self) -> str:
        """As SVG, like the other: a phone shows them below each other, a desk side by side."""
        marked = TreatmentMaps(self.treatment).panels[0]
        return _drawn(Panel(wording.text(f"{PAGE}.before_on", day=moments.day(self.treatment.ended_at)), marked.marks, marked.lines), "last")

    @property
    def new(self) -> str:
        answers = {"sites": [each.place for each in self.pains], "pain_at": {each.place: each.pain for each in self.pains if each.pain is not None}}
        marks = {zone: Mark(pain, True) for zone, pain in pain_in(answers).items()}
        lines = lines_in(answers, whole=wording.text(f"{PAGE}.whole"))
        return _drawn(Panel(wording.text(f"{PAGE}.since"), marks, lines), "new")


def _drawn(panel, ident) -> str:
    language = wording.language()
    return panels([panel], words(language), language, per_row=1, ident=ident)
