"""What was sent from a page that must be shown again, kept in her session: the page is then one of its own, and Back asks nobody to send twice."""

from django.http import QueryDict

# Names of buttons and of what a page asks to be sure of, beside the questions themselves.
BUTTONS = ("none", "same", "sure", "send", "change")
# Characters of what was refused that are kept; a page filled in by hand has far fewer.
MOST_KEPT = 20_000


def to_keep(step: str, sent: QueryDict, names) -> dict | None:
    """What was sent from this page under these names, as plain values; None where it is too much to be kept."""
    kept = {name: sent.getlist(name) for name in (*names, *BUTTONS) if name in sent}
    if sum(len(value) for values in kept.values() for value in values) > MOST_KEPT:
        return None
    return {"step": step, "sent": kept}


def as_sent(kept: dict | None, step: str) -> QueryDict | None:
    """The same as it was sent, where it was from that page."""
    if not kept or kept["step"] != step:
        return None
    sent = QueryDict(mutable=True)
    for name, values in kept["sent"].items():
        sent.setlist(name, values)
    return sent
