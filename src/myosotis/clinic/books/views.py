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
    value = forms.FloatField(required=False, min_value=0, max_value=10_000)
    reason = forms.CharField(max_length=300)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        lang = wording.language()
        cards = load_book().limits.items()
        self.fields["name"].choices = [
            (name, f"{card.title[lang]} ({say_number(card.limit.value, lang)})") for name, card in cards
        ]
        for name, field in self.fields.items():
            field.label = wording.text(f"{PAGE}.fields.{name}")
            field.error_messages["required"] = wording.text(f"{PAGE}.missing")
            field.error_messages["invalid"] = wording.text(f"{PAGE}.no_number")


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
    return render(
        request,
        "books/limits.html",
        {
            "form": form,
            "may_change": may_change,
            "rows": [_row(name, card) for name, card in book_of(request.clinic).limits.items()],
            "history": request.clinic.limitsettings.select_related("by").order_by("-made_at")[:50],
            "version": book_of(request.clinic).version,
            "page": {key: wording.text(f"{PAGE}.{key}") for key in ("title", "lead", "form", "save", "log", "empty",
                     "column_what", "column_book", "column_here", "column_bound", "column_source", "by_the_book",
                     "version", "only_owner", "marks")},
            "errors": [(field, error) for field in form for error in field.errors] if form.is_bound else [],
        },
        status=400 if form.is_bound else 200,
    )  # fmt: skip


def _set(request, form) -> bool:
    given = form.cleaned_data
    try:
        set_limit(
            clinic=request.clinic, name=given["name"], value=given["value"], reason=given["reason"],
            by=request.therapist, at=request.at,
        )  # fmt: skip
    except KnowledgeError:
        card = load_book().limits[given["name"]]
        bound = _bound(card, card.limit.value)
        form.add_error("value", wording.text(f"{PAGE}.too_loose", name=card.title[wording.language()], bound=bound))
        return False
    messages.success(request, wording.text(f"{PAGE}.saved"))
    return True


def _row(name, card):
    lang = wording.language()
    mine = card.limit.value
    book = load_book().limits[name].limit.value
    return {
        "what": wording.first_letter(card.title[lang]),
        "unit": wording.text(f"{PAGE}.units.{card.limit.unit.value}"),
        "book": say_number(book, lang),
        "here": say_number(mine, lang) if mine != book else "",
        "bound": _bound(card, book),
        "source": ", ".join(card.grounds.because),
        "tag": card.grounds.tag,
    }


def _bound(card, value) -> str:
    """`at most 48`, in the language of the page."""
    side = card.safe.replace(" ", "_")
    return f"{wording.text(f'{PAGE}.{side}')} {say_number(value, wording.language())}"
