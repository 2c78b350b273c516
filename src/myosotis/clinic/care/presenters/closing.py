"""A case that is about to be closed, and one that was: in words, so that nobody closes another than she means."""

from myosotis.clinic.care.presenters import wording
from myosotis.clinic.care.presenters.answered import say
from myosotis.clinic.care.presenters.grounds import named
from myosotis.clinic.plans.presenters.own_view import own_view_said, said_in_words
from myosotis.terms import CALM_READINGS


class ClosingPresenter:
    """What is closed, what was done and judged; and a question where the judgement goes against what she wrote."""

    def __init__(self, assessment, note, own_reading, rests_on, tell=False):
        self.assessment, self.client = assessment, assessment.checkin.treatment.client
        self.sent = {"note": note, "own_reading": own_reading, "rests_on": rests_on} | ({"tell": "1"} if tell else {})
        self.closing = say("closing", answer=named(assessment))
        self.did = say("you_did", note=note)
        self.own = said_in_words(own_reading, rests_on)
        self.doubt = say("is_it_so") if own_reading in CALM_READINGS else ""
        self.words = {name: say(name) for name in ("close", "go_back", "not_undone")}


def closed_in_words(acknowledgement) -> str:
    answer = named(acknowledgement.assessment)
    return say("closed", answer=answer, own=wording.first_letter(own_view_said(acknowledgement))).strip()
