"""The agreement for a therapist and for a client: read, say yes, take it along on paper or in a calendar."""

from functools import wraps

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from myosotis.clinic.agreement.actions import accept
from myosotis.clinic.agreement.calendar import as_calendar
from myosotis.clinic.agreement.models import Acceptance
from myosotis.clinic.agreement.paper import as_pdf
from myosotis.clinic.agreement.sheet import Sheet, say
from myosotis.clinic.care.presenters import moments, wording
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


def _page(request, treatment, template):
    sheet = Sheet(treatment, request.at)
    given = Acceptance.given_for(treatment)
    return render(
        request,
        template,
        {
            "sheet": sheet,
            "texts": {
                name: text[wording.language()] for name, text in wording.load_book().file("advice/sheet").items()
            },
            "not_a_doctor": wording.text("advice/service.not_a_doctor"),
            "wide": sheet.picture(name="wide", width=720),
            "narrow": sheet.picture(name="narrow", width=350, height=200),
            "qr": qr_svg(sheet.address) if sheet.address else "",
            "phones": sheet.phones,
            "given": set(given),
            "said_yes": [_in_words(yes, by_client=template.endswith("client.html")) for yes in given.values()],
        },
    )


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
