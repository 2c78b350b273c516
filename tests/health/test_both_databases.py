"""Whatever touches the database holds on PostgreSQL too."""

import os
import re
import subprocess
import sys
from importlib.util import find_spec

import pytest


@pytest.mark.postgres
@pytest.mark.skipif(find_spec("myosotis.clinic") is None, reason="there is no clinic yet")
def test_what_touches_the_database_holds_on_postgresql_too(root, pytestconfig, note_postgres_result):
    command = [sys.executable, "-m", "pytest", "--postgres", "-p", "no:cacheprovider"]
    if pytestconfig.getoption("--long"):
        command.append("--long")
    # A run of its own reads its settings itself; those of this run would lead it to SQLite.
    surroundings = {
        name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "MYOSOTIS_", "PYTEST_"))
    }
    run = subprocess.run(
        command, cwd=root, env=surroundings, capture_output=True, text=True, timeout=1500, check=False
    )
    assert "database: PostgreSQL" in run.stdout
    closing = re.search(r"(?m)^=*\s*(\d+ (?:passed|failed|error|deselected).*?)\s*=*$", run.stdout[-3000:])
    note_postgres_result(closing.group(1) if closing else "no result")
    if run.returncode not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        pytest.fail(f"on PostgreSQL:\n{run.stdout[-6000:]}\n{run.stderr[-2000:]}", pytrace=False)
