"""The questions of the self-check, one page each, danger first. All wording comes from the book."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _

from myosotis.clinic.care.presenters import wording
from myosotis.clinic.checkin.draft import flag_lines, signs_of
from myosotis.clinic.checkin.fields import FLAGS, ask, checks, help_of, lines_answered, none_of_these, options, radio
from myosotis.clinic.checkin.steps import danger_lines
from myosotis.clinic.public.answers import Answers
from myosotis.clinic.worklist.forms import SCALE

SELFCHECK, INTAKE = "questions/selfcheck", "questions/intake"


class Question(forms.Form):
    """One page. `nothing` is what "none of these" answers, where there is such a button."""

    none_button = title = lead = ""

    def __init__(self, *args, answers: Answers, **kwargs):
        super().__init__(*args, **kwargs)
        self.answers = answers
        self.build()

    def build(self):
        raise NotImplementedError


def signs_to_tick(names, *, as_question: bool):
    """Signs to tick: as the book asks for each, or by their names."""
    symptoms, lang = wording.load_book().words("symptoms"), wording.language()
    return [
        (name, symptoms[name]["ask"][lang] if as_question else wording.first_letter(symptoms[name][lang]))
        for name in names
    ]


class Flags(Question):
    def build(self):
        self.title, self.lead, self.none_button = ask(FLAGS, "red_flags"), help_of(FLAGS, "red_flags"), none_of_these()
        self.fields |= danger_lines()
        if self.answers.is_without_lines:
            self.lead, self.none_button = wording.text("advice/gate.the_other_lines"), ""

    def clean(self):
        return lines_answered(self, super().clean(), one_yes_is_enough=not self.answers.is_without_lines)

    @staticmethod
    def nothing():
        return dict.fromkeys(flag_lines(), "no")


class Which(Question):
    def build(self):
        self.title, self.lead = ask(FLAGS, "which_signs"), help_of(FLAGS, "which_signs")
        for line in self.answers.lines_to_ask:
            self.fields[line] = checks(line, signs_to_tick(signs_of(line), as_question=True), file=FLAGS, help_text="")


class Ticks(Question):
    """Signs to tick, or none of them."""

    question, as_question = "", False

    def build(self):
        self.none_button = none_of_these()
        names = wording.load_book().file(SELFCHECK)[self.question]["options"]["keys"]
        self.fields["signs"] = checks(
            self.question, signs_to_tick(names, as_question=self.as_question), file=SELFCHECK, required=True
        )

    @staticmethod
    def nothing():
        return {"signs": []}


class Background(Ticks):
    question, as_question = "selfcheck_flags", True


class Signs(Ticks):
    question = "selfcheck_symptoms"


class Weeks(Question):
    def build(self):
        self.fields["weeks"] = field = forms.IntegerField(
            label=ask(SELFCHECK, "weeks"), required=False, min_value=0, max_value=5000, localize=False
        )
        field.kind = "number"


class Home(Question):
    def build(self):
        self.fields["home_care_tried"] = radio(
            "home_care_tried", options("answers", "choice", ("yes", "no")), file=SELFCHECK
        )


class Helped(Question):
    def build(self):
        self.fields["home_care_helped"] = radio(
            "home_care_helped", options("answers", "choice", ("yes", "no", "unsure")), file=SELFCHECK
        )


class Function(Question):
    def build(self):
        self.fields["affects_function"] = field = forms.TypedChoiceField(
            label=ask(SELFCHECK, "affects_function"),
            help_text=help_of(SELFCHECK, "affects_function"),
            choices=SCALE,
            coerce=int,
            error_messages={"required": _("Choose a number.")},
        )
        field.kind, field.low, field.high = "scale", "", ""


class Causes(Question):
    def build(self):
        self.none_button = none_of_these()
        self.fields["causes"] = checks("causes", wording.choices("causes"), file=INTAKE, required=True)

    @staticmethod
    def nothing():
        return {"causes": []}


@dataclass(frozen=True)
class Step:
    name: str
    form: type[Question]
    applies: Callable[[Answers], bool] = lambda answers: True


STEPS = {
    step.name: step
    for step in (
        Step("flags", Flags),
        Step("which", Which, lambda answers: bool(answers.lines_to_ask)),
        Step("background", Background),
        Step("signs", Signs),
        Step("weeks", Weeks),
        Step("home", Home),
        Step("helped", Helped, lambda answers: answers.said("home", "home_care_tried") == "yes"),
        Step("function", Function),
        Step("causes", Causes),
    )
}


def applying(answers: Answers) -> list[Step]:
    return [step for step in STEPS.values() if step.applies(answers)]


def first_unanswered(answers: Answers) -> Step | None:
    return next((step for step in applying(answers) if is_open(step, answers)), None)


def is_open(step: Step, answers: Answers) -> bool:
    """Not answered yet, or not of every line of danger that it asks for."""
    if step.name == "flags":
        return step.name not in answers.steps or answers.is_without_lines
    return not answers.has_said_which if step.name == "which" else step.name not in answers.steps


# What only some are asked is on top of the page before it: the goal does not move away from whoever answers more.
ALWAYS = tuple(name for name in STEPS if name not in ("which", "helped"))


def last_open(answers: Answers) -> Step:
    """The furthest page that may be asked for: none can be skipped, the danger questions least of all."""
    return first_unanswered(answers) or applying(answers)[-1]
