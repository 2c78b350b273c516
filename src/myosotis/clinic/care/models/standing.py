"""Where each treatment stands on the worklist, kept in the same transaction as what changed it."""

from django.db import models

from myosotis.clinic.care.models.judged import Assessment
from myosotis.clinic.care.models.owned import Owned
from myosotis.clinic.care.models.treated import Treatment
from myosotis.clinic.people.append_only import AppendOnly

# How urgent a line is. Ten for each level, and between "answer today" and "doctor today" what nobody knows.
RANK_CALM = 10
# A calm answer with words of her own: a person reads it, so it is no line among the calm ones.
RANK_CALM_WITH_WORDS = 12
RANK_NO_ANSWER = 15
RANK_NO_ANSWER_AFTER_A_REACTION = 25
# She cannot write: her link came to somebody else, or was locked.
RANK_LINK_SHUT = 26
# An exercise hurt so much more that she was told to stop it and to ring or write today.
RANK_EXERCISE_HURT = 28
RANK_NOT_JUDGED = 35


def rank_of(level: int | None) -> int:
    return RANK_NOT_JUDGED if level is None else level * 10


def rank_with_words(assessment) -> int:
    """How urgent an answer is that nobody has seen; her own words never stand among those that are noted all at once."""
    rank = rank_of(assessment.level)
    return RANK_CALM_WITH_WORDS if rank == RANK_CALM and assessment.checkin.answers.get("note") else rank


class Standing(models.Model):
    """One row a treatment. It holds nothing that cannot be worked out anew (`actions.standing.restand`)."""

    treatment = models.OneToOneField(Treatment, on_delete=models.PROTECT, primary_key=True, related_name="standing")
    clinic = models.ForeignKey("people.Clinic", on_delete=models.PROTECT, related_name="standings")
    client = models.ForeignKey("care.Client", on_delete=models.PROTECT, related_name="standings")
    ended_at = models.DateTimeField()
    # The worst that nobody has seen, and the newest; null where there is none.
    unseen = models.ForeignKey(Assessment, on_delete=models.PROTECT, null=True, related_name="+")
    last = models.ForeignKey(Assessment, on_delete=models.PROTECT, null=True, related_name="+")
    # How urgent what is unseen is, as in `rank_of`, and since when; 0 and null where there is none.
    rank = models.PositiveSmallIntegerField(default=0)
    unseen_since = models.DateTimeField(null=True)
    # When her silence becomes a line of its own, and how urgent it is then; null where nobody waits for an answer.
    silent_at = models.DateTimeField(null=True)
    silent_rank = models.PositiveSmallIntegerField(default=0)
    # Since when her link is shut from outside and nobody has made a new one; null where it is not.
    shut_at = models.DateTimeField(null=True)
    # The pain she said, in order; {"elsewhere": 4} where it was felt in other places only, {"here": 3, "elsewhere": 4} where each has a number.
    pains = models.JSONField(default=list)

    class Meta:
        indexes = (models.Index(fields=("clinic", "ended_at")), models.Index(fields=("clinic", "rank")))


class FollowedUp(AppendOnly, Owned):
    """A therapist has seen that no answer came, and says what was done about it."""

    treatment = models.ForeignKey(Treatment, on_delete=models.PROTECT, related_name="followed_up")
    hours = models.PositiveSmallIntegerField()
    by = models.ForeignKey("people.Therapist", on_delete=models.PROTECT, related_name="followed_up")
    note = models.TextField(max_length=2000)

    class Meta:
        ordering = ("made_at",)
