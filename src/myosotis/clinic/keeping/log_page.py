"""The log in words: who did or saw what, of which client, and when."""

from itertools import groupby

from django.core.paginator import Paginator
from django.db import models
from django.utils import timezone

from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.keeping.everything import everything_of, ways_to_client
from myosotis.knowledge import load_book

PAGE = "words/log_page"
LINES_A_PAGE = 100
# In place of a colleague's number: whoever held a client's link.
BY_LINK = "link"


def say(key: str, **filled) -> str:
    return wording.text(f"{PAGE}.{key}", **filled)


def log_of(client):
    """Every event of one client: of herself and of every thing that is hers, oldest first."""
    hers = models.Q()
    # By the kind of thing too: what is numbered may have the number of a colleague.
    for model, keys in everything_of(client.pk).items():
        hers |= models.Q(thing=model.__name__, thing_id__in=[str(pk) for pk in keys])
    return client.clinic.events.filter(hers).order_by("number")


def in_words(what: str) -> str:
    """An event as a reader says it. One that the words no longer know, from an older version, keeps its own name."""
    name, _, done = what.partition(".")
    words = load_book().words(PAGE.partition("/")[2])["events"].get(name, {}).get(done)
    if words:
        return words[wording.language()]
    return say("refused") if done == "refused" else what


class LogPage:
    """One page of the log of a clinic or of one client, the newest first."""

    def __init__(self, clinic, events, *, page, by="", client=None):
        self.client, self.by = client, by
        events = events.select_related("by").order_by("-at", "-number")
        if by:
            at_a_login = models.Q(by=None, thing="Therapist")
            events = events.filter(by=None).exclude(at_a_login) if by == BY_LINK else events.filter(models.Q(by_id=by) | at_a_login & models.Q(thing_id=by))
        self.shown = Paginator(events, LINES_A_PAGE).get_page(page)
        whose = {} if client else _clients_of(clinic, self.shown.object_list)
        names = {str(pk): name for pk, name in clinic.therapists.values_list("pk", "name")}
        # One heading a day, whatever the year.
        self.days = [
            (say("day", weekday=wording.first_letter(moments.weekday(events[0].at)), day=moments.day(events[0].at)), [
                {"when": moments.clock(event.at), "who": _who(event, names), "what": in_words(event.what), "client": whose.get((event.thing, event.thing_id))}
                for event in events
            ])
            for _day, events in ((day, list(those)) for day, those in groupby(self.shown, key=lambda event: timezone.localdate(event.at)))
        ]  # fmt: skip


def _who(event, names) -> str:
    """At a sign-in that failed nobody has shown who she is: only whose login it was is known."""
    if event.by:
        return event.by.name
    return say("by_login", name=names.get(event.thing_id, event.thing_id)) if event.thing == "Therapist" else say("by_link")


def _clients_of(clinic, events) -> dict:
    """(kind of thing, its key) → whose it is. A kind that belongs to nobody, or a thing that was erased, is not in it."""
    keys: dict[str, set[str]] = {}
    for event in events:
        keys.setdefault(event.thing, set()).add(event.thing_id)
    found = {}
    for model, ways in ways_to_client().items():
        if model.__name__ in keys:
            things = model._base_manager.filter(clinic=clinic, pk__in=keys[model.__name__])
            for way in ways:
                found |= {(model.__name__, str(pk)): client for pk, client in things.values_list("pk", way) if client}
    names = clinic.clients.in_bulk(set(found.values()))
    return {key: names[pk] for key, pk in found.items() if pk in names}
