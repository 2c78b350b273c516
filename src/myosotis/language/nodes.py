"""The meaning of a sentence on a card, as frozen typed nodes. Nonsense cannot be built.

A node knows its type and its parts, never how it is run: that is the engines' work. Every value may be unknown
(None); what each node makes of an unknown is said in its docstring and holds for all engines.
"""

from dataclasses import dataclass
from functools import cached_property

from myosotis.language.types import COUNT, YES_NO, LanguageError, Node, Type, need_one_unit, number, shared_type
from myosotis.terms import Unit

# ---- things with a name or a value


@dataclass(frozen=True)
class Number(Node):
    """A number written on the card. Without a unit of its own it takes that of what it meets."""

    value: float
    unit: Unit | None = None

    @cached_property
    def type(self):
        return number(self.unit)


@dataclass(frozen=True)
class Word(Node):
    value: str

    @cached_property
    def type(self):
        return Type("word")


@dataclass(frozen=True)
class Truth(Node):
    value: bool

    @cached_property
    def type(self):
        return YES_NO


@dataclass(frozen=True)
class Fact(Node):
    """Something that is answered or recorded; one value a row. Unknown where nobody answered."""

    name: str
    of_type: Type

    @cached_property
    def type(self):
        return self.of_type


@dataclass(frozen=True)
class Limit(Node):
    """A named threshold of the book."""

    name: str
    value: float
    unit: Unit

    @cached_property
    def type(self):
        return number(self.unit)


@dataclass(frozen=True)
class Measure(Node):
    """A named sentence. Its body is looked through, its name is what a person is told."""

    name: str
    body: Node

    @cached_property
    def type(self):
        return self.body.type


# ---- comparing

FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


@dataclass(frozen=True)
class Compare(Node):
    """Unknown if either side is."""

    left: Node
    symbol: str
    right: Node

    def __post_init__(self):
        if self.symbol not in FLIPPED:
            raise LanguageError(f"no comparison is written {self.symbol!r}")
        kinds = {self.left.type.kind, self.right.type.kind}
        if kinds == {"word"} and self.symbol in ("==", "!="):
            _known_word(self.left, self.right)
            _known_word(self.right, self.left)
        elif "word" in kinds and len(kinds) == 2:
            raise LanguageError(f"cannot compare {self.left.type} with {self.right.type}")
        else:
            need_one_unit(self.left, self.right, "compare")

    @cached_property
    def type(self):
        return YES_NO


def _known_word(left: Node, right: Node) -> None:
    words = left.type.words
    if words and isinstance(right, Word) and right.value not in words:
        raise LanguageError(f"{right.value!r} is never an answer here; the words are {', '.join(sorted(words))}")


@dataclass(frozen=True)
class OneOf(Node):
    """Is the word one of these? Unknown if the word is."""

    part: Node
    choices: tuple[str, ...]

    def __post_init__(self):
        if self.part.type.kind != "word":
            raise LanguageError(f"'in' looks for a word, and this is {self.part.type}")
        for choice in self.choices:
            _known_word(self.part, Word(choice))

    @cached_property
    def type(self):
        return YES_NO


# ---- joining (Kleene): concern needs one, so a known yes or no wins over an unknown where it can


@dataclass(frozen=True)
class _Joined(Node):
    joined: tuple[Node, ...]

    def __post_init__(self):
        for part in self.joined:
            if part.type != YES_NO:
                raise LanguageError(f"and, or and not join yes/no answers, and one part is {part.type}")

    @cached_property
    def type(self):
        return YES_NO


@dataclass(frozen=True)
class Both(_Joined):
    """No if one is no; otherwise unknown if one is unknown."""


@dataclass(frozen=True)
class Either(_Joined):
    """Yes if one is yes; otherwise unknown if one is unknown."""


@dataclass(frozen=True)
class Not(Node):
    part: Node

    def __post_init__(self):
        if self.part.type != YES_NO:
            raise LanguageError(f"'not' turns a yes/no answer, and this is {self.part.type}")

    @cached_property
    def type(self):
        return YES_NO


# ---- reckoning


@dataclass(frozen=True)
class Plus(Node):
    """Unknown if either side is."""

    left: Node
    right: Node

    def __post_init__(self):
        need_one_unit(self.left, self.right, "add")

    @cached_property
    def type(self):
        return number(self.left.type.unit or self.right.type.unit)


