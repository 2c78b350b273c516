"""The client's link: made with the treatment, opened by her birthday, replaced or closed by a therapist."""

from django.db import transaction
from django.db.models import F

from myosotis.clinic.care.actions.standing import restand
from myosotis.clinic.care.models import AnswerLink
from myosotis.clinic.care.schedule import LINK_OPEN
from myosotis.clinic.notices.actions import stop_messages_of, write_messages
from myosotis.clinic.people.models import Event

NOT_HER, LOCKED = "not_her", "birthday"


@transaction.atomic
def renew_link(*, treatment, at, by, send=True):
    """A new link in the place of the old one. Where the old one was shut, its messages were stopped: they begin anew when `send`."""
    was_shut = treatment.standing.shut_at is not None
    link = make_link(treatment=treatment, at=at, by=by)
    if was_shut and send:
        write_messages(link=link, at=at)
    restand(treatment)
    return link


@transaction.atomic
def shut_links(*, treatment, at, why):
    """Close every link of this treatment from outside: nothing more is sent, and the worklist says so."""
    revoke_links(treatment=treatment, at=at, why=why)
    stop_messages_of(treatment)
    restand(treatment)


@transaction.atomic(savepoint=False)
def make_link(*, treatment, at, by=None):
    revoke_links(treatment=treatment, at=at)
    link = AnswerLink.objects.create(
        clinic=treatment.clinic, treatment=treatment, made_at=at, expires_at=treatment.ended_at + LINK_OPEN
    )
    Event.record("link.made", link, at=at, by=by)
    return link


# Guesses at day and month of birth (366 of them) before the link is closed.
MOST_BIRTHDAYS = 5


def tries_left(treatment) -> int:
    """Over all links that are open, for each message carries one of its own. A link made anew begins anew."""
    return MOST_BIRTHDAYS - sum(treatment.links.filter(revoked_at=None).values_list("wrong_birthdays", flat=True))


@transaction.atomic
def fits_birthday(*, link, day: int, month: int, at) -> bool:
    """Is it her day and month of birth? Each miss is counted on the link, and the fifth closes it.

    The row is locked meanwhile, so that guesses sent at once are counted one by one.
    """
    link = AnswerLink.objects.select_for_update(of=("self",)).select_related("treatment__complaint__client").get(pk=link.pk)
    if not link.is_open(at):
        return False
    born = link.treatment.client.born
    if (born.day, born.month) == (day, month):
        return True
    AnswerLink.objects.filter(pk=link.pk).update(wrong_birthdays=F("wrong_birthdays") + 1)
    Event.record("link.wrong_birthday", link, at=at)
    if tries_left(link.treatment) <= 0:
        shut_links(treatment=link.treatment, at=at, why=LOCKED)
    return False


def is_her_birthday(*, link, day: int, month: int, at, event: str) -> bool:
    """The same for a link that opens once, whose row the caller has locked; a miss is kept as an event of this name."""
    born = link.client.born
    if (born.day, born.month) == (day, month):
        return True
    link.wrong_birthdays += 1
    link.save(update_fields=["wrong_birthdays"])
    Event.record(event, link, at=at)
    if link.wrong_birthdays >= MOST_BIRTHDAYS:
        link.close(at)
    return False


@transaction.atomic(savepoint=False)
def revoke_links(*, treatment, at, by=None, why=""):
    """Close every open link of this treatment: a wrong person had it, or a new one is made."""
    for link in treatment.links.filter(revoked_at=None):
        link.revoked_at, link.shut_why = at, why
        link.save(update_fields=["revoked_at", "shut_why"])
        Event.record("link.closed", link, at=at, by=by)
