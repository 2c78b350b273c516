"""The one door: a request knows its therapist, and through the therapist its clinic.

A view asks `request.clinic.clients`; it never asks a model for all there is. Should one do so all the same, PostgreSQL
shows it the rows of the clinic that was named here, and no others (`fence`).
"""

from functools import wraps

from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import patch_cache_control

from myosotis.clinic.entry import devices
from myosotis.clinic.entry.session import has_lasted, has_second_factor
from myosotis.clinic.people.models import Event, Therapist

OPEN_PREFIXES = ("/static/",)


def private_pages(get_response):
    """No page is kept by a browser or a proxy, and none is found by a search engine."""

    def middleware(request):
        response = get_response(request)
        if not request.path.startswith(OPEN_PREFIXES):
            patch_cache_control(response, no_store=True, private=True)
            response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        return response

    return middleware


def open_door(get_response):
    def middleware(request):
        request.at = timezone.now()
        request.therapist = _therapist(request)
        request.clinic = request.therapist.clinic if request.therapist else None
        response = get_response(request)
        devices.remember(request, response)
        return response

    return middleware


def _therapist(request):
    if not request.user.is_authenticated:
        return None
    seen = request.session.get("seen", 0)
    now = int(request.at.timestamp())
    if (seen and now - seen > settings.THERAPIST_IDLE_SECONDS) or has_lasted(request, request.at, settings.THERAPIST_LONGEST_SECONDS):
        logout(request)
        return None
    # Written once a minute at most: a page view should not cost a disk sync.
    if now - seen > 60:
        request.session["seen"] = now
    return Therapist.signed_in(request.user)


def in_clinic(view):
    """Only for someone who works in a clinic and has read what Myosotis is for."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.therapist is None:
            return redirect("login")
        if not has_second_factor(request):
            return redirect("mfa_activate_totp")
        if request.therapist.purpose_confirmed_at is None:
            return redirect("purpose")
        try:
            if request.method not in ("GET", "HEAD") and not request.therapist.may_write and request.resolver_match.url_name not in HER_OWN:
                raise PermissionDenied
            response = view(request, *args, **kwargs)
        except (PermissionDenied, Http404):
            # Also of what is not there: it may be another clinic's.
            Event.record(f"{request.resolver_match.url_name}.refused", request.therapist, at=request.at, by=request.therapist)
            raise
        _note_what_was_seen(request, response, kwargs)
        return response

    guarded.in_clinic = True
    return guarded


# What belongs to the one who is logged in, and to no client: it is hers whatever her role.
HER_OWN = ("end_devices",)
# The part of an address that names a thing → where the clinic keeps such things.
SEEN = {"client_id": "clients", "complaint_id": "complaints", "treatment_id": "treatments", "assessment_id": "assessments"}


def _note_what_was_seen(request, response, kwargs):
    """Every look at a client is kept; here, so that no page can forget it."""
    if request.method not in ("GET", "HEAD") or response.status_code != 200:
        return
    name = request.resolver_match.url_name
    for part, things in SEEN.items():
        if part in kwargs:
            thing = getattr(request.clinic, things).get(pk=kwargs[part])
            Event.record(f"{name}.seen", thing, at=request.at, by=request.therapist)
            return
    if name in LISTS:
        Event.record(f"{name}.seen", request.clinic, at=request.at, by=request.therapist)


# Pages that show many clients at once.
LISTS = ("worklist", "clients", "outbox", "erasures_due", "own_numbers", "clinic_log")


def only_reads(request) -> bool:
    """One who may not write, on a page of the clinic: there she is offered nothing that would be refused."""
    therapist, found = getattr(request, "therapist", None), getattr(request, "resolver_match", None)
    return therapist is not None and not therapist.may_write and getattr(found and found.func, "in_clinic", False)


def every_page(request):
    """What every template may know."""
    return {
        "only_reads": only_reads(request),
        "demo": settings.DEMO,
        "therapist": getattr(request, "therapist", None),
        "clinic": getattr(request, "clinic", None),
    }
