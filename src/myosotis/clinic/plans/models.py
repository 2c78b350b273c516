"""What was planned, decided and judged by a person. Every row is written once, with who and when."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from myosotis.clinic.care.models import Acknowledgement, Complaint, Treatment
from myosotis.clinic.care.models.owned import Owned
from myosotis.clinic.people.append_only import AppendOnly
from myosotis.terms import Level, Reading


class Plan(AppendOnly, Owned):
    """The dose that a therapist has in mind for the next treatment; the newest of a complaint counts."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="plans")
    after = models.ForeignKey(Treatment, on_delete=models.PROTECT, related_name="plans", null=True)
    pressure = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])
    minutes = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(240)])
    days = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(365)])
    too_hard = models.BooleanField()
    wants_gentler = models.BooleanField()
    # The direction as it was shown, the keys of what had to be said a reason for, and the reason.
    direction = models.JSONField()
    reason_for = models.JSONField()
    reason = models.TextField(max_length=1000, blank=True)
    book_version = models.CharField(max_length=80)
    by = models.ForeignKey("people.Therapist", on_delete=models.PROTECT, related_name="plans")

    class Meta:
        ordering = ("made_at",)


class Elsewhere(AppendOnly, Owned):
    """A treatment of the same complaint that somebody else gave. It counts towards the third."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="elsewhere")
    day = models.DateField()
    kind = models.CharField(max_length=20)
    words = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey("people.Therapist", on_delete=models.PROTECT, related_name="elsewhere")

    class Meta:
        ordering = ("day", "made_at")

    @property
    def is_taken_back(self) -> bool:
        return hasattr(self, "taken_back")


class ElsewhereTakenBack(AppendOnly, Owned):
    """The line was wrong. It stays to be read, with who took it back and when, and counts no more."""

    elsewhere = models.OneToOneField(Elsewhere, on_delete=models.PROTECT, related_name="taken_back")
    by = models.ForeignKey("people.Therapist", on_delete=models.PROTECT, related_name="elsewhere_taken_back")


class Decision(AppendOnly, Owned):
    """What was decided after the third treatment, on what was known; the newest of a complaint counts."""

    class What(models.TextChoices):
        go_on = "go_on"
        other_method = "other_method"
        other_therapist = "other_therapist"
        doctor = "doctor"

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="decisions")
    what = models.CharField(max_length=20, choices=What.choices)
    # Which levers change when they go on: shorter, lighter, wider_spacing, several_mild.
    change = models.JSONField()
    words = models.TextField(max_length=1000, blank=True)
    felt_progress = models.CharField(max_length=20)
    # How many treatments were counted, the kind of the last one, and the review as it was shown.
    counted = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, blank=True)
    review = models.JSONField()
    book_version = models.CharField(max_length=80)
    by = models.ForeignKey("people.Therapist", on_delete=models.PROTECT, related_name="decisions")

    class Meta:
        ordering = ("made_at",)

    def counted_rightly(self, elsewhere) -> int:
        """How many it was taken on, without the lines that were taken back since: they were never given."""
        return self.counted - sum(row.is_taken_back and row.made_at <= self.made_at < row.taken_back.made_at for row in elsewhere)

    @property
    def is_as_now(self) -> bool:
        """They go on and change nothing, which is open to them only where it moves forward."""
        return self.what == self.What.go_on and bool(self.review.get("as_now"))


class OwnView(AppendOnly, Owned):
    """The therapist's own judgement beside the machine's, given when closing. Neither replaces the other."""

    # "As the program says": she has read the answer, and nothing else is behind it.
    ANSWER_READ = "answer_read"

    acknowledgement = models.OneToOneField(Acknowledgement, on_delete=models.PROTECT, related_name="own_view")
    reading = models.CharField(max_length=30, choices=[(reading.value, reading.value) for reading in Reading])
    rests_on = models.CharField(max_length=30)
    by = models.ForeignKey("people.Therapist", on_delete=models.PROTECT, related_name="own_views")

    class Meta:
        ordering = ("made_at",)


class StartReason(AppendOnly, Owned):
    """Why a treatment was started although something spoke for waiting."""

    treatment = models.ForeignKey(Treatment, on_delete=models.PROTECT, related_name="start_reasons")
    holds = models.JSONField()
    reason = models.TextField(max_length=1000)
    by = models.ForeignKey("people.Therapist", on_delete=models.PROTECT, related_name="start_reasons")

    class Meta:
        ordering = ("made_at",)


def takes_a_press(assessment) -> bool:
    """To be looked at before the next treatment, and nobody waits: agreeing with the program is then one press (ADR 0019)."""
    return assessment.level == Level.tell_therapist
