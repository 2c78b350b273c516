"""How a value is said: 30 → "30 timer", grade 2 → "tydelig", a fact's name → what a person calls it."""

from collections.abc import Mapping

from myosotis.course import Course, Felt, felt_at
from myosotis.course.facts import FACTS
from myosotis.knowledge.model import Book
from myosotis.language import nodes as n
from myosotis.terms import Scope, Unit


def say_number(value: float, language: str) -> str:
    text = f"{round(value, 1):g}"
    return text.replace(".", ",") if language == "da" else text


def say_hours(value: float, book: Book, language: str) -> str:
    # Nobody counts the minutes of a second day.
    value = round(value) if value >= 3 else round(value, 1)
    unit = "hour" if value == 1 else "hours"
    return f"{say_number(value, language)} {book.text(f'advice/explanation.units.{unit}', language)}"


def say_value(name: str, value, book: Book, language: str, scope: Scope = Scope.checkin) -> str:
    """The value of a fact or measure in words of the language."""
    if value is None:
        return book.text("words/answers.choice.unsure", language).lower()
    of_type = type_of(name, book, scope)
    if isinstance(value, bool):
        return book.text(f"words/answers.choice.{'yes' if value else 'no'}", language).lower()
    if of_type is not None and of_type.unit == Unit.hours:
        return say_hours(value, book, language)
    if of_type is not None and of_type.unit == Unit.grade:
        return book.text(f"words/grades.{value:g}", language)
    if isinstance(value, str):
        return say_word(value, book, language)
    return say_number(value, language)


def say_felt(felt: Felt, book: Book, language: str) -> str:
    """3 (et andet sted 4): each number with its place; a number for other places only says so."""
    if felt.elsewhere is None:
        return str(felt.here)
    if felt.here is None:
        return book.text("words/answered.pain_elsewhere", language).format(pain=felt.elsewhere)
    return book.text("words/answered.pain_here_and_elsewhere", language).format(pain=felt.here, elsewhere=felt.elsewhere)


def values_said(values: Mapping, course: Course, hours: float, book: Book, language: str) -> dict[str, object]:
    """The values of a finding as they are said: where the pain now stands beside the pain before, with its place."""
    checkin = next(c for c in course.checkins if c.hours == hours)
    if not {"pain", "baseline_pain"} <= values.keys() or course.baseline is None:
        return dict(values)
    before = {place.site for place in course.baseline.sites or ()}
    felt = felt_at(checkin.pain, checkin.pain_at or {}, checkin.sites or (), before)
    if felt.elsewhere is None or not {"pain_elsewhere", "pain_here_and_elsewhere"} <= book.words("answered").keys():
        # A book of before has no words for two numbers; what it judged is explained with the one it knew.
        return dict(values)
    return {**values, "pain": say_felt(felt, book, language)}


def type_of(name: str, book: Book, scope: Scope):
    if name in FACTS[scope]:
        return FACTS[scope][name].type
    card = book.measures[scope].get(name)
    return card.measure.type if card else None


_WORD_FILES = (
    "answers.compared",
    "answers.bruise",
    "answers.kind_of_pain",
    "answers.progress",
    "kinds",
    "answers.limb_side",
    "answers.felt_progress",
    "answers.danger_unsure",
)


def say_word(word: str, book: Book, language: str) -> str:
    for place in _WORD_FILES:
        file, _, group = place.partition(".")
        words = book.words(file)
        words = words.get(group, {}) if group else words
        if isinstance(words.get(word), Mapping) and language in words[word]:
            return words[word][language]
    readings = book.words("readings")
    if word in readings:
        return readings[word]["therapist"]["label"][language]
    return word


def label(node: n.Node, book: Book, language: str, scope: Scope = Scope.checkin) -> str:
    """What a person calls a fact, a measure, a limit or a word of an answer."""
    match node:
        case n.Word(value):
            return say_word(value, book, language)
        case n.Limit(name, value, unit):
            text = say_hours(value, book, language) if unit == Unit.hours else say_number(value, language)
            return f"{text} ({book.limits[name].title[language]})"
        case n.Measure(name):
            return book.measures[scope][name].title[language]
    return fact_label(node.name, book, language)


def fact_label(name: str, book: Book, language: str) -> str:
    symptoms, qualities, conditions = book.words("symptoms"), book.words("qualities"), book.words("conditions")
    facts = book.words("facts")
    if name in facts:
        return facts[name][language]
    if name in symptoms:
        return symptoms[name][language]
    for prefix, words in (
        ("feels_", qualities), ("felt_", qualities), ("has_", conditions), ("baseline_", symptoms),
        ("ongoing_", symptoms), ("flag_", symptoms), ("notices_", symptoms), ("cause_", book.words("causes")),
    ):  # fmt: skip
        rest = name.removeprefix(prefix)
        if rest != name and rest in words:
            return facts[prefix][language].format(words[rest][language])
    return name
