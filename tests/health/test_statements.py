"""Nothing that the two sources say is lost: each statement lives somewhere in the book, and truthfully so."""

import csv

import pytest

from myosotis.knowledge import load_book
from myosotis.knowledge.check import grounded, realised
from myosotis.knowledge.load import make_book
from tests.conftest import ROOT

BOOK = load_book()
PLACES = realised(BOOK)
SPEC = ROOT.parent / "shared/spec/statements.csv"
# Pages to be read in peace: they inform, and do nothing by themselves.
READING = ("knowledge_pages/", "sources")


def test_there_are_151_of_them_in_order():
    assert list(BOOK.statements) == [f"A-{i:02}" for i in range(1, 39)] + [f"B-{i:02}" for i in range(1, 114)]


@pytest.mark.parametrize("identity", BOOK.statements)
def test_it_lives_somewhere(identity):
    assert PLACES[identity], "no rule, limit, measure, question or shown text names it"


@pytest.mark.parametrize("identity", [i for i, s in BOOK.statements.items() if s["kind"] == "demands"])
def test_what_demands_something_is_more_than_a_page_to_read(identity):
    assert [place for place in PLACES[identity] if not place.startswith(READING)]


@pytest.mark.parametrize("identity", BOOK.statements)
def test_it_stands_on_the_page_on_which_it_says_it_is_shown(identity):
    for name in BOOK.statements[identity].get("shown_in", []):
        file, _, page = name.partition(".")
        assert file == "knowledge_pages"
        pages = {key: card for path, content in BOOK.raw.items() if path.startswith(file) for key, card in content.items()}
        named = [card.get("because") or [] for _, card in grounded(pages[page])]
        assert identity in {i for because in named for i in ([because] if isinstance(because, str) else because)}


def test_what_only_informs_says_where_it_is_shown():
    silent = [i for i, s in BOOK.statements.items() if s["kind"] == "informs" and not s.get("shown_in")]
    assert silent == []


def test_a_statement_that_loses_its_only_place_is_found():
    """The check itself: without the pages that show it, A-07 lives nowhere."""
    raw = {path: content for path, content in BOOK.raw.items() if not path.startswith("knowledge_pages/")}
    assert realised(make_book(raw))["A-07"] == []


def test_what_claims_to_stand_in_a_source_names_where():
    unfounded = [
        f"{path}: {place}"
        for path, content in BOOK.raw.items()
        for place, card in grounded(content)
        if card.get("tag") == "D" and not card.get("because")
    ]
    assert unfounded == []


def test_every_because_names_a_statement():
    unknown = [
        (path, identity)
        for path, content in BOOK.raw.items()
        for _, card in grounded(content)
        if not isinstance(card.get("because"), dict)  # a heading that is called so
        for identity in ([card["because"]] if isinstance(card.get("because"), str) else card.get("because") or [])
        if identity not in BOOK.statements
    ]
    assert unknown == []


def test_each_is_as_firm_as_its_source_and_on_the_same_line():
    if not SPEC.exists():
        pytest.skip("the list of statements is not beside this repository (shared/spec)")
    with SPEC.open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert list(rows) == list(BOOK.statements)
    assert {i: s["concerns"] for i, s in BOOK.statements.items()} == {i: row["concerns"].replace("→", "") for i, row in rows.items()}
    assert {i: str(s["line"]) for i, s in BOOK.statements.items()} == {i: row["line"] for i, row in rows.items()}
    theirs = {i: row["certainty"].replace("observation", "asserted") for i, row in rows.items()}
    firmer = [i for i, s in BOOK.statements.items() if s["certainty"] not in theirs[i]]
    assert firmer == []
