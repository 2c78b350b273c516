"""Starting the clinic: the demo with invented people, the real thing, and the worker that sends messages.

Each refusal is one line that says what to do.
"""

import hashlib
import os
import shutil
import sys
from pathlib import Path

from myosotis.clinic.config.places import home
from myosotis.clinic.refusals import (
    free_port,
    has_a_database,
    make_secret,
    refuse_a_hole_in_the_fence,
    refuse_a_login_that_passes,
    refuse_a_second_without_a_fence,
    refuse_no_database,
    refuse_no_workers,
    refuse_nothing_yet,
    refuse_odd_secret,
    refuse_open_doors,
    refuse_other_kind,
    refuse_readable_database,
    refuse_unsafe_secret,
    stop,
    unreachable,
)

SETTINGS = "myosotis.clinic.config.settings"
# Demo people are made relative to now; after this long they are made anew.
DEMO_KEEPS_HOURS = 12


def demo(port: int = 8000, fresh: bool = False) -> int:
    """A clinic with invented people on this machine. Its database is its own and is marked as a demo."""
    os.umask(0o077)
    port = free_port("127.0.0.1", port)
    folder = _folder(Path(os.environ.get("MYOSOTIS_HOME") or home("demo")))
    os.environ.pop("DATABASE_URL", None)
    os.environ.update(
        MYOSOTIS_HOME=str(folder),
        MYOSOTIS_DEMO="1",
        MYOSOTIS_HTTP="1",
        MYOSOTIS_COLLECTED="1",
        MYOSOTIS_HOSTS="localhost,127.0.0.1",
        MYOSOTIS_ADDRESS=f"http://localhost:{port}",
    )
    make_secret(folder)
    if not os.environ.get("MYOSOTIS_SECRET_KEY"):
        refuse_odd_secret(folder / "secret")
    _set_up()
    refuse_no_database()
    from myosotis.clinic.demo import made_hours_ago, make_demo_clinic

    # Also before it is thrown away: it may be a real clinic's.
    refuse_other_kind("demo")
    if fresh:
        _remove_database(folder)
    _migrate()
    if (age := made_hours_ago()) is not None and age > DEMO_KEEPS_HOURS:
        _remove_database(folder)
        _migrate()
        age = None
    if age is None:
        print("Making the demo clinic …", flush=True)
        make_demo_clinic()
    _collect()
    lines = _demo_lines(f"http://localhost:{port}")
    return _serve("127.0.0.1", port, workers=1, announce=lines)


def serve(host: str = "127.0.0.1", port: int = 8000, workers: int = 2) -> int:
    """The real clinic, behind a proxy that speaks TLS."""
    os.umask(0o077)
    if os.environ.get("MYOSOTIS_DEBUG") == "1":
        stop("MYOSOTIS_DEBUG is 1, which shows clients' answers in error pages. Unset it and start again.")
    if os.environ.get("MYOSOTIS_DEMO") == "1":
        stop("MYOSOTIS_DEMO is 1. Unset it for a real clinic, or start the demo with: myosotis demo")
    refuse_no_workers(workers)
    refuse_open_doors(host)
    port = free_port(host, port)
    folder = _folder(home())
    os.environ.update(MYOSOTIS_HOME=str(folder), MYOSOTIS_COLLECTED="1")
    # Without an address of its own it is reached where it listens.
    os.environ.setdefault("MYOSOTIS_ADDRESS", f"http://localhost:{port}")
    refuse_unsafe_secret(folder)
    _set_up()
    refuse_no_database()
    refuse_readable_database()
    refuse_other_kind("real")
    refuse_a_login_that_passes()
    _migrate()
    refuse_a_hole_in_the_fence()
    _mark("real")
    _collect()
    return _serve(host, port, workers=workers, announce=_owner_lines(host, port))


def worker(once: bool = False, every_seconds: float = 20) -> int:
    """Send what is due, again and again; killed at any moment, nothing is lost."""
    _started_before()
    from myosotis.clinic.notices.worker import work

    return work(once=once, every_seconds=every_seconds)


