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


def guard(*tables):
    """A migration step: the database itself refuses UPDATE on these tables. What `guards` puts up after the migrations, at once."""

    def make(apps, schema_editor):
        for table in tables:
            for statement in written_once(schema_editor.connection.vendor, table):
                schema_editor.execute(statement)

    def unmake(apps, schema_editor):
        for table in tables:
            statement = _drop(schema_editor.connection.vendor, "written_once", table)
            schema_editor.execute(statement)

    return make, unmake


def written_once(vendor, table, columns=()):
    """The statements after which the database refuses UPDATE of this table, or of these columns of it."""
    of = f" OF {', '.join(columns)}" if columns else ""
    return _trigger(vendor, "written_once", table, f"UPDATE{of}", "")


def kept(vendor, table):
    """The statements after which the database refuses DELETE from this table, except while an erasure goes on."""
    return _trigger(vendor, "kept", table, "DELETE", f"NOT EXISTS (SELECT 1 FROM {ERASING})")  # noqa: S608


def _trigger(vendor, name, table, what, unless):
    # SQLite loses the triggers of a table that it makes anew, PostgreSQL keeps them: either may be made again.
    return [_drop(vendor, name, table), *{"sqlite": _sqlite, "postgresql": _postgresql}[vendor](name, table, what, unless)]


def _drop(vendor, name, table):
    return f"DROP TRIGGER IF EXISTS {table}_{name}" + {"sqlite": "", "postgresql": f" ON {table}"}[vendor]


def _sqlite(name, table, what, when):
    when = f" WHEN {when}" if when else ""
    yield f"CREATE TRIGGER {table}_{name} BEFORE {what} ON {table}{when} BEGIN SELECT RAISE(ABORT, 'written once'); END"


def _postgresql(name, table, what, when):
    # A trigger's own condition may not look into another table; its function may.
    refuse = f"IF {when} THEN RAISE EXCEPTION 'written once'; END IF; RETURN OLD;" if when else "RAISE EXCEPTION 'written once';"
    yield f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {refuse} END $$"
    yield f"CREATE TRIGGER {table}_{name} BEFORE {what} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
