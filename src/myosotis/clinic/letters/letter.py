"""A complaint as a letter: what was done and when, what was felt, what was told, and what a doctor should know first."""

from pathlib import Path

from django.db.models import Prefetch

from myosotis.clinic.care.models import CheckIn
from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.care.presenters.answered import answers_in_words, who_wrote, written
from myosotis.clinic.care.presenters.client import drawn, felt_before
from myosotis.clinic.care.presenters.judged import LevelWords, reading_words
from myosotis.clinic.care.presenters.paper import typeset
from myosotis.clinic.maps.pictures import TreatmentMaps, says_where
from myosotis.clinic.plans.presenters.dose import dose_of
from myosotis.clinic.plans.presenters.own_view import own_view_said
from myosotis.clinic.plans.presenters.plan import direction
from myosotis.clinic.plans.situation import Situation
from myosotis.drawing.course_chart import on_paper
from myosotis.terms import Level

PAGE = "advice/letters"
TEMPLATE = Path(__file__).with_name("letter.typ")
SHORT_TREATMENTS = 1


def say(name: str, **filled) -> str:
    return wording.text(f"{PAGE}.{name}", **filled)


class Letter:
    """`short` is the page before a visit: the newest treatment only, and the direction of the next dose."""

    def __init__(self, complaint, at, *, short=False):
        self.complaint, self.at, self.short = complaint, at, short
        self.client, self.clinic = complaint.client, complaint.clinic
        stored = complaint.treatments.select_related("by", "baseline", "complaint").prefetch_related(
            Prefetch("checkins", CheckIn.objects.order_by("hours", "made_at")),
            "checkins__assessments__acknowledgements__by",
            "checkins__assessments__acknowledgements__own_view",
            "kept_sittings__sitting__signals",
        )
        self.all = sorted(stored, key=lambda treatment: treatment.ended_at)
        self.treatments = self.all[-SHORT_TREATMENTS:] if short else self.all

    @property
    def urgent(self) -> list[str]:
        """What asked for a doctor or 112, newest first: when, which signs, what she was told to do, and what was done."""
        found = []
        for treatment in reversed(self.all):
            for checkin in reversed(treatment.checkins.all()):
                for judged in checkin.assessments.all():
                    if judged.level is None:
                        found.append(say("not_judged_line", when=moments.day_and_time(checkin.received_at), done=self._done(judged)))
                    elif judged.level >= Level.doctor_today:
                        found.append(self._urgent(checkin, judged))
        return found

    def _urgent(self, checkin, judged) -> str:
        said = [answer for question, answer in answers_in_words({"symptoms": checkin.answers.get("symptoms") or {}})]
        line = say(
            "urgent_line",
            when=moments.day_and_time(checkin.received_at),
            level=LevelWords.for_therapist(judged.level).words,
            signs=", ".join(said) or say("no_signs"),
            told=judged.told.get("headline", "").rstrip("."),
            done=self._done(judged),
        )
        return " ".join(filter(None, (line, who_wrote(checkin))))

    def _done(self, judged) -> str:
        return _closed(judged.acknowledged) or say("not_closed")

    def as_mapping(self) -> dict:
        newest = next((t for t in reversed(self.all) if any(says_where(c.answers) for c in t.checkins.all())), None)
        return {
            "language": wording.language(),
            "short": self.short,
            "title": say("summary" if self.short else "title"),
            "clinic": self.clinic.name,
            "whose": say("whose", client=self.client.name, born=f"{self.client.born:%d.%m.%Y}", phone=self.client.phone or "–"),
            "from": say("from", clinic=self.clinic.name, phone=self.clinic.phone, time=moments.day_and_time(self.at)),
            "about": say("about", site=wording.site(self.complaint.site), count=len(self.all)),
            "words": self.complaint.words,
            "conditions": self._conditions(),
            "urgent": self.urgent,
            "chart": on_paper(drawn(self.complaint, self.all)["wide"]) if self.all else "",
            "map": TreatmentMaps(newest).change if newest else "",
            "treatments": [self._treatment(treatment) for treatment in reversed(self.treatments)],
            "next": direction(Situation(self.complaint, self.at)) if self.short and self.all else "",
            "headings": {name: say(name) for name in ("urgent", "none_urgent", "illness", "course", "chart_alt", "map_alt", "treated", "answers", "no_answers", "before", "next")},
            "note": say("note"),
            "not_a_doctor": wording.text("advice/service.not_a_doctor"),
        }  # fmt: skip

    def _conditions(self) -> str:
        known = self.client.conditions
        if known is None:
            return say("not_asked")
        return ", ".join(wording.label("conditions", name) for name in known) or say("nothing_known")

    def _treatment(self, treatment) -> dict:
        before = felt_before(getattr(treatment, "baseline", None))
        return {
            "when": wording.first_letter(moments.day_and_time(treatment.ended_at)),
            "what": f"{wording.first_letter(wording.label('kinds', treatment.kind))}: {dose_of(treatment)}. {wording.first_letter(wording.sites(treatment.sites))}. {treatment.by.name}.",
            "before": "; ".join(f"{question.lower()}: {answer}" for question, answer in before),
            "answers": [self._answer(checkin) for checkin in treatment.checkins.all()],
        }

    def _answer(self, checkin) -> dict:
        judged = list(checkin.assessments.all())
        last = judged[-1] if judged else None
        said = "; ".join(f"{question.lower()}: {answer}" for question, answer in answers_in_words(checkin.answers))
        return {
            "when": say("after", hours=moments.hours(checkin.hours), when=moments.short(checkin.received_at)),
            "said": said,
            "wrote": " ".join(filter(None, (who_wrote(checkin), wrote_words(checkin.answers)))),
            "judged": f"{LevelWords.for_therapist(last.level).words}. {reading_words(last)}" if last else "",
            "told": last.told.get("headline", "") if last else "",
            "done": _closed(last.acknowledged) if last else "",
        }


def _closed(acknowledgement) -> str:
    """Who has seen it, with the note, or else the judgement given instead; empty where nobody has."""
    if not acknowledgement:
        return ""
    return say("closed_by", who=acknowledgement.by.name, note=acknowledgement.note or own_view_said(acknowledgement) or "–")


def wrote_words(answers) -> str:
    """What she wrote herself, in quotation marks; empty where she wrote nothing."""
    words = written(answers)
    return f"{wording.text('words/answered.wrote')}: “{words}”" if words else ""


def as_pdf(letter: Letter) -> bytes:
    return typeset(TEMPLATE, letter.as_mapping(), letter.at)
