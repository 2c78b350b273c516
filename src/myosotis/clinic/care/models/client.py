"""The person treated, and what she came with."""

from django.db import models

from myosotis.clinic.care.models.owned import Owned


class Client(Owned):
    name = models.CharField(max_length=120)
    born = models.DateField()
    phone = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=2, default="da")
    # What a rule may ask of the person, in the words of the book. None: nobody has asked yet.
    conditions = models.JSONField(null=True, blank=True)
    background = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = (models.Index(fields=("clinic", "name")),)

    def __str__(self):
        return self.name

    def age_on(self, day) -> int:
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))


class Complaint(Owned):
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
