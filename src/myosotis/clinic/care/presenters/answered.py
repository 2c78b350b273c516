"""What a client answered, as rows of question and answer: nothing that she said is left out, and what was not asked is not there."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.care.presenters.felt import places_in


def say(name: str, **filled) -> str:
    return wording.text(f"words/answered.{name}", **filled)


def answers_in_words(answers) -> list[tuple[str, str]]:
    """The rows of one set of answers. What she wrote in her own words is not among them: it stands by itself, first."""
    return [*_pain(answers), *_signs(answers), *_skin_and_painkiller(answers), *_rest(answers)]


def written(answers) -> str:
    """Her own words; empty where she wrote none."""
    return (answers.get("note") or "").strip()


def who_wrote(checkin) -> str:
    """That it is not known who wrote it; empty where her birthday had fitted."""
    return "" if checkin.by_her else say("before_her_birthday")


def _pain(answers) -> Iterator[tuple[str, str]]:
    if (pain := answers.get("pain")) is not None:
        yield _("Pain"), _of_ten(pain)
    if compared := answers.get("compared"):
        yield _("Compared with before"), _choice("compared", compared)
    if (lasted := answers.get("strong_worse_hours")) is not None:
        yield say("much_worse_for"), moments.hours(lasted)
    if qualities := answers.get("qualities"):
        yield _("How it feels"), ", ".join(_quality(quality) for quality in qualities)
    if kind := answers.get("quality_kind"):
        yield say("like_the_old"), _choice("kind_of_pain", kind)
    if sites := places_in(answers):
        at = answers.get("pain_at") or {}
        yield _("Where"), wording.apart(_place(site, at.get(site)) for site in sites)
    if (confirmed := answers.get("sites_confirmed")) is not None:
        yield say("side"), _choice("choice", "yes" if confirmed else "no").lower()


def _signs(answers) -> Iterator[tuple[str, str]]:
    symptoms, doubted = answers.get("symptoms"), answers.get("danger_unsure_of") or []
    if symptoms is not None:
        felt = [sign(name, grade) for name, grade in symptoms.items() if grade]
        unknown = [name for name, grade in symptoms.items() if grade is None]
        if felt:
            yield _("Signs"), ", ".join(felt)
        elif unknown and doubted:
            yield _("Signs"), say("no_other" if set(unknown) <= _signs_of(doubted) else "no_other_said")
        elif unknown:
            yield _("Signs"), say("not_asked" if len(unknown) == len(symptoms) else "none_of_the_danger_signs")
        else:
            yield _("Signs"), _choice("choice", "none_of_these").lower()
    if doubted:
        yield say("danger_unsure"), " ".join(wording.text(f"questions/red_flags.{line}") for line in doubted)
    elif (doubt := answers.get("danger_unsure")) not in (None, "none"):
        yield say("danger_unsure"), _choice("danger_unsure", doubt)
    if ongoing := answers.get("ongoing"):
        yield say("still_there"), ", ".join(wording.label("symptoms", name) for name in ongoing)
    if side := answers.get("limb_side"):
        yield say("limb_side"), _choice("limb_side", side)


def _skin_and_painkiller(answers) -> Iterator[tuple[str, str]]:
    if (sore := answers.get("soreness")) is not None:
        yield say("soreness"), _of_ten(sore)
    if bruise := answers.get("bruise"):
        yield _("Marks on the skin"), _choice("bruise", bruise)
    if (spreading := answers.get("mark_spreading")) is not None:
        yield say("marks_grow"), _choice("choice", "yes" if spreading else "no").lower()
    elif answers.get("mark_growth_unsure"):
        yield say("marks_grow"), _choice("choice", "unsure").lower()
    if (taken := answers.get("painkiller_hours")) is not None:
        yield _("Painkiller"), _("taken %(hours)s ago") % {"hours": moments.hours(taken)}
    elif answers.get("painkiller") == "no":
        yield _("Painkiller"), _("none in the last 6 hours")
    elif answers.get("painkiller"):
        yield _("Painkiller"), say("not_sure")


def _rest(answers) -> Iterator[tuple[str, str]]:
    if done := answers.get("since_last"):
        yield say("since_last"), ", ".join(_choice("since_last", each) for each in done)


def _signs_of(lines) -> set[str]:
    asked = wording.load_book().file("questions/red_flags")
    return {sign for line in lines for sign in asked[line]["signs"]}


def sign(name, grade) -> str:
    """hovedpine (let); a sign that is only there or not has no grade."""
    graded = wording.load_book().words("symptoms").get(name, {}).get("graded")
    words = wording.label("symptoms", name)
    return f"{words} ({wording.label('grades', str(grade))})" if graded else words


def _quality(name) -> str:
    """A word that the book does not know is said to be one, and not shown: it may be of any language."""
    known = name in wording.load_book().words("qualities")
    return wording.label("qualities", name) if known else say("unknown_word")


def _choice(group, name) -> str:
    """The book's words for an answer; a word the book does not know is shown as it came."""
    entry = wording.load_book().words("answers")[group].get(name)
    return entry[wording.language()] if entry else str(name)


def _place(site, pain) -> str:
    return wording.site(site) if pain is None else say("place_with_pain", place=wording.site(site), pain=pain)


def _of_ten(number) -> str:
    return _("%(pain)s of 10") % {"pain": number}
