"""What the sign-in library asks of us: nobody signs up, nothing is mailed, and secrets of phones lie encrypted."""

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.utils import timezone

from myosotis.clinic.entry.session import has_lasted


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False

    def pre_authenticate(self, request, **credentials):
        """Passwords are counted by name and address together (axes): nobody shuts a colleague out from elsewhere."""

    def is_reauthentication_required(self, *, app):
        """Whoever came in a moment ago has just shown her password, and need not show it again."""
        return has_lasted(context.request, timezone.now(), settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)

    def send_mail(self, template_prefix, email, context):
        """No therapist has an address here; what happened stands on her own page."""

    def add_message(self, request, level, message_template=None, message_context=None, extra_tags="", message=None):
        """The pages say it themselves."""



class SecondFactorAdapter(DefaultMFAAdapter):
    def get_totp_issuer(self):
        return "Myosotis"

    def get_public_key_credential_rp_entity(self):
        return {"id": context.request.get_host().partition(":")[0], "name": "Myosotis"}

    def encrypt(self, text):
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return _box().decrypt(encrypted_text.encode()).decode()


def _box() -> Fernet:
    """A copy of the database alone makes no code: the key is made from the clinic's secret, which lies beside it."""
    made = hashlib.sha256(b"second factor " + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(made))
