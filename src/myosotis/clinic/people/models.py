"""The clinic, the people who work there, and what they did."""

import hashlib
import hmac
import uuid
from datetime import UTC

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from myosotis.clinic.fence import within
from myosotis.clinic.people.append_only import AppendOnly
from myosotis.clinic.people.history import Recorded


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


class Clinic(Recorded):
    """Who holds the clients' data. Everything about a client is reached from here and from nowhere else:
    `request.clinic.clients`, `.complaints`, `.treatments`, `.checkins`, `.assessments`, …
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=20)
    # A key of the book's telephone numbers: whom to ring when the clinic is closed.
    region = models.CharField(max_length=30)
    # How long what is written must be kept: a key of `keeping.retention.YEARS`.
    retention = models.CharField(max_length=24, default="five_years")

    def __str__(self):
        return self.name


class Therapist(Recorded):
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
    # A phone number or an e-mail address to which it is said that something waits; never who or why.
    alert_to = models.CharField(max_length=120, blank=True)

    def __str__(self):
        return self.name

    @classmethod
    def signed_in(cls, user):
        """Who this login is here, or None. From here on her clinic is named."""
        within.name_by(cls, user_id=user.pk)
        return cls.objects.select_related("clinic").filter(user=user).first()

    @property
    def may_write(self) -> bool:
        return self.role != self.Role.reader


class Event(AppendOnly):
    """Who did or saw what of which thing, and when. Never changed, never removed.

    Each is numbered within its clinic and sealed over the one before it, so that a row that was changed, taken out or
    slipped in shows (`myosotis check-log`). The key of the seal is the clinic's secret, which the database does not hold.
    """

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="events", null=True)
    by = models.ForeignKey(Therapist, on_delete=models.PROTECT, null=True, related_name="events")
    at = models.DateTimeField()
    what = models.CharField(max_length=60)
    thing = models.CharField(max_length=40)
    thing_id = models.CharField(max_length=40)
    # Null and empty: written before events were sealed.
    number = models.PositiveIntegerField(null=True)
    seal = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = (models.Index(fields=("clinic", "-at")),)
        constraints = (models.UniqueConstraint(fields=("clinic", "number"), name="one_event_of_a_number"),)

    @classmethod
    def record(cls, what, thing, *, at, by=None):
        """Note that something happened, in the same transaction as what happened."""
        clinic = thing if isinstance(thing, Clinic) else thing.clinic
        with transaction.atomic(savepoint=False):
            # One after the other within a clinic; whoever only refers to the clinic does not wait.
            Clinic.objects.select_for_update(no_key=True).only("pk").get(pk=clinic.pk)
            last = cls.objects.filter(clinic=clinic).exclude(number=None).order_by("-number").values_list("number", "seal").first()
            made = cls(clinic=clinic, by=by, at=at, what=what, thing=type(thing).__name__, thing_id=str(thing.pk))
            number, seal = last or (0, "")
            made.number = number + 1
            made.seal = made.sealed_after(seal)
            made.save()
        return made

    def sealed_after(self, before: str) -> str:
        """The seal that this event must have after one with that seal."""
        said = (before, self.clinic_id, self.number, self.at.astimezone(UTC).isoformat(), self.by_id, self.what, self.thing, self.thing_id)
        return hmac.new(settings.SECRET_KEY.encode(), "|".join(map(str, said)).encode(), hashlib.sha256).hexdigest()


class Miss(models.Model):
    """How often somebody tried a link that opens nothing, in one minute. `who` is a keyed hash of an address."""

    who = models.CharField(max_length=32)
    minute = models.DateTimeField()
    count = models.PositiveIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("who", "minute"), name="one_count_a_minute"),)
