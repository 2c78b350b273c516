"""Pages for those who treat. Each asks the clinic of the one who is logged in, and hands over."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from myosotis.clinic.before.actions import baseline_of, keep_disclosure, keep_localisation, preparation_of
from myosotis.clinic.before.forms import DisclosureForm
from myosotis.clinic.before.localise import LocaliseForm
from myosotis.clinic.before.presenter import TodayPresenter
from myosotis.clinic.before.presenter import texts as before_texts
from myosotis.clinic.care import actions
from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.care.presenters.client import ClientPresenter, address_of, shut_in_words
from myosotis.clinic.care.presenters.worklist import WorklistPresenter, not_taken
from myosotis.clinic.during.actions import begin_sitting, keep_sittings, not_kept
from myosotis.clinic.during.draft import as_written, draft_from, said_too_hard
from myosotis.clinic.during.presenter import pressed
from myosotis.clinic.during.presenter import texts as during_texts
from myosotis.clinic.keeping.actions import consent_words
from myosotis.clinic.notices.actions import may_be_asked
from myosotis.clinic.people.door import in_clinic
from myosotis.clinic.plans.forms import StartForm
from myosotis.clinic.plans.gate import HeldError
from myosotis.clinic.plans.presenters.start import StartPresenter
from myosotis.clinic.worklist.forms import (
    BaselineForm,
    ClientForm,
    ComplaintForm,
    TreatmentForm,
)
from myosotis.clinic.worklist.qr import qr_svg

MOST_SHOWN = 100


@in_clinic
@require_GET
def worklist(request):
    page = WorklistPresenter(request.clinic, request.at, everything="all" in request.GET)
    if page.somebody_left:
        actions.take_what_was_left(clinic=request.clinic, at=request.at)
        page = WorklistPresenter(request.clinic, request.at, everything="all" in request.GET)
    # Looked for only where something was there to take: what still waits could not be taken.
    stuck = request.clinic.leftoffs.filter(take_at__lte=request.at).select_related("treatment__complaint__client") if page.somebody_left else ()
    return render(request, "worklist/worklist.html", {"worklist": page, "not_taken": [not_taken(left.treatment.client) for left in stuck]})


@in_clinic
@require_GET
def clients(request):
    sought = request.GET.get("q", "").strip()[:60]
    listed = request.clinic.clients.filter(set_aside_at=None)
    found = request.clinic.clients.filter(name__icontains=sought) if sought else listed
    return render(
        request,
        "worklist/clients.html",
        {"clients": found.order_by("name")[:MOST_SHOWN], "sought": sought},
    )


@in_clinic
@require_GET
def client(request, client_id):
    found = get_object_or_404(request.clinic.clients, pk=client_id)
    return render(request, "worklist/client.html", {"page": ClientPresenter(found, request.at, everything="all" in request.GET)})


@in_clinic
@require_http_methods(["GET", "POST"])
def register(request):
    """A new client with the first treatment."""
    posted = request.POST if request.method == "POST" else None
    first = {"client_form": ClientForm(posted, consent_words=consent_words(request.clinic)), "complaint_form": ComplaintForm(posted)}
    forms = {**first, **_treatment_forms(request, posted)}
    who = {"by": request.therapist, "at": request.at}
    if posted and "ask_first" in posted:
        # Only who she is and what she came with: she answers the rest herself.
        if _all_valid(first):
            with transaction.atomic():
                return redirect("ask_before", _register(request, first, who).pk)
        forms |= _treatment_forms(request, None)
    elif posted and _all_valid(forms):
        if treatment := _unless_held(forms, lambda: _record(forms, _register(request, first, who), who)):
            return redirect("treatment_link", treatment.pk)
    return _record_page(request, forms)


def _register(request, forms, who):
    form = forms["client_form"]
    made = actions.register_client(clinic=request.clinic, client=form.answers(), consent=form.cleaned_data["consent"], **who)
    return actions.add_complaint(client=made, complaint=forms["complaint_form"].answers(), **who)


@in_clinic
@require_http_methods(["GET", "POST"])
def treat(request, complaint_id):
    """One more treatment of a complaint that is known."""
    complaint = get_object_or_404(request.clinic.complaints.select_related("client", "clinic"), pk=complaint_id)
    posted = request.POST if request.method == "POST" else None
    if posted and "hand_over" in posted:
        begin_sitting(complaint=complaint, by=request.therapist, at=request.at, draft=draft_from(posted))
        return redirect("hand_over_buttons", complaint.pk)
    prepared = preparation_of(complaint, request.at)
    sittings = not_kept(complaint, timezone.localdate(request.at))
    written = None if posted else as_written(sittings, request.at)
    forms = _treatment_forms(request, posted or written, complaint.client, complaint, prepared, sittings)
    if written:
        # What is not written yet is no error before she says that she is done.
        for form in forms.values():
            form.errors.clear()
    if posted and _all_valid(forms):
        who = {"by": request.therapist, "at": request.at}
        treatment = _unless_held(forms, lambda: _record(forms, complaint, who, prepared))
        if treatment:
            return redirect("treatment_link", treatment.pk)
    start = StartPresenter(complaint.client, request.at, complaint)
    today = TodayPresenter(prepared, complaint.client, request.at)
    said = pressed(signal for sitting in sittings for signal in sitting.signals.all())
    return _record_page(
        request, forms, complaint=complaint, place=wording.site(complaint.site), start=start, today=today, said=said
    )


@in_clinic
@require_http_methods(["GET", "POST"])
def add_complaint(request, client_id):
    """A known client with a new pain."""
    found = get_object_or_404(request.clinic.clients.select_related("clinic"), pk=client_id)
    posted = request.POST if request.method == "POST" else None
    forms = {"complaint_form": ComplaintForm(posted), **_treatment_forms(request, posted, found)}
    who = {"by": request.therapist, "at": request.at}

    def record():
        complaint = actions.add_complaint(client=found, complaint=forms["complaint_form"].answers(), **who)
        return _record(forms, complaint, who)

    if posted and _all_valid(forms) and (treatment := _unless_held(forms, record)):
        return redirect("treatment_link", treatment.pk)
    today = TodayPresenter(None, found, request.at)
    return _record_page(request, forms, client=found, start=StartPresenter(found, request.at), today=today)


@in_clinic
@require_http_methods(["GET", "POST"])
def treatment_link(request, treatment_id):
    """The client's link as text and as a picture to scan. POST closes it and makes a new one. With it one answers in her name: not for who only reads."""
    if not request.therapist.may_write:
        raise PermissionDenied
    treatment = get_object_or_404(
        request.clinic.treatments.select_related("complaint__client", "clinic"), pk=treatment_id
    )
    if request.method == "POST":
        actions.renew_link(treatment=treatment, at=request.at, by=request.therapist, send="send" in request.POST)
        messages.success(request, _("The old link is closed. This is the new one."))
        return redirect("treatment_link", treatment.pk)
    link = next((link for link in treatment.links.filter(revoked_at=None, hours=None) if link.is_open(request.at)), None)
    address = address_of(link) if link else None
    return render(
        request,
        "worklist/link.html",
        {
            "treatment": treatment,
            "place": wording.site(treatment.complaint.site),
            "ended": moments.day_and_time(treatment.ended_at),
            "address": address,
            "qr": qr_svg(address) if address else None,
            "until": moments.day_and_time(link.expires_at) if link else None,
            "shut": shut_in_words(treatment),
            "send": wording.text("words/worklist.number_is_right", phone=treatment.client.phone) if may_be_asked(treatment.client) else "",
        },
    )


