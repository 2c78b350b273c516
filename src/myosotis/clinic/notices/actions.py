"""Messages are written where their cause is written, and sent by one worker.

Sending takes two short transactions with nothing held in between: the first takes the message and says when another
worker may take it again, the second says what became of it. Whoever is killed between them leaves a message that is
tried again with the same key.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from myosotis.clinic.care.schedule import not_at_night
from myosotis.clinic.notices.hours import asks_of, is_answered, is_quiet
from myosotis.clinic.notices.models import Message
from myosotis.clinic.notices.senders import Refused, TryLater, print_to_console

USEFUL_FOR = timedelta(hours=12)
RETRY_AFTER = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
# Longer than any sender waits for an answer.
LEASE = timedelta(minutes=2)


@transaction.atomic
def write_messages(*, link, at):
    """The invitation now; for each time at which the client is asked a message, and one more should she not answer."""
    client = link.treatment.client
    if not client.phone:
        return []
    written = [_write(link, Message.Kind.invitation, 0, not_at_night(at), at)]
    for ask in asks_of(link.treatment):
        if ask.bedtime_at and ask.bedtime_at > at:
            written.append(_write(link, Message.Kind.bedtime, ask.hours, ask.bedtime_at, at))
        if ask.due_at > at:
            written.append(_write(link, Message.Kind.reminder, ask.hours, ask.sent_at, at))
            written.append(_write(link, Message.Kind.missed, ask.hours, ask.reminded_at, at))
    return written


def _write(link, kind, hours, when, at):
    return Message.objects.create(
        clinic=link.clinic,
        link=link,
        kind=kind,
        hours=hours,
        to=link.treatment.client.phone,
        language=link.treatment.client.language,
        made_at=at,
        due_at=when,
        next_try_at=when,
        expires_at=when + USEFUL_FOR,
        key=f"{kind}-{link.pk}-{hours}",
    )


def text_of(message) -> str:
    """What is sent: that there is something to read, and where. Never a word about health, never a name."""
    with translation.override(message.language):
        address = settings.PUBLIC_ADDRESS + reverse("checkin", args=[_way_in(message).token])
        return _("You have a message from your therapist: %(address)s") % {"address": address}


def _way_in(message):
    """The link that is open now: the message's own, or the one that replaced it."""
    if message.link.revoked_at is None:
        return message.link
    open_links = [link for link in message.link.treatment.links.all() if link.revoked_at is None]
    return max(open_links, key=lambda link: link.made_at, default=message.link)


def send_due(*, at, send=None, lease=LEASE) -> int:
    """Send what is due at a moment, one after the other; how many left the house."""
    count = 0
    while message := take_next(at=at, lease=lease):
        count += deliver(message, at=at, send=send or print_to_console)
    return count


@transaction.atomic
def take_next(*, at: datetime, lease=LEASE):
    """The next message that is due, taken for as long as the lease; None when nothing is. At night nothing is due."""
    while not is_quiet(at):
        due = Message.objects.filter(state=Message.State.waiting, next_try_at__lte=at)
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True, of=("self",))
        # On SQLite every transaction begins by taking the one lock there is.
        message = due.select_related("link__treatment").order_by("next_try_at", "pk").first()
        if message is None:
            return None
        if left := _reason_to_leave(message, at):
            message.state = left
            message.save(update_fields=["state"])
            continue
        message.attempts += 1
        message.next_try_at = at + lease
        message.save(update_fields=["attempts", "next_try_at"])
        return message
    return None


def _reason_to_leave(message, at):
    if at > message.expires_at or not _way_in(message).is_open(at):
        return Message.State.expired
    answered = message.link.treatment.checkins.values_list("hours", flat=True)
    if message.hours and is_answered(message.hours, answered):
        return Message.State.unneeded
    if message.attempts > len(RETRY_AFTER):
        return Message.State.failed
    return None


def deliver(message, *, at, send) -> bool:
    """Give a taken message to its sender, with nothing held in the database meanwhile; note what became of it."""
    try:
        receipt = send(to=message.to, text=text_of(message), key=message.key, expires_at=message.expires_at)
    except Refused:
        _settle(message, state=Message.State.failed)
    except TryLater as later:
        _try_again(message, at, later.after)
    except OSError:
        _try_again(message, at, None)
    else:
        _settle(message, state=Message.State.sent, sent_at=at, receipt=str(receipt or "")[:80])
        return True
    return False


def _try_again(message, at, after):
    if message.attempts > len(RETRY_AFTER):
        _settle(message, state=Message.State.failed)
        return
    wait = max(RETRY_AFTER[message.attempts - 1], after or timedelta(0))
    _settle(message, next_try_at=not_at_night(at + wait))


def _settle(message, **became):
    """Only what this worker took: another may have it by now, should this one have slept."""
    mine = Message.objects.filter(pk=message.pk, state=Message.State.waiting, attempts=message.attempts)
    mine.update(**became)
