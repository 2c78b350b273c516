"""Check-ins without any sense: every fact anything at all, or unanswered. What no simulation would think of."""

import random

import polars as pl

from myosotis.population.rows import CHECKIN_FACTS, SCHEMA
from myosotis.terms import Unit

WHOLE = {Unit.score: (0, 10), Unit.grade: (0, 4), Unit.pressure: (1, 5), Unit.count: (0, 3)}
MEASURED = [0, 1, 2.5, 3, 6, 24, 70]


def anybody(seed: int, treatments: int) -> pl.DataFrame:
    rng = random.Random(seed)
    rows = []
    for treatment in range(treatments):
        hours = 0
        left_out, loud = rng.choice([0, 0.02, 0.1, 0.3]), rng.choice([0.003, 0.02, 0.1, 0.3])
        for _ in range(rng.randint(1, 6)):
            hours += rng.choice([0, 1.5, 4, 20, 30])
            answers = {name: _answer(fact, rng, left_out, loud) for name, fact in CHECKIN_FACTS.items()}
            rows.append(answers | {"client": treatment // 2, "treatment": treatment, "hours": hours})
    return pl.DataFrame(rows, schema=SCHEMA)


def _answer(fact, rng, left_out, loud):
    if rng.random() < left_out:
        return None
    if fact.type.kind == "yes_no":
        return rng.random() < loud
    if fact.type.kind == "word":
        return rng.choice(sorted(fact.type.words))
    if fact.type.unit in WHOLE:
        low, high = WHOLE[fact.type.unit]
        return rng.randint(low, high) if rng.random() < loud else low
    return rng.choice(MEASURED)
