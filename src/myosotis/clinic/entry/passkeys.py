"""The library's forms for passkeys, made safe against what no browser says: it would be a fault of the server there."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm, ReauthenticateWebAuthnForm

# What its reader raises on a made-up credential, past the errors that it turns into an answer itself.
UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, IndexError)


class NewPasskeyForm(AddWebAuthnForm):
    def clean(self):
        try:
            return super().clean()
        except UNREADABLE:
            raise get_adapter().validation_error("incorrect_code") from None


class _Read:
    def clean_credential(self):
        try:
            return super().clean_credential()
        except UNREADABLE:
            raise get_adapter().validation_error("incorrect_code") from None


class PasskeyForm(_Read, AuthenticateWebAuthnForm):
    pass


class PasskeyAgainForm(_Read, ReauthenticateWebAuthnForm):
    pass
