"""The answer that a client gets at once: what to do, why, what is normal, when to write again, whom to ring."""

from datetime import timedelta

from myosotis.clinic.care.actions.answer import CORRECT_WITHIN, may_be_corrected, told_of_danger
from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.care.presenters.answered import written
from myosotis.clinic.care.presenters.contact import call_now
from myosotis.clinic.care.presenters.here import here_on_her_course, talked_about
from myosotis.clinic.care.presenters.judged import explained
from myosotis.clinic.care.schedule import asked_next_at, pauses_of
from myosotis.knowledge.alarm import alarm_words, quoted
from myosotis.terms import Level

SOON = timedelta(days=1)


def headings() -> dict[str, str]:
    return {name: wording.text(f"advice/explanation.headings.{name}") for name in ("home", "call", "first_aid")}


def note_said(answers) -> str:
    """That her own words were not judged, and which of them were seen; empty where she wrote none."""
    if not written(answers):
        return ""
    book = wording.load_book()
    found = alarm_words(answers.get("note", ""), book)
    if not found:
        return wording.text("advice/answer.note_unread")
    said = wording.text("advice/answer.note_words_only", words=quoted(word for words in found.values() for word in words))
    if "flag_mind" in found:
        said += " " + wording.text("advice/phone_call.mind_line", phone=book.file("phones")["suicide_line"]["number"])
    return said


class AnswerPresenter:
    def __init__(self, checkin, at):
        self.assessment = checkin.assessments.last()
        self.level = self.assessment.level
        self.could_be_judged = self.assessment.could_be_judged
        self.told = explained(self.assessment, audience="client")
        self.headings = headings()
        asked_at = asked_next_at(checkin.treatment, self.level, checkin.received_at, at, pauses_of(checkin.treatment.client))
        self.asked_again = moments.near(asked_at, at) if asked_at and (self.level or 3) >= Level.therapist_today else ""
        self.correct_until = (
            wording.text("advice/gate.correct_until", time=moments.clock(checkin.received_at + CORRECT_WITHIN))
            if may_be_corrected(checkin, at)
            else ""
        )
        self.call_now = call_now(checkin.treatment.client, self.level, at)
        # Asked again within a day, she has no use for until when it holds; it is stored all the same.
        asked_soon = asked_at and asked_at <= at + SOON and self.assessment.expires_at
        self.holds = "" if asked_soon else self.told.expires
        self.note_said = note_said(checkin.answers)
        self.danger_stays = checkin.corrects_id is not None and told_of_danger(checkin.corrects)
        self.received = moments.day_and_time(checkin.received_at)
        self.here = here_on_her_course(checkin)
        self.mine = {name: wording.text(f"advice/mine.{name}") for name in ("ask", "ask_words")}
        self.exercises = ""
        if checkin.clinic.exercises.filter(complaint__client=checkin.treatment.client, ended_at=None).exists():
            self.exercises = wording.text("advice/exercises_page.mine")
            self.mine["ask_words"] += " " + wording.text("advice/exercises_page.also_here")
        self.talked = talked_about(checkin.treatment, self.level)
        seen = self.assessment.acknowledged
        self.seen = moments.day_and_time(seen.made_at) if seen else ""
