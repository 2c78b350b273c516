"""Browsers that a therapist has signed in with before. From a new one she is told, so that a stranger's way in does not stay unseen.

A browser keeps a signed cookie with whom it knows; several may share the clinic's tablet. It opens nothing.
"""

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.core import signing
from django.db import transaction

from myosotis.clinic.people.models import Event, Therapist

COOKIE = settings.DEVICE_COOKIE_NAME
SALT = "device"
KNOWN_FOR_SECONDS = 365 * 24 * 60 * 60


def listen() -> None:
    user_logged_in.connect(_came_in, dispatch_uid="entry.devices")


def known(request) -> list[int]:
    """Who has signed in with this browser within the year."""
    try:
        return signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KNOWN_FOR_SECONDS)
    except signing.BadSignature:
        return []


@transaction.atomic
def _came_in(sender, request, user, **_) -> None:
    from myosotis.clinic.notices.actions import write_entry_notice

    if not hasattr(request, "at"):
        return  # not through the door: a command
    before = known(request)
    request.knows = [*(pk for pk in before if pk != user.pk), user.pk]
    therapist = Therapist.signed_in(user)
    if therapist is None or user.pk in before:
        return
    Event.record("device.new", therapist, at=request.at, by=therapist)
    write_entry_notice(therapist=therapist, at=request.at, new_device=True)


def remember(request, response) -> None:
    """Called by the door with every answer; only a sign-in leaves something to remember."""
    if hasattr(request, "knows"):
        response.set_cookie(
            COOKIE, signing.dumps(request.knows, salt=SALT), max_age=KNOWN_FOR_SECONDS,
            secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax",
        )  # fmt: skip
