"""The language over a population at once: every sentence becomes Polars columns, lazily, in one pass of the rows.

Rows stand sorted by series and clock, and a yes/no column marks where a series begins. Looking back is done on whole
columns (`shift`, `cum_sum`, and steps back of 1, 2, 4 … rows), never by `.over()`. `engines.plain` is the reference.
"""

from myosotis.engines.frame.gathering import EVER, LAST, Join, gathering, row_where
from myosotis.engines.frame.lowering import AS_PLANNED, LOOKING_BACK, Lowering
from myosotis.engines.frame.meaning import MEANING
from myosotis.engines.frame.stored import CODES, WORD, WORDS, type_of

__all__ = [
    "AS_PLANNED", "CODES", "EVER", "LAST", "LOOKING_BACK", "MEANING", "WORD", "WORDS", "Join", "Lowering", "gathering", "row_where",
    "type_of",
]  # fmt: skip
