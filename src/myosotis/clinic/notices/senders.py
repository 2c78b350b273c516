"""How a message leaves the house: the console, e-mail by SMTP, or a text message by GatewayAPI.

Each is called with `to`, `text`, `key` and `expires_at`, and returns what the carrier calls the message. It raises
`Refused` when it never will be taken, and `TryLater` or any OSError when it may be later.

MYOSOTIS_SMS_TOKEN      the token for GatewayAPI; without it nothing is sent as a text message
MYOSOTIS_SMS_SENDER     what stands as the sender, at most 11 letters; say nothing about health in it
MYOSOTIS_SMS_ADDRESS    https://messaging.gatewayapi.eu (default) or https://messaging.gatewayapi.com
MYOSOTIS_SMTP           host:port of the mail server; without it nothing is sent as e-mail
MYOSOTIS_SMTP_USER, MYOSOTIS_SMTP_PASSWORD, MYOSOTIS_SMTP_PLAIN=1 (no TLS: only for a server on this machine)
MYOSOTIS_MAIL_FROM      the address that mails come from
"""

import http.client
import json
import os
import smtplib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.core.mail import EmailMessage, get_connection
from django.utils.translation import gettext as _

WAIT_SECONDS = 10
ON_THIS_MACHINE = ("127.0.0.1", "localhost", "::1")


class Refused(Exception):
    """The carrier will never take this message."""


class TryLater(Exception):
    """The carrier cannot take it now; `after` is how long it asks to be left alone, if it said so."""

    def __init__(self, why: str, after: timedelta | None = None):
        super().__init__(why)
        self.after = after


def print_to_console(*, to: str, text: str, key: str, expires_at: datetime) -> str:
    print(f"{key}\n  {to}\n  {text}", flush=True)
    return ""


@dataclass(frozen=True)
class GatewayApi:
    """Text messages by GatewayAPI's Mobile Messaging API: POST /mobile/single. Our key is its `reference`."""

    token: str
    sender: str = "Besked"
    address: str = "https://messaging.gatewayapi.eu"

    def __call__(self, *, to: str, text: str, key: str, expires_at: datetime) -> str:
        asked = {
            "sender": self.sender,
            "message": text,
            "recipient": as_msisdn(to),
            "reference": key,
            "expiration": expires_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        status, headers, answer = self._post(json.dumps(asked).encode())
        if status == 429 or status >= 500:
            raise TryLater(f"GatewayAPI answers {status}", _retry_after(headers))
        if status in (401, 403):
            # Our own fault, mended by a new token: the message waits.
            raise TryLater(f"GatewayAPI answers {status}; look at MYOSOTIS_SMS_TOKEN")
        if status not in (200, 201, 202):
            raise Refused(f"GatewayAPI answers {status}")
        try:
            return str(json.loads(answer)["msg_id"])
        except (ValueError, KeyError, TypeError):
            return ""

    def _post(self, content: bytes):
        parts = urlsplit(self.address)
        if parts.scheme != "https" and parts.hostname not in ON_THIS_MACHINE:
            raise Refused("MYOSOTIS_SMS_ADDRESS must begin with https:")
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        connection = kind(parts.hostname, parts.port, timeout=WAIT_SECONDS)
        try:
            connection.request("POST", "/mobile/single", content, {
                "Authorization": f"Token {self.token}",
                "Accept": "application/json",
                "Content-Type": "application/json",
            })  # fmt: skip
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read(100_000)
        except http.client.HTTPException as error:
            raise TryLater(type(error).__name__) from None
        finally:
            connection.close()


def as_msisdn(phone: str) -> int:
    """+45 12 34 56 78 → 4512345678; eight digits alone are Danish."""
    digits = "".join(filter(str.isdigit, phone))
    if digits.startswith("00"):
        digits = digits[2:]
    elif len(digits) == 8 and not phone.strip().startswith("+"):
        digits = f"45{digits}"
    if not 9 <= len(digits) <= 15 or digits.startswith("0"):
        raise Refused("no telephone number")
    return int(digits)


def _retry_after(headers) -> timedelta | None:
    said = headers.get("Retry-After", "")
    return timedelta(seconds=min(int(said), 86_400)) if said.isdigit() else None


@dataclass(frozen=True)
class Smtp:
    """E-mail. The Message-ID is made of our key, so that a mail sent twice can be seen to be one."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = ""
    plain: bool = False

    def __call__(self, *, to: str, text: str, key: str, expires_at: datetime) -> str:
        if "\n" in to or "\r" in to:
            raise Refused("no e-mail address")
        made = f"<{key}@{self.sender.rpartition('@')[2]}>"
        mail = EmailMessage(
            _("A message from your therapist"), text, self.sender, [to],
            headers={"Message-ID": made, "Auto-Submitted": "auto-generated"},
            connection=get_connection(
                "django.core.mail.backends.smtp.EmailBackend", host=self.host, port=self.port, username=self.user,
                password=self.password, use_tls=not self.plain, timeout=WAIT_SECONDS,
            ),
        )  # fmt: skip
        try:
            mail.send()
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _said in error.recipients.values()]
            raise (Refused if all(code >= 500 for code in codes) else TryLater)("the address is refused") from None
        except smtplib.SMTPException as error:
            raise TryLater(type(error).__name__) from None
        return made


def senders_from(environment=os.environ) -> dict:
    """The senders that this clinic has set up, by `sms` and `email`; what is not set up goes to the console."""
    found = {}
    if token := environment.get("MYOSOTIS_SMS_TOKEN"):
        more = {"sender": environment.get("MYOSOTIS_SMS_SENDER"), "address": environment.get("MYOSOTIS_SMS_ADDRESS")}
        found["sms"] = GatewayApi(token, **{name: value for name, value in more.items() if value})
    if server := environment.get("MYOSOTIS_SMTP"):
        host, _colon, port = server.partition(":")
        found["email"] = Smtp(
            host,
            int(port or 587),
            environment.get("MYOSOTIS_MAIL_FROM", f"besked@{host}"),
            environment.get("MYOSOTIS_SMTP_USER", ""),
            environment.get("MYOSOTIS_SMTP_PASSWORD", ""),
            environment.get("MYOSOTIS_SMTP_PLAIN") == "1" and host in ON_THIS_MACHINE,
        )
    return found


def by_address(senders: dict):
    """One sender that looks at the address: an e-mail address, else a telephone number."""

    def send(*, to: str, **message) -> str:
        sender = senders.get("email" if "@" in to else "sms", print_to_console)
        return sender(to=to, **message)

    return send
