"""The reference engine: one series at a time, in plain Python.

A series is the rows of one course in order of time: columns of equal length, None where unknown. A sentence is run
over all rows at once, and every row sees only itself and the rows before it. The frame engine must always agree.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from operator import eq, ge, gt, le, lt, ne

from myosotis.language import nodes as n

_COMPARING = {"<": lt, "<=": le, "==": eq, "!=": ne, ">=": ge, ">": gt}
Column = list


class Series:
    """The rows of one course: `columns` by fact name, `clock` in the scope's unit, strictly in order."""

    __slots__ = ("columns", "clock", "measured", "length", "unknown")

    def __init__(self, columns: Mapping[str, Sequence], clock: Sequence[float]):
        self.columns = columns
        self.clock = clock
        self.length = len(clock)
        # The one column of what was never answered: many facts are it, and what rests on it alone needs no look at the rows.
        self.unknown: Column = [None] * self.length
        self.measured: dict[str, Column] = {}

    def column(self, node: n.Node) -> Column:
        """The value of a sentence at every row."""
        return _MEANING[type(node)](node, self)


def _fact(node: n.Fact, series: Series) -> Column:
    return series.columns.get(node.name) or series.unknown


def _constant(node, series: Series) -> Column:
    return [node.value] * series.length


def _measure(node: n.Measure, series: Series) -> Column:
    # Measures are shared by many cards: each is run once a series.
    found = series.measured.get(node.name)
    if found is None:
        found = series.measured[node.name] = series.column(node.body)
    return found


def _compare(node: n.Compare, series: Series) -> Column:
    holds = _COMPARING[node.symbol]
    if isinstance(node.right, (n.Number, n.Limit, n.Word)):
        b, left = node.right.value, series.column(node.left)
        return left if left is series.unknown else [None if a is None else holds(a, b) for a in left]
    pairs = zip(series.column(node.left), series.column(node.right), strict=True)
    return [None if a is None or b is None else holds(a, b) for a, b in pairs]


def _one_of(node: n.OneOf, series: Series) -> Column:
    return [None if word is None else word in node.choices for word in series.column(node.part)]


def _both(node: n.Both, series: Series) -> Column:
    found = series.column(node.joined[0])
    for part in node.joined[1:]:
        if found.count(False) == series.length:
            return found
        other = series.column(part)
        found = [
            False if a is False or b is False else None if a is None or b is None else True
            for a, b in zip(found, other, strict=True)
        ]
    return found


def _either(node: n.Either, series: Series) -> Column:
    found = series.column(node.joined[0])
    for part in node.joined[1:]:
        other = series.column(part)
        found = [
            True if a or b else None if a is None or b is None else False for a, b in zip(found, other, strict=True)
        ]
    return found


def _not(node: n.Not, series: Series) -> Column:
    part = series.column(node.part)
    return part if part is series.unknown else [None if value is None else not value for value in part]


def _plus(node: n.Plus, series: Series) -> Column:
    pairs = zip(series.column(node.left), series.column(node.right), strict=True)
    return [None if a is None or b is None else a + b for a, b in pairs]


def _minus(node: n.Minus, series: Series) -> Column:
    pairs = zip(series.column(node.left), series.column(node.right), strict=True)
    return [None if a is None or b is None else a - b for a, b in pairs]


def _known_of(values: tuple, pick: Callable):
    known = [value for value in values if value is not None]
    return pick(known) if known else None


def _largest(node: n.Largest, series: Series) -> Column:
    columns = [series.column(option) for option in node.options]
    return [_known_of(values, max) for values in zip(*columns, strict=True)]


def _smallest(node: n.Smallest, series: Series) -> Column:
    columns = [series.column(option) for option in node.options]
    return [_known_of(values, min) for values in zip(*columns, strict=True)]


def _choose(node: n.Choose, series: Series) -> Column:
    which = series.column(node.condition)
    if which.count(True) == series.length:
        return series.column(node.chosen)
    if which.count(False) == series.length:
        return series.column(node.otherwise)
    columns = (which, series.column(node.chosen), series.column(node.otherwise))
    return [None if which is None else a if which else b for which, a, b in zip(*columns, strict=True)]


def _known(node: n.Known, series: Series) -> Column:
    return [value is not None for value in series.column(node.part)]


def _otherwise(node: n.Otherwise, series: Series) -> Column:
    part = series.column(node.part)
    if part is series.unknown:
        return series.column(node.fallback)
    if None not in part:
        return part
    return [b if a is None else a for a, b in zip(part, series.column(node.fallback), strict=True)]


def _previous(node: n.Previous, series: Series) -> Column:
    return [None, *series.column(node.part)[:-1]] if series.length else []


def _highest(node: n.Highest, series: Series) -> Column:
    return list(accumulate(series.column(node.part), lambda a, b: _known_of((a, b), max)))


def _lowest(node: n.Lowest, series: Series) -> Column:
    return list(accumulate(series.column(node.part), lambda a, b: _known_of((a, b), min)))


def _first(node: n.First, series: Series) -> Column:
    return list(accumulate(series.column(node.part), lambda a, b: b if a is None else a))


def _ever_so_far(values: Column) -> Column:
    return list(accumulate(values, lambda a, b: True if a or b else None if a is None or b is None else False))


def _ever(node: n.Ever, series: Series) -> Column:
    return _ever_so_far(series.column(node.part))


def _earlier(node: n.Earlier, series: Series) -> Column:
    return [False, *_ever_so_far(series.column(node.part))[:-1]] if series.length else []


def _times(node: n.Times, series: Series) -> Column:
    return list(accumulate(value is True for value in series.column(node.part)))


def _held_for(node: n.HeldFor, series: Series) -> Column:
    found, start = [], None
    for value, now in zip(series.column(node.part), series.clock, strict=True):
        if value is False:
            start = None
        elif value and start is None:
            start = now
        found.append(None if value is None else now - start if value else 0)
    return found


def _since(node: n.Since, series: Series) -> Column:
    found, last = [], None
    for value, now in zip(series.column(node.part), series.clock, strict=True):
        if value:
            last = now
        found.append(None if last is None else now - last)
    return found


_MEANING = {
    n.Fact: _fact,
    n.Number: _constant,
    n.Word: _constant,
    n.Truth: _constant,
    n.Limit: _constant,
    n.Measure: _measure,
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
