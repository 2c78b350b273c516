"""Why the clinic is not started: one line each, that says what to do, and nothing has been made yet."""

import os
import secrets
import socket
import stat
from pathlib import Path

SHORTEST_SECRET = 32


def stop(line: str):
    raise SystemExit(line)


def refuse_busy(host, port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            stop(f"Port {port} cannot be used ({error.strerror}). Choose another one: --port {port + 1}")


def refuse_unsafe_secret(folder):
    file = folder / "secret"
    given = os.environ.get("MYOSOTIS_SECRET_KEY")
    if given is not None:
        if len(given) < SHORTEST_SECRET:
            stop(f"MYOSOTIS_SECRET_KEY is shorter than {SHORTEST_SECRET} characters. Give a longer random one.")
        return
    if not file.exists() and has_a_database(folder):
        stop(f"The database is there but its secret is missing. Put {file} back, or set MYOSOTIS_SECRET_KEY.")
    make_secret(folder)
    if file.stat().st_mode & 0o077:
        stop(f"Others on this machine can read the secret. Run: chmod 600 {file}")


def has_a_database(folder):
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        return (folder / "myosotis.sqlite3").exists()
    return not url.startswith(("postgres:", "postgresql:")) or _has_tables(url)


def _has_tables(url) -> bool:
    """An empty database of PostgreSQL is there before the first start, and has no secret yet."""
    import psycopg

    try:
        with psycopg.connect(url, connect_timeout=10) as asked:
            return asked.execute("SELECT to_regclass('django_migrations') IS NOT NULL").fetchone()[0]
    except psycopg.OperationalError as error:
        stop(unreachable(error))


def refuse_readable_database():
    from django.conf import settings

    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3") or not os.path.exists(database["NAME"]):
        return
    if stat.S_IMODE(os.stat(database["NAME"]).st_mode) & 0o077:
        stop(f"Others on this machine can read the database. Run: chmod 600 {database['NAME']}*")


def refuse_a_login_that_passes():
    """Before anything is made in the database that such a login would own."""
    from django.db import OperationalError

    from myosotis.clinic.fence.building import FenceError, get_ready

    try:
        get_ready()
    except FenceError as error:
        stop(str(error))
    except OperationalError as error:
        stop(unreachable(error))


def refuse_a_hole_in_the_fence():
    """On PostgreSQL every page is held to one clinic's rows by the database too, or none is served."""
    from django.db import OperationalError

    from myosotis.clinic.fence.building import faults

    try:
        found = faults()
    except OperationalError as error:
        stop(unreachable(error))
    if found:
        stop(found[0])


def unreachable(error) -> str:
    return f"The database cannot be reached: {str(error).strip().splitlines()[0]}"


def refuse_other_kind(wanted):
    """Invented people and real ones never share a database."""
    from django.db import OperationalError, ProgrammingError

    from myosotis.clinic.people.models import Installation, User

    try:
        row, people = Installation.row(), User.objects.exists()
    except (OperationalError, ProgrammingError):
        return
    if row is not None and row.kind != wanted:
        theirs = "a demo's" if row.kind == "demo" else "a real clinic's"
        stop(f"This database is {theirs}. Give another folder in MYOSOTIS_HOME or another DATABASE_URL.")
    if row is None and people:
        stop("This database has people but no mark of what it is for. Give another one in DATABASE_URL.")


def make_secret(folder: Path):
    file = folder / "secret"
    if os.environ.get("MYOSOTIS_SECRET_KEY") or file.exists():
        return
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as opened:
        opened.write(secrets.token_urlsafe(48) + "\n")
