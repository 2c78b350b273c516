"""The clinic, the people who work there, and what they did."""

import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from myosotis.clinic.people.append_only import AppendOnly


class Installation(models.Model):
    """One row: what this database is for. Invented people and real ones never share one."""

    class Kind(models.TextChoices):
        demo = "demo"
        real = "real"

    kind = models.CharField(max_length=4, choices=Kind.choices)
    made_at = models.DateTimeField()
    # The first owner comes in by a link that is printed once; only its hash is kept.
    owner_link_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(pk=1), name="one_installation_row"),)

    @classmethod
    def row(cls):
        return cls.objects.filter(pk=1).first()


class User(AbstractUser):
    """A login. What a person may do depends on the clinic, see Therapist."""

    class Meta(AbstractUser.Meta):
        swappable = "AUTH_USER_MODEL"


class Clinic(models.Model):
    """Who holds the clients' data. Everything about a client is reached from here and from nowhere else:
    `request.clinic.clients`, `.complaints`, `.treatments`, `.checkins`, `.assessments`, …
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=20)
    # A key of the book's telephone numbers: whom to ring when the clinic is closed.
    region = models.CharField(max_length=30)

    def __str__(self):
        return self.name


class Therapist(models.Model):
    """A person's membership of one clinic, and what the role allows there."""

    class Role(models.TextChoices):
        owner = "owner", _("owner")
        therapist = "therapist", _("therapist")
        reader = "reader", _("read only")

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="therapists")
    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="therapist")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.therapist)
    # Read and confirmed once: what Myosotis is for, and what it is not.
    purpose_confirmed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return self.name

    @property
    def may_write(self) -> bool:
        return self.role != self.Role.reader


class Event(AppendOnly):
    """Who did what to which thing, and when. Never changed, never removed."""

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="events", null=True)
    by = models.ForeignKey(Therapist, on_delete=models.PROTECT, null=True, related_name="events")
    at = models.DateTimeField()
    what = models.CharField(max_length=60)
    thing = models.CharField(max_length=40)
    thing_id = models.CharField(max_length=40)

    class Meta:
        indexes = (models.Index(fields=("clinic", "-at")),)

    @classmethod
    def record(cls, what, thing, *, at, by=None):
        """Note that something happened, in the same transaction as what happened."""
        return cls.objects.create(
            clinic=thing if isinstance(thing, Clinic) else thing.clinic,
            by=by,
            at=at,
            what=what,
            thing=type(thing).__name__,
            thing_id=str(thing.pk),
        )
