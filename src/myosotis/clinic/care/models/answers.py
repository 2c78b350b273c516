"""What a client answered, once, at the server's clock."""

from django.db import models

from myosotis.clinic.care.models.owned import Owned
from myosotis.clinic.care.models.treated import Treatment
from myosotis.clinic.people.append_only import AppendOnly


class CheckIn(AppendOnly, Owned):
    # Her birthday may fit later.
    MAY_CHANGE = ("by_her",)

    treatment = models.ForeignKey(Treatment, on_delete=models.PROTECT, related_name="checkins")
    # In the shape a course is read from, without `hours`; a question not answered is left out.
    answers = models.JSONField()
    received_at = models.DateTimeField()
    hours = models.FloatField()
    # Sent twice, stored once.
    key = models.UUIDField()
    language = models.CharField(max_length=2, default="da")
    # By which link it came; a link for one check-in makes one response.
    link = models.ForeignKey("care.AnswerLink", on_delete=models.PROTECT, null=True, related_name="responses")
    # Her birthday had fitted and she had said that the treatment is hers. A sign of danger is kept before that, too.
    by_her = models.BooleanField(default=True)
    # The check-in that this one takes the place of; both are kept.
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")

    class Meta:
        ordering = ("hours",)
        constraints = (
            models.UniqueConstraint(fields=("treatment", "key"), name="one_checkin_per_form"),
            models.CheckConstraint(condition=models.Q(hours__gte=0), name="answered_after_the_treatment"),
        )

    def as_asked(self) -> dict:
        return {"hours": self.hours, **self.answers}


class LeftOff(Owned):
    """A yes to a danger to life, or a doubt about a sign, said while she was still answering. Who goes on takes it away; who leaves has said this."""

    treatment = models.ForeignKey(Treatment, on_delete=models.PROTECT, related_name="left_off")
    link = models.ForeignKey("care.AnswerLink", on_delete=models.PROTECT, null=True, related_name="left_off")
    answers = models.JSONField()
    # Of the form that she was filling in.
    key = models.UUIDField(unique=True)
    language = models.CharField(max_length=2)
    by_her = models.BooleanField()
    # What the page showed her to do, word for word.
    shown = models.JSONField(default=dict)
    # When a person is to hear of it.
    take_at = models.DateTimeField()

    class Meta:
        ordering = ("made_at",)
