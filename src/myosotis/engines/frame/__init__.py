"""The language over a population at once: every sentence becomes Polars columns, lazily, in one pass of the rows.

Rows stand sorted by series and clock, and a yes/no column marks where a series begins. Looking back is done on whole
columns (`shift`, `forward_fill`, `cum_max`, `cum_sum`), never by `.over()`. `engines.plain` is the reference.
"""

from myosotis.engines.frame.lowering import LOOKING_BACK, Lowering
from myosotis.engines.frame.meaning import MEANING
from myosotis.engines.frame.stored import WORD, WORDS, type_of

__all__ = ["LOOKING_BACK", "MEANING", "WORD", "WORDS", "Lowering", "type_of"]
