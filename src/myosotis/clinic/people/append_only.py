"""Rows that are written once: assessments, acknowledgements, events.

Python refuses every way round `save`; a trigger in the database refuses an UPDATE from anywhere else.
"""

from django.db import models


class WrittenOnce(TypeError):
    """Somebody tried to change or remove a row that is kept as it was."""


def _refuse(*args, **kwargs):
    raise WrittenOnce("These rows are written once. Add a new one instead of changing or removing an old one.")


class AppendOnlyQuerySet(models.QuerySet):
    update = delete = bulk_update = bulk_create = update_or_create = _refuse
    _raw_delete = _refuse


class AppendOnly(models.Model):
    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            _refuse()
        super().save(*args, force_insert=True, **_without_force(kwargs))

    delete = _refuse


def _without_force(kwargs):
    return {name: value for name, value in kwargs.items() if name not in ("force_insert", "force_update")}


def guard(*tables):
    """A migration step: the database itself refuses UPDATE on these tables."""

    def make(apps, schema_editor):
        for table in tables:
            for statement in _TRIGGERS[schema_editor.connection.vendor](table):
                schema_editor.execute(statement)

    def unmake(apps, schema_editor):
        on = {"sqlite": "", "postgresql": " ON {}"}[schema_editor.connection.vendor]
        for table in tables:
            schema_editor.execute(f"DROP TRIGGER {table}_written_once" + on.format(table))

    return make, unmake


def _sqlite(table):
    yield (
        f"CREATE TRIGGER {table}_written_once BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, 'written once'); END"
    )


def _postgresql(table):
    yield (
        "CREATE OR REPLACE FUNCTION written_once() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'written once'; END $$"
    )
    yield (f"CREATE TRIGGER {table}_written_once BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION written_once()")


_TRIGGERS = {"sqlite": _sqlite, "postgresql": _postgresql}
