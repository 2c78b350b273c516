"""The client's link: made with the treatment, replaced or closed by a therapist."""

from django.db import transaction

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


@transaction.atomic
def revoke_links(*, treatment, at, by=None):
    """Close every open link of this treatment: a wrong person had it, or a new one is made."""
    for link in treatment.links.filter(revoked_at=None):
        link.revoked_at = at
        link.save(update_fields=["revoked_at"])
        Event.record("link.closed", link, at=at, by=by)
