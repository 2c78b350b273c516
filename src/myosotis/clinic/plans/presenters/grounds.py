"""Why: the sentence of each raised card, its statements, and whether they are the source's or our reading."""

from dataclasses import dataclass

from myosotis.clinic.care.presenters import wording
from myosotis.clinic.care.presenters.judged import reading_words
from myosotis.clinic.plans.presenters.measured import SCORES, gain_of, label_of, least_that_counts
from myosotis.clinic.plans.presenters.say import number, say
from myosotis.clinic.plans.situation import own_views
from myosotis.judge.wording import say_value
from myosotis.terms import Level, Reading, Scope

FELT_WORSE = ("worse", "much_worse")


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
    """One sentence, and what it rests on: statements with their text, and whose reading it is where it is not the source's."""

    text: str
    statements: tuple = ()
    tag: str = ""


def grounds(now, *what) -> list[Ground]:
    """The sentences behind these claims of a review, each once, with what they rest on. Only what was measured, asked or said."""
    lang, book, found = wording.language(), now.book, {}
    for claim in now.review.claims:
        if claim.what in what and claim.rule not in found:
            rule = book.rules[claim.rule]
            values = claim.values | ({"reaction": reaction_words(now.last)} if claim.values.get("reaction") else {})
            said = SAID_BY_THE_FACTS.get(claim.rule, lambda _now: "")(now)
            said = said or (rule.why or rule.title)[lang].format_map(Filled(values, book, lang))
            found[claim.rule] = ground(said, claim.because, str(rule.grounds.tag or ""))
    return list(found.values())


def ground(said, because=(), tag="") -> Ground:
    # D is the source's own word and needs no mark.
    meaning = "" if tag in ("", "D") else wording.load_book().words("certainties")["tags"][tag][wording.language()]
    return Ground(wording.first_letter(said), tuple(statements(because)), meaning)


def reaction_words(given) -> str:
    """The reading of a treatment with its hedge; a person's own judgement says that it is one. What could not be judged is not known to
    be undecided either.
    """
    is_early = given.worst is None or given.worst.level == Level.self_care
    if given.reaction == Reading.undetermined and is_early and any(not a.could_be_judged and not own_views(a) for a in given.judged):
        return say("not_judged")
    if given.worst is not None:
        return _small(reading_words(given.worst))
    words = _small(wording.text(f"words/readings.{given.reaction.value}.therapist.label"))
    judged = {view.reading for a in given.judged for view in own_views(a)}
    return say("own.as_said", reading=words) if given.reaction in judged else words


def _small(words) -> str:
    return words[:1].lower() + words[1:]


def _what_is_worse(now) -> str:
    """Only that of pain, function and her own word which is so."""
    fall, function, limits = now.review.pain_fall, gain_of(now, "function"), now.limits
    found = []
    if fall is not None and -fall >= limits["worse_rise"]:
        found.append(say("worse_because.pain", points=number(-fall)))
    if function is not None and -function >= min(limits["function_loss"], limits["sharp_function_loss"]):
        found.append(say("worse_because.function", points=number(-function)))
    if now.felt in FELT_WORSE:
        found.append(say("worse_because.felt"))
    return " ".join(found)


def _what_is_better(now) -> str:
    """The scores beside pain that are noticeably better."""
    better = [name for name in SCORES if name != "pain" and (gain_of(now, name) or 0) >= least_that_counts(now, name)]
    return say("better_measured", names=", ".join(_small(label_of(name)) for name in better)) if better else ""


# The cards that speak of one of several things, and what is so of this client.
SAID_BY_THE_FACTS = {"worse": _what_is_worse, "used_function": _what_is_better}


def statements(ids) -> list[tuple[str, str]]:
    """Each statement in the language of the page; a therapist reads the source's own words."""
    lang, found = wording.language(), []
    for name in dict.fromkeys(ids):
        entry = wording.load_book().statements[name]
        found.append((name, entry.get("therapist", entry)[lang]))
    return found
