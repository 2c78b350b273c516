"""A treatment while it goes on, what the client said in it with a button, and the treatment that was recorded of it."""

from django.db import models

from myosotis.clinic.care.models.link import Keyed
from myosotis.clinic.care.models.owned import Owned
from myosotis.clinic.people.append_only import AppendOnly


class Sitting(Keyed):
    """Opens three buttons and nothing else: it shows nothing of the client, so no birthday stands before a "stop"."""

    purpose = b"sitting "

    complaint = models.ForeignKey("care.Complaint", on_delete=models.PROTECT, related_name="sittings")
    by = models.ForeignKey("people.Therapist", on_delete=models.PROTECT, related_name="sittings")
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    # What the therapist had written when the buttons were handed over, name → values; empty once it is recorded.
    draft = models.JSONField(default=dict)

    class Meta(Keyed.Meta):
        ordering = ("made_at",)

    def is_open(self, at) -> bool:
        return self.closed_at is None and at < self.expires_at

    @classmethod
    def find(cls, token):
        """The sitting of this token, or None; the caller asks whether it is still open."""
        return cls.of_token(token).select_related("clinic", "complaint__client").first()


class Signal(AppendOnly, Owned):
    """She pressed a button. There is none for more."""

    class What(models.TextChoices):
        good = "good"
        too_hard = "too_hard"
        stop = "stop"

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="signals")
    what = models.CharField(max_length=10, choices=What.choices)
    pressed_at = models.DateTimeField()
    # Sent twice, stored once.
    key = models.UUIDField()
    language = models.CharField(max_length=2)

    class Meta:
        ordering = ("pressed_at",)
        constraints = (models.UniqueConstraint(fields=("sitting", "key"), name="one_signal_a_press"),)

    @property
    def asks_for_gentler(self) -> bool:
        return self.what != self.What.good


class KeptSitting(AppendOnly, Owned):
    """The treatment that was recorded of a sitting. Taken a break, a treatment has several."""

    sitting = models.OneToOneField(Sitting, on_delete=models.PROTECT, related_name="kept")
    treatment = models.ForeignKey("care.Treatment", on_delete=models.PROTECT, related_name="kept_sittings")

    class Meta:
        ordering = ("made_at",)
