"""The client's way in: a link for one treatment. It can write; it opens no history, and nothing of her before her birthday."""

import base64
import hashlib
import hmac
import uuid
from collections.abc import Iterable

from django.conf import settings
from django.db import models

from myosotis.clinic.care.models.owned import Owned
from myosotis.clinic.care.models.treated import Treatment
from myosotis.clinic.fence import within


class Keyed(Owned):
    """The database holds only a hash. The token is made anew from the secret key and a nonce whenever the
    therapist's page or a message needs it, so a copy of the database alone opens nothing.
    """

    purpose = b""

    nonce = models.UUIDField(default=uuid.uuid4)
    token_hash = models.CharField(max_length=64, unique=True)

    class Meta(Owned.Meta):
        abstract = True

    @classmethod
    def of_token(cls, token: str) -> models.QuerySet:
        """The one row of this token, if there is one. From here on its clinic is named."""
        within.name_by(cls, token_hash=hash_of(token))
        return cls.objects.filter(token_hash=hash_of(token))

    @classmethod
    def of_session(cls, link_id) -> models.QuerySet:
        """The same by the id that a session of this browser keeps."""
        within.name_by(cls, id=link_id)
        return cls.objects.filter(pk=link_id)

    @property
    def token(self) -> str:
        """128 bits, safe in an address."""
        made = hmac.new(settings.SECRET_KEY.encode(), self.purpose + self.nonce.bytes, hashlib.sha256).digest()[:16]
        return base64.urlsafe_b64encode(made).rstrip(b"=").decode()

    def save(self, *args, **kwargs):
        if self._state.adding:
            self.keep_hash()
        super().save(*args, **kwargs)

    def keep_hash(self) -> None:
        """What is kept of the token."""
        self.token_hash = hash_of(self.token)


class OpensOnce(Keyed):
    """Opened by her birthday, used once, and closed by its hour or by wrong birthdays."""

    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    wrong_birthdays = models.PositiveSmallIntegerField(default=0)

    class Meta(Keyed.Meta):
        abstract = True

    def is_open(self, at) -> bool:
        return self.used_at is None and at < self.expires_at

    def close(self, at) -> None:
        self.expires_at = at
        self.save(update_fields=["expires_at"])


class AnswerLink(Keyed):
    purpose = b"answer link "

    treatment = models.ForeignKey(Treatment, on_delete=models.PROTECT, related_name="links")
    # The check-in that it asks for, in hours after the treatment, and then it makes one response; null: at any time.
    hours = models.PositiveSmallIntegerField(null=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    # Why it was closed from outside: somebody else had it, or her birthday did not fit five times; empty when the clinic or she did it.
    shut_why = models.CharField(max_length=10, blank=True, default="")
    # How often day and month of birth did not fit; after the fifth time the link is closed.
    wrong_birthdays = models.PositiveSmallIntegerField(default=0)

    @property
    def client(self):
        return self.treatment.client

    def is_open(self, at) -> bool:
        return self.revoked_at is None and at < self.expires_at

    def for_checkins(self, hours: Iterable[int], at) -> list["AnswerLink"]:
        """A link of its own for each check-in of the same treatment; it closes when this one does."""
        made = [
            type(self)(clinic=self.clinic, treatment=self.treatment, hours=each, made_at=at, expires_at=self.expires_at) for each in hours
        ]
        for link in made:
            link.keep_hash()
        return self.treatment.links.bulk_create(made)

    def for_another(self) -> "AnswerLink":
        """The link itself until its one response is there; then the treatment's own, by which she writes at any time."""
        if self.hours is None or not self.responses.filter(by_her=True).exclude(corrects__by_her=True).exists():
            return self
        return self._with_treatment().filter(treatment=self.treatment, hours=None, revoked_at=None).order_by("-made_at").first() or self

    @classmethod
    def find(cls, token):
        """The link of this token, or None; the caller asks whether it is still open."""
        return cls._with_treatment(cls.of_token(token)).first()

    @classmethod
    def opened(cls, link_id):
        """The link that a press has opened in this browser."""
        return cls._with_treatment(cls.of_session(link_id)).first()

    @classmethod
    def newest_of(cls, client):
        """The newest link of this client, open or not; None before her first treatment."""
        return cls._with_treatment().filter(treatment__complaint__client=client, hours=None).order_by("-made_at").first()

    @classmethod
    def newest_open_of(cls, client_name):
        """The demo's way to show a client's link; a real clinic asks through its own clients."""
        links = cls._with_treatment().filter(treatment__complaint__client__name=client_name, revoked_at=None, hours=None)
        return links.order_by("-made_at").first()

    @classmethod
    def _with_treatment(cls, links=None):
        return (cls.objects.all() if links is None else links).select_related("clinic", "treatment__complaint__client", "treatment__baseline")


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
