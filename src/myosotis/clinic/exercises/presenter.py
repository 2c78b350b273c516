"""An exercise in words: what it is, who chose it and when, what always stands beside it, and how it went."""

from dataclasses import dataclass

from myosotis.body.zones import ZONES, site_of
from myosotis.clinic.care.presenters import moments, wording
from myosotis.knowledge import load_book
from myosotis.knowledge.muscles import exercises_for, named, read_muscles

PAGE = "advice/exercises_page"


def say(name: str, **filled) -> str:
    return wording.text(f"{PAGE}.{name}", **filled)


def texts() -> dict[str, str]:
    return wording.texts(PAGE)


def muscle_choices(region: str) -> list:
    """The muscles of the library by their names, those of the region of her complaint first, in two groups for a therapist."""
    known = load_book().file("exercises")["muscles"]
    lang = wording.language()
    here, elsewhere = [], []
    for muscle in read_muscles(load_book()):
        if muscle.key in known:
            choice = (muscle.key, wording.first_letter(named(muscle, lang)))
            (here if region in regions_of(muscle) else elsewhere).append(choice)
    label = next((each.label for each in wording.regions() if each.name == region), "")
    groups = ((label, here), (say("elsewhere"), elsewhere))
    return [(title, sorted(found, key=lambda each: without_article(each[1]))) for title, found in groups if found]


def regions_of(muscle) -> set[str]:
    """Where it is felt, as regions of the body."""
    return {site_of(code).region for code in ZONES if any(code == stem or code.rpartition(".")[0] == stem for stem in muscle.feel)}


def without_article(name: str) -> str:
    """What a list is sorted by: "Den store brystmuskel" stands among the S."""
    first, _space, rest = name.partition(" ")
    return (rest if first in ("De", "Den", "Det", "The") else name).lower()


def name_of(exercise) -> str:
    """Stræk: øvre del af trapezmusklen"""
    muscle = next((each for each in read_muscles(load_book()) if each.key == exercise.muscle), None)
    return f"{say(exercise.kind)}: {muscle.name(wording.language()) if muscle else exercise.muscle}"


def hurt_more(done) -> str:
    """One line on the client's page until somebody has seen it."""
    return say("hurt_more", when=moments.short(done.made_at), exercise=name_of(done.exercise), before=done.pain_before, after=done.pain_after)


def _seen(done) -> str:
    seen = getattr(done, "seen", None)
    return " " + say("seen_by", who=seen.by.name, when=moments.short(seen.made_at), note=seen.note).strip() if seen else ""


@dataclass(frozen=True)
class Shown:
    """One exercise as client and therapist read it."""

    exercise: object
    title: str
    what: str
    rules: list[str]
    chosen: str
    log: list[str]
    is_worse: bool
    # That her last answer says to wait with it.
    waits: str = ""


def shown(exercise, *, for_therapist=False, waits="") -> Shown:
    said = exercises_for(exercise.muscle, load_book(), wording.language())
    log = list(exercise.done.all())
    return Shown(
        exercise=exercise,
        title=say(exercise.kind),
        what=said[exercise.kind],
        rules=[said[f"rule_{name}"] for name in ("assigned", *(() if waits else (exercise.kind, "stop", "when_sore")))],
        chosen=say("chosen", who=exercise.by.name, when=moments.day_and_time(exercise.made_at)),
        log=[
            say("worse_line" if each.is_worse else "line", when=moments.short(each.made_at), before=each.pain_before, after=each.pain_after)
            + (f" {each.words}" if each.words else "")
            + (_seen(each) if for_therapist else "")
            for each in reversed(log)
        ],
        is_worse=bool(log) and log[-1].is_worse,
        waits=waits,
    )
