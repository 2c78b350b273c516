"""The page of a complaint's plan: every treatment with what came of it, the direction and why, the plans so far."""

from dataclasses import dataclass

from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.care.presenters.grounds import named
from myosotis.clinic.care.presenters.judged import LevelWords
from myosotis.clinic.maps.found import found_after, found_in_words
from myosotis.clinic.plans.presenters.dose import dose_of, dose_of_plan
from myosotis.clinic.plans.presenters.grounds import Ground, ground, grounds, reaction_words
from myosotis.clinic.plans.presenters.own_view import own_view_with_who
from myosotis.clinic.plans.presenters.say import lever, number, reason_in_words, say
from myosotis.clinic.plans.presenters.silence import silence
from myosotis.clinic.plans.situation import own_views

LEVERS = ("shorter", "lighter", "wider_spacing", "several_mild")
# Colours of a box, beside its words: something to mind, or nothing.
WARM, PLAIN = 3, 2
WORDS = (
    "back", "to_review", "to_plan", "treatments", "no_treatments", "dose", "pain_before", "pain_after", "reaction",
    "level", "started_with_reason", "given_by", "rests_on_words", "beside",
)  # fmt: skip
# Directions that no card is behind, and what they rest on.
WHY = {
    "same": (["B-61", "B-110"], "R"), "read_first": ([], "X"), "judge_first": (["B-57", "B-105"], "R"), "not_yet": (["B-61"], "R"),
    "ask_first": (["B-61"], "R"), "review_first": (["B-111"], ""),
}  # fmt: skip


@dataclass(frozen=True)
class TreatmentRow:
    title: str
    when: str
    by: str
    kind: str
    dose: str
    gap: str
    pain_before: object
    pain_after: object
    reaction: str
    level: LevelWords | None
    own: tuple
    started: tuple
    # Which of the new pains in its answers are old: each, and who found it when.
    found: tuple = ()


class ComplaintHead:
    """What both pages of a complaint begin with."""

    def __init__(self, now):
        complaint = now.complaint
        self.complaint, self.client = complaint, complaint.client
        self.place = wording.site(complaint.site)
        self.words = {name: say(name) for name in WORDS}
        found = found_after(given.treatment for given in now.given)
        self.rows = [row_of(given, found.get(given.treatment.pk)) for given in now.given]
        self.found_words = wording.text("words/map_page.found")


class PlanPresenter(ComplaintHead):
    def __init__(self, now):
        super().__init__(now)
        self.title = say("title", client=self.client.name, site=self.place)
        self.next = {name: say(f"next.{name}") for name in ("title", "levers", "any_lever", "why", "yours")}
        self.unanswered = say("no_answer") if now.last and not now.last.answers else ""
        self.no_effect = say("next.no_effect") if now.last and now.last.no_effect else ""
        name = direction_name(now)
        self.direction = direction(now)
        self.tone = WARM if self.unanswered or now.asks_for_gentler or name != "same" else PLAIN
        # What was decided holds; else any one way of those is enough. While the direction is to pause there is no next dose.
        self.chosen = [] if now.must_pause else [lever(name) for name in now.decided_change]
        ways = now.review.levers or (LEVERS if now.asks_for_gentler else ())
        self.any_of = [] if now.must_pause or self.chosen or name == "read_first" else [lever(name) for name in dict.fromkeys(ways)]
        wider = lever("wider_spacing") in (*self.chosen, *self.any_of)
        self.first_gap = say("next.first_gap", days=number(now.limits["usual_gap"])) if wider and now.last and now.last.days_since_previous is None else ""
        self.decided = decided_in_words(now)
        self.doctor_saw = say("next.doctor_saw") if now.review.next_dose == "pause_and_refer" and not now.must_pause else ""
        self.grounds = why(now)
        self.never_more = wording.text("advice/therapist.never_more")
        self.form = {name: say(f"form.{name}") for name in ("title", "save")}
        # It is read, and judged, beside the answer on the client's page.
        self.to_judge = [(a.checkin_id, named(a)) for a in now.last.to_judge] if now.last else []
        self.judge_title = say("own.read" if name == "read_first" else "own.title")
        self.log = {name: say(f"plans.{name}") for name in ("title", "none")}
        self.plans = [
            (dose_of_plan(plan), who_when(plan), plan.reason and say("plans.reason", reason=plan.reason))
            for plan in now.complaint.plans.select_related("by").order_by("-made_at")
        ]


