"""`go.py`: each thing that can be missing gets one line that says what to do, and a broken-off installation is mended."""

import ast
import importlib.util
import json
import os
import socket
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.fixture
def go(tmp_path, monkeypatch):
    """go.py as a module, working on a folder of its own with a lock of one line."""
    (tmp_path / "requirements").mkdir()
    for lock in ("run", "test", "bench", "spark"):
        (tmp_path / f"requirements/{lock}.txt").write_text("# nothing\n")
    (tmp_path / "src").mkdir()
    (tmp_path / "go.py").write_text((ROOT / "go.py").read_text())
    spec = importlib.util.spec_from_file_location("go_under_test", tmp_path / "go.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    # Port 8000 of this machine is not the tests' to ask for.
    monkeypatch.setattr(module, "SERVING", ("serve",))
    return module


def one_line(capsys) -> str:
    err = capsys.readouterr().err
    assert err.count("\n") == 1, err
    return err


def without(module, monkeypatch):
    monkeypatch.setitem(sys.modules, module, None)


def test_without_a_command_it_says_which_there_are(go, capsys):
    assert go.main([]) == 0
    assert "python3 go.py demo" in capsys.readouterr().out


def test_an_old_python_is_told_which_one_to_use(go, monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    (tmp_path / "python3.12").touch(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert go.main(["demo", "--fresh"]) == 1
    said = one_line(capsys)
    assert said.endswith("needs Python 3.11 or newer; this is 3.9. Run it with: python3.12 go.py demo --fresh\n")


def test_an_old_python_alone_is_told_to_install_one(go, monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setenv("PATH", "")
    assert go.main(["demo"]) == 1
    assert "Install a newer one" in one_line(capsys)


def test_an_old_python_can_read_the_file_at_all():
    tree = ast.parse((ROOT / "go.py").read_text(), feature_version=(3, 4))
    too_new = (ast.JoinedStr, ast.NamedExpr, ast.Match, ast.AnnAssign, ast.AsyncFunctionDef, ast.Nonlocal)
    assert [node for node in ast.walk(tree) if isinstance(node, too_new)] == []


@pytest.mark.parametrize("typed", ["--port {}", "--port={}", "--workers 1 --port {}", "--host 127.0.0.1 --port {}"])
def test_a_port_in_use_is_told_before_anything_is_installed(go, installed, capsys, typed):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        number = busy.getsockname()[1]
        assert go.main(["serve", *typed.format(number).split()]) == 1
    assert f"Port {number} cannot be used" in one_line(capsys) and installed == []


@pytest.mark.parametrize("odd", ["x", "99999", "-1", ""])
def test_what_is_no_port_is_left_for_the_command_to_say(go, odd):
    go.refuse_port_in_use(["serve", "--port", odd])
    go.refuse_port_in_use(["serve", "--port"])


def test_a_missing_python3_venv_is_named(go, monkeypatch, capsys):
    without("ensurepip", monkeypatch)
    assert go.main(["demo"]) == 1
    assert one_line(capsys).endswith("Run: sudo apt install python3-venv\n")


def test_a_folder_that_cannot_be_written_is_named(go, monkeypatch, capsys, tmp_path):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "mkdir", refuse)
    assert go.main(["demo"]) == 1
    assert f"{tmp_path} cannot be written to. Copy the folder" in one_line(capsys)


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_folder_is_named_in_earnest(go, capsys, tmp_path):
    tmp_path.chmod(0o555)
    assert go.main(["demo"]) == 1
    tmp_path.chmod(0o755)
    assert "cannot be written to" in one_line(capsys)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become someone else")
def test_someone_who_may_not_write_here_is_told_so():
    # Not in pytest's own folder, which nobody else may even look into.
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        house = Path(folder, "house")
        (house / "requirements").mkdir(parents=True)
        for name in ("go.py", "requirements/run.txt"):
            (house / name).write_text((ROOT / name).read_text())
        ran = subprocess.run(
            [sys.executable if may_be_run_by_all(sys.executable) else "/usr/bin/python3", house / "go.py", "check"],
            capture_output=True, text=True, check=False, user="nobody", group="nogroup", extra_groups=[], cwd="/",
        )  # fmt: skip
    assert ran.returncode == 1
    assert ran.stderr == f"{house} cannot be written to. Copy the folder to a place of your own and run it there.\n"


def may_be_run_by_all(program) -> bool:
    return all(path.stat().st_mode & 0o001 for path in [Path(program).resolve(), *Path(program).resolve().parents])


@pytest.fixture
def installed(go, monkeypatch):
    """An installation with the network left out: the folder is made for real, the packages are only noted."""
    fetched = []
    monkeypatch.setattr(go, "fetch", fetched.append)
    monkeypatch.setattr(go, "make_venv", lambda: make_bare_venv(go, fetched))
    return fetched


def make_bare_venv(go, fetched):
    fetched.append("venv")
    subprocess.run([sys.executable, "-m", "venv", "--clear", "--without-pip", go.VENV], check=True)


def test_a_second_start_installs_nothing(go, installed):
    go.prepare("run")
    go.prepare("run")
    assert installed == ["venv", "run"]


def test_a_changed_lock_is_installed_into_the_same_folder(go, installed, tmp_path):
    go.prepare("run")
    (tmp_path / "requirements/run.txt").write_text("# another\n")
    go.prepare("run")
    assert installed == ["venv", "run", "run"]


def test_the_test_lock_serves_for_running_too(go, installed):
    go.prepare("test")
    go.prepare("run")
    assert installed == ["venv", "test"]


def test_what_few_ask_for_comes_on_top_and_stays(go, installed, tmp_path):
    go.prepare("test")
    go.prepare("bench")
    go.prepare("test")
    assert installed == ["venv", "test", "bench"]
    (tmp_path / "requirements/bench.txt").write_text("# another\n")
    go.prepare("spark")
    assert not go.is_ready("bench") and go.is_ready("test")


@pytest.mark.parametrize(
    ("typed", "locks"),
    [
        ("demo", ("run",)),
        ("test tests/spec", ("test",)),
        ("test --long", ("test", "bench", "spark")),
        ("bench folder", ("bench",)),
        ("replay in out", ("run",)),
        ("replay in out --on local[2]", ("spark",)),
        ("replay in out --on=local[2]", ("spark",)),
    ],
)
def test_a_command_gets_the_packages_that_it_needs(go, monkeypatch, typed, locks):
    monkeypatch.setattr(go, "on_path", lambda name: name == "java")
    assert go.locks_for(typed.split()) == locks


def test_without_java_the_long_tests_do_not_fetch_a_cluster(go, monkeypatch):
    monkeypatch.setattr(go, "on_path", lambda name: False)
    assert go.locks_for(["test", "--long"]) == ("test", "bench")


def test_what_comes_as_source_is_built_by_what_the_lock_holds(go, monkeypatch, tmp_path):
    (tmp_path / ".venv").mkdir()
    lock = tmp_path / "requirements/spark.txt"
    lock.write_text("pyspark==4 \\\n    --hash=sha256:a\nsetuptools==84 \\\n    --hash=sha256:b\n")
    asked = []
    monkeypatch.setattr(go, "install_with_pip", lambda entries, more: asked.append(("".join(entries), more)))
    go.fetch("spark")
    assert asked == [
        ("setuptools==84 \\\n    --hash=sha256:b\n", []),
        (lock.read_text(), ["--no-binary", "pyspark", "--no-build-isolation"]),
    ]


def test_two_install_beside_each_other_and_one_that_fails_is_told(go, tmp_path, monkeypatch, capsys):
    (tmp_path / ".venv").mkdir()
    pip = tmp_path / "pip"
    # Called as `python -m pip install … -r PART`: says what it would collect, and fails for one of them.
    pip.write_text("#!/bin/sh\nfor part; do :; done\nsed -n 's/^\\([a-z]*\\)==.*/Collecting \\1/p' $part\n! grep -q '^torn==' $part || { echo torn is torn; exit 1; }\n")
    pip.chmod(0o755)
    monkeypatch.setattr(go, "PYTHON", str(pip))
    lock = tmp_path / "requirements/run.txt"
    lock.write_text("# made\n" + "".join(f"{name}==1 \\\n    --hash=sha256:a\n" for name in ("one", "two", "three")))
    go.fetch("run")
    parts = [(tmp_path / f".venv/part-{number}.txt").read_text() for number in (0, 1)]
    assert parts == ["one==1 \\\n    --hash=sha256:a\nthree==1 \\\n    --hash=sha256:a\n", "two==1 \\\n    --hash=sha256:a\n"]
    assert "3 of 3 packages" in capsys.readouterr().out
    lock.write_text("one==1 \\\n    --hash=sha256:a\ntorn==1 \\\n    --hash=sha256:a\n")
    with pytest.raises(go.Stop, match="torn is torn"):
        go.fetch("run")


def test_an_installation_that_was_broken_off_is_begun_again(go, installed, monkeypatch):
    def break_off(lock):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(go, "fetch", break_off)
        assert go.main(["demo"]) == 130
    assert not go.is_ready("run")
    go.prepare("run")
    assert installed == ["venv", "venv", "run"]


def test_a_folder_whose_python_went_away_is_made_again(go, installed):
    go.prepare("run")
    os.remove(go.PYTHON)
    go.prepare("run")
    assert installed == ["venv", "run", "venv", "run"]


def test_a_stamp_that_cannot_be_read_is_no_stamp(go, installed):
    go.prepare("run")
    with open(go.STAMP, "w") as file:
        file.write("{")
    assert not go.is_ready("run")


def test_the_source_is_found_wherever_the_folder_lies(go, installed, tmp_path):
    (tmp_path / "src/whereabouts.py").write_text("print('found')")
    go.prepare("run")
    moved = tmp_path.parent / (tmp_path.name + "-moved")
    os.rename(tmp_path, moved)
    found = subprocess.run(
        [moved / ".venv/bin/python", "-c", "import whereabouts"], capture_output=True, text=True, check=True
    )
    assert found.stdout == "found\n"


def test_packages_that_will_not_come_are_told_of_with_pips_own_words(go, monkeypatch, capsys, tmp_path):
    pip = tmp_path / ".venv/bin/python"
    pip.parent.mkdir(parents=True)
    pip.write_text(
        textwrap.dedent("""\
            #!/bin/sh
            echo "ERROR: no way out"
            exit 1
            """)
    )
    pip.chmod(0o755)
    monkeypatch.setattr(go, "make_venv", lambda: None)
    (tmp_path / "requirements/run.txt").write_text("one==1 \\\n    --hash=sha256:a\n")
    assert go.main(["demo"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "The packages could not be installed; run the same command again when this is mended:",
        "ERROR: no way out",
    ]


@pytest.mark.parametrize(
    ("typed", "started"),
    [
        (["demo", "--port", "1"], ["-m", "myosotis", "demo", "--port", "1"]),
        (["test", "--long"], ["-m", "pytest", "--long"]),
    ],
)
def test_it_hands_over_what_was_typed(go, monkeypatch, tmp_path, typed, started):
    handed = []
    monkeypatch.setattr(go, "prepare", lambda lock: None)
    monkeypatch.setattr(os, "execv", lambda program, arguments: handed.append([program, *arguments]))
    monkeypatch.chdir(tmp_path)
    go.main(typed)
    assert handed[0] == [go.PYTHON, go.PYTHON, *started]


@pytest.mark.parametrize(("command", "kept"), [("demo", False), ("test", False), ("check", True)])
def test_what_starts_again_and_again_keeps_what_python_compiled(go, monkeypatch, tmp_path, command, kept):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setattr(go, "prepare", lambda lock: None)
    monkeypatch.setattr(go, "hand_over", lambda arguments: None)
    monkeypatch.chdir(tmp_path)
    go.main([command])
    assert ("PYTHONDONTWRITEBYTECODE" in os.environ) is kept


def test_the_stamp_tells_which_lock_was_installed(go, installed):
    go.prepare("test")
    with open(go.STAMP) as file:
        assert set(json.load(file)) == {"python", "run", "test"}