def open_clinic() -> int:
    """A link with which another clinic is opened in this installation, as the first one was."""
    _started_before()
    refuse_a_second_without_a_fence()
    from django.conf import settings
    from django.urls import reverse

    from myosotis.clinic.people.actions import make_owner_link

    address = f"{settings.PUBLIC_ADDRESS}{reverse('first_owner', args=[make_owner_link(of_another=True)])}"
    print(f"The owner of the new clinic opens it here. The address works once; an earlier one that was not used is closed:\n  {address}")
    return 0


def backup(file: str) -> int:
    """A copy of everything in one file."""
    from datetime import UTC, datetime

    os.umask(0o077)
    _stored()
    from myosotis.clinic.keeping.backup import BackupError
    from myosotis.clinic.keeping.backup import backup as copy

    try:
        manifest = copy(Path(file), made_at=datetime.now(UTC))
    except BackupError as error:
        stop(str(error))
    print(f"{file}: {sum(manifest['rows'].values())} rows of {len(manifest['rows'])} tables. Keep it where only you can read it.")
    return 0


def restore(file: str, erased: str | None = None) -> int:
    """Put a copy back where there is nothing yet."""
    os.umask(0o077)
    folder = _folder(home())
    os.environ["MYOSOTIS_HOME"] = str(folder)
    _set_up()
    from myosotis.clinic.keeping.backup import BackupError
    from myosotis.clinic.keeping.backup import restore as put_back

    try:
        manifest = put_back(Path(file), folder, erased=erased)
    except BackupError as error:
        stop(str(error))
    print(f"Put back what was copied at {manifest['made_at']}: {sum(manifest['rows'].values())} rows. Start it with: myosotis serve")
    print(f"Erased again: {manifest['forgotten']}. Whoever was erased and stands in no list, given or found, is back.")
    return 0


def check_log() -> int:
    """Whether every event of the log is as it was written."""
    _stored()
    from myosotis.clinic.keeping.log import check_log as look

    count, faults = look()
    for fault in faults:
        print(fault)
    print(f"{count} events; {len(faults)} faults")
    return 1 if faults else 0


def _started_before():
    """What `serve` has made ready, held to all that it is held to; nothing is made where it has not."""
    os.umask(0o077)
    folder = home()
    refuse_nothing_yet(folder)
    refuse_unsafe_secret(folder, make=False)
    os.environ.setdefault("MYOSOTIS_HOME", str(folder))
    _set_up()
    refuse_no_database()
    refuse_readable_database()
    refuse_other_kind("real", marked=True)
    refuse_a_hole_in_the_fence()


def _stored():
    """The clinic's own data, as they lie; nothing is made where there are none."""
    folder = home()
    if not has_a_database(folder):
        stop(f"There is no database in {folder}. Give its folder in MYOSOTIS_HOME, or DATABASE_URL.")
    os.environ.setdefault("MYOSOTIS_HOME", str(folder))
    _set_up()
    refuse_no_database()


# -- steps ------------------------------------------------------------------------------------------------------


