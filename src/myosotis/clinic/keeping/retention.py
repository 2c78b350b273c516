"""How long a clinic must keep what it wrote, and from when a client may be erased."""

from datetime import date, timedelta

from django.utils import timezone

# profile of a clinic → years from the last entry in which nothing may be erased.
YEARS = {"ten_years": 10, "five_years": 5, "registered_alternative": 5, "consent_only": 0}


def last_entry_of(client):
    """The newest thing that was written about her."""
    newest = [client.made_at]
    for treatment in client.clinic.treatments.filter(complaint__client=client).prefetch_related("checkins"):
        newest += [treatment.ended_at, *(checkin.received_at for checkin in treatment.checkins.all())]
    return max(newest)


def erasable_from(client) -> date:
    """The first day on which the duty to keep is over."""
    last = timezone.localdate(last_entry_of(client))
    years = YEARS[client.clinic.retention]
    try:
        return last.replace(year=last.year + years)
    except ValueError:  # the 29th of February
        return last + timedelta(days=365 * years + 1)
