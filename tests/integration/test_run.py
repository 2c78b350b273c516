"""Starting: the demo in seconds, the real clinic only when it is safe, and each refusal in one line."""

import os
import re
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

import pytest

from myosotis.clinic.run import _collect

pytestmark = pytest.mark.sqlite_only(reason="starts programs with a database of their own")


@pytest.fixture
def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def environment(home, **more):
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("MYOSOTIS_", "DATABASE_", "DJANGO_"))
    }
    return kept | {"MYOSOTIS_HOME": str(home), "PYTHONPATH": "src", **more}


def python(code, home, root, **more):
    return subprocess.run(
        [sys.executable, "-c", code],
        env=environment(home, **more),
        cwd=root,
        capture_output=True,
        text=True,
        timeout=60,
    )


def command(name, port, **options):
    given = ", ".join(f"{key}={value!r}" for key, value in options.items())
    return f"from myosotis.clinic.run import {name}; {name}(port={port}{', ' + given if given else ''})"


@contextmanager
def started(code, home, root, **more):
    """The program until it says where it is; gives its lines so far."""
    program = subprocess.Popen(
        [sys.executable, "-u", "-c", code], env=environment(home, **more), cwd=root,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    lines, begun = [], time.monotonic()
    try:
        for line in program.stdout:
            lines.append(line.rstrip())
            if re.search(r"All three|listens on", line):
                break
            assert time.monotonic() - begun < 60, lines
        yield lines, time.monotonic() - begun
    finally:
        program.terminate()
        # A worker that is asked to stop in the very moment it starts has ten seconds before it is ended.
        program.wait(30)
        program.stdout.close()


def one_line(result):
    assert result.returncode == 1, result.stdout + result.stderr
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1, result.stderr
    return lines[0]


def get(port, path="/"):
    with urllib.request.urlopen(f"http://localhost:{port}{path}", timeout=10) as answer:
        return answer.status, answer.read().decode()


@pytest.mark.enable_socket
def test_the_demo_starts_says_where_everything_is_and_again_faster(tmp_path, port, root):
    with started(command("demo", port), tmp_path, root) as (lines, _):
        text = "\n".join(lines)
        addresses = re.findall(rf"http://localhost:{port}(/\S*)", text)
        assert len(addresses) == 4 and "demo / " in text
        pages = [get(port, address) for address in addresses]
        assert [status for status, _ in pages] == [200] * 4
        assert all("opdigtede personer" in page for _, page in pages)
        front = pages[-1][1]
        assert all(f'href="{address}"' in front for address in addresses[:3])
    assert oct(os.stat(tmp_path / "secret").st_mode)[-3:] == "600"
    assert oct(os.stat(tmp_path / "myosotis.sqlite3").st_mode)[-3:] == "600"
    with started(command("demo", port), tmp_path, root) as (again, seconds):
        assert [line for line in again if "Making" in line] == []
        print(f"the demo's second start took {seconds:.1f} s")


@pytest.mark.enable_socket
def test_the_real_clinic_prints_its_first_owners_link_once(tmp_path, port, root):
    with started(command("serve", port, workers=1), tmp_path, root, MYOSOTIS_HTTP="1") as (lines, _):
        assert get(port)[0] == 200, lines
        text = "\n".join(lines)
        assert "without TLS" in text and f"is reached at http://localhost:{port}" in text
    kind = (
        sqlite3.connect(tmp_path / "myosotis.sqlite3")
        .execute("select kind, owner_link_hash from people_installation")
        .fetchone()
    )
    assert kind[0] == "real" and len(kind[1]) == 64


def a_database(home, kind):
    """A database that is marked as a demo's or a real clinic's."""
    (home / "secret").write_text("s" * 50)
    os.chmod(home / "secret", 0o600)
    with sqlite3.connect(home / "myosotis.sqlite3") as made:
        made.execute("create table people_installation (id integer, kind text, made_at text, owner_link_hash text)")
        made.execute("insert into people_installation values (1, ?, '2026-01-01 00:00:00', '')", [kind])
        made.execute("create table people_user (id integer)")
    os.chmod(home / "myosotis.sqlite3", 0o600)


def test_a_demo_never_opens_a_real_database(tmp_path, port, root):
    a_database(tmp_path, "real")
    assert "a real clinic's" in one_line(python(command("demo", port), tmp_path, root))


@pytest.mark.item(36)
def test_a_real_clinic_never_opens_a_demos_database(tmp_path, port, root):
    a_database(tmp_path, "demo")
    assert "a demo's" in one_line(python(command("serve", port), tmp_path, root))


@pytest.mark.parametrize("name", ["demo", "serve"])
def test_a_busy_port_is_named(tmp_path, root, name):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        number = busy.getsockname()[1]
        line = one_line(python(command(name, number), tmp_path, root))
    assert str(number) in line and "--port" in line


def test_a_readable_database_is_refused(tmp_path, port, root):
    a_database(tmp_path, "real")
    os.chmod(tmp_path / "myosotis.sqlite3", 0o644)
    assert "chmod 600" in one_line(python(command("serve", port), tmp_path, root))


@pytest.mark.item(54)
def test_a_readable_secret_is_refused(tmp_path, port, root):
    a_database(tmp_path, "real")
    os.chmod(tmp_path / "secret", 0o644)
    assert "chmod 600" in one_line(python(command("serve", port), tmp_path, root))


def test_a_secret_that_went_away_is_not_made_anew(tmp_path, port, root):
    a_database(tmp_path, "real")
    (tmp_path / "secret").unlink()
    assert "secret is missing" in one_line(python(command("serve", port), tmp_path, root))


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("MYOSOTIS_DEBUG", "1", "MYOSOTIS_DEBUG"),
        ("MYOSOTIS_DEMO", "1", "MYOSOTIS_DEMO"),
        ("MYOSOTIS_SECRET_KEY", "short", "shorter than 32"),
        ("DATABASE_URL", "mysql://x/y", "sqlite: or postgresql:"),
        ("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none", "cannot be reached"),
    ],
)
@pytest.mark.item(54)
def test_an_unsafe_start_is_refused(tmp_path, port, root, setting, value, said):
    more = {"MYOSOTIS_SECRET_KEY": "s" * 50} | {setting: value}
    assert said in one_line(python(command("serve", port), tmp_path, root, **more))


