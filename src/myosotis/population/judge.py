"""Every check-in of a table judged at once: the answers that `judge.assess` gives one course at a time.

Which finding sets reading and level is one table, `claims`, in the order of urgency: the first claim that is made
decides. All else is yes/no columns; a rule's column is true (raised), false (silent) or null (unsure).
"""

from collections.abc import Callable, Collection, Iterable
from functools import lru_cache
from threading import Lock

import polars as pl

from myosotis.course.words import OPTIONAL
from myosotis.engines.frame import EVER, LAST, LOOKING_BACK, Join, Lowering, gathering, row_where
from myosotis.judge.assess import CHECKIN_HOURS, NECK_CHECKIN_HOURS, NOT_ALL_ANSWERED, NOTHING_FITS
from myosotis.knowledge.model import Book, Rule
from myosotis.language.nodes import walk
from myosotis.population.claims import OWN, Claim, asks_no_one, claims
from myosotis.population.rows import CHECKIN_FACTS, CLIENT, HOURS, TREATMENT
from myosotis.population.steps import Conditions, all_of, any_of, filled
from myosotis.terms import Certainty, Level, Reading, Scope

READING = pl.Enum([reading.value for reading in Reading])
CERTAINTY = pl.Enum([certainty.value for certainty in Certainty])
_BEGINS = "~begins"
_NEVER = 32767


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


def _lowest(conditions: Iterable[tuple[pl.Expr, int]], otherwise: int) -> pl.Expr:
    """The lowest number whose condition holds; an unknown one does not.

    One `when` a condition: a long chain of them costs ten times as much.
    """
    otherwise = pl.lit(otherwise, dtype=pl.Int8)
    return _least([pl.when(condition).then(pl.lit(number, dtype=pl.Int8)).otherwise(otherwise) for condition, number in conditions])


