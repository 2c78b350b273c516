"""Her history on paper."""

from pathlib import Path

from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.care.presenters.paper import typeset
from myosotis.clinic.mine.presenter import HerCourses, say
from myosotis.drawing.course_chart import on_paper

TEMPLATE = Path(__file__).with_name("courses.typ")


def as_pdf(courses: HerCourses) -> bytes:
    said = {
        "language": wording.language(),
        "title": say("title"),
        "clinic": courses.client.clinic.name,
        "whose": f"{courses.client.name} · {say('made', time=moments.day_and_time(courses.at))}",
        "headings": {name: say(name) for name in ("answers", "no_answers", "agreed", "nothing_yet")},
        "not_a_doctor": wording.text("advice/service.not_a_doctor"),
        "complaints": [_complaint(complaint) for complaint in courses.complaints],
    }
    return typeset(TEMPLATE, said, courses.at)


def _complaint(complaint) -> dict:
    return {
        "title": complaint.title,
        "picture": on_paper(complaint.wide),
        "treatments": [
            {
                "ended": wording.first_letter(each.ended),
                "what": f"{each.what} {each.before}",
                "answers": [
                    {
                        "when": answer.when,
                        "pain": answer.pain,
                        "corrects": "".join(f"{mark}. " for mark in answer.marks),
                        "told_lead": answer.told_lead,
                        "told": answer.told,
                        "language": answer.language,
                        "seen": answer.seen,
                    }
                    for answer in each.answers
                ],
                "agreed": each.agreed,
                "agreed_language": each.agreed_language,
            }
            for each in complaint.treatments
        ],
    }
