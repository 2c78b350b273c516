"""The plan of a complaint, the review after the third treatment, and treatments elsewhere."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from myosotis.clinic.people.door import in_clinic
from myosotis.clinic.plans import actions
from myosotis.clinic.plans.forms import DecisionForm, ElsewhereForm, FeltForm, PlanForm
from myosotis.clinic.plans.presenters.plan import PlanPresenter
from myosotis.clinic.plans.presenters.review import ReviewPresenter
from myosotis.clinic.plans.presenters.say import say
from myosotis.clinic.plans.situation import Situation


@in_clinic
@require_http_methods(["GET", "POST"])
def plan(request, complaint_id):
    complaint = _complaint(request, complaint_id)
    form = PlanForm(request.POST if request.method == "POST" else None)
    said = {}
    if form.is_bound and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("too_hard", "wants_gentler")}
        if _done(request, form, actions.record_plan, complaint, **form.cleaned_data):
            messages.success(request, say("form.saved"))
            return redirect("plan", complaint.pk)
    shown = {"page": PlanPresenter(Situation(complaint, request.at, **said)), "form": form, "errors": _errors(form)}
    return render(request, "plans/plan.html", shown, status=400 if form.is_bound else 200)


@in_clinic
@require_http_methods(["GET", "POST"])
def review(request, complaint_id):
    """First the client's own word, then what it comes to, then the decision."""
    complaint = _complaint(request, complaint_id)
    posted = request.POST if request.method == "POST" else None
    asked = posted if posted is not None else request.GET
    felt_form = FeltForm(asked if {"felt", "show"} & {*asked} or posted is not None else None)
    felt = felt_form.cleaned_data["felt"] if felt_form.is_bound and felt_form.is_valid() else None
    now = Situation(complaint, request.at, felt=felt)
    form = DecisionForm(posted, may_go_on_as_now=now.may_go_on_as_now)
    if posted is not None and felt and form.is_valid():
        if _done(request, form, actions.decide, complaint, felt=felt, **form.answers()):
            messages.success(request, say("decision.saved"))
            return redirect("review", complaint.pk)
    return _review_page(request, now, felt_form, form, ElsewhereForm())


@in_clinic
@require_POST
def elsewhere(request, complaint_id):
    complaint = _complaint(request, complaint_id)
    form = ElsewhereForm(request.POST)
    if form.is_valid() and (made := _done(request, form, actions.add_elsewhere, complaint, **form.cleaned_data)):
        messages.success(request, say("elsewhere.saved" if made.made_at == request.at else "elsewhere.there_already"))
        return redirect("review", complaint.pk)
    return _review_page(request, Situation(complaint, request.at), FeltForm(), DecisionForm(), form)


@in_clinic
@require_POST
def take_back_elsewhere(request, elsewhere_id):
    """A line that was wrong counts no more."""
    found = get_object_or_404(request.clinic.elsewheres.select_related("clinic"), pk=elsewhere_id)
    actions.take_back_elsewhere(elsewhere=found, by=request.therapist, at=request.at)
    messages.success(request, say("elsewhere.taken_back"))
    return redirect("review", found.complaint_id)


def _complaint(request, complaint_id):
    return get_object_or_404(request.clinic.complaints.select_related("client", "clinic"), pk=complaint_id)


def _done(request, form, action, complaint, **given):
    """What was kept; else None, and each reason stands at its field."""
    try:
        return action(complaint=complaint, by=request.therapist, at=request.at, **given)
    except ValidationError as error:
        for name, said in error.message_dict.items():
            form.add_error(name if name in form.fields else None, said)
        return None


def _review_page(request, now, felt_form, form, elsewhere_form):
    errors = [error for one in (felt_form, form, elsewhere_form) for error in _errors(one)]
    shown = {
        "page": ReviewPresenter(now),
        "felt_form": felt_form, "form": form, "elsewhere_form": elsewhere_form, "errors": errors, "felt": now.felt,
    }  # fmt: skip
    return render(request, "plans/review.html", shown, status=400 if request.method == "POST" else 200)


def _errors(form):
    return [(field, error) for field in form for error in field.errors] if form.is_bound else []
