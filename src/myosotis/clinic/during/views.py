"""The therapist hands the buttons over; the client presses them. A GET changes nothing."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.checkin.views import in_language_of, refused
from myosotis.clinic.during.actions import OPEN_FOR, begin_sitting, give_signal, not_kept
from myosotis.clinic.during.models import Signal, Sitting
from myosotis.clinic.during.presenter import pressed, say, texts
from myosotis.clinic.people.door import in_clinic
from myosotis.clinic.worklist.qr import qr_svg


@in_clinic
@require_http_methods(["GET", "POST"])
def hand_over(request, complaint_id):
    """The buttons to scan, or on this device; with `here` the therapist is logged out first."""
    complaint = get_object_or_404(request.clinic.complaints.select_related("client", "clinic"), pk=complaint_id)
    if request.method == "POST":
        sitting = begin_sitting(complaint=complaint, by=request.therapist, at=request.at, draft={})
        if "here" not in request.POST:
            return redirect("hand_over_buttons", complaint.pk)
        # Whoever holds the tablet must not come back to the clinic's pages.
        logout(request)
        return redirect("during", sitting.token)
    today = not_kept(complaint, timezone.localdate(request.at))
    sitting = next((each for each in reversed(today) if each.is_open(request.at)), None)
    address = settings.PUBLIC_ADDRESS + reverse("during", args=[sitting.token]) if sitting else ""
    page = {
        "complaint": complaint, "place": wording.first_letter(wording.site(complaint.site)), "texts": texts(),
        "address": address, "qr": qr_svg(address) if address else "",
        "until": say("open_until", time=moments.clock(sitting.expires_at)) if sitting else "",
        "pressed": pressed(signal for each in today for signal in each.signals.all()),
        "draft": any(each.draft for each in today),
    }  # fmt: skip
    return render(request, "during/hand_over.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def buttons(request, token):
    """Three buttons. With scripts a press is sent from the page; without, it comes as a form."""
    sitting = Sitting.find(token)
    if sitting is None or not sitting.is_open(request.at):
        return refused(request)
    with in_language_of(request, sitting.complaint.client):
        if request.method == "POST":
            given = _press(request, sitting)
            if given is None:
                return HttpResponseBadRequest()
            if request.headers.get("Accept") == "application/json":
                return JsonResponse({"said": said(given)})
            return redirect("during", token)
        last = sitting.signals.last()
        page = {
            "texts": texts(), "buttons": [(name, say(name)) for name in Signal.What.values], "key": uuid.uuid4(),
            "last": last, "said": said(last) if last else "",
        }  # fmt: skip
        return render(request, "during/buttons.html", page)


def said(signal) -> str:
    """What the page answers: what was pressed and when, and to say it aloud."""
    return say(f"said_{signal.what}", time=moments.clock(signal.pressed_at))


def _press(request, sitting):
    what = request.POST.get("what")
    try:
        key, ago = uuid.UUID(request.POST.get("key", "")), int(request.POST.get("ago", "0"))
    except ValueError:
        return None
    if what not in Signal.What.values:
        return None
    seconds = max(0, min(ago, int(OPEN_FOR.total_seconds())))
    return give_signal(
        sitting=sitting, what=what, key=key, at=request.at, language=wording.language(), ago=timedelta(seconds=seconds)
    )
