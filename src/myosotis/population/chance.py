"""Chance that can be repeated: every draw is a function of the seed, what is drawn, and whose draw it is.

No state, no order: a row's draws are the same whichever file it lands in, on every machine (SplitMix64 on columns).
"""

from collections.abc import Mapping, Sequence
from zlib import crc32

import polars as pl

from myosotis.engines.frame import WORD, WORDS

_GOLDEN, _FIRST, _SECOND = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
_WHOLE = 1 << 64
_NO_WORD = pl.lit(255, dtype=pl.UInt8)


def _u64(value: int) -> pl.Expr:
    return pl.lit(value % _WHOLE, dtype=pl.UInt64)


def _scattered(z: pl.Expr) -> pl.Expr:
    z = z.xor(z // _u64(1 << 30)) * _u64(_FIRST)
    z = z.xor(z // _u64(1 << 27)) * _u64(_SECOND)
    return z.xor(z // _u64(1 << 31))


class Chance:
    """Draws for whoever `whose` numbers: a client, a treatment or a check-in.

    With `among`, the (first, number) of all who may draw, each draws once and the rows look it up: a client has ten rows.
    """

    def __init__(self, seed: int, whose: str, among: tuple[int, int] | None = None):
        self.seed = seed
        self._numbers, self._row = pl.col(whose).cast(pl.UInt64), None
        if among:
            first, number = among
            self._numbers = pl.int_range(first, first + number, dtype=pl.UInt64)
            self._row = (pl.col(whose) - first).cast(pl.UInt32)

    def draw(self, what: str) -> pl.Expr:
        """A number from 0 up to but not including 1."""
        return self._by_row(self._drawn(what))

    def happens(self, what: str, probability: float) -> pl.Expr:
        return self._by_row(self._drawn(what) < probability)

    def whole(self, what: str, low: int, high: int) -> pl.Expr:
        """A whole number from `low` to `high`, each as likely."""
        return self._by_row((self._drawn(what) * (high - low + 1) + low).cast(pl.Int8))

    def _drawn(self, what: str) -> pl.Expr:
        start = (self.seed * _GOLDEN + (crc32(what.encode()) << 32)) % _WHOLE
        key = self._numbers * _u64(_GOLDEN) + _u64(start)
        return (_scattered(key) // _u64(1 << 11)).cast(pl.Float64) * (1.0 / (1 << 53))

    def _by_row(self, drawn: pl.Expr) -> pl.Expr:
        return drawn if self._row is None else drawn.gather(self._row)

    def one_of(self, what: str, weights: Mapping[str, float]) -> pl.Expr:
        """A word, each as likely as its weight."""
        total, reached, u = sum(weights.values()), 0.0, self._drawn(what)
        codes = []
        for word, weight in weights.items():
            above = u >= reached
            reached += weight / total
            codes.append(pl.when(above & (u < reached)).then(pl.lit(WORDS.index(word), dtype=pl.UInt8)).otherwise(_NO_WORD))
        # Should the shares add up to a hair less than one: the last word.
        code = pl.min_horizontal(*codes, pl.lit(max(map(WORDS.index, weights)), dtype=pl.UInt8))
        return self._by_row(code).cat.to(WORD)


def along(u: pl.Expr, points: Sequence[tuple[float, float]]) -> pl.Expr:
    """The value below which a share `u` lies, by straight lines between (value, share) points; the last share is 1."""
    pieces = [
        (u - share).clip(0, reached - share) * ((high - low) / (reached - share))
        for (low, share), (high, reached) in zip(points, points[1:], strict=False)
    ]
    return pl.sum_horizontal(pieces) + points[0][0]
