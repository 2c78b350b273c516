"""Every sign in every card matters: changed, some example notices. All mutants are tried with `--long`."""

import importlib.util

import pytest

from myosotis.knowledge import load_book
from myosotis.language import nodes as n
from myosotis.language.describe import describe
from myosotis.language.read import read
from myosotis.terms import Scope, Unit


@pytest.fixture(scope="module")
def mutate(root):
    spec = importlib.util.spec_from_file_location("mutate_cards", root / "tools/mutate_cards.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


NAMES = {"sore": n.Fact("sore", n.number(Unit.score)), "better": n.Fact("better", n.YES_NO)}


@pytest.mark.parametrize(
    ("sentence", "mutants"),
    [
        ("sore < 3", ["sore <= 3"]),
        ("sore == 3", ["sore != 3"]),
        ("not better", ["better"]),
        ("better and sore > 3", ["better or sore > 3", "better and sore >= 3"]),
        ("ever(sore >= 3)", ["ever(sore > 3)"]),
    ],
)
def test_one_sign_is_changed_at_a_time(mutate, sentence, mutants):
    assert [describe(found) for found in mutate.variants(read(sentence, NAMES))] == mutants


def test_a_card_whose_limit_moves_is_noticed(mutate):
    book = load_book()
    wanted = {mutant.became for mutant in mutate.of_limits(book) if mutant.place.endswith(" two_days")}
    assert wanted == {"47", "49"}
    examples = mutate.Examples()
    for mutant in mutate.of_limits(book):
        if mutant.place.endswith((" two_days", " few_hours", " extreme_soreness", " very_strong_pain")):
            assert any(map(examples.notice, mutant.rules)), mutant


def test_a_replaced_measure_leaves_other_rules_the_very_same(mutate):
    book = load_book()
    new = n.Measure("ordinary", n.Truth(True))
    touched = mutate.touched(book, Scope.checkin, lambda node: isinstance(node, n.Measure) and node.name == "ordinary", new)
    assert "worse_after_ordinary_massage" in {rule.name for rule in touched}
    assert "small" not in {rule.name for rule in touched}


@pytest.mark.long
def test_changing_any_sign_is_noticed(mutate):
    mutants, survivors = mutate.run(load_book())
    danger = [mutant for mutant in mutants if mutant.danger]
    print(f"{len(mutants)} mutants, {mutate.share(mutants, survivors):.1%} caught; {len(danger)} of level 4–5")
    assert [mutant for mutant in survivors if mutant.danger] == []
    assert mutate.share(mutants, survivors) >= mutate.DEMANDED, survivors
