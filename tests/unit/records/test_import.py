"""Diaries and trials that others published become our cases, and give the figures that their papers give."""

import json
from collections import Counter
from datetime import date, timedelta
from math import sqrt
from statistics import mean
from zoneinfo import ZoneInfo

import pytest

from myosotis.cli import main
from myosotis.course import AnswerError, Complaint, Course
from myosotis.judge import assess
from myosotis.knowledge import load_book
from myosotis.plan import review
from myosotis.records.sources import SOURCES
from myosotis.records.sources.choirbm import ZONES
from myosotis.records.tables import whole_score
from myosotis.terms import Level, Reading
from tests.conftest import ROOT

STUDIES = ROOT.parent / "shared" / "data"
CHOW = "chow2006_neck_pain_vas.csv"
NULL_TRIAL = "amitriptyline_hivsn/xoverBOCF.csv"
DIARY = "myaiguide/participant1_pain_tidy.csv"
DIARIES = [
    DIARY,
    *(f"myaiguide/Participant{name}.csv" for name in (
        "2PainNew", "3KneePain", "4Pain", "5Pain", "6KneePain", "7Pain", "8PainNew", "9Pain",
    )),
]  # fmt: skip


def study(kind: str, name: str):
    path = STUDIES / name
    if not path.exists():
        pytest.skip(f"the published file {name} is not beside this repository (shared/data)")
    return SOURCES[kind].imported(path)


def reviewed(cases) -> list[tuple[dict, dict]]:
    book = load_book()
    return [(case, review(Complaint.read(case), book).as_mapping()) for case in cases]


def responders(reviews, group: str) -> tuple[int, int, int, int]:
    """How many people, by thirty per cent, by two points, and of how many the two rules disagree."""
    used = [set(answer["rule_used"]) for case, answer in reviews if case["group"] == group]
    thirty, two = ["thirty_percent" in one for one in used], ["two_points" in one for one in used]
    return len(used), sum(thirty), sum(two), sum(a != b for a, b in zip(thirty, two, strict=True))


def test_chow_gives_the_responders_of_both_rules():
    found = study("chow", CHOW)
    assert (found.rows, len(found.cases)) == (264, 90)
    reviews = reviewed(found.cases)
    active, placebo = responders(reviews, "active"), responders(reviews, "placebo")
    assert active[:3] == (45, 33, 32)
    assert placebo[:3] == (45, 10, 6)
    assert active[3] + placebo[3] == 9
    changes = {group: [-a["pain_fall"] for c, a in reviews if c["group"] == group] for group in ("active", "placebo")}
    assert round(mean(changes["active"]), 2) == -2.68
    assert round(mean(changes["placebo"]), 2) == 0.25


def test_where_the_two_rules_disagree_the_review_says_so():
    answers = [answer for _, answer in reviewed(study("chow", CHOW).cases)]
    assert sum(answer["change"] == "rules_disagree" for answer in answers) == 9


def test_a_trial_that_did_not_beat_placebo_stays_null():
    found = study("amitriptyline", NULL_TRIAL)
    assert (found.rows, len(found.cases)) == (248, 248)
    reviews = reviewed(found.cases)
    active, placebo = responders(reviews, "active"), responders(reviews, "placebo")
    assert [round(100 * n / 124, 1) for n in (*active[1:3], *placebo[1:3])] == [50.8, 62.1, 46.0, 52.4]
    assert active[3] + placebo[3] == 24
    for a, b in ((active[1], placebo[1]), (active[2], placebo[2])):
        pooled = (a + b) / 248
        assert abs(a - b) / 124 < 1.96 * sqrt(pooled * (1 - pooled) * 2 / 124)


def test_words_for_pain_that_we_have_no_like_of_are_listed():
    found = study("amitriptyline", NULL_TRIAL)
    assert set(found.unmapped) == {"Painful.cold", "Itching"}
    assert {word for case in found.cases for word in case["qualities"] or ()} == {"burning", "electric", "tingling", "numb"}


def test_eight_years_of_a_diary_are_kept_row_by_row():
    found = study("myaiguide", DIARY)
    assert found.rows == 11_826
    checkins = [checkin for case in found.cases for checkin in case["checkins"]]
    assert (checkins[0]["day"], checkins[-1]["day"], len(checkins)) == ("2015-11-25", "2023-11-12", 2908)
    kept = [entry for checkin in checkins for entry in checkin["original"]]
    assert len(kept) == 11_826
    assert (min(e[2] for e in kept), max(e[2] for e in kept), len({e[0] for e in kept})) == (0.2, 7.0, 27)
    assert dict(found.unmapped) == {"Acute Pain": 23}
    assert 0 not in {score for checkin in checkins for score in checkin.get("pain_at", {}).values()}


