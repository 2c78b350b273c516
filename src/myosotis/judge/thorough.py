"""Gaps and contradictions in the book, looked for by trying: `myosotis check --thorough`.

Three searches. Each card over every combination of the values of its facts and measures: at each threshold, one below
and one above, and unknown. Each pair of cards that share a measure, over both their values. And the whole book over
made courses in which every three answers meet in every combination (a covering array of strength 3).
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, islice, product
from math import gcd, prod

from myosotis.course import Course
from myosotis.engines.plain import Series
from myosotis.judge.assess import assess, judge_rows
from myosotis.judge.examples import try_example
from myosotis.judge.made_courses import FACTORS, FIELD, made_course
from myosotis.knowledge.model import Book, Rule
from myosotis.language import nodes as n
from myosotis.terms import CALM_READINGS, Level, Outcome, Reading, Scope, Unit

HIGHEST = {Unit.grade: 4, Unit.score: 10, Unit.pressure: 5}
ALARMING = frozenset({Reading.red_flag, Reading.negative_reaction})
# Above this many combinations of one card or pair, evenly spread ones are tried.
MOST = 20_000
ALWAYS_KNOWN = frozenset({"hours", "baseline_taken", "days", "treatment_number"})
# What many cards ask about without being about it.
SETTING = frozenset({"ordinary", "risk_flag", "unsettled"})


@dataclass
class Search:
    """What was tried and what was found wrong."""

    counts: Counter = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        return [f"{count} {what}" for what, count in self.counts.items()] + [f"found: {fault}" for fault in self.faults]


def thorough(book: Book, courses: int | None = None, most: int = MOST) -> Search:
    """All three searches; `courses` and `most` take only so many made courses, and combinations of a pair."""
    search = Search()
    fired: set[tuple[str, int]] = set()
    for rule in book.rules.values():
        _try_card(rule, search, fired)
    _try_pairs(book, search, most)
    _try_book(book, search, courses)
    for rule in book.rules.values():
        for place in range(len(rule.steps)):
            if (rule.name, place) not in fired:
                search.faults.append(f"{rule.name}: then[{place}] can never be")
    search.counts["steps that can be"] = len(fired)
    return search


def _try_card(rule: Rule, search: Search, fired: set) -> None:
    search.counts["cards tried alone"] += 1
    outcomes = set()
    judged = [one for row in _grid_rows([rule], MOST) for one in row]
    search.counts["combinations of one card"] += len(judged)
    for one in judged + [try_example(rule, example) for example in rule.examples]:
        outcomes.add(one.outcome)
        if one.outcome == Outcome.raised:
            fired.add((rule.name, next(i for i, step in enumerate(rule.steps) if step is one.step)))
            if rule.scope == Scope.checkin and (one.step.reading is None or one.step.level is None):
                search.faults.append(f"{rule.name}: is raised without a reading and a level")
    for outcome in set(Outcome) - outcomes:
        search.faults.append(f"{rule.name}: is never {outcome}")


def _try_pairs(book: Book, search: Search, most: int) -> None:
    rules = _one_a_file(book.rules_of(Scope.checkin))
    for one, other in combinations(rules, 2):
        if not _about(one) & _about(other):
            continue
        search.counts["pairs that share a measure"] += 1
        for row in _grid_rows([one, other], most):
            search.counts["combinations of a pair"] += 1
            if all(judged.outcome == Outcome.raised for judged in row):
                _compare(one, row[0].step, other, row[1].step, search)


def _compare(one: Rule, step, other: Rule, other_step, search: Search) -> None:
    readings = {step.reading, other_step.reading}
    if step.level != other_step.level or not (readings & CALM_READINGS and readings & ALARMING):
        return
    if other.name in one.names or one.name in other.names:
        return
    fault = f"{one.name} and {other.name}: {step.reading} and {other_step.reading} at {step.level.name}, neither names the other"
    if fault not in search.faults:
        search.faults.append(fault)


def _one_a_file(rules: Sequence[Rule]) -> list[Rule]:
    return list({rule.file: rule for rule in reversed(rules)}.values())[::-1]


def _about(rule: Rule) -> set[str]:
    return {part.name for part in rule.named if isinstance(part, n.Measure)} - SETTING


# ---- the grid of one card or two


def _grid_rows(rules: Sequence[Rule], most: int) -> Iterator[list]:
    """What the rules say at every combination of the values of what they name."""
    values = _values(rules)
    names = list(values)
    combined = list(_combined(list(values.values()), most))
    measures = {part.name for rule in rules for part in rule.named if isinstance(part, n.Measure)}
    back = any(isinstance(part, _LOOKING_BACK) for rule in rules for part in _sentences(rule))
    # A card that looks back is tried with each combination after the one before it, two check-ins at a time.
    chunks = [combined[i : i + 2] for i in range(len(combined) - 1)] if back else [combined]
    for chunk in chunks:
        columns = dict(zip(names, map(list, zip(*chunk, strict=True)), strict=True))
        hours = columns.get("hours")
        clock = [10.0, 20.0][: len(chunk)] if back else hours or [0.0] * len(chunk)
        series = Series({name: column for name, column in columns.items() if name not in measures}, clock)
        series.measured = {name: column for name, column in columns.items() if name in measures}
        rows = judge_rows(series, rules)
        yield from rows[-1:] if back else rows


def _combined(choices: list[tuple], most: int) -> Iterator[tuple]:
    """Every combination; above `most` of them evenly spread ones, among which every value still comes up."""
    every = prod(map(len, choices))
    stride = max(1, every // most)
    while any(gcd(stride, len(values)) > 1 for values in choices) and stride > 1:
        stride += 1
    for place in range(0, every, stride):
        row = []
        for values in choices:
            place, which = divmod(place, len(values))
            row.append(values[which])
        yield tuple(row)


_LOOKING_BACK = (n.Previous, n.Highest, n.Lowest, n.First, n.Ever, n.Earlier, n.Times, n.HeldFor, n.Since)


def _sentences(rule: Rule) -> Iterator[n.Node]:
    for sentence in (rule.when, *(step.when for step in rule.steps)):
        yield from n.walk(sentence, through_measures=False)


def _values(rules: Sequence[Rule]) -> Mapping[str, tuple]:
    """For each fact and measure that the rules name: its values at every threshold, and unknown."""
    found: dict[str, dict] = {}
    for rule in rules:
        for part in rule.named:
            found.setdefault(part.name, {} if part.name in ALWAYS_KNOWN else {None: None})
            if part.type.kind == "yes_no":
                found[part.name] |= {True: None, False: None}
        for part in _sentences(rule):
            match part:
                case n.Compare(left, _, right):
                    _thresholds(left, right, found)
                    _thresholds(right, left, found)
                case n.OneOf(word, choices):
                    _words(word, choices, found)
        if rule.judge_after is not None:
            found.setdefault("hours", {})
            found["hours"] |= dict.fromkeys((rule.judge_after - 1, rule.judge_after))
    return {name: tuple(values) for name, values in found.items()}


def _thresholds(side: n.Node, against: n.Node, found: dict) -> None:
    named = [part for part in n.walk(side, through_measures=False) if isinstance(part, (n.Fact, n.Measure))]
    if isinstance(against, n.Word):
        for part in named:
            _words(part, (against.value,), found)
        return
    edges = [part.value for part in n.walk(against, through_measures=False) if isinstance(part, (n.Number, n.Limit))]
    for part in named:
        if part.type.kind != "number":
            continue
        highest = HIGHEST.get(part.type.unit, 10_000)
        # A difference is met from the middle of the scale.
        base = (0,) if part is side else (0, 5)
        near = (start + edge + by for edge in edges or (5,) for by in (-1, 0, 1) for start in base)
        found[part.name] |= dict.fromkeys(value for value in near if 0 <= value <= highest)


def _words(part: n.Node, words: Sequence[str], found: dict) -> None:
    for inner in n.walk(part, through_measures=False):
        if isinstance(inner, (n.Fact, n.Measure)) and inner.type.kind == "word":
            others = sorted((inner.type.words or frozenset()) - set(words))[:1]
            found[inner.name] |= dict.fromkeys((*words, *others))


# ---- the whole book


def covering_array(columns: int, size: int) -> Iterator[tuple[int, ...]]:
    """Rows in which any three columns meet in every combination of 0 … size-1.

    `size` is a prime of at least `columns`. Three points fix one polynomial of the second degree, so each three values
    in three columns stand in exactly one row.
    """
    for a, b, c in product(range(size), repeat=3):
        yield tuple((a + b * x + c * x * x) % size for x in range(columns))


def _try_book(book: Book, search: Search, most: int | None) -> None:
    rows = covering_array(len(FACTORS), FIELD)
    if most is not None:
        rows = islice(rows, 0, None, FIELD**3 // most)
    for row in rows:
        search.counts["made courses"] += 1
        for answer in assess(Course.read(made_course(row)), book):
            if not answer.raised:
                search.faults.append(f"no reading for {row}")
            if answer.reading in CALM_READINGS and answer.level >= Level.therapist_today:
                search.faults.append(f"{answer.reading} at {answer.level.name} for {row}")
            rules = [(book.rules[f.rule], f) for f in answer.decisive if f.rule in book.rules]
            for (one, a), (other, b) in combinations(rules, 2):
                if _about(one) & _about(other):
                    _compare(one, a, other, b, search)
