"""The answer that a client gets at once: what to do, why, what is normal, when to write again, whom to ring."""

from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.care.presenters.judged import explained
from myosotis.clinic.care.schedule import next_due, not_at_night
from myosotis.terms import Level


class AnswerPresenter:
    def __init__(self, checkin, at):
        self.assessment = checkin.assessments.last()
        self.level = self.assessment.level
        self.could_be_judged = self.assessment.could_be_judged
        self.told = explained(self.assessment, audience="client")
        self.headings = {
            name: wording.text(f"advice/explanation.headings.{name}") for name in ("home", "call", "first_aid")
        }
        due = next_due(checkin.treatment.ended_at, at)
        self.asked_again = (
            moments.near(not_at_night(due), at) if due and (self.level or 3) >= Level.therapist_today else ""
        )
        self.received = moments.day_and_time(checkin.received_at)
        seen = self.assessment.acknowledged
        self.seen = moments.day_and_time(seen.made_at) if seen else ""
