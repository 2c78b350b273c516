"""One number for the pain and one for each place: where they differ, the worse counts."""

import pytest

from myosotis.judge import assess
from myosotis.judge.examples import course_of
from myosotis.knowledge import load_book

PLACE = "shoulder:left"


@pytest.mark.parametrize(("pain", "at_place"), [(8, 2), (2, 8), (None, 8)])
def test_the_worse_of_the_two_numbers_counts(pain, at_place):
    course = course_of({"checkins": [{"hours": 30, "pain": pain, "sites": [PLACE], "pain_at": {PLACE: at_place}}]})
    columns = course.columns()
    assert (columns["pain"], columns["pain_same"]) == ([8], [8])
    assert assess(course, load_book())[-1].level.name == "therapist_today"


def test_each_place_keeps_its_own_number_where_the_worst_is_the_one_number():
    given = {"hours": 20, "pain": 4, "sites": [PLACE, "hip:left"], "pain_at": {PLACE: 3, "hip:left": 4}}
    columns = course_of({"checkins": [given]}).columns()
    assert (columns["pain_same"], columns["pain_far"]) == ([3], [4])
