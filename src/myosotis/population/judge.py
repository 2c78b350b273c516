"""Every check-in of a table judged at once: the answers that `judge.assess` gives one course at a time.

Which finding sets reading and level is one table, `claims`, in the order of urgency: the first claim that is made
decides. All else is yes/no columns; a rule's column is true (raised), false (silent) or null (unsure).
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import reduce
from operator import or_

import polars as pl

from myosotis.course.words import OPTIONAL
from myosotis.engines.frame import with_sentences
from myosotis.judge.assess import CHECKIN_HOURS, NECK_CHECKIN_HOURS, NOT_ALL_ANSWERED, NOTHING_FITS
from myosotis.knowledge.model import Book, Rule, Step
from myosotis.population.rows import CHECKIN_FACTS, CLIENT, HOURS, TREATMENT
from myosotis.terms import CALM_READINGS, PRECEDENCE, Certainty, Level, Reading, Scope

READING = pl.Enum([reading.value for reading in Reading])
CERTAINTY = pl.Enum([certainty.value for certainty in Certainty])
_BEGINS = "~begins"
_NONE = len(Certainty)


@dataclass(frozen=True)
class Claim:
    """What a raised step says, as one small number that is lower the more urgent it is."""

    level: Level
    reading: Reading
    certainty: Certainty | None

    @property
    def code(self) -> int:
        certainty = _NONE if self.certainty is None else list(Certainty).index(self.certainty)
        return (max(Level) - self.level) * 64 + PRECEDENCE[self.reading] * 8 + certainty


# The claim of the judge's own findings: nothing fits, or not all was answered.
OWN = Claim(Level.tell_therapist, Reading.undetermined, None)


def claims(rules: tuple[Rule, ...]) -> list[tuple[Claim, list[tuple[int, int]]]]:
    """Every claim with the steps (rule, step) that make it, the most urgent first.

    Among equals the rule that stands first in the book gives its certainty, so one claim may stand twice.
    """
    made = [
        (Claim(step.level, step.reading, step.certainty), rule, i)
        for rule, one in enumerate(rules)
        for i, step in enumerate(one.steps)
    ]
    found: list[tuple[Claim, list[tuple[int, int]]]] = []
    for claim, rule, step in sorted(made, key=lambda each: (each[0].code // 8, each[1])):
        if not found or found[-1][0] != claim:
            found.append((claim, []))
        found[-1][1].append((rule, step))
    return found


def rule_column(rule: str) -> str:
    return f"rule_{rule}"


def step_column(rule: str) -> str:
    return f"step_{rule}"


def facts_asked(book: Book) -> list[str]:
    """The facts that the book's cards rest on, and those that the judge itself needs."""
    asked = {name for rule in book.rules_of(Scope.checkin) for name in rule.facts} | {HOURS, "neck_treated"}
    return [name for name in CHECKIN_FACTS if name in asked]


def judged(
    rows: pl.LazyFrame, book: Book, *, facts: Collection[str] | None = None, detailed: bool = False
) -> pl.LazyFrame:
    """One row a check-in: reading, level, certainty, when it expires, since when it is held, and each rule's outcome.

    `detailed` adds which step each rule took and which questions are open. `facts` are the columns that are there.
    """
    return _Bench(rows, book, facts_asked(book) if facts is None else list(facts), detailed).answer()


def _any(conditions) -> pl.Expr:
    conditions = list(conditions)
    return reduce(or_, conditions) if conditions else pl.lit(False)


