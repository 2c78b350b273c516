"""A copy of everything in one file, and putting it back. Whoever holds the file holds the clinic: it is made with mode 600.

    clinic.tar.gz
      manifest.json   what it is, of which kind, how many rows each table has, and the checksum of each other file
      database        the SQLite file as one whole, or PostgreSQL's own dump
      secret          without it no link, no phone's code and no seal of the log holds
      erased.txt      who was erased until then, by ids that lead nowhere; the list lies beside the copies too
"""

import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
import zlib
from contextlib import closing
from pathlib import Path

from myosotis.clinic.keeping.erased import ERASED_FILE, erased_in, forget_again, remember_erased

MANIFEST, DATABASE, SECRET = "manifest.json", "database", "secret"
# What to say where nobody was erased since the copy was made.
NOBODY = "none"


class BackupError(Exception):
    """Something the person at the keyboard can mend, in one line."""


def backup(file: Path, *, made_at) -> dict:
    """Write the copy; gives its manifest. It is whole or not there: a run that is stopped leaves no file."""
    from django.conf import settings
    from django.db import connection

    if file.exists():
        raise BackupError(f"{file} is there already. Give another name.")
    with _folder_beside(file) as folder:
        copy = Path(folder) / DATABASE
        (_copy_sqlite if connection.vendor == "sqlite" else _dump_postgresql)(connection, copy)
        secret = Path(folder) / SECRET
        secret.write_text(settings.SECRET_KEY + "\n")
        gone = _gone(Path(settings.HOME))
        remember_erased(Path(folder), *gone)
        manifest = {
            "made_at": made_at.isoformat(),
            "database": connection.vendor,
            "kind": _kind(),
            "rows": _rows(connection),
            "sha256": {name: _sha256(Path(folder) / name) for name in (DATABASE, SECRET, ERASED_FILE)},
        }
        made = Path(folder) / "made.tar.gz"
        with tarfile.open(made, "w:gz") as tar:
            _add(tar, MANIFEST, json.dumps(manifest, indent=1).encode())
            for name in (DATABASE, SECRET, ERASED_FILE):
                tar.add(Path(folder) / name, arcname=name)
        made.chmod(0o600)
        os.replace(made, file)
    remember_erased(file.resolve().parent, *gone)
    return manifest


def _folder_beside(file: Path):
    where = file.resolve().parent
    try:
        return tempfile.TemporaryDirectory(dir=where)
    except OSError as error:
        raise BackupError(f"Nothing can be made in the folder {where} ({error.strerror}). Make it, or give another one.") from None


def restore(file: Path, home: Path, *, erased: str | None = None) -> dict:
    """Put the copy back where there is nothing yet; gives its manifest. Nothing is written over.

    `erased`: the newest list of who was erased, or "none". Without one nobody knows who must not come back.
    """
    from django.conf import settings

    with tempfile.TemporaryDirectory() as folder:
        manifest = _unpack(file, Path(folder))
        gone = _who_is_erased(erased, manifest, lists=[home / ERASED_FILE, file.resolve().parent / ERASED_FILE, Path(folder) / ERASED_FILE])
        database = settings.DATABASES["default"]
        vendor = "sqlite" if database["ENGINE"].endswith("sqlite3") else "postgresql"
        if vendor != manifest["database"]:
            raise BackupError(f"The copy is of {manifest['database']}, and here is {vendor}. Set DATABASE_URL accordingly.")
        secret = home / SECRET
        if os.environ.get("MYOSOTIS_SECRET_KEY"):
            raise BackupError("MYOSOTIS_SECRET_KEY is set. Unset it: the copy brings its own secret.")
        if secret.exists():
            raise BackupError(f"{secret} is there already. Restore into an empty folder: set MYOSOTIS_HOME.")
        copy = Path(folder) / DATABASE
        if vendor == "sqlite":
            target = Path(database["NAME"])
            if target.exists():
                raise BackupError(f"{target} is there already. Restore into an empty folder: set MYOSOTIS_HOME.")
            shutil.copyfile(copy, target)
            target.chmod(0o600)
        else:
            _load_postgresql(database, copy)
        shutil.copyfile(Path(folder) / SECRET, secret)
        secret.chmod(0o600)
    from django.db import connection
    from django.utils import timezone

    from myosotis.clinic.keeping.log_heads import begin_anew

    found = _rows(connection)
    _end_sessions(connection)
    manifest["forgotten"] = forget_again(home, gone)
    begin_anew(timezone.now())
    if found != manifest["rows"]:
        differ = sorted(name for name in found.keys() | manifest["rows"].keys() if found.get(name) != manifest["rows"].get(name))
        raise BackupError(f"It was put back, but these tables do not have as many rows as were copied: {', '.join(differ)}")
    return manifest


