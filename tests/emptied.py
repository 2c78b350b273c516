"""Tests empty every table of SQLite with DELETE, which the guards refuse; they do it as an erasure does. PostgreSQL truncates."""

from functools import wraps

LET = "keeping_erasing"


def let_tables_be_emptied() -> None:
    from django.db.backends.sqlite3.base import DatabaseOperations

    plain = DatabaseOperations.sql_flush

    @wraps(plain)
    def sql_flush(self, style, tables, **more):
        if LET not in tables:
            return plain(self, style, tables, **more)
        others = [table for table in tables if table != LET]
        return [f"INSERT INTO {LET} (id) VALUES (1)", *plain(self, style, others, **more), f"DELETE FROM {LET}"]

    DatabaseOperations.sql_flush = sql_flush
