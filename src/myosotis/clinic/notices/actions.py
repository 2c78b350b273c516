"""Messages are written where their cause is written, and sent by one worker."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import connection, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from myosotis.clinic.care.schedule import DUE_HOURS, due_at, not_at_night
from myosotis.clinic.notices.models import Message

USEFUL_FOR = timedelta(hours=12)
RETRY_AFTER = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))


def write_messages(*, link, at):
    """The invitation now, and one message for each hour at which the client is asked."""
    client = link.treatment.client
    if not client.phone:
        return []
    moments = [(Message.Kind.invitation, 0, at)]
    moments += [
        (Message.Kind.reminder, hours, due)
        for hours in DUE_HOURS
        if (due := due_at(link.treatment.ended_at, hours)) > at
    ]
    return [
        Message.objects.create(
            clinic=link.clinic,
            link=link,
            kind=kind,
            to=client.phone,
            language=client.language,
            made_at=at,
            due_at=(when := not_at_night(due)),
            next_try_at=when,
            expires_at=when + USEFUL_FOR,
            key=f"{kind}-{link.pk}-{hours}",
        )
        for kind, hours, due in moments
    ]


def text_of(message) -> str:
    """What is sent: that there is something to read, and where. Never a word about health, never a name."""
    with translation.override(message.language):
        address = settings.PUBLIC_ADDRESS + reverse("checkin", args=[message.link.token])
        return _("You have a message from your therapist: %(address)s") % {"address": address}


def send_due(*, at, send=None) -> int:
    """Send what is due. One message, one transaction: killed anywhere, the next run goes on from there."""
    send = send or print_to_console
    count = 0
    while _send_one(at, send):
        count += 1
    return count


@transaction.atomic
def _send_one(at, send) -> bool:
    waiting = Message.objects.filter(state=Message.State.waiting, next_try_at__lte=at).select_related("link")
    if connection.features.has_select_for_update_skip_locked:
        waiting = waiting.select_for_update(skip_locked=True, of=("self",))
    message = waiting.order_by("next_try_at").first()
    if message is None:
        return False
    if at > message.expires_at or not message.link.is_open(at):
        message.state = Message.State.expired
    else:
        _try(message, at, send)
    message.save()
    return True


def _try(message, at, send):
    message.attempts += 1
    try:
        send(to=message.to, text=text_of(message), key=message.key)
    except OSError:
        if message.attempts > len(RETRY_AFTER):
            message.state = Message.State.failed
        else:
            message.next_try_at = at + RETRY_AFTER[message.attempts - 1]
    else:
        message.state, message.sent_at = Message.State.sent, at


def print_to_console(*, to, text, key):
    print(f"{key}\n  {to}\n  {text}", flush=True)


def send_email(*, to, text, key):
    send_mail(subject=_("A message from your therapist"), message=text, from_email=None, recipient_list=[to])
