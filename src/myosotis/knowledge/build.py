"""Plain values → limits, measures and rules with their sentences read and every name, unit and id checked."""

from collections.abc import Mapping
from difflib import get_close_matches
from itertools import product
from string import Formatter

from myosotis.course.facts import CLOCKS, FACTS
from myosotis.knowledge.faults import Faults
from myosotis.knowledge.model import (
    ALWAYS,
    Book,
    Example,
    Grounds,
    KnowledgeError,
    LimitCard,
    MeasureCard,
    Rule,
    Step,
    Text,
)
from myosotis.language.nodes import YES_NO, Both, LanguageError, Limit, Measure, Not
from myosotis.language.read import read
from myosotis.terms import Certainty, Level, Outcome, Reading, Scope, Tag, Unit

_RULE_KEYS = {
    "title", "why", "over", "because", "tag", "each", "when", "unless", "judge_after", "then", "examples", "question",
    "variant", "names", "author", "checked_by", "review_by", "status", "note",
}  # fmt: skip
_THEN_KEYS = {"if", "reading", "level", "certainty"}
CLAIMS = {
    "progress": ("improving", "no_progress", "worse", "too_early"),
    "consider_alternatives": (True,),
    "next_dose": ("same", "gentler", "gentler_shorter_fewer", "pause_and_refer"),
    "lever": ("shorter", "lighter", "wider_spacing", "several_mild"),
    "consistent_with_myoses": ("True", "False", "unclear"),
    "seek": ("self_care", "physiotherapist", "doctor", "emergency"),
    "likely_cause": ("overuse", "sedentary", "stress", "posture", "trauma"),
    "review_due": (True,),
    "rule_used": ("felt", "two_points", "one_point_from_low", "thirty_percent", "function", "other_effects"),
    "change": ("beyond_noise", "within_noise", "rules_disagree"),
}


def build(raw: Mapping, overrides: Mapping[str, float], version: str, faults: Faults | None = None) -> Book:
    """One Book of raw files. Raises KnowledgeError at the first card that cannot be used, unless `faults` notes them all."""
    faults = faults or Faults()
    statements = _statements(raw)
    limits = _limits(raw, overrides, statements, faults)
    measures = {scope: {} for scope in Scope}
    names = {scope: {**FACTS[scope], **{n: card.limit for n, card in limits.items()}} for scope in Scope}
    _Measures(raw, statements, measures, names, faults).read_all()
    rules: dict[str, Rule] = {}
    for file, card in raw.items():
        if not file.startswith("rules/"):
            continue
        with faults.of(file, _stem(file)):
            for rule in _rules(file, card, statements, limits, names):
                if rule.name in rules:
                    raise KnowledgeError(f"{file}: a rule is already called {rule.name!r}, in {rules[rule.name].file}")
                rules[rule.name] = rule
    for rule in rules.values():
        for other in rule.names:
            if other not in rules:
                with faults.of(rule.file):
                    raise KnowledgeError(f"{rule.file}: in 'names': {_unknown('rule', other, rules)}")
    return Book(version, raw, overrides, limits, measures, rules, statements)


def _unknown(what: str, name: str, among) -> str:
    close = get_close_matches(str(name), [str(key) for key in among], n=1)
    return f"no {what} is called {name!r}" + (f"; did you mean {close[0]!r}?" if close else "")


def _statements(raw: Mapping) -> dict[str, Mapping]:
    found: dict[str, Mapping] = {}
    for file, content in raw.items():
        if file.startswith("statements/"):
            if content is not None and not isinstance(content, Mapping):
                raise KnowledgeError(f"{file}: holds no statements; write them as B-01: {{…}}")
            found |= content or {}
    return found


def _grounds(file: str, card: Mapping, statements: Mapping) -> Grounds:
    because = card.get("because") or []
    because = [because] if isinstance(because, str) else because
    for identity in because:
        if identity not in statements:
            raise KnowledgeError(f"{file}: in 'because': {_unknown('statement', identity, statements)}")
    tag = card.get("tag")
    if tag is not None and tag not in list(Tag):
        raise KnowledgeError(f"{file}: in 'tag': {tag!r} is none; write D, R or X")
    if not because and tag is None:
        raise KnowledgeError(f"{file}: rests on nothing; give 'because' with statement ids, or 'tag: R' or 'tag: X'")
    return Grounds(tuple(because), Tag(tag) if tag else None)


