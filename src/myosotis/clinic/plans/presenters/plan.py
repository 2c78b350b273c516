"""The page of a complaint's plan: every treatment with what came of it, the direction and why, the plans so far."""

from dataclasses import dataclass

from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.care.presenters.judged import LevelWords
from myosotis.clinic.plans.presenters.dose import PAGE, dose_of, dose_of_plan
from myosotis.clinic.plans.presenters.grounds import grounds, statements

LEVERS = ("shorter", "lighter", "wider_spacing", "several_mild")
# Colours of a box, beside its words: something to mind, or nothing.
WARM, PLAIN = 3, 2
WORDS = (
    "back", "to_review", "to_plan", "treatments", "no_treatments", "dose", "pain_before", "pain_after", "reaction",
    "level", "started_with_reason", "given_by",
)  # fmt: skip


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
    started: tuple


def say(name, **filled) -> str:
    return wording.text(f"{PAGE}.{name}", **filled)


class ComplaintHead:
    """What both pages of a complaint begin with."""

    def __init__(self, now):
        complaint = now.complaint
        self.complaint, self.client = complaint, complaint.client
        self.place = wording.site(complaint.site)
        self.words = {name: say(name) for name in WORDS}
        self.rows = [row_of(given) for given in now.given]


class PlanPresenter(ComplaintHead):
    def __init__(self, now):
        super().__init__(now)
        review, book = now.review, now.book
        self.title = say("title", client=self.client.name, site=self.place)
        self.next = {name: say(f"next.{name}") for name in ("title", "levers", "any_lever", "why", "because", "yours")}
        self.unanswered = say("no_answer") if now.last and not now.last.answers else ""
        self.no_effect = say("next.no_effect") if now.last and now.last.no_effect else ""
        self.direction = direction(now)
        self.tone = WARM if self.unanswered or now.asks_for_gentler else PLAIN
        # While the direction is to pause there is no next dose to make gentler.
        levers = () if now.must_pause else tuple(dict.fromkeys((*now.decided_change, *review.levers)))
        self.chosen = [lever(name) for name in levers]
        self.any_of = [lever(name) for name in LEVERS] if now.asks_for_gentler and not levers and not now.must_pause else []
        self.decided = decided_in_words(now)
        self.doctor_saw = say("next.doctor_saw") if review.next_dose == "pause_and_refer" and not now.must_pause else ""
        self.grounds = grounds(review, book, "lever", "next_dose")
        self.statements = statements([i for ground in self.grounds for i in ground.because], book)
        self.never_more = wording.text("advice/therapist.never_more")
        self.form = {name: say(f"form.{name}") for name in ("title", "save")}
        self.log = {name: say(f"plans.{name}") for name in ("title", "none")}
        self.plans = [
            (dose_of_plan(plan), who_when(plan), plan.reason and say("plans.reason", reason=plan.reason))
            for plan in now.complaint.plans.select_related("by").order_by("-made_at")
        ]


def direction(now) -> str:
    """What to aim at next time; where only the effect is missing, gentler. Empty where nobody knows how the last one went."""
    name = "pause_and_refer" if now.must_pause else now.review.next_dose
    if name == "pause_and_refer" and not now.must_pause or name == "same" and now.asks_for_gentler:
        name = "gentler"
    if name == "same" and any(given.must_be_read for given in now.given):
        name = "read_first"
    if name == "same" and now.last and not now.last.answers:
        return ""
    return wording.text(f"advice/plan.next_{name}")


def decided_in_words(now) -> str:
    """What was decided in the review, until a treatment has been given on it; the plan starts from it."""
    kept = now.decision
    if kept is None or kept.counted < now.count:
        return ""
    what = wording.first_letter(say(f"decision.{kept.what}"))
    said = ": ".join(filter(None, (what, ", ".join(lever(name) for name in kept.change))))
    return say("next.decided", decision=". ".join(filter(None, (said, kept.words))), who=who_when(kept))


def lever(name) -> str:
    return wording.text(f"advice/plan.{name}")


def who_when(kept) -> str:
    return say("by", who=kept.by.name, when=moments.short(kept.made_at))


def row_of(given) -> TreatmentRow:
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
        wording.text(f"words/readings.{given.reaction.value}.therapist.label") if given.reaction else say("no_answer"),
        LevelWords.for_therapist(given.level) if given.level else None,
        tuple((who_when(kept), kept.reason) for kept in treatment.start_reasons.select_related("by")),
    )


def number(value) -> str:
    """2.5 as it is written in the language of the page, and 2.0 as 2."""
    said = f"{value:g}"
    return said.replace(".", ",") if wording.language() == "da" else said
