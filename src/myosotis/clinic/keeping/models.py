"""That a client said yes to being asked, in which words; and that somebody was erased, without saying who it was."""

from django.db import models

from myosotis.clinic.care.models.owned import Owned
from myosotis.clinic.people.append_only import AppendOnly


class Consent(AppendOnly, Owned):
    """A yes to being asked by message, with the words that were read to her and the book they stood in."""

    client = models.ForeignKey("care.Client", on_delete=models.PROTECT, related_name="consents")
    by = models.ForeignKey("people.Therapist", on_delete=models.PROTECT, related_name="consents")
    words = models.TextField(max_length=1000)
    book_version = models.CharField(max_length=80)

    class Meta:
        ordering = ("made_at",)


class Erasing(models.Model):
    """One row for as long as an erasure goes on, in its transaction: meanwhile the database lets rows be deleted."""


class Erasure(AppendOnly, Owned):
    """All that is left of a client: an id that leads nowhere, who erased, when and why, and how many rows there were."""

    client_id = models.UUIDField()
    by = models.ForeignKey("people.Therapist", on_delete=models.PROTECT, related_name="erasures")
    reason = models.TextField(max_length=1000)
    rows = models.JSONField()

    class Meta:
        ordering = ("made_at",)
