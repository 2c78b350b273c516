"""Versions of the book that have judged somebody, and the limits a clinic has made stricter."""

import json
import zlib

from django.db import models

from myosotis.clinic.care.models.owned import Owned
from myosotis.clinic.people.append_only import AppendOnly
from myosotis.knowledge.load import from_json


class BookVersion(AppendOnly):
    """A whole book as it stood when it first judged somebody: an old answer can be judged again by it."""

    version = models.CharField(max_length=80, primary_key=True)
    packed = models.BinaryField()
    first_used_at = models.DateTimeField()

    @classmethod
    def pack(cls, book) -> bytes:
        return zlib.compress(json.dumps(book.as_json(), ensure_ascii=False).encode())

    def unpack(self):
        """The Book itself."""
        return from_json(json.loads(zlib.decompress(bytes(self.packed))))


class LimitSetting(AppendOnly, Owned):
    """A limit as the clinic wants it from now on; the newest of a name counts. No value means the book's own."""

    name = models.CharField(max_length=60)
    value = models.FloatField(null=True)
    reason = models.CharField(max_length=300)
    by = models.ForeignKey("people.Therapist", on_delete=models.PROTECT, related_name="limit_settings")

    class Meta:
        ordering = ("made_at",)
        indexes = (models.Index(fields=("clinic", "made_at")),)
