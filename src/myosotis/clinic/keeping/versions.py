"""What was changed of one client, in words: from what to what, by whom and when. Every version is kept; this page reads them."""

from dataclasses import dataclass
from itertools import pairwise

from django.db import models

from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.care.presenters.answered import answers_in_words
from myosotis.clinic.care.presenters.points import points_in_words
from myosotis.clinic.exercises.presenter import name_of
from myosotis.clinic.keeping.actions import everything_of

PAGE = "words/versions_page"
ERASED = "-"


def say(key: str, **filled) -> str:
    return wording.text(f"{PAGE}.{key}", **filled)


def _day_and_time(moment) -> str:
    return f"{moments.day(moment)}, {moments.clock(moment)}" if moment else ""


def _yes(value) -> str:
    return "" if value is None else wording.text(f"words/answers.choice.{'yes' if value else 'no'}").lower()


def _labels(file):
    return lambda names: ", ".join(wording.label(file, name) for name in names or ())


def _background(known) -> str:
    return ", ".join(f"{wording.label('facts', name)}: {_yes(value)}" for name, value in known.items())


def _symptoms(symptoms) -> str:
    return "; ".join(answer for _question, answer in answers_in_words({"symptoms": symptoms}))


def _activities(things) -> str:
    return ", ".join(f"{thing['words']} ({'–' if thing['score'] is None else thing['score']})" for thing in things)


def _conditions(known) -> str:
    return "" if known is None else _labels("conditions")(known) or wording.text("words/answers.choice.none_of_these").lower()


# Columns that are said together, and how: thing → what it is called on the page → (its columns, from a version).
TOGETHER = {
    "Complaint": {"site": (("region", "side"), lambda version: wording.site(f"{version.region}:{version.side}"))},
    "Exercise": {"exercise": (("muscle", "kind"), name_of)},
    "Pause": {"reason": (("reason",), lambda version: wording.text(f"advice/presence.pause.reasons.{version.reason}"))},
}
# How a value is said where it does not say itself.
SAID = {
    "born": moments.day, "set_aside_at": _day_and_time, "ended_at": _day_and_time, "taken_at": _day_and_time, "until_at": _day_and_time, "conditions": _conditions, "background": _background,
    "language": lambda name: say(f"languages.in_{name}"), "kind": lambda name: wording.label("kinds", name), "pressure": lambda name: wording.label("pressures", str(name)),
    "points": points_in_words, "sites": wording.sites, "referral_sites": wording.sites, "neck_treated": _yes, "needles_used": _yes, "too_hard": _yes, "by": lambda person: person.name,
    "qualities": _labels("qualities"), "symptoms": _symptoms, "activities": _activities,
}  # fmt: skip
# What is written once and stays: which thing it is, whose, and since when.
STAYS = {"id", "clinic", "made_at", "client", "complaint", "treatment"}
TITLES = {
    "Complaint": lambda version: {"site": wording.site(f"{version.region}:{version.side}")},
    "Treatment": lambda version: {"when": _day_and_time(version.ended_at)},
    "Baseline": lambda version: {"when": _day_and_time(version.treatment.ended_at)},
    "Exercise": lambda version: {"exercise": name_of(version)},
    "Pause": lambda version: {"when": _day_and_time(version.made_at)},
}


@dataclass(frozen=True)
class Change:
    """One version: of which thing, by whom and when, and what it says otherwise than the one before it."""

    when: str
    who: str
    what: str
    rows: list[tuple[str, str]]


def changes_of(client) -> list[Change]:
    """The newest first. A version that says the same as the one before it is no change."""
    found = []
    for model, keys in everything_of(client.pk).items():
        if not hasattr(model, "instance_type") and hasattr(model, "history"):
            by_thing: dict = {}
            for version in _versions(model, client, keys):
                by_thing.setdefault(version.id, []).append(version)
            found += [(new.history_date, change) for versions in by_thing.values() for old, new in pairwise(versions) if (change := _change(model, old, new))]
    return [change for _moment, change in sorted(found, key=lambda each: each[0], reverse=True)]


def _versions(model, client, keys):
    names = [field.name for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey) and field.name != "clinic"]
    return model.history.filter(clinic=client.clinic, id__in=keys).select_related("history_user__therapist", *names).order_by("history_date", "history_id")


def _change(model, old, new) -> Change | None:
    thing = model.__name__
    rows = [(say("erased"), "")] if new.history_type == ERASED else list(_rows(thing, old, new))
    if not rows:
        return None
    title = say(f"things.{thing}", **TITLES[thing](new)) if thing in TITLES else say(f"things.{thing}")
    return Change(wording.first_letter(_day_and_time(new.history_date)), _who(new), title, rows)


def _rows(thing, old, new):
    for column in wording.load_book().words("versions_page")["columns"][thing]:
        before, after = (said_of(thing, column, version) or say("empty") for version in (old, new))
        if before != after:
            yield wording.first_letter(say(f"columns.{thing}.{column}")), say("from_to", old=before, new=after)


def said_of(thing, column, version) -> str:
    """What one column of a version says."""
    if column in TOGETHER.get(thing, {}):
        return TOGETHER[thing][column][1](version)
    value = getattr(version, column)
    return SAID[column](value) if column in SAID else "" if value is None else str(value)


def _who(version) -> str:
    therapist = getattr(version.history_user, "therapist", None)
    return therapist.name if therapist else say("no_login")
