"""The outbox: what is sent, and what would have been."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from myosotis.clinic.care.presenters import moments
from myosotis.clinic.notices.actions import text_of
from myosotis.clinic.notices.models import Message
from myosotis.clinic.people.door import in_clinic

MOST_SHOWN = 60


@in_clinic
@require_GET
def outbox(request):
    stored = (
        request.clinic.messages.select_related("link__treatment__complaint__client")
        .prefetch_related("link__treatment__links")
        .order_by("-due_at")
    )
    lines = [
        {
            "message": message,
            "client": message.link.treatment.client,
            "text": text_of(message),
            "what": what_it_is(message),
            "due": moments.day_and_time(message.due_at),
            "sent": message.sent_at and moments.day_and_time(message.sent_at),
        }
        for message in stored[:MOST_SHOWN]
    ]
    return render(request, "notices/outbox.html", {"lines": lines})


def what_it_is(message) -> str:
    """Which message of the course this is."""
    after = moments.hours(message.hours)
    return {
        Message.Kind.invitation: _("invitation"),
        Message.Kind.bedtime: _("before bedtime"),
        Message.Kind.reminder: _("check-in after %(hours)s") % {"hours": after},
        Message.Kind.missed: _("reminder of the check-in after %(hours)s") % {"hours": after},
    }[message.kind]
