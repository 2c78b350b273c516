"""Both engines give the same answers, whatever the language says and whoever is judged."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import polars as pl
import pytest
from hypothesis import Phase, given, settings

from myosotis.engines import frame
from myosotis.engines.plain import Series
from myosotis.judge import assess
from myosotis.knowledge import load_book
from myosotis.language import nodes as n
from myosotis.population.judge import judged, rule_column, step_column
from myosotis.population.rows import CHECKIN_FACTS, courses
from myosotis.population.simulate import population
from myosotis.terms import Outcome, Scope, Unit
from tests.generative.anybody import anybody
from tests.generative.sentences import ALL, ASKED, POPULATION, sentences

OUTCOMES = {None: Outcome.unsure, True: Outcome.raised, False: Outcome.silent}


def as_rows(population):
    """The population as one frame with a marker where each series begins, and as plain series."""
    rows, plain = [], []
    for checkins in population:
        clock, hour = [], 0.0
        for gap, _ in checkins:
            hour += gap
            clock.append(hour)
        columns = {name: [answered[name] for _, answered in checkins] for name in ASKED}
        plain.append(Series(columns, clock))
        for row, (_, answered) in enumerate(checkins):
            rows.append({"begins": row == 0, "clock": clock[row], **answered})
    schema = {"begins": pl.Boolean, "clock": pl.Float64} | {name: frame.type_of(ALL[name]) for name in ASKED}
    return pl.DataFrame(rows, schema=schema), plain


def both_answers(sentence, population, engine="in-memory"):
    rows, plain = as_rows(population)
    longest = max((len(checkins) for checkins in population), default=1)
    lowering = frame.Lowering({"answer": sentence}, begins="begins", clock="clock", facts=ASKED, longest=longest)
    found = lowering.applied(rows.lazy()).select("answer").collect(engine=engine)["answer"].to_list()
    if sentence.type.kind == "word":
        found = [lowering.word_of(code) for code in found]
    return found, [value for series in plain for value in series.column(sentence)]


@given(sentences(), POPULATION)
def test_a_sentence_means_the_same_to_both_engines(sentence, population):
    found, expected = both_answers(sentence, population)
    assert found == expected


@settings(max_examples=25)
@given(sentences(), POPULATION)
def test_streamed_rows_give_the_same(sentence, population):
    found, expected = both_answers(sentence, population, "streaming")
    assert found == expected


def test_large_numbers_may_come_out_small():
    large = n.Plus(ALL["pain"], n.Number(300))
    assert both_answers(n.Minus(large, n.Number(300)), [[(0.0, dict.fromkeys(ASKED) | {"pain": 7})]]) == ([7], [7])


NEVER_ASKED = n.Fact("never_asked_number", ALL["pain"].type)


_CHOICE = n.Choose(ALL["neck_treated"], ALL["pain"], ALL["pain"])


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (n.Number(0), _CHOICE),
        (NEVER_ASKED, _CHOICE),
        (n.Plus(NEVER_ASKED, n.Number(0)), _CHOICE),
        (_CHOICE, n.Number(0)),
        (n.Since(n.Truth(False)), n.Otherwise(n.Number(0, Unit.hours), ALL["strong_worse_hours"])),
    ],
)
def test_what_is_the_same_for_all_is_compared_in_every_row(left, right):
    nobody_answered = [[(0.0, dict.fromkeys(ASKED)), (1.0, dict.fromkeys(ASKED))]]
    assert both_answers(n.Compare(left, "<", right), nobody_answered) == ([None, None], [None, None])


@pytest.mark.long
@settings(max_examples=10_000)
@given(sentences(), POPULATION)
def test_ten_thousand_sentences_mean_the_same(sentence, population):
    found, expected = both_answers(sentence, population)
    assert found == expected


def fill_with_no(meaning):
    return lambda node, parts, to: meaning(node, parts, to).fill_null(False)


@pytest.mark.parametrize("sort", [n.Compare, n.OneOf, n.Ever, n.Not])
def test_an_unknown_taken_for_a_no_is_caught(sort, monkeypatch):
    monkeypatch.setitem(frame.MEANING, sort, fill_with_no(frame.MEANING[sort]))
    agree = test_a_sentence_means_the_same_to_both_engines.hypothesis.inner_test
    looked_at = settings(max_examples=400, phases=[Phase.generate], database=None)(given(sentences(), POPULATION)(agree))
    with pytest.raises(AssertionError):
        looked_at()


# ---- the judge


def differences(rows: pl.DataFrame, book, engine="in-memory"):
    """Where the whole population judged at once differs from one course at a time, as sentences."""
    answers = judged(rows.lazy(), book, facts=list(CHECKIN_FACTS), detailed=True).collect(engine=engine)
    one_by_one = [assessment for course in courses(rows) for assessment in assess(course, book)]
    for row, (answer, expected) in enumerate(zip(answers.iter_rows(named=True), one_by_one, strict=True)):
        found = {finding.rule: finding for finding in expected.findings}
        pairs = {
            "reading": (answer["reading"], expected.reading.value),
            "level": (answer["level"], expected.level),
            "certainty": (answer["certainty"], expected.certainty and expected.certainty.value),
            "expires": (answer["expires_at_hours"], expected.expires_at_hours),
            "latched": (answer["latched_since_hours"], expected.latched_since_hours),
            "not all answered": (answer["not_all_answered"], "not_all_answered" in found),
            "nothing fits": (answer["nothing_fits"], "nothing_fits" in found),
            "questions": (
                {name.removeprefix("ask_") for name in answer if name.startswith("ask_") and answer[name]},
                set(expected.questions),
            ),
        }
        for rule in book.rules_of(Scope.checkin):
            finding = found.get(rule.name)
            outcome = finding.outcome if finding else Outcome.silent
            pairs[rule.name] = (OUTCOMES[answer[rule_column(rule.name)]], outcome)
            step = answer[step_column(rule.name)]
            claim = None if step is None else (rule.steps[step].reading, rule.steps[step].level, rule.steps[step].certainty)
            raised = (finding.reading, finding.level, finding.certainty) if outcome == Outcome.raised else None
            pairs[f"{rule.name}, step"] = (claim, raised)
        for what, (together, alone) in pairs.items():
            if together != alone:
                yield f"row {row}, {what}: {together} at once, {alone} alone"


def test_a_population_judged_at_once_is_each_course_judged_alone():
    assert list(differences(anybody(seed=1, treatments=60), load_book())) == []


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 12))
def test_many_more_are_judged_alike(seed):
    assert list(differences(anybody(seed=seed, treatments=400), load_book(), "streaming")) == []


def test_an_unknown_taken_for_a_no_is_caught_by_the_judge(monkeypatch):
    monkeypatch.setitem(frame.MEANING, n.Compare, fill_with_no(frame.MEANING[n.Compare]))
    assert next(differences(anybody(seed=1, treatments=20), load_book()), None)


def disagreeing(first_client: int, clients: int) -> tuple[int, list[str]]:
    """How many made-up check-ins, and in what columns the two ways differ anywhere among them."""
    rows, book = population(first_client, clients).collect(), load_book()
    found = judged(rows.lazy(), book, facts=list(CHECKIN_FACTS)).collect(engine="in-memory")
    alone = [assessment for course in courses(rows) for assessment in assess(course, book)]
    rules = [rule.name for rule in book.rules_of(Scope.checkin)]
    outcomes = {name: [False] * len(alone) for name in [*rules, "not_all_answered", "nothing_fits"]}
    for row, assessment in enumerate(alone):
        for finding in assessment.findings:
            outcomes[finding.rule][row] = True if finding.outcome == Outcome.raised else None
    expected = {
        "reading": [one.reading.value for one in alone],
        "level": [int(one.level) for one in alone],
        "certainty": [one.certainty and one.certainty.value for one in alone],
        "expires_at_hours": [one.expires_at_hours for one in alone],
        "latched_since_hours": [one.latched_since_hours for one in alone],
        **{rule_column(name) if name in rules else name: column for name, column in outcomes.items()},
    }
    return len(alone), [name for name, column in expected.items() if found[name].to_list() != column]


@pytest.mark.long
def test_a_million_made_up_check_ins_are_judged_alike():
    total, clients = 0, 2_000
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        running = [pool.submit(disagreeing, first, clients) for first in range(0, 100_000, clients)]
        for each in running:
            checkins, columns = each.result()
            assert columns == []
            total += checkins
    assert total >= 1_000_000


def test_some_thousand_made_up_check_ins_are_judged_alike():
    checkins, columns = disagreeing(0, 300)
    assert columns == [] and checkins > 2_500
