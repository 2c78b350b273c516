"""Why, for a therapist: what was found with its values, said of the client; the sentences to her stand with what she was told."""

from myosotis.judge.wording import fact_label, say_hours, say_value, values_said
from myosotis.terms import Scope


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
    known = ((name, value) for name, value in values.items() if value not in (None, False))
    said = [
        fact_name(name, book, language) if value is True else f"{fact_name(name, book, language)} {say_value(name, value, book, language)}"
        for name, value in known
    ]
    title = book.rules[found.rule].title[language]
    return f"{title} ({', '.join(said)})." if said else f"{title}."


def fact_name(name, book, language) -> str:
    measure = book.measures[Scope.checkin].get(name)
    return measure.title[language] if measure else fact_label(name, book, language)
