"""The rule book's pages are those of the book as it is, and can be read aloud."""

import re

import pytest

from myosotis.cli import main
from myosotis.knowledge import load_book
from myosotis.records.rulebook import pages
from tests.conftest import ROOT

FOLDER = ROOT / "docs/rules"
MOST_BYTES = 3_000_000


@pytest.fixture(scope="module")
def found():
    return pages(load_book())


def test_the_pages_are_those_of_the_book(found):
    kept = {path.relative_to(FOLDER).as_posix(): path.read_text() for path in FOLDER.rglob("*") if path.is_file()}
    stale = sorted(name for name in found.keys() | kept.keys() if found.get(name) != kept.get(name))
    assert stale == [], "write them anew: python3 go.py rulebook docs/rules"


def test_the_pages_stay_small(found):
    assert sum(len(text.encode()) for text in found.values()) < MOST_BYTES


def test_every_card_has_a_page_with_its_decision_its_grounds_and_its_examples(found):
    for rule in load_book().rules.values():
        page = found[rule.file.removeprefix("rules/").replace(".yaml", ".md")]
        assert all(identity in page for identity in rule.grounds.because), rule.name
        assert page.count("\n## ") == 5, rule.name
        assert "ikke kontrolleret af en kliniker" in page or rule.checked_by, rule.name


def test_the_pages_say_words_and_no_names_of_the_code(found):
    names = re.compile(r"\b[a-z]+_[a-z_]+\b")
    for name, page in found.items():
        if name.endswith(".md"):
            prose = re.sub(r"`[^`]*`|\]\([^)]*\)|\[[\w]+\]", "", page)
            assert names.findall(prose) == [], name


def test_no_place_is_left_unfilled(found):
    assert [name for name, text in found.items() if re.search(r"\{\w*\}|None|<\w+>", re.sub("`[^`]*`", "", text)) and name.endswith(".md")] == []


def test_all_statements_stand_on_the_coverage_page_with_where_they_live(found):
    rows = re.findall(r"(?m)^\| \*\*([AB]-\d+)\*\* \|.*\| (.*) \|$", found["coverage.md"])
    assert [identity for identity, _ in rows] == list(load_book().statements)
    assert len(rows) == 151
    assert [identity for identity, lives in rows if not lives.strip()] == []


def test_every_limit_stands_with_its_tag_and_its_safe_bound(found):
    book = load_book()
    rows = [line for line in found["limits.md"].splitlines() if line.startswith("| ") and "`" in line]
    assert len(rows) == len(book.limits)
    assert all(re.search(r"\[[DRX]\]", row) and re.search(r"højst|mindst", row) for row in rows)


def test_pages_of_cards_that_are_no_more_are_taken_away(tmp_path, capsys):
    (tmp_path / "pain").mkdir()
    (tmp_path / "pain/gone.md").write_text("old")
    assert main(["rulebook", str(tmp_path)]) == 0
    assert not (tmp_path / "pain/gone.md").exists() and (tmp_path / "pain/better.svg").exists()
    assert "pages and pictures" in capsys.readouterr().out
