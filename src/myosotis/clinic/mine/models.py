"""The short way in to her own history, and her no to being asked."""

from django.db import models

from myosotis.clinic.care.models.link import OpensOnce
from myosotis.clinic.care.models.owned import Owned
from myosotis.clinic.people.append_only import AppendOnly


class LoginLink(OpensOnce):
    """Opens the history of one client, once, within ten minutes, together with her birthday."""

    purpose = b"login link "

    client = models.ForeignKey("care.Client", on_delete=models.PROTECT, related_name="login_links")

    @classmethod
    def find(cls, token):
        """The link of this token, or None; the caller asks whether it is still open."""
        return cls.of_token(token).select_related("clinic", "client").first()

    @classmethod
    def used(cls, link_id):
        """The link that was used in this browser."""
        return cls.of_session(link_id).exclude(used_at=None).select_related("clinic", "client").first()


class Withdrawal(AppendOnly, Owned):
    """She does not want to be asked any more. What was written stays with the clinic, as long as the law asks."""

    client = models.ForeignKey("care.Client", on_delete=models.PROTECT, related_name="withdrawals")
