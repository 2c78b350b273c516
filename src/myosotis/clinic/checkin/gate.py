"""Her birthday, before anything of her is shown: day and month, five tries."""

from datetime import date

from django import forms
from django.conf import settings
from django.shortcuts import redirect, render
from django.utils import formats
from django.views.decorators.http import require_http_methods

from myosotis.clinic.care.actions import fits_birthday, tries_left
from myosotis.clinic.care.presenters import wording
from myosotis.clinic.checkin.views import closed, gate_texts, with_open_link

# A leap year, so that the 29th of February can be said.
LEAP_YEAR = 2024


class BirthdayForm(forms.Form):
    """Day and month from two lists: no order to get wrong, no keyboard."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        texts = gate_texts()
        months = [(month, formats.date_format(date(LEAP_YEAR, month, 1), "F")) for month in range(1, 13)]
        for name, numbers in (("day", [(day, str(day)) for day in range(1, 32)]), ("month", months)):
            self.fields[name] = forms.TypedChoiceField(
                label=texts[name],
                choices=[("", "–"), *numbers],
                coerce=int,
                error_messages={"required": texts["missing"], "invalid_choice": texts["missing"]},
            )


@with_open_link
@require_http_methods(["GET", "POST"])
def birthday(request, draft, link):
    """The gate: opens for this check-in only, for as long as the press on the link holds."""
    if draft.known:
        return redirect("checkin_you")

    def shut():
        del request.session["checkin"]
        said = {"phones": wording.phones(link.clinic, client=link.client), "headline": gate_texts()["shut"]}
        return render(request, "checkin/closed.html", said, status=410)

    ask = opened_by_birthday(
        request, link, fits=lambda **born: fits_birthday(link=link, at=request.at, **born), shut=shut,
        missed=lambda: wording.text("advice/gate.wrong", left=tries_left(link.treatment)), doubt=draft.unsure_of_danger != "none",
    )  # fmt: skip
    if ask is None:
        draft.known = True
        request.session.cycle_key()
        draft.keep(request)
    return ask or redirect("checkin_you")


def opened_by_birthday(request, link, *, fits, shut, missed, doubt=False, **own_texts):
    """None when `fits(day, month)` was true; else the page that asks for her birthday, or the one of `shut` when tries are over.

    `missed` says what to tell after a wrong one; with `doubt` the doctor's number stands above; `own_texts` stand in the place of the gate's own.
    """
    form, said = BirthdayForm(request.POST if request.method == "POST" else None), ""
    if request.method == "POST" and form.is_valid():
        if fits(**form.cleaned_data):
            return None
        link.refresh_from_db()
        if not link.is_open(request.at):
            return shut()
        said = missed()
    page = {
        "form": form,
        "texts": gate_texts() | own_texts,
        "said": said,
        "doubt": doubt,
        "errors": [(field, error) for field in form for error in field.errors],
        "phones": wording.phones(link.clinic, client=link.client),
        "demo_birthday": demo_birthday(link.client) if settings.DEMO else "",
        "demo_born": link.client.born if settings.DEMO else None,
    }
    return render(request, "checkin/birthday.html", page)


def once_opened_by_birthday(request, link, *, lead, fits):
    """The same for a link that opens once."""
    return opened_by_birthday(
        request, link, fits=fits, shut=lambda: closed(request), missed=lambda: wording.text("advice/mine.does_not_fit"), lead=lead
    )


def demo_birthday(client) -> str:
    """Invented people have invented birthdays: the demo says them."""
    day = formats.date_format(client.born, "j. F" if wording.language() == "da" else "j F")
    return wording.text("advice/gate.demo_birthday", client=client.name, day=day)
