"""The search for gaps and contradictions finds none in the book, and finds one that is put there."""

from itertools import combinations, product

import pytest

from myosotis.course import Course
from myosotis.judge.made_courses import FACTORS, FIELD, made_course
from myosotis.judge.thorough import _combined, covering_array, thorough
from myosotis.knowledge import load_book
from myosotis.knowledge.load import make_book

FEW = {"courses": 120, "most": 60}


def book_with(**cards):
    """The book with these rules and no others."""
    raw = {name: card for name, card in load_book().raw.items() if not name.startswith("rules/")}
    raw |= {f"rules/pain/{name}.yaml": card for name, card in cards.items()}
    return make_book(raw)


def a_card(when, then, **more):
    return {
        "title": {"da": "x", "en": "x"}, "tag": "R", "when": when, "then": then,
        "examples": [
            {"name": "a", "expect": "raised", "checkins": [{"hours": 10, "pain": 8, "qualities": ["sore"]}]},
            {"name": "b", "expect": "silent", "checkins": [{"hours": 10, "pain": 6}]},
            {"name": "c", "expect": "unsure", "checkins": [{"hours": 10, "pain": None}]},
        ],
    } | more  # fmt: skip


def test_nothing_is_found_in_the_book_by_a_quick_search():
    search = thorough(load_book(), **FEW)
    assert search.faults == []
    assert search.counts["pairs that share a measure"] > 50


@pytest.mark.long
def test_nothing_is_found_in_the_book():
    search = thorough(load_book())
    print("\n".join(search.lines))
    assert search.faults == []


def test_two_cards_that_claim_the_opposite_are_found():
    alarm = a_card("worse", {"reading": "negative_reaction", "level": "tell_therapist"})
    calm = a_card("worse", {"reading": "expected_reaction", "level": "tell_therapist"})
    found = thorough(book_with(alarm=alarm, calm=calm), **FEW).faults
    assert found == ["alarm and calm: negative_reaction and expected_reaction at tell_therapist, neither names the other"]


def test_a_card_that_names_the_other_may_claim_the_opposite():
    alarm = a_card("worse", {"reading": "negative_reaction", "level": "tell_therapist"}, names=["calm"])
    calm = a_card("worse", {"reading": "expected_reaction", "level": "tell_therapist"})
    assert thorough(book_with(alarm=alarm, calm=calm), **FEW).faults == []


def test_a_step_that_can_never_be_is_found():
    then = [
        {"if": "hours > a_day and hours < few_hours", "reading": "undetermined", "level": "tell_therapist"},
        {"reading": "undetermined", "level": "self_care"},
    ]
    assert thorough(book_with(never=a_card("worse", then)), **FEW).faults == ["never: then[0] can never be"]


def test_any_three_columns_meet_in_every_combination():
    rows = list(covering_array(5, 5))
    for columns in combinations(range(5), 3):
        assert {tuple(row[c] for c in columns) for row in rows} == set(product(range(5), repeat=3))


def test_the_field_is_a_prime_that_holds_every_factor_and_answer():
    assert all(FIELD % divisor for divisor in range(2, FIELD))
    assert len(FACTORS) <= FIELD and max(map(len, FACTORS.values())) <= FIELD


def test_every_made_course_can_be_read():
    for row in list(covering_array(len(FACTORS), FIELD))[::200]:
        assert Course.read(made_course(row)).checkins


def test_evenly_spread_combinations_hold_every_value():
    choices = [tuple(range(3)), tuple(range(4)), tuple(range(5)), tuple(range(6))]
    assert len(list(_combined(choices, 10_000))) == 360
    few = list(_combined(choices, 40))
    assert len(few) <= 60 and all({row[i] for row in few} == set(values) for i, values in enumerate(choices))
