"""A clinic makes a limit stricter, or gives it back. Looser than is safe, or than the book, is refused by name."""

from django.db import transaction

from myosotis.clinic.books.models import LimitSetting
from myosotis.clinic.books.shelf import settings_of
from myosotis.clinic.people.models import Event
from myosotis.knowledge import load_book
from myosotis.knowledge.load import make_book


@transaction.atomic
def set_limit(*, clinic, name, value, reason, by, at):
    """From now on the clinic judges by `value`; None gives the limit back to the book. Raises KnowledgeError."""
    wanted = {**settings_of(clinic), name: value}
    make_book(load_book().raw, {n: v for n, v in wanted.items() if v is not None})
    setting = LimitSetting.objects.create(clinic=clinic, name=name, value=value, reason=reason, by=by, made_at=at)
    Event.record("limit.set", setting, at=at, by=by)
    return setting
