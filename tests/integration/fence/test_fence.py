"""Behind the fence a session sees and writes one clinic's rows; with no clinic named, none. Asked in plain SQL, past every model."""

import uuid
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction

from myosotis.clinic.fence import building, within
from tests.integration.people import a_clinic, a_treatment, an_answer

pytestmark = [pytest.mark.django_db, pytest.mark.postgres_only]

# No clinic's rows: what this database is for, how one signs in before a clinic is known, counts, the book, the framework's own.
OF_NO_CLINIC = {
    "people_installation", "people_user", "people_user_groups", "people_user_user_permissions", "people_miss", "keeping_erasing",
    "books_bookversion", "mfa_authenticator", "usersessions_usersession", "account_emailaddress", "account_emailconfirmation",
    "axes_accessattempt", "axes_accessattemptexpiration", "axes_accessfailurelog", "axes_accesslog", "entry_cache",
    "auth_group", "auth_group_permissions", "auth_permission", "django_content_type", "django_migrations", "django_session",
}  # fmt: skip


def rows(statement, *given):
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def fenced_tables():
    with connection.cursor() as cursor:
        return building.fenced_tables(cursor)


@contextmanager
def session_of(clinic=None):
    """A session as PostgreSQL knows it, set up here in SQL and not by the clinic's own code."""
    rows("SET ROLE myosotis_web")
    rows("SELECT set_config('myosotis.clinic', %s, false)", str(clinic.pk) if clinic else "")
    yield
    rows("RESET ROLE")
    rows("SELECT set_config('myosotis.clinic', '', false)")


@pytest.fixture
def two():
    """Two clinics with a client each, and a row more of each in every table there is."""
    ours, theirs = a_clinic(), a_clinic(name="Klinik Syd", username="signe")
    for therapist in (ours, theirs):
        an_answer(a_treatment(therapist))
    rows("SET CONSTRAINTS ALL IMMEDIATE")
    rows("SET session_replication_role = replica")
    for table, column in fenced_tables():
        if column != "id":
            for clinic in (ours.clinic, theirs.clinic):
                _add_row(table, clinic)
    rows("RESET session_replication_role")
    return ours.clinic, theirs.clinic


