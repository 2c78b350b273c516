"""The outbox: a message is a row, written in the same transaction as what caused it."""

from django.db import models

from myosotis.clinic.care.models.owned import Owned


class Message(Owned):
    class Kind(models.TextChoices):
        invitation = "invitation"
        reminder = "reminder"

    class State(models.TextChoices):
        waiting = "waiting"
        sent = "sent"
        expired = "expired"
        failed = "failed"

    link = models.ForeignKey("care.AnswerLink", on_delete=models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=12, choices=Kind.choices)
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

    class Meta:
        ordering = ("due_at",)
        indexes = (models.Index(fields=("state", "next_try_at")),)
