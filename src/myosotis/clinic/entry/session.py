"""What a session must show before it opens the clinic: a second factor, and not too long ago."""

from django.contrib.auth.signals import user_logged_in
from django.utils import timezone

SECOND_FACTOR, ENTERED = "second_factor", "entered"


def listen() -> None:
    user_logged_in.connect(_note_how, dispatch_uid="entry.note_how")


def _note_how(sender, request, user, **_):
    """When she came in, and whether a code was asked for and given on the way."""
    used = [record.get("method") for record in request.session.get("account_authentication_methods", ())]
    request.session[SECOND_FACTOR] = "mfa" in used
    request.session[ENTERED] = int(timezone.now().timestamp())


def name_given(request, credentials) -> str | None:
    """Whose password it is said to be, for counting wrong ones."""
    return (credentials or {}).get("username") or request.POST.get("login")


def has_second_factor(request) -> bool:
    return bool(request.session.get(SECOND_FACTOR))


def has_lasted(request, at, seconds: int) -> bool:
    """Whether it is longer than that since she came in."""
    return at.timestamp() - request.session.get(ENTERED, 0) > seconds