@in_clinic
@require_POST
def follow_up(request, treatment_id):
    """Silence is seen, with what was done about it."""
    treatment = get_object_or_404(request.clinic.treatments.select_related("complaint", "clinic"), pk=treatment_id)
    try:
        actions.follow_up(treatment=treatment, by=request.therapist, at=request.at, note=request.POST.get("note", "")[:2000])
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, wording.text("words/worklist.followed_up"))
    return redirect("client", treatment.complaint.client_id)


@in_clinic
@require_POST
def acknowledge_calm(request):
    """Those of the list as it was shown; what came since, and who has left it since, stays unread."""
    shown_at = read_moment(request.POST.get("until", "")) or request.at
    calm = WorklistPresenter(request.clinic, request.at).calm_treatments
    count = len(actions.acknowledge_all_calm(clinic=request.clinic, by=request.therapist, at=request.at, treatments=calm, until=shown_at))
    messages.success(request, _("%(count)d answers are noted as seen.") % {"count": count})
    return redirect("worklist")


def _treatment_forms(request, posted, client=None, complaint=None, prepared=None, sittings=()):
    before = complaint and complaint.treatments.order_by("-ended_at").select_related("baseline").first()
    last = getattr(before, "baseline", None)
    return {
        "localise_form": LocaliseForm(posted, last=before),
        "disclosure_form": DisclosureForm(posted, client=client, preparation=prepared),
        "baseline_form": BaselineForm(posted, initial=_said_before(prepared), last=last.sites if last else ()),
        "treatment_form": TreatmentForm(posted, at=request.at, initial={"too_hard": "yes"} if said_too_hard(sittings) else None),
        "start_form": StartForm(posted),
    }


