"""All that is known of a complaint as the review reads it, and what a plan must answer to."""

from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from myosotis.clinic.books.shelf import book_of
from myosotis.clinic.care.presenters.felt import felt
from myosotis.clinic.plans.models import OwnView
from myosotis.course import Complaint
from myosotis.plan import Review, review
from myosotis.terms import PRECEDENCE, Level, Reading

# A rating so soon after a painkiller shows nothing about progress (readings X-26).
MASKED_HOURS = "painkiller_window"
ASKING_FOR_GENTLER = ("no_progress", "worse")


@dataclass(frozen=True)
class Given:
    """One treatment with what came of it: the worst reading, the highest level, the latest pain after two days."""

    treatment: object
    number: int
    reaction: Reading | None
    level: int | None
    answers: int
    two_days_answered: bool
    no_effect: bool
    later_pain: int | None
    days_since_previous: float | None
    # An answer of it could not be judged, and nobody has read it yet.
    must_be_read: bool
    # An answer sent her to a doctor, and nobody has closed it yet: the plan says what the answer said.
    waits_for_doctor: bool
    # The newest assessment of each answer, in the order of the answers, and when the pain after two days was said.
    judged: tuple = ()
    later_pain_at: object = None

    @property
    def to_judge(self) -> tuple:
        """Seen, and still open what came of it: what no rule could judge, and a last answer that is undecided. Somebody's own
        judgement settles it, unless that is undecided too.
        """
        open_ones = [a for a in self.judged if not a.could_be_judged]
        if self.judged and self.two_days_answered and self.judged[-1].reading == Reading.undetermined:
            open_ones.append(self.judged[-1])
        return tuple(a for a in open_ones if all(view.reading == Reading.undetermined for view in own_views(a)))

    @property
    def worst(self):
        """The assessment that the reading of this treatment comes from; None where it is a person's own judgement."""
        return next((a for a in reversed(self.judged) if a.reading and in_step(Reading(a.reading), a.level) == self.reaction), None)

    @property
    def baseline(self):
        return getattr(self.treatment, "baseline", None)

    @property
    def too_hard(self) -> bool | None:
        """Said afterwards, or pressed meanwhile; that she pressed "good" is no answer to the whole of it."""
        pressed = (signal for kept in self.treatment.kept_sittings.all() for signal in kept.sitting.signals.all())
        return True if any(signal.asks_for_gentler for signal in pressed) else self.treatment.too_hard

    def as_asked(self) -> dict:
        return {
            "days_since_previous": self.days_since_previous,
            "pressure": self.treatment.pressure,
            "minutes": self.treatment.minutes,
            "trigger_points": self.treatment.trigger_points,
            "reaction": self.reaction and self.reaction.value,
            "pain_before": self.baseline.pain if self.baseline else None,
            "pain_7_days_later": self.later_pain,
            # How it was before this treatment is what the one before it left behind.
            "function_0_10": self.baseline.function if self.baseline else None,
            **{name: getattr(self.baseline, name, None) for name in ("stiffness", "mobility", "tension")},
        }


