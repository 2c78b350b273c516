"""What a client said before a treatment, word for word, and that a therapist has read it."""

from django.db import models

from myosotis.clinic.care.models.link import OpensOnce
from myosotis.clinic.care.models.owned import Owned
from myosotis.clinic.people.append_only import AppendOnly


class PreparationLink(OpensOnce):
    """Opens the questions before a treatment of one complaint: with her birthday, until the day is over, for one answer."""

    purpose = b"preparation link "

    complaint = models.ForeignKey("care.Complaint", on_delete=models.PROTECT, related_name="preparation_links")

    @property
    def client(self):
        return self.complaint.client

    @classmethod
    def find(cls, token):
        """The link of this token, or None; the caller asks whether it is still open."""
        return cls.of_token(token).select_related("clinic", "complaint__client").first()

    @classmethod
    def opened(cls, link_id):
        """The link that her birthday has opened in this browser."""
        return cls.of_session(link_id).select_related("clinic", "complaint__client").first()


class Preparation(AppendOnly, Owned):
    """Her answers before a treatment, once for a link. They are a baseline for the same day only."""

    link = models.OneToOneField(PreparationLink, on_delete=models.PROTECT, related_name="preparation")
    complaint = models.ForeignKey("care.Complaint", on_delete=models.PROTECT, related_name="preparations")
    language = models.CharField(max_length=2)
    # In the words of the book; a question not answered is left out.
    answers = models.JSONField()

    class Meta:
        ordering = ("made_at",)


class Localisation(AppendOnly, Owned):
    """What each place she wrote about since last time is: found together before a treatment. site → original, new, …"""

    treatment = models.OneToOneField("care.Treatment", on_delete=models.PROTECT, related_name="localisation")
    marks = models.JSONField()
    by = models.ForeignKey("people.Therapist", on_delete=models.PROTECT, related_name="localisations")


class Disclosure(AppendOnly, Owned):
    """What was known of illness and medicine when a treatment was given, and who had read it."""

    treatment = models.OneToOneField("care.Treatment", on_delete=models.PROTECT, related_name="disclosure")
    preparation = models.ForeignKey(Preparation, on_delete=models.PROTECT, null=True, related_name="disclosures")
    # None: asked for the first time.
    changed = models.BooleanField(null=True)
    conditions = models.JSONField()
    by = models.ForeignKey("people.Therapist", on_delete=models.PROTECT, related_name="disclosures")