def _text(file: str, place: str, value) -> Text:
    if not isinstance(value, Mapping) or not value.get("da") or not value.get("en"):
        raise KnowledgeError(f"{file}: in '{place}': give both languages, {{da: …, en: …}}")
    return Text(value["da"], value["en"])


def _limits(raw: Mapping, overrides: Mapping[str, float], statements: Mapping, faults: Faults) -> dict[str, LimitCard]:
    found = {}
    # A whole file that is no list of cards is told alone: every card that names one of its would be told of too.
    with Faults().of("limits.yaml"):
        listed = dict(raw.get("limits.yaml") or {})
    for name, card in listed.items():
        file = f"limits.yaml: {name}"
        with faults.of(file, name):
            found[name] = _limit(file, name, card, overrides, statements)
    for name in overrides:
        if name not in listed:
            with faults.of("settings"):
                raise KnowledgeError(f"settings: {_unknown('limit', name, found)}")
    return found


def _limit(file: str, name: str, card: Mapping, overrides: Mapping[str, float], statements: Mapping) -> LimitCard:
    try:
        unit = Unit(card["unit"])
        (side, bound), *more = card["safe"].items()
        value = overrides.get(name, card["value"])
    except (KeyError, ValueError, AttributeError, TypeError) as error:
        raise KnowledgeError(
            f"{file}: needs value, unit and safe, as 'safe: {{at most: 48}}' ({error}); units are {', '.join(Unit)}"
        ) from None
    if side not in ("at most", "at least") or more:
        raise KnowledgeError(f"{file}: in 'safe': write 'at most' or 'at least', once")
    for number in (value, card["value"], bound):
        if isinstance(number, bool) or not isinstance(number, (int, float)):
            raise KnowledgeError(f"{file}: {number!r} is no number; write one, such as 48")
    if (side == "at most" and value > bound) or (side == "at least" and value < bound):
        raise KnowledgeError(f"{file}: {value:g} is looser than is safe; it must be {side} {bound:g}")
    if name in overrides and ((side == "at most") == (value > card["value"])) and value != card["value"]:
        raise KnowledgeError(f"{file}: {value:g} is looser than the book's {card['value']:g}; only stricter is taken")
    return LimitCard(Limit(name, value, unit), _text(file, "da, en", card), _grounds(file, card, statements), side, bound)


class _Measures:
    """Measures may use each other in any order; each is read once, and a circle is refused by name."""

    def __init__(self, raw, statements, measures, names, faults):
        self.statements, self.measures, self.names, self.faults = statements, measures, names, faults
        self.cards: dict[Scope, dict[str, tuple[str, Mapping]]] = {scope: {} for scope in Scope}
        for file, content in raw.items():
            if file.startswith("measures/"):
                with Faults().of(file):
                    self._collect(file, content or {})
        self.under_way: list[str] = []

    def _collect(self, file: str, content: Mapping):
        try:
            scope = Scope(content.get("over", "checkin"))
        except ValueError:
            raise KnowledgeError(f"{file}: in 'over': write {', '.join(Scope)}") from None
        for name, card in content.items():
            if name == "over":
                continue
            for each_name, each_card in _expanded(name, card):
                place = f"{file}: {each_name}"
                if each_name in self.names[scope] or each_name in self.cards[scope]:
                    raise KnowledgeError(f"{place}: something is already called that")
                self.cards[scope][each_name] = (place, each_card)

    def read_all(self):
        for scope, cards in self.cards.items():
            for name in cards:
                self.under_way.clear()
                with self.faults.of(cards[name][0], name):
                    self._read(scope, name)

    def _read(self, scope: Scope, name: str):
        if name in self.measures[scope]:
            return
        place, card = self.cards[scope][name]
        if name in self.under_way:
            raise KnowledgeError(f"{place}: measures itself, by {' → '.join([*self.under_way, name])}")
        if not isinstance(card, Mapping) or "is" not in card:
            raise KnowledgeError(f"{place}: needs 'is' with a sentence")
        self.under_way.append(name)
        for other in self.cards[scope]:
            if other != name and other not in self.measures[scope] and _mentions(card["is"], other):
                self._read(scope, other)
        self.under_way.pop()
        try:
            body = read(card["is"], self.names[scope], CLOCKS[scope])
        except LanguageError as error:
            raise KnowledgeError(f"{place}: in 'is': {error}") from None
        measure = Measure(name, body)
        self.measures[scope][name] = MeasureCard(
            measure, scope, _text(place, "da, en", card), _grounds(place, card, self.statements), place.split(":")[0]
        )
        self.names[scope][name] = measure


