"""Working behind the fence: as a role that owns nothing, for the clinic that has been named.

The door names it: for a therapist by who she is, for a client by her link. What is set lies on the connection, so it is
set anew where a request begins, where it ends, and on a connection that is made in the middle of one.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import connection

# Of the whole server of PostgreSQL, not of one database. It cannot log in.
ROLE = "myosotis_web"
SETTING = "myosotis.clinic"
THE_ONLY_ONE = "the only one"


@dataclass(frozen=True)
class Behind:
    """Behind the fence, for this clinic; empty: for none yet."""

    clinic: str = ""


_now: ContextVar[Behind | None] = ContextVar("behind_the_fence", default=None)
_stays: list[Behind] = []


def stay() -> None:
    """From now on this process is never before the fence: what answers requests calls it once."""
    _stays[:] = [Behind()]


def where() -> Behind | None:
    """None before the fence, as commands and migrations are: they work as the owner."""
    return _now.get() or (_stays[0] if _stays else None)


@contextmanager
def fenced(clinic_id=None):
    """Behind the fence for as long as the block lasts; with no clinic, until one is named."""
    before = _now.set(Behind(str(clinic_id or "")))
    try:
        _tell()
        yield
    finally:
        _now.reset(before)
        try:
            _tell()
        except connection.Database.Error:
            # Nothing may be left on a connection that another request will get.
            connection.close()


def middleware(get_response):
    """Each request begins behind the fence with no clinic, whatever the one before it did."""

    def of_request(request):
        with fenced():
            return get_response(request)

    return of_request


def name(clinic_id) -> None:
    """From here to the end of the request: this clinic. Nothing happens before the fence."""
    if where() is None:
        return
    _now.set(Behind(str(clinic_id or "")))
    _tell()


def name_by(model, **key) -> None:
    """The clinic of the one row with this key, before anything of it can be seen; none when there is no such row.

    Only by what `building.keys` lists: a token's hash, the id that a session keeps, a user's membership.
    """
    if not _is_up():
        return
    ((column, value),) = key.items()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config(%s, coalesce(clinic_of(%s, %s)::text, ''), false)",
            [SETTING, f"{model._meta.db_table}.{column}", str(value)],
        )
        _now.set(Behind(cursor.fetchone()[0]))


@contextmanager
def with_the_only_clinic():
    """A page for anybody shows what is the clinic's own only where there is just one clinic."""
    if not _is_up() or where().clinic:
        yield
        return
    with fenced(_the_only_one()):
        yield


def name_the_only_clinic() -> None:
    """The same to the end of the request: a link that is closed says whom to ring, where that can only be one clinic."""
    if _is_up() and not where().clinic:
        name(_the_only_one())


def there_may_be_one_only() -> bool:
    """False where there are several, whichever of them is named now; without a fence the rows themselves tell."""
    return not _is_up() or bool(_the_only_one())


def _the_only_one():
    with connection.cursor() as cursor:
        cursor.execute("SELECT clinic_of(%s, '')", [THE_ONLY_ONE])
        return cursor.fetchone()[0]


def tell_new_connection(connection, **_) -> None:
    """A connection that is made in the middle of a request must not begin as the owner."""
    if where() is not None:
        _tell()


def _is_up() -> bool:
    return where() is not None and connection.vendor == "postgresql"


def _tell() -> None:
    """Say it to the connection, if there is one: a new one is told when it is made."""
    if connection.vendor != "postgresql":
        return
    connection.close_if_health_check_failed()
    if connection.connection is None:
        return
    behind = where()
    connection.connection.execute(
        "SELECT set_config('role', %s, false), set_config(%s, %s, false)",
        [ROLE if behind else "none", SETTING, behind.clinic if behind else ""],
    )
