"""The page that a clinic's footer shows says what the document says, in both languages."""

import re

import pytest

from tests.conftest import ROOT

ROWS = re.findall(
    r"(?m)^\|(?: \d* \|)? (?!Dansk|---|\|)(.+?) \| (.+?) \|$",
    (ROOT / "docs/explanation/intended-purpose.md").read_text(),
)
SHOWN = ROOT / "src/myosotis/clinic/templates/purpose"


def plain(text: str) -> str:
    """Words only: links, tags and typographic marks away."""
    text = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", text)
    return " ".join(re.sub(r"<[^>]+>|[“”\"'`]|&quot;", "", text).split())


@pytest.mark.parametrize(("language", "column"), [("da", 0), ("en", 1)])
def test_the_shown_page_says_what_the_document_says(language, column):
    pages = list(SHOWN.glob(f"*{language}.html"))
    if not pages:
        pytest.skip("no such page yet")
    shown = plain(" ".join(page.read_text() for page in pages))
    assert [row[column] for row in ROWS if plain(row[column]) not in shown] == []


def test_both_languages_stand_side_by_side():
    assert len(ROWS) > 30
    assert all(danish and english for danish, english in ROWS)
