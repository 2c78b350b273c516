"""What was agreed before a treatment was left to itself, word for word, and who said yes to it."""

from django.db import models

from myosotis.clinic.care.models.owned import Owned
from myosotis.clinic.people.append_only import AppendOnly


class Agreement(AppendOnly, Owned):
    """One for a treatment, made when the first of the two says yes. Kept as it was shown."""

    treatment = models.OneToOneField("care.Treatment", on_delete=models.PROTECT, related_name="agreement")
    language = models.CharField(max_length=2)
    book_version = models.CharField(max_length=80)
    said = models.JSONField()


class Acceptance(AppendOnly, Owned):
    """A yes: the therapist's, or the client's on her phone or beside the therapist (`by` is then who was there)."""

    class Party(models.TextChoices):
        client = "client"
        therapist = "therapist"

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="acceptances")
    party = models.CharField(max_length=9, choices=Party.choices)
    by = models.ForeignKey("people.Therapist", on_delete=models.PROTECT, null=True, related_name="acceptances")

    class Meta:
        ordering = ("made_at",)
        constraints = (models.UniqueConstraint(fields=("agreement", "party"), name="one_yes_of_each"),)

    @classmethod
    def given_for(cls, treatment) -> dict:
        """Who has said yes for this treatment, by party, in the order they did."""
        given = cls.objects.filter(agreement__treatment=treatment).select_related("by")
        return {acceptance.party: acceptance for acceptance in given}
