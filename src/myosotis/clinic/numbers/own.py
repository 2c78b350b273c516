"""Counted from what is stored, over the last year: reactions by kind and dose, answers and silences, levels by week, agreement."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.care.schedule import due_at, hours_asked
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


@dataclass(frozen=True)
class Week:
    """Seven days from `begins`: how many answers of each level, then those that could not be judged."""

    begins: date
    counts: list[int]

    @property
    def title(self) -> str:
        total = sum(self.counts)
        days = {"begins": moments.day(self.begins), "ends": moments.day(self.begins + timedelta(days=6))}
        return say("week_one" if total == 1 else "week", total=total, **days)

    @property
    def rows(self) -> list[tuple[str, int]]:
        return [(label, count) for label, count in zip(level_labels(), self.counts, strict=True) if count]


def level_labels() -> list[str]:
    return [*(wording.text(f"words/levels.{level.name}.therapist.label") for level in sorted(Level)), say("not_judged")]


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
        """How many times of asking have gone by, and how many of them brought an answer of their own: one that came before the
        next time. Whoever came again is not asked about the treatment before.
        """
        due = answered = 0
        again = {}
        for treatment in reversed(self.treatments):
            given = [checkin.hours for checkin in treatment.checkins.all() if checkin.by_her]
            until = min(self.at, again.get(treatment.complaint_id, self.at))
            opens = [(hours, hours - early) for hours, early in hours_asked(treatment).items()]
            for (hours, begins), (_next, ends) in zip(opens, [*opens[1:], (None, float("inf"))], strict=True):
                if due_at(treatment.ended_at, hours) <= until:
                    due += 1
                    answered += any(begins <= each < ends for each in given)
            again[treatment.complaint_id] = treatment.ended_at
        return due, answered

    @property
    def received(self) -> int:
        """Every answer of the last year, asked for or not: as many as the clinic's file holds of it."""
        return self.clinic.checkins.filter(received_at__gte=self.at - SPAN, received_at__lte=self.at).count()

    @property
    def weeks(self) -> list[Week]:
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
            rows.append(Week(begins, [*(counts[int(level)] for level in sorted(Level)), counts[None]]))
        return rows

    @property
    def agreement(self) -> tuple[int, int]:
        """Of the answers on which a therapist gave a judgement of her own: how many, and how many were the same."""
        pairs = self.clinic.ownviews.filter(made_at__gte=self.at - SPAN).values_list("reading", "acknowledgement__assessment__reading")
        return len(pairs), sum(own == machine for own, machine in pairs)


def _reacted(treatment) -> bool:
    return any(a.reading in REACTION for checkin in treatment.checkins.all() for a in checkin.assessments.all())
