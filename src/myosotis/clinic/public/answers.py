"""The answers of a self-check on their way from page to page: sealed in a cookie of her own browser, never stored here.

In a cookie and not in the page, so that each page can be asked for by itself: Back, forward and reload show it again.
"""

import base64
import hashlib
import json
import zlib
from dataclasses import dataclass, field

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from myosotis.clinic.checkin.draft import flag_lines, told_by_its_line
from myosotis.course.words import CAUSES
from myosotis.knowledge import load_book

COOKIE = settings.SELFCHECK_COOKIE_NAME
OPEN_SECONDS = 2 * 60 * 60


class TooOld(Exception):
    """The page has stood too long, or what the cookie holds is not ours."""


@dataclass
class Answers:
    """The answers by step. A step that was not reached is not there.

    `tried` is a page that was sent and could not be taken, as it was sent: its step, whether "none of these" was pressed,
    and what was given.
    """

    steps: dict = field(default_factory=dict)
    tried: dict = field(default_factory=dict)

    @classmethod
    def carried(cls, request) -> "Answers":
        try:
            opened = _box().decrypt(request.COOKIES.get(COOKIE, "").encode(), ttl=OPEN_SECONDS)
        except InvalidToken:
            raise TooOld from None
        return cls(**json.loads(zlib.decompress(opened)))

    def carry(self, response, seconds=None):
        """With an answer of ours; gone when the browser is closed or after `seconds`, and unreadable to us after two hours."""
        packed = zlib.compress(json.dumps({"steps": self.steps, "tried": self.tried}, separators=(",", ":")).encode())
        sealed = _box().encrypt(packed).decode()
        response.set_cookie(COOKIE, sealed, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax", max_age=seconds)
        return response

    def said(self, step: str, name: str, default=None):
        return self.steps.get(step, {}).get(name, default)

    @property
    def lines_in_doubt(self) -> list[str]:
        """The danger lines that were not answered no."""
        return [line for line in flag_lines() if self.said("flags", line) in ("yes", "unsure")]

    @property
    def lines_to_ask(self) -> list[str]:
        """Those of them of which it is asked which sign it is."""
        return [line for line in self.lines_in_doubt if not told_by_its_line(line)]

    @property
    def has_said_which(self) -> bool:
        return "flags" in self.steps and set(self.lines_to_ask) <= set(self.steps.get("which", {}))

    @property
    def is_without_lines(self) -> bool:
        """One yes was enough to go on. It was no danger to life, and now the other lines must be answered."""
        return self.has_said_which and any(self.said("flags", line) is None for line in flag_lines())

    @property
    def flagged(self) -> list[str]:
        """The danger signs that are there. After a yes without saying which, the worst of that line counts."""
        found: dict[str, None] = {}
        for line in self.lines_in_doubt:
            ticked = self.said("which", line, [])
            if not ticked and self.said("flags", line) == "yes":
                ticked = [load_book().file("questions/red_flags")[line]["worst"]]
            found |= dict.fromkeys(ticked)
        return list(found)

    @property
    def is_in_doubt_about_danger(self) -> bool:
        """Not sure about a line, and none of its signs could be told."""
        return self.has_said_which and self.has_doubt

    @property
    def has_doubt(self) -> bool:
        """Not sure about a line, whether or not its signs have been asked yet."""
        return any(self.said("flags", line) == "unsure" and not self.said("which", line) for line in self.lines_in_doubt)

    def as_person(self) -> dict:
        """In the shape of a self-check. What was not asked or not answered is left out, and so unknown."""
        found = {"red_flags": self.flagged + self.said("background", "signs", [])} if "flags" in self.steps else {}
        if "signs" in self.steps:
            found["symptoms"] = self.said("signs", "signs")
        if "causes" in self.steps and "unsure" not in self.said("causes", "causes"):
            found["causes"] = [cause for cause in self.said("causes", "causes") if cause in CAUSES]
        for step, name in (("weeks", "weeks"), ("function", "affects_function")):
            if (value := self.said(step, name)) is not None:
                found[name] = value
        for step, name in (("home", "home_care_tried"), ("helped", "home_care_helped")):
            if (value := self.said(step, name)) in ("yes", "no"):
                found[name] = value == "yes"
        return found


def _box() -> Fernet:
    """What a stranger finds on her phone tells him nothing: it is sealed with the clinic's secret."""
    made = hashlib.sha256(b"self-check " + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(made))
