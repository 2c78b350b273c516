"""The README's worked examples: the commands in it, and what it says they print."""

import os
import re
import shlex
import subprocess
import sys

from tests.conftest import ROOT

PAGE = ROOT / "README.md"
# In a block fenced as `console`: a line `$ python3 go.py …`, and what it prints up to the next one or the end.
BLOCK = re.compile(r"(?ms)^```console\n(.*?)^```")
EXAMPLE = re.compile(r"(?ms)^\$ python3 go\.py (?P<command>.*?)\n(?P<output>.*?)(?=^\$ |\Z)")


def examples():
    for block in BLOCK.findall(PAGE.read_text()):
        yield from EXAMPLE.findall(block)


def myosotis(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "myosotis", *arguments],
        capture_output=True, text=True, check=False, cwd=ROOT, env=os.environ | {"COLUMNS": "100"},
    )  # fmt: skip


def output(command: str) -> str:
    ran = myosotis(*shlex.split(command))
    return ran.stdout.strip() + "\n" if not ran.returncode else f"{ran.stdout}{ran.stderr}"


def blessed(text: str) -> str:
    """The page with every example's output as it is now."""

    def fresh(block):
        shown = EXAMPLE.sub(
            lambda found: f"$ python3 go.py {found['command']}\n{output(found['command'])}", block.group(1)
        )
        return f"```console\n{shown}```"

    return BLOCK.sub(fresh, text)
