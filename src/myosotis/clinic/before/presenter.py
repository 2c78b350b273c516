"""What her answers mean for today, for the therapist: each a sentence of the book with what it rests on. Nothing is cleared."""

from dataclasses import dataclass

from django.utils import timezone

from myosotis.clinic.before.actions import background_of
from myosotis.clinic.before.models import Preparation
from myosotis.clinic.before.said import said_in_words
from myosotis.clinic.care.presenters import moments, wording
from myosotis.knowledge import load_book

BEFORE, TODAY = "advice/before", "advice/today"


def texts() -> dict[str, str]:
    return wording.texts(BEFORE)


def say(name: str, **filled) -> str:
    return wording.text(f"{BEFORE}.{name}", **filled)


def stops_of(answers) -> list[str]:
    """What asks for a doctor's word before any treatment."""
    words = load_book().words("conditions")
    return [wording.label("conditions", name) for name in answers.get("conditions") or () if words[name].get("stop")]


def _kind_of(condition: str) -> str:
    entry = load_book().words("conditions")[condition]
    if condition == "faint_tendency":
        return "faints"
    return "stop" if entry.get("stop") else "risk" if entry.get("risk") else "noted"


def asks_something(condition: str) -> bool:
    """Is there more to do than to know of it?"""
    return _kind_of(condition) != "noted"


@dataclass(frozen=True)
class Meaning:
    """One thing she said, what it means for today, and the statements or the mark behind it."""

    said: str
    means: str
    ids: str


def _meaning(name: str, said: str = "") -> Meaning:
    entry = load_book().file(TODAY)[name]
    marks = [entry["tag"]] if entry.get("tag") in ("R", "X") else []
    return Meaning(wording.first_letter(said), entry[wording.language()], ", ".join([*entry.get("because", ()), *marks]))


def meaning_of(condition: str) -> Meaning:
    return _meaning(_kind_of(condition), wording.label("conditions", condition))


class TodayPresenter:
    """For the page on which a treatment is recorded."""

    def __init__(self, preparation, client, at):
        self.preparation, self.client = preparation, client
        self.answers = preparation.answers if preparation else {}
        self.when = moments.clock(preparation.made_at) if preparation else ""
        self.title = say("her_answers", time=self.when) if preparation else say("not_asked")
        self.never_cleared = wording.text(f"{TODAY}.clears_nobody")
        self.age = client.age_on(timezone.localdate(at)) if client else None

    @property
    def meanings(self) -> list[Meaning]:
        """Illness first, then what she has met before, then how she is today."""
        found = list(self._of_illness())
        # What was known before still holds where she was not asked again.
        background = (self.client.background if self.client else {}) | background_of(self.answers)
        found += [self._known(name) for name in TODAY_OF if background.get(name)]
        if self.answers.get("gentler_please") == "yes":
            found.append(_meaning("wants_gentler"))
        if self.answers.get("since_last_treatment") == "worse":
            found.append(_meaning("worse_since"))
        if self.age is not None and self.age >= load_book().limits["elderly"].limit.value:
            found.append(_meaning("elderly"))
        if any(grade == GRADE_EXTREME for grade in (self.answers.get("symptoms") or {}).values()):
            found.append(_meaning("extreme_before"))
        return found

    def _known(self, name) -> Meaning:
        """What she has met before holds; how she was once is said with when it was said."""
        if name not in OF_THE_DAY or name in background_of(self.answers):
            return _meaning(name)
        said = said_last(self.client, name)
        return _meaning(f"{name}_then", say("said_then", when=moments.day_and_time(said.made_at)) if said else "")

    def _of_illness(self):
        known = self.answers.get("conditions", self.client.conditions if self.client else None)
        if known is None:
            yield _meaning("illness_unknown")
        yield from map(meaning_of, known or ())

    @property
    def said(self) -> list[tuple[str, str]]:
        """What she answered, before what it means."""
        return said_in_words(self.answers)

    @property
    def words(self) -> list[tuple[str, str]]:
        """What she wrote herself: what she hopes and fears, and what matters to her."""
        found = []
        if hopes := self.answers.get("expectations"):
            found.append((wording.text("questions/intake.expectations"), hopes))
        for thing in self.answers.get("activities", ()):
            score = "–" if thing["score"] is None else thing["score"]
            found.append((thing["words"], say("goes", score=score)))
        return found


def said_last(client, name) -> Preparation | None:
    """When she last answered what this is read from."""
    given = Preparation.objects.filter(clinic=client.clinic, complaint__client=client).order_by("-made_at")
    return next((each for each in given if name in background_of(each.answers)), None)


GRADE_EXTREME = 4
# How she is on one day, and perhaps no longer.
OF_THE_DAY = ("low_safety_feeling", "stressed")
TODAY_OF = (
    "previous_bad_experience", "unaccustomed_to_massage", "low_safety_feeling", "stressed", "long_standing",
)  # fmt: skip
