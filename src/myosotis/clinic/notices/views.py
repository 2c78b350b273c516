"""The outbox: what is sent, and what would have been."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from myosotis.clinic.care.presenters import moments
from myosotis.clinic.notices.actions import text_of
from myosotis.clinic.people.door import in_clinic

MOST_SHOWN = 60


@in_clinic
@require_GET
def outbox(request):
    stored = request.clinic.messages.select_related("link__treatment__complaint__client").order_by("-due_at")
    lines = [
        {
            "message": message,
            "client": message.link.treatment.client,
            "text": text_of(message),
            "due": moments.day_and_time(message.due_at),
            "sent": message.sent_at and moments.day_and_time(message.sent_at),
        }
        for message in stored[:MOST_SHOWN]
    ]
    return render(request, "notices/outbox.html", {"lines": lines})
