"""Messages are written where their cause is written, and sent by one worker.

Sending takes two short transactions with nothing held in between: the first takes the message and says when another
worker may take it again, the second says what became of it. Whoever is killed between them leaves a message that is
tried again with the same key.
"""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from myosotis.clinic.care.models import AnswerLink
from myosotis.clinic.care.models.standing import RANK_CALM
from myosotis.clinic.care.schedule import (
    FOLLOWED,
    QUIET_UNTIL,
    asked_after,
    asked_again_at,
    asks_of,
    is_answered,
    is_paused,
    is_quiet,
    not_at_night,
    pauses_of,
)
from myosotis.clinic.exercises.models import worse_unseen
from myosotis.clinic.fence.within import fenced
from myosotis.clinic.keeping.word import standing_yes
from myosotis.clinic.notices.models import Message
from myosotis.clinic.notices.senders import Refused, TryLater, print_to_console
from myosotis.clinic.people.models import Clinic
from myosotis.terms import Level

# What is not sent while she is on holiday or ill; she is asked once when the pause is over.
HELD_BACK = (Message.Kind.bedtime, Message.Kind.reminder, Message.Kind.missed)
# Each is about what she wrote last: once she has written again it is no use to her.
UNTIL_SHE_WRITES = (Message.Kind.again, Message.Kind.after_pause, Message.Kind.read)
ENTRY = (Message.Kind.device, Message.Kind.entry)
USEFUL_FOR = timedelta(hours=12)
RETRY_AFTER = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
# Longer than any sender waits for an answer.
LEASE = timedelta(minutes=2)


def may_be_asked(client) -> bool:
    """She has a number, has said yes, and has neither said no nor been set aside since."""
    return bool(client.phone and client.set_aside_at is None and standing_yes(client))


@transaction.atomic(savepoint=False)
def write_messages(*, link, at):
    """The invitation now; for each time at which the client is asked a message, and one more should she not answer."""
    client = link.treatment.client
    if not may_be_asked(client):
        return []
    asked = [ask for ask in asks_of(link.treatment) if ask.due_at > at or (ask.bedtime_at and ask.bedtime_at > at)]
    written = [_made(link, Message.Kind.invitation, 0, not_at_night(at), at)]
    for ask, own in zip(asked, link.for_checkins([ask.hours for ask in asked], at), strict=True):
        if ask.bedtime_at and ask.bedtime_at > at:
            written.append(_made(own, Message.Kind.bedtime, ask.hours, ask.bedtime_at, at))
        if ask.due_at > at:
            written.append(_made(own, Message.Kind.reminder, ask.hours, ask.sent_at, at))
            written.append(_made(own, Message.Kind.missed, ask.hours, ask.reminded_at, at))
    return link.clinic.messages.bulk_create(written)


@transaction.atomic(savepoint=False)
def write_asked_again(*, assessment, at):
    """After an answer that a person must see the same day she is asked once more the next morning; None where she is not."""
    treatment = assessment.checkin.treatment
    when = asked_again_at(treatment, assessment.level, at, pauses_of(treatment.client))
    link = treatment.links.filter(hours=None, revoked_at=None).order_by("-made_at").first()
    if when is None or link is None or not may_be_asked(treatment.client):
        return None
    again = _made(link, Message.Kind.again, 0, when, at, assessment)
    again.save()
    return again


@transaction.atomic(savepoint=False)
def ask_in_spite_of_pause(*, client, at) -> None:
    """A pause begins after an answer that a person had to see the same day: the time of the schedule that stood in for the next
    morning is held back now, and she is asked then all the same.
    """
    for treatment in client.clinic.treatments.filter(complaint__client=client).select_related("standing__last__checkin", "complaint__client"):
        last = getattr(treatment, "standing", None) and treatment.standing.last
        answered = last and last.checkin.received_at
        when = last and asked_again_at(treatment, last.level, answered, pauses_of(client))
        if when and when > at and not last.alerts.filter(kind=Message.Kind.again).exists():
            write_asked_again(assessment=last, at=answered)


@transaction.atomic(savepoint=False)
def write_read(*, assessment, at):
    """That there is news, and not a word of what: by her link she is told that her answer was read. None where she is not written to."""
    treatment = assessment.checkin.treatment
    link = treatment.links.filter(hours=None, revoked_at=None).order_by("-made_at").first()
    if link is None or not link.is_open(at) or not may_be_asked(treatment.client) or assessment.alerts.filter(kind=Message.Kind.read).exists():
        return None
    told = _made(link, Message.Kind.read, 0, not_at_night(at), at, assessment)
    told.save()
    return told


