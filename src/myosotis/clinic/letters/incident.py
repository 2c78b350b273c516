"""A report of what went wrong after a treatment, for one's own learning: the facts by the clock, and where it may have to be told."""

from pathlib import Path

from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.care.presenters.agreed import agreed_before
from myosotis.clinic.care.presenters.answered import answers_in_words, who_wrote
from myosotis.clinic.care.presenters.client import felt_before
from myosotis.clinic.care.presenters.flags import flag_sentences
from myosotis.clinic.care.presenters.judged import reading_words
from myosotis.clinic.care.presenters.paper import typeset
from myosotis.clinic.letters.answer import done_words, level_words, say, sentences, told_words, wrote_words
from myosotis.clinic.plans.presenters.dose import dose_of
from myosotis.knowledge import load_book

TEMPLATE = Path(__file__).with_name("incident.typ")
HEADINGS = ("incident_done", "incident_course", "incident_agreed", "incident_think", "incident_where")


class Incident:
    """One treatment: what was known before, what was done, what she wrote and was told, what was done about it, hour by hour."""

    def __init__(self, treatment, at):
        self.treatment, self.at, self.client = treatment, at, treatment.client

    @property
    def lines(self) -> list[str]:
        """Everything that happened, in order, each with its hour after the treatment."""
        found = []
        for checkin in self.treatment.checkins.order_by("hours", "made_at").prefetch_related("assessments__acknowledgements__by", "assessments__acknowledgements__own_view"):
            said = "; ".join(f"{question.lower()}: {answer}" for question, answer in answers_in_words(checkin.answers))
            said = "; ".join(filter(None, (who_wrote(checkin), wrote_words(checkin.answers), said)))
            found.append(say("incident_wrote", hours=moments.hours(checkin.hours), when=moments.short(checkin.received_at), said=said))
            for judged in checkin.assessments.all():
                reading = sentences(level_words(judged.level), reading_words(judged))
                found.append(sentences(say("incident_judged", reading=reading), told_words(checkin, judged)))
                found += done_words(judged)
        for each in self.treatment.followed_up.select_related("by"):
            found.append(say("incident_closed", when=moments.short(each.made_at), who=each.by.name, note=each.note))
        return found

    def as_mapping(self) -> dict:
        treatment = self.treatment
        before = felt_before(getattr(treatment, "baseline", None))
        disclosed = getattr(treatment, "disclosure", None)
        known = disclosed.conditions if disclosed else self.client.conditions
        agreed = agreed_before(treatment) or getattr(treatment, "agreement", None)
        return {
            "language": wording.language(),
            "title": say("incident"),
            "clinic": self.clinic_line,
            "whose": say("whose", client=self.client.name, born=f"{self.client.born:%d.%m.%Y}", phone=self.client.phone or "–"),
            "done": [
                sentences(
                    f"{wording.first_letter(moments.day_and_time(treatment.ended_at))}: {wording.label('kinds', treatment.kind)}, {dose_of(treatment)}",
                    *flag_sentences(treatment),
                    treatment.by.name,
                ),
                "; ".join(f"{question.lower()}: {answer}" for question, answer in before),
                f"{say('illness')}: " + (", ".join(wording.label("conditions", name) for name in known) or say("nothing_known") if known is not None else say("not_asked")),
            ],
            "agreed": say("incident_agreed_when", when=moments.day_and_time(agreed.made_at)) if agreed else say("incident_not_agreed"),
            "lines": self.lines or [say("no_answers")],
            "questions": [say(f"incident_question_{number}") for number in range(1, 5)],
            "where": where_to_tell(),
            "headings": {name: say(name) for name in HEADINGS},
            "note": say("note"),
        }

    @property
    def clinic_line(self) -> str:
        return say("from", clinic=self.treatment.clinic.name, phone=self.treatment.clinic.phone, time=moments.day_and_time(self.at))


def where_to_tell() -> list[str]:
    """Who is told and who hears a complaint, each with its address as the source gives it, and with the source."""
    lang, found = wording.language(), []
    for entry in load_book().file("advice/authorities").values():
        whence = say("incident_source", source=entry["source"][lang]) if "source" in entry else say("incident_unread")
        found.append(" ".join(filter(None, (entry[lang], "address" in entry and f"{entry['address']}.", whence))))
    return found


def as_pdf(incident: Incident) -> bytes:
    return typeset(TEMPLATE, incident.as_mapping(), incident.at)
