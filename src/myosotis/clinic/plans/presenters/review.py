"""The page of the review after the third treatment: the count, then and now, the rule used, the decision."""

from myosotis.clinic.care.presenters import wording
from myosotis.clinic.plans.presenters.elsewhere import lines
from myosotis.clinic.plans.presenters.grounds import grounds
from myosotis.clinic.plans.presenters.measured import measured, then_and_now
from myosotis.clinic.plans.presenters.plan import PLAIN, WARM, ComplaintHead, what_was_decided, who_when
from myosotis.clinic.plans.presenters.say import lever, say

WORDS = ("heading", "ask", "show", "then_now", "felt", "verdict", "rule", "no_rule", "change", "no_change")


class ReviewPresenter(ComplaintHead):
    def __init__(self, now):
        super().__init__(now)
        self.title = say("review.title", client=self.client.name, site=self.place)
        self.review = {name: say(f"review.{name}") for name in WORDS}
        self.count = counted(now)
        self.state_name = state_of(now)
        self.state = say(f"review.{self.state_name}")
        self.tone = WARM if self.state_name in ("due", "awaits") else PLAIN
        self.is_open = now.count >= now.third
        self.then_now = then_and_now(now)
        self.measured = measured(now)
        self.measured_words = {name: say(f"measured.{name}") for name in ("title", "note")}
        self.felt = wording.text(f"words/answers.felt_progress.{now.felt}") if now.felt else ""
        self.result = Result(now) if now.felt else None
        self.decision = {name: say(f"decision.{name}") for name in ("title", "save", "log", "none")}
        self.decision["why"] = say("decision.why_as_now" if now.may_go_on_as_now else "decision.why_a_change")
        self.decisions = [decided(kept) for kept in reversed(now.decisions)]
        self.elsewhere_words = {name: say(f"elsewhere.{name}") for name in ("title", "lead", "none", "save", "take_back", "count_again")}
        self.elsewhere = lines(now.elsewhere_as_written)


class Result:
    """What the numbers and the client's own word come to."""

    def __init__(self, now):
        review = now.review
        self.progress = say(f"progress.{review.progress}")
        self.tone = PLAIN if review.progress in ("improving", "too_early") else WARM
        self.rules = [say(f"rule_used.{name}") for name in review.rule_used]
        self.weighs = weighed(now)
        self.change = say(f"change.{review.change}") if review.change else ""
        self.grounds = grounds(now, "progress", "rule_used", "change", "consider_alternatives")
        self.alternatives = wording.text("advice/plan.alternatives") if review.consider_alternatives else ""
        self.other_reasons = wording.text("advice/plan.progress_other_reasons")
        self.never_more = wording.text("advice/therapist.never_more")


# What she says that is no progress.
NO_PROGRESS_FELT = ("same", "worse", "much_worse")


def counted(now) -> str:
    """How many, and where; the third of them brings the review."""
    name = "review.count_one" if now.count == 1 else "review.count"
    where = say("review.where", here=len(now.given), elsewhere=len(now.elsewhere)) if now.elsewhere else ""
    return " ".join(filter(None, (say(name, count=now.count), where, say("review.comes_after", third=now.third))))


def weighed(now) -> str:
    """Which weighs more where her word and her numbers go against each other; empty where they do not."""
    by_numbers = bool(set(now.review.rule_used) - {"felt"})
    if now.felt in NO_PROGRESS_FELT:
        return say("review.word_decides_worse") if by_numbers else ""
    return "" if by_numbers or now.review.pain_fall is None else say("review.word_decides_better")


def state_of(now) -> str:
    """not_yet, awaits, due or decided."""
    if now.count < now.third:
        return "not_yet"
    if now.decision:
        return "decided"
    return "due" if now.last is None or now.last.two_days_answered else "awaits"


def decided(kept) -> dict:
    return {
        "what": what_was_decided(kept),
        "change": ", ".join(lever(name) for name in kept.change),
        "words": kept.words,
        "counted": say("decision.counted", count=kept.counted),
        "felt": wording.text(f"words/answers.felt_progress.{kept.felt_progress}"),
        "who": who_when(kept),
    }


def link_to_plan(complaint, treatments, third) -> tuple[str, bool]:
    """What the client's page calls the link, and whether the review is due."""
    elsewhere = complaint.elsewhere.all()
    count = len(treatments) + sum(not row.is_taken_back for row in elsewhere)
    due = count >= third and not any(kept.counted_rightly(elsewhere) >= third for kept in complaint.decisions.all())
    return say("link_due" if due else "link"), due
