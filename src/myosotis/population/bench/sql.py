"""Sentences as SQL, whose NULL in AND, OR and NOT is the language's unknown. Parts stand in layers of subqueries."""

from myosotis.language import nodes as n
from myosotis.language.nodes import walk
from myosotis.population.bench.parts import Work
from myosotis.population.judge import rule_column, unsure_column
from myosotis.population.rows import CLIENT, HOURS, TREATMENT

KEYS = (CLIENT, TREATMENT, HOURS)


def query(work: Work, source: str) -> str:
    """One query over the rows of `source`: the keys, and of each card whether it is raised and whether it is unsure."""
    facts = ", ".join(_name(name) for name in dict.fromkeys((*KEYS, *work.facts)))
    text = f"SELECT {facts} FROM {source}"
    for layer in _layers(work):
        columns = ", ".join(f"{written(work.parts[name])} AS {name}" for name in layer)
        text = f"SELECT *, {columns} FROM ({text})"
    outcomes = ", ".join(f"{written(node)} AS {_name(card)}" for card, node in work.cards.items())
    stored = ", ".join(
        f"coalesce({_name(card)}, false) AS {rule_column(card)}, {_name(card)} IS NULL AS {unsure_column(card)}"
        for card in work.cards
    )
    keys = ", ".join(KEYS)
    return f"SELECT {keys}, {stored} FROM (SELECT {keys}, {outcomes} FROM ({text}))"


def _layers(work: Work) -> list[list[str]]:
    depth: dict[str, int] = {}
    for name, node in work.parts.items():
        depth[name] = 1 + max((depth.get(part.name, -1) for part in walk(node) if isinstance(part, n.Fact)), default=-1)
    return [[name for name in depth if depth[name] == level] for level in range(max(depth.values(), default=-1) + 1)]


def _name(name: str) -> str:
    return f'"{name}"'


def written(node: n.Node) -> str:
    """One sentence as a SQL expression; a text, a number, a Boolean or NULL."""
    match node:
        case n.Fact(name):
            return _name(name)
        case n.Number(value):
            return f"({value:.10g})"
        case n.Word(value):
            return f"'{value}'"
        case n.Truth(value):
            return "true" if value else "false"
        case n.Compare(left, symbol, right):
            return f"({written(left)} {'=' if symbol == '==' else '<>' if symbol == '!=' else symbol} {written(right)})"
        case n.OneOf(part, choices):
            listed = ", ".join(f"'{choice}'" for choice in choices)
            return f"({written(part)} IN ({listed}))" if choices else f"({written(part)} IS NULL AND NULL)"
        case n.Both(joined):
            return "(" + " AND ".join(written(part) for part in joined) + ")"
        case n.Either(joined):
            return "(" + " OR ".join(written(part) for part in joined) + ")"
        case n.Not(part):
            return f"(NOT {written(part)})"
        case n.Plus(left, right):
            return f"({written(left)} + {written(right)})"
        case n.Minus(left, right):
            return f"({written(left)} - {written(right)})"
        case n.Largest(options):
            return f"greatest({', '.join(written(option) for option in options)})"
        case n.Smallest(options):
            return f"least({', '.join(written(option) for option in options)})"
        case n.Choose(condition, chosen, otherwise):
            asked = written(condition)
            return f"CASE WHEN {asked} THEN {written(chosen)} WHEN NOT {asked} THEN {written(otherwise)} END"
        case n.Known(part):
            return f"({written(part)} IS NOT NULL)"
        case n.Otherwise(part, fallback):
            return f"coalesce({written(part)}, {written(fallback)})"
    raise TypeError(f"{type(node).__name__} has no place in this SQL")
