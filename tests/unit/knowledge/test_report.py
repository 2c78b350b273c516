"""`myosotis check` tells what nobody has checked and what is overdue; neither is a fault."""

import shutil
from datetime import date

import pytest

from myosotis.cli import main
from myosotis.knowledge import load_book
from myosotis.knowledge.check import report
from myosotis.knowledge.load import book_folder


def line(day: date, beginning: str) -> str:
    return next(line for line in report(load_book(), day)[0] if line.startswith(beginning))


def test_a_card_is_overdue_only_after_its_day():
    day = date.fromisoformat(max(rule.review_by for rule in load_book().rules.values()))
    assert line(date(2026, 11, 1), "overdue") == "overdue for review: 0 rules"
    assert line(day.replace(year=day.year + 1), "overdue") == f"overdue for review: {len(load_book().rules)} rules"


def test_what_is_unchecked_or_overdue_is_told_and_no_fault():
    lines, sound = report(load_book(), date(2999, 1, 1))
    assert sound
    assert any(line.startswith("not yet checked by a clinician") for line in lines)


@pytest.fixture
def folder(tmp_path):
    """A copy of the book, to be spoilt."""
    return shutil.copytree(book_folder(), tmp_path / "book")


def spoilt(file, before, after):
    text = file.read_text()
    assert before in text
    file.write_text(text.replace(before, after, 1))


def checked(folder, capsys):
    status = main(["check", "--book", str(folder)])
    said = capsys.readouterr()
    return status, said.out, said.err.splitlines()


def test_an_example_that_is_not_as_promised_is_a_fault(folder, capsys):
    assert checked(folder, capsys)[0] == 0
    spoilt(folder / "rules/pain/better.yaml", "expect: silent", "expect: raised")
    status, out, (line,) = checked(folder, capsys)
    assert status == 1 and "statements" in out
    assert line.startswith("myosotis check: rules/pain/better.yaml: better: example '") and line.endswith("promises outcome raised and is silent")


def test_a_level_that_is_not_as_promised_is_a_fault(folder, capsys):
    spoilt(folder / "rules/danger/swelling.yaml", "expect: raised, level: doctor_today", "expect: raised, level: emergency")
    status, _out, lines = checked(folder, capsys)
    assert status == 1 and any("level" in line and "swelling" in line for line in lines)


def test_every_fault_is_told_and_each_once(folder, capsys):
    """What only follows from another fault is not told: no card is at fault for naming a limit that cannot be read."""
    spoilt(folder / "limits.yaml", "few_hours: {value: 3,", "few_hours: {value: three,")
    spoilt(folder / "limits.yaml", "two_days: {value: 48, unit: hours, safe: {at most: 48}", "two_days: {value: 60, unit: hours, safe: {at most: 48}")
    spoilt(folder / "rules/danger/swelling.yaml", "expect: raised, level: doctor_today", "expect: raised, level: emergency")
    (folder / "rules/pain/odd.yaml").write_text("[a, b]")
    (folder / "rules/pain/torn.yaml").write_text("title: {da: x")
    status, out, lines = checked(folder, capsys)
    assert status == 2 and out == ""
    assert [line.removeprefix("myosotis check: ").split(": ")[0] for line in lines] == [
        "rules/pain/torn.yaml", "limits.yaml", "limits.yaml", "rules/pain/odd.yaml", "rules/danger/swelling.yaml",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "written",
    ["few_hours: {value: three", "[a, b]", "few_hours: 3", "few_hours: {value: 3}", "{{x: 1}: 3}", "few_hours: {value: 3, unit: hours, safe: 3}", "\x00", "a: &a [*a]"],
)
def test_limits_that_cannot_be_read_are_one_line_and_no_traceback(folder, capsys, written):
    (folder / "limits.yaml").write_text(written)
    status, _out, lines = checked(folder, capsys)
    assert status == 2 and "limits.yaml" in lines[0]


@pytest.mark.parametrize("part", ["when: [a]", "then: 3", "examples: {a: 1}", "title: x", "because: 3", "each: 3", "names: 3", "why: x", "judge_after: [1]"])
def test_a_part_of_another_kind_is_told_with_its_file(folder, capsys, part):
    file = folder / "rules/marks/small.yaml"
    name = part.split(":")[0]
    kept, skip = [], False
    for line in file.read_text().splitlines():
        skip = line.startswith(f"{name}:") or (skip and line.startswith((" ", "-")))
        kept += [] if skip else [line]
    file.write_text("\n".join([*kept, part]))
    status, _out, lines = checked(folder, capsys)
    assert status == 2 and lines[0].startswith("myosotis check: rules/marks/small.yaml: ")