class Situation:
    """A complaint at a moment. What the client says today comes in by name: felt, too_hard, wants_gentler."""

    def __init__(self, complaint, at, *, felt=None, too_hard=False, wants_gentler=False, stored=None):
        """`stored`: the complaint's treatments where they are loaded already, with baseline, check-ins and own views."""
        self.complaint, self.at, self.felt, self.stored = complaint, at, felt, stored
        self.too_hard, self.wants_gentler = too_hard, wants_gentler
        self.book = book_of(complaint.clinic)
        self.limits = {name: card.limit.value for name, card in self.book.limits.items()}

    @cached_property
    def given(self) -> tuple[Given, ...]:
        stored = self.stored
        if stored is None:
            stored = self.complaint.treatments.select_related("baseline", "by", "localisation__by").prefetch_related(
                "checkins__assessments__acknowledgements__own_view", "kept_sittings__sitting__signals"
            )
        before, found = None, []
        for number, treatment in enumerate(sorted(stored, key=lambda t: t.ended_at), 1):
            found.append(self._given(treatment, number, before))
            before = treatment
        return tuple(found)

    def _given(self, treatment, number, before) -> Given:
        checkins = sorted(treatment.checkins.all(), key=lambda checkin: (checkin.hours, checkin.made_at))
        judged = [a for checkin in checkins if (a := last_of(checkin.assessments.all()))]
        two_days = self.limits["two_days"]
        # What may be somebody else's counts as danger, and is no answer to what she was asked.
        own = [checkin for checkin in checkins if checkin.by_her]
        late = [checkin for checkin in own if checkin.hours >= two_days]
        # A number of other places says nothing of how this one goes.
        said = [(felt(c.answers, getattr(treatment, "baseline", None)).here, c.received_at) for c in late if not self._masked(c)]
        clear = [(pain, when) for pain, when in said if pain is not None]
        levels = [Level.therapist_today if a.level is None else a.level for a in judged]
        return Given(
            treatment,
            number,
            worst_reading(judged),
            max(levels, default=None),
            len(own),
            bool(late),
            bool(judged) and judged[-1].checkin_id in {c.pk for c in late} and says_no_effect(judged[-1]),
            clear[-1][0] if clear else None,
            before and round((treatment.ended_at - before.ended_at).total_seconds() / 86400, 1),
            any(not a.could_be_judged and not a.acknowledgements.all() for a in judged),
            any((a.level or 0) >= Level.doctor_today and not a.acknowledgements.all() for a in judged),
            tuple(judged),
            clear[-1][1] if clear else None,
        )

    def _masked(self, checkin) -> bool:
        taken = checkin.answers.get("painkiller_hours")
        return taken is not None and taken < self.limits[MASKED_HOURS]

    @cached_property
    def elsewhere_as_written(self) -> tuple:
        """Those taken back too."""
        return tuple(self.complaint.elsewhere.select_related("by", "taken_back__by"))

    @property
    def elsewhere(self) -> tuple:
        return tuple(row for row in self.elsewhere_as_written if not row.is_taken_back)

    @cached_property
    def decisions(self) -> tuple:
        return tuple(self.complaint.decisions.select_related("by"))

    @cached_property
    def count(self) -> int:
        """Treatments of this complaint, here and elsewhere; nothing but a line that was wrong sets the count back."""
        here = self.complaint.treatments.count() if self.stored is None else len(self.stored)
        return here + len(self.elsewhere)

    @property
    def third(self) -> int:
        return int(self.limits["third"])

    @property
    def last(self) -> Given | None:
        return self.given[-1] if self.given else None

    @property
    def decision(self):
        """The newest decision taken after the third treatment, or None."""
        return next((d for d in reversed(self.decisions) if self.counted_in(d) >= self.third), None)

    def counted_in(self, decision) -> int:
        return decision.counted_rightly(self.elsewhere_as_written)

    @cached_property
    def age(self) -> int | None:
        born = self.complaint.client.born
        return self.complaint.client.age_on(timezone.localdate(self.at)) if born else None

    @property
    def is_elderly(self) -> bool:
        return self.age is None or self.age >= self.limits["elderly"]

    @cached_property
    def asked(self) -> dict:
        """The complaint in the shape that a review is read from."""
        client = self.complaint.client
        rows = [given.as_asked() for given in self.given]
        if rows:
            said_then = self.given[-1].too_hard
            rows[-1] |= {"felt_progress": self.felt, "too_hard": True if self.too_hard else said_then}
        first = self.given[0].baseline if self.given else None
        return {
            "client": {
                **client.background,
                "age": self.age,
                "conditions": client.conditions,
                **({"wants_gentler": True} if self.wants_gentler else {}),
            },
            "baseline_pain": first.pain if first else None,
            "outside_treatments": len(self.elsewhere),
            "treatments": rows or None,
        }

    @cached_property
    def review(self) -> Review:
        return review(Complaint.read(self.asked), self.book)

    @property
    def decided_change(self) -> tuple[str, ...]:
        """The levers that were decided in the review, until a treatment has been given on it."""
        now = self.decision
        return tuple(now.change) if now and self.counted_in(now) >= self.count else ()

    @property
    def asks_for_gentler(self) -> bool:
        """After a negative reaction, no effect, no progress, because the client says so, or because it was decided."""
        no_effect = bool(self.last and self.last.no_effect)
        asked = bool(self.decided_change) or self.review.next_dose != "same" or self.review.progress in ASKING_FOR_GENTLER
        return asked or no_effect or self.is_undecided

    @property
    def is_undecided(self) -> bool:
        """What came of the last treatment is not known although somebody has looked: nothing is "as last time" (readings P3)."""
        return bool(self.last and self.last.to_judge)

    @property
    def may_go_on_as_now(self) -> bool:
        """After the third the source asks for something else only where there is no progress (B-111)."""
        return self.review.progress == "improving"

    @property
    def two_days_are_over(self) -> bool:
        return self.last is not None and (self.at - self.last.treatment.ended_at).total_seconds() / 3600 > self.limits["two_days"]

    @cached_property
    def must_pause(self) -> bool:
        waits = self.last is not None and self.last.waits_for_doctor
        return waits or self.review.next_dose == "pause_and_refer" and not seen_by_doctor(self.last) or self._treated_in_spite

    @property
    def _treated_in_spite(self) -> bool:
        """The last treatment was given although the direction was to pause: that holds until a doctor has seen the client, or,
        where no sign of danger was behind it, until two days after it nothing speaks against another one.
        """
        if self.last is None or not any("pause" in each.holds for each in self.last.treatment.start_reasons.all()):
            return False
        flagged = [number for number, given in enumerate(self.given) if given.reaction == Reading.red_flag]
        since = flagged[-1] if flagged else len(self.given) - 2
        if any(seen_by_doctor(given) for given in self.given[max(since, 0) :]):
            return False
        return bool(flagged) or not (self.last.two_days_answered and self.review.next_dose == "same")

    def reasons_needed(self, *, pressure, minutes, days, hours=None) -> tuple[str, ...]:
        """What a plan of this dose must say a reason for; nothing when it asks for none. `hours`: where more is known than the days."""
        needed = []
        too_soon = (24 * days if hours is None else hours) <= self.limits["two_days"]
        if self.asks_for_gentler and not self._is_gentler(pressure, minutes, days, too_soon):
            needed.append("not_gentler")
        if self.must_pause:
            needed.append("pause")
        if self.is_elderly and pressure >= self.limits["high_pressure"]:
            needed.append("age_cap")
        return tuple(needed)

    def _is_gentler(self, pressure, minutes, days, too_soon) -> bool:
        """Less in at least one way than last time, and more in none. Sooner than last time is more often, and so is any time before
        the two days are over; the first gap is measured by what is usual.
        """
        if self.last is None:
            return True
        then, gap = self.last.treatment, self.last.days_since_previous
        wider = days > (self.limits["usual_gap"] if gap is None else gap)
        less = [minutes < then.minutes, pressure < then.pressure, wider]
        more = [minutes > then.minutes, pressure > then.pressure, too_soon, gap is not None and days < int(gap)]
        return any(less) and not any(more)


