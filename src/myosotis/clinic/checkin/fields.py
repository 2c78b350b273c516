"""One question as a form field: its words from the book, and no answer chosen beforehand."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _

from myosotis.clinic.care.presenters import wording
from myosotis.clinic.worklist.forms import SCALE

CHECKIN, FLAGS = "questions/checkin", "questions/red_flags"


def ask(file, name, **filled):
    return wording.text(f"{file}.{name}", **filled)


def help_of(file, name):
    entry = wording.load_book().file(file)[name].get("help")
    return entry[wording.language()] if entry else ""


def options(file, group, keys=None):
    found = wording.choices(file, group)
    return [(key, label) for key, label in found if keys is None or key in keys]


def none_of_these() -> str:
    return wording.text("words/answers.choice.none_of_these")


@dataclass(frozen=True)
class Against:
    """A page sent with "none of these" on which something is ticked: what, and the words that ask which it is."""

    heading: str
    lead: str
    ticked: list[str]
    yes: str
    no: str


def against_none(form) -> Against | None:
    """What does not fit together on a page that was sent with its `none_button`; it is asked about, never taken for none."""
    ticked = [words for name, calm in form.nothing().items() if name in form.fields for words in _ticked(form, name, calm)]
    if not ticked:
        return None
    said = {name: wording.text(f"advice/gate.against_{name}", none=form.none_button) for name in ("heading", "lead", "yes", "no")}
    return Against(ticked=ticked, **said)


def _ticked(form, name, calm) -> list[str]:
    field, labels = form.fields[name], dict(form.fields[name].choices)
    given = [value for value in form.data.getlist(name) if value in labels and value != calm]
    return [labels[value] if field.kind == "checks" else f"{field.label} {labels[value]}" for value in given]


def given_so_far(form) -> dict:
    """What stands on a page as it was sent, to be shown again without a word of what is missing."""
    many = forms.MultipleChoiceField
    return {name: form.data.getlist(name) if isinstance(field, many) else form.data.get(name) for name, field in form.fields.items()}


def beside_none(form) -> dict:
    """The answers of a page that "none of these" does not speak of; one that cannot be read is left out."""
    form.is_valid()
    return {name: value for name, value in form.cleaned_data.items() if name not in form.nothing()}


def lines_answered(form, given, *, one_yes_is_enough) -> dict:
    """The danger lines that have an answer. One yes is enough to go on; the lines left out are unknown, never a no."""
    if not any(given.values()) and form.none_button:
        # Nine questions again, in red, would stand above the number to ring.
        form.nothing_answered = wording.text("advice/gate.nothing_answered", none=form.none_button)
    if not (one_yes_is_enough and "yes" in given.values()):
        for line in [line for line in form.fields if not given.get(line)]:
            form.add_error(line, _("Choose an answer."))
    return {line: answer for line, answer in given.items() if answer}


def radio(question, choices, *, required=True, file=CHECKIN, label=None, help_text=None, kind="radio"):
    """One question with one answer and no answer chosen beforehand."""
    field = forms.ChoiceField(
        label=label or ask(file, question),
        help_text=help_of(file, question) if help_text is None else help_text,
        choices=choices,
        required=required,
        error_messages={"required": _("Choose an answer."), "invalid_choice": _("Choose an answer.")},
    )
    field.kind = kind
    return field


def checks(question, choices, *, required=False, file=CHECKIN, label=None, help_text=None):
    field = forms.MultipleChoiceField(
        label=label or ask(file, question),
        help_text=help_of(file, question) if help_text is None else help_text,
        choices=choices,
        required=required,
        error_messages={"required": _("Choose at least one."), "invalid_choice": _("Choose at least one.")},
    )
    field.kind = "checks"
    return field


def scale(question, *, required=True, file=CHECKIN, label=None):
    field = forms.TypedChoiceField(
        label=label or ask(file, question),
        help_text=help_of(file, question),
        choices=SCALE,
        coerce=int,
        empty_value=None,
        required=required,
        error_messages={"required": _("Choose a number."), "invalid_choice": _("Choose a number.")},
    )
    field.kind = "scale"
    # The help says what the ends mean; said twice it is only longer.
    ends = {} if field.help_text else wording.load_book().file(file)[question].get("ends", {})
    field.low, field.high = (ends.get(end, {}).get(wording.language(), "") for end in ("low", "high"))
    return field


def bruise_choices():
    """The sizes of a mark, each with what it is measured by."""
    return [(name, f"{label}. {said}" if (said := wording.said("answers", "bruise", name)) else label) for name, label in options("answers", "bruise")]


def hours_field(question):
    field = forms.FloatField(
        label=ask(CHECKIN, question),
        help_text=help_of(CHECKIN, question),
        required=False,
        min_value=0,
        max_value=500,
    )
    field.kind = "number"
    return field
