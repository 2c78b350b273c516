"""What was agreed about a treatment, before it or right after it, word for word, and who said yes to it."""

from django.db import models

from myosotis.clinic.care.models.owned import Owned
from myosotis.clinic.people.append_only import AppendOnly


class Agreement(AppendOnly, Owned):
    """Made when the first of the two says yes, and kept as it was shown. Of a treatment, or of a complaint: then it is about
    the next treatment of it, which was still `planned` (kind, pressure, neck_treated, ended_at).
    """

    treatment = models.OneToOneField("care.Treatment", on_delete=models.PROTECT, null=True, related_name="agreement")
    complaint = models.ForeignKey("care.Complaint", on_delete=models.PROTECT, null=True, related_name="agreements_before")
    planned = models.JSONField(null=True)
    language = models.CharField(max_length=2)
    book_version = models.CharField(max_length=80)
    said = models.JSONField()

    class Meta:
        ordering = ("made_at",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(treatment__isnull=False, complaint__isnull=True)
                | models.Q(treatment__isnull=True, complaint__isnull=False, planned__isnull=False),
                name="agreed_about_one_thing",
            ),
        )


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

    @classmethod
    def given_to(cls, agreement) -> dict:
        """Who has said yes to this agreement; nobody where there is none."""
        given = agreement.acceptances.select_related("by") if agreement else ()
        return {acceptance.party: acceptance for acceptance in given}
