"""The code that the demo's phone would show. Only the demo has a phone whose secret is known."""

import time

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache

PERIOD_SECONDS = 30
# No secret: it opens invented people on this machine.
DEMO_SECRET = "MYOSOTISFORGETMENOT23456"  # noqa: S105


def register_demo_phone(user) -> None:
    TOTP.activate(user, DEMO_SECRET)


def code_of(secret: str, at_seconds: float) -> str:
    return format_hotp_value(hotp_value(secret, int(at_seconds) // PERIOD_SECONDS))


def demo_code(user) -> str:
    """The first code that holds now and was not used yet: each opens the door once."""
    phone = user.authenticator_set.filter(type="totp").first()
    now = time.time()
    codes = [code_of(DEMO_SECRET, now + PERIOD_SECONDS * step) for step in (0, 1, -1)]
    used = TOTP(phone)._get_used_cache_key if phone else str
    return next((code for code in codes if not cache.get(used(code))), codes[0])
