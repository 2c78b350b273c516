"""What a sentence means can be written down again: `read(describe(x)) == x`, and said in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from myosotis.knowledge import load_book
from myosotis.language import nodes as n
from myosotis.language.describe import describe, in_words
from myosotis.language.read import read
from myosotis.terms import Scope, Unit

SCORE = n.number(Unit.score)
FACTS = [n.Fact("pain", SCORE), n.Fact("sore", SCORE)]
FLAGS = [n.Fact("tired", n.YES_NO), n.Fact("sick", n.YES_NO)]
WORD = n.Fact("kind", n.Type("word", words=frozenset({"a", "b"})))
NAMES = {fact.name: fact for fact in [*FACTS, *FLAGS, WORD]}
NAMES["limit"] = n.Limit("limit", 7, Unit.score)
NAMES["rise"] = n.Measure("rise", n.Minus(FACTS[0], FACTS[1]))

written = st.integers(0, 10).map(lambda value: n.Number(value, Unit.score))
named = st.sampled_from([*FACTS, NAMES["limit"], NAMES["rise"]])


def _more_numbers(numbers, flags):
    # A number written on a card takes the unit of what it meets, so one side is always named.
    mixed = st.one_of(numbers, written)
    return st.one_of(
        st.builds(n.Plus, numbers, mixed), st.builds(n.Minus, numbers, mixed),
        st.builds(n.Choose, flags, numbers, mixed), st.builds(n.Otherwise, numbers, mixed),
        st.tuples(numbers, mixed).map(n.Largest), st.tuples(numbers, mixed, mixed).map(n.Smallest),
        *(st.builds(sort, numbers) for sort in (n.Previous, n.Highest, n.Lowest, n.First)),
    )  # fmt: skip


def _more_flags(numbers, flags):
    mixed = st.one_of(numbers, written)
    return st.one_of(
        st.builds(n.Compare, numbers, st.sampled_from(list(n.FLIPPED)), mixed),
        st.builds(n.Compare, st.just(WORD), st.sampled_from(["==", "!="]), st.sampled_from([n.Word("a"), n.Word("b")])),
        st.sampled_from([n.OneOf(WORD, ("a",)), n.OneOf(WORD, ("a", "b"))]),
        st.tuples(flags, flags).map(n.Both), st.tuples(flags, flags, flags).map(n.Either), st.builds(n.Not, flags),
        st.builds(n.Known, numbers), st.builds(n.Otherwise, flags, st.booleans().map(n.Truth)),
        st.builds(n.Ever, flags), st.builds(n.Earlier, flags),
    )  # fmt: skip


def _sentences():
    numbers, flags = named, st.sampled_from(FLAGS)
    for _ in range(3):
        numbers, flags = st.one_of(named, _more_numbers(numbers, flags)), _more_flags(numbers, flags)
    return flags


@given(_sentences())
def test_what_is_described_reads_the_same(sentence):
    assert read(describe(sentence), NAMES) == sentence


@given(_sentences())
def test_every_sentence_can_be_said_in_both_languages(sentence):
    for language in ("da", "en"):
        assert in_words(sentence, language, lambda node: getattr(node, "name", getattr(node, "value", "")))


@pytest.mark.parametrize("name", sorted(load_book().rules))
def test_every_card_reads_the_same_when_described(name):
    from myosotis.course.facts import CLOCKS, FACTS

    book = load_book()
    rule = book.rules[name]
    known = {**FACTS[rule.scope], **{limit: card.limit for limit, card in book.limits.items()}}
    known |= {measure: card.measure for measure, card in book.measures[rule.scope].items()}
    for sentence in (rule.when, *(step.when for step in rule.steps)):
        assert read(describe(sentence), known, CLOCKS[rule.scope]) == sentence


def test_a_clock_belongs_to_its_scope():
    assert read("held_for(tired)", NAMES, Unit.days).type.unit == Unit.days
    assert Scope.complaint in Scope
