"""What a self-check says: where to seek help and by when, what it may be, what may have a part in it. Never a verdict."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import formats, timezone

from myosotis.clinic.care.presenters import wording
from myosotis.clinic.public.answers import Answers
from myosotis.clinic.public.sources import Ground, grounds_of
from myosotis.clinic.public.steps import STEPS, applying, first_unanswered
from myosotis.course import Person
from myosotis.judge.wording import say_value
from myosotis.knowledge import load_book
from myosotis.plan import SelfCheck, selfcheck
from myosotis.terms import Scope

TEXTS = "advice/selfcheck"
EMERGENCY, DOCTOR = "emergency", "doctor"


def say(name: str, **filled) -> str:
    return wording.text(f"{TEXTS}.{name}", **filled)


def judged(answers: Answers) -> SelfCheck:
    return selfcheck(Person.read(answers.as_person()), load_book())


def ends_here(answers: Answers, step: str) -> bool:
    """A danger sign is said, and nothing else may come before what to do about it."""
    if step not in ("flags", "which", "background") or (step == "flags" and not answers.has_said_which):
        return False
    seek = judged(answers).seek
    return seek == EMERGENCY or (step == "background" and (seek == DOCTOR or answers.is_in_doubt_about_danger))


def ended_at(answers: Answers) -> str | None:
    """The step after which nothing more is asked, or None while there is more to ask."""
    if not answers.has_said_which:
        return None
    # A line is judged by the signs that were ticked for it, and may be changed together with them.
    judged_by = [step for step in answers.steps if step != "flags" or not answers.lines_to_ask]
    danger = next((step for step in judged_by if ends_here(answers, step)), None)
    return danger or (None if first_unanswered(answers) else applying(answers)[-1].name)


@dataclass(frozen=True)
class Answered:
    question: str
    answer: str


class Result:
    def __init__(self, answers: Answers, at):
        self.answers, self.checked = answers, judged(answers)
        self.day = timezone.localdate(at)
        self.is_emergency = self.checked.seek == EMERGENCY
        self.in_doubt = answers.is_in_doubt_about_danger and not self.is_emergency
        self.is_danger = self.is_emergency or self.checked.seek == DOCTOR or self.in_doubt
        # As the five levels colour a page; a physiotherapist does not hurry, and is more than waiting.
        self.level = 5 if self.is_emergency else 4 if self.is_danger else 2 if self.needs_someone else 1

    @property
    def needs_someone(self) -> bool:
        return self.checked.seek != "self_care"

    @property
    def headline(self) -> str:
        if self._level_name:
            return wording.text(f"words/levels.{self._level_name}.client.label")
        return say(f"seek.{self._seek}.label")

    @property
    def do(self) -> list[str]:
        if self._level_name:
            parts = ("first", "then") if self._level_name == "doctor_today" else ("first", "by_when", "then")
            return [wording.text(f"words/levels.{self._level_name}.client.{part}", phone=_phone()) for part in parts]
        texts = load_book().file(TEXTS)["seek"][self._seek]
        # So many days of home methods, then someone should look at it.
        home_care = timedelta(weeks=load_book().limits["self_care_weeks"].limit.value)
        filled = {"date": day_in_words(self.day + home_care), "phone": _phone()}
        return [say(f"seek.{self._seek}.{part}", **filled) for part in texts if part != "label"]

    @property
    def _level_name(self) -> str:
        """The level whose words are used, where the sign is one for 112 or for a doctor now."""
        if self.is_emergency:
            return "emergency"
        return "doctor_today" if self.is_danger and (self.answers.flagged or self.in_doubt) else ""

    @property
    def _seek(self) -> str:
        return "doctor_within_a_day" if self.is_danger else self.checked.seek

    @property
    def why(self) -> list[str]:
        """The sentences of the cards that decide where to seek help, in her own words and numbers."""
        found = [self._why_of(claim) for claim in self._decisive]
        signs = [wording.label("symptoms", sign) for sign in (*self.answers.flagged, *self._background)]
        if self.is_danger and signs:
            found.append(f"{wording.first_letter(', '.join(signs))}.")
        return list(dict.fromkeys(found)) + ([say("in_doubt_about_danger")] if self.in_doubt else [])

    @property
    def _decisive(self):
        """The claims that ask for what the page says."""
        return [c for c in self.checked.claims if c.what == "seek" and c.value == self.checked.seek]

    @property
    def _background(self):
        return self.answers.said("background", "signs", [])

    def _why_of(self, claim) -> str:
        book, lang = load_book(), wording.language()
        rule = book.rules[claim.rule]
        said = {name: say_value(name, value, book, lang, Scope.person) for name, value in claim.values.items()}
        return wording.first_letter((rule.why or rule.title)[lang].format_map(said))

    @property
    def may_be(self) -> list[str]:
        return [say(f"fit.{self.checked.consistent_with_myoses}"), say(self._else), say("cannot_look")]

    @property
    def _else(self) -> str:
        """What else it may be; "also" only beside something that it may be."""
        return "or_something_else" if self.checked.consistent_with_myoses == "True" else "only_something_else"

    @property
    def causes(self) -> list[str]:
        return [wording.first_letter(wording.label("causes", cause)) for cause in self.checked.likely_causes]

    @property
    def home(self) -> list[str]:
        found = [say("keep_moving"), wording.text("advice/home.only_assigned_exercises")]
        # That it may go away by itself calms, and is not said to someone who should not wait.
        return found if self.needs_someone else [say("rest"), *found]

    @property
    def danger_signs(self) -> list:
        """The list of signs for 112 and for a doctor, as the knowledge page has it."""
        lang = wording.language()
        sections = load_book().file("knowledge_pages/service")["danger_signs"]["sections"][:2]
        return [(section["heading"][lang], [item[lang] for item in section["list"]]) for section in sections]

    @property
    def grounds(self) -> list[Ground]:
        """The statements behind what is shown; beside a danger nothing else is spoken of."""
        ids = [i for claim in self._decisive for i in claim.because]
        if not self.is_danger:
            texts = load_book().file(TEXTS)
            shown = (texts["fit"][self.checked.consistent_with_myoses], texts[self._else])
            ids = [i for text in shown for i in text.get("because", ())] + ids + list(self.checked.because)
        return grounds_of(dict.fromkeys(ids), tag="X" if self.is_danger else "R")

    @property
    def answered(self) -> list[Answered]:
        """Every question with its answer, to take along; nothing of it is kept."""
        rows = []
        for step in applying(self.answers):
            if step.name in self.answers.steps and step.name not in ("flags", "which"):
                rows += _answered(step.name, self.answers)
        return rows


def _answered(name: str, answers: Answers):
    form = STEPS[name].form(answers=answers)
    for field_name, field in form.fields.items():
        value = answers.said(name, field_name)
        labels = dict(getattr(field, "choices", ()))
        if isinstance(value, list):
            words = ", ".join(labels[one] for one in value) or wording.text("words/answers.choice.none_of_these")
        elif value is None:
            words = wording.text("words/answers.choice.unsure")
        else:
            words = labels.get(str(value), str(value))
        yield Answered(field.label, words)


def _phone() -> str:
    return wording.text("advice/explanation.without_phone")


def day_in_words(day) -> str:
    return formats.date_format(day, "l j. F" if wording.language() == "da" else "l j F")