def direction_name(now) -> str:
    """What to aim at next time; where only the effect is missing, gentler. Nothing is "as last time" that is not known to have
    gone well, nor before the first. Empty where nobody knows anything.
    """
    last, name = now.last, "pause_and_refer" if now.must_pause else now.review.next_dose
    if name == "pause_and_refer" and not now.must_pause:
        return "gentler"
    if name != "same":
        return name
    if any(given.must_be_read for given in now.given):
        return "read_first"
    if now.is_undecided:
        return "judge_first"
    if now.asks_for_gentler:
        return "gentler"
    if last is None or not last.answers:
        return ""
    if now.count >= now.third and now.decision is None:
        return "review_first"
    if not last.two_days_answered:
        return "ask_first" if now.two_days_are_over else "not_yet"
    return "same"


def direction(now) -> str:
    name = direction_name(now)
    return wording.text(f"advice/plan.next_{name}") if name else ""


def why(now) -> list[Ground]:
    """The answer that the direction rests on, what a person judged beside it, a silence since, and the sentences of the book."""
    last, name = now.last, direction_name(now)
    if last is None:
        return grounds(now, "lever", "next_dose")
    found = [ground(say("next.rests_answer", answer=named(_weighing(last, name))))] if last.judged else []
    found += [ground(own_view_with_who(view)) for a in last.judged for view in own_views(a)]
    silent = silence(now)
    found += [ground(silent, ["B-61"], "R")] if silent else []
    # That she must be asked first is said by her silence already.
    if name in WHY and not (silent and name == "ask_first"):
        said = say(f"next.why_{name}", when=moments.day_and_time(last.treatment.ended_at), count=now.count)
        found.append(ground(said, *WHY[name]))
    return found + grounds(now, "lever", "next_dose")


def _weighing(last, name):
    """The answer that is to be read or judged, the latest where it is waited for or was well, else the worst."""
    if name in ("read_first", "judge_first"):
        return next((a for a in reversed(last.judged) if not a.could_be_judged), last.judged[-1])
    return last.judged[-1] if name in WHY or last.worst is None else last.worst


def saved_plan(complaint, last) -> str:
    """The newest plan with its dose, who wrote it and why; empty once a treatment has been given on it."""
    plan = max(complaint.plans.all(), key=lambda each: each.made_at, default=None)
    if plan is None or plan.after_id != (last and last.pk):
        return ""
    reason = f"{say('plans.reason', reason=plan.reason.rstrip('.'))}." if plan.reason else ""
    return f"{say('plans.saved', dose=dose_of_plan(plan), who=who_when(plan))}. {reason}".strip()


def decided_in_words(now) -> str:
    """What was decided in the review, until a treatment has been given on it; the plan starts from it."""
    kept = now.decision
    return "" if kept is None or now.counted_in(kept) < now.count else decision_in_words(kept)


def decision_in_words(kept) -> str:
    said = ": ".join(filter(None, (what_was_decided(kept), ", ".join(lever(name) for name in kept.change))))
    words = kept.words.strip().rstrip(".")
    return say("next.decided", decision=". ".join(filter(None, (said, words))), who=who_when(kept))


def what_was_decided(kept) -> str:
    """Going on without a change is going on as now, and only where it moves forward."""
    return wording.first_letter(say(f"decision.{'as_now' if kept.is_as_now else kept.what}"))


def who_when(kept) -> str:
    return say("by", who=kept.by.name, when=moments.short(kept.made_at))


def row_of(given, found) -> TreatmentRow:
    treatment = given.treatment
    gap = given.days_since_previous
    return TreatmentRow(
        say("numbered", number=given.number),
        moments.day_and_time(treatment.ended_at),
        treatment.by.name,
        wording.first_letter(wording.label("kinds", treatment.kind)),
        dose_of(treatment),
        "" if gap is None else say("gap_one") if gap == 1 else say("gap", days=number(gap)),
        given.baseline.pain if given.baseline else None,
        given.later_pain,
        wording.first_letter(reaction_words(given)) if given.reaction else say("no_answer"),
        LevelWords.for_therapist(given.level) if given.level else None,
        tuple(own_view_with_who(view) for a in given.judged for view in own_views(a)),
        tuple((who_when(kept), reason_in_words(kept)) for kept in treatment.start_reasons.select_related("by")),
        ("; ".join(found_in_words(found)), who_when(found)) if found else (),
    )
