"""The bench measures what it says, on equal answers, and cleans up."""

from itertools import count

import pytest

from myosotis.knowledge import load_book
from myosotis.population import bench as module


def measured(folder):
    seconds, spent = count(), count()
    return module.bench(
        folder, load_book(), clock=lambda: next(seconds), cpu=lambda: next(spent), checkins=400, alone=40, runs=1, asked=3
    )


def test_three_ways_do_the_same_work_and_leave_nothing_behind(tmp_path):
    report = measured(tmp_path)
    assert [way.seconds for way in report.ways] == [1, 1, 1]
    assert report.ways[1].checkins >= 400
    assert 0 < report.compared <= 40
    assert list(tmp_path.iterdir()) == []
    assert any(line.startswith("| a population at once") for line in report.lines())


def test_unequal_answers_are_no_race(tmp_path, monkeypatch):
    real = module.assess
    monkeypatch.setattr(module, "assess", lambda course, book: real(course, book)[:-1])
    with pytest.raises(AssertionError, match="same answers"):
        measured(tmp_path)
