"""The maps of a treatment for those who treat: a page, a PDF, a file."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.care.presenters.paper import attached
from myosotis.clinic.maps.export import as_mapping
from myosotis.clinic.maps.paper import as_pdf
from myosotis.clinic.maps.pictures import TreatmentMaps
from myosotis.clinic.people.door import in_clinic
from myosotis.clinic.people.models import Event

PAGE = "words/map_page"


def _of(request, treatment_id):
    return get_object_or_404(request.clinic.treatments.select_related("complaint__client", "clinic"), pk=treatment_id)


@in_clinic
@require_safe
def treatment_map(request, treatment_id):
    treatment = _of(request, treatment_id)
    names = ("title", "row", "change", "in_words", "muscles", "muscles_note", "paper", "file", "note")
    return render(
        request,
        "maps/treatment.html",
        {
            "maps": TreatmentMaps(treatment),
            "treatment": treatment,
            "ended": moments.day_and_time(treatment.ended_at),
            "page": {name: wording.text(f"{PAGE}.{name}") for name in names},
        },
    )


@in_clinic
@require_safe
def treatment_map_pdf(request, treatment_id):
    treatment = _of(request, treatment_id)
    Event.record("map.printed", treatment, at=request.at, by=request.therapist)
    return attached(HttpResponse(as_pdf(TreatmentMaps(treatment)), content_type="application/pdf"), "map.pdf")


@in_clinic
@require_safe
def treatment_export(request, treatment_id):
    treatment = _of(request, treatment_id)
    Event.record("treatment.exported", treatment, at=request.at, by=request.therapist)
    answer = JsonResponse(as_mapping(treatment), json_dumps_params={"ensure_ascii": False, "indent": 1})
    return attached(answer, "treatment.json")