@transaction.atomic(savepoint=False)
def ask_after_pause(*, pause, at) -> list:
    """Once for each complaint whose newest treatment was to be asked about meanwhile. What an earlier plan would have sent is not sent."""
    client = pause.client
    _stop(client.clinic.messages.filter(kind=Message.Kind.after_pause, link__treatment__complaint__client=client, due_at__gt=at))
    [spell] = [each for each in pauses_of(client) if each[0] <= pause.made_at <= pause.until_at <= each[1]]
    written = []
    for complaint in client.complaints.all() if may_be_asked(client) else ():
        treatment = complaint.treatments.order_by("-ended_at").first()
        when = treatment and asked_after(treatment, spell)
        link = when and treatment.links.filter(hours=None, revoked_at=None).order_by("-made_at").first()
        if link:
            written.append(_made(link, Message.Kind.after_pause, 0, max(when, at), at))
            written[-1].key = f"pause-{pause.pk}-{treatment.pk.hex[:8]}-{int(pause.until_at.timestamp())}"
            written[-1].save()
    return written


def _made(link, kind, hours, when, at, assessment=None):
    return Message(
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
        assessment=assessment,
        key=f"{kind}-{link.pk}-{hours}" if assessment is None else f"{kind}-{assessment.pk}",
    )


@transaction.atomic
def write_login_message(*, login, at):
    """What she asked for herself is sent at once, at night too; None without a number or a treatment."""
    link = AnswerLink.newest_of(login.client)
    if link is None or not login.client.phone:
        return None
    return Message.objects.create(
        clinic=login.clinic,
        link=link,
        login=login,
        kind=Message.Kind.login,
        to=login.client.phone,
        language=login.client.language,
        made_at=at,
        due_at=at,
        next_try_at=at,
        expires_at=login.expires_at,
        key=f"login-{login.pk}",
    )


@transaction.atomic(savepoint=False)
def write_alerts(*, assessment, at) -> list:
    """Whoever asked for it is told at once, at night too, that somebody needs a doctor or could not be judged."""
    if assessment.level is not None and assessment.level < Level.doctor_today:
        return []
    return [
        _write_to(therapist, Message.Kind.alert, at, at + timedelta(days=1), f"alert-{assessment.pk}-{therapist.pk}", assessment)
        for therapist in assessment.clinic.therapists.exclude(alert_to="")
    ]


@transaction.atomic
def write_exercise_alert(*, done, at) -> list:
    """An exercise made it worse: told at once to whoever asked for it, in the same words as any other."""
    return [
        _write_to(therapist, Message.Kind.alert, at, at + timedelta(days=1), f"exercise-{done.pk}-{therapist.pk}")
        for therapist in done.clinic.therapists.exclude(alert_to="")
    ]


@transaction.atomic
def write_entry_notice(*, therapist, at, new_device=False, to=None):
    """At once, at night too: it may not have been she. `to` is where she was told until now, should that have been changed."""
    kind = Message.Kind.device if new_device else Message.Kind.entry
    address = therapist.alert_to if to is None else to
    return _write_to(therapist, kind, at, at + timedelta(days=1), f"{kind}-{uuid.uuid4()}", to=address) if address else None


def write_digests(*, at) -> int:
    """Once a day, after eight, and only where something waits: to each therapist who gave an address."""
    local = timezone.localtime(at)
    if local.time() < QUIET_UNTIL:
        return 0
    count = 0
    for clinic in Clinic.objects.filter(therapists__alert_to__gt="").distinct():
        with fenced(clinic.pk), transaction.atomic():
            count += _write_digests_of(clinic, at, local.date())
    return count


def _write_digests_of(clinic, at, day) -> int:
    keys = {t: f"digest-{t.pk}-{day}" for t in clinic.therapists.exclude(alert_to="")}
    written = set(clinic.messages.filter(key__in=keys.values()).values_list("key", flat=True))
    missing = {therapist: key for therapist, key in keys.items() if key not in written}
    if not missing or not something_waits(clinic, at):
        return 0
    for therapist, key in missing.items():
        _write_to(therapist, Message.Kind.digest, at, at + USEFUL_FOR, key)
    return len(missing)


def something_waits(clinic, at) -> bool:
    """A line above "as expected": an answer that nobody has seen, a silence, an exercise that hurt more."""
    return worse_unseen(clinic).exists() or clinic.standings.filter(Q(rank__gt=RANK_CALM) | Q(silent_at__lte=at, ended_at__gte=at - FOLLOWED), client__set_aside_at=None).exists()


def _write_to(therapist, kind, at, expires_at, key, assessment=None, to=None):
    return Message.objects.create(
        clinic=therapist.clinic, therapist=therapist, assessment=assessment, kind=kind, to=to or therapist.alert_to, language="da",
        made_at=at, due_at=at, next_try_at=at, expires_at=expires_at, key=key,
    )  # fmt: skip


