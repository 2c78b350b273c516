"""The README is run: its worked example gives the printed output, and its commands exist."""

import re

import pytest

from tests.docs.readme import PAGE, examples, myosotis, output

COMMANDS = set(re.findall(r"(?m)^(?:\$ )?python3 go\.py ([a-z-]+)", PAGE.read_text())) - {"test"}


@pytest.fixture(scope="module")
def commands():
    return set(re.findall(r"(?m)^ {4}([a-z-]+)(?:\s|$)", myosotis("--help").stdout))


@pytest.mark.parametrize(("command", "printed"), list(examples()), ids=lambda text: text.split()[0] if text else "")
def test_the_worked_example_prints_what_the_readme_says(command, printed):
    assert output(command) == printed, "if the new output is right: .venv/bin/python -m tests.docs.bless"


def test_the_readme_has_a_worked_example():
    assert [printed for _, printed in examples() if printed]


def test_every_command_in_the_readme_exists(commands):
    assert commands >= COMMANDS


def test_every_command_is_in_the_readme(commands):
    assert commands <= COMMANDS
