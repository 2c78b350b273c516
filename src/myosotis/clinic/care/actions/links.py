"""The client's link: made with the treatment, opened by her birthday, replaced or closed by a therapist."""

from django.db import transaction
from django.db.models import F

from myosotis.clinic.care.models import AnswerLink
from myosotis.clinic.care.schedule import LINK_OPEN
from myosotis.clinic.people.models import Event


@transaction.atomic
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
        revoke_links(treatment=link.treatment, at=at)
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


@transaction.atomic
def revoke_links(*, treatment, at, by=None):
    """Close every open link of this treatment: a wrong person had it, or a new one is made."""
    for link in treatment.links.filter(revoked_at=None):
        link.revoked_at = at
        link.save(update_fields=["revoked_at"])
        Event.record("link.closed", link, at=at, by=by)
