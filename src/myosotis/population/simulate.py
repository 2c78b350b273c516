"""A made-up population: clients, treatments and irregular check-ins, from the shares in `assumptions`.

Every value is a function of the seed and of whose it is, so a file is the same whenever and wherever it is made, and
a population of ten million begins with the population of ten thousand.
"""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from myosotis.population import assumptions as a
from myosotis.population.answers import with_answers
from myosotis.population.chance import Chance, along
from myosotis.population.rows import CLIENT, HOURS, SCHEMA, TREATMENT

SHAPE = pl.Enum(list(a.SHAPES))
SLOTS = len(a.CHECKINS)
# One file: about a million check-ins.
CLIENTS_A_FILE = 90_000
# One file is one row group: it is read without a copy, as one piece.
ROWS_A_GROUP = 1_000_000
_NECK = 0.3
# Fewer than they have, so that one file is enough for a few.
_CHECKINS_A_CLIENT = 9


def simulate(checkins: int, folder: Path, seed: int = 1, clients_a_file: int = CLIENTS_A_FILE) -> Iterator[tuple[Path, int]]:
    """Writes whole clients to sorted Parquet files until there are so many check-ins; yields each file with its rows."""
    folder.mkdir(parents=True, exist_ok=True)
    left, number, first = checkins, 0, 0
    while left > 0:
        clients = min(clients_a_file, left // _CHECKINS_A_CLIENT + 50)
        made = population(first, clients, seed).collect(engine="in-memory")
        if len(made) > left:
            last = made[CLIENT][left - 1]
            made = made.filter(pl.col(CLIENT) <= last)
        path = folder / f"checkins-{number:05}.parquet"
        waiting = path.with_suffix(".part")
        made.write_parquet(waiting, compression="zstd", compression_level=1, row_group_size=ROWS_A_GROUP)
        waiting.replace(path)
        left, number, first = left - len(made), number + 1, first + clients
        yield path, len(made)


def population(first_client: int, clients: int, seed: int = 1) -> pl.LazyFrame:
    """The check-ins of so many clients, sorted, as the columns of `rows.SCHEMA`."""
    rows = with_answers(latent(first_client, clients, seed), *_chances(first_client, clients, seed))
    made = set(rows.collect_schema().names())
    # What nobody here is asked is unknown.
    return rows.select(
        (pl.col(name) if name in made else pl.lit(None)).cast(dtype).alias(name) for name, dtype in SCHEMA.items()
    )


def latent(first_client: int, clients: int, seed: int = 1) -> pl.LazyFrame:
    """One row a check-in: who, what was done, when, and what nobody can ask for, such as how long it will last."""
    each = a.TREATMENTS * SLOTS
    rows = pl.LazyFrame({"~n": pl.int_range(first_client * each, (first_client + clients) * each, eager=True)})
    rows = rows.with_columns(
        (pl.col("~n") // each).alias(CLIENT),
        (pl.col("~n") // SLOTS).alias(TREATMENT),
        (pl.col("~n") % SLOTS).cast(pl.Int8).alias("slot"),
    ).with_columns((pl.col(TREATMENT) % a.TREATMENTS).cast(pl.Int8).alias("visit"))
    who, done, now = _chances(first_client, clients, seed)
    rows = rows.with_columns(
        done.one_of("kind", a.KINDS).alias("kind"),
        (done.happens("neck", _NECK)).alias("~neck"),
    ).with_columns(((pl.col("kind") == "neck_manipulation") | pl.col("~neck")).alias("neck_treated"))
    last_is_asked = (pl.col("slot") < SLOTS - 1) | pl.col("neck_treated")
    rows = rows.filter(
        (pl.col("visit") <= who.draw("visits") * a.TREATMENTS) & last_is_asked & ~now.happens("missed", a.MISSED)
    )
    return _reacting(rows, done, now)


def _chances(first_client: int, clients: int, seed: int) -> tuple[Chance, Chance, Chance]:
    """The draws of clients, of treatments and of check-ins."""
    treatments = (first_client * a.TREATMENTS, clients * a.TREATMENTS)
    return Chance(seed, CLIENT, (first_client, clients)), Chance(seed, TREATMENT, treatments), Chance(seed, "~n")


def _reacting(rows: pl.LazyFrame, done: Chance, now: Chance) -> pl.LazyFrame:
    kind, first = pl.col("kind"), pl.col("visit") == 0
    share = pl
    for word, probability in a.ANY_REACTION.items():
        if word == "trigger_point":
            share = share.when((kind == word) & first).then(pl.lit(a.ANY_REACTION_FIRST_TRIGGER_POINT))
        share = share.when(kind == word).then(pl.lit(probability))
    lasts = done.draw("lasts")
    duration = (
        pl.when(kind == "trigger_point").then(along(lasts, a.LASTS["trigger_point"]))
        .when(kind == "dry_needling").then(along(lasts, a.LASTS["dry_needling"]))
        .otherwise(along(lasts, a.LASTS["manual"]))
    )  # fmt: skip
    shape = done.draw("shape")
    asked = pl
    for slot, (_, early, late) in enumerate(a.CHECKINS):
        asked = asked.when(pl.col("slot") == slot).then(early + now.draw("when") * (late - early))
    return rows.with_columns(
        # Half hours: people answer, and clocks are read, no finer.
        ((asked.otherwise(None) * 2).round() / 2).alias(HOURS),
        (done.draw("reacts") < share.otherwise(None)).alias("reacts"),
        along(done.draw("onset"), a.ONSET).alias("onset"),
        (pl.when(shape < a.SHAPES["sore"]).then(pl.lit("sore", dtype=SHAPE))
         .when(shape < a.SHAPES["sore"] + a.SHAPES["flare"]).then(pl.lit("flare", dtype=SHAPE))
         .otherwise(pl.lit("lasting", dtype=SHAPE))).alias("shape"),
        duration.alias("settles"),
    ).with_columns(
        (pl.col("onset") + pl.col("settles") * pl.when(pl.col("shape") == "lasting").then(a.LASTING_TIMES).otherwise(1.0))
        .alias("over_at")
    ).with_columns(
        (pl.col("reacts") & (pl.col(HOURS) >= pl.col("onset")) & (pl.col(HOURS) < pl.col("over_at"))).alias("reacting")
    )  # fmt: skip
