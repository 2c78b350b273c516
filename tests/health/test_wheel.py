"""What `pip install .` would bring."""

import subprocess
import sys
import zipfile

import pytest


@pytest.fixture(scope="module")
def wheel(root, tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as archive:
        yield archive


def test_everything_in_the_package_is_in_the_wheel(root, wheel):
    listed = subprocess.run(
        ["git", "ls-files", "-z", "src/myosotis"], cwd=root, capture_output=True, text=True, check=False
    )
    tracked = {
        name.removeprefix("src/") for name in listed.stdout.split("\0") if name and (root / name).exists()
    }
    assert tracked - set(wheel.namelist()) == set()


def test_the_wheel_brings_the_command(wheel):
    entry = next(name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    assert "myosotis = myosotis.cli:main" in wheel.read(entry).decode()


def test_what_was_installed_checks_the_examples_of_its_cards(wheel, tmp_path):
    wheel.extractall(tmp_path)

    def check():
        return subprocess.run(
            [sys.executable, "-c", "import sys; sys.path.insert(0, '.'); from myosotis.cli import main; sys.exit(main(['check']))"],
            cwd=tmp_path, capture_output=True, text=True, check=False,
        )  # fmt: skip

    assert check().returncode == 0
    card = tmp_path / "myosotis/knowledge/book/rules/pain/better.yaml"
    card.write_text(card.read_text().replace("expect: silent", "expect: raised", 1))
    said = check()
    assert said.returncode == 1 and "promises outcome raised and is silent" in said.stderr
