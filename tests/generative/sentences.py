"""Anything the language can say, and anybody it can be said of, for tests that generate their cases."""

from zlib import crc32

from hypothesis import strategies as st

from myosotis.course.facts import FACTS
from myosotis.language import nodes as n
from myosotis.terms import Scope, Unit

ASKED = ("pain", "baseline_pain", "nausea", "strong_worse_hours", "age", "neck_treated", "alarm_words", "kind", "bruise")
ALL = FACTS[Scope.checkin]
WHOLE = {Unit.score: (0, 10), Unit.grade: (0, 4), Unit.pressure: (1, 5)}


def _measured(body: n.Node) -> n.Measure:
    """A measure with a name of its own, as in a book: the plain engine works out each name once."""
    return n.Measure(f"measure_{crc32(repr(body).encode())}", body)


def of_kind(kind: str):
    return [ALL[name] for name in ASKED if ALL[name].type.kind == kind] + [n.Fact(f"never_asked_{kind}", {
        "number": n.number(Unit.score), "yes_no": n.YES_NO, "word": n.Type("word", words=frozenset({"large"}))}[kind])]  # fmt: skip


def numbers(units=(Unit.score, Unit.grade, Unit.hours, Unit.years, Unit.count)):
    return st.sampled_from(units).flatmap(number_in)


def number_in(unit, depth=3):
    leaves = [fact for fact in of_kind("number") if fact.type.unit == unit]
    written = st.one_of(
        st.builds(n.Number, st.integers(-3, 40) | st.sampled_from([0.5, 2.5, 300, 40000]), st.just(unit)),
        st.builds(n.Limit, st.just("a_limit"), st.sampled_from([0, 1, 3, 20.5]), st.just(unit)),
    )
    leaf = st.one_of(st.sampled_from(leaves), written) if leaves else written
    if not depth:
        return leaf
    same = st.deferred(lambda: number_in(unit, depth - 1))
    yes_no = st.deferred(lambda: yes_nos(depth - 1))
    more = [
        leaf,
        st.builds(n.Plus, same, same),
        st.builds(n.Minus, same, same),
        st.builds(n.Largest, st.lists(same, min_size=2, max_size=3).map(tuple)),
        st.builds(n.Smallest, st.lists(same, min_size=2, max_size=3).map(tuple)),
        st.builds(n.Choose, yes_no, same, same),
        st.builds(n.Otherwise, same, same),
        same.map(_measured),
        *(st.builds(sort, same) for sort in (n.Previous, n.Highest, n.Lowest, n.First)),
    ]
    if unit == Unit.hours:
        more += [st.builds(n.HeldFor, yes_no), st.builds(n.Since, yes_no)]
    if unit == Unit.count:
        more.append(st.builds(n.Times, yes_no))
    return st.one_of(more)


def words(depth=2):
    leaf = st.sampled_from(of_kind("word"))
    if not depth:
        return leaf
    same = st.deferred(lambda: words(depth - 1))
    return st.one_of(
        leaf,
        st.builds(n.Choose, st.deferred(lambda: yes_nos(depth - 1)), same, same | st.builds(n.Word, st.just("unheard"))),
        st.builds(n.Otherwise, same, same),
        st.builds(n.Previous, same),
        st.builds(n.First, same),
    )


def yes_nos(depth=3):
    leaf = st.one_of(st.sampled_from(of_kind("yes_no")), st.builds(n.Truth, st.booleans()))
    if not depth:
        return leaf
    same = st.deferred(lambda: yes_nos(depth - 1))
    pair = st.sampled_from([Unit.score, Unit.hours, Unit.grade, Unit.count]).flatmap(
        lambda unit: st.tuples(number_in(unit, depth - 1), st.sampled_from(list(n.FLIPPED)), number_in(unit, depth - 1))
    )
    return st.one_of(
        leaf,
        pair.map(lambda parts: n.Compare(*parts)),
        st.builds(n.Compare, st.just(ALL["kind"]), st.sampled_from(["==", "!="]), st.sampled_from(
            [n.Word("massage"), n.Word("mixed")])),  # fmt: skip
        st.builds(n.OneOf, st.just(ALL["bruise"]), st.sampled_from([("none",), ("small", "large")])),
        st.builds(n.OneOf, words(depth - 1).filter(lambda word: word.type.words is None), st.sampled_from([("unheard",), ("large",)])),
        st.builds(n.Both, st.lists(same, min_size=2, max_size=3).map(tuple)),
        st.builds(n.Either, st.lists(same, min_size=2, max_size=3).map(tuple)),
        st.builds(n.Not, same),
        st.builds(n.Known, st.one_of(same, st.deferred(lambda: numbers((Unit.score, Unit.hours))))),
        st.builds(n.Choose, same, same, same),
        st.builds(n.Otherwise, same, same),
        *(st.builds(sort, same) for sort in (n.Previous, n.First, n.Ever, n.Earlier)),
    )


def sentences():
    return st.one_of(yes_nos(), numbers(), words())


def answers(fact):
    kind, unit = fact.type.kind, fact.type.unit
    if kind == "yes_no":
        known = st.booleans()
    elif kind == "word":
        known = st.sampled_from(sorted(fact.type.words))
    elif unit in WHOLE:
        known = st.integers(*WHOLE[unit])
    else:
        known = st.sampled_from([0, 0.1, 3, 3.7, 24, 66.25])
    return st.none() | known


CHECKIN = st.fixed_dictionaries({name: answers(ALL[name]) for name in ASKED})
SERIES = st.lists(st.tuples(st.sampled_from([0.0, 0.1, 4, 7.3, 26]), CHECKIN), min_size=1, max_size=6)
POPULATION = st.lists(SERIES, min_size=1, max_size=4)
