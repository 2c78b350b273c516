"""Nodes → the text they were read from, and → words a therapist can read aloud.

`read(describe(x)) == x` for every node.
"""

from collections.abc import Callable

from myosotis.language import nodes as n
from myosotis.language.read import WORDS

_CALLED = {sort: name for name, (sort, _) in WORDS.items()}


def describe(node: n.Node) -> str:
    """The sentence as it would stand on a card."""
    match node:
        case n.Fact() | n.Limit() | n.Measure():
            return node.name
        case n.Number(value):
            return f"{value:g}"
        case n.Word(value):
            return repr(value)
        case n.Truth(value):
            return str(value)
        case n.Compare(left, symbol, right):
            return f"{_tight(left)} {symbol} {_tight(right)}"
        case n.OneOf(part, choices):
            inner = ", ".join(repr(choice) for choice in choices)
            return f"{_tight(part)} in ({inner}{',' if len(choices) == 1 else ''})"
        case n.Both(parts):
            return " and ".join(_bracketed(part) for part in parts)
        case n.Either(parts):
            return " or ".join(_bracketed(part) for part in parts)
        case n.Not(part):
            return f"not {_bracketed(part, keep=(n.Compare, n.OneOf))}"
        case n.Plus(left, right):
            return f"{_tight(left)} + {_tight(right)}"
        case n.Minus(left, right):
            return f"{_tight(left)} - {_tight(right)}"
        case n.Choose(condition, chosen, otherwise):
            return f"{_tight(chosen)} if {_bracketed(condition)} else {_tight(otherwise)}"
        case n.Otherwise(part, fallback):
            return f"otherwise({describe(part)}, {describe(fallback)})"
        case n.Largest(options) | n.Smallest(options):
            return f"{_CALLED[type(node)]}({', '.join(describe(option) for option in options)})"
        case _ if type(node) in _CALLED:
            return f"{_CALLED[type(node)]}({describe(node.parts[0])})"
    raise TypeError(f"no sentence for {type(node).__name__}")


def _bracketed(node: n.Node, keep: tuple = ()) -> str:
    loose = (n.Both, n.Either, n.Choose, n.Not) + tuple(keep)
    return f"({describe(node)})" if isinstance(node, loose) else describe(node)


def _tight(node: n.Node) -> str:
    loose = (n.Both, n.Either, n.Choose, n.Not, n.Compare, n.OneOf, n.Plus, n.Minus)
    return f"({describe(node)})" if isinstance(node, loose) else describe(node)


_WORDING = {
    "da": {
        "<": "er under", "<=": "er højst", "==": "er", "!=": "er ikke", ">=": "er mindst", ">": "er over",
        "and": "og", "or": "eller", "not": "ikke", "plus": "plus", "minus": "minus", "one_of": "er",
        "if": "hvis", "else": "ellers", "true": "ja", "false": "nej",
        "previous": "forrige {0}", "highest": "højeste {0} indtil nu", "lowest": "laveste {0} indtil nu",
        "first": "første {0}", "ever": "{0} (på noget tidspunkt indtil nu)", "earlier": "{0} (tidligere)",
        "times": "antal gange {0}", "held_for": "hvor længe der har været {0}", "since": "tiden siden {0}",
        "known": "{0} er besvaret", "otherwise": "{0} (er det ukendt: {1})",
        "largest": "den største af {0}", "smallest": "den mindste af {0}",
    },
    "en": {
        "<": "is below", "<=": "is at most", "==": "is", "!=": "is not", ">=": "is at least", ">": "is above",
        "and": "and", "or": "or", "not": "not", "plus": "plus", "minus": "minus", "one_of": "is",
        "if": "if", "else": "otherwise", "true": "yes", "false": "no",
        "previous": "previous {0}", "highest": "highest {0} so far", "lowest": "lowest {0} so far",
        "first": "first {0}", "ever": "{0} (at any time so far)", "earlier": "{0} (earlier)",
        "times": "number of times {0}", "held_for": "how long there has been {0}", "since": "time since {0}",
        "known": "{0} is answered", "otherwise": "{0} (if unknown: {1})",
        "largest": "the largest of {0}", "smallest": "the smallest of {0}",
    },
}  # fmt: skip


def in_words(node: n.Node, language: str, label: Callable[[n.Node], str]) -> str:
    """The sentence in Danish or English; `label` names facts, measures, limits and words of answers."""
    say = _WORDING[language]

    def inner(part: n.Node) -> str:
        text = in_words(part, language, label)
        return f"({text})" if isinstance(part, (n.Both, n.Either, n.Choose)) else text

    match node:
        case n.Fact() | n.Limit() | n.Measure() | n.Word():
            return label(node)
        case n.Number(value):
            return f"{value:g}".replace(".", "," if language == "da" else ".")
        case n.Truth(value):
            return say["true"] if value else say["false"]
        case n.Compare(left, symbol, right):
            return f"{inner(left)} {say[symbol]} {inner(right)}"
        case n.OneOf(part, choices):
            listed = f" {say['or']} ".join(label(n.Word(choice)) for choice in choices)
            return f"{inner(part)} {say['one_of']} {listed}"
        case n.Both(parts):
            return f" {say['and']} ".join(inner(part) for part in parts)
        case n.Either(parts):
            return f" {say['or']} ".join(inner(part) for part in parts)
        case n.Not(part):
            return f"{say['not']} ({inner(part)})"
        case n.Plus(left, right):
            return f"{inner(left)} {say['plus']} {inner(right)}"
        case n.Minus(left, right):
            return f"{inner(left)} {say['minus']} {inner(right)}"
        case n.Choose(condition, chosen, otherwise):
            return f"{inner(chosen)} {say['if']} {inner(condition)}, {say['else']} {inner(otherwise)}"
        case n.Otherwise(part, fallback):
            return say["otherwise"].format(inner(part), inner(fallback))
        case n.Largest(options) | n.Smallest(options):
            return say[_CALLED[type(node)]].format(", ".join(inner(option) for option in options))
        case _ if type(node) in _CALLED:
            return say[_CALLED[type(node)]].format(inner(node.parts[0]))
    raise TypeError(f"no words for {type(node).__name__}")
