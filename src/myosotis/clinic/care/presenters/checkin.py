"""One answer of a client, as her therapist reads it: how urgent, why, what was answered, who has seen it and what she judged."""

from functools import cached_property

from django.utils.translation import gettext as _

from myosotis.clinic.care.actions.acknowledge import is_case, needs_reason
from myosotis.clinic.care.actions.standing import counts
from myosotis.clinic.care.models.standing import rank_of
from myosotis.clinic.care.presenters import answered, moments, wording
from myosotis.clinic.care.presenters.answered import answers_in_words, written
from myosotis.clinic.care.presenters.felt import felt, felt_in_words
from myosotis.clinic.care.presenters.grounds import grounds_in_short
from myosotis.clinic.care.presenters.judged import LevelWords, explained, reading_words
from myosotis.clinic.plans.presenters.own_view import OwnViewFields, Tried, further_said, own_words, said_in_words
from myosotis.terms import Level


def corrected_in_words(checkin) -> str:
    """That she took it back, and when; empty while it stands."""
    after = getattr(checkin, "corrected_by", None)
    return answered.say("corrected", when=moments.short(after.received_at)) if after else ""


class CheckInPresenter:
    def __init__(self, checkin, treatment, number):
        self.checkin, self.treatment, self.number = checkin, treatment, number
        self.when = moments.short(checkin.received_at)
        self.pain = checkin.answers.get("pain")
        self.assessment = assessment = checkin.assessments.all()[len(checkin.assessments.all()) - 1]
        self.level = LevelWords.for_therapist(assessment.level)
        self.reading = reading_words(assessment)
        self.acknowledged = assessment.acknowledged
        self.tried = Tried()
        self.corrected = corrected_in_words(checkin)
        self.stands_first = not self.acknowledged and counts(assessment) and rank_of(assessment.level) >= rank_of(Level.therapist_today)

    @property
    def is_open(self) -> bool:
        """Somebody still has to look at it."""
        return not self.acknowledged and counts(self.assessment)

    @property
    def pain_and_place(self):
        """The number of the old place; what was felt in other places says so."""
        return None if self.pain is None else felt_in_words(felt(self.checkin.answers, getattr(self.treatment, "baseline", None)))

    # What only an answer that is shown in full is asked for.

    @property
    def where(self):
        return answered.say("treatment_of", place=wording.first_letter(wording.site(self.treatment.complaint.site)), number=self.number)

    @property
    def after(self):
        return moments.hours(self.checkin.hours)

    @property
    def who_wrote(self):
        return answered.who_wrote(self.checkin)

    @property
    def wrote(self):
        return written(self.checkin.answers)

    @property
    def acknowledged_when(self):
        return self.acknowledged and moments.short(self.acknowledged.made_at)

    @cached_property
    def needs_reason(self):
        return needs_reason(self.assessment)

    @property
    def button(self):
        return answered.say("close") if is_case(self.assessment) else _("I have seen it")

    @property
    def note_is_yours(self):
        """Whose the field is, said where it is written in."""
        return answered.say("note_is_yours")

    @property
    def in_her_language(self):
        return answered.say("in_her_language")

    @property
    def to_form(self):
        """The form stands below all that was answered; this leads there at once."""
        return answered.say("to_form")

    @property
    def own_said(self):
        """What was judged when it was seen; what was judged later stands below it."""
        own = getattr(self.acknowledged, "own_view", None)
        return said_in_words(own.reading, own.rests_on) if own else ""

    @cached_property
    def answers(self):
        return answers_in_words(self.checkin.answers)

    @cached_property
    def grounds(self):
        return grounds_in_short(self.assessment)

    @cached_property
    def own(self):
        return OwnViewFields(self.assessment, self.tried, added=bool(self.acknowledged))

    @property
    def own_words(self):
        return own_words()

    @property
    def further(self) -> list[str]:
        """Who has judged it later, one line each."""
        return [further_said(each) for each in list(self.assessment.acknowledgements.all())[1:]]

    @property
    def told(self):
        return self.assessment.told

    @property
    def told_in_order(self) -> list[str]:
        """What stood on her page below the headline and the reading; in an emergency only what to do at once."""
        at_once, later = ("do", "call", "first_aid"), ("home", "normal", "changes")
        parts = at_once if self.assessment.level == Level.emergency else at_once + later
        return [each for part in parts for each in as_list(self.told.get(part))]

    @cached_property
    def explained(self):
        return explained(self.assessment, audience="therapist")


def as_list(said) -> list[str]:
    return list(said) if isinstance(said, list | tuple) else [said] if said else []
