"""A clinic on PostgreSQL as it is served: by an ordinary owner of its database, whose pages work as a role that owns nothing."""

import os
import re
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from urllib.parse import urlencode

import psycopg
import pytest

from myosotis.clinic.people.actions import hash_of
from tests.integration.test_backup import run
from tests.integration.test_run import command, get, one_line, port, python, started  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.postgres_only, pytest.mark.enable_socket]


@pytest.fixture
def databases():
    """Two empty databases of an ordinary role: (its URLs, what an administrator can run, the administrator's URL)."""
    admin = os.environ["DATABASE_URL"]
    server = admin.split("@")[1].split("/")[0]
    with psycopg.connect(admin, autocommit=True) as administrator:
        administrator.execute("CREATE ROLE landlord LOGIN")
        for name in ("kept", "kept_again"):
            administrator.execute(f"CREATE DATABASE {name} OWNER landlord")
        try:
            yield [f"postgresql://landlord@{server}/{name}" for name in ("kept", "kept_again")], administrator.execute, f"postgresql://myosotis@{server}/kept"
        finally:
            for name in ("kept", "kept_again"):
                administrator.execute(f"DROP DATABASE {name} WITH (FORCE)")
            administrator.execute("DROP ROLE landlord")


def fill_in(address, **given):
    """What a browser does with a form; the page that came of it."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    page = browser.open(address, timeout=20).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    return browser.open(address, urlencode({"csrfmiddlewaretoken": token, **given}).encode(), timeout=20).read().decode()


def test_a_clinic_is_served_as_a_role_that_owns_nothing_or_not_at_all(databases, tmp_path, port, root):  # noqa: F811
    (url, again), as_administrator, as_superuser = databases
    home, serve = tmp_path / "home", command("serve", port, workers=1)
    line = one_line(python(serve, home, root, MYOSOTIS_HTTP="1", DATABASE_URL=as_superuser))
    assert "superuser" in line and "'myosotis'" in line
    with psycopg.connect(as_superuser) as empty:
        assert empty.execute("SELECT to_regclass('django_migrations')").fetchone() == (None,)
    line = one_line(python(serve, home, root, MYOSOTIS_HTTP="1", DATABASE_URL=url))
    assert 'GRANT myosotis_web TO "landlord"' in line
    as_administrator('GRANT myosotis_web TO "landlord"')

    with started(serve, home, root, MYOSOTIS_HTTP="1", DATABASE_URL=url, MYOSOTIS_ADDRESS=f"http://localhost:{port}") as (lines, _):
        assert get(port)[0] == 200, lines
        with psycopg.connect(url, autocommit=True) as owner:
            owner.execute("UPDATE people_installation SET owner_link_hash = %s", [hash_of("given")])
        page = fill_in(
            f"http://localhost:{port}/first-owner/given/", clinic_name="Klinik Nord", phone="70102030", region="hovedstaden", name="Nora", username="nora",
            password="et-langt-kodeord-til-test",
        )  # fmt: skip
        assert "otpauth" in page or 'name="code"' in page, "she is in, and connects a phone first"
        with psycopg.connect(url, autocommit=True) as owner:
            assert owner.execute("SELECT count(*) FROM people_therapist JOIN people_clinic c ON c.id = clinic_id").fetchone() == (1,)
            owner.execute("SET ROLE myosotis_web")
            assert owner.execute("SELECT count(*) FROM people_therapist").fetchone() == (0,)
            owner.execute("RESET ROLE")
        surroundings = {"MYOSOTIS_HTTP": "1", "DATABASE_URL": url, "MYOSOTIS_ADDRESS": f"http://localhost:{port}"}
        printed = python("from myosotis.clinic.run import open_clinic; open_clinic()", home, root, **surroundings)
        link = re.search(r"http://localhost:\d+/first-owner/\S+", printed.stdout)[0]
        fill_in(
            link, clinic_name="Klinik Syd", phone="70102031", region="hovedstaden", name="Signe", username="signe",
            password="et-langt-kodeord-til-test",
        )  # fmt: skip
        with psycopg.connect(url, autocommit=True) as owner:
            assert owner.execute("SELECT count(*) FROM people_therapist").fetchone() == (2,)
            (second,) = owner.execute("SELECT id FROM people_clinic WHERE name = 'Klinik Syd'").fetchone()
            owner.execute("SET ROLE myosotis_web")
            owner.execute("SELECT set_config('myosotis.clinic', %s, false)", [str(second)])
            assert owner.execute("SELECT name FROM people_therapist").fetchall() == [("Signe",)], "behind the fence from its first row"
            owner.execute("RESET ROLE")
            # What that role may not read, no page can show.
            owner.execute("REVOKE SELECT ON people_installation FROM myosotis_web")
        with pytest.raises(urllib.error.HTTPError, match="500"):
            get(port, "/first-owner/anything/")

    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute("DROP POLICY own_clinic ON care_client")
        owner.execute("CREATE POLICY own_clinic ON care_client USING (true)")
    for refused in ("worker", "open_clinic"):
        line = one_line(python(f"from myosotis.clinic.run import {refused}; {refused}()", home, root, MYOSOTIS_HTTP="1", DATABASE_URL=url))
        assert "care_client has no policy that holds it" in line

    copy = tmp_path / "copy.tar.gz"
    made = run(root, home, "backup", str(copy), DATABASE_URL=url)
    assert made.returncode == 0, made.stderr
    new = tmp_path / "new"
    assert run(root, new, "restore", str(copy), "--erased", "none", DATABASE_URL=again).returncode == 0
    said = python(
        "import django; django.setup()\n"
        "from myosotis.clinic.fence import building\n"
        "building.put_up(); print(building.faults())\n",
        new, root, DATABASE_URL=again, DJANGO_SETTINGS_MODULE="myosotis.clinic.config.settings",
    )  # fmt: skip
    assert said.stdout.strip() == "[]", said.stderr
    with psycopg.connect(again) as owner:
        assert owner.execute("SELECT count(*) FROM people_therapist").fetchone() == (2,)
        owner.execute("SET ROLE myosotis_web")
        assert owner.execute("SELECT count(*) FROM people_therapist").fetchone() == (0,)


def test_a_process_that_answers_requests_never_comes_before_the_fence(root, tmp_path):
    said = python(
        "import django; django.setup()\n"
        "from django.db import connection\n"
        "from myosotis.clinic.fence import within\n"
        "within.stay()\n"
        "def who():\n"
        "    with connection.cursor() as cursor:\n"
        "        cursor.execute('SELECT current_user')\n"
        "        return cursor.fetchone()[0]\n"
        "print(who())\n"
        "with within.fenced(): pass\n"
        "print(who())\n"
        "connection.close()\n"
        "print(who())\n",
        tmp_path, root, DATABASE_URL=os.environ["DATABASE_URL"], DJANGO_SETTINGS_MODULE="myosotis.clinic.config.settings",
    )  # fmt: skip
    assert said.stdout.split() == ["myosotis_web"] * 3, said.stderr
