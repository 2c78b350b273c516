"""The maps on paper: a tagged PDF by typst. The pictures and words go in as JSON, so none of them can be a command."""

import json
from pathlib import Path

import typst

from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.maps.pictures import TreatmentMaps

TEMPLATE = Path(__file__).with_name("maps.typ")


def as_pdf(maps: TreatmentMaps) -> bytes:
    """PDF/UA-1: the row of maps and the change, each with its words."""
    treatment = maps.treatment
    told = [{"title": told.title, "text": told.text} for told in maps.told]
    said = {
        "language": maps.language,
        "title": wording.text("words/map_page.title"),
        "clinic": treatment.clinic.name,
        "about": f"{treatment.client.name}, {moments.day_and_time(treatment.ended_at)}",
        "row": maps.row,
        "change": maps.change,
        "change_words": wording.text("words/map_page.change"),
        "told": told,
        "note": wording.text("words/map_page.note"),
    }
    return typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        format="pdf",
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        timestamp=int(treatment.ended_at.timestamp()),
        sys_inputs={"said": json.dumps(said, ensure_ascii=False)},
    )
