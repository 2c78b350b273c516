"""The book that judges now, and any that ever did."""

from functools import lru_cache

from myosotis.clinic.books.models import BookVersion
from myosotis.knowledge import Book, load_book
from myosotis.knowledge.load import make_book


def settings_of(clinic) -> dict[str, float]:
    """The clinic's own limits by name: the newest of each, without those that were given back."""
    newest = {setting.name: setting.value for setting in clinic.limitsettings.all()}
    return {name: value for name, value in newest.items() if value is not None}


@lru_cache(maxsize=16)
def _with_limits(version: str, overrides: tuple[tuple[str, float], ...]) -> Book:
    book = load_book()
    return make_book(book.raw, dict(overrides)) if overrides else book


def book_of(clinic) -> Book:
    """The book by which this clinic judges now."""
    return _with_limits(load_book().version, tuple(sorted(settings_of(clinic).items())))


def keep(book: Book, at) -> None:
    """Put the version on the shelf, once."""
    if not BookVersion.objects.filter(pk=book.version).exists():
        BookVersion.objects.get_or_create(
            version=book.version, defaults={"packed": BookVersion.pack(book), "first_used_at": at}
        )


def stored(version: str) -> Book:
    """The book of a version that has judged somebody."""
    return BookVersion.objects.get(pk=version).unpack()
