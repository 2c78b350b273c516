"""Who can be reached at a moment, and what a client is told about it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import FilteredRelation, Q
from django.utils import timezone

from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.fence import within
from myosotis.clinic.people.models import Clinic

PAGE = "advice/presence"


@dataclass(frozen=True)
class Reach:
    """The number to ring for the clinic, whose it is, and a sentence; all empty where nothing is known of the hours.

    `is_closed` with `opens_at`: when somebody answers again, None where nobody can say. `answers_until`: when the door shuts,
    on the day that she can be answered; None where nothing is known of the hours.
    """

    phone: str
    name: str
    said: str
    is_absent: bool = False
    substitute: str = ""
    is_closed: bool = False
    opens_at: datetime | None = None
    answers_until: datetime | None = None


def the_only_clinic():
    """The clinic of this installation; None where there are several, or none yet."""
    if not within.there_may_be_one_only():
        return None
    within.name_the_only_clinic()
    found = list(Clinic.objects.all()[:2])
    return found[0] if len(found) == 1 else None


def absences_at(clinic, at: datetime) -> list:
    """Those that hold then, first that of the whole clinic, and of several the one that lasts longest."""
    # A clinic has few, and a page asks for many moments: read once, where they are loaded ahead.
    away = [each for each in clinic.absences.all() if each.from_at <= at < each.until_at]
    return sorted(away, key=lambda each: (each.who_id is None, each.until_at), reverse=True)


def absence_at(clinic, at: datetime, client=None):
    """The absence that a client meets then, or anybody; None where somebody is there for her."""
    away = absences_at(clinic, at)
    hers = treats(client) if client and any(each.who_id for each in away) else None
    return next((each for each in away if each.who_id in (None, hers)), None)


class Away(NamedTuple):
    """One absence as those read it who work there; `who` is empty where it is the whole clinic."""

    who: str | None
    until_at: datetime
    reason: str
    substitute: str
    substitute_phone: str

    def in_words(self, at: datetime) -> str:
        """Who is away until when and why, and who takes over."""
        instead = "takes_over" if self.substitute_phone else "nobody"
        phone = self.substitute_phone.replace(" ", "\N{NO-BREAK SPACE}")
        return wording.text(
            f"{PAGE}.away_now.{'one' if self.who else 'clinic'}", who=self.who or "", time=moments.near(self.until_at, at),
            reason=wording.text(f"{PAGE}.reasons.{self.reason}"), instead=wording.text(f"{PAGE}.away_now.{instead}", substitute=self.substitute, phone=phone),
        )  # fmt: skip


# What of an absence that holds is read together with the clinic, as `now_away`.
AWAY = tuple(f"now_away__{name}" for name in ("who__name", "until_at", "reason", "substitute", "substitute_phone"))


def now_away(at: datetime) -> FilteredRelation:
    return FilteredRelation("absences", condition=Q(absences__from_at__lte=at, absences__until_at__gt=at))


def treats(client) -> int | None:
    """Who gave this client the newest treatment, whatever it was for."""
    return client.clinic.treatments.filter(complaint__client=client).order_by("-ended_at").values_list("by", flat=True).first()


def reach_at(clinic, at: datetime, client=None) -> Reach:
    """For a client whose own therapist is away it is the substitute; for everybody else the clinic as it is."""
    hours = {each.weekday: each for each in clinic.openings.all()}
    if absence := absence_at(clinic, at, client):
        return _away(clinic, absence, hours, at)
    if not hours:
        return Reach(clinic.phone, clinic.name, "")
    if closes := _open_until(hours, at):
        return Reach(clinic.phone, clinic.name, wording.text(f"{PAGE}.open", time=moments.clock(closes)), answers_until=closes)
    opens = next_opening(clinic, hours, at)
    said = wording.text(f"{PAGE}.closed", time=moments.near(opens, at)) if opens else ""
    until = _open_until(hours, opens) if opens else None
    return Reach(clinic.phone, clinic.name, said, is_closed=True, opens_at=opens, answers_until=until)


def _away(clinic, absence, hours, at) -> Reach:
    """Whoever stands in keeps the clinic's hours, where they are known."""
    until = moments.near(absence.until_at, at)
    if not absence.substitute_phone:
        return Reach("", "", wording.text(f"{PAGE}.absent", time=until), True)
    name = wording.text(f"{PAGE}.instead", substitute=absence.substitute, clinic=clinic.name)
    said = wording.text(f"{PAGE}.{'hers_is_away' if absence.who_id else 'absent_with'}", time=until, substitute=absence.substitute)
    opens = None if not hours or _open_until(hours, at) else _next_in(hours, at, lambda _moment: True)
    shuts = _open_until(hours, opens or at)
    return Reach(absence.substitute_phone, name, said, True, absence.substitute, opens is not None, opens, shuts)


def _open_until(hours, at) -> datetime | None:
    """When it closes, if it is open then."""
    local = timezone.localtime(at)
    today = hours.get(local.weekday())
    if today is None or not today.opens <= local.time() < today.closes:
        return None
    return local.replace(hour=today.closes.hour, minute=today.closes.minute, second=0, microsecond=0)


def next_opening(clinic, hours, at) -> datetime | None:
    """The next time that somebody is there, absences passed over; None within a fortnight is nobody's promise."""
    return _next_in(hours, at, lambda opens: absence_at(clinic, opens) is None)


def _next_in(hours, at, somebody_is_there) -> datetime | None:
    local = timezone.localtime(at)
    for ahead in range(15):
        day = local.date() + timedelta(days=ahead)
        if (row := hours.get(day.weekday())) is None:
            continue
        opens = datetime.combine(day, row.opens, tzinfo=local.tzinfo)
        if opens > at and somebody_is_there(opens):
            return opens
    return None
