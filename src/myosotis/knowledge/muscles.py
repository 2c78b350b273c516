"""Muscles whose classical referral fits a marked pain: where to feel, never what it is.

The patterns are observations without trials behind them, so a hint says "described in connection with" and carries its
confidence; what may look the same and is dangerous is asked first.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

from myosotis.body.zones import SHORT_SIDE_WORDS, SIDE_OF, ZONES
from myosotis.knowledge.model import Book

TRUST = {"high": 1.0, "medium-high": 0.9, "medium": 0.8}
SECONDARY, FELT = 0.5, 1.0  # a secondary place counts half; the muscle's own place as much as its referral


@dataclass(frozen=True)
class Muscle:
    """A muscle with the zones where it is felt and where its referral is described, by stem."""

    key: str
    la: str
    da: str
    en: str
    feel: tuple[str, ...]
    primary: tuple[str, ...]
    secondary: tuple[str, ...]
    primary_on_both_sides: bool
    confidence: str
    ask_first: str | None

    def name(self, language: str) -> str:
        return {"da": self.da, "en": self.en}[language]


@dataclass(frozen=True)
class Hint:
    """One muscle on one side, with how well it fits."""

    muscle: Muscle
    side: str  # left, right
    feel: tuple[str, ...]
    primary: tuple[str, ...]
    secondary: tuple[str, ...]
    explained: tuple[str, ...]  # the marked zones that its pattern holds
    fit: float  # 0–1


def read_muscles(book: Book) -> tuple[Muscle, ...]:
    """The muscles of the book."""
    content = book.file("muscles")
    places = content["places"]

    def zones(phrases: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(stem for phrase in phrases for stem in places[phrase]))

    return tuple(
        Muscle(
            key, entry["la"], entry["da"], entry["en"], tuple(entry["feel"]), zones(entry["primary"]), zones(entry["secondary"]),
            entry.get("primary_on_both_sides", False), entry["confidence"], entry.get("ask_first"),
        )
        for key, entry in content["muscles"].items()
    )  # fmt: skip


@lru_cache(maxsize=512)
def on_side(stems: tuple[str, ...], letters: str) -> tuple[str, ...]:
    """Stems → codes on a side (or on both); a place on the midline stays there."""
    codes = (stem if stem.endswith(".M") else f"{stem}.{letter}" for stem in stems for letter in letters)
    return tuple(dict.fromkeys(codes))


def muscle_hints(marked: Mapping[str, float] | Collection[str], book: Book, limit: int = 6) -> tuple[Hint, ...]:
    """Muscles whose pattern holds the marked zones, best first; zones with more pain weigh more."""
    weights = {code: max(pain, 0.5) for code, pain in marked.items()} if isinstance(marked, Mapping) else dict.fromkeys(marked, 1.0)
    weights = {code: weight for code, weight in weights.items() if code in ZONES}
    found = [hint for muscle in read_muscles(book) for letter in "LR" if (hint := _hint(muscle, letter, weights)).fit > 0]
    return tuple(sorted(found, key=lambda hint: (-hint.fit, hint.muscle.key, hint.side))[:limit])


def _hint(muscle: Muscle, letter: str, weights: Mapping[str, float]) -> Hint:
    feel = on_side(muscle.feel, letter)
    primary = on_side(muscle.primary, "LR" if muscle.primary_on_both_sides else letter)
    secondary = tuple(code for code in on_side(muscle.secondary, letter) if code not in primary)
    worth = dict.fromkeys(feel, FELT) | dict.fromkeys(secondary, SECONDARY) | dict.fromkeys(primary, 1.0)
    explained = tuple(code for code in weights if code in worth)
    gained = sum(weights[code] * worth[code] for code in explained)
    # A pattern that covers half the body explains everything and says nothing: divide by its size too.
    scale = sqrt(sum(weights.values()) * sum(worth.values()) * max(weights.values(), default=1))
    fit = TRUST[muscle.confidence] * gained / scale if scale else 0.0
    return Hint(muscle, SIDE_OF[letter], feel, primary, secondary, explained, min(1.0, fit))


def hint_in_words(hint: Hint, book: Book, language: str) -> tuple[str, ...]:
    """What the therapist reads: the careful sentence, where to feel, how known the pattern is, what to ask first."""
    content = book.file("muscles")
    side = SHORT_SIDE_WORDS[language][hint.side]
    places = ", ".join(ZONES[code].label(language) for code in hint.feel)
    lines = [
        content["hint"][language].format(muscle=f"{named(hint.muscle, language)}, {side}"),
        content["feel"][language].format(places=f"{places} ({side})"),
        content["certainties"][hint.muscle.confidence][language].capitalize() + ".",
    ]
    if hint.muscle.ask_first:
        lines.append(content["ask_first"][hint.muscle.ask_first][language])
    return tuple(lines)


def named(muscle: Muscle, language: str) -> str:
    """The name within a sentence, with the Latin one behind it where that says more: one pair of brackets."""
    name, latin = muscle.name(language), muscle.la.replace(" og ", " and ") if language == "en" else muscle.la
    latin_name = latin.split()[0].casefold()
    if name.casefold() == latin.casefold():
        return latin
    # A name that begins as the Latin one does is a proper name, and keeps its capital.
    if not name.casefold().startswith(latin_name):
        name = name[0].lower() + name[1:]
    return f"{name[:-1]}, {latin})" if name.endswith(")") else f"{name} ({latin})"


def exercises_for(muscle_key: str, book: Book, language: str) -> dict[str, str]:
    """A stretch and a strengthening exercise, and the rules that always stand beside them."""
    content = book.file("exercises")
    own = content["muscles"][muscle_key]
    rules = {name: entry[language] for name, entry in content["rules"].items() if name != "because"}
    return {"stretch": own["stretch"][language], "strengthen": own["strengthen"][language]} | {
        f"rule_{name}": text for name, text in rules.items()
    }
