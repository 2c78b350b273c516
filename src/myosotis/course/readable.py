"""What can be read of answers of which some cannot: the rest is left out by name, so that one bad answer silences no other.

A sign whose strength cannot be read counts as there. What is left out is unknown, and never a good answer.
"""

from collections.abc import Mapping

from myosotis.course import words as w
from myosotis.course.errors import AnswerError
from myosotis.course.models import Baseline, CheckIn, Client, Treatment

# As for a sign that is there or not and has no strength of its own.
THERE = 3
READERS = {"client": Client, "treatment": Treatment, "baseline": Baseline}


def readable(checkin: Mapping) -> tuple[dict | None, tuple[str, ...]]:
    """(the check-in without what cannot be read, the names of what was left out); None where its hours cannot be read."""
    if not isinstance(checkin, Mapping):
        return None, ("hours",)
    kept, left_out = dict(checkin), []
    while True:
        try:
            CheckIn.read(kept, "now")
        except AnswerError as error:
            name = error.where.removeprefix("now.").partition(".")[0].partition("[")[0]
            if name not in kept or name == "hours":
                return None, (*left_out, name)
            # An empty mapping says that there were none: what cannot be read says nothing.
            kept[name] = signs(kept[name]) if name == "symptoms" and name not in left_out else None
            left_out.append(name)
        else:
            return kept, tuple(left_out)


def signs(given) -> dict | None:
    """The signs that have a name, each of the others unknown; one whose strength cannot be read is there."""
    if not isinstance(given, Mapping):
        return None
    return {name: _grade(given.get(name)) for name in w.SYMPTOMS}


def _grade(value):
    is_grade = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 4
    return value if value is None or is_grade else THERE


def readable_before(course: Mapping) -> dict:
    """The course with every check-in before the last as far as it can be read; `left_out` names what could not be:
    [{"hours": 5.0, "answers": ["qualities"]}].
    """
    *earlier, last = course["checkins"]
    return _cleaned(course, earlier, last=[last])


def all_readable(course: Mapping) -> dict:
    """The same with the last check-in too, and with who was treated, how, and how it was before."""
    found = _cleaned(course, course["checkins"], last=[])
    return found | {name: _part(name, course.get(name)) for name in READERS}


def _cleaned(course, checkins, last) -> dict:
    pairs = [(each, *readable(each)) for each in checkins]
    left_out = [
        {"hours": each.get("hours") if isinstance(each, Mapping) else None, "answers": list(names)}
        for each, _kept, names in pairs
        if names
    ]
    found = {**course, "checkins": [*(kept for _each, kept, _names in pairs if kept is not None), *last]}
    return found | ({"left_out": left_out} if left_out else {})


def _part(name, raw):
    try:
        READERS[name].read(raw)
    except AnswerError:
        return None
    return raw
