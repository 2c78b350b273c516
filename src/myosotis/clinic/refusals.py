"""Why the clinic is not started: one line each, that says what to do, and nothing has been made yet."""

import errno
import os
import secrets
import socket
import stat
from pathlib import Path
from urllib.parse import urlsplit

from myosotis.clinic.config.places import database

SHORTEST_SECRET = 32
LOWEST_FREE_PORT, HIGHEST_PORT = 1024, 65_535
THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}
SQLITE_BEGINS = b"SQLite format 3\x00"


def stop(line: str):
    raise SystemExit(line)


def free_port(host, port) -> int:
    """The port to serve on: the one that was asked for, or for 0 any that is free. Whatever cannot be is told of as what it is."""
    if not 0 <= port <= HIGHEST_PORT:
        stop(f"There is no port {port}. Give one from 1 to {HIGHEST_PORT}: --port 8000")
    try:
        family, kind, _protocol, _name, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError:
        stop(f"{host!r} is no address of this machine. Give one: --host 127.0.0.1")
    with socket.socket(family, kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(where)
        except OSError as error:
            if error.errno == errno.EADDRNOTAVAIL:
                stop(f"{host!r} is no address of this machine. Give one: --host 127.0.0.1")
            another = port + 1 if LOWEST_FREE_PORT <= port < HIGHEST_PORT else 8000
            stop(f"Port {port} cannot be used ({error.strerror}). Choose another one: --port {another}")
        return probe.getsockname()[1]


def refuse_no_workers(workers):
    if workers < 1:
        stop(f"With {workers} workers nobody would be answered. Give one or more: --workers 2")


def refuse_open_doors(host):
    """What makes a clinic easy to try on one machine, and open to the world anywhere else."""
    if "*" in [name.strip() for name in os.environ.get("MYOSOTIS_HOSTS", "").split(",")]:
        stop("MYOSOTIS_HOSTS is *, which answers to any name. Give the clinic's own, such as clinic.example.")
    if os.environ.get("MYOSOTIS_HTTP") != "1":
        return
    reached = urlsplit(os.environ.get("MYOSOTIS_ADDRESS", "http://localhost")).hostname
    if not {host, reached} <= THIS_MACHINE:
        stop("MYOSOTIS_HTTP is 1, which sends pages and logins without TLS: for this machine only. Unset it, see docs/how-to/serve-behind-tls.md.")
    print("MYOSOTIS_HTTP is 1: pages and logins go without TLS, for trying on this machine only.", flush=True)


def refuse_unsafe_secret(folder, *, make=True):
    file = folder / "secret"
    given = os.environ.get("MYOSOTIS_SECRET_KEY")
    if given is not None:
        if len(given) < SHORTEST_SECRET:
            stop(f"MYOSOTIS_SECRET_KEY is shorter than {SHORTEST_SECRET} characters. Give a longer random one.")
        return
    if not file.exists() and has_a_database(folder):
        stop(f"The database is there but its secret is missing. Put {file} back, or set MYOSOTIS_SECRET_KEY.")
    if make:
        make_secret(folder)
    refuse_odd_secret(file)


def refuse_odd_secret(file):
    """One that others can read, and one that was cut short: with it nothing that was sealed or signed before would hold."""
    if file.stat().st_mode & 0o077:
        stop(f"Others on this machine can read the secret. Run: chmod 600 {file}")
    try:
        written = file.read_text().strip()
    except (OSError, UnicodeDecodeError):
        stop(f"The secret in {file} cannot be read. Put the right one back.")
    if len(written) < SHORTEST_SECRET:
        stop(f"The secret in {file} is shorter than {SHORTEST_SECRET} characters. Put the right one back; where there never was one, remove the file.")


def has_a_database(folder):
    try:
        named = database(folder)
    except ValueError as error:
        stop(str(error))
    if named["ENGINE"].endswith("sqlite3"):
        file = Path(named["NAME"])
        # An empty file is what is left where something looked for a database before the first start.
        return file.exists() and file.stat().st_size > 0
    return _has_tables(os.environ["DATABASE_URL"])


def _has_tables(url) -> bool:
    """An empty database of PostgreSQL is there before the first start, and has no secret yet."""
    import psycopg

    try:
        with psycopg.connect(url, connect_timeout=10) as asked:
            return asked.execute("SELECT to_regclass('django_migrations') IS NOT NULL").fetchone()[0]
    except psycopg.Error as error:
        stop(unreachable(error))


def refuse_nothing_yet(folder):
    """What works on a clinic makes nothing where there is none."""
    if not has_a_database(folder):
        stop(f"There is no clinic in {folder} yet. Make its first start: myosotis serve, with the same MYOSOTIS_HOME and DATABASE_URL.")


def refuse_no_database():
    """A file that is something else, before anything is asked of it."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3"):
        return
    try:
        with open(database["NAME"], "rb") as file:
            begins = file.read(len(SQLITE_BEGINS))
    except FileNotFoundError:
        folder = os.path.dirname(os.path.abspath(database["NAME"]))
        if database["NAME"] != ":memory:" and not os.path.isdir(folder):
            stop(f"The folder {folder} is not there. Make it, or give another file in DATABASE_URL.")
        return
    except OSError as error:
        stop(f"{database['NAME']} cannot be read ({error.strerror}). Give another file in DATABASE_URL.")
    if begins not in (b"", SQLITE_BEGINS):
        stop(f"{database['NAME']} is no database of SQLite. Give another file in DATABASE_URL, or another folder in MYOSOTIS_HOME.")


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


def refuse_a_second_without_a_fence():
    """SQLite cannot hold a page to one clinic's rows, so there it is the only one (docs/adr/0016)."""
    from django.db import connection

    from myosotis.clinic.people.models import Clinic

    if connection.vendor == "sqlite" and Clinic.objects.exists():
        stop("SQLite is enough for the one clinic that is here. Several belong on PostgreSQL: see docs/how-to/serve-behind-tls.md.")


def unreachable(error) -> str:
    return f"The database cannot be reached: {str(error).strip().splitlines()[0]}"


def refuse_other_kind(wanted, *, marked=False):
    """Invented people and real ones never share a database. `marked`: it must say already what it is for."""
    from django.db import DatabaseError, OperationalError, ProgrammingError

    from myosotis.clinic.people.models import Installation, User

    try:
        row, people = Installation.row(), User.objects.exists()
    except (OperationalError, ProgrammingError):
        row, people = None, False
    except DatabaseError as error:
        stop(unreachable(error))
    if row is not None and row.kind != wanted:
        theirs = "a demo's" if row.kind == "demo" else "a real clinic's"
        stop(f"This database is {theirs}. Give another folder in MYOSOTIS_HOME or another DATABASE_URL.")
    if row is None and people:
        stop("This database has people but no mark of what it is for. Give another one in DATABASE_URL.")
    if row is None and marked:
        stop("The clinic's first start is not done yet. Make it first: myosotis serve")


def make_secret(folder: Path):
    file = folder / "secret"
    if os.environ.get("MYOSOTIS_SECRET_KEY") or file.exists():
        return
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as opened:
        opened.write(secrets.token_urlsafe(48) + "\n")
