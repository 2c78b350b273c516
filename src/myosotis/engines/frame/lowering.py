"""Sentences → layers of columns. A part that several sentences share is worked out once, as a column of its own."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields

import polars as pl

from myosotis.engines.frame.gathering import Join, gathering, layers_of_rows, steps_back
from myosotis.engines.frame.meaning import MEANING
from myosotis.engines.frame.stored import CODES, WHOLE, Span, narrowest
from myosotis.language import nodes as n

LOOKING_BACK = (n.Previous, n.Highest, n.Lowest, n.First, n.Ever, n.Earlier, n.Times, n.HeldFor, n.Since)
# What gathers along a series, in layers of its own, and how many times one after the other: see `Lowering.gathered`.
GATHERING = {n.Highest: 1, n.Lowest: 1, n.First: 1, n.Ever: 1, n.Earlier: 1, n.HeldFor: 2, n.Since: 2}

# Every part that is asked for twice is a column already: to look for more would cost more than it saves.
AS_PLANNED = pl.QueryOptFlags.none()


@dataclass(slots=True)
class _Part:
    """One distinct part of all sentences, whatever its name is on the cards."""

    node: n.Node
    parts: tuple[int, ...]
    span: Span = None
    certain: bool = False  # never unknown, whatever was answered
    uses: int = 0
    layer: int = 0
    kept: bool = False


class Lowering:
    """Sentences → layers of columns. Each layer needs only the rows and the layers before it.

    `begins` marks the first row of each series, `facts` names the columns that are there; other facts are unknown. No
    series has more rows than `longest`. In the columns a yes/no is a Boolean, a number the narrowest type that holds
    it, a word its code (see `word_of`).
    """

    def __init__(self, sentences: Mapping[str, n.Node], *, begins: str, clock: str, facts: Collection[str], longest: int):
        self.begins, self.clock, self.facts = pl.col(begins), pl.col(clock), frozenset(facts)
        self.longest = longest
        self.codes = dict(CODES)
        self._parts: list[_Part] = []
        self._known: dict[tuple, int] = {}
        self._met: dict[int, int] = {}
        self._alive: list[n.Node] = []
        self.roots = {name: self._intern(node) for name, node in sentences.items()}
        self._place()
        self.layers = self._lowered()

    def applied(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        # One column after the other: most take less time than handing them to another thread. Whoever has several
        # tables judges them side by side.
        for layer in [*layers_of_rows(self.begins, self.longest), *self.layers]:
            rows = rows.with_columns_seq(layer)
        return rows.with_columns_seq(self._reference(number).alias(name) for name, number in self.roots.items())

    def word_of(self, code: int | None) -> str | None:
        return None if code is None else list(self.codes)[code]

    # ---- the same part, met again

    def _intern(self, node: n.Node) -> int:
        found = self._met.get(id(node))
        if found is not None:
            return found
        self._alive.append(node)  # an id stays this node's as long as the node is there
        if isinstance(node, n.Measure):
            number = self._intern(node.body)
        else:
            parts = tuple(self._intern(part) for part in node.parts)
            key = (type(node), self._plainly(node), parts)
            number = self._known.get(key)
            if number is None:
                number = self._known[key] = len(self._parts)
                self._parts.append(_Part(node, parts, self._span(node, parts), self._certain(node, parts)))
                for part in parts:
                    self._parts[part].uses += 1
        self._met[id(node)] = number
        return number

    @staticmethod
    def _plainly(node: n.Node) -> tuple:
        if isinstance(node, n.Limit):
            return (node.value,)
        return tuple(
            value
            for field in fields(node)
            if not isinstance(value := getattr(node, field.name), n.Node)
            and not (isinstance(value, tuple) and value and isinstance(value[0], n.Node))
        )

    def _span(self, node: n.Node, parts: tuple[int, ...]) -> Span:
        """The whole numbers a part can be, or None where it can be any number."""
        if node.type.kind != "number":
            return None
        match node:
            case n.Fact():
                return WHOLE.get(node.type.unit)
            case n.Number() | n.Limit():
                return (int(node.value), int(node.value)) if node.value == int(node.value) else None
            case n.Times():
                return (0, (1 << 31) - 1)
            case n.HeldFor() | n.Since():
                return None
        numbers = [part for part in parts if self._parts[part].node.type.kind == "number"]
        spans = [self._parts[part].span for part in numbers]
        if None in spans:
            return None
        if isinstance(node, n.Plus):
            return (spans[0][0] + spans[1][0], spans[0][1] + spans[1][1])
        if isinstance(node, n.Minus):
            return (spans[0][0] - spans[1][1], spans[0][1] - spans[1][0])
        return (min(low for low, _ in spans), max(high for _, high in spans))

    def _certain(self, node: n.Node, parts: tuple[int, ...]) -> bool:
        below = [self._parts[part].certain for part in parts]
        match node:
            case n.Fact() | n.Previous() | n.Since():
                return False
            case n.Known() | n.Times():
                return True
            case n.Otherwise() | n.Largest() | n.Smallest():
                return any(below)
            case n.OneOf(choices=()):
                return False
        return all(below)

    # ---- which parts become columns, and when

    def _place(self) -> None:
        for part in self._parts:
            if isinstance(part.node, LOOKING_BACK):
                # Looking back reads its part several times, and a constant must be a whole column for it.
                self._parts[part.parts[0]].kept = True
                part.kept = True
            if isinstance(part.node, n.Choose) and not self._parts[part.parts[0]].certain:
                self._parts[part.parts[0]].kept = True  # asked twice
            part.kept |= self._has_draft(part)
        for number in self.roots.values():
            self._parts[number].uses += 1
        for part in self._parts:
            part.kept |= part.uses > 1 and (bool(part.parts) or isinstance(part.node, n.Fact))
            part.kept &= not isinstance(part.node, n.Fact) or part.node.type.kind == "word"
        for part in self._parts:
            below = max((self._parts[p].layer for p in part.parts), default=0)
            own = 1 + GATHERING.get(type(part.node), 0) * (1 + len(steps_back(self.longest))) + self._has_draft(part)
            part.layer = below + own if part.kept else below

    def _has_draft(self, part: _Part) -> bool:
        """Is it worked out in two layers, since what comes out of the first is asked twice?"""
        return isinstance(part.node, (n.Largest, n.Smallest)) and not all(self._parts[each].certain for each in part.parts)

    def _lowered(self) -> list[list[pl.Expr]]:
        self._layers: list[list[pl.Expr]] = [[] for _ in range(max((part.layer for part in self._parts), default=0))]
        for number, part in enumerate(self._parts):
            if part.kept:
                self._being_lowered, self._gathered = number, 0
                self._layers[part.layer - 1].append(self._expression(part).alias(f"~{number}"))
        return self._layers

    def gathered(self, value: pl.Expr, join: Join) -> pl.Expr:
        """`value` joined with all of its series before it, for the part that is being lowered."""
        number = self._being_lowered
        self._gathered += 1
        name = f"~{number}_so_far{self._gathered}"
        stages = gathering(name, value, join, self.longest)
        rounds = GATHERING[type(self._parts[number].node)] + 1 - self._gathered
        first = self._parts[number].layer - 1 - rounds * len(stages)
        for place, stage in enumerate(stages):
            self._layers[first + place].append(stage)
        return pl.col(name)

    def draft(self, value: pl.Expr) -> pl.Expr:
        """`value` as a column of the layer before, for the part that is being lowered."""
        name = f"~{self._being_lowered}_draft"
        self._layers[self._parts[self._being_lowered].layer - 2].append(value.alias(name))
        return pl.col(name)

    def _reference(self, number: int) -> pl.Expr:
        part = self._parts[number]
        return pl.col(f"~{number}") if part.kept else self._expression(part)

    def _expression(self, part: _Part) -> pl.Expr:
        return MEANING[type(part.node)](part.node, part.parts, self)

    # ---- what the meanings below ask for

    def of(self, number: int, span: Span = None, *, cast: bool = False) -> pl.Expr:
        """A part as an expression; with `cast`, as the number type that holds `span`."""
        part = self._parts[number]
        if not cast or part.node.type.kind != "number":
            return self._reference(number)
        dtype = narrowest(span)
        if isinstance(part.node, (n.Number, n.Limit)):
            return pl.lit(part.node.value, dtype=dtype)
        return self._reference(number) if narrowest(part.span) == dtype else self._reference(number).cast(dtype)

    def alike(self, *numbers: int, span: Span | str = "widest") -> list[pl.Expr]:
        """Parts in one number type, wide enough for all of them (or for `span`)."""
        span = self.widest(numbers) if span == "widest" else span
        return [self.of(number, span, cast=True) for number in numbers]

    def widest(self, numbers: Iterable[int]) -> Span:
        """The span that holds every one of those parts."""
        spans = [self._parts[number].span for number in numbers]
        return None if None in spans else (min(low for low, _ in spans), max(high for _, high in spans))

    def certain(self, part: int | str) -> bool:
        """Is a part, or the sentence of that name, known whatever was answered?"""
        return self._parts[self.roots[part] if isinstance(part, str) else part].certain

    def span(self, node: n.Node, parts: tuple[int, ...]) -> Span:
        return self._span(node, parts)

    def before(self, value: pl.Expr) -> pl.Expr:
        """The value one row earlier in the series; unknown at its first row."""
        return pl.when(~self.begins).then(value.shift(1))
