"""Sentences as expressions of zen-engine and of rule-engine, which know no unknown yes/no.

An unknown is `null` there, and `null` in a comparison is a fault. So each sentence is written as two that are never
unknown, when it is surely so and when it is surely not so, and every comparison is guarded. What is neither is unknown.
Both engines read the same text, but for how a part is named.
"""

from collections.abc import Callable

from myosotis.language import nodes as n
from myosotis.population.bench.parts import Work, certain

_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
YES, NO = "true", "false"


def written(work: Work, name_of: Callable[[str], str]) -> dict[str, str]:
    """Every part and card as the text of an expression that gives true, false, null or a value."""
    to, found = _Writer(lambda name: name_of(name) if name in work.parts else name), {}
    for name, node in work.sentences.items():
        # A card may be called as a fact is.
        found[name if name in work.parts else card_key(name)] = to.whole(node)
        if to.known(node) == YES:
            to.always_known.add(name)
    return found


def card_key(card: str) -> str:
    return f"card_{card}"


class _Writer:
    def __init__(self, name_of: Callable[[str], str]):
        self.name_of = name_of
        self.always_known: set[str] = set()

    def whole(self, node: n.Node) -> str:
        if isinstance(node, n.Fact):
            return self.name_of(node.name)
        if node.type.kind != "yes_no":
            known = self.known(node)
            return self.value(node) if known == YES else f"({known}) ? ({self.value(node)}) : null"
        if certain(node):
            return self.yes(node)
        return f"({self.yes(node)}) ? true : (({self.no(node)}) ? false : null)"

    # ---- yes/no

    def yes(self, node: n.Node) -> str:
        match node:
            case n.Fact(name):
                return f"{self.name_of(name)} == true"
            case n.Truth(value):
                return YES if value else NO
            case n.Compare(left, symbol, right):
                return self._compared(left, symbol, right)
            case n.OneOf(part, choices):
                listed = ", ".join(f"'{choice}'" for choice in choices)
                return _all(self.known(part), f"{self.value(part)} in [{listed}]") if choices else NO
            case n.Both(joined):
                return _all(*(self.yes(part) for part in joined))
            case n.Either(joined):
                return _any(*(self.yes(part) for part in joined))
            case n.Not(part):
                return self.no(part)
            case n.Known(part):
                return self.known(part)
            case n.Choose(condition, chosen, otherwise):
                return _any(_all(self.yes(condition), self.yes(chosen)), _all(self.no(condition), self.yes(otherwise)))
            case n.Otherwise(part, n.Truth(True)):
                return _not(self.no(part))
            case n.Otherwise(part, fallback):
                return _any(self.yes(part), _all(_not(self.known(part)), self.yes(fallback)))
        raise TypeError(f"{type(node).__name__} has no place in a rule engine")

    def no(self, node: n.Node) -> str:
        match node:
            case n.Fact(name):
                return f"{self.name_of(name)} == false"
            case n.Truth(value):
                return NO if value else YES
            case n.Compare(left, symbol, right):
                return self._compared(left, _OPPOSITE[symbol], right)
            case n.OneOf(part):
                return _all(self.known(part), _not(self.yes(node)))
            case n.Both(joined):
                return _any(*(self.no(part) for part in joined))
            case n.Either(joined):
                return _all(*(self.no(part) for part in joined))
            case n.Not(part):
                return self.yes(part)
            case n.Known(part):
                return _not(self.known(part))
            case n.Choose(condition, chosen, otherwise):
                return _any(_all(self.yes(condition), self.no(chosen)), _all(self.no(condition), self.no(otherwise)))
            case n.Otherwise(part, n.Truth(False)):
                return _not(self.yes(part))
            case n.Otherwise(part, fallback):
                return _any(self.no(part), _all(_not(self.known(part)), self.no(fallback)))
        raise TypeError(f"{type(node).__name__} has no place in a rule engine")

    def _compared(self, left: n.Node, symbol: str, right: n.Node) -> str:
        return _all(self.known(left), self.known(right), f"{self.value(left)} {symbol} {self.value(right)}")

    # ---- known, and then the value

    def known(self, node: n.Node) -> str:
        match node:
            case n.Fact(name):
                return YES if name in self.always_known else f"{self.name_of(name)} != null"
            case n.Number() | n.Truth() | n.Word() | n.Known():
                return YES
            case n.Largest(options) | n.Smallest(options):
                return _any(*(self.known(option) for option in options))
            case n.Otherwise(part, fallback):
                return _any(self.known(part), self.known(fallback))
            case n.Choose(condition, chosen, otherwise) if node.type.kind != "yes_no":
                return _any(_all(self.yes(condition), self.known(chosen)), _all(self.no(condition), self.known(otherwise)))
            case n.Plus(left, right) | n.Minus(left, right):
                return _all(self.known(left), self.known(right))
        return YES if certain(node) else _any(self.yes(node), self.no(node))

    def value(self, node: n.Node) -> str:
        """What it is where it is known; elsewhere it must not be asked for."""
        match node:
            case n.Fact(name):
                return self.name_of(name)
            case n.Number(value):
                return f"{value:.10g}" if value >= 0 else f"(0 - {-value:.10g})"
            case n.Word(value):
                return f"'{value}'"
            case n.Plus(left, right):
                return f"({self.value(left)} + {self.value(right)})"
            case n.Minus(left, right):
                return f"({self.value(left)} - {self.value(right)})"
            case n.Choose(condition, chosen, otherwise):
                return f"(({self.yes(condition)}) ? {self.value(chosen)} : {self.value(otherwise)})"
            case n.Otherwise(part, fallback):
                known = self.known(part)
                return self.value(part) if known == YES else f"(({known}) ? {self.value(part)} : {self.value(fallback)})"
            case n.Largest(options):
                return self._furthest(options, ">=")
            case n.Smallest(options):
                return self._furthest(options, "<=")
        raise TypeError(f"{type(node).__name__} has no value in a rule engine")

    def _furthest(self, options: tuple[n.Node, ...], symbol: str) -> str:
        first, *others = options
        if not others:
            return self.value(first)
        beats = [_any(_not(self.known(other)), f"{self.value(first)} {symbol} {self.value(other)}") for other in others]
        return f"(({_all(self.known(first), *beats)}) ? {self.value(first)} : {self._furthest(tuple(others), symbol)})"


def _all(*texts: str) -> str:
    texts = [text for text in dict.fromkeys(texts) if text != YES]
    return NO if NO in texts else _joined(texts, " and ") if texts else YES


def _any(*texts: str) -> str:
    texts = [text for text in dict.fromkeys(texts) if text != NO]
    return YES if YES in texts else _joined(texts, " or ") if texts else NO


def _joined(texts: list[str], word: str) -> str:
    return texts[0] if len(texts) == 1 else word.join(f"({text})" for text in texts)


def _not(text: str) -> str:
    return {YES: NO, NO: YES}.get(text) or (text.replace(" != null", " == null") if _is_known(text) else f"not ({text})")


def _is_known(text: str) -> bool:
    return text.endswith(" != null") and " " not in text[: -len(" != null")]
