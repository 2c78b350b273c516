"""An answer is seen, with what was done and the therapist's own judgement; what was written is never lost on the way."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from myosotis.clinic.care import actions
from myosotis.clinic.care.presenters import answered, wording
from myosotis.clinic.care.presenters.client import ClientPresenter
from myosotis.clinic.care.presenters.closing import ClosingPresenter, closed_in_words
from myosotis.clinic.care.presenters.read import read_in_words
from myosotis.clinic.notices.actions import write_read
from myosotis.clinic.people.door import in_clinic
from myosotis.clinic.people.models import Event
from myosotis.clinic.plans.forms import own_view
from myosotis.clinic.plans.presenters.own_view import Tried
from myosotis.clinic.worklist.forms import AcknowledgeForm


@in_clinic
@require_POST
def acknowledge(request, assessment_id):
    """Seen, with what was done. What asked for a doctor is read through once more in words before it is closed."""
    assessment = get_object_or_404(
        request.clinic.assessments.select_related("checkin__treatment__complaint__client", "clinic"), pk=assessment_id
    )
    form, own = AcknowledgeForm(request.POST), own_view(request.POST, assessment)
    note = form.cleaned_data["note"] if form.is_valid() else request.POST.get("note", "")
    tell = "tell" in request.POST
    if "back" in request.POST:
        return _still_open(request, assessment, Tried(note, **own, tell=tell))
    was_seen = assessment.acknowledgements.exists()
    try:
        if form.errors:
            raise ValidationError(form.errors.as_data())
        if was_seen and not any((note, *own.values())):
            messages.success(request, _("Noted as seen."))
            return redirect("client", assessment.checkin.treatment.complaint.client_id)
        if actions.is_case(assessment) and not was_seen and "sure" not in request.POST:
            actions.check_acknowledgement(assessment, note, **own)
            Event.record("closing.seen", assessment, at=request.at, by=request.therapist)
            return render(request, "worklist/closing.html", {"page": ClosingPresenter(assessment, note, **own, tell=tell)})
        with transaction.atomic():
            made = actions.acknowledge(assessment=assessment, by=request.therapist, at=request.at, note=note, **own)
            treatment = assessment.checkin.treatment
            # Only where her page has something to say of it: not while a newer answer of hers is unread.
            told = tell and not was_seen and read_in_words(treatment, request.at) and write_read(assessment=assessment, at=request.at)
    except ValidationError as error:
        errors = {name: " ".join(said) for name, said in error.message_dict.items()}
        messages.error(request, " ".join(errors.values()))
        return _still_open(request, assessment, Tried(note, **own, errors=errors, tell=tell))
    messages.success(request, " ".join(filter(None, (_said(made, was_seen), told and answered.say("is_told")))))
    if tell and not was_seen and not told:
        messages.warning(request, answered.say("is_not_told"))
    return redirect("client", assessment.checkin.treatment.complaint.client_id)


def _said(made, was_seen) -> str:
    if was_seen:
        return wording.text("words/plans_page.own.kept")
    return closed_in_words(made) if actions.is_case(made.assessment) else _("Noted as seen.")


def _still_open(request, assessment, tried):
    """The client's page with what was written still in its fields."""
    client = assessment.checkin.treatment.complaint.client
    page = ClientPresenter(client, request.at, everything=True, tried={assessment.pk: tried})
    return render(request, "worklist/client.html", {"page": page})
