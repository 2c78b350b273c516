"""When a step of a raised rule is the one taken: conditions as columns that all rules share."""

from collections.abc import Iterable
from functools import reduce
from operator import and_

import polars as pl

from myosotis.engines.frame import Lowering
from myosotis.knowledge.model import Rule


class Conditions:
    """The conditions of steps as names of columns that several rules share, with the layers that make them."""

    def __init__(self, sentences: Lowering):
        self.sentences = sentences
        self._made: list[dict[str, pl.Expr]] = [{}, {}, {}]
        self._certain: dict[int, str] = {}

    @property
    def layers(self) -> list[list[pl.Expr]]:
        return [[column.alias(name) for name, column in layer.items()] for layer in self._made]

    def tried(self, number: int, rule: Rule) -> list[tuple[int, frozenset[str]]]:
        """The steps in the order in which they are tried, and the columns that must all be true for one to hold.

        The first that holds is taken; one that is unknown counts where it is more urgent.
        """
        names = [f"~if{number}_{i}" for i in range(len(rule.steps) - 1)]
        order = list(range(len(rule.steps)))
        if not all(self.sentences.certain(name) for name in names):
            order.sort(key=lambda i: (-rule.steps[i].level, i))
        place = {step: turn for turn, step in enumerate(order)}
        found = []
        for i in order:
            needs = {self._asked(names[i], True)} if i < len(names) else set()
            # A step is possible only up to the first that surely holds; those tried already did not.
            sure = [self._asked(names[j], False) for j in range(i) if place[j] > place[i]]
            if sure:
                needs.add(self._named(1, "~reached", ~any_of(pl.col(name) for name in sure), sure))
            found.append((i, frozenset(needs)))
        return found

    def either(self, steps: Iterable[tuple[frozenset[str], list[frozenset[str]]]]) -> str | None:
        """The column that is true where any of the steps (holds, but for these) holds; None where one always does."""
        steps = list(steps)
        if any(not holds and not but for holds, but in steps):
            return None
        if len(steps) == 1 and len(steps[0][0]) == 1 and not steps[0][1]:
            return next(iter(steps[0][0]))
        parts = [all_of(holds) & ~any_of(all_of(each) for each in but) if but else all_of(holds) for holds, but in steps]
        return self._named(2, "~possible", any_of(parts), [repr([sorted(holds), [sorted(each) for each in but]]) for holds, but in steps])

    def _asked(self, name: str, unknown: bool) -> str:
        """The condition of a step, with what counts where it is unknown."""
        if self.sentences.certain(name):
            return self._certain.setdefault(self.sentences.roots[name], name)
        return self._named(0, f"~{'can' if unknown else 'sure'}", pl.col(name).fill_null(unknown), [str(self.sentences.roots[name])])

    def _named(self, layer: int, kind: str, column: pl.Expr, of: list[str]) -> str:
        name = f"{kind}({' '.join(of)})"
        self._made[layer].setdefault(name, column)
        return name


def any_of(conditions: Iterable[pl.Expr]) -> pl.Expr:
    """Does any hold? Joined two and two: `any_horizontal` would hand them to other threads."""
    conditions = list(conditions)
    if len(conditions) < 2:
        return conditions[0] if conditions else pl.lit(False)
    half = len(conditions) // 2
    return any_of(conditions[:half]) | any_of(conditions[half:])


def all_of(names: Iterable[str]) -> pl.Expr:
    columns = [pl.col(name) for name in sorted(names)]
    return reduce(and_, columns) if columns else pl.lit(True)


def filled(sentences: Lowering, name: str, unknown: bool) -> pl.Expr:
    return pl.col(name) if sentences.certain(name) else pl.col(name).fill_null(unknown)
