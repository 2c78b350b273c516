"""A replay on Spark gives the answers of a replay here, byte for byte, whatever is lost on the way."""

import hashlib
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import polars as pl
import pytest

from myosotis import __version__
from myosotis.knowledge import load_book
from myosotis.population import cluster
from myosotis.population.judge import facts_asked
from myosotis.population.replay import ReplayError, replay
from myosotis.population.simulate import simulate
from tests.unit.population.spark_cluster import two_workers, until

spark = [pytest.mark.long, pytest.mark.spark]


# ---- what a machine says of a file, without Spark


def told(registry, target, **other):
    book = load_book()
    facts = tuple(facts_asked(book))
    target.mkdir(exist_ok=True)
    schema = cluster.opened(sorted(registry.glob("*.parquet"))[0], facts, None)
    work = {"version": __version__, "book": book.as_json(), "facts": facts, "schema": schema, "target": target, "sets_aside": False}
    return SimpleNamespace(value=cluster.Work(**work | other))


def checksums(folder):
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(folder.glob("*.parquet"))}


def test_one_file_judged_by_a_machine_is_the_file_judged_here(registry, tmp_path):
    done, added = told(registry, tmp_path / "there"), []
    found = [cluster._judged(done, SimpleNamespace(add=added.append), str(file)) for file in sorted(registry.glob("*.parquet"))]
    here = replay(registry, tmp_path / "here", load_book())
    assert checksums(tmp_path / "there") == checksums(tmp_path / "here")
    assert sum(each.rows for each in found) == sum(added) == here.done


def test_a_machine_with_another_myosotis_judges_nothing(registry, tmp_path):
    found = cluster._looked(told(registry, tmp_path, version="0.0"), str(next(registry.iterdir())))
    assert found.refused == f"this is Myosotis 0.0, and a machine of the cluster has {__version__}"


def test_a_folder_that_a_machine_does_not_see_is_named(registry, tmp_path):
    found = cluster._looked(told(registry, tmp_path), str(tmp_path / "elsewhere.parquet"))
    assert "elsewhere.parquet is not seen by a machine of the cluster" in found.refused


def test_a_client_in_two_files_is_refused_before_anything_is_judged(registry, tmp_path):
    files, knows = sorted(registry.glob("*.parquet")), told(registry, tmp_path)
    looked = [cluster._looked(knows, str(file)) for file in files]
    cluster._in_one_order(files, looked)
    with pytest.raises(cluster.TableError, match=r"-00000\.parquet, row 1: client 0 stands in an earlier file"):
        cluster._in_one_order([files[1], files[0]], [looked[1], looked[0]])


# ---- what must be there first


@pytest.mark.parametrize("master", ["yarn", "local[two]", "spark://nowhere", "spark://a:1,b:1", "k8s://x:1", ""])
def test_what_is_no_master_is_refused(master):
    with pytest.raises(ReplayError, match="is no Spark master"):
        cluster.needed(master)


@pytest.mark.parametrize(
    ("lacks", "said"), [("pyspark", "PySpark is not installed"), ("java", "needs Java 17 or newer; on Debian: sudo apt")]
)
def test_what_lacks_is_said_in_one_line(monkeypatch, capsys, registry, tmp_path, lacks, said):
    from myosotis.cli import main

    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(cluster, "find_spec", lambda name: None if lacks == "pyspark" else True)
    monkeypatch.setattr(cluster.shutil, "which", lambda name, path=None: None)
    assert main(["replay", str(registry), str(tmp_path), "--on", "local[2]"]) == 2
    error = capsys.readouterr().err
    assert said in error and error.count("\n") == 1


def test_a_master_that_does_not_answer_is_named(monkeypatch):
    monkeypatch.setattr(cluster, "find_spec", lambda name: True)
    monkeypatch.setattr(cluster.shutil, "which", lambda name, path=None: name)
    with pytest.raises(ReplayError, match="nobody answers at spark://127.0.0.1:1;"):
        cluster.needed("spark://127.0.0.1:1")


def test_of_a_failed_task_the_fault_itself_is_told():
    said = "Job aborted due to stage failure: x\n  File \"y\"\nModuleNotFoundError: No module named 'myosotis'\n\n\tat org.apache"
    assert cluster._last_line(RuntimeError(said)) == "ModuleNotFoundError: No module named 'myosotis'"
    assert cluster._last_line(RuntimeError("a\nb")) == "b"
    assert cluster._last_line(RuntimeError()) == "RuntimeError"


# ---- on Spark itself


