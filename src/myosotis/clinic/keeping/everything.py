"""Everything of a client, and when something was last written about her: found by foreign keys, so that a table of tomorrow counts too."""

from functools import cache

from django.apps import apps
from django.db import models
from django.db.models import Max

# What refers to a client's thing and is not hers.
KEPT = ("keeping.Erasure",)
MADE, VERSION = "made_at", "history_date"
# What the program makes by itself, and how somebody comes in: nobody wrote anything about her.
NO_ENTRY = ("care.AnswerLink", "mine.LoginLink", "before.PreparationLink", "notices.Message")
# Not by whom or when something was written, but from where it hangs: worked out anew each time.
WITHOUT_A_DATE = ("care.Standing",)
# A version that says only that she was set aside, or taken back.
ONLY_ASIDE = "aside"


def everything_of(client_pk) -> dict:
    """model → keys: the client, whatever refers to her or to that, and every version of it."""
    client = apps.get_model("care", "Client")
    found = {client: {client_pk}}
    while True:
        before = sum(map(len, found.values()))
        for model in apps.get_models():
            for field in model._meta.concrete_fields:
                target = field.related_model if isinstance(field, models.ForeignKey) else None
                if target in found and not hasattr(model, "instance_type") and model._meta.label not in KEPT:
                    hers = model._base_manager.filter(**{f"{field.name}__in": list(found[target])}).values_list("pk", flat=True)
                    found.setdefault(model, set()).update(hers)
        if sum(map(len, found.values())) == before:
            break
    for model in list(found):
        if history := getattr(model, "history", None):
            found[history.model] = set(history.model.objects.filter(**{f"{model._meta.pk.name}__in": list(found[model])}).values_list("pk", flat=True))
    return found


@cache
def ways_to_client() -> dict:
    """model → every way from it to the client along foreign keys: `checkin__treatment__complaint__client`."""
    client = apps.get_model("care", "Client")
    found, edge = {client: {"pk"}, client.history.model: {"id"}}, [(client, "", {client})]
    while edge:
        target, way, passed = edge.pop()
        for model in apps.get_models():
            if model in passed or model._meta.label in KEPT:
                continue
            for field in model._meta.concrete_fields:
                if isinstance(field, models.ForeignKey) and field.related_model is target:
                    longer = f"{field.name}__{way}" if way else field.name
                    found.setdefault(model, set()).add(longer)
                    edge.append((model, longer, passed | {model}))
    return found


def newest_entries(clinic, since, client=None) -> dict:
    """client's key → number of the span → the newest entry in it. `since`: where each span begins, the first of all time."""
    found = {}
    for model, ways in ways_to_client().items():
        if model._meta.label in (*NO_ENTRY, *WITHOUT_A_DATE) or not (when := date_of(model)):
            continue
        for way in ways:
            rows = model._base_manager.filter(clinic=clinic)
            if when == VERSION:
                rows = rows.exclude(history_change_reason=ONLY_ASIDE)
            if client:
                rows = rows.filter(**{way: client.pk})
            for number, begins in enumerate(since):
                span = rows.filter(**{f"{when}__gte": begins}) if begins else rows
                if number + 1 < len(since):
                    span = span.filter(**{f"{when}__lt": since[number + 1]})
                for pk, newest in span.order_by().values_list(way).annotate(newest=Max(when)):
                    if pk:
                        of_her = found.setdefault(pk, {})
                        of_her[number] = max(newest, of_her.get(number, newest))
    return found


def date_of(model) -> str:
    """The column that says when a row, or a version of one, was written."""
    columns = {field.name for field in model._meta.concrete_fields}
    return next((name for name in (VERSION, MADE) if name in columns), "")
