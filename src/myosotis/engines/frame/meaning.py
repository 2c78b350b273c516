"""What each word of the language means over columns. `engines.plain` is the reference: both always agree.

Looking back is done on whole columns with the marker where a series begins; null is unknown, and stays so unless the
word says otherwise.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

import polars as pl

from myosotis.engines.frame.stored import CODE, narrowest, type_of
from myosotis.language import nodes as n

if TYPE_CHECKING:
    from myosotis.engines.frame.lowering import Lowering

_FAR = 1 << 63
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


def _compare(node: n.Compare, parts: Parts, to: "Lowering") -> pl.Expr:
    left, right = to.alike(*parts)
    return _COMPARING[node.symbol](left, right)


def _one_of(node: n.OneOf, parts: Parts, to: "Lowering") -> pl.Expr:
    word = to.of(parts[0])
    if not node.choices:
        return word.is_null() & pl.lit(None, dtype=pl.Boolean)
    codes = [to.codes.setdefault(choice, len(to.codes)) for choice in node.choices]
    return pl.any_horizontal(word == pl.lit(code, dtype=CODE) for code in codes)


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
    left, right = to.alike(*parts, span=to.span(node, parts))
    return left + right


def _minus(node: n.Minus, parts: Parts, to: "Lowering") -> pl.Expr:
    left, right = to.alike(*parts, span=to.span(node, parts))
    return left - right


def _largest(node: n.Largest, parts: Parts, to: "Lowering") -> pl.Expr:
    return pl.max_horizontal(to.alike(*parts))


def _smallest(node: n.Smallest, parts: Parts, to: "Lowering") -> pl.Expr:
    return pl.min_horizontal(to.alike(*parts))


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
    return to.before(to.of(parts[0]), None)


def _first(node: n.First, parts: Parts, to: "Lowering") -> pl.Expr:
    value = to.of(parts[0])
    known = to.so_far(value.is_not_null())
    starts = value.is_not_null() & (to.begins | ~known.shift(1))
    return pl.when(known).then(pl.when(starts).then(value).forward_fill())


def _furthest_whole(value: pl.Expr, span: tuple[int, int], to: "Lowering") -> pl.Expr:
    """The highest known so far: a key that grows from series to series, so that the maximum starts again by itself."""
    low, steps = span[0] - 1, span[1] - span[0] + 2
    series = to.begins.cast(pl.Int64).cum_sum() * steps
    code = (series + (value.cast(pl.Int64) - low).fill_null(0)).cum_max() - series  # 0 is unknown
    return pl.when(code > 0).then(code + low).cast(narrowest(span))


def _furthest(value: pl.Expr, dtype: pl.DataType, to: "Lowering") -> pl.Expr:
    """The same for any number, by its bits."""
    bits = _in_order((value.cast(pl.Float64) + 0.0).reinterpret(dtype=pl.Int64))
    series = to.begins.cast(pl.Int64).cum_sum().cast(pl.Int128) * pl.lit(1 << 66, dtype=pl.Int128)
    known = bits.cast(pl.Int128) + pl.lit(_FAR + 1, dtype=pl.Int128)  # 1 or more, so that 0 is unknown
    best = pl.when(value.is_not_null()).then(series + known).otherwise(series).cum_max() - series
    code = best - pl.lit(_FAR + 1, dtype=pl.Int128)
    return pl.when(best > 0).then(_in_order(code.cast(pl.Int64, strict=False)).reinterpret(dtype=pl.Float64)).cast(dtype)


def _in_order(bits: pl.Expr) -> pl.Expr:
    """The bits of a float as a whole number that grows with it, and back."""
    return pl.when(bits < 0).then(pl.lit(-_FAR, dtype=pl.Int64) - bits).otherwise(bits)


def _highest(node: n.Highest, parts: Parts, to: "Lowering") -> pl.Expr:
    span = to.span(node, parts)
    if narrowest(span) != pl.Float64():
        return _furthest_whole(to.of(parts[0]), span, to)
    return _furthest(to.of(parts[0]), pl.Float64(), to)


def _lowest(node: n.Lowest, parts: Parts, to: "Lowering") -> pl.Expr:
    span, value = to.span(node, parts), to.of(parts[0])
    if narrowest(span) != pl.Float64():
        turned = (-span[1], -span[0])
        return (-_furthest_whole(-value.cast(pl.Int64), turned, to).cast(pl.Int64)).cast(narrowest(span))
    return -_furthest(-value.cast(pl.Float64), pl.Float64(), to)


def _ever_so_far(part: int, to: "Lowering") -> pl.Expr:
    holds = to.of(part)
    if to.certain(part):
        return to.so_far(holds)
    return pl.when(to.so_far(_certainly(part, to))).then(True).when(~to.so_far(holds.is_null())).then(False)


def _certainly(part: int, to: "Lowering") -> pl.Expr:
    holds = to.of(part)
    return holds if to.certain(part) else holds.is_not_null() & holds


def _ever(node: n.Ever, parts: Parts, to: "Lowering") -> pl.Expr:
    return _ever_so_far(parts[0], to)


def _earlier(node: n.Earlier, parts: Parts, to: "Lowering") -> pl.Expr:
    return to.before(_ever_so_far(parts[0], to), False)


def _times(node: n.Times, parts: Parts, to: "Lowering") -> pl.Expr:
    now = _certainly(parts[0], to).cast(pl.Int64)
    total = now.cum_sum()
    return (total - pl.when(to.begins).then(total - now).forward_fill()).cast(pl.Int32)


def _held_for(node: n.HeldFor, parts: Parts, to: "Lowering") -> pl.Expr:
    holds = to.of(parts[0])
    # What was last known; nothing holds before the first row. A run starts where the known answer before it was no.
    last = pl.when(to.begins & holds.is_null()).then(False).otherwise(holds).forward_fill()
    starts = _certainly(parts[0], to) & (to.begins | ~last.shift(1))
    start = pl.when(starts).then(to.clock).forward_fill()
    return pl.when(holds).then(to.clock - start).when(~holds).then(pl.lit(0.0)).cast(pl.Float64)


def _since(node: n.Since, parts: Parts, to: "Lowering") -> pl.Expr:
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
