"""What happens to clinics and the people in them. Each is one transaction that says who and when."""

import hashlib
import secrets

from django.db import transaction

from myosotis.clinic.fence import within
from myosotis.clinic.people.models import Clinic, Event, Installation, Therapist, User


@transaction.atomic
def mark_installation(*, kind, at):
    """Say once what this database is for."""
    return Installation.objects.get_or_create(pk=1, defaults={"kind": kind, "made_at": at})[0]


class LinkUsed(Exception):
    """Somebody opened a clinic with this link in the same moment."""


@transaction.atomic
def make_owner_link(*, of_another=False):
    """A new token for the first owner, or None when there is one already and no other clinic is to be opened. Any earlier token is dead."""
    if User.objects.exists() and not of_another:
        return None
    token = secrets.token_urlsafe(24)
    Installation.objects.filter(pk=1).update(owner_link_hash=hash_of(token))
    return token


def hash_of(token):
    return hashlib.sha256(token.encode()).hexdigest()


def owner_link_is_open(token):
    row = Installation.row()
    return bool(row and row.owner_link_hash and secrets.compare_digest(row.owner_link_hash, hash_of(token)))


@transaction.atomic
def open_clinic(*, clinic_name, phone, region, name, username, password, at, token=None):
    """A clinic with its first owner. Closes the printed link, which opens one clinic however often it is sent."""
    links = Installation.objects.filter(pk=1)
    if token is not None and not links.filter(owner_link_hash=hash_of(token)).update(owner_link_hash=""):
        raise LinkUsed
    clinic = Clinic(name=clinic_name, phone=phone, region=region)
    within.name(clinic.pk)
    clinic.save(force_insert=True)
    user = User.objects.create_user(username=username, password=password)
    owner = Therapist.objects.create(clinic=clinic, user=user, name=name, role=Therapist.Role.owner)
    links.update(owner_link_hash="")
    Event.record("clinic.opened", clinic, at=at, by=owner)
    return owner


@transaction.atomic
def confirm_purpose(*, therapist, at):
    """The therapist has read what Myosotis is for, and what it is not."""
    therapist.purpose_confirmed_at = at
    therapist.save(update_fields=["purpose_confirmed_at"])
    Event.record("purpose.confirmed", therapist, at=at, by=therapist)
    return therapist
