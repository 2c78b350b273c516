"""What of an answer could not be read, in words: by its question."""

from dataclasses import replace

from myosotis.clinic.care.presenters import wording
from myosotis.course import readable
from myosotis.judge.wording import say_hours
from myosotis.knowledge import load_book


def with_left_out(told, inputs, language):
    """The explanation, saying which earlier answers could not be read in full."""
    hours = [each["hours"] for each in inputs.get("left_out", ()) if each["hours"] is not None]
    said = [wording.text("advice/explanation.left_out", language, hours=say_hours(each, load_book(), language)) for each in hours]
    return replace(told, why=[*told.why, *said]) if said else told


def what_cannot_be_read(checkin, language) -> list[str]:
    """The questions whose answers could not be read; [] where it was something else that failed."""
    _kept, names = readable(checkin.as_asked())
    asked = load_book().file("questions/checkin")
    found = []
    for name in names:
        question = next((entry[language] for entry in asked.values() if name in entry["answers"]), name)
        found.append(wording.text("advice/explanation.cannot_be_read", language, what=question))
    return found
