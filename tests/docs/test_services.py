"""The services of the how-to are ones that systemd would take."""

import re
import shutil
import subprocess

import pytest

from tests.conftest import ROOT
from tests.docs.readme import myosotis

UNITS = sorted((ROOT / "deploy").glob("*.service"))


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_a_unit_is_understood(unit):
    found = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(unit)], capture_output=True, text=True, check=False
    )
    assert [line for line in found.stderr.splitlines() if unit.name in line] == []


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_a_unit_starts_a_command_that_exists(unit):
    command, options = re.search(r"ExecStart=\S+ go\.py (\S+)(.*)", unit.read_text()).groups()
    said = myosotis(command, "--help")
    assert said.returncode == 0
    assert [option for option in re.findall(r"--\w+", options) if option not in said.stdout] == []


def test_the_how_to_names_only_settings_that_are_read():
    read = "".join(path.read_text() for path in (ROOT / "src/myosotis/clinic").rglob("*.py"))
    told = set(re.findall(r"MYOSOTIS_[A-Z_]+|DATABASE_URL", (ROOT / "docs/how-to/serve-behind-tls.md").read_text()))
    assert {name for name in told if f'"{name}"' not in read} == set()
