"""No line of a log holds what opens a client's link: whoever reads the log would be let in by it.

Every address that takes a token is found in the URL configuration, those of tomorrow too, and what stands behind its beginning is cut.
"""

import logging
import re
from functools import cache

CUT = "…"


def beginnings(found=None, before="") -> set[str]:
    """What stands before the token in each address that has one: `c/`, `my/in/`, …"""
    from django.urls import URLResolver, get_resolver

    starts = set()
    for pattern in get_resolver().url_patterns if found is None else found:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            starts |= beginnings(pattern.url_patterns, route)
        elif "token" in pattern.pattern.converters:
            starts.add(re.split(r"<(?:\w+:)?token>", route)[0])
    return starts


@cache
def _behind_a_beginning() -> re.Pattern:
    # As it is sent, too: a slash may be written as what stands for it.
    slash = "(?:/|%2f)+"
    starts = "|".join(re.escape(start.strip("/")).replace("/", slash) for start in sorted(beginnings()))
    # To the end of the line or of what is quoted. A module in a traceback may be told: its name is shorter than any token.
    return re.compile(rf"(?i)({slash}(?:{starts}){slash})(?!\w{{1,19}}\.py\b)[^\n'\"<>]+")


def cut(text: str) -> str:
    return _behind_a_beginning().sub(rf"\g<1>{CUT}", text) if "/" in text or "%" in text else text


class WithoutTokens(logging.Formatter):
    """The whole line as it will be written, with the traceback under it."""

    def __init__(self, *given, inner: logging.Formatter | None = None, **more):
        super().__init__(*given, **more)
        self.inner = inner

    def format(self, record):
        whole = self.inner.format(record) if self.inner else super().format(record)
        try:
            return cut(whole)
        except Exception:  # noqa: BLE001 - the library would print the line as it was, token and all.
            return f"{record.levelname}: a line that could not be read for what to cut from it"
