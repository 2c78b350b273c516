"""A value joined with all of its series before it, in steps back of 1, 2, 4 … rows.

`cum_max` and `forward_fill` go row by row and cost thirty times as much; and these steps start again by themselves at
each series.
"""

from collections.abc import Callable

import polars as pl

SAME = "~same"

# (now, earlier, same): the value gathered here, that gathered so many rows earlier, is that row of the same series.
Join = Callable[[pl.Expr, pl.Expr, pl.Expr], pl.Expr]


def EVER(now: pl.Expr, earlier: pl.Expr, same: pl.Expr) -> pl.Expr:
    """Has it held here or before? An unknown stays one until a yes outdoes it: `|` and `&` know that by themselves."""
    return now | (earlier & same)


def LATEST(now: pl.Expr, earlier: pl.Expr, same: pl.Expr) -> pl.Expr:
    """What was last known."""
    return pl.when(same & now.is_null()).then(earlier).otherwise(now)


def EARLIEST(now: pl.Expr, earlier: pl.Expr, same: pl.Expr) -> pl.Expr:
    """What was first known."""
    return pl.when(same & earlier.is_not_null()).then(earlier).otherwise(now)


def steps_back(longest: int) -> list[int]:
    """How far back is looked, one step after another, so that every row meets every row before it in its series."""
    return [1 << power for power in range(max(longest - 1, 0).bit_length())]


def same_series(begins: pl.Expr, longest: int) -> list[list[pl.Expr]]:
    """The layers that say of each step back whether that row belongs to the same series."""
    found = [[(~begins).alias(f"{SAME}1")]]
    for back in steps_back(longest)[:-1]:
        same = pl.col(f"{SAME}{back}")
        found.append([(same & same.shift(back, fill_value=False)).alias(f"{SAME}{2 * back}")])
    return found


def gathering(name: str, value: pl.Expr, join: Join, longest: int) -> list[pl.Expr]:
    """One column a layer; the last is called `name`."""
    steps = steps_back(longest)
    names = [f"{name}_{place}" for place in range(len(steps))] + [name]
    columns = [value.alias(names[0])]
    for back, before, now in zip(steps, names, names[1:], strict=False):
        columns.append(join(pl.col(before), pl.col(before).shift(back), pl.col(f"{SAME}{back}")).alias(now))
    return columns
