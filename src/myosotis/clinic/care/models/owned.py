"""What every row about a client has: an id that says nothing, its clinic, when it was made."""

import uuid

from django.db import models


class Owned(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey("people.Clinic", on_delete=models.PROTECT, related_name="%(class)ss", editable=False)
    made_at = models.DateTimeField(editable=False)

    class Meta:
        abstract = True
