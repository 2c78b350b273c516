"""The work that every engine is given: sentences about one row, cut where a part is used more than once.

Other engines know no looking back, so only cards that do not look back are among them. A part that is cut out is named,
and stands in the sentences after it as a fact of that name: that is how a person would write them for a rule engine.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from myosotis.engines.frame import LOOKING_BACK
from myosotis.knowledge.model import Book
from myosotis.language import nodes as n
from myosotis.language.nodes import walk
from myosotis.terms import Scope

# A part of no more nodes than this costs no more to work out than to look up.
_SMALL = 3
_LEAVES = (n.Fact, n.Number, n.Limit, n.Truth, n.Word)


@dataclass(frozen=True)
class Work:
    """`parts` and then `cards`, each a sentence over facts and the parts before it; `facts` are those of a row."""

    parts: Mapping[str, n.Node]
    cards: Mapping[str, n.Node]
    facts: tuple[str, ...]

    @property
    def sentences(self) -> dict[str, n.Node]:
        return {**self.parts, **self.cards}


def comparable(book: Book) -> dict[str, n.Node]:
    """The condition of each card of a check-in that does not look back, by the card's name."""
    return {
        rule.name: rule.when
        for rule in book.rules_of(Scope.checkin)
        if not any(isinstance(part, LOOKING_BACK) for part in walk(rule.when))
    }


def cut(sentences: Mapping[str, n.Node]) -> Work:
    """Every number that is reckoned, and every larger yes/no or word that is met twice, becomes a part."""
    uses: dict[n.Node, int] = {}
    bare = {name: _bare(node) for name, node in sentences.items()}
    for node in bare.values():
        _count(node, uses)
    parts: dict[str, n.Node] = {}
    named: dict[n.Node, n.Fact] = {}

    def shared(node: n.Node) -> n.Node:
        if isinstance(node, _LEAVES):
            return node
        if node in named:
            return named[node]
        made = with_parts(node, [shared(part) for part in node.parts])
        if node.type.kind == "number" or (uses[node] > 1 and sum(1 for _ in walk(node)) > _SMALL):
            name = f"part_{len(parts)}"
            parts[name] = made
            made = named[node] = n.Fact(name, node.type)
        return made

    cards = {name: shared(node) for name, node in bare.items()}
    facts = {part.name for node in bare.values() for part in walk(node) if isinstance(part, n.Fact)}
    return Work(parts, cards, tuple(sorted(facts)))


def _bare(node: n.Node) -> n.Node:
    """Without the names of measures and limits: what is the same is then equal, whatever it is called."""
    if isinstance(node, n.Measure):
        return _bare(node.body)
    if isinstance(node, n.Limit):
        return n.Number(node.value, node.unit)
    return node if isinstance(node, _LEAVES) else with_parts(node, [_bare(part) for part in node.parts])


def with_parts(node: n.Node, parts: list[n.Node]) -> n.Node:
    """The same node over other parts, in the order of `node.parts`."""
    changed, left = {}, iter(parts)
    for field in fields(node):
        value = getattr(node, field.name)
        if isinstance(value, n.Node):
            changed[field.name] = next(left)
        elif isinstance(value, tuple) and value and isinstance(value[0], n.Node):
            changed[field.name] = tuple(next(left) for _ in value)
    return replace(node, **changed)


def _count(node: n.Node, uses: dict[n.Node, int]) -> None:
    uses[node] = uses.get(node, 0) + 1
    if uses[node] == 1:
        for part in node.parts:
            _count(part, uses)


def certain(node: n.Node) -> bool:
    """Never unknown, whatever was answered."""
    match node:
        case n.Fact() | n.OneOf(choices=()):
            return False
        case n.Known() | n.Number() | n.Truth() | n.Word():
            return True
        case n.Otherwise() | n.Largest() | n.Smallest():
            return any(certain(part) for part in node.parts)
    return all(certain(part) for part in node.parts)
