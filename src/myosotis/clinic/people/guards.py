"""The database's own guards of what is written once: put up after every migration, for every table that the models say is kept.

A table of tomorrow is guarded without anybody thinking of it, and one that SQLite made anew, which loses its guards, gets them again.
"""

from django.apps import apps
from django.db import connection

from myosotis.clinic.people.append_only import ERASING, AppendOnly, kept, written_once

CATALOGUE = {"sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'", "postgresql": "SELECT tgname FROM pg_trigger"}


def put_up(**_) -> None:
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    if ERASING not in tables:
        # In the middle of old migrations.
        return
    stand, missing = standing(), []
    for model in kept_models():
        table = model._meta.db_table
        if table in tables and f"{table}_written_once" not in stand:
            missing += written_once(connection.vendor, table, _columns(model))
        if table in tables and f"{table}_kept" not in stand:
            missing += kept(connection.vendor, table)
    with connection.cursor() as cursor:
        for statement in missing:
            cursor.execute(statement)


def kept_models() -> list:
    """Written once, or a version of what may change."""
    return [model for model in apps.get_models() if issubclass(model, AppendOnly) or hasattr(model, "instance_type")]


def standing() -> set[str]:
    """The guards that stand in the database now."""
    with connection.cursor() as cursor:
        statement = CATALOGUE[connection.vendor]
        cursor.execute(statement)
        return {name for (name,) in cursor.fetchall()}


def _columns(model) -> tuple[str, ...]:
    """All of them, unless something may be learned later."""
    later = getattr(model, "MAY_CHANGE", ())
    return tuple(field.column for field in model._meta.concrete_fields if field.name not in later) if later else ()