def _mentions(sentence, name: str) -> bool:
    text = f" {sentence} "
    at = text.find(name)
    while at >= 0:
        before, after = text[at - 1], text[at + len(name)]
        if not (before.isalnum() or before in "_'\"" or after.isalnum() or after in "_'\""):
            return True
        at = text.find(name, at + 1)
    return False


def _expanded(name: str, card):
    """A card with `each: {word: [a, b]}` stands for one card a word, `<word>` replaced everywhere."""
    if not isinstance(card, Mapping) or "each" not in card:
        yield name, card
        return
    keys = list(card["each"])
    for values in product(*(card["each"][key] for key in keys)):
        filled = {k: v for k, v in card.items() if k != "each"}
        each_name = name
        for key, value in zip(keys, values, strict=True):
            words = value if isinstance(value, Mapping) else {"is": value}
            filled = _filled(filled, key, words)
            each_name = each_name.replace(f"<{key}>", str(words["is"]))
        yield each_name, filled


def _filled(value, key: str, words: Mapping):
    if isinstance(value, str):
        for part, text in words.items():
            value = value.replace(f"<{key}>" if part == "is" else f"<{key}.{part}>", str(text))
        return value
    if isinstance(value, Mapping):
        return {_filled(k, key, words): _filled(v, key, words) for k, v in value.items()}
    if isinstance(value, list):
        return [_filled(item, key, words) for item in value]
    return value


def _stem(file: str) -> str:
    return file.rsplit("/", 1)[-1].removesuffix(".yaml")


def _rules(file: str, card, statements, limits, names):
    if not isinstance(card, Mapping):
        raise KnowledgeError(f"{file}: is no card")
    stem = _stem(file)
    for name, each in _expanded(stem if "each" not in card else f"{stem}_<{next(iter(card['each']))}>", card):
        yield _rule(file, name, each, statements, limits, names)


def _rule(file: str, name: str, card: Mapping, statements, limits, names) -> Rule:
    for key in card:
        if key not in _RULE_KEYS:
            raise KnowledgeError(f"{file}: {_unknown('part of a card', key, _RULE_KEYS)}")
    for key in ("title", "when", "then", "examples"):
        if key not in card:
            raise KnowledgeError(f"{file}: needs {key!r}")
    try:
        scope = Scope(card.get("over", "checkin"))
    except ValueError:
        raise KnowledgeError(f"{file}: in 'over': write {', '.join(Scope)}") from None

    def sentence(place: str, text):
        try:
            node = read(text, names[scope], CLOCKS[scope])
        except LanguageError as error:
            raise KnowledgeError(f"{file}: in '{place}': {error}") from None
        if node.type != YES_NO:
            raise KnowledgeError(f"{file}: in '{place}': {text!r} is no yes/no sentence but {node.type}")
        return node

    when = sentence("when", card["when"])
    steps = _steps(file, card["then"], scope, sentence)
    highest = max((step.level for step in steps if step.level), default=None)
    if "unless" in card:
        if highest and highest >= Level.doctor_today:
            raise KnowledgeError(f"{file}: in 'unless': a card of level 4–5 has none; nothing may talk a danger down")
        when = Both((when, Not(sentence("unless", card["unless"]))))
    question = card.get("question")
    after = card.get("judge_after")
    if isinstance(after, str):
        if after not in limits:
            raise KnowledgeError(f"{file}: in 'judge_after': {_unknown('limit', after, limits)}")
        if limits[after].limit.unit != CLOCKS[scope]:
            raise KnowledgeError(f"{file}: in 'judge_after': {after} is no number of {CLOCKS[scope]}")
        after = limits[after].limit.value
    elif after is not None and not isinstance(after, (int, float)):
        raise KnowledgeError(f"{file}: in 'judge_after': {after!r} is no limit; write the name of one")
    return Rule(
        name=name,
        scope=scope,
        group=file.split("/")[1] if file.count("/") > 1 else "",
        title=_text(file, "title", card["title"]),
        why=_text(file, "why", card["why"]) if "why" in card else None,
        grounds=_grounds(file, card, statements),
        when=when,
        judge_after=after,
        steps=steps,
        examples=_examples(file, card["examples"]),
        question=question,
        variant=card.get("variant"),
        names=tuple(card.get("names") or ()),
        mentions=_mentioned(file, card.get("why"), names[scope]),
        author=card.get("author", "Myosotis"),
        checked_by=card.get("checked_by") or "",
        review_by=str(card.get("review_by", "2027-06-01")),
        status=card.get("status", "draft"),
        file=file,
    )