def _folder(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        stop(f"{folder} cannot be made ({error.strerror}). Give another folder in MYOSOTIS_HOME.")
    if not os.access(folder, os.W_OK):
        stop(f"{folder} cannot be written to. Give another folder in MYOSOTIS_HOME.")
    return folder


def _remove_database(folder: Path):
    from django.db import connections

    connections.close_all()
    for file in folder.glob("myosotis.sqlite3*"):
        file.unlink()


def _set_up():
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    try:
        django.setup()
    except ValueError as error:
        stop(str(error))


def _migrate():
    from django.core.management import call_command
    from django.db import OperationalError, connection
    from django.db.migrations.executor import MigrationExecutor

    from myosotis.clinic.care.actions.standing import stand_all
    from myosotis.clinic.fence.building import FenceError, put_up
    from myosotis.clinic.people import guards

    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            print("Preparing the database …", flush=True)
            call_command("migrate", verbosity=0, interactive=False)
            call_command("createcachetable", verbosity=0)
        # At every start: one that was stopped after it migrated must not leave anybody off the worklist, or a table without its policy or its guards.
        put_up()
        guards.put_up()
        stand_all()
    except FenceError as error:
        stop(str(error))
    except OperationalError as error:
        stop(unreachable(error))


def _mark(kind):
    from django.utils import timezone

    from myosotis.clinic.people.actions import mark_installation

    mark_installation(kind=kind, at=timezone.now())


def _collect():
    """Style sheet, scripts and pictures, hashed and compressed, into the clinic's folder."""
    from django.conf import settings
    from django.core.management import call_command

    target = Path(settings.STATIC_ROOT)
    mark, now = target / "collected", _served_files()
    if mark.exists() and mark.read_text() == now:
        return
    shutil.rmtree(target, ignore_errors=True)
    call_command("collectstatic", verbosity=0, interactive=False)
    mark.write_text(now)


def _served_files() -> str:
    """What they hold, not when they were written: another version, an older one too, may have been unpacked before this folder was made."""
    from django.contrib.staticfiles.finders import get_finders

    found = hashlib.sha256()
    for name, storage in sorted((each for finder in get_finders() for each in finder.list([])), key=lambda each: each[0]):
        with storage.open(name) as file:
            found.update(f"{name}\n{hashlib.sha256(file.read()).hexdigest()}\n".encode())
    return found.hexdigest()


def _demo_lines(address):
    from myosotis.clinic.people.demo_door import demo_addresses

    there = demo_addresses()
    return [
        "",
        "Myosotis demo – invented people, on this machine only. Stop it with Ctrl+C.",
        "",
        f"  The therapist's worklist  {address}{there['worklist']}",
        f"                            login {there['username']} / {there['password']}; the code stands on the next page",
        f"  A client's check-in       {address}{there['checkin']}",
        f"                            as {there['client']} meets it on her phone",
        f"  The outbox                {address}{there['outbox']}",
        "                            what would have been sent; the demo sends nothing",
        "",
        f"  All three                 {address}/",
        "",
    ]


def _owner_lines(host, port):
    from django.conf import settings
    from django.urls import reverse

    from myosotis.clinic.people.actions import make_owner_link

    lines = [f"Myosotis listens on {host}:{port} and is reached at {settings.PUBLIC_ADDRESS}"]
    if token := make_owner_link():
        lines += [
            "The first owner opens the clinic here. The address works once:",
            f"  {settings.PUBLIC_ADDRESS}{reverse('first_owner', args=[token])}",
        ]
    return lines


def _read_the_book():
    """Once, before the workers are made: no client waits for it, and a broken book starts nothing."""
    from myosotis.knowledge import KnowledgeError, load_book

    try:
        load_book()
    except KnowledgeError as error:
        stop(f"The book cannot be used: {error}")


def _serve(host, port, *, workers, announce):
    from django.db import connections
    from gunicorn.app.base import BaseApplication

    from myosotis.clinic.config.server_log import ServerLog
    from myosotis.clinic.config.wsgi import application
    from myosotis.clinic.fence import within

    _read_the_book()
    within.stay()
    # A connection must not be shared with the workers that are forked now.
    connections.close_all()

    class Clinic(BaseApplication):
        def load_config(self):
            for name, value in {
                "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
                "workers": workers,
                "worker_class": "gthread",
                "threads": 4,
                "loglevel": "warning",
                "logger_class": ServerLog,
                "proc_name": "myosotis",
                "graceful_timeout": 10,
                "when_ready": lambda server: print("\n".join(announce), flush=True),
            }.items():
                self.cfg.set(name, value)

        def load(self):
            return application

    sys.argv = sys.argv[:1]
    Clinic().run()
    return 0
