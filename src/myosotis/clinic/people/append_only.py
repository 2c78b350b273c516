"""Rows that are written once: answers, assessments, acknowledgements, events.

Python refuses every way round `save`; triggers in the database refuse an UPDATE and a DELETE from anywhere else. Only an
erasure may delete, which says so in a row of its own for as long as it lasts (`keeping.Erasing`).
"""

from django.db import models

# The table of `keeping.Erasing`: while it has a row, rows may be deleted.
ERASING = "keeping_erasing"


class WrittenOnce(TypeError):
    """Somebody tried to change or remove a row that is kept as it was."""


def _refuse(*args, **kwargs):
    raise WrittenOnce("These rows are written once. Add a new one instead of changing or removing an old one.")


class AppendOnlyQuerySet(models.QuerySet):
    update = delete = bulk_update = bulk_create = update_or_create = _refuse
    _raw_delete = _refuse


class AppendOnly(models.Model):
    # What may be learned of a row later, and is no part of what was written.
    MAY_CHANGE = ()

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if self._state.adding:
            super().save(*args, force_insert=True, **_without_force(kwargs))
        elif kwargs.get("update_fields") and set(kwargs["update_fields"]) <= set(self.MAY_CHANGE):
            super().save(*args, **kwargs)
        else:
            _refuse()

    delete = _refuse


# Here and not in Meta: whoever inherits it has no other way in either, and no migration hears of it.
AppendOnly._meta.base_manager_name = "objects"


def _without_force(kwargs):
    return {name: value for name, value in kwargs.items() if name not in ("force_insert", "force_update")}


def guard(*tables, columns=()):
    """A migration step: the database itself refuses UPDATE on these tables, or of these columns of them."""
    of = f" OF {', '.join(columns)}" if columns else ""
    return _triggers("written_once", tables, f"UPDATE{of}", "")


def guard_rows(*tables):
    """A migration step: the database itself refuses DELETE on these tables, except while an erasure goes on."""
    return _triggers("kept", tables, "DELETE", f"NOT EXISTS (SELECT 1 FROM {ERASING})")  # noqa: S608


def _triggers(name, tables, what, unless):
    def make(apps, schema_editor):
        # SQLite loses the triggers of a table that it makes anew, PostgreSQL keeps them: either may be made again.
        unmake(apps, schema_editor)
        for table in tables:
            for statement in _MAKE[schema_editor.connection.vendor](name, table, what, unless):
                schema_editor.execute(statement)

    def unmake(apps, schema_editor):
        on = {"sqlite": "", "postgresql": " ON {}"}[schema_editor.connection.vendor]
        for table in tables:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_{name}" + on.format(table))

    return make, unmake


def _sqlite(name, table, what, when):
    when = f" WHEN {when}" if when else ""
    yield f"CREATE TRIGGER {table}_{name} BEFORE {what} ON {table}{when} BEGIN SELECT RAISE(ABORT, 'written once'); END"


def _postgresql(name, table, what, when):
    # A trigger's own condition may not look into another table; its function may.
    refuse = f"IF {when} THEN RAISE EXCEPTION 'written once'; END IF; RETURN OLD;" if when else "RAISE EXCEPTION 'written once';"
    yield f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {refuse} END $$"
    yield f"CREATE TRIGGER {table}_{name} BEFORE {what} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"


_MAKE = {"sqlite": _sqlite, "postgresql": _postgresql}
