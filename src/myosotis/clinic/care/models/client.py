"""The person treated, and what she came with."""

from django.db import models

from myosotis.clinic.care.models.owned import Owned
from myosotis.clinic.people.history import Recorded


class Client(Recorded, Owned):
    name = models.CharField(max_length=120)
    born = models.DateField()
    phone = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=2, default="da")
    # What a rule may ask of the person, in the words of the book. None: nobody has asked yet.
    conditions = models.JSONField(null=True, blank=True)
    background = models.JSONField(default=dict, blank=True)
    # Kept as the law asks, and out of every list.
    set_aside_at = models.DateTimeField(null=True, blank=True)
    set_aside_reason = models.TextField(max_length=1000, blank=True)

    class Meta:
        indexes = (models.Index(fields=("clinic", "name")),)

    def __str__(self):
        return self.name

    def age_on(self, day) -> int:
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))


class Complaint(Recorded, Owned):
    """One pain at one place. The left shoulder and the right are two complaints."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="complaints")
    region = models.CharField(max_length=20)
    side = models.CharField(max_length=5)
    words = models.CharField(max_length=200, blank=True)

    @property
    def site(self) -> str:
        return f"{self.region}:{self.side}"

    def __str__(self):
        return self.site
