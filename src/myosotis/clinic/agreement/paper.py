"""The agreement on paper."""

from pathlib import Path

from myosotis.clinic.agreement.qr import qr_on_paper
from myosotis.clinic.agreement.sheet import Sheet, headings, say
from myosotis.clinic.care.presenters import wording
from myosotis.clinic.care.presenters.paper import typeset

TEMPLATE = Path(__file__).with_name("sheet.typ")
HEADINGS = ("may_notice", "how_long", "not_expected", "write_when", "whom", "agreed_heading", "picture_heading",
            "answer_here", "scan", "rests_on")  # fmt: skip


def as_pdf(sheet: Sheet) -> bytes:
    named = headings(sheet.given)
    said = sheet.as_mapping() | {
        "language": wording.language(),
        "clinic": sheet.clinic.name,
        "title": named["title"],
        "headings": {name: say(name) for name in HEADINGS} | named,
        "picture": sheet.picture(name="paper", width=720, height=160),
        "address": sheet.address,
        "qr": qr_on_paper(sheet.address) if sheet.address else "",
        "grounds": ", ".join(sorted({one for each in sheet.grounds for one in each.ids.split(", ") if one})),
        "marks_mean": say("marks_mean"),
        "not_a_doctor": wording.text("advice/service.not_a_doctor"),
    }
    return typeset(TEMPLATE, said, sheet.treatment.ended_at)
