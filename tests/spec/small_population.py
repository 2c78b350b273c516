"""What the book says about a small made-up population, as a file to be reviewed: a change of a card shows its effect here.

    .venv/bin/python -m tests.spec.small_population

writes it anew. The difference belongs in the same commit as the card.
"""

import json
import sys
import tempfile
from pathlib import Path

import polars as pl

from myosotis.knowledge import load_book
from myosotis.population.judge import judged, rule_column
from myosotis.population.simulate import simulate
from myosotis.terms import Scope

KEPT = Path(__file__).with_name("small_population.json")
CHECKINS, SEED = 20_000, 7


def summary() -> dict:
    """How many check-ins have each reading at each level, and how many each card is raised at and unsure at."""
    book = load_book()
    with tempfile.TemporaryDirectory() as folder:
        list(simulate(CHECKINS, Path(folder), seed=SEED))
        rows = pl.concat(pl.read_parquet(file) for file in sorted(Path(folder).glob("*.parquet")))
    answers = judged(rows.lazy(), book).collect(engine="in-memory")
    said = answers.group_by(pl.col("reading").cast(pl.String), "level").len().sort("reading", "level")
    cards = {}
    for rule in book.rules_of(Scope.checkin):
        outcome = answers[rule_column(rule.name)]
        cards[rule.name] = {"raised": int(outcome.fill_null(False).sum()), "unsure": int(outcome.null_count())}
    return {
        "checkins": len(answers),
        "said": {f"{reading}, level {level}": count for reading, level, count in said.iter_rows()},
        "cards": dict(sorted(cards.items())),
    }


def main() -> int:
    KEPT.write_text(json.dumps(summary(), indent=1) + "\n")
    print(f"{KEPT.name} is written; look at the difference before it is committed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
