"""The reference engine: one series at a time, in plain Python.

A series is the rows of one course in order of time: columns of equal length, None where unknown. A sentence is run
over all rows at once, and every row sees only itself and the rows before it. The frame engine must always agree.

Most columns are the same at every row: no, yes or unknown all through. They are told by being `series.no`, `.yes` or
`.unknown` itself, and then what rests on them needs no look at its rows.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from operator import add, eq, ge, gt, le, lt, ne, sub

from myosotis.language import nodes as n

_COMPARING = {"<": lt, "<=": le, "==": eq, "!=": ne, ">=": ge, ">": gt}
# The same with one value for every row, as most are.
_WITH_ONE: dict[str, Callable[[list, object], list]] = {
    "<": lambda column, b: [None if a is None else a < b for a in column],
    "<=": lambda column, b: [None if a is None else a <= b for a in column],
    "==": lambda column, b: [None if a is None else a == b for a in column],
    "!=": lambda column, b: [None if a is None else a != b for a in column],
    ">=": lambda column, b: [None if a is None else a >= b for a in column],
    ">": lambda column, b: [None if a is None else a > b for a in column],
}
Column = list
Run = Callable[["Series"], Column]


class Series:
    """The rows of one course: `columns` by fact name, `clock` in the scope's unit, strictly in order."""

    __slots__ = ("columns", "clock", "measured", "length", "unknown", "no", "yes")

    def __init__(self, columns: Mapping[str, Sequence], clock: Sequence[float]):
        self.columns = columns
        self.clock = clock
        self.length = len(clock)
        self.unknown: Column = [None] * self.length
        self.no: Column = [False] * self.length
        self.yes: Column = [True] * self.length
        self.measured: dict[str, Column] = {}

    def column(self, node: n.Node) -> Column:
        """The value of a sentence at every row."""
        return (node.__dict__.get("run") or _ready(node))(self)


def _ready(node: n.Node) -> Run:
    """How a sentence is run: made once and kept with it, as its type is."""
    run = node.__dict__.get("run")
    if run is None:
        run = node.__dict__["run"] = _MEANING[type(node)](node)
    return run


def _fact(node: n.Fact) -> Run:
    name = node.name
    return lambda series: series.columns.get(name) or series.unknown


def _constant(node) -> Run:
    value = [node.value]
    return lambda series: value * series.length


def _truth(node: n.Truth) -> Run:
    return (lambda series: series.yes) if node.value else (lambda series: series.no)


def _measure(node: n.Measure) -> Run:
    # Measures are shared by many cards: each is run once a series.
    name, body = node.name, _ready(node.body)

    def run(series):
        found = series.measured.get(name)
        if found is None:
            found = series.measured[name] = body(series)
        return found

    return run


def _compare(node: n.Compare) -> Run:
    holds, left = _COMPARING[node.symbol], _ready(node.left)
    if isinstance(node.right, (n.Number, n.Limit, n.Word)):
        b, of_all = node.right.value, _WITH_ONE[node.symbol]

        def run(series):
            column = left(series)
            if column and column.count(a := column[0]) == series.length:
                return series.unknown if a is None else series.yes if holds(a, b) else series.no
            return of_all(column, b)

        return run
    return _pairs(holds, left, _ready(node.right))


def _pairs(of: Callable, left: Run, right: Run) -> Run:
    return lambda series: [
        None if a is None or b is None else of(a, b) for a, b in zip(left(series), right(series), strict=True)
    ]


def _one_of(node: n.OneOf) -> Run:
    part, choices = _ready(node.part), node.choices
    return lambda series: [None if word is None else word in choices for word in part(series)]


def _both(node: n.Both) -> Run:
    first, *others = map(_ready, node.joined)

    def run(series):
        found = first(series)
        for other in others:
            if found is series.no or found.count(False) == series.length:
                return series.no
            column = other(series)
            if found is series.yes:
                found = column
            elif column is not series.yes:
                found = [
                    False if a is False or b is False else None if a is None or b is None else True
                    for a, b in zip(found, column, strict=True)
                ]
        return found

    return run


