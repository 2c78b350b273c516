"""Whatever touches the database holds on PostgreSQL too."""

import re
from importlib.util import find_spec

import pytest


@pytest.mark.postgres
@pytest.mark.second_run
@pytest.mark.skipif(find_spec("myosotis.clinic") is None, reason="there is no clinic yet")
def test_what_touches_the_database_holds_on_postgresql_too(second_run, note_postgres_result):
    status, printed = second_run.ended(timeout_seconds=1500)
    assert "database: PostgreSQL" in printed
    closing = re.search(r"(?m)^=*\s*(\d+ (?:passed|failed|error|deselected).*?)\s*=*$", printed[-3000:])
    note_postgres_result(closing.group(1) if closing else "no result")
    if status not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        pytest.fail(f"on PostgreSQL:\n{printed[-8000:]}", pytrace=False)
