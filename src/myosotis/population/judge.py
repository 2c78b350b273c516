"""Every check-in of a table judged at once: the answers that `judge.assess` gives one course at a time.

Which finding sets reading and level is one table, `claims`, in the order of urgency: the first claim that is made
decides. All else is yes/no columns; a rule's column is true (raised), false (silent) or null (unsure).
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from myosotis.course.words import OPTIONAL
from myosotis.engines.frame import EVER, LAST, LOOKING_BACK, Join, Lowering, gathering, row_where
from myosotis.judge.assess import CHECKIN_HOURS, NECK_CHECKIN_HOURS, NOT_ALL_ANSWERED, NOTHING_FITS
from myosotis.knowledge.model import Book, Rule
from myosotis.language.nodes import walk
from myosotis.population.rows import CHECKIN_FACTS, CLIENT, HOURS, TREATMENT
from myosotis.terms import CALM_READINGS, PRECEDENCE, Certainty, Level, Reading, Scope

READING = pl.Enum([reading.value for reading in Reading])
CERTAINTY = pl.Enum([certainty.value for certainty in Certainty])
_BEGINS = "~begins"


@dataclass(frozen=True)
class Claim:
    """What a raised step says."""

    level: Level
    reading: Reading
    certainty: Certainty | None

    @property
    def urgency(self) -> tuple[int, int]:
        return (-self.level, PRECEDENCE[self.reading])


# The claim of the judge's own findings: nothing fits, or not all was answered.
OWN = Claim(Level.tell_therapist, Reading.undetermined, None)


def claims(rules: tuple[Rule, ...]) -> list[tuple[Claim, list[tuple[int, int]]]]:
    """Every claim with the steps (rule, step) that make it, the most urgent first; the judge's own has no steps.

    Among equals the rule that stands first in the book gives its certainty, so one claim may stand twice.
    """
    made = [
        (Claim(step.level, step.reading, step.certainty), rule, i)
        for rule, one in enumerate(rules)
        for i, step in enumerate(one.steps)
    ]
    found: list[tuple[Claim, list[tuple[int, int]]]] = []
    for claim, rule, step in sorted([*made, (OWN, len(rules), 0)], key=lambda each: (each[0].urgency, each[1])):
        if not found or found[-1][0] != claim or rule == len(rules):
            found.append((claim, []))
        if rule < len(rules):
            found[-1][1].append((rule, step))
    return found


def rule_column(rule: str) -> str:
    return f"rule_{rule}"


def step_column(rule: str) -> str:
    return f"step_{rule}"


def unsure_column(rule: str) -> str:
    return f"unsure_{rule}"


def facts_asked(book: Book) -> list[str]:
    """The facts that the book's cards rest on, and those that the judge itself needs."""
    asked = {name for rule in book.rules_of(Scope.checkin) for name in rule.facts} | {HOURS, "neck_treated"}
    return [name for name in CHECKIN_FACTS if name in asked]


def judged(
    rows: pl.LazyFrame, book: Book, *, facts: Collection[str] | None = None, detailed: bool = False
) -> pl.LazyFrame:
    """One row a check-in: reading, level, certainty, when it expires, since when it is held, and each rule's outcome.

    `detailed` adds which step each rule took and which questions are open. `facts` are the columns that are there.
    The rows are read once before, for the longest course.
    """
    longest = longest_course(rows.select(TREATMENT).collect().to_series())
    return FrameJudge(book, facts=facts, detailed=detailed, longest=longest).judged(rows)


def longest_course(treatments: pl.Series) -> int:
    """A number that no course has more check-ins than, and less than twice what the longest has; they stand together."""
    longest = 1
    while (treatments == treatments.shift(longest)).any():
        longest *= 2
    return longest


def _any(conditions: Iterable[pl.Expr]) -> pl.Expr:
    conditions = list(conditions)
    return pl.any_horizontal(conditions) if conditions else pl.lit(False)


def _lowest(conditions: Iterable[tuple[pl.Expr, int]], otherwise: int) -> pl.Expr:
    """The lowest number whose condition holds; an unknown one does not.

    One `when` a condition: a long chain of them costs ten times as much.
    """
    otherwise = pl.lit(otherwise, dtype=pl.Int8)
    return pl.min_horizontal(
        pl.when(condition).then(pl.lit(number, dtype=pl.Int8)).otherwise(otherwise) for condition, number in conditions
    )


