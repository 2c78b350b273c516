"""The glossary tells the truth about the code."""

import ast
import re
from functools import cache

import pytest

from tests.conftest import ROOT

ROWS = [
    [cell.strip() for cell in line.strip().strip("|").split("|")]
    for line in (ROOT / "GLOSSARY.md").read_text().splitlines()
    if line.startswith("| `")
]
WORDS = [row[0].strip("`") for row in ROWS]
# Words that are planned with a room that does not stand yet.
NOT_YET = {"Dose"}


@cache
def names_in_code() -> set[str]:
    """Every name the code gives: classes, functions, attributes, arguments, and the parts of compound ones."""
    names = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            for field in ("name", "id", "attr", "arg"):
                if isinstance(value := getattr(node, field, None), str):
                    names.add(value)
    parts = {part for name in names for part in re.findall(r"[A-Z]?[a-z]+", name)}
    return names | parts


@cache
def class_names() -> set[str]:
    return {
        node.name
        for path in (ROOT / "src").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ClassDef)
    }


def test_no_word_stands_twice():
    assert len(WORDS) == len(set(WORDS)) > 20
    assert all(len(row) == 6 for row in ROWS)


@pytest.mark.parametrize("word", [word for word in WORDS if word not in NOT_YET])
def test_a_word_of_the_glossary_is_a_word_of_the_code(word):
    if {word, word.lower()}.isdisjoint(names_in_code()):
        pytest.fail(f"{word} stands in GLOSSARY.md and nowhere in the code", pytrace=False)


@pytest.mark.parametrize("row", ROWS, ids=WORDS)
def test_no_class_is_named_by_a_word_that_was_refused(row):
    # `User` is Django's word for whoever can log in, and `Code` words of other libraries are not ours to change.
    refused = {word.strip().title().replace(" ", "") for word in row[5].split(",")} - {"User", ""}
    assert refused & class_names() == set()
