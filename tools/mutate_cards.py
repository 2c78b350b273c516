#!/usr/bin/env python3
"""Change one sign at a time in every card and see whether some example notices: `python tools/mutate_cards.py`.

Mutants: every comparison by one (`<` and `<=`, `>` and `>=`, `==` and `!=`), every `and` and `or`, every `not` left
out, in each card's `when` and steps and in each measure; every limit one step up and one down. A mutant is caught when
an example of a card that it touches no longer gives what it promises. Of cards written once for many words (`each`),
the first stands for all. Prints what survives and the share caught; the exit status is 1 below the demands.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from myosotis.engines.plain import Series
from myosotis.judge.assess import judge_rows
from myosotis.judge.examples import case_of
from myosotis.knowledge import Book, Rule, load_book
from myosotis.language import nodes as n
from myosotis.language.describe import describe
from myosotis.terms import Level, Scope

SIGNS = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="}
DEMANDED, DEMANDED_OF_DANGER = 0.95, 1.0


@dataclass(frozen=True)
class Mutant:
    """One changed sign: where, what it became, whether it is in a card of level 4–5, and the rules it changes."""

    place: str
    became: str
    danger: bool
    rules: tuple[Rule, ...]


def main() -> int:
    mutants, survivors = run(load_book())
    for mutant in survivors:
        print(f"survives{' (level 4–5)' if mutant.danger else ''}: {mutant.place}: {mutant.became}")
    danger = [mutant for mutant in mutants if mutant.danger]
    caught, caught_danger = share(mutants, survivors), share(danger, survivors)
    print(f"{len(mutants)} mutants, {caught:.1%} caught; {len(danger)} in cards of level 4–5, {caught_danger:.1%} caught")
    return 0 if caught >= DEMANDED and caught_danger >= DEMANDED_OF_DANGER else 1


def share(mutants: list[Mutant], survivors: list[Mutant]) -> float:
    return sum(mutant not in survivors for mutant in mutants) / len(mutants)


def run(book: Book) -> tuple[list[Mutant], list[Mutant]]:
    """Every mutant, and those that no example notices."""
    examples = Examples()
    mutants = [*of_rules(book), *of_measures(book), *of_limits(book)]
    return mutants, [mutant for mutant in mutants if not any(map(examples.notice, mutant.rules))]


class Examples:
    """The examples of every card, their columns made once."""

    def __init__(self):
        self.columns: dict[tuple[str, int], tuple] = {}

    def notice(self, rule: Rule) -> bool:
        for place, example in enumerate(rule.examples):
            key = (rule.name, place)
            if key not in self.columns:
                case = case_of(rule, example)
                self.columns[key] = (case.columns(), case.clock)
            judged = judge_rows(Series(*self.columns[key]), [rule])[-1][0]
            step = judged.step
            if (
                judged.outcome != example.expect
                or (example.reading and step.reading != example.reading)
                or (example.level and step.level != example.level)
                or (example.claims is not None and step.claims != example.claims)
            ):
                return True
        return False


def of_rules(book: Book) -> Iterator[Mutant]:
    files = set()
    for rule in book.rules.values():
        if rule.file in files:
            continue
        files.add(rule.file)
        danger = (rule.highest_level or 0) >= Level.doctor_today
        for changed in variants(rule.when):
            yield Mutant(f"{rule.file}: when", describe(changed), danger, (replace(rule, when=changed),))
        for i, step in enumerate(rule.steps):
            for changed in variants(step.when):
                steps = (*rule.steps[:i], replace(step, when=changed), *rule.steps[i + 1 :])
                yield Mutant(f"{rule.file}: then[{i}]", describe(changed), danger, (replace(rule, steps=steps),))


def of_measures(book: Book) -> Iterator[Mutant]:
    for scope in Scope:
        shapes = set()
        for name, card in book.measures[scope].items():
            # `counted_<symptom>` is written once for every symptom.
            shape = describe(card.measure.body).replace(name.removeprefix("counted_"), "<symptom>")
            if shape in shapes:
                continue
            shapes.add(shape)
            for changed in variants(card.measure.body):
                rules = touched(book, scope, lambda node, name=name: isinstance(node, n.Measure) and node.name == name,
                                n.Measure(name, changed))  # fmt: skip
                yield Mutant(f"{card.file}: {name}", describe(changed), False, rules)


def of_limits(book: Book) -> Iterator[Mutant]:
    for name, card in book.limits.items():
        for by in (-1, 1):
            limit = replace(card.limit, value=card.limit.value + by)
            rules = [
                rule
                for scope in Scope
                for rule in touched(book, scope, lambda node, name=name: isinstance(node, n.Limit) and node.name == name, limit)
            ]
            waiting = [r for r in book.rules.values() if r.judge_after == card.limit.value]
            changed = {rule.name: rule for rule in rules}
            for rule in waiting:
                changed[rule.name] = replace(changed.get(rule.name, rule), judge_after=limit.value)
            yield Mutant(f"limits.yaml: {name}", f"{limit.value:g}", False, tuple(changed.values()))


def touched(book: Book, scope: Scope, wanted, new: n.Node) -> tuple[Rule, ...]:
    """The rules in which a part is meant, with the new part in its place."""
    found, done = [], {}
    for rule in book.rules_of(scope):
        when = rebuilt(rule.when, wanted, new, done)
        steps = tuple(replace(step, when=rebuilt(step.when, wanted, new, done)) for step in rule.steps)
        if when is not rule.when or any(a.when is not b.when for a, b in zip(steps, rule.steps, strict=True)):
            found.append(replace(rule, when=when, steps=steps))
    return tuple(found)


def rebuilt(node: n.Node, wanted, new: n.Node, done: dict) -> n.Node:
    """The sentence with every wanted part replaced; the very same object where there is none."""
    if wanted(node):
        return new
    if id(node) in done:
        return done[id(node)][1]
    values = {}
    for field in fields(node):
        value = getattr(node, field.name)
        if isinstance(value, n.Node):
            changed = rebuilt(value, wanted, new, done)
        elif isinstance(value, tuple) and value and isinstance(value[0], n.Node):
            changed = tuple(rebuilt(part, wanted, new, done) for part in value)
            changed = value if all(a is b for a, b in zip(changed, value, strict=True)) else changed
        else:
            continue
        if changed is not value:
            values[field.name] = changed
    result = replace(node, **values) if values else node
    done[id(node)] = (node, result)
    return result


def variants(node: n.Node) -> Iterator[n.Node]:
    """The sentence with one sign changed, in every way; measures and limits have mutants of their own."""
    match node:
        case n.Measure() | n.Limit():
            return
        case n.Compare(left, symbol, right):
            yield n.Compare(left, SIGNS[symbol], right)
        case n.Both(parts):
            yield n.Either(parts)
        case n.Either(parts):
            yield n.Both(parts)
        case n.Not(part):
            yield part
    for field in fields(node):
        value = getattr(node, field.name)
        if isinstance(value, n.Node):
            for changed in variants(value):
                yield replace(node, **{field.name: changed})
        elif isinstance(value, tuple) and value and isinstance(value[0], n.Node):
            for i, part in enumerate(value):
                for changed in variants(part):
                    yield replace(node, **{field.name: (*value[:i], changed, *value[i + 1 :])})


if __name__ == "__main__":
    sys.exit(main())