@dataclass(frozen=True)
class Minus(Node):
    """Unknown if either side is."""

    left: Node
    right: Node

    def __post_init__(self):
        need_one_unit(self.left, self.right, "subtract")

    @cached_property
    def type(self):
        return number(self.left.type.unit or self.right.type.unit)


@dataclass(frozen=True)
class Largest(Node):
    """The largest that is known; unknown only if all are."""

    options: tuple[Node, ...]

    def __post_init__(self):
        if shared_type(self.options, "take the largest of").kind != "number":
            raise LanguageError("only numbers have a largest")

    @cached_property
    def type(self):
        return shared_type(self.options, "take the largest of")


@dataclass(frozen=True)
class Smallest(Node):
    """The smallest that is known; unknown only if all are."""

    options: tuple[Node, ...]

    def __post_init__(self):
        if shared_type(self.options, "take the smallest of").kind != "number":
            raise LanguageError("only numbers have a smallest")

    @cached_property
    def type(self):
        return shared_type(self.options, "take the smallest of")


@dataclass(frozen=True)
class Choose(Node):
    """One or the other by a yes/no answer; unknown if that is unknown."""

    condition: Node
    chosen: Node
    otherwise: Node

    def __post_init__(self):
        if self.condition.type != YES_NO:
            raise LanguageError(f"'if' asks for a yes/no answer, and this is {self.condition.type}")
        shared_type((self.chosen, self.otherwise), "choose between")

    @cached_property
    def type(self):
        return shared_type((self.chosen, self.otherwise), "choose between")


@dataclass(frozen=True)
class Known(Node):
    """Has it been answered? Never unknown itself."""

    part: Node

    @cached_property
    def type(self):
        return YES_NO


@dataclass(frozen=True)
class Otherwise(Node):
    """The first if it is known, else the second."""

    part: Node
    fallback: Node

    def __post_init__(self):
        shared_type((self.part, self.fallback), "fall back from")

    @cached_property
    def type(self):
        return shared_type((self.part, self.fallback), "fall back from")


# ---- looking back: over the rows of one series up to and including now


@dataclass(frozen=True)
class _Back(Node):
    part: Node

    @cached_property
    def type(self):
        return self.part.type


@dataclass(frozen=True)
class Previous(_Back):
    """The value at the row before; unknown at the first row."""


class _Number(_Back):
    def __post_init__(self):
        if self.part.type.kind != "number":
            raise LanguageError(f"only a number has a highest and a lowest, and this is {self.part.type}")


@dataclass(frozen=True)
class Highest(_Number):
    """The highest known value so far; unknown if none is known."""


@dataclass(frozen=True)
class Lowest(_Number):
    """The lowest known value so far; unknown if none is known."""


@dataclass(frozen=True)
class First(_Back):
    """The first known value of the series; unknown until one is known."""


class _Held(_Back):
    def __post_init__(self):
        if self.part.type != YES_NO:
            raise LanguageError(f"this asks how a yes/no answer has held, and this is {self.part.type}")


@dataclass(frozen=True)
class Ever(_Held):
    """Yes if it has held at any row so far; otherwise unknown if it was unknown at one."""


@dataclass(frozen=True)
class Earlier(_Held):
    """As `ever`, but only rows before now; no at the first row."""


@dataclass(frozen=True)
class Times(_Held):
    """At how many rows so far it has certainly held."""

    @cached_property
    def type(self):
        return COUNT


@dataclass(frozen=True)
class HeldFor(_Held):
    """How long it has held without a known break, up to now, on the scope's clock.

    0 where it does not hold now, unknown where that is unknown; an unknown row in between is no break.
    """

    clock: Unit = Unit.hours

    @cached_property
    def type(self):
        return number(self.clock)


@dataclass(frozen=True)
class Since(_Held):
    """How long since it last held, on the scope's clock; 0 where it holds now, unknown if it never has."""

    clock: Unit = Unit.hours

    @cached_property
    def type(self):
        return number(self.clock)


def walk(node: Node, *, through_measures: bool = True):
    """Every part of a sentence, itself first; measures are looked through unless asked not to."""
    yield node
    if isinstance(node, Measure) and not through_measures:
        return
    for part in node.parts:
        yield from walk(part, through_measures=through_measures)


def names_in(node: Node, sort: type[Node] = Fact) -> tuple[str, ...]:
    """The names of all facts (or limits, or measures) a sentence rests on, sorted."""
    return tuple(sorted({part.name for part in walk(node) if isinstance(part, sort)}))