def _least(numbers: list[pl.Expr]) -> pl.Expr:
    """The least of each row, joined two and two: more at once would be handed to other threads."""
    if len(numbers) == 1:
        return numbers[0]
    half = len(numbers) // 2
    return pl.min_horizontal(_least(numbers[:half]), _least(numbers[half:]))


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
        self._made()
        self._open()
        self._first_claim()
        self._hold()
        self._following()
        self.answers = self._answers()
        self.outcomes = [_outcome(rule, pl.col(f"~when{number}")) for number, rule in enumerate(self.rules)]
        self.details = self._details() if detailed else []

    def judged(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        """Every rule's column is true (raised), false (silent) or null (unsure)."""
        return self._judged(rows).select_seq(CLIENT, TREATMENT, HOURS, *self.answers, *self._named(rule_column, self.outcomes), *self.details)

    def stored(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        """Answers as they are written: of each rule, is it raised, and is it unsure. A column with nulls costs five times more."""
        raised = [pl.col(f"~certain{number}") for number in range(len(self.rules))]
        unsure = [_unsure(rule, number) for number, rule in enumerate(self.rules)]
        return self._judged(rows).select_seq(
            CLIENT, TREATMENT, HOURS, *self.answers, *self._named(rule_column, raised), *self._named(unsure_column, unsure)
        )

    def _named(self, name: Callable[[str], str], columns: list[pl.Expr]) -> list[pl.Expr]:
        return [column.alias(name(rule.name)) for column, rule in zip(columns, self.rules, strict=True)]

    def _judged(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        keys = [CLIENT, TREATMENT, *(name for name in self.facts if name not in (CLIENT, TREATMENT))]
        begins = pl.col(TREATMENT).ne_missing(pl.col(TREATMENT).shift(1)).alias(_BEGINS)
        rows = self.sentences.applied(rows.select(keys).with_columns(begins))
        for layer in self.layers:
            rows = rows.with_columns_seq(layer)
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
            # Looked up among nulls it costs three times as much.
            pl.when(self._says(pl.col("~claim"), lambda said: said.certainty is not None))
            .then(self._said(lambda said: said.certainty or Certainty.unclear, CERTAINTY))
            .alias("certainty"),
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
        """Is each rule raised, and is it unknown whether it is?"""
        self._layer(
            [filled(self.sentences, f"~when{number}", False).alias(f"~certain{number}") for number in range(len(self.rules))],
            [pl.col(f"~when{number}").is_null().alias(f"~unknown{number}") for number in range(len(self.rules))],
        )

    def _made(self) -> None:
        """Which claims are made, of those that can be the first.

        A raised rule takes the first step that holds, and the most urgent claim of all decides. So each step that holds
        may make its claim, unless one tried before it holds that makes a less urgent claim: then that one is taken.
        """
        claim_of = {step: number for number, (_, steps) in enumerate(self.claims) for step in steps}
        conditions = Conditions(self.sentences)
        makers: dict[int, dict[str | None, list[pl.Expr]]] = {}
        for number, rule in enumerate(self.rules):
            tried = [(claim_of[number, step], holds) for step, holds in conditions.tried(number, rule)]
            for claim in {claim for claim, _ in tried}:
                name = conditions.either(
                    (holds, [before for less, before in tried[:turn] if less > claim])
                    for turn, (made, holds) in enumerate(tried)
                    if made == claim
                )
                makers.setdefault(claim, {}).setdefault(name, []).append(pl.col(f"~certain{number}"))
        for layer in conditions.layers:
            self._layer(layer)
        self._layer([
            any_of(any_of(raised) if name is None else any_of(raised) & pl.col(name) for name, raised in by.items()).alias(f"~made{claim}")
            for claim, by in makers.items()
        ])  # fmt: skip

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
            columns.append(any_of(pl.col(name).is_null() for name in names).alias(f"~blank{group}"))
            for number in askers:
                blank.setdefault(number, []).append(f"~blank{group}")
        unsure: dict[tuple[str, ...], list[int]] = {}
        for number in urgent:
            if number in asked and number not in blank:
                continue  # nothing that it rests on is always asked
            if not self.sentences.certain(f"~when{number}"):
                unsure.setdefault(tuple(blank.get(number, ())), []).append(number)
        self._layer(columns)
        self.open, together = {}, []
        for names, numbers in unsure.items():
            unknown = {number: pl.col(f"~unknown{number}") for number in numbers}
            unanswered = any_of(pl.col(name) for name in names) if names else pl.lit(True)
            self.open |= {number: each & unanswered for number, each in unknown.items()}
            together.append(any_of(unknown.values()) & unanswered if names else any_of(unknown.values()))
        self._layer(any_of(together).alias("~open"))

    def _unsure_only_when_blank(self, rule: Rule) -> bool:
        """Nothing looks back and every fact is always asked: then only a blank answer can leave the rule unsure."""
        known = all(name in self.facts and name not in OPTIONAL for name in rule.facts)
        return known and not any(isinstance(part, LOOKING_BACK) for part in walk(rule.when))

    # ---- which claim decides at this check-in

    def _first_claim(self) -> None:
        nothing = len(self.claims)
        made = [(pl.col(f"~made{number}"), number) for number, (_, steps) in enumerate(self.claims) if steps]
        first = pl.col("~first")
        self._layer(_lowest(made, nothing).alias("~first"))
        self._layer(
            (self._says(first, asks_no_one) & pl.col("~open")).alias(NOT_ALL_ANSWERED),
            (first == nothing).alias(NOTHING_FITS),
        )
        own = pl.col(NOTHING_FITS) | (pl.col(NOT_ALL_ANSWERED) & (first > self.own))
        self._layer(pl.when(own).then(pl.lit(self.own, dtype=pl.Int8)).otherwise(first).alias("~now"))

    def _says(self, claim: pl.Expr, wanted: Callable[[Claim], bool]) -> pl.Expr:
        """Is the claim of that number one that says so? Neighbours are looked at together."""
        says = [number for number, (each, _) in enumerate(self.claims) if wanted(each)]
        starts = [number for number in says if number - 1 not in says]
        ends = [number for number in says if number + 1 not in says]
        return any_of((claim >= low) & (claim <= high) for low, high in zip(starts, ends, strict=True))

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

    def _following(self) -> None:
        """The hour of the next check-in that is asked for, or `_NEVER`."""
        hours, neck = pl.col(HOURS), pl.col("neck_treated").fill_null(True)
        never = pl.lit(_NEVER, dtype=pl.Int16)
        ahead = [
            pl.when((hours < time) & neck if time not in CHECKIN_HOURS else hours < time)
            .then(pl.lit(time, dtype=pl.Int16))
            .otherwise(never)
            for time in NECK_CHECKIN_HOURS
        ]
        self._layer(_least(ahead).alias("~following"))

    def _expires(self) -> pl.Expr:
        following = pl.col("~following")
        week_later = pl.when(following < _NEVER).then(following.cast(pl.Float64)).otherwise(pl.col(HOURS) + 24 * 7)
        return pl.when(~pl.col("~four_so_far")).then(week_later).alias("expires_at_hours")

    # ---- for whoever compares with one by one

    def _details(self) -> list[pl.Expr]:
        found = [self._step(number, rule).alias(step_column(rule.name)) for number, rule in enumerate(self.rules)]
        asking: dict[str, list[int]] = {}
        for number, rule in enumerate(self.rules):
            if number in self.open and rule.question and rule.highest_level >= Level.doctor_today:
                asking.setdefault(rule.question, []).append(number)
        return found + [any_of(self.open[n] for n in numbers).alias(f"ask_{key}") for key, numbers in asking.items()]


    def _step(self, number: int, rule: Rule) -> pl.Expr:
        """The step that a raised rule takes: the first of those tried that holds."""
        steps, holds = zip(*Conditions(self.sentences).tried(number, rule), strict=True)
        turn = _lowest([(all_of(each), turn) for turn, each in enumerate(holds)], len(steps))
        return pl.when(pl.col(f"~certain{number}")).then(pl.lit(pl.Series(steps, dtype=pl.Int8)).gather(turn))


class Judges:
    """One book, made ready once for each length of courses that needs it."""

    def __init__(self, book: Book, facts: Collection[str], *, detailed: bool = False):
        self.rules = book.rules_of(Scope.checkin)
        self._of = lru_cache(lambda longest: FrameJudge(book, longest=longest, facts=facts, detailed=detailed))
        self._one_at_a_time = Lock()

    def of(self, treatments: pl.Series) -> FrameJudge:
        """The judge of these rows: their treatments, in the order of the rows. Several files may ask at the same time."""
        longest = longest_course(treatments)
        with self._one_at_a_time:
            return self._of(longest)


def _unsure(rule: Rule, number: int) -> pl.Expr:
    unknown = pl.col(f"~unknown{number}")
    if rule.judge_after is None:
        return unknown
    return unknown | (~pl.col(f"~certain{number}") & (pl.col(HOURS) < rule.judge_after))


def _outcome(rule: Rule, holds: pl.Expr) -> pl.Expr:
    """Raised, silent or unsure; what is silent too early is unsure."""
    if rule.judge_after is None:
        return holds
    too_early = holds.is_not_null() & ~holds & (pl.col(HOURS) < rule.judge_after)
    return pl.when(~too_early).then(holds)
