"""Who can be reached at a moment, and what a client is told about it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from myosotis.clinic.care.presenters import moments, wording

PAGE = "advice/presence"


@dataclass(frozen=True)
class Reach:
    """The number to ring for the clinic, whose it is, and a sentence; all empty where nothing is known of the hours."""

    phone: str
    name: str
    said: str
    is_absent: bool = False


def absence_at(clinic, at: datetime):
    """The absence that holds then, the one that lasts longest; None where somebody is there."""
    return clinic.absences.filter(from_at__lte=at, until_at__gt=at).order_by("-until_at").first()


def reach_at(clinic, at: datetime) -> Reach:
    if absence := absence_at(clinic, at):
        until = moments.near(absence.until_at, at)
        if absence.substitute_phone:
            name = wording.text(f"{PAGE}.instead", substitute=absence.substitute, clinic=clinic.name)
            return Reach(absence.substitute_phone, name, wording.text(f"{PAGE}.absent_with", time=until, substitute=absence.substitute), True)
        return Reach("", "", wording.text(f"{PAGE}.absent", time=until), True)
    hours = {each.weekday: each for each in clinic.openings.all()}
    if not hours:
        return Reach(clinic.phone, clinic.name, "")
    local = timezone.localtime(at)
    today = hours.get(local.weekday())
    if today and today.opens <= local.time() < today.closes:
        closes = local.replace(hour=today.closes.hour, minute=today.closes.minute, second=0, microsecond=0)
        return Reach(clinic.phone, clinic.name, wording.text(f"{PAGE}.open", time=moments.clock(closes)))
    opens = _next_opening(hours, local, clinic, at)
    return Reach(clinic.phone, clinic.name, wording.text(f"{PAGE}.closed", time=moments.near(opens, at)) if opens else "")


def _next_opening(hours, local, clinic, at) -> datetime | None:
    """The next time that somebody is there, absences passed over; None within a fortnight is nobody's promise."""
    for ahead in range(15):
        day = local.date() + timedelta(days=ahead)
        if (row := hours.get(day.weekday())) is None:
            continue
        opens = datetime.combine(day, row.opens, tzinfo=local.tzinfo)
        if opens > at and absence_at(clinic, opens) is None:
            return opens
    return None
