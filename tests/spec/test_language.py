"""The language specification: a table of answers, one line, and what the line says of each row.

A table reads like the ones people draw: a head with names, then one row a check-in, `·` where nobody answered.
"""

import pytest

from myosotis.engines.plain import Series
from myosotis.language.nodes import YES_NO, Fact, LanguageError, Limit, Measure, Type, number
from myosotis.language.read import WORDS, read
from myosotis.terms import Unit

NAMES = {
    "hours": Fact("hours", number(Unit.hours)),
    "pain": Fact("pain", number(Unit.score)),
    "before": Fact("before", number(Unit.score)),
    "tired": Fact("tired", YES_NO),
    "sick": Fact("sick", YES_NO),
    "kind": Fact("kind", Type("word", words=frozenset({"same", "sore", "other"}))),
    "a_day": Limit("a_day", 24, Unit.hours),
    "strong": Limit("strong", 7, Unit.score),
}
NAMES["rise"] = Measure("rise", read("pain - before", NAMES))
MEANT = {"·": None, "yes": True, "no": False}


def value(cell):
    if cell in MEANT:
        return MEANT[cell]
    try:
        return float(cell)
    except ValueError:
        return cell


def table(text):
    head, *rows = [line.split() for line in text.strip().splitlines()]
    columns = {name: [value(row[i]) for row in rows] for i, name in enumerate(head)}
    return Series(columns, columns["hours"])


PAIN = """
hours pain before tired sick kind
1     6    6      no    no   same
4     8    6      yes   no   sore
24    ·    6      ·     yes  ·
30    5    6      yes   ·    other
"""

LINES = [
    # comparing: unknown if either side is
    ("pain > 6", "no yes · no"),
    ("pain >= 6", "yes yes · no"),
    ("pain < strong", "yes no · yes"),
    ("pain <= 5", "no no · yes"),
    ("pain == 8", "no yes · no"),
    ("pain != 8", "yes no · yes"),
    ("5 < pain < 8", "yes no · no"),
    ("hours >= a_day", "no no yes yes"),
    ("kind == 'sore'", "no yes · no"),
    ("kind in ('sore', 'other')", "no yes · yes"),
    ("kind not in ('sore',)", "yes no · yes"),
    # joining: a known yes or no wins over an unknown where it can
    ("tired and sick", "no no · ·"),
    ("tired or sick", "no yes yes yes"),
    ("not tired", "yes no · no"),
    # reckoning
    ("pain - before", "0 2 · -1"),
    ("pain + 1", "7 9 · 6"),
    ("rise >= 2", "no yes · no"),
    ("largest(pain, before)", "6 8 6 6"),
    ("smallest(pain, before)", "6 6 6 5"),
    ("pain if tired else before", "6 8 · 5"),
    ("known(pain)", "yes yes no yes"),
    ("otherwise(pain, 10)", "6 8 10 5"),
    ("otherwise(tired, False)", "no yes no yes"),
    # looking back: this row and those before it
    ("previous(pain)", "· 6 8 ·"),
    ("highest(pain)", "6 8 8 8"),
    ("lowest(pain)", "6 6 6 5"),
    ("first(pain)", "6 6 6 6"),
    ("ever(tired)", "no yes yes yes"),
    ("earlier(tired)", "no no yes yes"),
    ("ever(sick)", "no no yes yes"),
    ("times(tired)", "0 1 1 2"),
    ("held_for(tired)", "0 0 · 26"),
    ("since(tired)", "· 0 20 0"),
]


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_a_line_says_of_each_row(line, expected):
    assert table(PAIN).column(read(line, NAMES)) == [value(cell) for cell in expected.split()]


UNKNOWN_FIRST = """
hours tired
1     ·
4     no
9     yes
"""


@pytest.mark.parametrize(("line", "expected"), [
    ("ever(tired)", "· · yes"),
    ("earlier(tired)", "no · ·"),
    ("times(tired)", "0 0 1"),
    ("held_for(tired)", "· 0 0"),
    ("since(tired)", "· · 0"),
    ("first(tired)", "· no no"),
])  # fmt: skip
def test_what_was_not_answered_first_stays_unknown_until_it_is(line, expected):
    assert table(UNKNOWN_FIRST).column(read(line, NAMES)) == [value(cell) for cell in expected.split()]


def test_every_word_of_the_language_is_specified():
    assert [word for word in WORDS if not any(f"{word}(" in line for line, _ in LINES)] == []


REFUSED = [
    ("pain > hours", "pain > hours: cannot compare score with hours"),
    ("tired > 3", "tired > 3: a yes/no answer has no size"),
    ("kind > 3", "kind > 3: cannot compare a word with a plain number"),
    ("kind == 'blue'", "kind == 'blue': 'blue' is never an answer here; the words are other, same, sore"),
    ("pan > 3", "pan > 3: no fact, measure or limit is called 'pan'; did you mean 'pain'?"),
    ("ev(tired)", "ev(tired): no word of time is called 'ev'; did you mean 'ever'?"),
    ("ever(pain)", "ever(pain): this asks how a yes/no answer has held, and this is score"),
    ("highest(tired)", "highest(tired): only a number has a highest and a lowest, and this is yes/no"),
    ("ever(tired, sick)", "ever(tired, sick): ever takes 1 part, not 2"),
    ("largest(pain)", "largest(pain): largest takes two parts or more, not 1"),
    ("pain and tired", "and, or and not join yes/no answers, and one part is score"),
    ("not pain", "'not' turns a yes/no answer, and this is score"),
    ("pain if kind else 3", "'if' asks for a yes/no answer, and this is a word"),
    ("pain in ('same',)", "pain in ('same',): 'in' looks for a word, and this is score"),
    ("pain is 3", "3: 'is' is not part of the language; write =="),
]


@pytest.mark.parametrize(("line", "message"), REFUSED)
def test_nonsense_is_refused_by_name(line, message):
    with pytest.raises(LanguageError) as refused:
        read(line, NAMES)
    assert str(refused.value) == message


@pytest.mark.parametrize("line", [
    "__import__('os')", "pain.real", "pain[0]", "lambda: pain", "[x for x in pain]", "pain * 2", "pain ** 9", "f'{pain}'",
    "pain := 3", "yield", "", "pain >", "open('x')", "ever(*tired)", "pain if tired", "~pain", "1 if 1 else", "None",
])  # fmt: skip
@pytest.mark.item(6)
def test_anything_else_of_python_is_refused(line):
    with pytest.raises(LanguageError):
        read(line, NAMES)
