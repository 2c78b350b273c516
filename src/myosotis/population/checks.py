"""Is a table what it says it is? Refused with file and row: torn, wrongly typed, mixed, unsorted, out of bounds."""

from collections.abc import Collection
from functools import reduce
from operator import or_
from pathlib import Path

import polars as pl

from myosotis.engines.frame import AS_PLANNED, CODES, WORD, type_of
from myosotis.population.rows import BOUNDS, CHECKIN_FACTS, CLIENT, HOURS, TREATMENT

ROW = "~row"


class TableError(ValueError):
    """A table that cannot be judged: which file, which row, what would be right."""

    def __init__(self, file: Path, row: int | None, what: str, instead: str):
        self.file, self.row = file, row
        where = file.name if row is None else f"{file.name}, row {row + 1}"
        super().__init__(f"{where}: {what}; {instead}")


def opened(file: Path, facts: Collection[str], like: pl.Schema | None) -> pl.Schema:
    """The file's columns, if all that are asked for are there in a type that can hold them, as in the first file."""
    try:
        schema = pl.read_parquet_schema(file)
        pl.scan_parquet(file).select(pl.len()).collect()
    except (pl.exceptions.PolarsError, OSError):
        raise TableError(file, None, "is torn, or no Parquet file", "write it again, or leave it out") from None
    schema = pl.Schema(schema)
    for name in (CLIENT, TREATMENT, *facts):
        if name not in schema:
            raise TableError(file, None, f"has no column {name!r}", "give it, empty where it was never asked")
        wanted = type_of(CHECKIN_FACTS[name]) if name in CHECKIN_FACTS else pl.Int64()
        if not _can_hold(wanted, schema[name]):
            raise TableError(file, None, f"column {name!r} is {schema[name]}", f"write it as {_called(wanted)}")
        if like is not None and like[name] != schema[name]:
            raise TableError(
                file, None, f"column {name!r} is {schema[name]} here and {like[name]} in the first file",
                "all files of one replay are written alike",
            )  # fmt: skip
    return schema


def _can_hold(wanted: pl.DataType, given: pl.DataType) -> bool:
    if given == pl.Null:
        return True
    if wanted == pl.Boolean:
        return given == pl.Boolean
    if wanted == WORD:
        return given == pl.String or isinstance(given, (pl.Enum, pl.Categorical))
    return given.is_integer() or (wanted.is_float() and given.is_float())


def _called(wanted: pl.DataType) -> str:
    return "a word" if wanted == WORD else "true, false or nothing" if wanted == pl.Boolean else f"a number ({wanted})"


def in_order(file: Path, keys: pl.DataFrame, last_client: int | None) -> None:
    """Rows stand by client, treatment and hours, and no client began in an earlier file."""
    for name in (CLIENT, TREATMENT, HOURS):
        if keys[name].null_count():
            row = keys[name].is_null().arg_max()
            raise TableError(file, row, f"{name} is empty", "every check-in has one")
    if len(keys):
        follows(file, keys[CLIENT][0], last_client)
    client, treatment, hours = (pl.col(name) for name in (CLIENT, TREATMENT, HOURS))
    same = client == client.shift(1)
    back = (client < client.shift(1)) | (
        same & ((treatment < treatment.shift(1)) | ((treatment == treatment.shift(1)) & ~(hours >= hours.shift(1))))
    )
    wrong = keys.select(back.fill_null(False) | hours.is_nan() | hours.is_infinite()).to_series()
    if wrong.any():
        raise TableError(file, wrong.arg_max(), "stands out of order", "sort by client, treatment and hours")
    # A treatment's number belongs to one client: otherwise two courses would be judged as one.
    shared = keys.select((~same & (treatment == treatment.shift(1))).fill_null(False)).to_series()
    if shared.any():
        raise TableError(file, shared.arg_max(), "the same treatment for another client", "number treatments apart")


def follows(file: Path, first_client: int, last_client: int | None) -> None:
    """A file begins with a client after the last one of the files before it."""
    if last_client is not None and first_client <= last_client:
        raise TableError(file, 0, f"client {first_client} stands in an earlier file too", "a client's rows stand in one file")


def as_facts(rows: pl.DataFrame, facts: Collection[str]) -> tuple[pl.DataFrame, list[tuple[int, str, str]]]:
    """The rows in the types that are judged, and what no answer can be: row, column, what is wrong with it."""
    wrong: list[tuple[int, str, str]] = []
    columns = []
    suspect = _suspect(rows, facts)
    for name in facts:
        dtype, given = type_of(CHECKIN_FACTS[name]), rows[name]
        if dtype == WORD:
            told = given if given.dtype == WORD else given.cast(pl.String).cast(WORD, strict=False)
            if name in suspect:
                strange = given.is_not_null() & ~told.to_frame().select(_among(name)).to_series().fill_null(False)
                wrong += [(row, name, f"{given[row]!r} is no answer here") for row in _rows(strange)]
            columns.append(told.alias(name))
            continue
        if name in suspect:
            low, high = BOUNDS[name]
            outside = ~given.is_between(low, high) | (given.is_nan() if given.dtype.is_float() else False)
            wrong += [(row, name, f"{given[row]} is outside {low} to {high}") for row in _rows(outside)]
            given = given.cast(pl.Float64).set(outside.fill_null(False), None)
        columns.append(given.cast(dtype).alias(name))
    return rows.with_columns(columns), sorted(wrong)


def _suspect(rows: pl.DataFrame, facts: Collection[str]) -> set[str]:
    """The columns that may hold what no answer can be, all looked at in one pass."""
    looks, schema = {}, rows.schema
    for name in facts:
        if type_of(CHECKIN_FACTS[name]) == WORD:
            looks[name] = ~_among(name).all() if schema[name] == WORD else pl.lit(True)
        elif name in BOUNDS and schema[name] != pl.Null:
            looks[name] = _beyond(name, schema[name])
    found = rows.lazy().select(look.alias(name) for name, look in looks.items()).collect(engine="in-memory", optimizations=AS_PLANNED)
    return {name for name in looks if found[name][0]}


def _beyond(name: str, dtype: pl.DataType) -> pl.Expr:
    """Is any known number one that cannot be?"""
    (low, high), given = BOUNDS[name], pl.col(name)
    if low == 0 and dtype.is_signed_integer():
        # Read without its sign, what is below nothing is above everything: one look is enough.
        return given.reinterpret(signed=False).max() > high
    beyond = (given.min() < low) | (given.max() > high)
    return beyond | given.is_nan().any() if dtype.is_float() else beyond


def _among(name: str) -> pl.Expr:
    """Is it one of the words of that fact? Looked at by its number: a word of its own is compared four times slower."""
    number = pl.col(name).to_physical()
    return reduce(or_, (number == CODES[word] for word in CHECKIN_FACTS[name].type.words))


def _rows(wrong: pl.Series) -> list[int]:
    return wrong.fill_null(False).arg_true().to_list()
