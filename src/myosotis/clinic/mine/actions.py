"""A way in for ten minutes, its one use, and her no. Each is one transaction with its event."""

from datetime import timedelta

from django.db import transaction

from myosotis.clinic.care.actions import is_her_birthday, revoke_links
from myosotis.clinic.keeping.word import standing_no
from myosotis.clinic.mine.models import LoginLink, Withdrawal
from myosotis.clinic.notices.actions import stop_messages, write_login_message
from myosotis.clinic.people.models import Event

OPEN_FOR = timedelta(minutes=10)
MOST_IN_AN_HOUR = 3


@transaction.atomic
def make_login_link(*, client, at, by=None) -> LoginLink | None:
    """A new way in, sent to her own number; an older one closes. None when she has asked too often."""
    earlier = client.login_links.select_for_update()
    if by is None and earlier.filter(made_at__gt=at - timedelta(hours=1)).count() >= MOST_IN_AN_HOUR:
        return None
    for link in earlier.filter(used_at=None, expires_at__gt=at):
        link.close(at)
    link = LoginLink.objects.create(clinic=client.clinic, client=client, made_at=at, expires_at=at + OPEN_FOR)
    Event.record("login_link.made", link, at=at, by=by)
    if by is None:
        write_login_message(login=link, at=at)
    return link


@transaction.atomic
def use_login_link(*, link, day: int, month: int, at) -> bool:
    """The one use: with her day and month of birth. Each miss is counted, and the fifth closes the link."""
    link = LoginLink.objects.select_for_update(of=("self",)).select_related("client").get(pk=link.pk)
    if not link.is_open(at):
        return False
    if not is_her_birthday(link=link, day=day, month=month, at=at, event="login_link.wrong_birthday"):
        return False
    link.used_at = at
    link.save(update_fields=["used_at"])
    Event.record("login_link.used", link, at=at)
    return True


@transaction.atomic
def stop_asking(*, client, at) -> None:
    """Every link closes and nothing that waits is sent."""
    for complaint in client.complaints.all():
        for treatment in complaint.treatments.all():
            revoke_links(treatment=treatment, at=at)
    stop_messages(client=client)


@transaction.atomic
def withdraw(*, client, at, by=None) -> Withdrawal:
    """She says no: every link closes and nothing more is sent. A second no changes nothing, unless she said yes in between.

    `by`: she said it to a therapist, who notes it.
    """
    if given := standing_no(client):
        return given
    said = Withdrawal.objects.create(clinic=client.clinic, client=client, made_at=at)
    stop_asking(client=client, at=at)
    if by:
        Event.record("consent.no_noted", said, at=at, by=by)
    else:
        Event.record("consent.withdrawn", said, at=at)
    return said
