"""A client set aside or erased, by the owner of the clinic; and whose time is over."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import formats, timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.keeping import actions
from myosotis.clinic.keeping.actions import PAGE
from myosotis.clinic.keeping.retention import erasable_from
from myosotis.clinic.keeping.word import standing_yes
from myosotis.clinic.people.door import in_clinic
from myosotis.clinic.people.models import Therapist


def say(name: str, **filled) -> str:
    return wording.text(f"{PAGE}.{name}", **filled)


def texts() -> dict[str, str]:
    return wording.texts(PAGE)


class ReasonForm(forms.Form):
    reason = forms.CharField(max_length=1000, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label, self.fields["reason"].kind = say("why"), "lines"


def day(of) -> str:
    return formats.date_format(of, "j. F Y" if wording.language() == "da" else "j F Y")


@in_clinic
@require_POST
def consent(request, client_id):
    """She has said yes after all, or again: her newest treatment's messages are written now."""
    client = get_object_or_404(request.clinic.clients.select_related("clinic"), pk=client_id)
    if not standing_yes(client):
        actions.give_consent(client=client, by=request.therapist, at=request.at)
        messages.success(request, say("consent_kept"))
    return redirect("client", client.pk)


@in_clinic
@require_http_methods(["GET", "POST"])
def leaving(request, client_id):
    """What may be done with a client who is to be forgotten, and from when."""
    client = get_object_or_404(request.clinic.clients.select_related("clinic"), pk=client_id)
    if request.therapist.role != Therapist.Role.owner:
        raise PermissionDenied
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        who = {"client": client, "by": request.therapist, "at": request.at}
        try:
            if "back" in request.POST:
                actions.take_back(**who)
            elif "aside" in request.POST:
                actions.set_aside(reason=form.cleaned_data["reason"], **who)
            else:
                actions.erase(reason=form.cleaned_data["reason"], **who)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, say("done"))
            return redirect("clients" if "erase" in request.POST else "leaving", *([] if "erase" in request.POST else [client.pk]))
    first = erasable_from(client)
    page = {
        "client": client,
        "form": form,
        "texts": texts(),
        "may_erase": timezone.localdate(request.at) >= first,
        "from": say("kept_until", date=day(first)),
        "aside": client.set_aside_at and say("aside_since", time=moments.day_and_time(client.set_aside_at), reason=client.set_aside_reason),
        "errors": [(field, error) for field in form for error in field.errors] if form.is_bound else [],
    }
    return render(request, "keeping/leaving.html", page, status=400 if form.is_bound else 200)


@in_clinic
@require_GET
def due(request):
    """Whose time is over, oldest first, and what was erased."""
    today = timezone.localdate(request.at)
    dated = sorted(((erasable_from(client), client) for client in request.clinic.clients.all()), key=lambda each: each[0])
    page = {
        "due": [(day(first), client) for first, client in dated if first <= today],
        "erased": [(day(each.made_at), each.by.name, each.reason) for each in request.clinic.erasures.select_related("by").order_by("-made_at")[:50]],
        "texts": texts(),
        "lead": say("due_lead", profile=say(f"profiles.{request.clinic.retention}")),
    }
    return render(request, "keeping/due.html", page)
