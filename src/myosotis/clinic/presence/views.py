"""The clinic's settings: read by everyone in it, changed by its owner; and each therapist's own address for alerts."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.notices.senders import senders_from
from myosotis.clinic.people.door import in_clinic
from myosotis.clinic.people.models import Therapist
from myosotis.clinic.presence import actions
from myosotis.clinic.presence.forms import PAGE, AbsenceForm, AlertForm, ContactForm, HoursForm, LinksForm, say
from myosotis.clinic.presence.pauses import PauseForm, begin_pause, end_pause
from myosotis.clinic.presence.reach import reach_at

# The page is one form with one button, which sends and keeps everything on it.
PARTS = ("absence", "hours", "contact", "links")
ABSENCE_BEGUN = ("until_at", "reason", "substitute", "substitute_phone")


@in_clinic
@require_http_methods(["GET", "POST"])
def clinic_settings(request):
    clinic, who = request.clinic, {"by": request.therapist, "at": request.at}
    may_change = request.therapist.role == Therapist.Role.owner
    sent = _sent(request)
    if set(sent) - {"absence"} and not may_change:
        raise PermissionDenied

    def bound(part):
        return request.POST if part in sent else None

    forms = {
        "contact": ContactForm(bound("contact"), initial={n: getattr(clinic, n) for n in ("name", "phone", "region", "retention")}),
        "hours": HoursForm(bound("hours"), openings=clinic.openings.all()),
        "links": LinksForm(bound("links"), slots=clinic.linkslots.all()),
        "absence": AbsenceForm(bound("absence"), at=request.at, clinic=clinic),
    }
    posted = [forms[part] for part in sent]
    if posted and all([form.is_valid() for form in posted]) and _save_all(sent, forms, clinic, who):
        messages.success(request, say("saved"))
        return redirect("clinic_settings")
    absences = [
        {"absence": each, "from": moments.day_and_time(each.from_at), "until": moments.day_and_time(each.until_at), "who": each.who.name if each.who else "", "reason": say(f"reasons.{each.reason}"), "has_begun": each.from_at < request.at}
        for each in clinic.absences.filter(until_at__gt=request.at).select_related("who")
    ]  # fmt: skip
    page = {
        "forms": forms,
        "may_change": may_change,
        "absences": absences,
        "texts": wording.texts(PAGE),
        "numbers_link": wording.text("advice/numbers.link"),
        "retention_words": wording.text("advice/keeping.retention_words"),
        "colleagues_link": wording.text("words/colleagues_page.link"),
        "log_link": wording.text("words/log_page.link"),
        "senders": _senders(),
        "due_link": wording.text("advice/keeping.due_link"),
        "clinic_link": wording.text("advice/letters.clinic_link"),
        "told_now": reach_at(clinic, request.at).said,
        "errors": [(field, error) for form in posted for field in form for error in field.errors],
    }
    return render(request, "presence/settings.html", page, status=400 if posted else 200)


def _senders() -> list[str]:
    """How messages leave the house: set up by whoever keeps the machine, and never shown with a secret."""
    if settings.DEMO:
        return [say("senders_demo")]
    found = senders_from()
    sms, email = found.get("sms"), found.get("email")
    return [
        say("sender_sms", sender=sms.sender, address=sms.address) if sms else say("sender_no_sms"),
        say("sender_email", sender=email.sender, address=email.host) if email else say("sender_no_email"),
    ]


def _sent(request) -> list[str]:
    """Which parts of the page were sent: the one that is named, or all of them; an absence only once it was begun on."""
    if request.method != "POST":
        return []
    what = request.POST.get("what", "")
    if what != "all":
        return [what] if what in PARTS else []
    begun = any(request.POST.get(name) for name in ABSENCE_BEGUN)
    return [part for part in PARTS if part != "absence" or begun]


def _save_all(sent, forms, clinic, who) -> bool:
    """All of it or nothing."""
    with transaction.atomic():
        if all([_save(part, forms[part], clinic, who) for part in sent if part == "absence" or forms[part].differs()]):
            return True
        transaction.set_rollback(True)
    return False


def _save(what, form, clinic, who) -> bool:
    try:
        if what == "contact":
            actions.set_contact(clinic=clinic, **form.cleaned_data, **who)
        elif what == "hours":
            actions.set_hours(clinic=clinic, hours=form.hours(), **who)
        elif what == "links":
            actions.set_links(clinic=clinic, slots=form.slots(), **who)
        else:
            actions.begin_absence(clinic=clinic, **form.cleaned_data, **who)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


@in_clinic
@require_POST
def end_absence(request, absence_id):
    absence = get_object_or_404(request.clinic.absences, pk=absence_id)
    actions.end_absence(absence=absence, by=request.therapist, at=request.at)
    messages.success(request, say("saved"))
    return redirect("clinic_settings")


@in_clinic
@require_POST
def pause(request, client_id):
    client = get_object_or_404(request.clinic.clients.select_related("clinic"), pk=client_id)
    form, who = PauseForm(request.POST), {"client": client, "by": request.therapist, "at": request.at}
    try:
        if not form.is_valid():
            raise ValidationError([f"{form.fields[name].label}: {said[0]}" for name, said in form.errors.items()])
        given = form.cleaned_data
        begin_pause(**who, last_day=given["last_day"], reason=given["why"], words=given["more"])
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, say("pause.begun"))
    return redirect("client", client.pk)


@in_clinic
@require_POST
def pause_over(request, client_id):
    client = get_object_or_404(request.clinic.clients.select_related("clinic"), pk=client_id)
    end_pause(client=client, by=request.therapist, at=request.at)
    messages.success(request, say("pause.over"))
    return redirect("client", client.pk)


@in_clinic
@require_POST
def alert_address(request):
    form = AlertForm(request.POST)
    if form.is_valid():
        actions.set_alert_address(therapist=request.therapist, address=form.cleaned_data["address"], at=request.at)
        messages.success(request, say("saved"))
    else:
        messages.error(request, " ".join(form.errors["address"]))
    return redirect("mfa_index")
