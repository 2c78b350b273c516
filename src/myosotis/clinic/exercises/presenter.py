"""An exercise in words: what it is, who chose it and when, what always stands beside it, and how it went."""

from dataclasses import dataclass

from myosotis.clinic.care.presenters import moments, wording
from myosotis.knowledge import load_book
from myosotis.knowledge.muscles import exercises_for, read_muscles

PAGE = "advice/exercises_page"


def say(name: str, **filled) -> str:
    return wording.text(f"{PAGE}.{name}", **filled)


def texts() -> dict[str, str]:
    return wording.texts(PAGE)


def muscle_choices() -> list[tuple[str, str]]:
    """Every muscle of the library by its name, for a therapist."""
    known = load_book().file("exercises")["muscles"]
    lang = wording.language()
    return sorted(
        ((muscle.key, f"{wording.first_letter(muscle.name(lang))} ({muscle.la})") for muscle in read_muscles(load_book()) if muscle.key in known),
        key=lambda each: each[1],
    )


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


def shown(exercise) -> Shown:
    said = exercises_for(exercise.muscle, load_book(), wording.language())
    log = list(exercise.done.all())
    return Shown(
        exercise=exercise,
        title=say(exercise.kind),
        what=said[exercise.kind],
        rules=[said[f"rule_{name}"] for name in ("assigned", exercise.kind, "stop", "when_sore")],
        chosen=say("chosen", who=exercise.by.name, when=moments.day_and_time(exercise.made_at)),
        log=[
            say("worse_line" if each.is_worse else "line", when=moments.short(each.made_at), before=each.pain_before, after=each.pain_after)
            + (f" {each.words}" if each.words else "")
            for each in reversed(log)
        ],
        is_worse=bool(log) and log[-1].is_worse,
    )
