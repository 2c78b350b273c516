"""What a book holds and what is missing in it: a report for the people who keep it.

A wrong card never gets this far, it is refused at load. Unchecked or overdue cards are told, never a failure.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from myosotis.knowledge.model import Book
from myosotis.language.nodes import Limit, Measure, names_in, walk
from myosotis.terms import Level, Scope


def grounded(value, path: str = "") -> Iterator[tuple[str, Mapping]]:
    """Every part of a file that names statements or carries a tag, with its path."""
    if isinstance(value, Mapping):
        if "because" in value or "tag" in value:
            yield path, value
        for key, inner in value.items():
            yield from grounded(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from grounded(inner, f"{path}[{i}]")


def realised(book: Book) -> dict[str, list[str]]:
    """For each statement, where in the book it lives: `rules/pain/better`, `limits: two_days`, …"""
    found: dict[str, list[str]] = {identity: [] for identity in book.statements}
    for file, content in book.raw.items():
        if file.startswith("statements/"):
            continue
        name = file.removesuffix(".yaml")
        for path, card in grounded(content):
            because = card.get("because") or []
            for identity in [because] if isinstance(because, str) else because:
                place = name if file.startswith("rules/") else f"{name}: {path}"
                if identity in found and place not in found[identity]:
                    found[identity].append(place)
    return found


def unused(book: Book) -> tuple[list[str], list[str]]:
    """Limits and measures that no sentence names. A limit that a plan is measured by says so itself."""
    limits, measures = set(), set()
    sentences = [rule.when for rule in book.rules.values()]
    sentences += [step.when for rule in book.rules.values() for step in rule.steps]
    for sentence in sentences:
        limits |= set(names_in(sentence, Limit))
        measures |= {part.name for part in walk(sentence) if isinstance(part, Measure)}
    every = {name for scope in Scope for name in book.measures[scope]}
    by_rule = {rule.judge_after for rule in book.rules.values() if rule.judge_after is not None}
    free = {name for name, card in book.limits.items() if card.limit.value not in by_rule and not book.file("limits")[name].get("used_by")}
    return sorted(free - limits), sorted(every - measures)


def report(book: Book, today: date) -> tuple[list[str], bool]:
    """The lines of `myosotis check` on a day, and whether the book is sound. Overdue cards are told, no fault."""
    places = realised(book)
    missing = [identity for identity, where in places.items() if not where]
    limits, measures = unused(book)
    by_level = Counter(rule.highest_level.name for rule in book.rules.values() if rule.highest_level)
    examples = sum(len(rule.examples) for rule in book.rules.values())
    lines = [
        f"book {book.version}",
        f"{len(book.statements)} statements, {len(book.statements) - len(missing)} realised",
        f"{len(book.limits)} limits, {sum(len(book.measures[scope]) for scope in Scope)} measures, "
        f"{len(book.rules)} rules with {examples} examples",
        "highest level of the rules: " + ", ".join(f"{level.name} {by_level[level.name]}" for level in Level),
        f"not yet checked by a clinician: {sum(not rule.checked_by for rule in book.rules.values())} rules",
        f"overdue for review: {sum(rule.review_by < today.isoformat() for rule in book.rules.values())} rules",
    ]
    for what, names in (("statement realised nowhere", missing), ("limit that no card uses", limits),
                        ("measure that no card uses", measures)):  # fmt: skip
        lines += [f"{what}: {name}" for name in names]
    return lines, not (missing or limits or measures)