def _either(node: n.Either) -> Run:
    first, *others = map(_ready, node.joined)

    def run(series):
        found = first(series)
        for other in others:
            if found is series.yes:
                return found
            column = other(series)
            if found is series.no:
                found = column
            elif column is not series.no:
                found = [
                    True if a or b else None if a is None or b is None else False
                    for a, b in zip(found, column, strict=True)
                ]
        return found

    return run


def _not(node: n.Not) -> Run:
    part = _ready(node.part)

    def run(series):
        column = part(series)
        if column is series.no:
            return series.yes
        return column if column is series.unknown else [None if value is None else not value for value in column]

    return run


def _plus(node: n.Plus) -> Run:
    return _pairs(add, _ready(node.left), _ready(node.right))


def _minus(node: n.Minus) -> Run:
    return _pairs(sub, _ready(node.left), _ready(node.right))


def _known_of(values: tuple, pick: Callable):
    known = [value for value in values if value is not None]
    return pick(known) if known else None


def _largest(node: n.Largest, pick: Callable = max) -> Run:
    options = [_ready(option) for option in node.options]
    return lambda series: [
        _known_of(values, pick) for values in zip(*(option(series) for option in options), strict=True)
    ]


def _smallest(node: n.Smallest) -> Run:
    return _largest(node, min)


def _choose(node: n.Choose) -> Run:
    condition, chosen, otherwise = _ready(node.condition), _ready(node.chosen), _ready(node.otherwise)

    def run(series):
        which = condition(series)
        if which.count(True) == series.length:
            return chosen(series)
        if which.count(False) == series.length:
            return otherwise(series)
        columns = (which, chosen(series), otherwise(series))
        return [None if which is None else a if which else b for which, a, b in zip(*columns, strict=True)]

    return run


def _known(node: n.Known) -> Run:
    part = _ready(node.part)
    return lambda series: [value is not None for value in part(series)]


def _otherwise(node: n.Otherwise) -> Run:
    part, fallback = _ready(node.part), _ready(node.fallback)

    def run(series):
        column = part(series)
        if column is series.unknown:
            return fallback(series)
        if None not in column:
            return column
        return [b if a is None else a for a, b in zip(column, fallback(series), strict=True)]

    return run


def _previous(node: n.Previous) -> Run:
    part = _ready(node.part)
    return lambda series: [None, *part(series)[:-1]] if series.length else []


def _so_far(node: n.Node, step: Callable) -> Run:
    part = _ready(node.part)
    return lambda series: list(accumulate(part(series), step))


def _highest(node: n.Highest) -> Run:
    return _so_far(node, lambda a, b: _known_of((a, b), max))


def _lowest(node: n.Lowest) -> Run:
    return _so_far(node, lambda a, b: _known_of((a, b), min))


def _first(node: n.First) -> Run:
    return _so_far(node, lambda a, b: b if a is None else a)


def _ever_so_far(values: Column) -> Column:
    return list(accumulate(values, lambda a, b: True if a or b else None if a is None or b is None else False))


def _ever(node: n.Ever) -> Run:
    part = _ready(node.part)
    return lambda series: _ever_so_far(part(series))


def _earlier(node: n.Earlier) -> Run:
    part = _ready(node.part)
    return lambda series: [False, *_ever_so_far(part(series))[:-1]] if series.length else []


def _times(node: n.Times) -> Run:
    part = _ready(node.part)
    return lambda series: list(accumulate(value is True for value in part(series)))


def _held_for(node: n.HeldFor) -> Run:
    part = _ready(node.part)

    def run(series):
        found, start = [], None
        for value, now in zip(part(series), series.clock, strict=True):
            if value is False:
                start = None
            elif value and start is None:
                start = now
            found.append(None if value is None else now - start if value else 0)
        return found

    return run


def _since(node: n.Since) -> Run:
    part = _ready(node.part)

    def run(series):
        found, last = [], None
        for value, now in zip(part(series), series.clock, strict=True):
            if value:
                last = now
            found.append(None if last is None else now - last)
        return found

    return run


_MEANING = {
    n.Fact: _fact,
    n.Number: _constant,
    n.Word: _constant,
    n.Truth: _truth,
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
