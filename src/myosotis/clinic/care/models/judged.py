"""How a check-in was judged, with everything it was judged from; and that a therapist has seen it."""

from django.db import models

from myosotis.clinic.care.models.answers import CheckIn
from myosotis.clinic.care.models.owned import Owned
from myosotis.clinic.people.append_only import AppendOnly


class Assessment(AppendOnly, Owned):
    checkin = models.ForeignKey(CheckIn, on_delete=models.PROTECT, related_name="assessments")
    book_version = models.CharField(max_length=80)
    # The course as it was judged, and the answer of the judge with its findings.
    inputs = models.JSONField()
    answer = models.JSONField()
    reading = models.CharField(max_length=30, blank=True)
    # The finer sort of the reading, such as no_net_improvement; null where it was not asked yet.
    variant = models.CharField(max_length=30, null=True)
    certainty = models.CharField(max_length=10, blank=True)
    level = models.PositiveSmallIntegerField(null=True)
    # What the client was shown, word for word.
    told = models.JSONField()
    expires_at = models.DateTimeField(null=True)
    # When she stops waiting for her therapist and rings a doctor, as she was told; null where she waits for nobody.
    waits_until = models.DateTimeField(null=True)

    class Meta:
        ordering = ("made_at",)
        indexes = (models.Index(fields=("clinic", "-level")), models.Index(fields=("clinic", "waits_until")))

    @property
    def could_be_judged(self) -> bool:
        return self.level is not None

    @property
    def acknowledged(self):
        return next(iter(self.acknowledgements.all()), None)


class Acknowledgement(AppendOnly, Owned):
    """The therapist has seen the assessment and answers for what happens next."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="acknowledgements")
    by = models.ForeignKey("people.Therapist", on_delete=models.PROTECT, related_name="acknowledgements")
    note = models.TextField(max_length=2000, blank=True)

    class Meta:
        ordering = ("made_at",)
