"""What a book holds once it is read: limits, measures, rules, statements and words, all cross-checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from myosotis.course.facts import FACTS
from myosotis.language.nodes import Fact, Limit, Measure, Node, Truth, names_in, walk
from myosotis.terms import Certainty, Level, Outcome, Reading, Scope, Tag


class KnowledgeError(ValueError):
    """A card that cannot be used: which file, which place, what would be right."""


@dataclass(frozen=True)
class Text:
    """One wording in both languages, and what it rests on."""

    da: str
    en: str

    def __getitem__(self, language: str) -> str:
        return getattr(self, language)


@dataclass(frozen=True)
class Grounds:
    """What a card rests on: statement ids, and the tag of what we read into them or added."""

    because: tuple[str, ...] = ()
    tag: Tag | None = None


@dataclass(frozen=True)
class LimitCard:
    limit: Limit
    title: Text
    grounds: Grounds
    safe: str  # "at most" or "at least": the side on which a clinic may be stricter
    bound: float


@dataclass(frozen=True)
class MeasureCard:
    measure: Measure
    scope: Scope
    title: Text
    grounds: Grounds
    file: str


@dataclass(frozen=True)
class Step:
    """What a raised rule claims, where `when` holds; the first step that holds is taken."""

    when: Node
    reading: Reading | None = None
    level: Level | None = None
    certainty: Certainty | None = None
    claims: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Example:
    name: str
    expect: Outcome
    given: Mapping[str, object]
    reading: Reading | None = None
    level: Level | None = None
    claims: Mapping[str, object] | None = None


@dataclass(frozen=True)
class Rule:
    """One card: a statement made computable, with the examples that are its tests."""

    name: str
    scope: Scope
    group: str
    title: Text
    why: Text | None
    grounds: Grounds
    when: Node
    judge_after: float | None
    steps: tuple[Step, ...]
    examples: tuple[Example, ...]
    question: str | None
    variant: str | None
    names: tuple[str, ...]
    mentions: tuple[str, ...]
    author: str
    checked_by: str
    review_by: str
    status: str
    file: str

    @property
    def highest_level(self) -> Level | None:
        levels = [step.level for step in self.steps if step.level]
        return max(levels) if levels else None

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The names of all facts that the rule rests on."""
        found: set[str] = set(names_in(self.when))
        for step in self.steps:
            found |= set(names_in(step.when))
        return tuple(sorted(found))

    @cached_property
    def named(self) -> tuple[Node, ...]:
        """The facts and measures that the rule's sentences name, each once, in order."""
        found: dict[str, Node] = {}
        for sentence in (self.when, *(step.when for step in self.steps)):
            for part in walk(sentence, through_measures=False):
                if isinstance(part, (Fact, Measure)):
                    found.setdefault(part.name, part)
        return tuple(found.values())

    # Made once: most rules are silent or unsure at most rows.
    @cached_property
    def silent(self) -> "Judged":
        return Judged(self, Outcome.silent, None)

    @cached_property
    def unsure(self) -> "Judged":
        return Judged(self, Outcome.unsure, None)


class Judged(NamedTuple):
    """One rule at one row: its outcome, and what it claims if it is raised."""

    rule: Rule
    outcome: Outcome
    step: Step | None
    too_early: bool = False


ALWAYS = Truth(True)


@dataclass(frozen=True)
class Book:
    """One version of the knowledge. The same raw cards always give the same version and the same answers."""

    version: str
    raw: Mapping[str, object]
    overrides: Mapping[str, float]
    limits: Mapping[str, LimitCard]
    measures: Mapping[Scope, Mapping[str, MeasureCard]]
    rules: Mapping[str, Rule]
    statements: Mapping[str, Mapping]

    def rules_of(self, scope: Scope) -> tuple[Rule, ...]:
        return self._by_scope[scope]

    @cached_property
    def _by_scope(self) -> Mapping[Scope, tuple[Rule, ...]]:
        return {scope: tuple(r for r in self.rules.values() if r.scope == scope) for scope in Scope}

    def named(self, name: str, scope: Scope) -> Node:
        """The fact or measure of that name."""
        card = self.measures[scope].get(name)
        return card.measure if card else FACTS[scope][name]

    def words(self, name: str) -> Mapping:
        """One file of `words/`, such as `symptoms`, as it stands."""
        return self.raw[f"words/{name}.yaml"]

    def file(self, name: str) -> Mapping:
        """Any file of the book by its path without `.yaml`, as it stands."""
        return self.raw[f"{name}.yaml"]

    def text(self, key: str, language: str) -> str:
        """A wording by its path: `words/levels.emergency.client.label` in `da` or `en`."""
        found = self._texts.get((key, language))
        if found is None:
            found = self._texts[key, language] = self._text(key, language)
        return found

    @cached_property
    def _texts(self) -> dict[tuple[str, str], str]:
        """What was asked for so far: a page asks for the same wording a hundred times."""
        return {}

    def _text(self, key: str, language: str) -> str:
        path, _, rest = key.partition(".")
        place = self.raw.get(f"{path}.yaml")
        for part in rest.split(".") if rest else ():
            place = place.get(part) if isinstance(place, Mapping) else None
        if not isinstance(place, Mapping) or language not in place:
            raise KnowledgeError(f"no wording is called {key!r} in {language!r}")
        return place[language]

    def as_json(self) -> dict:
        """Everything needed to build the very same book again, in plain JSON values."""
        return {"version": self.version, "raw": self.raw, "overrides": dict(self.overrides)}