@transaction.atomic
def stop_messages(*, client):
    """Nothing that waits for this client is sent."""
    _stop(client.clinic.messages.filter(link__treatment__complaint__client=client))


@transaction.atomic
def forward_messages(*, client):
    """What waits goes to the number, and in the language, that she has now; to no number, nothing."""
    if not client.phone:
        stop_messages(client=client)
    waiting = client.clinic.messages.filter(link__treatment__complaint__client=client, state=Message.State.waiting)
    for message in waiting.select_for_update(of=("self",)):
        message.to, message.language = client.phone, client.language
        message.save(update_fields=["to", "language"])


@transaction.atomic
def stop_messages_of(treatment):
    """Nothing that asks about this treatment is sent."""
    _stop(treatment.clinic.messages.filter(link__treatment=treatment, login=None))


def _stop(messages):
    waiting = messages.filter(state=Message.State.waiting)
    for message in waiting.select_for_update(of=("self",)):
        message.state = Message.State.unneeded
        message.save(update_fields=["state"])


def text_of(message) -> str:
    """What is sent: that there is something to read, and where. Never a word about health, never a name."""
    with translation.override(message.language):
        if message.therapist_id:
            if message.kind in ENTRY:
                return _entry_text(message.kind)
            address = settings.PUBLIC_ADDRESS + reverse("worklist")
            if message.kind == Message.Kind.alert:
                return _("Something on the worklist cannot wait: %(address)s") % {"address": address}
            return _("Something waits on the worklist: %(address)s") % {"address": address}
        where = reverse("my_way_in", args=[message.login.token]) if message.login else reverse("checkin", args=[_way_in(message).token])
        address = settings.PUBLIC_ADDRESS + where
        if message.kind == Message.Kind.read:
            return _("There is news from the clinic: %(address)s") % {"address": address}
        return _("You have a message from your therapist: %(address)s") % {"address": address}


def _entry_text(kind) -> str:
    address = settings.PUBLIC_ADDRESS + reverse("mfa_index")
    if kind == Message.Kind.device:
        return _("A new device has logged in to Myosotis as you. Was it not you? Log it out here: %(address)s") % {"address": address}
    return _("How you log in to Myosotis was changed. Was it not you? Look here, and tell your clinic: %(address)s") % {"address": address}


def _way_in(message):
    """The link that is open now: the message's own, or the one that replaced it."""
    if message.link.revoked_at is None:
        return message.link
    open_links = [link for link in message.link.treatment.links.all() if link.revoked_at is None and link.hours is None]
    return max(open_links, key=lambda link: link.made_at, default=message.link)


def send_due(*, at, send=None, lease=LEASE) -> int:
    """Send what is due at a moment, one after the other; how many left the house."""
    count = 0
    while message := take_next(at=at, lease=lease):
        count += deliver(message, at=at, send=send or print_to_console)
    return count


@transaction.atomic
def take_next(*, at: datetime, lease=LEASE):
    """The next message that is due, taken for as long as the lease; None when nothing is.

    At night only what she asked for a moment ago is due, and what cannot wait.
    """
    while True:
        due = Message.objects.filter(state=Message.State.waiting, next_try_at__lte=at)
        if is_quiet(at):
            due = due.filter(kind__in=(Message.Kind.login, Message.Kind.alert, *ENTRY))
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True, of=("self",))
        # On SQLite every transaction begins by taking the one lock there is.
        message = due.select_related("link__treatment", "login").order_by("next_try_at", "pk").first()
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


def _reason_to_leave(message, at):
    if message.login:
        return None if message.login.is_open(at) else Message.State.expired
    if message.therapist_id:
        return _reason_to_leave_alert(message, at)
    if at > message.expires_at or not _way_in(message).is_open(at):
        return Message.State.expired
    checkins = message.link.treatment.checkins.filter(by_her=True)
    if message.kind in UNTIL_SHE_WRITES and checkins.filter(received_at__gt=message.made_at).exists():
        return Message.State.unneeded
    if message.kind in HELD_BACK and is_paused(message.due_at, pauses_of(message.link.client)):
        return Message.State.unneeded
    if message.hours and is_answered(message.link.treatment, message.hours, checkins.values_list("hours", flat=True)):
        return Message.State.unneeded
    if message.attempts > len(RETRY_AFTER):
        return Message.State.failed
    return None


def _reason_to_leave_alert(message, at):
    if at > message.expires_at:
        return Message.State.expired
    if message.assessment and message.assessment.acknowledged:
        return Message.State.unneeded
    return Message.State.failed if message.attempts > len(RETRY_AFTER) else None


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
