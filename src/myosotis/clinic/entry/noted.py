"""Coming in, going out and being turned away stand in the clinic's log, with whose login it was."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

from myosotis.clinic.entry.session import name_given
from myosotis.clinic.people.models import Event, Therapist, User


def listen() -> None:
    user_logged_in.connect(_came_in, dispatch_uid="entry.noted.in")
    user_logged_out.connect(_went_out, dispatch_uid="entry.noted.out")
    user_login_failed.connect(_was_refused, dispatch_uid="entry.noted.refused")


def note(what, user, at) -> None:
    """Nothing where the login belongs to nobody who works in a clinic."""
    therapist = Therapist.signed_in(user) if user is not None and user.pk else None
    if therapist is not None:
        Event.record(what, therapist, at=at, by=therapist)


def note_refused(what, user, at) -> None:
    """As long as the next try is looked at: whoever tries on is stopped by then, and must not fill the log."""
    therapist = Therapist.signed_in(user) if user is not None and user.pk else None
    if therapist is None:
        return
    since = at - timedelta(seconds=settings.AXES_COOLOFF_TIME.total_seconds())
    if therapist.clinic.events.filter(at__gt=since, what=what, thing_id=str(therapist.pk)).count() <= settings.AXES_FAILURE_LIMIT:
        # Not "by" her: it is her login, and nobody has shown that it was she.
        Event.record(what, therapist, at=at)


def _came_in(sender, request, user, **_):
    if hasattr(request, "at"):
        note("session.begun", user, request.at)


def _went_out(sender, request, user, **_):
    if hasattr(request, "at"):
        note("session.ended", user, request.at)


def _was_refused(sender, credentials, request=None, **_):
    if hasattr(request, "at"):
        note_refused("session.refused", User.objects.filter(username=name_given(request, credentials)).first(), request.at)
