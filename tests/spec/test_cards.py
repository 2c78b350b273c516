"""Every example on every card is a test: the outcome, and where it says so the reading, the level and the claims."""

import pytest

from myosotis.judge.examples import try_example
from myosotis.knowledge import load_book

CASES = [
    pytest.param(rule, example, id=f"{rule.name}: {example.name}")
    for rule in load_book().rules.values()
    for example in rule.examples
]


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_the_card_says_of_its_example_what_it_promises(rule, example):
    judged = try_example(rule, example)
    assert judged.outcome == example.expect
    if example.reading:
        assert judged.step.reading == example.reading
    if example.level:
        assert judged.step.level == example.level
    if example.claims is not None:
        assert judged.step.claims == example.claims
