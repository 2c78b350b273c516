"""What a therapist had written when she handed the buttons over, as the form takes it again."""

from django.http import QueryDict
from django.utils import timezone

# Not written by anybody, or true only of the moment.
NOT_KEPT = ("csrfmiddlewaretoken", "hand_over", "ended_at")


def draft_from(posted) -> dict[str, list[str]]:
    return {name: values for name, values in posted.lists() if name not in NOT_KEPT}


def as_written(sittings, at) -> QueryDict | None:
    """The newest draft of these sittings, with the end set to now; None where nothing was written."""
    draft = next((each.draft for each in reversed(sittings) if each.draft), None)
    if draft is None:
        return None
    data = QueryDict(mutable=True)
    for name, values in draft.items():
        data.setlist(name, values)
    data["ended_at"] = timezone.localtime(at).strftime("%Y-%m-%dT%H:%M")
    if said_too_hard(sittings):
        data.setdefault("too_hard", "yes")
    return data


def said_too_hard(sittings) -> bool:
    return any(signal.asks_for_gentler for sitting in sittings for signal in sitting.signals.all())
