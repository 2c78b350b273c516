"""What a therapist reads before a treatment is started: the plan, what speaks for waiting, what is missing."""

from myosotis.clinic.care.presenters import wording
from myosotis.clinic.care.presenters.answered import say
from myosotis.clinic.plans.gate import PAGE, holds_of, refusal, said_of, said_of_open_cases
from myosotis.clinic.plans.presenters.dose import dose_of_plan
from myosotis.clinic.plans.presenters.plan import direction
from myosotis.clinic.plans.presenters.silence import asked_in_vain
from myosotis.clinic.plans.situation import Situation


class StartPresenter:
    def __init__(self, client, at, complaint=None):
        self.complaint = complaint
        self.title = wording.text(f"{PAGE}.start")
        self.client = client
        self.open_cases = said_of_open_cases(client)
        now = complaint and Situation(complaint, at)
        why = now and refusal(now, None)
        self.refused = wording.text(f"{PAGE}.refused.{why}") if why else ""
        self.client_link = wording.text(f"{PAGE}.to_client")
        self.review_link = wording.text(f"{PAGE}.to_review")
        # What the plan's page says of the next dose, where it says more than "as last time".
        held = bool(now and (now.must_pause or now.asks_for_gentler))
        self.direction = say("next_time", direction=direction(now)) if held else ""
        self.holds = [] if self.is_refused else [(hold, said_of(client, hold)) for hold in holds_of(client, complaint, at)]
        if held and not self.is_refused:
            # Whether the dose is gentler is known only once it is written, so that asks beforehand and says nothing yet.
            self.holds += [("pause", said_of(client, "pause"))] if now.must_pause else []
            self.holds += [("not_gentler", [])] if now.asks_for_gentler else []
        self.silence = _silence(now) if now else ""
        plan = complaint.plans.last() if complaint else None
        self.plan = wording.text(f"{PAGE}.plans.planned", dose=dose_of_plan(plan)) if plan else ""

    @property
    def is_refused(self) -> bool:
        """Nothing that could be written here would be taken: something else comes first."""
        return bool(self.open_cases or self.refused)

    @property
    def says_something(self) -> bool:
        return bool(self.open_cases or self.silence or self.holds or self.refused or self.plan or self.direction)


def _silence(now) -> str:
    """That nobody knows how it went after the last treatment; empty where she has answered when she was asked."""
    if now.last is None:
        return ""
    if not now.last.answers:
        return wording.text(f"{PAGE}.not_answered")
    return wording.text(f"{PAGE}.not_answered_lately") if asked_in_vain(now) else ""
