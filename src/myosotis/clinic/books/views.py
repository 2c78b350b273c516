"""The page of limits: every number with its source and bound; an owner may make one stricter."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from myosotis.clinic.books.actions import set_limit
from myosotis.clinic.books.shelf import book_of
from myosotis.clinic.care.presenters import wording
from myosotis.clinic.people.door import in_clinic
from myosotis.clinic.people.models import Therapist
from myosotis.judge.wording import say_number
from myosotis.knowledge import KnowledgeError, load_book

PAGE = "words/limits_page"


class LimitForm(forms.Form):
    name = forms.ChoiceField()
    value = forms.FloatField(required=False, min_value=0, max_value=10_000, localize=True)
    reason = forms.CharField(max_length=300)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].choices = [(name, f"{_title(card)}: {_value(card)}") for name, card in load_book().limits.items()]
        for name, field in self.fields.items():
            field.label = wording.text(f"{PAGE}.fields.{name}")
            field.error_messages["required"] = wording.text(f"{PAGE}.missing")
            field.error_messages["invalid"] = wording.text(f"{PAGE}.no_number")

    def clean(self):
        """No hours, no weeks, no times: such a limit would hold for nobody. Only a score may be nothing."""
        given = super().clean()
        if given.get("value") == 0 and "name" in given and load_book().limits[given["name"]].limit.unit != "score":
            self.add_error("value", wording.text(f"{PAGE}.above_zero"))
        return given


@in_clinic
@require_http_methods(["GET", "POST"])
def limits(request):
    may_change = request.therapist.role == Therapist.Role.owner
    form = LimitForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not may_change:
            raise PermissionDenied
        if form.is_valid() and _set(request, form):
            return redirect("limits")
    page = {
        "form": form,
        "may_change": may_change,
        "rows": [_row(name, card) for name, card in book_of(request.clinic).limits.items()],
        "history": [_changed(setting) for setting in request.clinic.limitsettings.select_related("by").order_by("-made_at")[:50]],
        "version": wording.text(f"{PAGE}.version_words", version=book_of(request.clinic).version),
        "page": wording.texts(PAGE),
        "errors": [(field, error) for field in form for error in field.errors] if form.is_bound else [],
    }
    return render(request, "books/limits.html", page, status=400 if form.is_bound else 200)


def _set(request, form) -> bool:
    given = form.cleaned_data
    try:
        set_limit(
            clinic=request.clinic, name=given["name"], value=given["value"], reason=given["reason"],
            by=request.therapist, at=request.at,
        )  # fmt: skip
    except KnowledgeError:
        card = load_book().limits[given["name"]]
        form.add_error("value", wording.text(f"{PAGE}.too_loose", name=_title(card), bound=_bound(card)))
        return False
    messages.success(request, wording.text(f"{PAGE}.saved"))
    return True


def _row(name, card):
    book, explained = load_book().limits[name], load_book().words("limits_page")["explained"]
    return {
        "what": _title(card),
        "explained": explained[name][wording.language()] if name in explained else "",
        "here": _value(card),
        "is_own": card.limit.value != book.limit.value,
        "book": wording.text(f"{PAGE}.in_the_book", value=_value(book)),
        "bound": _bound(book),
        "source": ", ".join(card.grounds.because),
        "tag": card.grounds.tag,
    }


def _changed(setting):
    """One line of who changed what, in the words of the limit."""
    card = load_book().limits[setting.name]
    value = wording.text(f"{PAGE}.by_the_book") if setting.value is None else _value(card, setting.value)
    return {"at": setting.made_at, "by": setting.by.name, "what": wording.text(f"{PAGE}.changed", name=_title(card), value=value), "reason": setting.reason}


def _title(card) -> str:
    return wording.first_letter(card.title[wording.language()])


# A step of one of these scales has a name, the same on every page.
NAMED = {"grade": "grades", "pressure": "pressures"}


def _value(card, value=None) -> str:
    """A number with its unit: "48 timer", "tryk 4 (hårdt)"."""
    unit = card.limit.unit.value
    said = say_number(card.limit.value if value is None else value, wording.language())
    word = wording.label(NAMED[unit], said) if unit in NAMED else ""
    return wording.text(f"{PAGE}.units.{unit}", n=said, word=word)


def _bound(card) -> str:
    """`at most 48 hours`, in the language of the page."""
    side = card.safe.replace(" ", "_")
    return f"{wording.text(f'{PAGE}.{side}')} {_value(card)}"
