"""Replay: nothing twice, nothing lost, and what cannot be judged is refused with file and row."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import polars as pl
import pytest

from myosotis.knowledge import load_book
from myosotis.population.checks import TableError
from myosotis.population.judge import Judges, facts_asked
from myosotis.population.replay import ReplayError, keys_of, pieces, replay
from myosotis.population.rows import CLIENT, HOURS, TREATMENT
from myosotis.population.simulate import simulate


def everything(folder):
    return pl.concat(pl.read_parquet(file) for file in sorted(folder.glob("*.parquet")))


def spoil(folder, change, which=1):
    file = sorted(folder.glob("*.parquet"))[which]
    change(pl.read_parquet(file)).write_parquet(file)
    return file


def put(column, row, value):
    return lambda rows: rows.with_columns(
        pl.when(pl.int_range(pl.len()) == row).then(pl.lit(value)).otherwise(pl.col(column)).alias(column)
    )


def test_all_check_ins_are_judged_in_pieces_as_in_one(registry, tmp_path):
    done = replay(registry, tmp_path / "answers", load_book(), rows_at_a_time=100)
    found = everything(tmp_path / "answers")
    rows, book = everything(registry), load_book()
    whole = Judges(book, facts_asked(book)).of(rows["treatment"]).stored(rows.lazy()).collect(engine="in-memory")
    assert found.equals(whole)
    assert done.done == done.judged == len(rows)


def test_what_is_judged_is_not_judged_again(registry, tmp_path):
    replay(registry, tmp_path, load_book())
    before = {file.name: file.stat().st_mtime_ns for file in tmp_path.iterdir()}
    again = replay(registry, tmp_path, load_book())
    assert again.judged == 0 < again.done
    assert {file.name: file.stat().st_mtime_ns for file in tmp_path.iterdir()} == before


def test_answers_of_two_books_or_two_inputs_are_never_mixed(registry, copy, tmp_path):
    out = tmp_path / "answers"
    replay(registry, out, load_book())
    spoil(copy, lambda rows: rows.head(len(rows) // 2))
    with pytest.raises(ReplayError, match="another file"):
        replay(copy, out, load_book())
    state = json.loads((out / "replay.json").read_text())
    (out / "replay.json").write_text(json.dumps(state | {"book": "elsewhere"}))
    with pytest.raises(ReplayError, match="another book"):
        replay(registry, out, load_book())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (put("pain", 7, -1), r"-00001\.parquet, row 8: pain: -1.* is outside 0 to 10"),
        (put("pressure", 7, 0), r"-00001\.parquet, row 8: pressure: 0.* is outside 1 to 5"),
        (put("pain", 7, 11), r"-00001\.parquet, row 8: pain: 11.* is outside 0 to 10"),
        (lambda rows: rows.with_columns(pl.col("kind").cast(pl.String)).pipe(put("kind", 3, "voodoo")), "in the first file"),
        (lambda rows: rows.with_columns(pl.col("pain").cast(pl.String)), "column 'pain' is String"),
        (lambda rows: rows.drop("nausea"), "no column 'nausea'"),
        (lambda rows: rows.reverse(), "row 2: stands out of order"),
        (lambda rows: rows.with_columns(pl.col("client") - 60), "row 1: client 0 stands in an earlier file"),
        (put("hours", 0, None), "row 1: hours is empty"),
        (put("hours", 0, 90_000.0), "stands out of order|outside 0 to"),
        (lambda rows: rows.with_columns(pl.col("treatment") * 0), "row 2?[0-9]*: "),
    ],
)
def test_a_table_that_cannot_be_judged_is_refused_with_file_and_row(copy, tmp_path, change, said):
    file = spoil(copy, change)
    with pytest.raises(TableError, match=said) as refused:
        replay(copy, tmp_path / "answers", load_book())
    assert file.name in str(refused.value)


def test_a_strange_word_is_refused_with_its_row(copy, tmp_path):
    for which in range(len(list(copy.glob("*.parquet")))):
        spoil(copy, lambda rows: rows.with_columns(pl.col("kind").cast(pl.String)), which)
    spoil(copy, put("kind", 3, "voodoo"))
    with pytest.raises(TableError, match="row 4: kind: 'voodoo' is no answer here"):
        replay(copy, tmp_path / "answers", load_book())


def test_a_torn_file_is_refused_by_name(copy, tmp_path):
    file = sorted(copy.glob("*.parquet"))[1]
    file.write_bytes(file.read_bytes()[:-1000])
    with pytest.raises(TableError, match=f"{file.name}: is torn"):
        replay(copy, tmp_path / "answers", load_book())


def test_a_course_with_an_impossible_answer_is_set_aside_with_its_reason(copy, tmp_path):
    file = spoil(copy, put("pain", 7, 11))
    aside = tmp_path / "aside.jsonl"
    done = replay(copy, tmp_path / "answers", load_book(), set_aside=aside)
    treatment = pl.read_parquet(file)[TREATMENT][7]
    line = json.loads(aside.read_text())
    assert (line["file"], line["row"], line["column"], line["treatment"]) == (file.name, 8, "pain", treatment)
    rows = everything(copy)
    kept = rows.filter(pl.col(TREATMENT) != treatment)
    assert done.set_aside == len(rows) - len(kept)
    assert everything(tmp_path / "answers")[TREATMENT].to_list() == kept[TREATMENT].to_list()


@pytest.mark.parametrize(
    ("at_a_time", "found"),
    [(2, [(0, [1, 1, 1]), (3, [2]), (4, [3, 3, 4])]), (3, [(0, [1, 1, 1, 2]), (4, [3, 3, 4])]), (7, [(0, [1, 1, 1, 2, 3, 3, 4])])],
)
def test_no_piece_cuts_a_treatment_in_two(at_a_time, found, tmp_path):
    file = tmp_path / "few.parquet"
    rows = pl.DataFrame({CLIENT: 1, TREATMENT: [1, 1, 1, 2, 3, 3, 4], HOURS: 4.0, "pain": [0, 1, 2, 3, 4, 5, 6]})
    rows.write_parquet(file)
    cut = list(pieces(file, keys_of(file), [HOURS, "pain"], at_a_time))
    assert [(offset, piece[TREATMENT].to_list()) for offset, piece in cut] == found
    assert pl.concat(piece for _, piece in cut)["pain"].to_list() == rows["pain"].to_list()


def killed_and_resumed(registry, out, moments, book_loads):
    command = [sys.executable, "-m", "myosotis", "replay", str(registry), str(out)]
    for wait in moments:
        run = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        time.sleep(book_loads + wait)
        os.kill(run.pid, signal.SIGKILL)
        run.wait()
    subprocess.run(command, check=True, capture_output=True)


@pytest.mark.long
def test_a_replay_killed_at_twenty_moments_gives_the_same_answers(tmp_path):
    registry = tmp_path / "registry"
    list(simulate(40_000, registry, clients_a_file=200))
    replay(registry, tmp_path / "undisturbed", load_book())
    rng = random.Random(7)
    killed_and_resumed(registry, tmp_path / "killed", [rng.random() * 3 for _ in range(20)], book_loads=1.0)
    assert everything(tmp_path / "killed").equals(everything(tmp_path / "undisturbed"))


def test_files_that_begin_together_share_one_judge():
    book = load_book()
    judges, treatments = Judges(book, facts_asked(book)), pl.Series([1, 1, 2])
    with ThreadPoolExecutor(2) as beside:
        first, second = beside.map(judges.of, [treatments, treatments])
    assert first is second
