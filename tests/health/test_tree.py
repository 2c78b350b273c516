"""What may lie in the tree: no host of a package registry, no path of someone's machine, whole locks."""

import re
import subprocess

import pytest

# Built from halves, so that this file does not hold what it looks for.
HOSTS = ["pypi" + ".org", "python" + "hosted.org", "deb." + "deb" + "ian.org", "registry." + "npmjs", "conda" + ".org"]
PATHS = ["/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "/Use" + "rs/", "/tm" + "p/", "/opt/" + "wheels"]
LOCKS = ["run", "test", "bench", "spark"]


def text_files(root):
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git working copy")
    for name in filter(None, listed.stdout.split("\0")):
        path = root / name
        if not path.is_file():
            continue
        content = path.read_bytes()
        if b"\0" not in content:
            yield name, content.decode("utf-8")


@pytest.mark.item(54)
def test_no_file_names_a_registry_or_a_path_of_someones_machine(root):
    found = [
        f"{name}:{number}: {word}"
        for name, text in text_files(root)
        for number, line in enumerate(text.splitlines(), 1)
        for word in HOSTS + PATHS
        if word in line
    ]
    assert found == []


@pytest.mark.parametrize("lock", LOCKS)
@pytest.mark.item(55)
def test_a_lock_holds_hashes_and_no_address(root, lock):
    text = (root / "requirements" / f"{lock}.txt").read_text()
    assert "://" not in text
    entries = re.split(r"(?m)^(?=[a-z0-9])", text)[1:]
    assert entries
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_every_lock_holds_the_run_lock_and_all_agree_on_versions(root):
    pins = {
        lock: set(re.findall(r"(?m)^[a-z0-9][^ ]*==[^ ]+", (root / f"requirements/{lock}.txt").read_text()))
        for lock in LOCKS
    }
    assert [lock for lock in LOCKS if not pins["run"] <= pins[lock]] == []
    # One folder holds them all, one after another.
    versions: dict[str, set[frozenset[str]]] = {}
    for held in pins.values():
        for name in {pin.split("==")[0] for pin in held}:
            versions.setdefault(name, set()).add(frozenset(pin for pin in held if pin.split("==")[0] == name))
    assert [name for name, found in versions.items() if len(found) > 1] == []


def test_every_dependency_stands_in_a_lock_and_says_what_it_is_for(root):
    lock = "".join((root / f"requirements/{lock}.txt").read_text().lower() for lock in LOCKS)
    lines = re.findall(r'(?m)^  "([A-Za-z][\w.-]*)(?:\[\w+\])?>=[^"]*",(.*)$', (root / "pyproject.toml").read_text())
    assert len(lines) > 20
    for name, rest in lines:
        assert "#" in rest, f"{name} does not say what it is for"
        assert f"\n{name.lower()}==" in f"\n{lock}", f"{name} is not in a lock"
