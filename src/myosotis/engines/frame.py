"""The language over a population at once: every sentence becomes Polars columns, lazily, in one pass of the rows.

Rows stand sorted by series and clock, and a yes/no column marks where a series begins. Looking back is done on whole
columns (`shift`, `forward_fill`, `cum_max`, `cum_sum`), never by `.over()`; null is unknown. `engines.plain` is the
reference: both always agree. A part that several sentences share is worked out once, as a column of its own.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields

import polars as pl

from myosotis.course.facts import FACTS
from myosotis.language import nodes as n
from myosotis.terms import Unit

# Every word of every fact: one small number each, so that words are compared as numbers.
WORDS: tuple[str, ...] = tuple(
    sorted({word for facts in FACTS.values() for fact in facts.values() for word in fact.type.words or ()})
)
WORD = pl.Enum(WORDS)
_CODES = {word: code for code, word in enumerate(WORDS)}
_CODE = pl.Int16

# The smallest and largest whole number of a unit; what is measured rather than counted may be any number.
_WHOLE = {Unit.score: (0, 10), Unit.grade: (0, 4), Unit.pressure: (1, 5), Unit.count: (0, 32767)}
_FAR = 1 << 63

LOOKING_BACK = (n.Previous, n.Highest, n.Lowest, n.First, n.Ever, n.Earlier, n.Times, n.HeldFor, n.Since)

Span = tuple[int, int] | None


def type_of(fact: n.Fact) -> pl.DataType:
    """How a fact is stored as a column."""
    if fact.type.kind == "yes_no":
        return pl.Boolean()
    return WORD if fact.type.kind == "word" else _narrowest(_WHOLE.get(fact.type.unit))


def with_sentences(
    rows: pl.LazyFrame, sentences: Mapping[str, n.Node], *, begins: str, clock: str, facts: Collection[str]
) -> pl.LazyFrame:
    """The rows with a column for each sentence. `facts` names the columns that are there; others are unknown.

    A yes/no is a Boolean, a number the narrowest that holds it, a word its code in `WORDS` (see `word_of`).
    """
    return Lowering(sentences, begins=begins, clock=clock, facts=facts).applied(rows)


def _narrowest(span: Span) -> pl.DataType:
    if span is None:
        return pl.Float64()
    for bits, dtype in ((7, pl.Int8()), (15, pl.Int16()), (31, pl.Int32())):
        if -(1 << bits) <= span[0] and span[1] < (1 << bits):
            return dtype
    return pl.Float64()


@dataclass(slots=True)
class _Part:
    """One distinct part of all sentences, whatever its name is on the cards."""

    node: n.Node
    parts: tuple[int, ...]
    span: Span = None
    uses: int = 0
    layer: int = 0
    kept: bool = False


class Lowering:
    """Sentences → layers of columns. Each layer needs only the rows and the layers before it."""

    def __init__(self, sentences: Mapping[str, n.Node], *, begins: str, clock: str, facts: Collection[str]):
        self.begins, self.clock, self.facts = pl.col(begins), pl.col(clock), frozenset(facts)
        self.codes = dict(_CODES)
        self._parts: list[_Part] = []
        self._known: dict[tuple, int] = {}
        self._met: dict[int, int] = {}
        self._alive: list[n.Node] = []
        self.roots = {name: self._intern(node) for name, node in sentences.items()}
        self._place()
        self.layers = self._lowered()

    def applied(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        for layer in self.layers:
            rows = rows.with_columns(layer)
        return rows.with_columns(self._reference(number).alias(name) for name, number in self.roots.items())

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
                self._parts.append(_Part(node, parts, self._span(node, parts)))
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
                return _WHOLE.get(node.type.unit)
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

    # ---- which parts become columns, and when

    def _place(self) -> None:
        for part in self._parts:
            if isinstance(part.node, LOOKING_BACK):
                # Looking back reads its part several times, and a constant must be a whole column for it.
                self._parts[part.parts[0]].kept = True
                part.kept = True
        for number in self.roots.values():
            self._parts[number].uses += 1
        for part in self._parts:
            part.kept |= part.uses > 1 and bool(part.parts)
            part.kept &= not isinstance(part.node, n.Fact)
        for part in self._parts:
            below = max((self._parts[p].layer for p in part.parts), default=0)
            part.layer = below + 1 if part.kept else below

    def _lowered(self) -> list[list[pl.Expr]]:
        layers: list[list[pl.Expr]] = [[] for _ in range(max((part.layer for part in self._parts), default=0))]
        for number, part in enumerate(self._parts):
            if part.kept:
                layers[part.layer - 1].append(self._expression(part).alias(f"~{number}"))
        return layers

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
        dtype = _narrowest(span)
        if isinstance(part.node, (n.Number, n.Limit)):
            return pl.lit(part.node.value, dtype=dtype)
        return self._reference(number) if _narrowest(part.span) == dtype else self._reference(number).cast(dtype)

    def alike(self, *numbers: int, span: Span | str = "widest") -> list[pl.Expr]:
        """Parts in one number type, wide enough for all of them (or for `span`)."""
        if span == "widest":
            spans = [self._parts[number].span for number in numbers]
            span = None if None in spans else (min(low for low, _ in spans), max(high for _, high in spans))
        return [self.of(number, span, cast=True) for number in numbers]

    def span(self, node: n.Node, parts: tuple[int, ...]) -> Span:
        return self._span(node, parts)

    def so_far(self, holds: pl.Expr) -> pl.Expr:
        """Has it held at this row or one before it in the series? `holds` is never unknown."""
        return pl.when(holds).then(True).when(self.begins).then(False).forward_fill()

    def before(self, value: pl.Expr, at_first) -> pl.Expr:
        """The value one row earlier in the series."""
        return pl.when(self.begins).then(at_first).otherwise(value.shift(1))


Parts = tuple[int, ...]


def _fact(node: n.Fact, parts: Parts, to: Lowering) -> pl.Expr:
    dtype = type_of(node)
    if node.name not in to.facts:
        return pl.lit(None, dtype=_CODE if node.type.kind == "word" else dtype)
    if node.type.kind == "word":
        return pl.col(node.name).to_physical().cast(_CODE)
    return pl.col(node.name)


def _constant(node, parts: Parts, to: Lowering) -> pl.Expr:
    if isinstance(node, n.Truth):
        return pl.lit(node.value)
    if isinstance(node, n.Word):
        return pl.lit(to.codes.setdefault(node.value, len(to.codes)), dtype=_CODE)
    return pl.lit(node.value, dtype=_narrowest(to.span(node, ())))


_COMPARING: dict[str, Callable[[pl.Expr, pl.Expr], pl.Expr]] = {
    "<": pl.Expr.lt,
    "<=": pl.Expr.le,
    "==": pl.Expr.eq,
    "!=": pl.Expr.ne,
    ">=": pl.Expr.ge,
    ">": pl.Expr.gt,
}


def _compare(node: n.Compare, parts: Parts, to: Lowering) -> pl.Expr:
    left, right = to.alike(*parts)
    return _COMPARING[node.symbol](left, right)


def _one_of(node: n.OneOf, parts: Parts, to: Lowering) -> pl.Expr:
    word = to.of(parts[0])
    if not node.choices:
        return word.is_null() & pl.lit(None, dtype=pl.Boolean)
    codes = [to.codes.setdefault(choice, len(to.codes)) for choice in node.choices]
    return pl.any_horizontal(word == pl.lit(code, dtype=_CODE) for code in codes)


def _both(node: n.Both, parts: Parts, to: Lowering) -> pl.Expr:
    found = to.of(parts[0])
    for part in parts[1:]:
        found = found & to.of(part)
    return found


def _either(node: n.Either, parts: Parts, to: Lowering) -> pl.Expr:
    found = to.of(parts[0])
    for part in parts[1:]:
        found = found | to.of(part)
    return found


def _not(node: n.Not, parts: Parts, to: Lowering) -> pl.Expr:
    return ~to.of(parts[0])


def _plus(node: n.Plus, parts: Parts, to: Lowering) -> pl.Expr:
    left, right = to.alike(*parts, span=to.span(node, parts))
    return left + right


def _minus(node: n.Minus, parts: Parts, to: Lowering) -> pl.Expr:
    left, right = to.alike(*parts, span=to.span(node, parts))
    return left - right


def _largest(node: n.Largest, parts: Parts, to: Lowering) -> pl.Expr:
    return pl.max_horizontal(to.alike(*parts))


def _smallest(node: n.Smallest, parts: Parts, to: Lowering) -> pl.Expr:
    return pl.min_horizontal(to.alike(*parts))


def _choose(node: n.Choose, parts: Parts, to: Lowering) -> pl.Expr:
    # `when` takes an unknown for no; asked the other way round it stays unknown.
    condition = to.of(parts[0])
    chosen, otherwise = to.alike(*parts[1:])
    return pl.when(condition).then(chosen).when(~condition).then(otherwise)


def _known(node: n.Known, parts: Parts, to: Lowering) -> pl.Expr:
    return to.of(parts[0]).is_not_null()


def _otherwise(node: n.Otherwise, parts: Parts, to: Lowering) -> pl.Expr:
    return pl.coalesce(to.alike(*parts))


def _previous(node: n.Previous, parts: Parts, to: Lowering) -> pl.Expr:
    return to.before(to.of(parts[0]), None)


def _first(node: n.First, parts: Parts, to: Lowering) -> pl.Expr:
    value = to.of(parts[0])
    known = to.so_far(value.is_not_null())
    starts = value.is_not_null() & (to.begins | ~known.shift(1))
    return pl.when(known).then(pl.when(starts).then(value).forward_fill())


def _furthest(value: pl.Expr, dtype: pl.DataType, to: Lowering) -> pl.Expr:
    """The highest known so far: a key that grows from series to series, so that the maximum starts again by itself."""
    bits = _in_order((value.cast(pl.Float64) + 0.0).reinterpret(dtype=pl.Int64))
    series = to.begins.cast(pl.Int64).cum_sum().cast(pl.Int128) * pl.lit(1 << 66, dtype=pl.Int128)
    known = bits.cast(pl.Int128) + pl.lit(_FAR + 1, dtype=pl.Int128)  # 1 or more, so that 0 is unknown
    best = pl.when(value.is_not_null()).then(series + known).otherwise(series).cum_max() - series
    code = best - pl.lit(_FAR + 1, dtype=pl.Int128)
    return pl.when(best > 0).then(_in_order(code.cast(pl.Int64, strict=False)).reinterpret(dtype=pl.Float64)).cast(dtype)


def _in_order(bits: pl.Expr) -> pl.Expr:
    """The bits of a float as a whole number that grows with it, and back."""
    return pl.when(bits < 0).then(pl.lit(-_FAR, dtype=pl.Int64) - bits).otherwise(bits)


def _highest(node: n.Highest, parts: Parts, to: Lowering) -> pl.Expr:
    return _furthest(to.of(parts[0]), _narrowest(to.span(node, parts)), to)


def _lowest(node: n.Lowest, parts: Parts, to: Lowering) -> pl.Expr:
    dtype = _narrowest(to.span(node, parts))
    return (-_furthest(-to.of(parts[0]).cast(pl.Float64), pl.Float64(), to)).cast(dtype)


def _ever_so_far(holds: pl.Expr, to: Lowering) -> pl.Expr:
    unknown = to.so_far(holds.is_null())
    return pl.when(to.so_far(_certainly(holds))).then(True).when(~unknown).then(False)


def _certainly(holds: pl.Expr) -> pl.Expr:
    return holds.is_not_null() & holds


def _ever(node: n.Ever, parts: Parts, to: Lowering) -> pl.Expr:
    return _ever_so_far(to.of(parts[0]), to)


def _earlier(node: n.Earlier, parts: Parts, to: Lowering) -> pl.Expr:
    return to.before(_ever_so_far(to.of(parts[0]), to), False)


def _times(node: n.Times, parts: Parts, to: Lowering) -> pl.Expr:
    now = _certainly(to.of(parts[0])).cast(pl.Int64)
    total = now.cum_sum()
    return (total - pl.when(to.begins).then(total - now).forward_fill()).cast(pl.Int32)


def _held_for(node: n.HeldFor, parts: Parts, to: Lowering) -> pl.Expr:
    holds = to.of(parts[0])
    # What was last known; nothing holds before the first row. A run starts where the known answer before it was no.
    last = pl.when(to.begins & holds.is_null()).then(False).otherwise(holds).forward_fill()
    starts = _certainly(holds) & (to.begins | ~last.shift(1))
    start = pl.when(starts).then(to.clock).forward_fill()
    return pl.when(holds).then(to.clock - start).when(~holds).then(pl.lit(0.0)).cast(pl.Float64)


def _since(node: n.Since, parts: Parts, to: Lowering) -> pl.Expr:
    never = float("-inf")
    last = pl.when(to.of(parts[0])).then(to.clock).when(to.begins).then(pl.lit(never)).forward_fill()
    return pl.when(last > never).then(to.clock - last).cast(pl.Float64)


MEANING: dict[type[n.Node], Callable[..., pl.Expr]] = {
    n.Fact: _fact,
    n.Number: _constant,
    n.Word: _constant,
    n.Truth: _constant,
    n.Limit: _constant,
    n.Compare: _compare,
    n.OneOf: _one_of,
    n.Both: _both,
    n.Either: _either,
    n.Not: _not,
    n.Plus: _plus,
    n.Minus: _minus,
    n.Largest: _largest,
    n.Smallest: _smallest,
    n.Choose: _choose,
    n.Known: _known,
    n.Otherwise: _otherwise,
    n.Previous: _previous,
    n.Highest: _highest,
    n.Lowest: _lowest,
    n.First: _first,
    n.Ever: _ever,
    n.Earlier: _earlier,
    n.Times: _times,
    n.HeldFor: _held_for,
    n.Since: _since,
}
