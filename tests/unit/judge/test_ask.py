"""What is asked next: the answer that settles the most, and no question whose condition does not hold."""

import pytest

from myosotis.judge import assess
from myosotis.judge.ask import (
    Asked,
    all_questions,
    fills,
    next_checkin_hours,
    next_question,
    questions_at,
    rules_that_need,
)
from myosotis.judge.examples import course_of
from myosotis.knowledge import load_book
from myosotis.terms import Level, Scope

BOOK = load_book()
COMPLETE = {"hours": 24, "pain": 5}


def course(*checkins, **given):
    return course_of({"checkins": list(checkins), **given})


def names(asked):
    return [one.key.split(".")[-1] for one in asked]


def test_where_everything_is_answered_nothing_would_settle_more():
    assert next_question(course(COMPLETE), BOOK) is None


def test_where_nothing_is_answered_a_question_of_danger_comes_first():
    found = next_question(course({"hours": 24, "pain": None, "symptoms": None, "bruise": None, "qualities": None}), BOOK)
    assert found.key.startswith("questions/red_flags.flag_")
    assert found.level == Level.emergency


@pytest.mark.parametrize(
    ("unanswered", "question"),
    [
        ({"qualities": None, "pain": 8}, "questions/checkin.quality"),
        ({"symptoms": {"dizziness": None}}, "questions/checkin.anything_else"),
        ({"symptoms": {"dark_urine": None}}, "questions/red_flags.flag_limb"),
        ({"bruise": None}, "questions/checkin.bruise"),
        ({"pain": None}, "questions/checkin.pain_now"),
    ],
)
def test_the_question_is_the_one_whose_answer_is_missing(unanswered, question):
    found = next_question(course(COMPLETE | unanswered), BOOK)
    assert found.key == question
    assert found.settles


@pytest.mark.parametrize("key", [key for key, question in all_questions(BOOK).items() if question["answers"]])
def test_answering_the_question_leaves_no_fewer_rules_answered(key):
    """A rule that needs the question names a fact that it fills."""
    filled = fills(key, BOOK)
    for name in rules_that_need(key, BOOK):
        rule = BOOK.rules[name]
        assert filled[rule.scope] & set(rule.facts)


def test_what_was_settled_is_no_longer_asked():
    unanswered = COMPLETE | {"symptoms": {"dizziness": None}}
    found = next_question(course(unanswered), BOOK)
    answered = next_question(course(COMPLETE | {"symptoms": {"dizziness": 0}}), BOOK)
    assert found.settles and answered is None


def test_no_check_in_has_no_next_question():
    assert next_question(course(), BOOK) is None


def test_a_symptom_that_was_reported_is_asked_again_until_it_is_gone():
    first = {"hours": 4, "symptoms": {"headache": 2}}
    asked = questions_at(24, course(first), BOOK)
    assert Asked("questions/checkin.still_there", "headache") in asked
    silent = {"hours": 24, "symptoms": None}
    assert Asked("questions/checkin.still_there", "headache") in questions_at(49, course(first, silent), BOOK)
    gone = {"hours": 24, "symptoms": {"headache": 0}}
    assert "still_there" not in names(questions_at(49, course(first, gone), BOOK))


def test_danger_is_asked_before_anything_about_pain():
    asked = names(questions_at(24, course(), BOOK))
    assert asked[:2] == ["is_it_you", "red_flags"]
    assert asked.index("flag_other") < asked.index("pain_now")


@pytest.mark.parametrize(
    ("now", "question"),
    [
        ({"bruise": "small"}, "mark_spreading"),
        ({"pain": 9}, "strong_worse_hours"),
        ({"symptoms": {"palpitations": 2}}, "passed_or_not"),
        ({"symptoms": {"numb_limb": 1}}, "limb_side"),
        ({"sites": ["shoulder:right"]}, "other_side"),
        ({"sites": ["shoulder:left", "knee:left"]}, "pain_at_place"),
        ({"sites": ["knee:left"]}, "old_place"),
        ({"painkiller_hours": 2}, "painkiller_hours"),
    ],
)
def test_a_question_is_asked_only_where_its_condition_holds(now, question):
    assert question in names(questions_at(24, course(COMPLETE | now), BOOK))
    assert question not in names(questions_at(24, course(COMPLETE), BOOK))


@pytest.mark.parametrize("neck, asked", [(True, True), (None, True), (False, False)])
def test_two_weeks_later_the_neck_is_asked_about_only_where_it_may_have_been_treated(neck, asked):
    treatment = {"neck_treated": neck, "sites": ["shoulder:left"] if neck is not None else None}
    assert ("neck_day14" in names(questions_at(336, course(treatment=treatment), BOOK))) is asked


def when_next(*checkins, **given):
    whole = course(*checkins, **given)
    return next_checkin_hours(assess(whole, BOOK)[-1], whole, BOOK)


@pytest.mark.parametrize(("hours", "following"), [(1, 4), (4, 24), (30, 49), (49, 72), (72, 168), (168, None)])
def test_the_next_check_in_is_the_next_time_that_everyone_is_asked(hours, following):
    assert when_next({"hours": hours, "pain": 5}) == following


def test_after_work_on_the_neck_the_last_time_is_two_weeks():
    assert when_next({"hours": 168, "pain": 5}, treatment={"sites": ["neck:mid"]}) == 336


def test_strong_worsening_in_the_first_hours_is_asked_about_when_those_hours_are_over():
    assert when_next({"hours": 1, "pain": 6}, baseline={"pain": 3}) == 3


def test_no_level_stops_the_asking():
    assert when_next({"hours": 24, "symptoms": {"chest_pain": 2}}) == 49


def test_questions_before_a_treatment_fill_the_baseline_and_not_the_check_in():
    assert "baseline_pain" in fills("questions/intake.pain_before", BOOK)[Scope.checkin]
    assert "pain" not in fills("questions/intake.pain_before", BOOK)[Scope.checkin]