def _add_row(table, clinic):
    """Empty but for its key and its clinic; what is asked of it otherwise is put aside for this test."""
    key = "SELECT attname FROM pg_attribute JOIN pg_index ON attrelid = indrelid AND attnum = ANY(indkey) WHERE indrelid = %s::regclass AND indisprimary"
    keys = {name for (name,) in rows(key, table)}
    columns = "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s AND is_nullable = 'NO' AND column_name <> 'clinic_id'"
    given = {"clinic_id": clinic.pk}
    for (name,) in rows("SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'c'", table):
        rows(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    for name, kind in rows(columns, table):
        if name not in keys:
            rows(f'ALTER TABLE {table} ALTER COLUMN "{name}" DROP NOT NULL')
        elif kind == "uuid":
            given[name] = uuid.uuid4()
    rows(f"INSERT INTO {table} ({', '.join(given)}) VALUES ({', '.join(['%s'] * len(given))})", *given.values())


def test_every_table_is_fenced_or_known_to_hold_no_clinics_rows():
    fenced = {table for table, _column in fenced_tables()}
    assert len(fenced) > 40
    assert set(connection.introspection.table_names()) - fenced == OF_NO_CLINIC
    held = {table for (table,) in rows("SELECT tablename FROM pg_policies JOIN pg_class ON relname = tablename WHERE relrowsecurity")}
    assert held == fenced and building.faults() == [building.faults()[0]] and "superuser" in building.faults()[0]


@pytest.mark.item(49)
def test_a_session_sees_its_own_clinic_and_without_one_nothing(two):
    ours, theirs = two
    for table, column in fenced_tables():
        before = dict(rows(f"SELECT {column}, count(*) FROM {table} GROUP BY 1"))
        assert theirs.pk in before and ours.pk in before, f"nothing to see in {table}"
        with session_of():
            assert rows(f"SELECT count(*) FROM {table}") == [(0,)], table
        with session_of(ours):
            seen = dict(rows(f"SELECT {column}, count(*) FROM {table} GROUP BY 1"))
        assert seen == {clinic: count for clinic, count in before.items() if clinic == ours.pk}, table


def test_a_session_writes_nothing_of_another_clinic(two):
    ours, theirs = two
    for table, column in fenced_tables():
        of_theirs = rows(f"SELECT count(*) FROM {table} WHERE {column} = %s", theirs.pk)
        for named in (ours, None):
            with session_of(named):
                assert rows(f"UPDATE {table} SET {column} = {column} WHERE {column} = %s", theirs.pk) == 0, table
                assert rows(f"DELETE FROM {table} WHERE {column} = %s", theirs.pk) == 0, table
                with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                    rows(f"INSERT INTO {table} ({column}) VALUES (%s)", theirs.pk)
        assert rows(f"SELECT count(*) FROM {table} WHERE {column} = %s", theirs.pk) == of_theirs
    with session_of(ours):
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            rows("UPDATE care_client SET clinic_id = %s", theirs.pk)
        assert rows("UPDATE care_client SET name = 'Mette Holm'") == 2


def test_the_role_cannot_take_the_fence_down(two):
    ours, _theirs = two
    for statement in (
        "ALTER TABLE care_client DISABLE ROW LEVEL SECURITY",
        "DROP POLICY own_clinic ON care_client",
        "DROP TRIGGER people_event_written_once ON people_event",
        "TRUNCATE people_event CASCADE",
        "DELETE FROM django_migrations",
        "SET LOCAL row_security = off; SELECT count(*) FROM care_client",
    ):
        with session_of(ours), pytest.raises(DatabaseError), transaction.atomic():
            rows(statement)


def test_every_secret_that_opens_something_tells_whose_it_is_and_no_more(two):
    ours, theirs = two
    with connection.cursor() as cursor:
        keyed = {f"{table}.{column}" for table, column, _kind in building.keys(cursor)}
    of_tokens = {"before_preparationlink", "care_answerlink", "during_sitting", "mine_loginlink"}
    assert keyed == {"people_therapist.user_id"} | {f"{table}.{column}" for table in of_tokens for column in ("token_hash", "id")}
    (token_hash,) = rows("SELECT token_hash FROM care_answerlink WHERE clinic_id = %s LIMIT 1", theirs.pk)[0]
    with session_of():
        assert rows("SELECT clinic_of('care_answerlink.token_hash', %s)", token_hash) == [(theirs.pk,)]
        for asked in (("care_answerlink.token_hash", "x"), ("care_client.name", "Mette Holm"), ("the only one", "")):
            assert rows("SELECT clinic_of(%s, %s)", *asked) == [(None,)], asked
    rows("CREATE ROLE stranger")
    rows("SET ROLE stranger")
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        rows("SELECT clinic_of('care_answerlink.token_hash', %s)", token_hash)
    rows("RESET ROLE")


def test_putting_it_up_again_closes_a_hole_and_changes_nothing_else():
    rows("ALTER TABLE care_client DISABLE ROW LEVEL SECURITY")
    rows("DROP POLICY own_clinic ON care_complaint")
    rows("CREATE TABLE of_tomorrow (clinic_id uuid, words text)")
    holes = [line for line in building.faults() if "has no policy" in line]
    assert [line.split()[2] for line in holes] == ["care_client", "care_complaint", "of_tomorrow"]
    building.put_up()
    assert [line for line in building.faults() if "has no policy" in line] == []
    with session_of():
        assert rows("SELECT count(*) FROM of_tomorrow") == [(0,)]
    before = rows("SELECT oid FROM pg_policy ORDER BY 1")
    building.put_up()
    assert rows("SELECT oid FROM pg_policy ORDER BY 1") == before


@pytest.mark.parametrize(
    "hole",
    [
        "CREATE POLICY own_clinic ON care_client USING (true)",
        "CREATE POLICY own_clinic ON care_client USING (clinic_id IS NOT NULL)",
        "CREATE POLICY own_clinic ON care_client FOR SELECT USING (clinic_id = (SELECT nullif(current_setting('myosotis.clinic', true), '')::uuid))",
        "CREATE POLICY own_clinic ON care_client USING (clinic_id = (SELECT nullif(current_setting('myosotis.clinic', true), '')::uuid) OR true)",
        "CREATE POLICY own_clinic ON care_client USING (clinic_id = (SELECT nullif(current_setting('myosotis.clinic', true), '')::uuid)) WITH CHECK (true)",
    ],
)
def test_a_policy_of_the_right_name_that_says_something_else_is_a_hole(hole):
    rows("DROP POLICY own_clinic ON care_client")
    rows(hole)
    holes = [line for line in building.faults() if "has no policy that holds it" in line]
    assert [line.split()[2] for line in holes] == ["care_client"]
    building.put_up()
    assert [line for line in building.faults() if "policy" in line and "policies" not in line] == []


def test_a_policy_beside_it_that_lets_rows_through_is_named():
    rows("CREATE POLICY for_a_moment ON care_client USING (true)")
    (line,) = [line for line in building.faults() if "another policy" in line]
    assert line.endswith("Run: DROP POLICY for_a_moment ON care_client")


def test_the_role_is_made_where_it_may_be_made():
    rows("DROP OWNED BY myosotis_web; DROP ROLE myosotis_web")
    assert any("CREATE ROLE myosotis_web" in line for line in building.faults())
    building.put_up()
    with session_of():
        assert rows("SELECT count(*) FROM care_client") == [(0,)]


def test_what_would_let_the_role_pass_is_named():
    rows("CREATE ROLE landlord")
    for change, said in (
        ("ALTER ROLE myosotis_web BYPASSRLS", "NOBYPASSRLS"),
        ("GRANT landlord TO myosotis_web; ALTER TABLE care_client OWNER TO landlord", "REVOKE landlord FROM myosotis_web"),
    ):
        assert not any(said in line for line in building.faults())
        rows(change)
        assert any(said in line for line in building.faults())


def test_the_clinics_own_code_sets_what_postgresql_asks_for(two):
    ours, theirs = two
    now = "SELECT current_user, current_setting('myosotis.clinic', true)"
    before = rows(now)
    with within.fenced():
        assert rows(now) == [("myosotis_web", "")]
        within.name(ours.pk)
        assert rows(now) == [("myosotis_web", str(ours.pk))]
        with within.fenced(theirs.pk):
            assert rows(now) == [("myosotis_web", str(theirs.pk))]
        assert rows(now) == [("myosotis_web", str(ours.pk))]
    assert rows(now) == [(before[0][0], "")]
    within.name(theirs.pk)
    assert rows(now) == [(before[0][0], "")], "before the fence nothing is named"
