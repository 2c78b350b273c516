"""What values are: types with units, the part of a sentence that every node is, and the error for nonsense."""

from dataclasses import dataclass, fields
from functools import cached_property

from myosotis.terms import Unit


class LanguageError(ValueError):
    """A sentence that means nothing, with what would be right."""


@dataclass(frozen=True)
class Type:
    """What a value is: a number with its unit, a yes/no, or one word of a vocabulary."""

    kind: str
    unit: Unit | None = None
    words: frozenset[str] | None = None

    def __str__(self) -> str:
        if self.kind == "number":
            return self.unit.value if self.unit else "a plain number"
        return "yes/no" if self.kind == "yes_no" else "a word"


YES_NO = Type("yes_no")
COUNT = Type("number", Unit.count)


def number(unit: Unit | None) -> Type:
    return Type("number", unit)


@dataclass(frozen=True)
class Node:
    """A part of a sentence."""

    @cached_property
    def type(self) -> Type:
        raise NotImplementedError

    @property
    def parts(self) -> tuple["Node", ...]:
        found = []
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, Node):
                found.append(value)
            elif isinstance(value, tuple) and value and isinstance(value[0], Node):
                found.extend(value)
        return tuple(found)


def need_one_unit(left: Node, right: Node, doing: str) -> None:
    a, b = left.type, right.type
    for side in (a, b):
        if side.kind == "yes_no":
            raise LanguageError("a yes/no answer has no size")
        if side.kind == "word":
            raise LanguageError("a word has no size; compare it with == or in")
    if a.unit and b.unit and a.unit != b.unit:
        raise LanguageError(f"cannot {doing} {a} with {b}")


def shared_type(parts: tuple[Node, ...], doing: str) -> Type:
    kinds = {part.type.kind for part in parts}
    if len(kinds) > 1:
        raise LanguageError(f"cannot {doing} {' and '.join(sorted(str(p.type) for p in parts))}")
    if kinds == {"number"}:
        units = {part.type.unit for part in parts if part.type.unit}
        if len(units) > 1:
            raise LanguageError(f"cannot {doing} {' and '.join(sorted(u.value for u in units))}")
        return number(units.pop() if units else None)
    return YES_NO if kinds == {"yes_no"} else Type("word")
