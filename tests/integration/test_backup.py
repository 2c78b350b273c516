"""A copy and putting it back, as the person who keeps the clinic's machine does it."""

import os
import subprocess
import sys
import tarfile

import pytest

from myosotis.clinic.keeping.erased import remember_erased
from myosotis.clinic.keeping.models import Erasure
from tests.integration.notices.test_worker_killed import database_url
from tests.integration.people import a_clinic, a_treatment, an_answer

COMMAND = [sys.executable, "-m", "myosotis"]


# Nobody was erased since the copy was made.
NOBODY = ("--erased", "none")


def run(root, home, *arguments, **more):
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("MYOSOTIS_", "DJANGO_", "DATABASE_"))}
    surroundings |= {"MYOSOTIS_HOME": str(home), "MYOSOTIS_HTTP": "1", "PYTHONPATH": str(root / "src"), **more}
    return subprocess.run([*COMMAND, *arguments], cwd=root, env=surroundings, capture_output=True, text=True, timeout=120)


@pytest.fixture
def kept(transactional_db, tmp_path, settings):
    """A clinic with its secret, and the surroundings in which commands find it."""
    assessment = an_answer(a_treatment(a_clinic()))
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    (home / "secret").write_text(settings.SECRET_KEY + "\n")
    (home / "secret").chmod(0o600)
    return assessment, home, {"DATABASE_URL": database_url()}


@pytest.mark.sqlite_only(reason="puts back into a new file; the copy of PostgreSQL has a test of its own")
def test_what_was_copied_can_be_put_back_and_is_whole(root, kept, tmp_path):
    assessment, home, where = kept
    copy = tmp_path / "clinic.tar.gz"
    made = run(root, home, "backup", str(copy), **where)
    assert made.returncode == 0, made.stderr
    assert oct(copy.stat().st_mode)[-3:] == "600" and "rows" in made.stdout
    nowhere = run(root, home, "backup", str(tmp_path / "no" / "folder.tar.gz"), **where)
    assert nowhere.returncode == 1 and len(nowhere.stderr.splitlines()) == 1 and "Make it" in nowhere.stderr, nowhere.stderr
    again = run(root, home, "backup", str(copy), **where)
    assert again.returncode == 1 and "already" in again.stderr and "Traceback" not in again.stderr

    new = tmp_path / "new"
    put_back = run(root, new, "restore", str(copy), *NOBODY)
    assert put_back.returncode == 0, put_back.stderr
    assert oct((new / "secret").stat().st_mode)[-3:] == "600" and (new / "secret").read_text() == (home / "secret").read_text()
    whole = run(root, new, "check-log")
    assert whole.returncode == 0 and "0 faults" in whole.stdout, whole.stdout + whole.stderr
    import sqlite3

    with sqlite3.connect(new / "myosotis.sqlite3") as stored:
        assert stored.execute("select count(*) from care_assessment").fetchone()[0] == 1
        assert stored.execute("select count(*) from django_session").fetchone()[0] == 0
    over = run(root, new, "restore", str(copy), *NOBODY)
    assert over.returncode == 1 and "already" in over.stderr


def _list_of(folder, assessment):
    listed = folder / "erased.txt"
    listed.write_text(f"{assessment.checkin.treatment.complaint.client_id}\n")
    return listed


def _clients_in(home):
    import sqlite3

    with sqlite3.connect(home / "myosotis.sqlite3") as stored:
        return {table: stored.execute(f"select count(*) from {table}").fetchone()[0] for table in ("care_client", "care_checkin", "care_historicalclient")}


@pytest.mark.sqlite_only(reason="puts back into a new file; the copy of PostgreSQL has a test of its own")
def test_whoever_was_erased_after_a_copy_does_not_come_back_with_it(root, kept, tmp_path):
    assessment, home, where = kept
    copies = tmp_path / "copies"
    copies.mkdir()
    copy = copies / "old.tar.gz"
    assert run(root, home, "backup", str(copy), **where).returncode == 0
    remember_erased(home, assessment.checkin.treatment.complaint.client_id)

    unknown = run(root, tmp_path / "unknown", "restore", str(copy))
    assert unknown.returncode == 1 and "would come back" in unknown.stderr and "--erased" in unknown.stderr
    assert len(unknown.stderr.strip().splitlines()) == 1 and not (tmp_path / "unknown" / "myosotis.sqlite3").exists()

    told = run(root, tmp_path / "told", "restore", str(copy), "--erased", str(home / "erased.txt"))
    assert told.returncode == 0 and "Erased again: 1" in told.stdout, told.stderr
    assert set(_clients_in(tmp_path / "told").values()) == {0}
    assert (tmp_path / "told" / "erased.txt").read_text() == (home / "erased.txt").read_text(), "and the next copy knows it too"
    assert "0 faults" in run(root, tmp_path / "told", "check-log").stdout

    # The folder is lost; the list lies beside the copies since the last one was made.
    assert run(root, home, "backup", str(copies / "new.tar.gz"), **where).returncode == 0
    beside = copies / "erased.txt"
    assert beside.read_text() == (home / "erased.txt").read_text() and oct(beside.stat().st_mode)[-3:] == "600"
    lost = run(root, tmp_path / "lost", "restore", str(copy), *NOBODY)
    assert lost.returncode == 0 and set(_clients_in(tmp_path / "lost").values()) == {0}


