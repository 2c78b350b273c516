"""What each word of the language means over columns. `engines.plain` is the reference: both always agree.

Looking back is done on whole columns with the marker where a series begins; null is unknown, and stays so unless the
word says otherwise.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

import polars as pl

from myosotis.engines.frame.gathering import EARLIEST, EVER, LAST, LATEST, row_where
from myosotis.engines.frame.stored import CODE, Span, narrowest, type_of
from myosotis.language import nodes as n

if TYPE_CHECKING:
    from myosotis.engines.frame.lowering import Lowering

Parts = tuple[int, ...]


def _fact(node: n.Fact, parts: Parts, to: "Lowering") -> pl.Expr:
    dtype = type_of(node)
    if node.name not in to.facts:
        return pl.lit(None, dtype=CODE if node.type.kind == "word" else dtype)
    if node.type.kind == "word":
        return pl.col(node.name).to_physical().cast(CODE)
    return pl.col(node.name)


def _constant(node, parts: Parts, to: "Lowering") -> pl.Expr:
    if isinstance(node, n.Truth):
        return pl.lit(node.value)
    if isinstance(node, n.Word):
        return pl.lit(to.codes.setdefault(node.value, len(to.codes)), dtype=CODE)
    return pl.lit(node.value, dtype=narrowest(to.span(node, ())))


_COMPARING: dict[str, Callable[[pl.Expr, pl.Expr], pl.Expr]] = {
    "<": pl.Expr.lt,
    "<=": pl.Expr.le,
    "==": pl.Expr.eq,
    "!=": pl.Expr.ne,
    ">=": pl.Expr.ge,
    ">": pl.Expr.gt,
}


_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def _compare(node: n.Compare, parts: Parts, to: "Lowering") -> pl.Expr:
    left, right = to.alike(*parts)
    symbol = node.symbol
    if not left.meta.root_names():
        # With no column on the left, Polars makes one row of a choice of which every row is unknown.
        left, right, symbol = right, left, _TURNED.get(symbol, symbol)
    return _COMPARING[symbol](left, right)


def _one_of(node: n.OneOf, parts: Parts, to: "Lowering") -> pl.Expr:
    word = to.of(parts[0])
    if not node.choices:
        return word.is_null() & pl.lit(None, dtype=pl.Boolean)
    codes = [to.codes.setdefault(choice, len(to.codes)) for choice in node.choices]
    return reduce(or_, (word == pl.lit(code, dtype=CODE) for code in codes))


def _both(node: n.Both, parts: Parts, to: "Lowering") -> pl.Expr:
    found = to.of(parts[0])
    for part in parts[1:]:
        found = found & to.of(part)
    return found


def _either(node: n.Either, parts: Parts, to: "Lowering") -> pl.Expr:
    found = to.of(parts[0])
    for part in parts[1:]:
        found = found | to.of(part)
    return found


def _not(node: n.Not, parts: Parts, to: "Lowering") -> pl.Expr:
    return ~to.of(parts[0])


def _plus(node: n.Plus, parts: Parts, to: "Lowering") -> pl.Expr:
    return _calculated(pl.Expr.add, node, parts, to)


def _minus(node: n.Minus, parts: Parts, to: "Lowering") -> pl.Expr:
    return _calculated(pl.Expr.sub, node, parts, to)


def _calculated(how: Callable[[pl.Expr, pl.Expr], pl.Expr], node: n.Node, parts: Parts, to: "Lowering") -> pl.Expr:
    """In a type that holds what comes out and what goes in: 310 - 300 is small, and neither of them is."""
    spans = to.span(node, parts), to.widest(parts)
    wide = None if None in spans else (min(low for low, _ in spans), max(high for _, high in spans))
    left, right = to.alike(*parts, span=wide)
    found, dtype = how(left, right), narrowest(spans[0])
    return found if narrowest(wide) == dtype else found.cast(dtype)


def _largest(node: n.Largest, parts: Parts, to: "Lowering") -> pl.Expr:
    return _furthest(parts, to, 1)


def _smallest(node: n.Smallest, parts: Parts, to: "Lowering") -> pl.Expr:
    return _furthest(parts, to, -1)


@dataclass(frozen=True)
class _Marked:
    """Numbers with a mark for the unknown that every known number outdoes: comparing nulls costs ten times as much."""

    span: Span
    sign: int  # 1 looks for the highest, -1 for the lowest

    @property
    def dtype(self) -> pl.DataType:
        return pl.Float64() if self.span is None else narrowest((self.span[0] - 1, self.span[1] + 1))

    @property
    def mark(self) -> pl.Expr:
        if self.dtype == pl.Float64():
            return pl.lit(-self.sign * float("inf"))
        return pl.lit(self.span[0] - 1 if self.sign > 0 else self.span[1] + 1, dtype=self.dtype)

    def marked(self, value: pl.Expr) -> pl.Expr:
        return value.cast(self.dtype).fill_null(self.mark)

    def further(self, *values: pl.Expr) -> pl.Expr:
        return pl.max_horizontal(values) if self.sign > 0 else pl.min_horizontal(values)

    def known(self, value: pl.Expr) -> pl.Expr:
        return pl.when(value != self.mark).then(value).cast(narrowest(self.span))


def _furthest(parts: Parts, to: "Lowering", sign: int) -> pl.Expr:
    values, span = to.alike(*parts), to.widest(parts)
    if all(to.certain(part) for part in parts):
        return _Marked(span, sign).further(*values)
    numbers = _Marked(span, sign)
    return numbers.known(to.draft(numbers.further(*(numbers.marked(value) for value in values))))


def _choose(node: n.Choose, parts: Parts, to: "Lowering") -> pl.Expr:
    # `when` takes an unknown for no; asked the other way round it stays unknown.
    condition = to.of(parts[0])
    chosen, otherwise = to.alike(*parts[1:])
    if to.certain(parts[0]):
        return pl.when(condition).then(chosen).otherwise(otherwise)
    return pl.when(condition).then(chosen).when(~condition).then(otherwise)


def _known(node: n.Known, parts: Parts, to: "Lowering") -> pl.Expr:
    return to.of(parts[0]).is_not_null()


def _otherwise(node: n.Otherwise, parts: Parts, to: "Lowering") -> pl.Expr:
    value, fallback = to.alike(*parts)
    return value if to.certain(parts[0]) else value.fill_null(fallback)


def _previous(node: n.Previous, parts: Parts, to: "Lowering") -> pl.Expr:
    return to.before(to.of(parts[0]))


def _first(node: n.First, parts: Parts, to: "Lowering") -> pl.Expr:
    return to.gathered(to.of(parts[0]), EARLIEST)


def _furthest_so_far(part: int, span: Span, to: "Lowering", sign: int) -> pl.Expr:
    numbers = _Marked(span, sign)
    found = to.gathered(
        numbers.marked(to.of(part)),
        lambda now, earlier, same: numbers.further(now, pl.when(same).then(earlier).otherwise(numbers.mark)),
    )
    return numbers.known(found)


def _highest(node: n.Highest, parts: Parts, to: "Lowering") -> pl.Expr:
    return _furthest_so_far(parts[0], to.span(node, parts), to, 1)


def _lowest(node: n.Lowest, parts: Parts, to: "Lowering") -> pl.Expr:
    return _furthest_so_far(parts[0], to.span(node, parts), to, -1)


def _ever(node: n.Ever, parts: Parts, to: "Lowering") -> pl.Expr:
    return to.gathered(to.of(parts[0]), EVER)


def _earlier(node: n.Earlier, parts: Parts, to: "Lowering") -> pl.Expr:
    return _ever(node, parts, to).shift(1) & ~to.begins


def _certainly(part: int, to: "Lowering") -> pl.Expr:
    holds = to.of(part)
    return holds if to.certain(part) else holds.fill_null(False)


def _times(node: n.Times, parts: Parts, to: "Lowering") -> pl.Expr:
    now = _certainly(parts[0], to).cast(pl.Int64)
    total = now.cum_sum()
    return (total - pl.when(to.begins).then(total - now).forward_fill()).cast(pl.Int32)


def _held_for(node: n.HeldFor, parts: Parts, to: "Lowering") -> pl.Expr:
    holds = to.of(parts[0])
    # A run starts where the last known answer before it was no, or where nothing was known.
    runs_already = (to.gathered(holds, LATEST).shift(1) & ~to.begins).fill_null(False)
    # Where it does not hold the row itself is the start: there it has held for no time.
    goes_on = holds & runs_already
    start = to.gathered(row_where(~goes_on if to.certain(parts[0]) else (~goes_on).fill_null(False)), LAST)
    held = to.clock - to.clock.gather(start)
    return (held if to.certain(parts[0]) else pl.when(holds.is_not_null()).then(held)).cast(pl.Float64)


def _since(node: n.Since, parts: Parts, to: "Lowering") -> pl.Expr:
    ever = to.gathered(_certainly(parts[0], to), EVER)
    last = to.gathered(row_where(to.of(parts[0])), LAST)
    return pl.when(ever).then(to.clock - to.clock.gather(last)).cast(pl.Float64)


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
