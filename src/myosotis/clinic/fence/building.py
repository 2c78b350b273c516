"""Putting the fence up, and saying where it has a hole. Every step can be done again; what stands already is left alone.

It is found from the database itself: every table with a `clinic_id` gets the policy, a table of tomorrow too. The owner is
not held by it (no FORCE): backup, restore and migrations work as the owner and must see everything.
"""

import re

from django.db import connection

from myosotis.clinic.fence.within import ROLE, SETTING, THE_ONLY_ONE

POLICY = "own_clinic"
# A clinic is a row of its own clinic.
CLINICS, CLINIC_ID = "people_clinic", "clinic_id"
# Its versions too.
OF_CLINICS = (CLINICS, "people_historicalclinic")
NAMED = f"(SELECT nullif(current_setting('{SETTING}', true), '')::uuid)"
# By what the clinic of a row may be asked for before it has been named: who is signed in; and of each table with a token, its
# hash and the id that a session keeps.
MEMBER = ("people_therapist", "user_id", "bigint")
TOKEN, OF_TOKENS = "token_hash", (("token_hash", "text"), ("id", "uuid"))
FUNCTION = "clinic_of"
# What the role may never touch: what was migrated is the owner's to say.
OWNERS = ("django_migrations",)


class FenceError(Exception):
    """The fence cannot be put up; one line that says what to do."""


def get_ready() -> None:
    """Before anything is made in the database: a login that is held by no policy, or may not take the role, makes nothing."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        if passes := _passes(cursor):
            raise FenceError(passes)
        _make_role(cursor)


def put_up(**_) -> None:
    """After every migration and at every start."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        _make_role(cursor)
        for table, column in _without_policy(cursor):
            quoted = connection.ops.quote_name(table)
            cursor.execute(f"ALTER TABLE {quoted} ENABLE ROW LEVEL SECURITY")
            cursor.execute(f"DROP POLICY IF EXISTS {POLICY} ON {quoted}")
            cursor.execute(f"CREATE POLICY {POLICY} ON {quoted} USING ({connection.ops.quote_name(column)} = {NAMED})")
        _make_function(cursor)
        _grant(cursor)


def faults() -> list[str]:
    """Why the fence would not hold, one line each; empty where it does, and where there is none to be."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        found = [line for line in (_passes(cursor),) if line]
        if not _may_be_role(cursor):
            cursor.execute("SELECT session_user")
            return [*found, _missing_role(cursor.fetchone()[0])]
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = %s", [ROLE])
        if cursor.fetchone()[0]:
            found.append(f'The role {ROLE} passes the policies. Run: ALTER ROLE {ROLE} NOSUPERUSER NOBYPASSRLS')
        found += [f"The table {table} has no policy that holds it. Start again as its owner." for table, _column in _without_policy(cursor)]
        found += [f"The table {table} has another policy too, which lets rows through. Run: DROP POLICY {name} ON {table}" for table, name in _other_policies(cursor)]
        cursor.execute(
            "SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class WHERE relrowsecurity AND pg_has_role(%s, relowner, 'USAGE')", [ROLE]
        )
        found += [f"The role {ROLE} owns tables through {owner}. Run: REVOKE {owner} FROM {ROLE}" for (owner,) in cursor.fetchall()]
        return found


def fenced_tables(cursor) -> list[tuple[str, str]]:
    """Every table that holds a clinic's rows, with the column that says whose."""
    tables = [(table, CLINIC_ID) for table in _tables_with(cursor, CLINIC_ID)]
    cursor.execute("SELECT name FROM unnest(%s::text[]) AS name WHERE to_regclass(name) IS NOT NULL", [list(OF_CLINICS)])
    return [*tables, *((table, "id") for (table,) in cursor.fetchall())]


def keys(cursor) -> list[tuple[str, str, str]]:
    """(table, column, its kind) by which `clinic_of` answers."""
    fenced = {table for table, _column in fenced_tables(cursor)}
    found = [(table, column, kind) for table in _tables_with(cursor, TOKEN) for column, kind in OF_TOKENS]
    return [each for each in (MEMBER, *found) if each[0] in fenced]


def _tables_with(cursor, column) -> list[str]:
    cursor.execute(
        "SELECT relname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid "
        "WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND attname = %s AND NOT attisdropped "
        "ORDER BY relname",
        [column],
    )
    return [table for (table,) in cursor.fetchall()]


def _without_policy(cursor) -> list[tuple[str, str]]:
    """Those without it, and those where it stands by name and says something else."""
    cursor.execute(
        "SELECT relname, polcmd = '*' AND polroles = '{0}' AND polwithcheck IS NULL, pg_get_expr(polqual, polrelid) "
        "FROM pg_class JOIN pg_policy ON polrelid = pg_class.oid "
        "WHERE relnamespace = current_schema()::regnamespace AND relrowsecurity AND polname = %s",
        [POLICY],
    )
    said = {table: _compared(expression) for table, for_all, expression in cursor.fetchall() if for_all}
    return [(table, column) for table, column in fenced_tables(cursor) if said.get(table) != _compared(f"{column} = {NAMED}")]


