"""The client's way in: a link for one treatment. It can write; it opens no history."""

import base64
import hashlib
import hmac
import uuid

from django.conf import settings
from django.db import models

from myosotis.clinic.care.models.owned import Owned
from myosotis.clinic.care.models.treated import Treatment


class AnswerLink(Owned):
    """The database holds only a hash. The token is made anew from the secret key and a nonce whenever the
    therapist's page or a message needs it, so a copy of the database alone opens nothing.
    """

    treatment = models.ForeignKey(Treatment, on_delete=models.PROTECT, related_name="links")
    nonce = models.UUIDField(default=uuid.uuid4)
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    @property
    def token(self) -> str:
        """128 bits, safe in an address."""
        made = hmac.new(settings.SECRET_KEY.encode(), b"answer link " + self.nonce.bytes, hashlib.sha256).digest()[:16]
        return base64.urlsafe_b64encode(made).rstrip(b"=").decode()

    def save(self, *args, **kwargs):
        if self._state.adding:
            self.token_hash = hash_of(self.token)
        super().save(*args, **kwargs)

    def is_open(self, at) -> bool:
        return self.revoked_at is None and at < self.expires_at

    @classmethod
    def find(cls, token):
        """The link of this token, or None; the caller asks whether it is still open."""
        return cls._with_treatment().filter(token_hash=hash_of(token)).first()

    @classmethod
    def opened(cls, link_id):
        """The link that a press has opened in this browser."""
        return cls._with_treatment().filter(pk=link_id).first()

    @classmethod
    def newest_open_of(cls, client_name):
        """The demo's way to show a client's link; a real clinic asks through its own clients."""
        links = cls._with_treatment().filter(treatment__complaint__client__name=client_name, revoked_at=None)
        return links.order_by("-made_at").first()

    @classmethod
    def _with_treatment(cls):
        return cls.objects.select_related("clinic", "treatment__complaint__client", "treatment__baseline")


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
