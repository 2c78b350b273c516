"""Text → nodes: a corner of Python's own grammar, read with `ast`. Everything else is refused by name.

read("rise >= strong_rise and not better", names) → Both((Compare(…), Not(…)))
"""

import ast
from collections.abc import Mapping
from difflib import get_close_matches

from myosotis.language import nodes as n
from myosotis.terms import Unit

_SYMBOLS = {ast.Lt: "<", ast.LtE: "<=", ast.Eq: "==", ast.NotEq: "!=", ast.GtE: ">=", ast.Gt: ">"}

# The words of time and of not knowing: name → (node, how many parts it takes).
WORDS = {
    "previous": (n.Previous, 1),
    "highest": (n.Highest, 1),
    "lowest": (n.Lowest, 1),
    "first": (n.First, 1),
    "ever": (n.Ever, 1),
    "earlier": (n.Earlier, 1),
    "times": (n.Times, 1),
    "held_for": (n.HeldFor, 1),
    "since": (n.Since, 1),
    "known": (n.Known, 1),
    "otherwise": (n.Otherwise, 2),
    "largest": (n.Largest, None),
    "smallest": (n.Smallest, None),
}
_ON_THE_CLOCK = (n.HeldFor, n.Since)


def read(text: str, names: Mapping[str, n.Node], clock: Unit = Unit.hours) -> n.Node:
    """A sentence of a card as nodes; `names` gives the facts, limits and measures it may use.

    Raises LanguageError saying what is wrong and what would be right.
    """
    try:
        tree = ast.parse(str(text).strip(), mode="eval").body
    except SyntaxError as error:
        raise n.LanguageError(f"{text!r} is not a sentence: {error.msg}") from None
    return _Reader(names, clock).node(tree)


class _Reader:
    def __init__(self, names: Mapping[str, n.Node], clock: Unit):
        self.names = names
        self.clock = clock

    def node(self, tree: ast.AST) -> n.Node:
        try:
            return self._node(tree)
        except n.LanguageError as error:
            message = str(error)
            if isinstance(tree, (ast.Compare, ast.BinOp, ast.Call)) and ": " not in message:
                message = f"{ast.unparse(tree)}: {message}"
            raise n.LanguageError(message) from None

    def _node(self, tree: ast.AST) -> n.Node:
        match tree:
            case ast.Name(id=name):
                return self._named(name)
            case ast.Constant(value=bool() as value):
                return n.Truth(value)
            case ast.Constant(value=int() | float() as value):
                return n.Number(value)
            case ast.Constant(value=str() as value):
                return n.Word(value)
            case ast.UnaryOp(op=ast.Not(), operand=part):
                return n.Not(self.node(part))
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as value)):
                return n.Number(-value)
            case ast.BoolOp(op=op, values=parts):
                joined = tuple(self.node(part) for part in parts)
                return n.Both(joined) if isinstance(op, ast.And) else n.Either(joined)
            case ast.Compare(left=left, ops=ops, comparators=rights):
                return self._compared(left, ops, rights)
            case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as op, right=right):
                a, b = self._in_one_unit(self.node(left), self.node(right))
                return n.Plus(a, b) if isinstance(op, ast.Add) else n.Minus(a, b)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                a, b = self._in_one_unit(self.node(body), self.node(orelse))
                return n.Choose(self.node(test), a, b)
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]):
                return self._called(name, args)
        raise n.LanguageError(
            f"{ast.unparse(tree)!r} is not part of the language; it has names, numbers, 'words', "
            f"and or not, < <= == != >= >, in, + -, x if y else z, and {', '.join(WORDS)}"
        )

    def _named(self, name: str) -> n.Node:
        if name in self.names:
            return self.names[name]
        close = get_close_matches(name, self.names, n=1)
        hint = f"; did you mean {close[0]!r}?" if close else ""
        raise n.LanguageError(f"no fact, measure or limit is called {name!r}{hint}")

    def _called(self, name: str, args: list[ast.expr]) -> n.Node:
        if name not in WORDS:
            close = get_close_matches(name, WORDS, n=1)
            hint = f"; did you mean {close[0]!r}?" if close else f"; there are {', '.join(WORDS)}"
            raise n.LanguageError(f"no word of time is called {name!r}{hint}")
        sort, wanted = WORDS[name]
        parts = [self.node(arg) for arg in args]
        if wanted is not None and len(parts) != wanted:
            raise n.LanguageError(f"{name} takes {wanted} part{'s' if wanted > 1 else ''}, not {len(parts)}")
        if wanted is None:
            if len(parts) < 2:
                raise n.LanguageError(f"{name} takes two parts or more, not {len(parts)}")
            return sort(self._all_in_one_unit(parts))
        if sort is n.Otherwise:
            return sort(*self._in_one_unit(*parts))
        if sort in _ON_THE_CLOCK:
            return sort(parts[0], self.clock)
        return sort(*parts)

    def _compared(self, left: ast.expr, ops: list[ast.cmpop], rights: list[ast.expr]) -> n.Node:
        found = []
        for op, right in zip(ops, rights, strict=True):
            found.append(self._one_comparison(left, op, right))
            left = right
        return found[0] if len(found) == 1 else n.Both(tuple(found))

    def _one_comparison(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> n.Node:
        if isinstance(op, (ast.In, ast.NotIn)):
            if not isinstance(right, (ast.Tuple, ast.List, ast.Set)):
                raise n.LanguageError("'in' is followed by words in brackets: kind in ('massage', 'mixed')")
            words = []
            for item in right.elts:
                if not (isinstance(item, ast.Constant) and isinstance(item.value, str)):
                    raise n.LanguageError(f"'in' takes quoted words, and {ast.unparse(item)} is none")
                words.append(item.value)
            found = n.OneOf(self.node(left), tuple(words))
            return n.Not(found) if isinstance(op, ast.NotIn) else found
        if type(op) not in _SYMBOLS:
            raise n.LanguageError(f"{ast.unparse(right)}: 'is' is not part of the language; write ==")
        a, b = self._in_one_unit(self.node(left), self.node(right))
        return n.Compare(a, _SYMBOLS[type(op)], b)

    def _in_one_unit(self, left: n.Node, right: n.Node) -> tuple[n.Node, n.Node]:
        both = self._all_in_one_unit([left, right])
        return both[0], both[1]

    @staticmethod
    def _all_in_one_unit(parts: list[n.Node]) -> tuple[n.Node, ...]:
        units = [part.type.unit for part in parts if part.type.kind == "number" and part.type.unit]
        if not units:
            return tuple(parts)
        return tuple(
            n.Number(part.value, units[0]) if isinstance(part, n.Number) and part.unit is None else part
            for part in parts
        )