@pytest.mark.sqlite_only(reason="puts back into a new file; the copy of PostgreSQL has a test of its own")
def test_whoever_stands_as_erased_in_the_database_alone_stands_in_the_list_of_the_copy(root, kept, tmp_path):
    """The list is written after the erasure: a stop between the two loses nobody."""
    assessment, home, where = kept
    old, new = tmp_path / "old.tar.gz", tmp_path / "new.tar.gz"
    assert run(root, home, "backup", str(old), **where).returncode == 0
    treatment = assessment.checkin.treatment
    Erasure.objects.create(
        clinic=treatment.clinic, client_id=treatment.complaint.client_id, by=treatment.by, reason="", rows={}, made_at=treatment.made_at
    )
    assert not (home / "erased.txt").exists()
    assert run(root, home, "backup", str(new), **where).returncode == 0
    back = run(root, tmp_path / "back", "restore", str(old), *NOBODY)
    assert back.returncode == 0 and set(_clients_in(tmp_path / "back").values()) == {0}, back.stderr


@pytest.mark.sqlite_only(reason="is about the file")
def test_a_list_that_is_none_is_refused_and_nothing_is_made(root, kept, tmp_path):
    _assessment, home, where = kept
    copy = tmp_path / "clinic.tar.gz"
    run(root, home, "backup", str(copy), **where)
    (tmp_path / "list").write_text("Mette Holm\n")
    for given, words in (("list", "cannot be read"), ("nothing", "is not there")):
        refused = run(root, tmp_path / "new", "restore", str(copy), "--erased", str(tmp_path / given))
        assert refused.returncode == 1 and words in refused.stderr and not (tmp_path / "new" / "myosotis.sqlite3").exists(), refused.stderr


@pytest.mark.sqlite_only(reason="is about the file")
def test_a_torn_or_changed_copy_is_refused_and_nothing_is_made(root, kept, tmp_path):
    _assessment, home, where = kept
    copy = tmp_path / "clinic.tar.gz"
    run(root, home, "backup", str(copy), **where)
    torn = tmp_path / "torn.tar.gz"
    torn.write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])
    changed = tmp_path / "changed.tar.gz"
    folder = tmp_path / "unpacked"
    with tarfile.open(copy) as tar:
        tar.extractall(folder, filter="data")
    (folder / "secret").write_text("another secret that is long enough to be one")
    with tarfile.open(changed, "w:gz") as tar:
        for name in ("manifest.json", "database", "secret", "erased.txt"):
            tar.add(folder / name, arcname=name)
    no_copy, empty, other = tmp_path / "letter.txt", tmp_path / "empty.tar.gz", tmp_path / "other.tar.gz"
    no_copy.write_text("a letter")
    empty.write_bytes(b"")
    with tarfile.open(other, "w:gz") as tar:
        tar.add(folder, arcname="manifest.json")
    odd = [(file, "is not a copy") for file in (no_copy, empty, other, folder)]
    for file, words in ((torn, "torn"), (changed, "is not what was copied"), (tmp_path / "nothing", "is not there"), *odd):
        new = tmp_path / f"new-{file.name}"
        refused = run(root, new, "restore", str(file), *NOBODY)
        assert refused.returncode == 1 and words in refused.stderr, refused.stderr
        assert len(refused.stderr.strip().splitlines()) == 1 and not (new / "myosotis.sqlite3").exists()


def test_the_copy_of_postgresql_is_put_back_into_an_empty_database(root, kept, tmp_path):
    from django.db import connection

    if connection.vendor != "postgresql":
        pytest.skip("runs on PostgreSQL")
    assessment, home, where = kept
    copy = tmp_path / "clinic.tar.gz"
    made = run(root, home, "backup", str(copy), **where)
    assert made.returncode == 0, made.stderr
    with connection.cursor() as cursor:
        cursor.execute("DROP DATABASE IF EXISTS put_back")
        cursor.execute("CREATE DATABASE put_back")
    there = where["DATABASE_URL"].rsplit("/", 1)[0] + "/put_back"
    try:
        full = run(root, tmp_path / "other", "restore", str(copy), *NOBODY, **where)
        assert full.returncode == 1 and "not empty" in full.stderr
        put_back = run(root, tmp_path / "new", "restore", str(copy), "--erased", str(_list_of(tmp_path, assessment)), DATABASE_URL=there)
        assert put_back.returncode == 0 and "Erased again: 1" in put_back.stdout, put_back.stderr
        assert "0 faults" in run(root, tmp_path / "new", "check-log", DATABASE_URL=there).stdout
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP DATABASE put_back")


def test_where_nothing_is_kept_there_is_nothing_to_copy(root, tmp_path):
    for command in (["backup", str(tmp_path / "x")], ["check-log"]):
        refused = run(root, tmp_path / "empty", *command)
        assert refused.returncode == 1 and "There is no database" in refused.stderr
