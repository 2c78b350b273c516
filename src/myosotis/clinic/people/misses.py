"""How often somebody tried what opens nothing, minute by minute: counted in the database, so that all servers know."""

import hashlib
import hmac
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction

from myosotis.clinic.people.models import Miss

MOST_A_MINUTE = 60
KEPT = timedelta(hours=1)


def too_many_misses(request) -> bool:
    """Count one miss of whoever asks; True when there were more than sixty in this minute.

    Only misses are counted, so a person with a right link is never shut out by somebody who guesses beside her.
    """
    minute = request.at.replace(second=0, microsecond=0)
    with transaction.atomic():
        count = _add_one(_who(request), minute)
        if count == 1:
            Miss.objects.filter(minute__lt=minute - KEPT).delete()
    return count > MOST_A_MINUTE


def _who(request) -> str:
    """The address asked from, as a keyed hash: enough to count, useless to find anybody by."""
    address = request.META.get("REMOTE_ADDR", "")
    return hmac.new(settings.SECRET_KEY.encode(), b"miss " + address.encode(), hashlib.sha256).hexdigest()[:32]


def _add_one(who: str, minute) -> int:
    # One statement, so that servers side by side count each other's.
    table = connection.ops.quote_name(Miss._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (who, minute, count) VALUES (%s, %s, 1) "  # noqa: S608
            f"ON CONFLICT (who, minute) DO UPDATE SET count = {table}.count + 1 RETURNING count",
            [who, connection.ops.adapt_datetimefield_value(minute)],
        )
        return cursor.fetchone()[0]
