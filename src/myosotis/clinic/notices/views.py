"""The outbox: what is sent, and what would have been."""

from collections import Counter

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Case, F, Q, When
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.notices.actions import text_of
from myosotis.clinic.notices.models import Message
from myosotis.clinic.people.door import in_clinic

MOST_SHOWN = 40
WAITS = Q(state=Message.State.waiting)
SOONEST_FIRST = (Case(When(WAITS, then=0), default=1), Case(When(WAITS, then=F("due_at"))), "-due_at", "pk")


@in_clinic
@require_GET
def outbox(request):
    stored = (
        request.clinic.messages.select_related("login", "therapist", "link__treatment__complaint__client")
        .prefetch_related("link__treatment__links")
        # What goes out next stands first; below it what is past, the newest first.
        .order_by(*SOONEST_FIRST)
    )
    wanted = request.GET.get("state", "")
    if wanted in Message.State.values:
        stored = stored.filter(state=wanted)
    counts = Counter(request.clinic.messages.values_list("state", flat=True))
    shown = Paginator(stored, MOST_SHOWN).get_page(request.GET.get("page"))
    lines = [
        {
            "message": message,
            "whose": message.therapist or message.link.treatment.client,
            "text": text_of(message),
            "what": what_it_is(message),
            "due": moments.day_and_time(message.due_at),
            "state": _state_of(message),
            "in_language": _language_of(message),
        }
        for message in shown
    ]
    states = [(state, label, counts[state]) for state, label in state_words().items()]
    return render(request, "notices/outbox.html", {"lines": lines, "states": states, "wanted": wanted, "count": sum(counts.values()), "shown": shown})


def state_words() -> dict[str, str]:
    return {
        "waiting": _("waiting"),
        "sent": _("would have been sent") if settings.DEMO else _("sent"),
        "unneeded": _("no longer needed"),
        "expired": _("too late to send"),
        "failed": _("could not be sent"),
    }


def _state_of(message) -> str:
    """What became of it, and when where it went out."""
    if message.state != Message.State.sent:
        return state_words()[message.state]
    when = moments.day_and_time(message.sent_at)
    return _("would have been sent %(when)s") % {"when": when} if settings.DEMO else _("sent %(when)s") % {"when": when}


def _language_of(message) -> str:
    """Said where the message is in another language than the page: it is the one its reader has chosen."""
    if message.language == wording.language():
        return ""
    return _("The message is in the language of whoever gets it.")


def what_it_is(message) -> str:
    """Which message of the course this is."""
    after = moments.hours(message.hours)
    return {
        Message.Kind.invitation: _("invitation"),
        Message.Kind.bedtime: _("before bedtime"),
        Message.Kind.reminder: _("questions %(hours)s after the treatment") % {"hours": after},
        Message.Kind.again: _("the morning after an answer that had to be seen the same day"),
        Message.Kind.after_pause: _("when a pause was over"),
        Message.Kind.read: _("that the therapist has read the answer"),
        Message.Kind.login: _("way in to her own history, as she asked"),
        Message.Kind.alert: _("to a therapist: cannot wait"),
        Message.Kind.digest: _("to a therapist: once a day"),
        Message.Kind.device: _("to a therapist: a new device"),
        Message.Kind.entry: _("to a therapist: signing in was changed"),
        Message.Kind.missed: _("reminder of the questions %(hours)s after the treatment") % {"hours": after},
    }[message.kind]
