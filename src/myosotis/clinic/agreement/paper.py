"""The agreement on paper: a tagged PDF by typst. What is said goes in as JSON, so no word of it can be a command."""

import json
from pathlib import Path

import typst

from myosotis.clinic.agreement.qr import qr_on_paper
from myosotis.clinic.agreement.sheet import Sheet, say
from myosotis.clinic.care.presenters import wording

TEMPLATE = Path(__file__).with_name("sheet.typ")
HEADINGS = ("may_notice", "how_long", "not_expected", "write_when", "whom", "agreed_heading", "picture_heading",
            "answer_here", "scan")  # fmt: skip


def as_pdf(sheet: Sheet) -> bytes:
    """PDF/UA-1: tagged, with a language, a title and words for every picture."""
    said = sheet.as_mapping() | {
        "language": wording.language(),
        "clinic": sheet.clinic.name,
        "headings": {name: say(name) for name in HEADINGS},
        "picture": sheet.picture(name="paper", width=720, height=160),
        "address": sheet.address,
        "qr": qr_on_paper(sheet.address) if sheet.address else "",
        "marks_mean": say("marks_mean"),
        "not_a_doctor": wording.text("advice/service.not_a_doctor"),
    }
    return typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        format="pdf",
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        timestamp=int(sheet.treatment.ended_at.timestamp()),
        sys_inputs={"said": json.dumps(said, ensure_ascii=False)},
    )