def _compared(expression: str) -> str:
    """PostgreSQL writes an expression out in its own way: with casts, brackets and a name for what is selected."""
    return re.sub(r"::\w+|\bAS \S+|[\s()\"']", "", expression).lower()


def _other_policies(cursor) -> list[tuple[str, str]]:
    """Any other that permits is one more way in: of several, one is enough."""
    cursor.execute(
        "SELECT relname, quote_ident(polname) FROM pg_class JOIN pg_policy ON polrelid = pg_class.oid "
        "WHERE relnamespace = current_schema()::regnamespace AND polpermissive AND polname <> %s AND relname = ANY(%s) ORDER BY 1, 2",
        [POLICY, [table for table, _column in fenced_tables(cursor)]],
    )
    return cursor.fetchall()


def _passes(cursor) -> str:
    cursor.execute("SELECT current_database(), session_user, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = session_user")
    database, login, passes = cursor.fetchone()
    return passes and (
        f"{login!r} in DATABASE_URL may see every clinic whatever the policies say (superuser or BYPASSRLS). "
        f"Give the role that owns {database!r} and nothing else."
    )


def _make_role(cursor) -> None:
    if _may_be_role(cursor):
        return
    cursor.execute("SELECT session_user, rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = session_user")
    login, may_make = cursor.fetchone()
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE])
    is_there = cursor.fetchone()
    if not may_make:
        raise FenceError(_missing_role(login))
    if not is_there:
        cursor.execute(f"CREATE ROLE {ROLE} NOLOGIN")
    cursor.execute(f"GRANT {ROLE} TO {connection.ops.quote_name(login)}")


def _may_be_role(cursor) -> bool:
    cursor.execute("SELECT pg_has_role(session_user, oid, 'MEMBER') FROM pg_roles WHERE rolname = %s", [ROLE])
    row = cursor.fetchone()
    return bool(row and row[0])


def _missing_role(login) -> str:
    return (
        f"PostgreSQL lacks the role that pages are served as, or {login!r} may not take it. "
        f'Run as its administrator: CREATE ROLE {ROLE} NOLOGIN; GRANT {ROLE} TO "{login}";'
    )


def _make_function(cursor) -> None:
    """Works as the owner, and tells of a row nothing but whose it is."""
    cursor.execute("SELECT current_schema()")
    schema = connection.ops.quote_name(cursor.fetchone()[0])
    lines = [
        f"IF what = '{table}.{column}' THEN RETURN (SELECT clinic_id FROM {schema}.{table} WHERE {column} = key::{kind}); END IF;"
        for table, column, kind in keys(cursor)
    ]
    lines.append(
        f"IF what = '{THE_ONLY_ONE}' THEN RETURN (SELECT min(id::text)::uuid FROM {schema}.{CLINICS} HAVING count(*) = 1); END IF;"
    )
    body = "BEGIN " + " ".join(lines) + " RETURN NULL; END"
    cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = %s AND pronamespace = current_schema()::regnamespace", [FUNCTION])
    row = cursor.fetchone()
    if row and row[0].strip() == body:
        return
    cursor.execute(
        f"CREATE OR REPLACE FUNCTION {FUNCTION}(what text, key text) RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER "
        f"SET search_path = pg_catalog, pg_temp AS $body${body}$body$"
    )
    cursor.execute(f"REVOKE ALL ON FUNCTION {FUNCTION}(text, text) FROM PUBLIC")
    cursor.execute(f"GRANT EXECUTE ON FUNCTION {FUNCTION}(text, text) TO {ROLE}")


def _grant(cursor) -> None:
    """Rows may be read and written; tables, triggers and policies are the owner's."""
    cursor.execute(
        "SELECT count(*) FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') "
        "AND NOT relname = ANY(%s) AND NOT has_table_privilege(%s, oid, 'INSERT')",
        [list(OWNERS), ROLE],
    )
    if not cursor.fetchone()[0]:
        return
    cursor.execute("SELECT current_schema()")
    schema = connection.ops.quote_name(cursor.fetchone()[0])
    rows = "SELECT, INSERT, UPDATE, DELETE"
    cursor.execute(f"GRANT USAGE ON SCHEMA {schema} TO {ROLE}")
    cursor.execute(f"GRANT {rows} ON ALL TABLES IN SCHEMA {schema} TO {ROLE}")
    cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {ROLE}")
    cursor.execute(f"ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT {rows} ON TABLES TO {ROLE}")
    cursor.execute(f"ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT USAGE, SELECT ON SEQUENCES TO {ROLE}")
    for table in OWNERS:
        cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON {table} FROM {ROLE}")
