"""A client set aside or erased, by the owner of the clinic; and whose time is over."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from myosotis.clinic.care.presenters import moments
from myosotis.clinic.entry.again import asked_again
from myosotis.clinic.keeping import actions
from myosotis.clinic.keeping.presenter import day, say, texts
from myosotis.clinic.keeping.retention import term_of, terms_of
from myosotis.clinic.keeping.word import standing_yes
from myosotis.clinic.mine.actions import withdraw
from myosotis.clinic.people.door import in_clinic
from myosotis.clinic.people.models import Therapist


class ReasonForm(forms.Form):
    reason = forms.CharField(max_length=1000, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label, self.fields["reason"].kind = say("why"), "lines"


class EraseForm(ReasonForm):
    """The reason outlives her, and nobody erases the wrong one: her name stands beside the tick."""

    really = forms.BooleanField(required=False)

    def __init__(self, *args, client, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = say("why_stays")
        self.fields["really"].label = say("really_tick", name=client.name)

    def clean_really(self):
        if not self.cleaned_data["really"]:
            raise ValidationError(say("tick_first"))
        return True


def errors_of(form) -> list:
    return [(field, error) for field in form for error in field.errors] if form.is_bound else []


@in_clinic
@require_POST
def consent(request, client_id):
    """She has said yes after all, or again: her newest treatment's messages are written now."""
    client = get_object_or_404(request.clinic.clients.select_related("clinic"), pk=client_id)
    if not standing_yes(client):
        actions.give_consent(client=client, by=request.therapist, at=request.at)
        messages.success(request, say("consent_kept"))
    return redirect("client", client.pk)


def _hers_to_decide(request, client_id):
    """The client, for the owner of the clinic."""
    client = get_object_or_404(request.clinic.clients.select_related("clinic"), pk=client_id)
    if request.therapist.role != Therapist.Role.owner:
        raise PermissionDenied
    return client


@in_clinic
@require_http_methods(["GET", "POST"])
def leaving(request, client_id):
    """What may be done with a client who is to be forgotten, and from when."""
    client = _hers_to_decide(request, client_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        who = {"client": client, "by": request.therapist, "at": request.at}
        try:
            if "back" in request.POST:
                actions.take_back(**who)
            elif "no" in request.POST:
                withdraw(**who)
            else:
                actions.set_aside(reason=form.cleaned_data["reason"], **who)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, say("done"))
            return redirect("leaving", client.pk)
    term = term_of(client)
    page = {
        "client": client,
        "form": form,
        "texts": texts(),
        "may_erase": term.is_over(timezone.localdate(request.at)),
        "waits_for_no": term.earliest is None,
        "from": term_in_words(term, request.at),
        "basis": say("basis", profile=say(f"profiles.{term.basis}")),
        "aside": client.set_aside_at and say("aside_since", time=moments.day_and_time(client.set_aside_at), reason=client.set_aside_reason),
        "errors": errors_of(form),
    }
    return render(request, "keeping/leaving.html", page, status=400 if form.is_bound else 200)


def term_in_words(term, at) -> str:
    if term.earliest is None:
        return say("kept_by_yes")
    over = term.is_over(timezone.localdate(at))
    return say("kept_over" if over else "kept_until", date=day(term.earliest), latest=day(term.latest))


@in_clinic
@require_http_methods(["GET", "POST"])
def erase(request, client_id):
    """The second step, for whoever has just shown who she is: the client's name, a tick and the reason."""
    client = _hers_to_decide(request, client_id)
    if again := asked_again(request, reverse("erase_client", args=[client.pk])):
        return again
    form = EraseForm(request.POST if request.method == "POST" else None, client=client)
    if form.is_bound and form.is_valid():
        try:
            actions.erase(client=client, by=request.therapist, at=request.at, reason=form.cleaned_data["reason"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, say("done"))
            return redirect("clients")
    page = {"client": client, "form": form, "texts": texts(), "title": say("really", name=client.name), "errors": errors_of(form)}
    return render(request, "keeping/erase.html", page, status=400 if form.is_bound else 200)


@in_clinic
@require_GET
def due(request):
    """Whose time is over, oldest first, and what was erased."""
    today, terms = timezone.localdate(request.at), terms_of(request.clinic)
    over = [(terms[client.pk].earliest, client) for client in request.clinic.clients.order_by("name") if terms[client.pk].is_over(today)]
    page = {
        "due": [(day(first), client) for first, client in sorted(over, key=lambda each: each[0])],
        "erased": [(day(each.made_at), each.by.name, each.reason) for each in request.clinic.erasures.select_related("by").order_by("-made_at")[:50]],
        "texts": texts(),
        "lead": say("due_lead", profile=say(f"profiles.{request.clinic.retention}")),
    }
    return render(request, "keeping/due.html", page)
