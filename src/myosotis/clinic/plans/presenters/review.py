"""The page of the review after the third treatment: the count, then and now, the rule used, the decision."""

from dataclasses import dataclass

from myosotis.clinic.care.presenters import wording
from myosotis.clinic.plans.presenters.grounds import grounds, statements
from myosotis.clinic.plans.presenters.plan import PLAIN, WARM, ComplaintHead, lever, number, say, who_when

WORDS = ("heading", "ask", "show", "then_now", "felt", "verdict", "rule", "no_rule", "change", "no_change")


class ReviewPresenter(ComplaintHead):
    def __init__(self, now):
        super().__init__(now)
        self.title = say("review.title", client=self.client.name, site=self.place)
        self.review = {name: say(f"review.{name}") for name in WORDS}
        self.count = say(
            "review.count", count=now.count, here=len(now.given), elsewhere=len(now.elsewhere), third=now.third
        )
        self.state_name = state_of(now)
        self.state = say(f"review.{self.state_name}")
        self.tone = WARM if self.state_name in ("due", "awaits") else PLAIN
        self.is_open = now.count >= now.third
        self.then_now = then_and_now(now)
        self.measured = measured(now)
        self.measured_words = {name: say(f"measured.{name}") for name in ("title", "what", "first", "latest", "change", "note")}
        self.felt = wording.text(f"words/answers.felt_progress.{now.felt}") if now.felt else ""
        self.result = Result(now) if now.felt else None
        self.because = say("next.because")
        self.decision = {name: say(f"decision.{name}") for name in ("title", "save", "log", "none")}
        self.decisions = [decided(kept) for kept in reversed(now.decisions)]
        self.elsewhere_words = {name: say(f"elsewhere.{name}") for name in ("title", "lead", "none", "save")}
        self.elsewhere = [
            (kept.day, wording.label("kinds", kept.kind), kept.words, who_when(kept)) for kept in now.elsewhere
        ]


class Result:
    """What the numbers and the client's own word come to."""

    def __init__(self, now):
        review = now.review
        self.progress = say(f"progress.{review.progress}")
        self.tone = PLAIN if review.progress in ("improving", "too_early") else WARM
        self.rules = [say(f"rule_used.{name}") for name in review.rule_used]
        self.weighs = weighed(now)
        self.change = say(f"change.{review.change}") if review.change else ""
        self.grounds = grounds(review, now.book, "progress", "rule_used", "change", "consider_alternatives")
        self.statements = statements([i for ground in self.grounds for i in ground.because], now.book)
        self.alternatives = wording.text("advice/plan.alternatives") if review.consider_alternatives else ""
        self.other_reasons = wording.text("advice/plan.progress_other_reasons")
        self.never_more = wording.text("advice/therapist.never_more")


# What she says that is no progress.
NO_PROGRESS_FELT = ("same", "worse", "much_worse")


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


def then_and_now(now) -> str:
    """Pain before the first treatment and the latest that is known."""
    first = now.given[0].baseline if now.given else None
    fall, percent = now.review.pain_fall, now.review.pain_fall_percent
    if first is None or fall is None:
        return say("review.unknown")
    known = {"before": first.pain, "now": number(first.pain - fall), "points": number(abs(fall))}
    return say("review.rise", **known) if fall < 0 else say("review.fall", **known, percent=number(round(percent)))


@dataclass(frozen=True)
class Measured:
    """One score before the first treatment and before the latest, and what the difference is worth."""

    what: str
    first: str
    latest: str
    change: str


# Each score, and whether more of it is better.
SCORES = {"pain": False, "function": True, "stiffness": False, "mobility": True, "tension": False}


def measured(now) -> list[Measured]:
    """What was asked before each treatment; a score that was asked once, or never, says so and claims nothing."""
    known = [given.baseline for given in now.given if given.baseline]
    found = []
    for name, more_is_better in SCORES.items():
        values = [value for each in known if (value := getattr(each, name)) is not None]
        label = wording.first_letter(wording.label("facts", name if name != "pain" else "pain_before"))
        if len(values) < 2:
            found.append(Measured(label, str(values[0]) if values else "–", "–", say("measured.unknown")))
            continue
        gain = (values[-1] - values[0]) * (1 if more_is_better else -1)
        found.append(Measured(label, str(values[0]), str(values[-1]), _worth(now, name, gain)))
    return found


def _worth(now, name, gain) -> str:
    """Better or worse by how much, and whether that is more than one feels and more than chance."""
    limit = now.limits["meaningful_pain_gain" if name == "pain" else "meaningful_function_gain"]
    if abs(gain) < limit:
        return say("measured.small", points=number(abs(gain)))
    words = say("measured.better" if gain > 0 else "measured.worse", points=number(abs(gain)))
    if abs(gain) < now.limits["noise_of_single_ratings"]:
        return f"{words} {say('measured.may_be_chance')}"
    return words


def decided(kept) -> dict:
    return {
        "what": wording.first_letter(say(f"decision.{kept.what}")),
        "change": ", ".join(lever(name) for name in kept.change),
        "words": kept.words,
        "counted": say("decision.counted", count=kept.counted),
        "felt": wording.text(f"words/answers.felt_progress.{kept.felt_progress}"),
        "who": who_when(kept),
    }


def link_to_plan(complaint, treatments, third) -> tuple[str, bool]:
    """What the client's page calls the link, and whether the review is due."""
    count = len(treatments) + len(complaint.elsewhere.all())
    due = count >= third and not any(kept.counted >= third for kept in complaint.decisions.all())
    return say("link_due" if due else "link"), due
