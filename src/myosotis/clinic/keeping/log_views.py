"""Pages of the log: one client's, for whoever may see her, and the clinic's, for its owner."""

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.keeping import versions
from myosotis.clinic.keeping.log import faults_in
from myosotis.clinic.keeping.log_heads import last_head
from myosotis.clinic.keeping.log_page import BY_LINK, PAGE, LogPage, log_of, say
from myosotis.clinic.keeping.versions import changes_of
from myosotis.clinic.people.door import in_clinic
from myosotis.clinic.people.models import Therapist


@in_clinic
@require_GET
def client_log(request, client_id):
    """Who saw and wrote what of one client."""
    client = get_object_or_404(request.clinic.clients.select_related("clinic"), pk=client_id)
    return _show(request, log_of(client), client=client)


@in_clinic
@require_GET
def client_versions(request, client_id):
    """What was changed of one client, from what to what."""
    client = get_object_or_404(request.clinic.clients.select_related("clinic"), pk=client_id)
    page = {"client": client, "changes": changes_of(client), "texts": wording.texts(versions.PAGE), "lead": versions.say("lead", name=client.name)}
    return render(request, "keeping/versions.html", page)


@in_clinic
@require_http_methods(["GET", "POST"])
def clinic_log(request):
    """Everything that was done and seen in the clinic; pressed, whether every line is still there as it was written."""
    if request.therapist.role != Therapist.Role.owner:
        raise PermissionDenied
    if request.method == "POST":
        faults = faults_in(request.clinic)
        if faults:
            messages.error(request, say("broken", number=faults[0].number))
        else:
            head = last_head(request.clinic)
            compared = say("compared", time=moments.day_and_time(datetime.fromisoformat(head["at"]))) if head else say("not_compared")
            messages.success(request, f"{say('whole', count=request.clinic.events.count())} {compared}")
        return redirect("clinic_log")
    return _show(request, request.clinic.events.all())


def _show(request, events, *, client=None):
    people = request.clinic.therapists.order_by("name")
    by = request.GET.get("by", "")
    by = by if by in {BY_LINK, *(str(each.pk) for each in people)} else ""
    page = {
        "log": LogPage(request.clinic, events, page=request.GET.get("page"), by=by, client=client),
        "texts": wording.texts(PAGE),
        "versions_link": versions.say("link"),
        "lead": say("of_client", name=client.name) if client else say("lead"),
        "choices": [("", say("all")), *((str(each.pk), each.name) for each in people), (BY_LINK, say("by_link"))],
    }
    return render(request, "keeping/log.html", page)
