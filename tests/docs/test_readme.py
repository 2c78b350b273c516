"""The README is run: its worked example gives the printed output, and its commands exist."""

import os
import re
import shlex
import subprocess
import sys
from importlib.util import find_spec

import pytest

from tests.conftest import ROOT

README = (ROOT / "README.md").read_text()
COMMANDS = re.findall(r"(?m)^(?:\$ )?python3 go\.py ([a-z-]+)", README)

without_the_commands = pytest.mark.skipif(find_spec("myosotis.cli") is None, reason="there are no commands yet")


def myosotis(*arguments, **more):
    return subprocess.run(
        [sys.executable, "-m", "myosotis", *arguments],
        capture_output=True, text=True, check=False, cwd=ROOT, env=os.environ | {"COLUMNS": "100"}, **more,
    )  # fmt: skip


def examples():
    """Fenced blocks that begin with `$ python3 go.py`: the command, and what it prints."""
    for block in re.findall(r"(?ms)^```console\n(.*?)^```", README):
        yield from re.findall(r"(?ms)^\$ python3 go\.py (.*?)\n(.*?)(?=^\$ |\Z)", block)


def printed_commands() -> set[str]:
    said = myosotis("--help").stdout
    listed = re.search(r"\{([a-z,-]+)\}", said)
    return set(listed.group(1).split(",")) if listed else set(re.findall(r"(?m)^  ([a-z-]+) ", said))


@without_the_commands
@pytest.mark.parametrize(("command", "output"), list(examples()))
def test_the_worked_example_prints_what_the_readme_says(command, output):
    ran = myosotis(*shlex.split(command))
    assert ran.stdout.strip() == output.strip(), ran.stderr


def test_the_readme_has_a_worked_example():
    assert list(examples())


@without_the_commands
def test_every_command_in_the_readme_exists():
    assert set(COMMANDS) - {"test"} <= printed_commands()


@without_the_commands
def test_every_command_is_in_the_readme():
    assert printed_commands() <= set(COMMANDS)
