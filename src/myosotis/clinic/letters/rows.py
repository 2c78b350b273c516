"""Everything that is stored about one client, row by row. A table or a column that is added later is in it by itself."""

from django.db import models

from myosotis.clinic.keeping.actions import everything_of
from myosotis.clinic.people.models import Therapist, User

# What no file holds, and why: a column of that name wherever it stands, or a whole table.
LEFT_OUT = {
    "clinic": "the same for every row; the clinic is named at the top",
    "nonce": "with the clinic's secret key it makes the address that opens a link",
    "token_hash": "the print of that address",
    "care.Standing": "where a treatment stands on the worklist, worked out anew from the other tables",
}
# A person who works in the clinic is named; any other thing that is pointed at has its id here too.
NAMED = {Therapist: "name", User: "therapist__name"}


def rows_of(client) -> dict[str, list[dict]]:
    """table → rows, the oldest first; the versions of a table stand under its Historical name."""
    return {model._meta.label: _rows(model, keys, client.clinic) for model, keys in everything_of(client.pk).items() if model._meta.label not in LEFT_OUT}


def columns_of(model, not_here=()) -> dict[str, str]:
    """column → where its value is looked up. `not_here`: columns that one file leaves out besides, by table and name."""
    label = model._meta.label
    kept = (field for field in model._meta.concrete_fields if field.name not in LEFT_OUT and f"{label}.{field.name}" not in not_here)
    return {field.name: _looked_up(field) for field in kept}


def _looked_up(field) -> str:
    target = field.related_model if isinstance(field, models.ForeignKey) else None
    return f"{field.name}__{NAMED[target]}" if target in NAMED else field.attname


def _rows(model, keys, clinic) -> list[dict]:
    columns = columns_of(model)
    first = [name for name in ("history_date", "made_at") if name in columns][:1]
    found = model._base_manager.filter(clinic=clinic, pk__in=keys).order_by(*first, "pk")
    return [dict(zip(columns, values, strict=True)) for values in found.values_list(*columns.values())]
