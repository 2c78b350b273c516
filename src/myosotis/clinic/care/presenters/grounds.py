"""In a few words what an answer was judged by: the names of the cards that made its level."""

from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.care.presenters.judged import LEVELS, LevelWords, reading_words

MOST_NAMED = 3


def grounds_in_short(assessment, without=()) -> str:
    """"tanker om at dø", "svimmelhed efter behandlingen, store mærker"; empty where nothing could be judged or only what came before holds. `without`: cards that are said another way."""
    rules, wanted = wording.load_book().rules, LEVELS.get(assessment.level)
    raised = [found["rule"] for found in assessment.answer.get("findings", ()) if found["outcome"] == "raised" and found.get("level") == wanted and found["rule"] not in without]
    if assessment.level and not assessment.answer:
        # Nothing but its signs of danger could be read.
        symptoms = assessment.checkin.answers.get("symptoms") or {}
        return ", ".join(wording.label("symptoms", name) for name, grade in symptoms.items() if grade)
    # "Faresignal: tanker om at dø": what stands before the colon is said by the reading already.
    names = [rules[name].title[wording.language()].rpartition(": ")[2] for name in raised if name in rules]
    return ", ".join(dict.fromkeys(name[:1].lower() + name[1:] for name in names[:MOST_NAMED]))


def why_it_stands(assessment, without=()) -> str:
    """The reading with its hedge, and what it was judged by: "Faresignal: tanker om at dø"."""
    reading, short = reading_words(assessment), grounds_in_short(assessment, without)
    return f"{reading.rstrip('.')}: {short}" if short else reading


def named(assessment) -> str:
    """An answer in one line: how urgent, when it came, and why."""
    level = LevelWords.for_therapist(assessment.level).words
    return f"{level}, {moments.short(assessment.checkin.received_at)}: {why_it_stands(assessment).rstrip('.')}."
