"""One question as a form field: its words from the book, and no answer chosen beforehand."""

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
    ends = wording.load_book().file(file)[question].get("ends", {})
    field.low, field.high = (ends.get(end, {}).get(wording.language(), "") for end in ("low", "high"))
    return field


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
