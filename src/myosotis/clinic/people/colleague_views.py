"""The owner's page of colleagues, and the page behind a colleague's link."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from myosotis.clinic.care.presenters import wording
from myosotis.clinic.people import colleagues as actions
from myosotis.clinic.people.colleagues import PAGE, say
from myosotis.clinic.people.door import in_clinic
from myosotis.clinic.people.forms import ColleagueForm, PasswordForm
from myosotis.clinic.people.models import Therapist


def _only_the_owner(request):
    if request.therapist.role != Therapist.Role.owner:
        raise PermissionDenied


def _give_link(request, colleague):
    link = request.build_absolute_uri(reverse("colleague_enters", args=[actions.token_for(colleague)]))
    messages.success(request, say("made", name=colleague.name, link=link))


@in_clinic
@require_http_methods(["GET", "POST"])
def colleagues(request):
    _only_the_owner(request)
    form = ColleagueForm(request.POST if request.method == "POST" else None, initial={"role": Therapist.Role.therapist})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.let_in(clinic=request.clinic, by=request.therapist, at=request.at, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            _give_link(request, made)
            return redirect("colleagues")
    everyone = [
        {
            "colleague": each, "role": say(f"roles.{each.role}"), "is_me": each.pk == request.therapist.pk, "is_gone": not each.user.is_active,
            "is_new": each.user.is_active and not each.user.has_usable_password(),
        }
        for each in request.clinic.therapists.select_related("user").order_by("name")
    ]  # fmt: skip
    errors = [(field, error) for field in form for error in field.errors]
    page = {"form": form, "errors": errors, "everyone": everyone, "texts": wording.texts(PAGE), "roles": form.fields["role"].choices}
    return render(request, "people/colleagues.html", page, status=400 if errors or form.non_field_errors() else 200)


@in_clinic
@require_POST
def colleague(request, therapist_id):
    """One colleague: another role, a new link, out or in again."""
    _only_the_owner(request)
    person, who = get_object_or_404(request.clinic.therapists, pk=therapist_id), {"by": request.therapist, "at": request.at}
    what = request.POST.get("what")
    try:
        if what == "role":
            actions.change_role(colleague=person, role=request.POST.get("role"), **who)
            messages.success(request, say("changed"))
        elif what == "link" and person.user.is_active:
            _give_link(request, person)
        elif what == "leave":
            actions.shut_out(colleague=person, **who)
            messages.success(request, say("left", name=person.name))
        elif what == "back":
            actions.let_in_again(colleague=person, **who)
            _give_link(request, person)
        else:
            messages.error(request, say("what_missing"))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("colleagues")


@require_http_methods(["GET", "POST"])
def enters(request, token):
    """The page behind the link: a password, and then the second factor as for everyone."""
    person = actions.whose(token)
    texts = wording.texts(PAGE)
    if person is None:
        return render(request, "people/enter.html", {"texts": texts, "person": None}, status=410)
    form = PasswordForm(request.POST if request.method == "POST" else None, user=person.user)
    if request.method == "POST" and form.is_valid():
        actions.choose_password(colleague=person, password=form.cleaned_data["password"], at=request.at)
        login(request, person.user, backend=settings.AUTHENTICATION_BACKENDS[-1])
        return redirect("worklist")
    errors = [(field, error) for field in form for error in field.errors]
    lead = say("enter_lead", clinic=person.clinic.name, username=person.user.username)
    return render(request, "people/enter.html", {"texts": texts, "person": person, "form": form, "errors": errors, "lead": lead}, status=400 if errors else 200)