class FrameJudge:
    """A book made ready to judge tables of courses with no more than `longest` check-ins.

    Columns in layers, each asking only for those before it.
    """

    def __init__(self, book: Book, *, longest: int, facts: Collection[str] | None = None, detailed: bool = False):
        self.rules = book.rules_of(Scope.checkin)
        self.facts = facts_asked(book) if facts is None else list(facts)
        self.longest = longest
        self.claims = claims(self.rules)
        self.own = next(i for i, (claim, steps) in enumerate(self.claims) if claim == OWN and not steps)
        self.layers: list[list[pl.Expr]] = []
        self._sentences()
        self._raised()
        self._open()
        self._first_claim()
        self._hold()
        self.answers = self._answers()
        self.outcomes = [_outcome(rule, pl.col(f"~when{number}")) for number, rule in enumerate(self.rules)]
        self.details = self._details() if detailed else []

    def judged(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        """Every rule's column is true (raised), false (silent) or null (unsure)."""
        return self._judged(rows).select(CLIENT, TREATMENT, HOURS, *self.answers, *self._named(rule_column, self.outcomes), *self.details)

    def stored(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        """Answers as they are written: of each rule, is it raised, and is it unsure. A column with nulls costs five times more."""
        raised = [pl.col(f"~certain{number}") for number in range(len(self.rules))]
        unsure = [_unsure(rule, number) for number, rule in enumerate(self.rules)]
        return self._judged(rows).select(
            CLIENT, TREATMENT, HOURS, *self.answers, *self._named(rule_column, raised), *self._named(unsure_column, unsure)
        )

    def _named(self, name: Callable[[str], str], columns: list[pl.Expr]) -> list[pl.Expr]:
        return [column.alias(name(rule.name)) for column, rule in zip(columns, self.rules, strict=True)]

    def _judged(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        keys = [CLIENT, TREATMENT, *(name for name in self.facts if name not in (CLIENT, TREATMENT))]
        begins = pl.col(TREATMENT).ne_missing(pl.col(TREATMENT).shift(1)).alias(_BEGINS)
        rows = self.sentences.applied(rows.select(keys).with_columns(begins))
        for layer in self.layers:
            rows = rows.with_columns(layer)
        return rows

    def _sentences(self) -> None:
        sentences = {}
        for number, rule in enumerate(self.rules):
            sentences[f"~when{number}"] = rule.when
            # The last step of a card has no condition.
            sentences |= {f"~if{number}_{i}": step.when for i, step in enumerate(rule.steps[:-1])}
        self.sentences = Lowering(sentences, begins=_BEGINS, clock=HOURS, facts=self.facts, longest=self.longest)

    def _layer(self, *columns) -> None:
        self.layers.append([each for group in columns for each in (group if isinstance(group, list) else [group])])

    def _gather(self, join: Join, columns: dict[str, pl.Expr]) -> None:
        """Each column joined with all of its course before it."""
        for stages in zip(*(gathering(name, value, join, self.longest) for name, value in columns.items()), strict=True):
            self._layer(list(stages))

    def _answers(self) -> list[pl.Expr]:
        return [
            self._said(lambda said: said.reading, READING).alias("reading"),
            self._said(lambda said: int(said.level), pl.Int8()).alias("level"),
            self._said(lambda said: said.certainty, CERTAINTY).alias("certainty"),
            self._expires(),
            pl.col("latched_since_hours"),
            pl.col(NOT_ALL_ANSWERED),
            pl.col(NOTHING_FITS),
        ]

    def _said(self, part: Callable[[Claim], object], dtype: pl.DataType) -> pl.Expr:
        """That part of the claim that decides, looked up by its number."""
        return pl.lit(pl.Series([part(claim) for claim, _ in self.claims], dtype=dtype)).gather(pl.col("~claim"))

    # ---- what each rule says

    def _raised(self) -> None:
        """Which step each raised rule takes: the first that holds; one that is unknown counts where it is more urgent.

        All steps of a rule are tried in turn, the most urgent first; `~left` is what no step before has taken.
        """
        self._layer([_filled(self.sentences, f"~when{number}", False).alias(f"~certain{number}") for number in range(len(self.rules))])
        before: list[pl.Expr] = []
        turns: list[list[pl.Expr]] = []
        for number, rule in enumerate(self.rules):
            order, possible = self._possible(number, rule, before)
            left = f"~certain{number}"
            for turn, condition in enumerate(possible):
                turns.extend([] for _ in range(turn + 1 - len(turns)))
                last = turn == len(possible) - 1
                turns[turn].append((pl.col(left) if last else pl.col(left) & condition).alias(f"~raised{number}_{order[turn]}"))
                if not last:
                    turns[turn].append((pl.col(left) & ~condition).alias(f"~left{number}_{turn}"))
                    left = f"~left{number}_{turn}"
        self._layer(before)
        for turn in turns:
            self._layer(turn)

    def _possible(self, number: int, rule: Rule, before: list[pl.Expr]) -> tuple[list[int], list[pl.Expr]]:
        """The steps in the order in which they are tried, and when each is possible."""
        last = len(rule.steps) - 1
        names = [f"~if{number}_{i}" for i in range(last)]
        order = list(range(last + 1))
        if not all(self.sentences.certain(name) for name in names):
            order.sort(key=lambda i: (-rule.steps[i].level, i))
        place = {step: turn for turn, step in enumerate(order)}
        possible = []
        for i in order:
            can = pl.lit(True)
            if i < last:
                before.append(_filled(self.sentences, names[i], True).alias(f"~can{number}_{i}"))
                can = pl.col(f"~can{number}_{i}")
            # A step is possible only up to the first that surely holds; those tried already did not.
            sure = [_filled(self.sentences, names[j], False) for j in range(i) if place[j] > place[i]]
            if sure:
                before.append((~_any(sure)).alias(f"~reached{number}_{i}"))
                can = pl.col(f"~reached{number}_{i}") if i == last else can & pl.col(f"~reached{number}_{i}")
            possible.append(can)
        return order, possible

    def _open(self) -> None:
        """Is a card of some urgency unsure because something that is always asked was not answered?"""
        urgent = [number for number, rule in enumerate(self.rules) if rule.highest_level >= Level.therapist_today]
        asked = {
            number: {name for name in rule.facts if name not in OPTIONAL and name in self.facts}
            for number, rule in enumerate(self.rules)
            if not self._unsure_only_when_blank(rule)
        }
        # Facts that the same rules ask for are looked at together.
        together: dict[tuple[int, ...], list[str]] = {}
        for name in self.facts:
            if askers := tuple(number for number in urgent if name in asked.get(number, ())):
                together.setdefault(askers, []).append(name)
        blank: dict[int, list[str]] = {}
        columns = []
        for group, (askers, names) in enumerate(together.items()):
            columns.append(_any(pl.col(name).is_null() for name in names).alias(f"~blank{group}"))
            for number in askers:
                blank.setdefault(number, []).append(f"~blank{group}")
        self.open = {}
        for number in urgent:
            unsure = pl.col(f"~when{number}").is_null()
            if number in blank:
                unsure = unsure & _any(pl.col(name) for name in blank[number])
            elif number in asked:
                continue  # nothing that it rests on is always asked
            if not self.sentences.certain(f"~when{number}"):
                self.open[number] = unsure
        self._layer(columns)
        self._layer(_any(self.open.values()).alias("~open"))

    def _unsure_only_when_blank(self, rule: Rule) -> bool:
        """Nothing looks back and every fact is always asked: then only a blank answer can leave the rule unsure."""
        known = all(name in self.facts and name not in OPTIONAL for name in rule.facts)
        return known and not any(isinstance(part, LOOKING_BACK) for part in walk(rule.when))

    # ---- which claim decides at this check-in

    def _first_claim(self) -> None:
        nothing = len(self.claims)
        made = [
            (_any(pl.col(f"~raised{rule}_{step}") for rule, step in steps), number)
            for number, (_, steps) in enumerate(self.claims)
            if steps
        ]
        first = pl.col("~first")
        self._layer(_lowest(made, nothing).alias("~first"))
        self._layer(
            (self._says(first, _asks_no_one) & pl.col("~open")).alias(NOT_ALL_ANSWERED),
            (first == nothing).alias(NOTHING_FITS),
        )
        own = pl.col(NOTHING_FITS) | (pl.col(NOT_ALL_ANSWERED) & (first > self.own))
        self._layer(pl.when(own).then(pl.lit(self.own, dtype=pl.Int8)).otherwise(first).alias("~now"))

    def _says(self, claim: pl.Expr, wanted: Callable[[Claim], bool]) -> pl.Expr:
        """Is the claim of that number one that says so? Neighbours are looked at together."""
        says = [number for number, (each, _) in enumerate(self.claims) if wanted(each)]
        starts = [number for number in says if number - 1 not in says]
        ends = [number for number in says if number + 1 not in says]
        return _any((claim >= low) & (claim <= high) for low, high in zip(starts, ends, strict=True))

    # ---- levels 4 and 5 stay

    def _hold(self) -> None:
        begins, hours = pl.col(_BEGINS), pl.col(HOURS)
        five = sum(claim.level == Level.emergency for claim, _ in self.claims)
        four = sum(claim.level >= Level.doctor_today for claim, _ in self.claims)

        def reached(name: str) -> pl.Expr:
            return pl.col(name) & (begins | ~pl.col(f"{name}_so_far").shift(1, fill_value=False))

        self._layer((pl.col("~now") < five).alias("~five"), (pl.col("~now") < four).alias("~four"))
        self._gather(EVER, {"~five_so_far": pl.col("~five"), "~four_so_far": pl.col("~four")})
        self._layer((reached("~five") | reached("~four")).alias("~reached"))
        self._gather(LAST, {"~reached_at": row_where(pl.col("~reached"))})
        self._layer(
            pl.col("~now").gather(pl.col("~reached_at")).alias("~latched"), hours.gather(pl.col("~reached_at")).alias("~since")
        )
        more_urgent = ~pl.col("~four") | ((pl.col("~latched") < five) & ~pl.col("~five"))
        self._layer((pl.col("~four_so_far") & more_urgent).alias("~held"))
        self._layer(
            pl.when(pl.col("~held")).then(pl.col("~latched")).otherwise(pl.col("~now")).alias("~claim"),
            pl.when(pl.col("~four_so_far") & (pl.col("~held") | (pl.col("~since") < hours)))
            .then(pl.col("~since"))
            .alias("latched_since_hours"),
        )

    def _expires(self) -> pl.Expr:
        hours, neck = pl.col(HOURS), pl.col("neck_treated").fill_null(True)
        never = pl.lit(32767, dtype=pl.Int16)
        ahead = [
            pl.when((hours < time) & neck if time not in CHECKIN_HOURS else hours < time)
            .then(pl.lit(time, dtype=pl.Int16))
            .otherwise(never)
            for time in NECK_CHECKIN_HOURS
        ]
        following = pl.min_horizontal(ahead)
        week_later = pl.when(following < never).then(following.cast(pl.Float64)).otherwise(hours + 24 * 7)
        return pl.when(~pl.col("~four_so_far")).then(week_later).alias("expires_at_hours")

    # ---- for whoever compares with one by one

    def _details(self) -> list[pl.Expr]:
        found = [
            pl.max_horizontal(
                pl.when(pl.col(f"~raised{number}_{i}")).then(pl.lit(i, dtype=pl.Int8)) for i in range(len(rule.steps))
            ).alias(step_column(rule.name))
            for number, rule in enumerate(self.rules)
        ]
        asking: dict[str, list[int]] = {}
        for number, rule in enumerate(self.rules):
            if number in self.open and rule.question and rule.highest_level >= Level.doctor_today:
                asking.setdefault(rule.question, []).append(number)
        return found + [_any(self.open[n] for n in numbers).alias(f"ask_{key}") for key, numbers in asking.items()]


class Judges:
    """One book, made ready once for each length of courses that needs it."""

    def __init__(self, book: Book, facts: Collection[str], *, detailed: bool = False):
        self.rules = book.rules_of(Scope.checkin)
        self._of = lru_cache(lambda longest: FrameJudge(book, longest=longest, facts=facts, detailed=detailed))

    def of(self, treatments: pl.Series) -> FrameJudge:
        """The judge of these rows: their treatments, in the order of the rows."""
        return self._of(longest_course(treatments))


def _asks_no_one(said: Claim) -> bool:
    """Would it leave a client in peace? Then a danger that was not answered must not be passed over."""
    return said.reading in CALM_READINGS or said.level == Level.self_care


def _filled(sentences: Lowering, name: str, unknown: bool) -> pl.Expr:
    return pl.col(name) if sentences.certain(name) else pl.col(name).fill_null(unknown)


def _unsure(rule: Rule, number: int) -> pl.Expr:
    unknown = pl.col(f"~when{number}").is_null()
    if rule.judge_after is None:
        return unknown
    return unknown | (~pl.col(f"~certain{number}") & (pl.col(HOURS) < rule.judge_after))


def _outcome(rule: Rule, holds: pl.Expr) -> pl.Expr:
    """Raised, silent or unsure; what is silent too early is unsure."""
    if rule.judge_after is None:
        return holds
    too_early = holds.is_not_null() & ~holds & (pl.col(HOURS) < rule.judge_after)
    return pl.when(~too_early).then(holds)