def _unpack(file: Path, folder: Path) -> dict:
    try:
        with tarfile.open(file) as tar:
            for name in (MANIFEST, DATABASE, SECRET):
                (folder / name).write_bytes(tar.extractfile(name).read())
            manifest = json.loads((folder / MANIFEST).read_text())
            # Copies of earlier versions hold no list.
            listed = [name for name in (ERASED_FILE,) if name in manifest["sha256"]]
            for name in listed:
                (folder / name).write_bytes(tar.extractfile(name).read())
        expected_of = [(name, manifest["sha256"][name]) for name in (DATABASE, SECRET, *listed)]
    except FileNotFoundError:
        raise BackupError(f"{file} is not there.") from None
    except (tarfile.TarError, KeyError, OSError, EOFError, zlib.error, ValueError, TypeError, AttributeError):
        # What the library says of it has lines of its own, and nobody can mend a copy by them.
        raise BackupError(f"{file} is not a copy that was made here, or it is torn. Take another copy.") from None
    for name, expected in expected_of:
        if _sha256(folder / name) != expected:
            raise BackupError(f"{file}: {name} is not what was copied. Take another copy.")
    return manifest


def _copy_sqlite(connection, copy: Path) -> None:
    """One whole at one moment, also while the clinic is writing."""
    connection.ensure_connection()
    with closing(sqlite3.connect(copy)) as target:
        connection.connection.backup(target)


def _dump_postgresql(connection, copy: Path) -> None:
    _run("pg_dump", connection.settings_dict, "--format=custom", f"--file={copy}")


def _load_postgresql(database, copy: Path) -> None:
    from django.db import connection

    if connection.introspection.table_names():
        raise BackupError("The database is not empty. Give an empty one in DATABASE_URL.")
    connection.close()
    _run("pg_restore", database, "--exit-on-error", "--no-owner", "--no-privileges", f"--dbname={database['NAME']}", str(copy))


def _run(program, database, *arguments):
    if not shutil.which(program):
        raise BackupError(f"{program} is not here. Run: sudo apt install postgresql-client")
    where = {"PGHOST": database["HOST"], "PGPORT": str(database["PORT"]), "PGUSER": database["USER"], "PGPASSWORD": database["PASSWORD"]}
    if program == "pg_dump":
        arguments = (*arguments, database["NAME"])
    ended = subprocess.run(
        [program, *arguments], env=os.environ | {name: value for name, value in where.items() if value}, capture_output=True, text=True
    )
    if ended.returncode:
        raise BackupError(f"{program}: {ended.stderr.strip().splitlines()[-1] if ended.stderr.strip() else 'failed'}")


def _rows(connection) -> dict[str, int]:
    """table → rows. Sessions and what was counted for signing in come and go, and are left out."""
    with connection.cursor() as cursor:
        found = {}
        for table in sorted(connection.introspection.table_names(cursor)):
            if table.startswith(("django_session", "entry_cache", "axes_", "usersessions_")):
                continue
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
            found[table] = cursor.fetchone()[0]
    return found


def _end_sessions(connection) -> None:
    """Whoever was signed in when the copy was made signs in again."""
    with connection.cursor() as cursor:
        for table in ("django_session", "usersessions_usersession"):
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608


def _who_is_erased(erased: str | None, manifest: dict, *, lists: list[Path]) -> list[str]:
    """Everybody on the list that was given and on those that are found; refused where no list can be newer than the copy."""
    if erased is None and not lists[0].exists():
        raise BackupError(
            f"Whoever was erased after this copy was made ({manifest['made_at']}) would come back. Give the newest {ERASED_FILE} of the clinic's "
            f"folder with --erased FILE; it lies beside the copies too. If nobody was erased since: --erased {NOBODY}"
        )
    if erased not in (None, NOBODY):
        if not Path(erased).exists():
            raise BackupError(f"{erased} is not there.")
        lists = [*lists, Path(erased)]
    return sorted({pk for each in lists for pk in _listed(each)})


def _gone(home: Path) -> list[str]:
    """Everybody on the clinic's list, and whoever the database says was erased: the list is written just after."""
    from myosotis.clinic.keeping.models import Erasure

    return sorted({*_listed(home / ERASED_FILE), *map(str, Erasure.objects.values_list("client_id", flat=True))})


def _listed(file: Path) -> list[str]:
    try:
        return erased_in(file)
    except (ValueError, OSError):
        raise BackupError(f"{file} cannot be read as a list of who was erased: one id a line and nothing else.") from None


def _kind() -> str:
    from myosotis.clinic.people.models import Installation

    row = Installation.row()
    return row.kind if row else ""


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _add(tar, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), 0o600
    tar.addfile(entry, io.BytesIO(content))
