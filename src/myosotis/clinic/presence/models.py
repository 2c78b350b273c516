"""Opening hours of a clinic, and when nobody is there."""

from django.db import models

from myosotis.clinic.care.models.owned import Owned
from myosotis.clinic.fence import within
from myosotis.clinic.people.history import Recorded


class Opening(Recorded, Owned):
    """One weekday (0 is Monday). A day without a row is a day on which the clinic is closed."""

    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        ordering = ("weekday",)
        constraints = (
            models.UniqueConstraint(fields=("clinic", "weekday"), name="one_opening_a_weekday"),
            models.CheckConstraint(condition=models.Q(closes__gt=models.F("opens")), name="closes_after_it_opens"),
        )


class LinkSlot(Recorded, Owned):
    """A page that the sources point to and that was not supplied: the clinic gives its own address, its own text, or both."""

    name = models.CharField(max_length=40)
    url = models.URLField(max_length=300, blank=True)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("clinic", "name"), name="one_address_a_slot"),)

    @classmethod
    def own(cls) -> dict[str, "LinkSlot"]:
        """name → slot, of the one clinic of this installation; several clinics could not be told apart on a page for anyone."""
        with within.with_the_only_clinic():
            slots = list(cls.objects.all())
        return {slot.name: slot for slot in slots} if len({slot.clinic_id for slot in slots}) == 1 else {}


class Absence(Recorded, Owned):
    """Nobody is there, or one colleague is not, from one moment to another, and why; perhaps somebody takes over meanwhile."""

    class Reason(models.TextChoices):
        holiday = "holiday"
        illness = "illness"
        course = "course"
        other = "other"

    # Null: the whole clinic.
    who = models.ForeignKey("people.Therapist", on_delete=models.PROTECT, null=True, related_name="away")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    reason = models.CharField(max_length=10, choices=Reason.choices)
    substitute = models.CharField(max_length=120, blank=True)
    substitute_phone = models.CharField(max_length=20, blank=True)
    by = models.ForeignKey("people.Therapist", on_delete=models.PROTECT, related_name="absences")

    class Meta:
        ordering = ("from_at",)
        constraints = (models.CheckConstraint(condition=models.Q(until_at__gt=models.F("from_at")), name="ends_after_it_begins"),)


class Pause(Recorded, Owned):
    """A client is on holiday or ill: nobody asks her, from now until a day. Her link stays open, and what she writes is read as ever."""

    class Reason(models.TextChoices):
        holiday = "holiday"
        illness = "illness"
        other = "other"

    client = models.ForeignKey("care.Client", on_delete=models.PROTECT, related_name="pauses")
    by = models.ForeignKey("people.Therapist", on_delete=models.PROTECT, related_name="pauses")
    until_at = models.DateTimeField()
    reason = models.CharField(max_length=10, choices=Reason.choices)
    words = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("made_at",)
        constraints = (models.CheckConstraint(condition=models.Q(until_at__gte=models.F("made_at")), name="pause_ends_after_it_begins"),)
