"""The agreement for a therapist and for a client: read, say yes, take it along on paper or in a calendar."""

from functools import wraps

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from myosotis.clinic.agreement.actions import accept, accept_before
from myosotis.clinic.agreement.calendar import as_calendar
from myosotis.clinic.agreement.models import Acceptance
from myosotis.clinic.agreement.paper import as_pdf
from myosotis.clinic.agreement.planned import PlannedForm, begin_with, planned_treatment
from myosotis.clinic.agreement.sheet import TEXTS, Sheet, headings, say
from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.care.presenters.agreed import agreed_before, agreed_next
from myosotis.clinic.care.presenters.paper import attached
from myosotis.clinic.checkin.views import with_her
from myosotis.clinic.people.door import in_clinic
from myosotis.clinic.worklist.qr import qr_svg


def of_the_clinic(view):
    """For someone who works in the clinic of the treatment."""

    @in_clinic
    @wraps(view)
    def guarded(request, treatment_id):
        treatments = request.clinic.treatments.select_related("complaint__client", "clinic")
        return view(request, get_object_or_404(treatments, pk=treatment_id))

    return guarded


def of_the_client(view):
    """For the client, in the browser where she pressed her link and said that it is her."""

    @with_her
    @wraps(view)
    def guarded(request, draft, link):
        return view(request, link.treatment)

    return guarded


@of_the_clinic
@require_http_methods(["GET", "POST"])
def for_therapist(request, treatment):
    if request.method == "POST":
        accept(treatment=treatment, party=Acceptance.Party.therapist, at=request.at, by=request.therapist)
        if "client" in request.POST:
            accept(treatment=treatment, party=Acceptance.Party.client, at=request.at, by=request.therapist)
        return redirect("agreement", treatment.pk)
    return _page(request, treatment, "agreement/for_therapist.html")


@of_the_client
@require_http_methods(["GET", "POST"])
def for_client(request, treatment):
    if request.method == "POST":
        accept(treatment=treatment, party=Acceptance.Party.client, at=request.at)
        return redirect("my_agreement")
    return _page(request, treatment, "agreement/for_client.html")


@in_clinic
@require_http_methods(["GET", "POST"])
def before(request, complaint_id):
    """What the next treatment may feel like: shown for what is planned, and both say yes. Nothing is kept before they do."""
    complaint = _complaint(request, complaint_id)
    agreement = agreed_next(complaint, request.at)
    posted = request.POST if request.method == "POST" else None
    form = PlannedForm(posted, initial=begin_with(complaint, agreement, request.at), at=request.at)
    planned = agreement.planned if agreement and posted is None else None
    if posted and form.is_valid():
        planned = form.planned()
        if "yes" in posted:
            parties = [Acceptance.Party.therapist, *([Acceptance.Party.client] if "client" in posted else [])]
            accept_before(complaint=complaint, planned=planned, parties=parties, at=request.at, by=request.therapist)
            return redirect("agree_before", complaint.pk)
    given = Acceptance.given_to(agreement) if posted is None else {}
    shown = _shown(Sheet(planned_treatment(complaint, planned), request.at), given) if planned else {"texts": wording.texts(TEXTS)}
    shown |= {"complaint": complaint, "place": wording.first_letter(wording.site(complaint.site)), "form": form, "is_kept": bool(given)}
    shown["errors"] = [(field, error) for field in form for error in field.errors]
    return render(request, "agreement/before.html", shown, status=400 if shown["errors"] else 200)


@in_clinic
@require_GET
def paper_before(request, complaint_id):
    """What was agreed last about the next treatment, to take along."""
    complaint = _complaint(request, complaint_id)
    agreement = agreed_next(complaint, request.at)
    if agreement is None:
        raise Http404
    return _paper(request, planned_treatment(complaint, agreement.planned))


def _complaint(request, complaint_id):
    return get_object_or_404(request.clinic.complaints.select_related("client", "clinic"), pk=complaint_id)


def _page(request, treatment, template):
    by_client = template.endswith("client.html")
    shown = _shown(Sheet(treatment, request.at), Acceptance.given_for(treatment), by_client=by_client)
    earlier = Acceptance.given_to(agreed_before(treatment))
    shown["texts"] |= headings({*shown["given"], *earlier})
    shown["said_before"] = [_in_words(yes, by_client=by_client) for yes in earlier.values()]
    return render(request, template, shown)


def _shown(sheet, given, *, by_client=False) -> dict:
    return {
        "sheet": sheet,
        "texts": wording.texts(TEXTS) | headings(given),
        "not_a_doctor": wording.text("advice/service.not_a_doctor"),
        "wide": sheet.picture(name="wide", width=720),
        "narrow": sheet.picture(name="narrow", width=350, height=200),
        "qr": qr_svg(sheet.address) if sheet.address else "",
        "phones": sheet.phones,
        "given": set(given),
        "said_yes": [_in_words(yes, by_client=by_client) for yes in given.values()],
    }


def _in_words(acceptance, *, by_client) -> str:
    time = moments.day_and_time(acceptance.made_at)
    if acceptance.party == Acceptance.Party.therapist:
        return say("therapist_accepted", therapist=acceptance.by.name, time=time)
    return say("client_accepted" if by_client else "client_said_yes", time=time)


def _paper(request, treatment):
    return attached(HttpResponse(as_pdf(Sheet(treatment, request.at)), content_type="application/pdf"), "myosotis.pdf")


def _calendar(request, treatment):
    return attached(HttpResponse(as_calendar(Sheet(treatment, request.at)), content_type="text/calendar; charset=utf-8"), "myosotis.ics")


paper = of_the_clinic(require_GET(_paper))
calendar = of_the_clinic(require_GET(_calendar))
my_paper = of_the_client(require_GET(_paper))
my_calendar = of_the_client(require_GET(_calendar))