@pytest.fixture(scope="module")
def people(tmp_path_factory):
    """A registry of many files, and its answers as they are here."""
    folder = tmp_path_factory.mktemp("people")
    list(simulate(20_000, folder / "registry", clients_a_file=70))
    replay(folder / "registry", folder / "here", load_book())
    return SimpleNamespace(registry=folder / "registry", answers=checksums(folder / "here"))


@pytest.fixture(scope="module")
def machines(tmp_path_factory):
    with two_workers(tmp_path_factory.mktemp("cluster")) as started:
        yield started


@pytest.fixture
def started():
    """Starts a replay on a master, as a command of its own; none outlives its test."""
    runs = []

    def start(registry, out, master, *more):
        command = [sys.executable, "-m", "myosotis", "replay", registry, out, "--on", master, *more]
        runs.append(subprocess.Popen(command, stderr=subprocess.PIPE, text=True))
        return runs[-1]

    yield start
    for run in runs:
        run.kill()
        run.wait()
        run.stderr.close()


def ended(run) -> str:
    _, said = run.communicate(timeout=600)
    assert run.returncode == 0, said
    return said


def some_are_written(out, least):
    return lambda: len(list(out.glob("*.parquet"))) >= least


class TestLocal:
    pytestmark = spark

    def test_two_at_a_time_on_this_machine_give_the_same_answers(self, people, started, tmp_path):
        said = ended(started(people.registry, tmp_path, "local[2]"))
        assert checksums(tmp_path) == people.answers
        assert "0:00 left" in said and "judged by book" in said

    def test_what_cannot_be_judged_is_told_in_the_same_words(self, copy, started, tmp_path):
        files = sorted(copy.glob("*.parquet"))
        files[2].write_bytes(files[2].read_bytes()[:-1000])
        run = started(copy, tmp_path / "torn", "local[2]")
        _, said = run.communicate(timeout=600)
        assert run.returncode == 2
        assert said == f"myosotis replay: {files[2].name}: is torn, or no Parquet file; write it again, or leave it out\n"
        assert checksums(tmp_path / "torn") == {}

    def test_an_impossible_answer_is_refused_or_set_aside_as_here(self, copy, started, tmp_path):
        file = sorted(copy.glob("*.parquet"))[1]
        rows = pl.read_parquet(file)
        rows.with_columns(pl.when(pl.int_range(pl.len()) == 7).then(11).otherwise(pl.col("pain")).alias("pain")).write_parquet(file)
        run = started(copy, tmp_path / "refused", "local[2]")
        _, said = run.communicate(timeout=600)
        assert run.returncode == 2 and f"{file.name}, row 8: pain: 11" in said and "Traceback" not in said

        here, there = tmp_path / "here.jsonl", tmp_path / "there.jsonl"
        replay(copy, tmp_path / "here", load_book(), set_aside=here)
        assert "set aside" in ended(started(copy, tmp_path / "there", "local[2]", "--set-aside", there))
        assert there.read_text() == here.read_text() != ""
        assert checksums(tmp_path / "there") == checksums(tmp_path / "here")


class TestCluster:
    pytestmark = spark

    def test_two_workers_give_the_same_answers(self, people, machines, started, tmp_path):
        ended(started(people.registry, tmp_path, machines.master))
        assert checksums(tmp_path) == people.answers

    def test_a_run_that_was_killed_goes_on_where_it_stood(self, people, machines, started, tmp_path):
        run = started(people.registry, tmp_path, machines.master)
        until(some_are_written(tmp_path, 5), "five files are judged")
        run.send_signal(signal.SIGKILL)
        run.communicate()
        time.sleep(1)
        kept = {file.name: file.stat().st_mtime_ns for file in tmp_path.glob("*.parquet")}
        assert 5 <= len(kept) < len(people.answers)
        ended(started(people.registry, tmp_path, machines.master))
        assert checksums(tmp_path) == people.answers
        assert {name: (tmp_path / name).stat().st_mtime_ns for name in kept} == kept

    def test_a_worker_is_lost_in_the_middle_and_all_is_judged(self, people, machines, started, tmp_path):
        run = started(people.registry, tmp_path, machines.master)
        until(some_are_written(tmp_path, 5), "five files are judged")
        machines.lose(machines.workers.pop())
        at_that_time = len(list(tmp_path.glob("*.parquet")))
        ended(run)
        assert at_that_time < len(people.answers)
        assert checksums(tmp_path) == people.answers
        assert "Lost executor" in Path(tmp_path, "spark.log").read_text()
        assert list(tmp_path.glob(".*.part")) == []
