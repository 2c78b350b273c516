"""The code that the demo's phone would show. Only the demo has a phone whose secret is known."""

import time

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.core.cache import cache

PERIOD_SECONDS = 30
# No secret: it opens invented people on this machine.
DEMO_SECRET = "MYOSOTISFORGETMENOT23456"  # noqa: S105


def register_demo_phone(user) -> None:
    TOTP.activate(user, DEMO_SECRET)
    # As at any first sign-in; with none left every page would begin by asking for new ones.
    RecoveryCodes.activate(user)


def codes_left(user) -> int:
    """How many recovery codes still open the door, should the phone be lost."""
    kept = user.authenticator_set.filter(type="recovery_codes").first()
    return len(kept.wrap().get_unused_codes()) if kept else 0


def code_of(secret: str, at_seconds: float) -> str:
    return format_hotp_value(hotp_value(secret, int(at_seconds) // PERIOD_SECONDS))


def demo_code(user) -> str:
    """The first code that holds now and was not used yet: each opens the door once. Nothing for a phone that is somebody's own."""
    phone = user.authenticator_set.filter(type="totp").first()
    if phone and decrypt(phone.data["secret"]) != DEMO_SECRET:
        return ""
    now = time.time()
    codes = [code_of(DEMO_SECRET, now + PERIOD_SECONDS * step) for step in (0, 1, -1)]
    used = TOTP(phone)._get_used_cache_key if phone else str
    return next((code for code in codes if not cache.get(used(code))), codes[0])
