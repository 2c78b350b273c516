"""A share with what was known before: Beta-Binomial, its mean and an interval. Plain arithmetic, no tables."""

from dataclasses import dataclass
from math import exp, lgamma, log

STEPS = 4000


@dataclass(frozen=True)
class Share:
    """`count` of `of` were so; `mean`, `low` and `high` (the middle 90 %) say what to expect, given what was known before."""

    count: int
    of: int
    mean: float
    low: float
    high: float


def share(count: int, of: int, a: float, b: float) -> Share:
    """With a prior Beta(a, b), which is worth a + b treatments."""
    a, b = a + count, b + of - count
    return Share(count, of, a / (a + b), quantile(0.05, a, b), quantile(0.95, a, b))


def quantile(wanted: float, a: float, b: float) -> float:
    """The value below which that part of Beta(a, b) lies, to about a thousandth. Midpoints of a fine grid, summed."""
    norm = lgamma(a + b) - lgamma(a) - lgamma(b)
    below = 0.0
    for step in range(STEPS):
        x = (step + 0.5) / STEPS
        below += exp(norm + (a - 1) * log(x) + (b - 1) * log(1 - x)) / STEPS
        if below >= wanted:
            return (step + 1) / STEPS
    return 1.0
