"""A value joined with all of its series before it, in steps back of 1, 2, 4 … rows.

`cum_max` and `forward_fill` go row by row and cost ten times as much. Where a value itself is wanted from an earlier
row, the number of that row is gathered and the value looked up: small whole numbers are joined fastest.
"""

from collections.abc import Callable

import polars as pl

SAME, ROW = "~same", "~row"
NO_ROW = pl.lit(0, dtype=pl.UInt32)

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


def LAST(now: pl.Expr, earlier: pl.Expr, same: pl.Expr) -> pl.Expr:
    """The latest row: its number, to look values up by; of no use where there was none in this series."""
    return pl.max_horizontal(now, earlier)


def row_where(holds: pl.Expr) -> pl.Expr:
    """What `LAST` gathers."""
    return pl.when(holds).then(pl.col(ROW)).otherwise(NO_ROW)


def steps_back(longest: int) -> list[int]:
    """How far back is looked, one step after another, so that every row meets every row before it in its series."""
    return [1 << power for power in range(max(longest - 1, 0).bit_length())]


def layers_of_rows(begins: pl.Expr, longest: int) -> list[list[pl.Expr]]:
    """The layers that number the rows, and say of each step back whether that row belongs to the same series."""
    found = [[(~begins).alias(f"{SAME}1"), pl.int_range(pl.len(), dtype=pl.UInt32).alias(ROW)]]
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
        # A number is filled in where there is no row so far back: with a null among them the join costs ten times as much.
        earlier = pl.col(before).shift(back, fill_value=NO_ROW if join is LAST else None)
        columns.append(join(pl.col(before), earlier, pl.col(f"{SAME}{back}")).alias(now))
    return columns
