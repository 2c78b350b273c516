"""Every example on every card is a test: the outcome, and where it says so the reading, the level and the claims."""

import pytest

from myosotis.judge.examples import broken_promises
from myosotis.knowledge import load_book

CASES = [
    pytest.param(rule, example, id=f"{rule.name}: {example.name}")
    for rule in load_book().rules.values()
    for example in rule.examples
]


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_the_card_says_of_its_example_what_it_promises(rule, example):
    assert broken_promises(rule, example) == []
