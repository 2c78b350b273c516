"""Counted from what is stored, over the last year: reactions by kind and dose, answers and silences, levels by week, agreement."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Min, Prefetch
from django.utils import timezone

from myosotis.clinic.books.shelf import book_of
from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.care.schedule import asks_of, hours_asked, is_paused
from myosotis.clinic.numbers.beta import Share, share
from myosotis.clinic.numbers.priors import Prior, mixed, priors
from myosotis.clinic.numbers.reaction import Came, came_of
from myosotis.clinic.plans.models import OwnView
from myosotis.terms import Level

PAGE = "advice/numbers"
SPAN, WEEKS = timedelta(days=365), 12
# Fewer treatments than this say nothing that the prior did not say already.
FEWEST = 10
# What was judged and told is not counted.
HEAVY = ("inputs", "answer", "told")
BANDS = ((0, 15), (15, 30), (30, 45), (45, 241))


def say(name: str, **filled) -> str:
    return wording.text(f"{PAGE}.{name}", **filled)


@dataclass(frozen=True)
class Row:
    """A group of treatments: the share of those of which it is known that was followed by a reaction, and how many are not known of."""

    name: str
    share: Share
    prior: Prior
    unknown: int

    @property
    def is_small(self) -> bool:
        return self.share.of < FEWEST

    @property
    def words(self) -> str:
        s, prior = self.share, self.prior
        found = say("row" if s.of else "row_none", count=s.count, of=s.of, mean=percent(s.mean), low=percent(s.low), high=percent(s.high), prior=percent(prior.mean))
        return f"{found} {left_out(self.unknown)}".strip()


def percent(part: float) -> int:
    return round(100 * part)


def left_out(unknown: int) -> str:
    return say("left_out_one" if unknown == 1 else "left_out", unknown=unknown) if unknown else ""


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
    def rows(self) -> list[tuple[str, str]]:
        total = sum(self.counts)
        said = [(label, count) for label, count in zip(level_labels(), self.counts, strict=True) if count]
        return [(label, say("week_share", count=count, total=total, percent=percent(count / total))) for label, count in said]


def level_labels() -> list[str]:
    return [*(wording.text(f"words/levels.{level.name}.therapist.label") for level in sorted(Level)), say("not_judged")]


class OwnNumbers:
    def __init__(self, clinic, at):
        self.clinic, self.at = clinic, at
        stored = clinic.treatments.filter(ended_at__gte=at - SPAN, ended_at__lte=at).select_related("baseline", "complaint")
        stored = stored.prefetch_related(Prefetch("checkins__assessments", clinic.assessments.defer(*HEAVY)))
        self.treatments = list(stored.order_by("ended_at"))
        self.answered = [each for each in self.treatments if any(checkin.by_her for checkin in each.checkins.all())]
        self.priors = priors()

    @cached_property
    def came(self) -> dict:
        """Treatment → what came of it, for those after which somebody answered."""
        limits = {name: card.limit.value for name, card in book_of(self.clinic).limits.items()}
        return {each.pk: came_of(each, limits) for each in self.answered}

    @property
    def left_out(self) -> tuple[int, int]:
        """How many are not counted: an answer could not be judged; no answer after a day says it in full."""
        found = Counter(self.came.values())
        return found[Came.not_judged], found[Came.not_known]

    @cached_property
    def _first_times(self) -> dict:
        """When each client was treated here for the first time."""
        return dict(self.clinic.treatments.order_by().values("complaint__client").annotate(first=Min("ended_at")).values_list("complaint__client", "first"))

    def _prior_of(self, treatment) -> Prior:
        is_first = treatment.ended_at <= self._first_times[treatment.complaint.client_id]
        # A treatment of any kind with needles is judged as one with needles.
        return self.priors.of("dry_needling" if treatment.needles_used else treatment.kind, is_first=is_first)

    def _row(self, name, treatments) -> Row:
        prior = mixed([self._prior_of(each) for each in treatments])
        found = Counter(self.came[each.pk] for each in treatments)
        count = found[Came.reaction]
        of = count + found[Came.nothing]
        return Row(name, share(count, of, prior.a, prior.b), prior, len(treatments) - of)

    def _grouped(self, key, name) -> list[Row]:
        groups: dict = {}
        for each in self.answered:
            groups.setdefault(key(each), []).append(each)
        return [self._row(name(value), group) for value, group in sorted(groups.items())]

    @property
    def by_kind(self) -> list[Row]:
        """By what the priors tell apart: a first time with trigger points stands by itself."""
        return self._grouped(lambda t: self._prior_of(t).name, lambda name: self.priors.known[name].label)

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
    def _pauses(self) -> dict:
        """Client → when nobody asked her: from, until."""
        found = defaultdict(list)
        for client, *pause in self.clinic.pauses.order_by("made_at").values_list("client", "made_at", "until_at"):
            found[client].append(pause)
        return found

    @property
    def asked(self) -> tuple[int, int]:
        """How many times of asking have gone by, and how many of them brought an answer of their own: one that came before the
        next time. Whoever came again is not asked about the treatment before, and nobody in a pause.
        """
        due = answered = 0
        again, pauses = {}, self._pauses
        for treatment in reversed(self.treatments):
            given = [checkin.hours for checkin in treatment.checkins.all() if checkin.by_her]
            until = min(self.at, again.get(treatment.complaint_id, self.at))
            opens = [(hours, hours - early) for hours, early in hours_asked(treatment).items()]
            for ask, (_hours, begins), (_next, ends) in zip(asks_of(treatment), opens, [*opens[1:], (None, float("inf"))], strict=True):
                if ask.due_at <= until and not is_paused(ask.sent_at, pauses[treatment.complaint.client_id]):
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
    def agreement(self) -> tuple[int, int, int]:
        """Of the answers on which a therapist gave a judgement of her own: how many, how many were the same, and how many of those were
        one press: agreeing is then easier than not.
        """
        stored = self.clinic.ownviews.filter(made_at__gte=self.at - SPAN)
        views = list(stored.values_list("reading", "acknowledgement__assessment__reading", "rests_on"))
        same = [rests_on for own, machine, rests_on in views if own == machine]
        return len(views), len(same), same.count(OwnView.ANSWER_READ)

