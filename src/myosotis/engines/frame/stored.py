"""How facts are stored as columns, and which number type holds a value."""

import polars as pl

from myosotis.course.facts import FACTS
from myosotis.language import nodes as n
from myosotis.terms import Unit

# Every word of every fact: one small number each, so that words are compared as numbers.
WORDS: tuple[str, ...] = tuple(
    sorted({word for facts in FACTS.values() for fact in facts.values() for word in fact.type.words or ()})
)
WORD = pl.Enum(WORDS)
CODES = {word: code for code, word in enumerate(WORDS)}
CODE = pl.Int16

# The smallest and largest whole number of a unit; what is measured rather than counted may be any number.
WHOLE = {Unit.score: (0, 10), Unit.grade: (0, 4), Unit.pressure: (1, 5), Unit.count: (0, 32767)}
Span = tuple[int, int] | None


def type_of(fact: n.Fact) -> pl.DataType:
    """How a fact is stored as a column."""
    if fact.type.kind == "yes_no":
        return pl.Boolean()
    return WORD if fact.type.kind == "word" else narrowest(WHOLE.get(fact.type.unit))


def narrowest(span: Span) -> pl.DataType:
    if span is None:
        return pl.Float64()
    for bits, dtype in ((7, pl.Int8()), (15, pl.Int16()), (31, pl.Int32())):
        if -(1 << bits) <= span[0] and span[1] < (1 << bits):
            return dtype
    return pl.Float64()