def _all_valid(forms):
    return all([form.is_valid() for form in forms.values()])


def _said_before(prepared) -> dict:
    """What she said herself today, as the therapist's form takes it; every number may still be changed."""
    if prepared is None:
        return {}
    said = baseline_of(prepared.answers)
    signs = said.pop("symptoms") or {}
    return said | {f"sign_{name}": grade for name, grade in signs.items()} | {"no_signs": prepared.answers.get("symptoms") == {}}


def _record(forms, complaint, who, prepared=None):
    treatment = forms["treatment_form"].answers(site=complaint.site)
    baseline = forms["baseline_form"].answers(site=complaint.site, treatment=treatment)
    if prepared:
        baseline["activities"] = baseline_of(prepared.answers)["activities"]
    made = actions.add_treatment(complaint=complaint, treatment=treatment, baseline=baseline, reasons=forms["start_form"].answers(), **who)
    keep_localisation(treatment=made, marks=forms["localise_form"].answers(), **who)
    keep_disclosure(treatment=made, preparation=prepared, **forms["disclosure_form"].answers(), **who)
    keep_sittings(treatment=made, **who)
    return made


def _unless_held(forms, record):
    """What was recorded; None where starting is held back, and the form then says why."""
    try:
        with transaction.atomic():
            return record()
    except HeldError as error:
        forms["start_form"].add_error(None, error)
        return None


def read_moment(words):
    """A moment as a page wrote it; None when it is none."""
    try:
        found = parse_datetime(words)
    except ValueError:
        return None
    return found if found and timezone.is_aware(found) else None


def worklist_words() -> dict[str, str]:
    return wording.texts("words/worklist")


def _record_page(request, forms, **more):
    errors = [(field, message) for form in forms.values() for field in form if field.errors for message in field.errors]
    start, start_form = more.get("start"), forms["start_form"]
    if not (start and start.is_refused):
        # What the page does not say already by itself.
        errors += [({"auto_id": "start", "label": wording.text("words/plans_page.start")}, message) for message in start_form.non_field_errors()]
    # What was typed is never hidden; a page that would refuse it all is not offered.
    takes = request.method == "POST" or not (start and start.is_refused)
    shown = {**forms, **more, "start_rows": [] if start and start.is_refused else start_form.rows(start), "takes": takes, "errors": errors, "regions": wording.regions(), "before": before_texts(), "words": worklist_words(), "before_start": wording.text("words/plans_page.start"), "during": during_texts()}
    return render(request, "worklist/record.html", shown)
