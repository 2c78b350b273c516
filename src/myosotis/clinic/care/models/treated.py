"""One treatment with its dose, and how it was just before."""

from datetime import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from myosotis.clinic.care.models.client import Complaint
from myosotis.clinic.care.models.owned import Owned
from myosotis.clinic.people.history import Recorded

MAX_AGE_DAYS = 14


def _score():
    return models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(10)])


class Treatment(Recorded, Owned):
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="treatments")
    by = models.ForeignKey("people.Therapist", on_delete=models.PROTECT, related_name="treatments")
    kind = models.CharField(max_length=20)
    pressure = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])
    minutes = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(240)])
    trigger_points = models.PositiveSmallIntegerField(validators=[MaxValueValidator(60)])
    # [{site, severity}]: the points worth a word, each with how bad it was, 1–3; not all of them need one.
    points = models.JSONField(default=list, blank=True)
    sites = models.JSONField()
    neck_treated = models.BooleanField()
    # Null: recorded before it was asked.
    needles_used = models.BooleanField(null=True, blank=True)
    ended_at = models.DateTimeField()
    # What was done in the therapist's own words, how much it hurt meanwhile, and whether she said it was too hard.
    technique = models.CharField(max_length=200, blank=True)
    pain_during = _score()
    too_hard = models.BooleanField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=("clinic", "-ended_at")),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(pressure__gte=1, pressure__lte=5), name="pressure_is_one_to_five"
            ),
        )

    def __str__(self):
        return f"{self.kind} {self.ended_at:%Y-%m-%d %H:%M}"

    @property
    def client(self):
        return self.complaint.client

    def hours_at(self, moment: datetime) -> float:
        """Hours that have passed since the end of the treatment, whatever the clocks were set to since."""
        return (moment - self.ended_at).total_seconds() / 3600


class Baseline(Recorded, Owned):
    """Taken the same day, before the treatment. Where it is not located nothing is ever called expected."""

    treatment = models.OneToOneField(Treatment, on_delete=models.PROTECT, related_name="baseline")
    taken_at = models.DateTimeField()
    # Null: there is no number, and `missing_reason` says why.
    pain = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(10)])
    missing_reason = models.TextField(max_length=1000, blank=True)
    qualities = models.JSONField()
    sites = models.JSONField()
    referral_sites = models.JSONField(default=list)
    symptoms = models.JSONField(null=True)
    # What she said besides, 0–10; null where it was not asked. High is bad, but for mobility and function.
    pain_worst = _score()
    pain_usual = _score()
    stiffness = _score()
    mobility = _score()
    tension = _score()
    function = _score()
    # [{words, score}]: one to three things that matter to her.
    activities = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(pain__lte=10), name="baseline_pain_is_at_most_ten"),)

    @property
    def is_located(self) -> bool:
        """How much and where; where nothing hurts there is no place. Only what is can be measured from."""
        return self.pain == 0 or (self.pain is not None and bool(self.sites))
