"""How far the log of each clinic had come, written down outside the database about once an hour: that its end was cut off shows.

One line of JSON a head: {clinic, number, seal, at}. The file lies beside the database, or where MYOSOTIS_LOG_HEADS says, which is better on another disk.
"""

import json
import os
from datetime import timedelta
from pathlib import Path

from django.conf import settings

FILE, EVERY = "log-heads.jsonl", timedelta(hours=1)
# When this process last looked whether there is more to write down, by clinic.
_looked: dict = {}


def heads_file() -> Path:
    return Path(os.environ.get("MYOSOTIS_LOG_HEADS") or Path(settings.HOME) / FILE)


def _lines() -> list[dict]:
    """Since the last copy was put back, oldest first. A line that was torn by a stop is passed over."""
    file, found = heads_file(), []
    for line in file.read_text().splitlines() if file.exists() else ():
        try:
            said = json.loads(line)
        except ValueError:
            continue
        found = [] if "restored_at" in said else [*found, said]
    return found


def _write(said: dict) -> None:
    file = heads_file()
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w") as opened:
        opened.write(json.dumps(said) + "\n")


def last_head(clinic) -> dict | None:
    """The farthest that was written down of this clinic: {number, seal, at}."""
    hers = [said for said in _lines() if said["clinic"] == str(clinic.pk)]
    return max(hers, key=lambda said: said["number"], default=None)


def write_head(clinic, *, at) -> None:
    """Where the log stands now, once an hour and where it went on."""
    if clinic.pk in _looked and at - _looked[clinic.pk] < EVERY:
        return
    _looked[clinic.pk] = at
    last = clinic.events.exclude(number=None).order_by("-number").values("number", "seal").first()
    before = last_head(clinic)
    if last and (before is None or last["number"] > before["number"]):
        _write({"clinic": str(clinic.pk), **last, "at": at.isoformat()})


def begin_anew(at) -> None:
    """A copy was put back: what was written down before says nothing of it."""
    if heads_file().exists():
        _write({"restored_at": at.isoformat()})