def _mentioned(file: str, why, names: Mapping) -> tuple[str, ...]:
    """The facts and measures whose values a `why` quotes, such as {pain}."""
    found: dict[str, None] = {}
    for text in (why or {}).values():
        for _, field, _, _ in Formatter().parse(str(text)):
            if field is not None:
                if field not in names:
                    raise KnowledgeError(f"{file}: in 'why': {_unknown('fact or measure', field, names)}")
                found[field] = None
    return tuple(found)


def _steps(file: str, then, scope: Scope, sentence) -> tuple[Step, ...]:
    listed = then if isinstance(then, list) else [then]
    steps = []
    for i, step in enumerate(listed):
        place = f"then[{i}]" if len(listed) > 1 else "then"
        if not isinstance(step, Mapping):
            raise KnowledgeError(f"{file}: in '{place}': give what the rule claims")
        last = i == len(listed) - 1
        if last == ("if" in step):
            raise KnowledgeError(f"{file}: in '{place}': every step but the last has 'if', and the last has none")
        when = sentence(f"{place}.if", step["if"]) if "if" in step else ALWAYS
        try:
            if scope == Scope.checkin:
                extra = set(step) - _THEN_KEYS
                if extra:
                    raise KnowledgeError(f"{file}: in '{place}': {_unknown('claim', extra.pop(), _THEN_KEYS)}")
                certainty = Certainty(step["certainty"]) if step.get("certainty") else None
                steps.append(Step(when, Reading(step["reading"]), Level[step["level"]], certainty))
            else:
                steps.append(Step(when, claims=_claims(file, place, step)))
        except (KeyError, ValueError) as error:
            if isinstance(error, KnowledgeError):
                raise
            raise KnowledgeError(
                f"{file}: in '{place}': {error} is not known; readings are {', '.join(Reading)}; "
                f"levels are {', '.join(level.name for level in Level)}"
            ) from None
    return tuple(steps)


def _claims(file: str, place: str, step: Mapping) -> dict[str, object]:
    claims = {key: value for key, value in step.items() if key != "if"}
    for key, value in claims.items():
        if key not in CLAIMS:
            raise KnowledgeError(f"{file}: in '{place}': {_unknown('claim', key, CLAIMS)}")
        for one in value if isinstance(value, list) else [value]:
            if one not in CLAIMS[key]:
                raise KnowledgeError(f"{file}: in '{place}': {key} is one of {', '.join(map(str, CLAIMS[key]))}")
    return claims


def _examples(file: str, examples) -> tuple[Example, ...]:
    found = []
    for i, raw in enumerate(examples or []):
        try:
            given = {k: v for k, v in raw.items() if k not in ("name", "expect", "reading", "level", "claims")}
            found.append(
                Example(
                    raw["name"],
                    Outcome(raw["expect"]),
                    given,
                    Reading(raw["reading"]) if raw.get("reading") else None,
                    Level[raw["level"]] if raw.get("level") else None,
                    raw.get("claims"),
                )
            )
        except (KeyError, ValueError, AttributeError) as error:
            raise KnowledgeError(
                f"{file}: examples[{i}]: needs name and expect (raised, silent or unsure): {error}"
            ) from None
    shown = {example.expect for example in found}
    for outcome in Outcome:
        if outcome not in shown:
            raise KnowledgeError(f"{file}: no example where the rule is {outcome}; every card shows all three")
    return tuple(found)
