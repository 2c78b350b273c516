"""The maps on paper: the row of them and the change, each with its words."""

from pathlib import Path

from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.care.presenters.paper import typeset
from myosotis.clinic.maps.pictures import TreatmentMaps

TEMPLATE = Path(__file__).with_name("maps.typ")


def as_pdf(maps: TreatmentMaps) -> bytes:
    treatment = maps.treatment
    told = [{"title": told.title, "lines": told.lines} for told in maps.told]
    said = {
        "language": maps.language,
        "title": wording.text("words/map_page.title"),
        "clinic": treatment.clinic.name,
        "about": f"{treatment.client.name}, {moments.day_and_time(treatment.ended_at)}",
        "row": maps.row,
        "change": maps.change_wide,
        "change_words": wording.text("words/map_page.change"),
        "told": told,
        "note": wording.text("words/map_page.note"),
    }
    return typeset(TEMPLATE, said, treatment.ended_at)
