"""One answer for a paper: when it came, what was said, how it was read, what the client was told, and what was done about it."""

from myosotis.clinic.care.actions.standing import counts
from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.care.presenters.answered import answers_in_words, who_wrote, written
from myosotis.clinic.care.presenters.checkin import corrected_in_words
from myosotis.clinic.care.presenters.felt import felt, felt_in_words
from myosotis.clinic.care.presenters.flags import flag_sentences
from myosotis.clinic.care.presenters.grounds import why_it_stands
from myosotis.clinic.care.presenters.judged import LEVELS, LevelWords, reading_words
from myosotis.clinic.plans.presenters.own_view import said_in_words
from myosotis.clinic.plans.situation import in_step, own_views
from myosotis.terms import Level, Reading

PAGE = "advice/letters"
# Readings that whoever reads the paper should see first, the machine's or a person's.
ENDED = (".”", "!”", "?”")
BAD = (Reading.negative_reaction, Reading.red_flag)


def say(name: str, **filled) -> str:
    return wording.text(f"{PAGE}.{name}", **filled)


def sentences(*parts) -> str:
    """Those that are not empty, each with one full stop."""
    said = [part.strip() for part in parts if part and part.strip()]
    return " ".join(part if part[-1] in ".!?" or part[-2:] in ENDED else f"{part}." for part in said)


def is_first(judged) -> bool:
    """It belongs to what matters most: nobody could judge it, it asked for somebody the same day, it was read as a bad reaction, or
    it holds her own words that nobody has read. Not one that she took back, unless it told of danger.
    """
    if not counts(judged):
        return False
    if written(judged.checkin.answers) and not judged.acknowledgements.all():
        return True
    if judged.level is None or judged.level >= Level.therapist_today:
        return True
    if any(view.reading in BAD for view in own_views(judged)):
        return True
    return bool(judged.reading) and in_step(Reading(judged.reading), judged.level) in BAD


def level_words(number) -> str:
    """Niveau 3 af 5: Svar klienten i dag"""
    words = LevelWords.for_therapist(number).words
    return words if number is None else say("level_of", number=number, words=words)


def first_line(treatment, number, checkin, judged, *, short=False) -> str:
    """What a reader in a hurry needs of it: which treatment, how urgent, which signs, and what came of it. `short`: without what
    she was told.
    """
    symptoms = checkin.answers.get("symptoms") or {}
    signs = ", ".join(answer for _question, answer in answers_in_words({"symptoms": symptoms})) if any(symptoms.values()) else ""
    moment = moments.short if short else moments.day_and_time
    when = say("first_when", when=wording.first_letter(moment(checkin.received_at)), hours=moments.hours(checkin.hours), number=number)
    return sentences(
        f"{when}: {level_words(judged.level) if judged.level else say('read_them')}",
        why_it_stands(judged) if judged.reading else "",
        say("signs", signs=signs) if signs else "",
        pain_words(treatment, checkin),
        *flag_sentences(treatment),
        "" if short else told_words(checkin, judged),
        corrected_in_words(checkin),
        who_wrote(checkin),
        wrote_words(checkin.answers),
        *(done_words(judged) or [say("not_closed" if (judged.level or 0) >= Level.doctor_today else "not_seen")]),
    )


def pain_words(treatment, checkin) -> str:
    before = getattr(treatment, "baseline", None)
    if before is None or before.pain is None or checkin.answers.get("pain") is None:
        return ""
    return say("pain", before=before.pain, now=felt_in_words(felt(checkin.answers, before)))


def told_words(checkin, judged) -> str:
    """In quotation marks as it stood for her; in another language with the level in that of the paper. And when she was to ring a doctor."""
    headline = judged.told.get("headline", "").rstrip(".")
    if not headline:
        return ""
    lang = wording.language()
    if checkin.language == lang or judged.level is None:
        told = say("told", told=headline)
    else:
        meant = wording.text(f"words/levels.{LEVELS[judged.level]}.client.label")
        told = say("told_in", language=say(f"language_{checkin.language}"), told=headline, meant=meant)
    until = say("told_to_call", time=moments.day_and_time(judged.waits_until)) if judged.waits_until else ""
    return f"{told}{until}"


def done_words(judged) -> list[str]:
    """Who has seen it, when, with the note and with a judgement of her own beside the machine's; each time somebody did."""
    found = []
    for seen in judged.acknowledgements.all():
        own = getattr(seen, "own_view", None)
        said = sentences(seen.note, said_in_words(own.reading, own.rests_on) if own else "")
        found.append(say("closed_by" if said else "seen_by", who=seen.by.name, when=moments.short(seen.made_at), note=said))
    return found


def row(checkin) -> dict:
    """The whole of one answer for the list below its treatment."""
    judged = list(checkin.assessments.all())
    last = judged[-1] if judged else None
    said = "; ".join(f"{question.lower()}: {answer}" for question, answer in answers_in_words(checkin.answers))
    return {
        "when": say("after", hours=moments.hours(checkin.hours), when=moments.short(checkin.received_at)),
        "wrote": sentences(corrected_in_words(checkin), who_wrote(checkin), wrote_words(checkin.answers)),
        "said": sentences(said, *(_judged(checkin, last) if last else ())),
    }


def _judged(checkin, last) -> list[str]:
    return [level_words(last.level), reading_words(last), told_words(checkin, last), *done_words(last)]


def wrote_words(answers) -> str:
    """What she wrote herself, in quotation marks; empty where she wrote nothing."""
    words = written(answers)
    return f"{wording.text('words/answered.wrote')}: “{words}”" if words else ""
