"""No question is asked in vain, none that a rule needs is missing, and who is well is soon done."""

import pytest

from myosotis.judge.ask import MOMENTS, RECORDED, all_questions, fills, questions_at, rules_that_need, taps
from myosotis.judge.examples import course_of
from myosotis.knowledge import load_book
from myosotis.terms import Level, Scope

BOOK = load_book()
QUESTIONS = all_questions(BOOK)
MOST_TAPS = 8
WELL = {"pain": 0, "qualities": [], "sites": [], "symptoms": {}, "bruise": "none", "soreness": 0}
# Why a question that no rule needs is asked all the same.
FOR = {
    "therapist": "the therapist reads the answer",
    "agreement": "it is the agreement itself",
    "review": "it is counted before the rules are asked",
    "phones": "it chooses the telephone number",
}


@pytest.mark.parametrize("key", [key for key, question in QUESTIONS.items() if question["answers"]])
def test_no_question_is_asked_in_vain(key):
    assert rules_that_need(key, BOOK) or QUESTIONS[key].get("serves") in FOR


def test_what_a_rule_of_level_three_or_more_needs_is_asked_by_some_question():
    asked = set().union(*(fills(key, BOOK)[Scope.checkin] for key in QUESTIONS))
    unasked = {
        rule.name: sorted(set(rule.facts) - asked - RECORDED)
        for rule in BOOK.rules_of(Scope.checkin)
        if (rule.highest_level or 0) >= Level.therapist_today and set(rule.facts) - asked - RECORDED
    }
    assert unasked == {}


def test_what_the_plan_needs_is_asked_too():
    asked = set().union(*(fills(key, BOOK)[Scope.complaint] for key in QUESTIONS))
    assert {fact for rule in BOOK.rules_of(Scope.complaint) for fact in rule.facts} - asked - RECORDED == set()


@pytest.mark.parametrize("hours", [*MOMENTS, 30])
@pytest.mark.parametrize("place", ["shoulder:left", "neck:mid"])
def test_a_client_with_nothing_wrong_is_done_in_eight_taps(hours, place):
    course = course_of({"treatment": {"sites": [place]}, "checkins": [WELL | {"hours": hours}]})
    assert 0 < taps(questions_at(hours, course, BOOK), BOOK) <= MOST_TAPS


@pytest.mark.parametrize("hours", MOMENTS)
def test_danger_is_asked_about_every_time(hours):
    names = [asked.key.split(".")[-1] for asked in questions_at(hours, course_of({}), BOOK)]
    assert set(BOOK.file("questions/red_flags")["red_flags"]["lines"]) <= set(names)


def test_a_card_of_level_four_or_five_that_cannot_be_answered_has_a_question():
    urgent = [rule for rule in BOOK.rules_of(Scope.checkin) if (rule.highest_level or 0) >= Level.doctor_today]
    assert [rule.name for rule in urgent if not rule.question] == []
    assert all(BOOK.text(rule.question, language) for rule in urgent for language in ("da", "en"))


def test_every_moment_that_a_question_names_is_one():
    known = {*MOMENTS.values(), "any", "intake", "before_treatment", "selfcheck", "review"}
    assert {moment for question in QUESTIONS.values() for moment in question["when"]} <= known