def changes_of_the_clock(zone: str, first: date, last: date):
    """Each day of which the evening before is not 24 hours ago, with the hours that went by."""
    from datetime import UTC, datetime, time

    place, day = ZoneInfo(zone), first
    while day < last:
        a, b = (datetime.combine(d, time(20), place).astimezone(UTC) for d in (day, day + timedelta(days=1)))
        if (hours := (b - a).total_seconds() / 3600) != 24:
            yield day + timedelta(days=1), hours
        day += timedelta(days=1)


def test_all_sixteen_clock_changes_of_the_diary_are_counted_in_hours_that_went_by():
    cases = study("myaiguide", DIARY).cases
    changes = list(changes_of_the_clock("Europe/Copenhagen", date(2015, 11, 25), date(2023, 11, 12)))
    assert Counter(hours for _, hours in changes) == {23: 8, 25: 8}
    for day, hours in changes:
        course = next(case for case in cases if case["id"].endswith(str(day.year)))
        before = [c for c in course["checkins"] if c["day"] < str(day)][-1]
        after = next(c for c in course["checkins"] if c["day"] >= str(day))
        nights = (date.fromisoformat(after["day"]) - date.fromisoformat(before["day"])).days
        assert after["hours"] - before["hours"] == 24 * nights + hours - 24


def test_eight_years_are_judged_without_an_error_and_never_called_expected():
    book = load_book()
    found = [a for case in study("myaiguide", DIARY).cases for a in assess(Course.read(case), book)]
    assert len(found) == 2908
    assert {a.reading for a in found} <= {Reading.undetermined, Reading.negative_reaction, Reading.red_flag}
    assert min(a.level for a in found) >= Level.tell_therapist


@pytest.mark.parametrize("name", DIARIES)
def test_every_diary_can_be_read(name):
    found = study("myaiguide", name)
    courses = [Course.read(case) for case in found.cases]
    assert sum(len(course.checkins) for course in courses) > 0
    assert sum(len(c["original"]) for case in found.cases for c in case["checkins"]) == found.rows


def test_every_zone_of_the_body_maps_has_a_place_of_ours():
    found = study("choirbm", "choirbm_validation_bodymaps.csv")
    assert (found.rows, len(found.cases), sum(found.unmapped.values())) == (7068, 7068, 0)
    Course.read(found.cases[0])
    assert not {"gender", "score", "age", "race"} & set(found.cases[0])


def test_the_person_s_own_right_side_is_to_the_left_in_front_and_to_the_right_behind():
    assert len(ZONES) == 74
    assert (ZONES["107"], ZONES["210"]) == ("shoulder:right", "shoulder:right")
    assert (ZONES["130"], ZONES["231"]) == ("knee:left", "knee:left")


@pytest.mark.parametrize(("felt", "kept"), [(0, 0), (0.2, 1), (2.4, 2), (2.5, 3), (7, 7), (9.6, 10)])
def test_halves_go_up_and_what_is_felt_is_never_nothing(felt, kept):
    assert whole_score(felt) == kept


def diary(tmp_path, *lines):
    path = tmp_path / "diary.csv"
    path.write_text("\n".join(["date,region,side,intensity", *lines]) + "\n")
    return path


def test_of_two_entries_for_a_place_on_a_day_the_worst_counts(tmp_path):
    path = diary(tmp_path, "2020-05-01,Knees,Right Only,2", "2020-05-01,Knees,Right Only,5.2", "2020-05-02,Toe,,3")
    (case,), unmapped = (found := SOURCES["myaiguide"].imported(path)).cases, found.unmapped
    assert case["checkins"][0]["pain_at"] == {"knee:right": 5}
    assert case["checkins"][1]["pain"] is None and unmapped == {"Toe": 1}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("2020-05-40,Knees,,3", "no such day"),
        ("2020-05-01,Knees,,much", "'much' is no number"),
        ("2020-05-01,Knees,,11", "outside 0 to 10"),
        ("2020-05-01,Knees,Upper,3", "'Upper' is not known"),
    ],
)
def test_a_row_that_makes_no_sense_is_refused_by_line(tmp_path, line, said):
    with pytest.raises(AnswerError, match=said):
        SOURCES["myaiguide"].imported(diary(tmp_path, line))


def test_the_command_writes_one_case_a_line_and_lists_what_was_not_mapped(tmp_path, capsys):
    out = tmp_path / "cases.jsonl"
    assert main(["import", "myaiguide", str(diary(tmp_path, "2020-05-01,Knees,,3", "2020-05-01,Toe,,3")), str(out)]) == 0
    assert [json.loads(line)["id"] for line in out.read_text().splitlines()] == ["diary-2020"]
    assert capsys.readouterr().err.splitlines() == ["2 rows read, 1 cases written", "not mapped: Toe (1)"]


def test_a_wrong_file_is_refused_in_one_line(tmp_path, capsys):
    assert main(["import", "chow", str(diary(tmp_path)), "-"]) == 2
    assert "no column is called 'id'" in capsys.readouterr().err
