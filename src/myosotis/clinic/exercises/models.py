"""An exercise chosen for a complaint, and each time it was done."""

from django.core.validators import MaxValueValidator
from django.db import models

from myosotis.clinic.care.models.owned import Owned
from myosotis.clinic.people.append_only import AppendOnly
from myosotis.clinic.people.history import Recorded
from myosotis.knowledge import load_book


class Exercise(Recorded, Owned):
    """From the library, by name and date. A client sees only what somebody chose for her."""

    class Kind(models.TextChoices):
        stretch = "stretch"
        strengthen = "strengthen"

    complaint = models.ForeignKey("care.Complaint", on_delete=models.PROTECT, related_name="exercises")
    muscle = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    words = models.CharField(max_length=300, blank=True)
    # Why it was chosen although something spoke for waiting; empty where nothing did.
    reason = models.CharField(max_length=1000, blank=True, default="")
    by = models.ForeignKey("people.Therapist", on_delete=models.PROTECT, related_name="exercises")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("made_at",)


class Done(AppendOnly, Owned):
    """She did it: pain before and after."""

    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="done")
    pain_before = models.PositiveSmallIntegerField(validators=[MaxValueValidator(10)])
    pain_after = models.PositiveSmallIntegerField(validators=[MaxValueValidator(10)])
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("made_at",)

    @property
    def is_worse(self) -> bool:
        """Two points more: stop, and tell the therapist."""
        return self.pain_after - self.pain_before >= rise_that_counts()


class DoneSeen(AppendOnly, Owned):
    """A therapist has seen that an exercise hurt more, and says what was done about it."""

    done = models.OneToOneField(Done, on_delete=models.PROTECT, related_name="seen")
    by = models.ForeignKey("people.Therapist", on_delete=models.PROTECT, related_name="exercises_seen")
    note = models.TextField(max_length=2000, blank=True)


def rise_that_counts() -> float:
    return load_book().limits["meaningful_pain_gain"].limit.value


def worse_unseen(clinic):
    """Every time an exercise hurt that much more and nobody has seen it, of clients who are not set aside."""
    rows = clinic.dones.filter(seen=None, pain_after__gte=models.F("pain_before") + rise_that_counts())
    return rows.filter(exercise__complaint__client__set_aside_at=None)