def test_a_folder_that_cannot_be_made_is_named(tmp_path, port, root):
    (tmp_path / "file").write_text("")
    assert "MYOSOTIS_HOME" in one_line(python(command("serve", port), tmp_path / "file" / "below", root))


def test_the_first_owners_link_leads_to_where_it_listens_and_any_sqlite_file_may_be_new(tmp_path, port, root):
    """A first start with a file of its own in DATABASE_URL, and no address given."""
    url = f"sqlite:///{tmp_path / 'own.sqlite3'}"
    said = python(
        "from myosotis.clinic import run\n"
        "run._serve = lambda *_, announce, **__: print('\\n'.join(announce))\n"
        f"run.serve(port={port})",
        tmp_path / "home", root, DATABASE_URL=url,
    )  # fmt: skip
    assert said.returncode == 0, said.stderr
    assert re.search(rf"(?m)^  http://localhost:{port}/first-owner/\S+$", said.stdout)
    assert oct(os.stat(tmp_path / "own.sqlite3").st_mode)[-3:] == "600"
    (tmp_path / "home" / "secret").unlink()
    assert "secret is missing" in one_line(python(command("serve", port), tmp_path / "home", root, DATABASE_URL=url))


def test_a_demo_never_throws_a_real_clinic_away(tmp_path, port, root):
    a_database(tmp_path, "real")
    assert "a real clinic's" in one_line(python(command("demo", port, fresh=True), tmp_path, root))
    assert (tmp_path / "myosotis.sqlite3").exists()


WORK = "from myosotis.clinic.run import worker; raise SystemExit(worker(once=True))"


def test_a_worker_makes_nothing_where_no_clinic_has_been_started(tmp_path, root):
    home = tmp_path / "home"
    for url in ("", f"sqlite:///{tmp_path / 'own.sqlite3'}"):
        assert "first start: myosotis serve" in one_line(python(WORK, home, root, DATABASE_URL=url))
    home.mkdir()
    (home / "myosotis.sqlite3").touch()
    assert "first start: myosotis serve" in one_line(python(WORK, home, root)), "what an older one left behind"
    assert not list(tmp_path.glob("*.sqlite3")) and [file.name for file in home.iterdir()] == ["myosotis.sqlite3"]


def test_a_worker_sends_nothing_of_a_demo_or_of_what_is_not_ready(tmp_path, root):
    a_database(tmp_path, "demo")
    assert "a demo's" in one_line(python(WORK, tmp_path, root))
    with sqlite3.connect(tmp_path / "myosotis.sqlite3") as made:
        made.execute("delete from people_installation")
    assert "first start is not done yet" in one_line(python(WORK, tmp_path, root))


@pytest.mark.parametrize("name", ["demo", "serve", "worker"])
@pytest.mark.parametrize("written", ["", "x", "\n" * 40])
def test_a_secret_that_was_cut_short_is_refused(tmp_path, port, root, name, written):
    a_database(tmp_path, "real")
    (tmp_path / "secret").write_text(written)
    line = one_line(python(WORK if name == "worker" else command(name, port), tmp_path, root))
    assert "shorter than 32" in line and str(tmp_path / "secret") in line


