"""Whoever reads only the beginning of what a command prints is told of no error."""

import subprocess
import sys


def test_a_reader_that_goes_away_is_no_fault_of_the_file(root):
    asked = [sys.executable, "-m", "myosotis", "explain", "docs/tutorial/one-client.jsonl", "--id", "shoulder"]
    with subprocess.Popen(asked, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={"PYTHONUNBUFFERED": "1", "PYTHONPATH": "src"}) as run:
        run.stdout.close()
        said = run.stderr.read().decode()
        assert "cannot be read" not in said and run.wait() == 0, said
