"""A PostgreSQL of the test run's own: made, started on loopback and taken away again."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path


def programs() -> Path | None:
    """The folder with initdb and postgres, newest first; Debian keeps them off the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


def why_not() -> str | None:
    """What is missing for a private PostgreSQL, or nothing."""
    if programs() is None:
        return "PostgreSQL's programs are not installed (sudo apt install postgresql)"
    if os.geteuid() == 0 and not _account():
        return "PostgreSQL will not run as root and there is no account 'postgres'"
    return None


@contextmanager
def private_postgres():
    """Yields a DATABASE_URL that lives as long as the block."""
    home = Path(tempfile.mkdtemp(prefix="myosotis-postgres-"))
    account = _account() if os.geteuid() == 0 else None
    if account:
        os.chown(home, account.pw_uid, account.pw_gid)
    as_owner = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}
    cluster, port = home / "cluster", _free_port()
    bin_ = programs()
    clean = {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "HOME": str(home)}
    server = None
    try:
        subprocess.run(
            [bin_ / "initdb", "-D", cluster, "-U", "myosotis", "--auth=trust", "--no-sync", "-E", "UTF8"],
            check=True, stdout=subprocess.DEVNULL, cwd=home, env=clean, **as_owner,
        )  # fmt: skip
        settings = {
            "port": port,
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": home,
            # The data live for one test run: a lost write at a power cut would be lost with everything else.
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
            "wal_level": "minimal",
            "max_wal_senders": 0,
            "autovacuum": "off",
            "jit": "off",
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with (home / "log").open("wb") as log:
            server = subprocess.Popen(
                [bin_ / "postgres", "-D", cluster, *options],
                stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=home, env=clean, **as_owner,
            )  # fmt: skip
        _wait_until_it_answers(bin_, port, server, home / "log")
        url = f"postgres://myosotis@127.0.0.1:{port}/postgres"
        _make_roles(url)
        # It listens on loopback too; through its own socket a statement takes a third of the time.
        yield f"{url}?host={home}"
    finally:
        if server:
            # At once: nothing of it is kept, and a connection that somebody left open would be waited for.
            server.send_signal(signal.SIGQUIT)
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
        shutil.rmtree(home, ignore_errors=True)


# Owns what the tests make and is no superuser: a program that a test starts logs in as a clinic's own does.
KEEPER = "keeper"


def empty_row_by_row() -> None:
    """After a walk the tables hold a few rows: taking them out is ten times as fast as making every table's file anew."""
    from django.db.backends.postgresql.operations import DatabaseOperations

    def sql_flush(self, style, tables, **_more):
        # No foreign key is asked meanwhile, so their order does not matter.
        rows = [f"DELETE FROM {self.quote_name(table)}" for table in tables]
        return ["SET session_replication_role = replica", *rows, "SET session_replication_role = DEFAULT"]

    DatabaseOperations.sql_flush = sql_flush


def _make_roles(url) -> None:
    import psycopg

    with psycopg.connect(url) as administrator:
        administrator.execute("CREATE ROLE myosotis_web NOLOGIN")
        administrator.execute(f"CREATE ROLE {KEEPER} LOGIN IN ROLE myosotis, myosotis_web")


def _account():
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return None


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def _wait_until_it_answers(bin_, port, server, log, seconds=60):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        ready = subprocess.run([bin_ / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)], check=False)
        if ready.returncode == 0:
            return
        if server.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(f"the private PostgreSQL did not start:\n{log.read_text()[-2000:]}")
