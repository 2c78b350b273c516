"""`myosotis check` tells what nobody has checked and what is overdue; neither is a fault."""

from datetime import date

from myosotis.knowledge import load_book
from myosotis.knowledge.check import report


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
