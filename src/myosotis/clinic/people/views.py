"""The front page, the way in and out, and what Myosotis is for."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from myosotis.clinic.people import actions
from myosotis.clinic.people.demo_door import demo_addresses
from myosotis.clinic.people.forms import OwnerForm


@require_GET
def welcome(request):
    """Where everything begins. In the demo it leads to all that there is to see."""
    return render(request, "people/welcome.html", {"addresses": demo_addresses() if settings.DEMO else None})


@require_http_methods(["GET", "POST"])
def purpose(request):
    """What Myosotis is for and what it is not. A therapist confirms once to have read it."""
    if request.method == "POST":
        if request.therapist is None:
            return redirect("login")
        if request.therapist.purpose_confirmed_at is None:
            actions.confirm_purpose(therapist=request.therapist, at=request.at)
        return redirect("worklist")
    ask = request.therapist is not None and request.therapist.purpose_confirmed_at is None
    return render(request, "people/purpose.html", {"ask": ask})


@require_http_methods(["GET", "POST"])
def first_owner(request, token):
    """The link that `serve` or `open-clinic` printed. Once a clinic is opened it is gone."""
    if not actions.owner_link_is_open(token):
        raise Http404
    form = OwnerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            owner = actions.open_clinic(at=request.at, token=token, **form.cleaned_data)
        except actions.LinkUsed:
            raise Http404 from None
        login(request, owner.user, backend=settings.AUTHENTICATION_BACKENDS[-1])
        return redirect("worklist")
    errors = [(field, error) for field in form for error in field.errors]
    return render(request, "people/first_owner.html", {"form": form, "errors": errors})