@pytest.mark.parametrize(
    ("options", "more", "said"),
    [
        ({"workers": 0}, {}, "--workers 2"),
        ({"host": "300.1.1.1"}, {}, "'300.1.1.1' is no address of this machine"),
        ({"host": "192.0.2.1"}, {}, "'192.0.2.1' is no address of this machine"),
        ({"host": "0.0.0.0"}, {"MYOSOTIS_HTTP": "1"}, "without TLS"),
        ({}, {"MYOSOTIS_HTTP": "1", "MYOSOTIS_ADDRESS": "https://clinic.example"}, "without TLS"),
        ({}, {"MYOSOTIS_HOSTS": "*"}, "MYOSOTIS_HOSTS is *"),
        ({}, {"MYOSOTIS_HOSTS": "clinic.example, *"}, "MYOSOTIS_HOSTS is *"),
        ({}, {"DATABASE_URL": "postgres:///"}, "names no database"),
        ({}, {"DATABASE_URL": "postgresql://a:b@c:d/e"}, "no number for a port"),
        ({}, {"DATABASE_URL": "postgresql://127.0.0.1/e?odd=1"}, "cannot be reached"),
        ({}, {"DATABASE_URL": "sqlite:////nowhere/at/all.sqlite3"}, "The folder /nowhere/at is not there"),
    ],
)
def test_what_cannot_be_served_so_is_one_line(tmp_path, port, root, options, more, said):
    assert said in one_line(python(command("serve", port, **options), tmp_path, root, **more))
    assert not (tmp_path / "myosotis.sqlite3").exists()


@pytest.mark.parametrize("name", ["demo", "serve"])
@pytest.mark.parametrize("number", [-1, 70_000])
def test_a_port_that_cannot_be_is_one_line(tmp_path, root, name, number):
    assert f"There is no port {number}." in one_line(python(command(name, number), tmp_path, root))


def test_port_0_is_any_that_is_free():
    from myosotis.clinic.refusals import free_port

    assert free_port("127.0.0.1", 0) > 0


@pytest.mark.parametrize("name", ["demo", "serve", "worker", "check_log"])
def test_a_file_that_is_no_database_is_one_line(tmp_path, port, root, name):
    a_database(tmp_path, "real")
    (tmp_path / "myosotis.sqlite3").write_text("a letter to a friend, of some length")
    code = command(name, port) if name in ("demo", "serve") else f"from myosotis.clinic.run import {name}; {name}()"
    assert "is no database of SQLite" in one_line(python(code, tmp_path, root))


OPEN_ANOTHER = "from myosotis.clinic.run import open_clinic; open_clinic()"


def test_on_sqlite_a_link_opens_the_one_clinic_and_no_second(tmp_path, port, root):
    """As at the first start, where the printed link was lost; SQLite knows no fence."""
    assert "first start: myosotis serve" in one_line(python(OPEN_ANOTHER, tmp_path, root))
    assert not list(tmp_path.iterdir())
    python(f"from myosotis.clinic import run\nrun._serve = lambda *_, **__: 0\nrun.serve(port={port})", tmp_path, root)
    printed = python(OPEN_ANOTHER, tmp_path, root, MYOSOTIS_ADDRESS="https://clinic.example")
    assert re.search(r"(?m)^  https://clinic.example/first-owner/\S{20,}/$", printed.stdout), printed.stderr
    with sqlite3.connect(tmp_path / "myosotis.sqlite3") as stored:
        stored.execute("insert into people_clinic (id, name, phone, region, retention) values ('1', 'x', '1', 'x', 'five_years')")
    assert "Several belong on PostgreSQL" in one_line(python(OPEN_ANOTHER, tmp_path, root))


def test_pages_of_another_version_are_served_though_they_were_written_earlier(tmp_path, settings):
    """An older version that is put back, and a newer one that was unpacked before the first was started, bring their own times."""
    pages, settings.STATIC_ROOT = tmp_path / "pages", str(tmp_path / "static")
    pages.mkdir()
    settings.STATICFILES_DIRS = [str(pages)]
    for words in ("one {}", "two {}"):
        (pages / "page.css").write_text(words)
        os.utime(pages / "page.css", (0, 0))
        _collect()
        assert (tmp_path / "static" / "page.css").read_text() == words
    kept = tmp_path / "static" / "kept"
    kept.write_text("")
    _collect()
    assert kept.exists(), "the same again is not collected again"
