"""Why: the sentence of each raised card, its statements, and whether they are the source's or our reading."""

from dataclasses import dataclass

from myosotis.clinic.care.presenters import wording
from myosotis.judge.wording import say_value
from myosotis.terms import Scope


class Filled(dict):
    """The places of a sentence, filled from the values that a card was raised on."""

    def __init__(self, values, book, lang):
        super().__init__()
        self.known, self.book, self.lang = values, book, lang

    def __missing__(self, name):
        value = self.known.get(name)
        # Per cent of a number from 0 to 10 has no decimals to give.
        if name.endswith("percent") and value is not None:
            value = round(value)
        return say_value(name, value, self.book, self.lang, Scope.complaint)


@dataclass(frozen=True)
class Ground:
    text: str
    because: tuple[str, ...]
    tag: str


def grounds(review, book, *what) -> list[Ground]:
    """The sentences behind these claims of a review, each once, with what they rest on."""
    lang, found = wording.language(), {}
    for claim in review.claims:
        if claim.what in what and claim.rule not in found:
            rule = book.rules[claim.rule]
            said = (rule.why or rule.title)[lang].format_map(Filled(claim.values, book, lang))
            tag = rule.grounds.tag
            # D is the source's own word and needs no mark.
            found[claim.rule] = Ground(
                wording.first_letter(said), claim.because, "" if tag in (None, "D") else str(tag)
            )
    return list(found.values())


def statements(ids, book) -> list[tuple[str, str]]:
    """Each statement in the language of the page; a therapist reads the source's own words."""
    lang, found = wording.language(), []
    for name in dict.fromkeys(ids):
        entry = book.statements[name]
        found.append((name, entry.get("therapist", entry)[lang]))
    return found
