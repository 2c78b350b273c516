"""How long a clinic must keep what it wrote, and from when a client may be erased.

A profile binds what was written while it was chosen: who chooses a shorter one later shortens nothing that was promised.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from myosotis.clinic.keeping.everything import newest_entries
from myosotis.clinic.keeping.word import standing_no

# profile of a clinic → years from the last entry in which nothing may be erased; none: for as long as she says yes.
YEARS = {"ten_years": 10, "five_years": 5, "registered_alternative": 5, "consent_only": None}
# Whoever's time is over is erased within a month.
TO_ERASE = timedelta(days=30)


@dataclass(frozen=True)
class Term:
    """Why a client is kept, and the first and the last day to erase her; none of them while her yes stands."""

    basis: str
    earliest: date | None

    @property
    def latest(self) -> date | None:
        return self.earliest and self.earliest + TO_ERASE

    def is_over(self, day: date) -> bool:
        return self.earliest is not None and day >= self.earliest


def term_of(client) -> Term:
    return terms_of(client.clinic, client)[client.pk]


def terms_of(clinic, client=None) -> dict:
    """client's key → her term, for the whole clinic or one client."""
    profiles = profiles_of(clinic)
    entries = newest_entries(clinic, [since for since, _profile in profiles], client)
    clients = [client] if client else clinic.clients.prefetch_related("consents", "withdrawals")
    return {each.pk: _longest(each, [profile for _since, profile in profiles], entries.get(each.pk, {}), clinic.retention) for each in clients}


def profiles_of(clinic) -> list[tuple[datetime | None, str]]:
    """(since when, profile), oldest first; what was written before the first version was written under it."""
    found = []
    for since, profile in clinic.history.order_by("history_date", "history_id").values_list("history_date", "retention"):
        if not found or found[-1][1] != profile:
            found.append((since if found else None, profile))
    return found or [(None, clinic.retention)]


def _longest(client, profiles, entries, now) -> Term:
    """`entries`: which of the profiles she was written about under → the newest entry. All of it is kept as long as any of it."""
    last = max(entries.values(), default=client.made_at)
    bound = {profiles[number] for number in entries} | {now}
    basis = max(bound, key=lambda profile: YEARS[profile] or 0)
    if YEARS[basis] is None:
        no = standing_no(client)
        return Term(basis, no and timezone.localdate(no.made_at))
    return Term(basis, _years_after(timezone.localdate(last), YEARS[basis]))


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # the 29th of February
        return date(day.year + years, 3, 1)
