"""Rows that may change, each version kept with who and when. What goes round `save` would keep none, and is refused."""

from django.db import models
from simple_history.manager import HistoricalQuerySet
from simple_history.models import HistoricalRecords

from myosotis.clinic.people.append_only import AppendOnlyQuerySet


class Unrecorded(TypeError):
    """Somebody tried to change rows in a way that keeps no version of them."""


def _refuse(*args, **kwargs):
    raise Unrecorded("Change these rows one by one with save(): only then is a version of each kept.")


class RecordedQuerySet(models.QuerySet):
    update = bulk_update = bulk_create = update_or_create = _refuse
    _raw_delete = _refuse


class VersionsQuerySet(AppendOnlyQuerySet, HistoricalQuerySet):
    """What a row was stays what it was."""


class Recorded(models.Model):
    objects = RecordedQuerySet.as_manager()
    history = HistoricalRecords(inherit=True, historical_queryset=VersionsQuerySet)

    class Meta:
        abstract = True


# Here and not in Meta: whoever inherits it has no other way in either, and no migration hears of it.
Recorded._meta.base_manager_name = "objects"
