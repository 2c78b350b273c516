"""What a therapist reads is said of the client and not to her."""

import re

import pytest

from myosotis.judge import assess, explain
from myosotis.judge.examples import course_of
from myosotis.knowledge import load_book
from myosotis.terms import Scope

BOOK = load_book()
COURSES = {
    f"{rule.name}: {example.name}": example.given
    for rule in BOOK.rules.values() if rule.scope == Scope.checkin
    for example in rule.examples
}  # fmt: skip
# The name of a sign may have the "du" that stands for anybody: stik når du trækker vejret.
TO_HER = {"da": r"(?i)\bdu (skrev|satte|tog|har)|\b(dit|dine) svar|siden din|\bskriv igen|\bring 112\b", "en": r"(?i)\byou wrote|\byou ticked|\byou feel|\bwrite again\b|\bcall 112\b"}


@pytest.mark.parametrize("language", TO_HER)
def test_no_sentence_for_a_therapist_is_said_to_the_client(language):
    found = {}
    for name, given in COURSES.items():
        course = course_of(given)
        for answer in assess(course, BOOK)[-1:]:
            told = explain(answer, course, BOOK, language, "therapist")
            assert told.why or not answer.raised, name
            assert not (told.home or told.changes or told.normal or told.first_aid or told.call), name
            lines = [told.expires, *told.why]
            found |= {line: name for line in lines if re.search(TO_HER[language], line)}
    assert list(found) == []


def test_the_client_is_still_told_all_of_it():
    course = course_of({"checkins": [{"hours": 60, "pain": 8, "qualities": ["sore"]}]})
    told = explain(assess(course, BOOK)[-1], course, BOOK, "da", "client")
    assert told.why[0].startswith("Du skrev 8") and told.home and told.changes
