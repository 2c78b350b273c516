"""The 31 rules of the first comparison: at once as one by one, and each told in its class."""

import polars as pl

from myosotis.population.rows import TREATMENT, courses
from myosotis.population.simulate import population, simulate
from myosotis.population.thirty_one import CLASSES, RULES, ThirtyOne, one_by_one


def test_flags_at_once_are_the_flags_of_each_course():
    rows = population(0, 300).collect()
    found = ThirtyOne().judged(rows)
    assert found["flags"].to_list() == [flags for course in courses(rows) for flags in one_by_one(course.columns())]
    assert found[TREATMENT].to_list() == rows[TREATMENT].to_list()


def test_the_class_is_that_of_the_first_kind_of_rule_that_holds():
    found = ThirtyOne().judged(population(0, 300).collect())
    kinds = [kind for _, kind in RULES.values()]
    for flags, told in found.select("flags", "class").iter_rows():
        raised = {kind for place, kind in enumerate(kinds) if flags >> place & 1}
        assert told == next((kind for kind in CLASSES if kind in raised), "observe")
    assert found["class"].n_unique() >= 5


def test_a_folder_is_judged_from_file_to_file(tmp_path):
    total = sum(rows for _, rows in simulate(900, tmp_path / "in", clients_a_file=60))
    assert ThirtyOne().replay(tmp_path / "in", tmp_path / "out") == total
    assert len(list((tmp_path / "out").glob("*.parquet"))) > 1
    assert pl.read_parquet(tmp_path / "out" / "*.parquet").height == total
