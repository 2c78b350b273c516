"""The questions, one page each, in order: danger first. All wording comes from the book."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _

from myosotis.clinic.care.presenters import wording
from myosotis.clinic.checkin.draft import (
    SIDED,
    flag_lines,
    is_graded,
    may_be_ongoing,
    other_signs,
    signs_of,
)
from myosotis.clinic.checkin.fields import (
    CHECKIN,
    FLAGS,
    ask,
    bruise_choices,
    checks,
    help_of,
    hours_field,
    lines_answered,
    none_of_these,
    options,
    radio,
    scale,
)
from myosotis.clinic.checkin.page import StepForm, last_answers
from myosotis.clinic.checkin.where import AtPlaceForm, OldPlaceForm, OtherSideForm, PlacesForm
from myosotis.knowledge.alarm import alarm_words, quoted

LONGEST_NOTE = 1000

def danger_lines() -> dict:
    """One field a line of the danger questions."""
    answers = options("answers", "choice", ("yes", "no", "unsure"))
    return {line: radio(line, answers, required=False, file=FLAGS, kind="row") for line in flag_lines()}


def said_in_her_words(draft, lines) -> dict:
    """What she wrote that makes the program ask again, and whom to ring meanwhile."""
    found = alarm_words(draft.said("review", "note", ""), wording.load_book())
    line = wording.load_book().file("phones")["suicide_line"] if "flag_mind" in lines else None
    return {
        "said": wording.text("advice/gate.her_words", words=quoted(word for name in lines for word in found.get(name, ()))),
        "lifeline": line and {"name": line["name"], "number": line["number"]},
    }


class FlagsForm(StepForm):
    def build(self):
        self.title, self.lead, self.none_button = ask(FLAGS, "red_flags"), help_of(FLAGS, "red_flags"), none_of_these()
        self.fields |= danger_lines()
        if self.draft.is_without_lines:
            self.lead, self.none_button = wording.text("advice/gate.the_other_lines"), ""
        if asked := self.draft.lines_asked_again:
            self.fields = {line: self.fields[line] for line in asked}
            self.lead, self.her_words = "", said_in_her_words(self.draft, asked)

    def clean(self):
        answered = lines_answered(self, super().clean(), one_yes_is_enough=not self.draft.is_without_lines)
        return self.draft.steps["flags"] | answered if self.draft.lines_asked_again else answered

    @staticmethod
    def nothing():
        return dict.fromkeys(flag_lines(), "no")


class WhichForm(StepForm):
    def build(self):
        self.title = ask(FLAGS, "which_signs")
        self.lead = help_of(FLAGS, "which_signs")
        symptoms = wording.load_book().words("symptoms")
        for line in self.draft.lines_to_ask:
            self.fields[line] = checks(
                line,
                [(sign, symptoms[sign]["ask"][wording.language()]) for sign in signs_of(line)],
                file=FLAGS,
                help_text="",
            )


class StrengthForm(StepForm):
    """How strong each sign is that has a strength; whether it has passed; on which side."""

    def build(self):
        signs = self.signs()
        for sign in signs:
            if is_graded(sign):
                self.fields[f"grade_{sign}"] = self._grade(sign)
            if may_be_ongoing(sign):
                label = f"{wording.first_letter(wording.label('symptoms', sign))}: "
                asked = ask(CHECKIN, "passed_or_not")
                self.fields[f"passing_{sign}"] = radio(
                    "passed_or_not",
                    options("answers", "passing"),
                    label=label + asked[:1].lower() + asked[1:],
                    help_text="",
                )
        if SIDED & set(signs) and not self.draft.said("which_strength", "limb_side"):
            self.fields["limb_side"] = radio("limb_side", options("answers", "limb_side"), file=FLAGS)

    def _grade(self, sign):
        lang = wording.language()
        own = wording.load_book().words("symptoms")[sign].get("grades")
        grades = wording.load_book().words("grades")
        choices = [
            (
                str(grade),
                own[str(grade)][lang]
                if own
                else f"{wording.first_letter(grades[str(grade)][lang])}. {grades[str(grade)]['anchor'][lang]}",
            )
            for grade in range(1, 5)
        ]
        field = forms.TypedChoiceField(
            label=ask(CHECKIN, "how_strong", symptom=wording.label("symptoms", sign))
            if not own
            else wording.load_book().words("symptoms")[sign]["ask"][lang],
            choices=choices,
            coerce=int,
            error_messages={"required": _("Choose an answer."), "invalid_choice": _("Choose an answer.")},
        )
        field.kind = "radio"
        return field

    def signs(self):
        return [sign for sign in self.draft.other if sign not in self.draft.flagged]


class WhichStrengthForm(StrengthForm):
    def signs(self):
        return self.draft.flagged


class PainForm(StepForm):
    """How much, and whether that is better or worse; where number and word go against each other, it is asked once more."""

    def build(self):
        self.fields["pain"] = scale("pain_now")
        self.fields["compared"] = radio("compared", options("answers", "compared"))

    def clean(self):
        given = super().clean()
        before = getattr(getattr(self.link.treatment, "baseline", None), "pain", None)
        pain, compared = given.get("pain"), given.get("compared")
        if before is None or pain in (None, "") or not compared:
            return given
        pain = int(pain)
        goes_against = pain > before if compared == "better" else pain < before and compared in ("worse", "much_worse")
        said = f"{pain} {compared}"
        if goes_against and self.data.get("sure") != said:
            word = wording.text(f"words/answers.compared.{compared}")
            self.add_error("compared", wording.text("advice/gate.number_or_word", pain=pain, baseline_pain=before, words=word))
            self.sure = said
        return given


class FeelForm(StepForm):
    def build(self):
        self.fields["qualities"] = checks("quality", wording.choices("qualities"), required=True)
        self.fields["quality_kind"] = radio("quality_kind", options("answers", "kind_of_pain"), required=False)
        both = PlacesForm.as_last_time(self.link)
        self.offer_last_time("advice/gate.same_as_last" if both else "words/bodymap.buttons.as_last")

    @classmethod
    def as_last_time(cls, link):
        last = last_answers(link)
        kept = {name: last[name] for name in ("qualities", "quality_kind") if last.get(name)}
        return kept if "qualities" in kept else None


class SignsForm(StepForm):
    def build(self):
        self.none_button = none_of_these()
        self.title = ask(CHECKIN, "anything_else")
        self.legend_unseen = True
        symptoms = wording.load_book().words("symptoms")
        shown = [sign for sign in other_signs() if sign not in self.draft.flagged]
        self.fields["signs"] = checks(
            "anything_else",
            [(sign, wording.first_letter(symptoms[sign][wording.language()])) for sign in shown],
            required=True,
        )

    @staticmethod
    def nothing():
        return {"signs": []}


class MarksForm(StepForm):
    def build(self):
        self.none_button = wording.text("advice/gate.no_marks_no_painkiller")
        self.fields["soreness"] = scale("soreness", required=False)
        self.fields["bruise"] = radio("bruise", bruise_choices())
        self.fields["painkiller"] = radio("painkiller", options("answers", "choice", ("yes", "no", "unsure")))

    @staticmethod
    def nothing():
        return {"bruise": "none", "painkiller": "no"}


class MoreForm(StepForm):
    """What only some answers make it worth asking."""

    def build(self):
        if asks_spreading(self.draft):
            self.fields["mark_spreading"] = radio(
                "mark_spreading", options("answers", "choice", ("yes", "no", "unsure"))
            )
        if self.draft.said("marks", "painkiller") == "yes":
            self.fields["painkiller_hours"] = hours_field("painkiller_hours")
        if asks_how_long(self.draft, self.link):
            self.fields["strong_worse_hours"] = hours_field("strong_worse_hours")


class ReviewForm(StepForm):
    def build(self):
        self.title = ask(CHECKIN, "check_answers")
        done = [(name, wording.first_letter(label)) for name, label in options("answers", "since_last") if name not in ("painkiller", "nothing")]
        self.fields["since_last"] = checks("since_last", done)
        self.fields["note"] = field = forms.CharField(
            label=ask(CHECKIN, "free_text"), help_text=help_of(CHECKIN, "free_text"), required=False, max_length=LONGEST_NOTE
        )
        field.kind = "lines"
        self.fields["contact_wanted"] = field = forms.BooleanField(label=ask(CHECKIN, "contact_wanted"), required=False)
        field.kind = "tick"


def asks_spreading(draft):
    return draft.said("marks", "bruise") in ("small", "large")


def asks_how_long(draft, link):
    baseline, pain = getattr(link.treatment, "baseline", None), draft.said("pain", "pain")
    if pain is None:
        return False
    return draft.said("pain", "compared") == "much_worse" or (baseline is not None and baseline.pain is not None and pain >= baseline.pain + 3)


def asks_strength(signs):
    return any(is_graded(sign) or may_be_ongoing(sign) or sign in SIDED for sign in signs)


@dataclass(frozen=True)
class Step:
    name: str
    form: type[StepForm]
    applies: Callable

    @property
    def number(self):
        return list(STEPS).index(self.name)


STEPS = {
    step.name: step
    for step in (
        Step("flags", FlagsForm, lambda draft, link: True),
        Step("which", WhichForm, lambda draft, link: bool(draft.lines_to_ask)),
        Step("which_strength", WhichStrengthForm, lambda draft, link: asks_strength(draft.flagged)),
        Step("pain", PainForm, lambda draft, link: True),
        Step("feel", FeelForm, lambda draft, link: draft.hurts),
        Step("places", PlacesForm, lambda draft, link: draft.hurts),
        Step(
            "other_side",
            OtherSideForm,
            lambda draft, link: (
                not draft.said("places", "side_confirmed")
                and bool(draft.mirrored_site(getattr(link.treatment, "baseline", None)))
            ),
        ),
        Step("old_place", OldPlaceForm, lambda draft, link: bool(draft.left_place(getattr(link.treatment, "baseline", None)))),
        Step("at_place", AtPlaceForm, lambda draft, link: bool(draft.places_to_mind(getattr(link.treatment, "baseline", None)))),
        Step("signs", SignsForm, lambda draft, link: True),
        Step(
            "strength",
            StrengthForm,
            lambda draft, link: asks_strength([s for s in draft.other if s not in draft.flagged]),
        ),
        Step("marks", MarksForm, lambda draft, link: True),
        Step(
            "more",
            MoreForm,
            lambda draft, link: (
                asks_spreading(draft) or draft.said("marks", "painkiller") == "yes" or asks_how_long(draft, link)
            ),
        ),
        Step("review", ReviewForm, lambda draft, link: True),
    )
}
# Asked before she has said who she is: no answer to them may wait.
DANGER_STEPS = ("flags", "which", "which_strength")
# When danger is past, the part in which a client can count her way.
AFTER_DANGER = "pain"


def applying(draft, link) -> list[Step]:
    return [step for step in STEPS.values() if step.applies(draft, link)]


def first_unanswered(draft, link) -> Step:
    """The step that must come next; no later one can be reached before it."""
    return next(step for step in applying(draft, link) if is_open(step, draft))


def is_open(step, draft) -> bool:
    """Not answered yet, or not of every line of danger that it asks for. The last page is open until it is sent."""
    if step.name == "which":
        return not draft.has_said_which
    if step.name == "review":
        return True
    return step.name not in draft.steps


def step_before(step, draft, link) -> Step | None:
    before = [other for other in applying(draft, link) if other.number < step.number]
    return before[-1] if before else None


# What may be asked on top belongs to the page before it: the goal does not move away from whoever answers more.
ALWAYS = ("flags", "pain", "feel", "places", "signs", "marks", "review")


def progress(name: str, *, of=tuple(STEPS), always=ALWAYS) -> str:
    """How far a page is among those that everybody meets; one on top says that it is, and keeps the number."""
    number = sum(of.index(each) <= of.index(name) for each in always)
    return wording.text("advice/gate.step" if name in always else "advice/gate.step_more", number=number, count=len(always))
