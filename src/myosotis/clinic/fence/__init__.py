"""The fence: on PostgreSQL the database itself shows a request the rows of one clinic, and before it has said which, of none.

`building` puts it up, `within` works behind it. SQLite knows no such thing, and there every step of it does nothing.
"""
