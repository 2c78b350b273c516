"""Why, for a therapist: what was found with its values, said of the client; the sentences to her stand with what she was told."""

from myosotis.judge.wording import fact_label, say_hours, say_value, type_of, values_said
from myosotis.terms import Scope, Unit

# A measure → the answers that it is reckoned from.
FOLLOWS = {"rise": {"pain", "baseline_pain"}}
COUNTED = "counted_"


def held_since(answer, book, language) -> list[str]:
    """That an earlier answer holds the level; nothing where this one made it."""
    since = answer.latched_since_hours
    if since is None or since >= answer.hours:
        return []
    return [book.text("advice/explanation.reached_earlier", language).format(since=say_hours(since, book, language))]


def why_for_therapist(answer, course, book, language) -> list[str]:
    """Each card that was raised, with the values it was raised on: what the client answered, said of her and not to her."""
    return [_with_values(found, values_said(found.values, course, answer.hours, book, language), book, language) for found in answer.raised if found.rule in book.rules]


def _with_values(found, values, book, language) -> str:
    rule = book.rules[found.rule]
    title = rule.title[language]
    # As the card names them: a database need not keep the order of what is kept by name.
    named = {name: place for place, name in enumerate([*rule.mentions, *(part.name for part in rule.named)][::-1])}
    said = [
        _said(name, value, book, language)
        for name, value in sorted(values.items(), key=lambda item: -named.get(item[0], -1))
        if value not in (None, False) and not _is_said_by_another(name, values)
    ]
    # A card is no reason for itself.
    said = [one for one in said if one.casefold() != title.casefold()]
    return f"{title} ({', '.join(said)})." if said else f"{title}."


def _is_said_by_another(name, values) -> bool:
    """What follows from two numbers that stand beside it, or is the sign itself counted."""
    return name in FOLLOWS and FOLLOWS[name] <= set(values) or values.get(name.removeprefix(COUNTED)) is not None and name.startswith(COUNTED)


def _said(name, value, book, language) -> str:
    called, of_type = fact_name(name, book, language), type_of(name, book, Scope.checkin)
    if value is True:
        return called
    if of_type is not None and of_type.unit == Unit.hours:
        # "timer siden behandlingen": the unit is said with the number.
        return f"{say_hours(value, book, language)} {called.partition(' ')[2]}"
    is_word = isinstance(value, str) and not value[:1].isdigit()
    joined = ": " if is_word or (of_type is not None and of_type.unit == Unit.grade) else " "
    return f"{called}{joined}{say_value(name, value, book, language)}"


def fact_name(name, book, language) -> str:
    measure = book.measures[Scope.checkin].get(name)
    return measure.title[language] if measure else fact_label(name, book, language)
