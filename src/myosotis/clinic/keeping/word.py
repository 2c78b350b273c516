"""What a client said last about being asked: yes, no or nothing yet. She may change her mind as often as she likes."""

from django.db.models import F, Max, Q


def last_yes(client):
    """The newest yes, or None."""
    return max(client.consents.all(), key=_said_at, default=None)


def standing_no(client):
    """Her no, should it be the last she said; of two in the same moment the no holds."""
    no, yes = max(client.withdrawals.all(), key=_said_at, default=None), last_yes(client)
    return no if no and (yes is None or no.made_at >= yes.made_at) else None


def standing_yes(client):
    """Her yes, should it be the last she said."""
    return None if standing_no(client) else last_yes(client)


def with_standing_no(standings):
    """Of these rows, each with a client, those whose client said no last."""
    said = standings.annotate(yes=Max("client__consents__made_at"), no=Max("client__withdrawals__made_at"))
    return said.filter(no__isnull=False).filter(Q(yes=None) | Q(no__gte=F("yes")))


def _said_at(word):
    return word.made_at
