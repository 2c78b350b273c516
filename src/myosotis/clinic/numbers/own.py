"""Counted from what is stored, over the last year: reactions by kind and dose, answers and silences, levels by week, agreement."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from myosotis.clinic.care.presenters import wording
from myosotis.clinic.care.schedule import due_at, hours_asked, is_answered
from myosotis.clinic.numbers.beta import Share, share
from myosotis.knowledge import load_book
from myosotis.terms import Level

PAGE = "advice/numbers"
SPAN, WEEKS = timedelta(days=365), 12
# Fewer treatments than this say nothing that the prior did not say already.
FEWEST = 10
REACTION = {"expected_reaction", "healing_crisis", "negative_reaction", "red_flag"}
BANDS = ((0, 15), (15, 30), (30, 45), (45, 241))


def say(name: str, **filled) -> str:
    return wording.text(f"{PAGE}.{name}", **filled)


@dataclass(frozen=True)
class Row:
    """A group of treatments with the share of them that was followed by a reaction."""

    name: str
    share: Share
    is_small: bool

    @property
    def words(self) -> str:
        s = self.share
        return say("row", count=s.count, of=s.of, mean=round(100 * s.mean), low=round(100 * s.low), high=round(100 * s.high))


class OwnNumbers:
    def __init__(self, clinic, at):
        self.clinic, self.at = clinic, at
        stored = clinic.treatments.filter(ended_at__gte=at - SPAN, ended_at__lte=at).prefetch_related("checkins__assessments")
        self.treatments = list(stored.order_by("ended_at"))
        self.answered = [each for each in self.treatments if any(checkin.by_her for checkin in each.checkins.all())]
        self.priors = load_book().file(PAGE)["priors"]

    def _row(self, name, treatments, kind) -> Row:
        prior = self.priors.get(kind, self.priors["mixed"])
        count = sum(_reacted(each) for each in treatments)
        return Row(name, share(count, len(treatments), prior["a"], prior["b"]), len(treatments) < FEWEST)

    def _grouped(self, key, name) -> list[Row]:
        groups: dict = {}
        for each in self.answered:
            groups.setdefault(key(each), []).append(each)
        return [self._row(name(value), group, Counter(t.kind for t in group).most_common(1)[0][0]) for value, group in sorted(groups.items())]

    @property
    def by_kind(self) -> list[Row]:
        return self._grouped(lambda t: t.kind, lambda kind: wording.first_letter(wording.label("kinds", kind)))

    @property
    def by_pressure(self) -> list[Row]:
        return self._grouped(lambda t: t.pressure, lambda p: wording.first_letter(wording.label("pressures", str(p))))

    @property
    def by_minutes(self) -> list[Row]:
        return self._grouped(
            lambda t: next(low for low, high in BANDS if low <= t.minutes < high),
            lambda low: say("from_minutes", minutes=low) if low == BANDS[-1][0] else say("minutes", low=low, high=dict(BANDS)[low] - 1),
        )

    @property
    def asked(self) -> tuple[int, int]:
        """How many times of asking have gone by, and how many of them were answered."""
        due = answered = 0
        for treatment in self.treatments:
            given = [checkin.hours for checkin in treatment.checkins.all() if checkin.by_her]
            for hours in hours_asked(treatment):
                if due_at(treatment.ended_at, hours) <= self.at:
                    due += 1
                    answered += is_answered(treatment, hours, given)
        return due, answered

    @property
    def weeks(self) -> list[tuple[str, list[int]]]:
        """Answers of each level in each of the last weeks, the newest first: to see over-triage."""
        found: dict[int, Counter] = {}
        for assessment in self.clinic.assessments.filter(made_at__gte=self.at - timedelta(weeks=WEEKS), made_at__lte=self.at).values("made_at", "level"):
            found.setdefault((self.at - assessment["made_at"]).days // 7, Counter())[assessment["level"]] += 1
        rows = []
        for week in range(WEEKS):
            counts = found.get(week, Counter())
            if not counts:
                # A week without an answer says nothing.
                continue
            begins = timezone.localdate(self.at - timedelta(weeks=week + 1)) + timedelta(days=1)
            rows.append((f"{begins:%d.%m.}", [*(counts[int(level)] for level in sorted(Level)), counts[None]]))
        return rows

    @property
    def agreement(self) -> tuple[int, int]:
        """Of the answers on which a therapist gave a judgement of her own: how many, and how many were the same."""
        pairs = self.clinic.ownviews.filter(made_at__gte=self.at - SPAN).values_list("reading", "acknowledgement__assessment__reading")
        return len(pairs), sum(own == machine for own, machine in pairs)


def _reacted(treatment) -> bool:
    return any(a.reading in REACTION for checkin in treatment.checkins.all() for a in checkin.assessments.all())
