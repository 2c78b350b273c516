"""The outbox: a message is a row, written in the same transaction as what caused it."""

from django.db import models

from myosotis.clinic.care.models.owned import Owned


class Message(Owned):
    class Kind(models.TextChoices):
        invitation = "invitation"
        # Before a check-in that falls at night.
        bedtime = "bedtime"
        # When a check-in is due, and once more when it was missed.
        reminder = "reminder"
        missed = "missed"
        # The morning after an answer that a person had to see the same day.
        again = "again"
        # Once, when a pause of hers is over; and that her therapist has read her answer, where she is to be told.
        after_pause = "after_pause"
        read = "read"
        # She asked to see her own history.
        login = "login"
        # A therapist: something needs a doctor; and once a day, that something waits.
        alert = "alert"
        digest = "digest"
        # A therapist: somebody signed in as her with a browser that never did; how she signs in was changed.
        device = "device"
        entry = "entry"

    class State(models.TextChoices):
        waiting = "waiting"
        sent = "sent"
        expired = "expired"
        failed = "failed"
        # Answered before it was sent, or she is not to be asked any more.
        unneeded = "unneeded"

    # A client's; null where a therapist is written to.
    link = models.ForeignKey("care.AnswerLink", on_delete=models.PROTECT, null=True, related_name="messages")
    therapist = models.ForeignKey("people.Therapist", on_delete=models.PROTECT, null=True, related_name="messages")
    assessment = models.ForeignKey("care.Assessment", on_delete=models.PROTECT, null=True, related_name="alerts")
    # Only where she asked for a way in to her own history.
    login = models.ForeignKey("mine.LoginLink", on_delete=models.PROTECT, null=True, related_name="messages")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    # The check-in it asks for, in hours after the treatment; 0 for the invitation.
    hours = models.PositiveSmallIntegerField(default=0)
    to = models.CharField(max_length=120)
    language = models.CharField(max_length=2)
    due_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    # The same for every try: a sender that honours it sends once.
    key = models.CharField(max_length=80, unique=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.waiting)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    # What the carrier calls it, to ask about it there.
    receipt = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ("due_at",)
        indexes = (models.Index(fields=("state", "next_try_at")),)
