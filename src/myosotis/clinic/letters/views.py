"""Letters and files for those who treat. Their names tell nobody whose they are or what they are about."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET

from myosotis.clinic.care.presenters.paper import attached
from myosotis.clinic.entry.again import asked_again
from myosotis.clinic.keeping.log_page import log_of
from myosotis.clinic.letters.incident import Incident
from myosotis.clinic.letters.incident import as_pdf as incident_pdf
from myosotis.clinic.letters.letter import Letter, as_pdf
from myosotis.clinic.letters.rows import LEFT_OUT, rows_of
from myosotis.clinic.letters.whole import WholeClient
from myosotis.clinic.letters.whole import as_pdf as whole_pdf
from myosotis.clinic.mine.presenter import HerCourses
from myosotis.clinic.people.door import in_clinic
from myosotis.clinic.people.models import Event, Therapist


@in_clinic
@require_GET
def doctor(request, complaint_id):
    return _letter(request, complaint_id, short=False)


@in_clinic
@require_GET
def summary(request, complaint_id):
    return _letter(request, complaint_id, short=True)


@in_clinic
@require_GET
def incident(request, treatment_id):
    """For one's own learning, when something did not go as it should."""
    treatment = get_object_or_404(request.clinic.treatments.select_related("complaint__client", "clinic", "by"), pk=treatment_id)
    return attached(HttpResponse(incident_pdf(Incident(treatment, request.at)), content_type="application/pdf"), "incident.pdf")


def _letter(request, complaint_id, *, short):
    complaint = get_object_or_404(request.clinic.complaints.select_related("client", "clinic"), pk=complaint_id)
    made = as_pdf(Letter(complaint, request.at, short=short))
    return attached(HttpResponse(made, content_type="application/pdf"), "summary.pdf" if short else "letter.pdf")


@in_clinic
@require_GET
def client_file(request, client_id):
    """Everything about one client as plain JSON: the courses as she may read them, every row as it is stored, and who has looked."""
    client = get_object_or_404(request.clinic.clients.select_related("clinic"), pk=client_id)
    if again := asked_again(request, reverse("client", args=[client.pk])):
        return again
    said = {"clinic": client.clinic.name} | HerCourses(client, request.at).as_mapping()
    said["conditions"], said["phone"] = client.conditions, client.phone
    said["rows"], said["left_out"] = rows_of(client), LEFT_OUT
    said["log"] = list(log_of(client).values("at", "what", "by__name"))
    return attached(JsonResponse(said, json_dumps_params={"ensure_ascii": False, "indent": 1}), "client.json")


@in_clinic
@require_GET
def client_paper(request, client_id):
    """The whole of one client on paper, for those who treat."""
    client = get_object_or_404(request.clinic.clients.select_related("clinic"), pk=client_id)
    if again := asked_again(request, reverse("client", args=[client.pk])):
        return again
    return attached(HttpResponse(whole_pdf(WholeClient(client, request.at)), content_type="application/pdf"), "client.pdf")


@in_clinic
@require_GET
def clinic_file(request):
    """The clinic's tables, for its owner."""
    if request.therapist.role != Therapist.Role.owner:
        raise PermissionDenied
    if again := asked_again(request, reverse("clinic_settings")):
        return again
    # Polars is large, and no other page needs it.
    from myosotis.clinic.letters.tables import clinic_zip

    Event.record("clinic.exported", request.clinic, at=request.at, by=request.therapist)
    return attached(HttpResponse(clinic_zip(request.clinic), content_type="application/zip"), "clinic.zip")