def last_of(rows):
    return max(rows, key=lambda row: row.made_at, default=None)


def own_views(assessment) -> list:
    """What therapists judged themselves beside the machine, the newest last."""
    found = [getattr(seen, "own_view", None) for seen in assessment.acknowledgements.all()]
    return sorted((view for view in found if view is not None), key=lambda view: view.made_at)


def worst_reading(judged) -> Reading | None:
    """The first in precedence, the therapists' own among them. "Too early to say" gives way to anything later; what could not be
    judged is undecided until a person has judged it.
    """
    found = []
    for assessment in judged:
        # A press that agrees adds nothing: a sign below the doctor's levels is no reason to pause because somebody has read it.
        own = [Reading(view.reading) for view in own_views(assessment) if view.rests_on != OwnView.ANSWER_READ]
        if not assessment.could_be_judged:
            found += own or [Reading.undetermined]
            continue
        if not (assessment.reading == Reading.undetermined and assessment.level == Level.self_care):
            found.append(in_step(Reading(assessment.reading), assessment.level))
        found += own
    early = [Reading.undetermined] if judged else []
    return min(found or early, key=PRECEDENCE.__getitem__, default=None)


def in_step(reading, level):
    """A sign that its level leaves to the therapist is no reason to send to a doctor: the plan says what the answer said."""
    below = reading == Reading.red_flag and level is not None and level < Level.doctor_today
    return Reading.negative_reaction if below else reading


def seen_by_doctor(given) -> bool:
    """Everything after this treatment that asked for a doctor is closed, and the last of it on a doctor's word."""
    if given is None:
        return False
    judged = [a for checkin in given.treatment.checkins.all() for a in checkin.assessments.all()]
    cases = [a for a in judged if a.level and a.level >= Level.doctor_today]
    # That an answer was read since takes nothing away from a doctor's word.
    known = [view for a in cases or judged for view in own_views(a) if view.rests_on != OwnView.ANSWER_READ]
    return all(a.acknowledged for a in cases) and bool(known) and last_of(known).rests_on == "doctor_seen"


def says_no_effect(assessment) -> bool:
    """After two days the pain is where it began."""
    findings = assessment.answer.get("findings", ())
    return any(f["rule"] == "no_net_improvement" and f["outcome"] == "raised" for f in findings)