class _Bench:
    """The judge at work: each method adds columns that the next one asks for."""

    def __init__(self, rows: pl.LazyFrame, book: Book, facts: list[str], detailed: bool):
        self.rules = book.rules_of(Scope.checkin)
        self.facts = facts
        self.detailed = detailed
        keys = [name for name in (CLIENT, TREATMENT) if name in rows.collect_schema().names()]
        self.keys = [*keys, HOURS]
        self.rows = rows.select(*keys, *facts).with_columns(
            pl.col(TREATMENT).ne_missing(pl.col(TREATMENT).shift(1)).alias(_BEGINS)
        )

    def answer(self) -> pl.LazyFrame:
        sentences = {}
        for number, rule in enumerate(self.rules):
            sentences[f"~when{number}"] = rule.when
            # The last step of a card has no condition.
            sentences |= {f"~if{number}_{i}": step.when for i, step in enumerate(rule.steps[:-1])}
        self.rows = with_sentences(self.rows, sentences, begins=_BEGINS, clock=HOURS, facts=self.facts)
        self._outcomes()
        self._first_claims()
        self._hold()
        return self.rows.select(
            *self.keys,
            ((pl.col("~claim") // 8) % 8).cast(pl.UInt8).cat.to(READING).alias("reading"),
            _level(pl.col("~claim")).alias("level"),
            pl.when(pl.col("~claim") % 8 < _NONE).then(pl.col("~claim") % 8).cast(pl.UInt8).cat.to(CERTAINTY).alias("certainty"),
            self._expires(),
            pl.col("latched_since_hours"),
            *(pl.col(rule_column(rule.name)) for rule in self.rules),
            pl.col(NOT_ALL_ANSWERED),
            pl.col(NOTHING_FITS),
            *(self._details() if self.detailed else ()),
        )

    # ---- what each rule says

    def _outcomes(self) -> None:
        raised, outcomes, blanks = [], [], []
        for number, rule in enumerate(self.rules):
            holds = pl.col(f"~when{number}")
            outcomes.append(_outcome(rule, holds).alias(rule_column(rule.name)))
            if len(rule.steps) == 1:
                raised.append(holds.fill_null(False).alias(f"~raised{number}_0"))
                continue
            steps = [pl.col(f"~if{number}_{i}") for i in range(len(rule.steps) - 1)]
            for i, taken in enumerate(_taken(rule.steps, steps)):
                raised.append((holds.fill_null(False) & taken).alias(f"~raised{number}_{i}"))
        for name in {name for rule in self.rules for name in self._always_asked(rule)}:
            blanks.append(pl.col(name).is_null().alias(f"~blank_{name}"))
        self.rows = self.rows.with_columns(*raised, *outcomes, *blanks)

    def _always_asked(self, rule: Rule) -> list[str]:
        return [name for name in rule.facts if name not in OPTIONAL and name in self.facts]

    def _open(self, number: int) -> pl.Expr:
        """Is the rule unsure because something that is always asked was not answered?"""
        asked = self._always_asked(self.rules[number])
        return pl.col(f"~when{number}").is_null() & _any(pl.col(f"~blank_{name}") for name in asked)

    # ---- which claim decides at this check-in

    def _first_claims(self) -> None:
        chain = pl
        for claim, steps in claims(self.rules):
            made = _any(pl.col(f"~raised{rule}_{step}") for rule, step in steps)
            chain = chain.when(made).then(pl.lit(claim.code, dtype=pl.Int16))
        urgent = [n for n, rule in enumerate(self.rules) if rule.highest_level >= Level.therapist_today]
        self.rows = self.rows.with_columns(
            chain.otherwise(pl.lit(None, dtype=pl.Int16)).alias("~first"),
            _any(self._open(number) for number in urgent).alias("~open"),
        )
        first = pl.col("~first")
        calm = ((first // 8) % 8) >= min(PRECEDENCE[reading] for reading in CALM_READINGS)
        self.rows = self.rows.with_columns(
            (calm & pl.col("~open")).fill_null(False).alias(NOT_ALL_ANSWERED), first.is_null().alias(NOTHING_FITS)
        )
        own = pl.lit(OWN.code, dtype=pl.Int16)
        self.rows = self.rows.with_columns(
            pl.when(pl.col(NOT_ALL_ANSWERED)).then(pl.min_horizontal(first, own)).otherwise(first.fill_null(own)).alias("~now")
        )

    # ---- levels 4 and 5 stay

    def _hold(self) -> None:
        begins, level, hours = pl.col(_BEGINS), _level(pl.col("~now")), pl.col(HOURS)

        def so_far(name: str) -> pl.Expr:
            return pl.when(pl.col(name)).then(True).when(begins).then(False).forward_fill()

        self.rows = self.rows.with_columns(
            (level >= Level.emergency).alias("~five"), (level >= Level.doctor_today).alias("~four")
        ).with_columns(so_far("~five").alias("~five_so_far"), so_far("~four").alias("~four_so_far"))
        reached = [
            pl.col(f"~{grade}") & (begins | ~pl.col(f"~{grade}_so_far").shift(1)) for grade in ("five", "four")
        ]
        self.rows = self.rows.with_columns(_any(reached).alias("~reached")).with_columns(
            pl.when(pl.col("~reached")).then(pl.col("~now")).forward_fill().alias("~latched"),
            pl.when(pl.col("~reached")).then(hours).forward_fill().alias("~since"),
        )
        self.rows = self.rows.with_columns(
            (pl.col("~four_so_far") & (_level(pl.col("~latched")) > level)).alias("~held")
        ).with_columns(
            pl.when(pl.col("~held")).then(pl.col("~latched")).otherwise(pl.col("~now")).alias("~claim"),
            pl.when(pl.col("~four_so_far") & (pl.col("~held") | (pl.col("~since") < hours)))
            .then(pl.col("~since"))
            .alias("latched_since_hours"),
        )

    def _expires(self) -> pl.Expr:
        hours = pl.col(HOURS)

        def following(times: tuple[int, ...]) -> pl.Expr:
            chain = pl
            for time in times:
                chain = chain.when(hours < time).then(pl.lit(float(time)))
            return chain.otherwise(hours + 24 * 7)

        following_time = (
            pl.when(pl.col("neck_treated").fill_null(True))
            .then(following(NECK_CHECKIN_HOURS))
            .otherwise(following(CHECKIN_HOURS))
        )
        return pl.when(_level(pl.col("~claim")) < Level.doctor_today).then(following_time).alias("expires_at_hours")

    # ---- for whoever compares with one by one

    def _details(self) -> list[pl.Expr]:
        found = []
        for number, rule in enumerate(self.rules):
            chain = pl
            for i in range(len(rule.steps)):
                chain = chain.when(pl.col(f"~raised{number}_{i}")).then(pl.lit(i, dtype=pl.Int8))
            found.append(chain.otherwise(None).alias(step_column(rule.name)))
        asking: dict[str, list[int]] = {}
        for number, rule in enumerate(self.rules):
            if rule.question and rule.highest_level >= Level.doctor_today:
                asking.setdefault(rule.question, []).append(number)
        return [
            *found,
            *(_any(self._open(number) for number in numbers).alias(f"ask_{key}") for key, numbers in asking.items()),
        ]


def _level(code: pl.Expr) -> pl.Expr:
    return (pl.lit(int(max(Level)), dtype=pl.Int8) - (code // 64).cast(pl.Int8)).cast(pl.Int8)


def _outcome(rule: Rule, holds: pl.Expr) -> pl.Expr:
    """Raised, silent or unsure; what is silent too early is unsure."""
    if rule.judge_after is None:
        return holds
    too_early = holds.is_not_null() & ~holds & (pl.col(HOURS) < rule.judge_after)
    return pl.when(~too_early).then(holds)


def _taken(steps: tuple[Step, ...], holds: list[pl.Expr]) -> list[pl.Expr]:
    """For each step: is it the one taken? The first that holds; one that is unknown counts where it is more urgent."""
    possible, none_before = [], None
    for i in range(len(steps)):
        here = holds[i].fill_null(True) if i < len(holds) else pl.lit(True)
        possible.append(here if none_before is None else here & none_before)
        if i < len(holds):
            not_certain = ~holds[i].fill_null(False)
            none_before = not_certain if none_before is None else none_before & not_certain
    taken = []
    for i, step in enumerate(steps):
        better = [
            possible[j]
            for j, other in enumerate(steps)
            if j != i and (-other.level, j) < (-step.level, i)
        ]
        taken.append(possible[i] & ~_any(better) if better else possible[i])
    return taken
