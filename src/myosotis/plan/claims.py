"""The claims of all raised cards of a scope, at the last row, each with what it rests on."""

from collections.abc import Iterable
from dataclasses import dataclass

from myosotis.course import Complaint, Person
from myosotis.engines.plain import Series
from myosotis.judge.assess import judge_rows, values_at
from myosotis.knowledge.model import Book
from myosotis.terms import Outcome, Scope


@dataclass(frozen=True)
class Claim:
    """One thing a raised card claims: `what` (such as seek) is `value`, because of these statements."""

    what: str
    value: object
    rule: str
    because: tuple[str, ...]
    values: dict[str, object]


def claims_of(case: Complaint | Person, book: Book) -> tuple[tuple[Claim, ...], tuple[str, ...]]:
    """All claims at the last row, and the names of the rules that could not be answered."""
    scope = Scope.complaint if isinstance(case, Complaint) else Scope.person
    series = Series(case.columns(), case.clock)
    rows = judge_rows(series, book.rules_of(scope))
    claims, unsure = [], []
    for judged in rows[-1] if rows else ():
        if judged.outcome == Outcome.unsure:
            unsure.append(judged.rule.name)
        if judged.outcome != Outcome.raised:
            continue
        values = values_at(judged.rule, series.length - 1, series, book)
        for what, value in judged.step.claims.items():
            for one in value if isinstance(value, list) else [value]:
                claims.append(Claim(what, one, judged.rule.name, judged.rule.grounds.because, values))
    return tuple(claims), tuple(unsure)


def worst(claims: Iterable[Claim], what: str, order: tuple, default):
    """The value of `what` that stands last in `order`, or the default."""
    found = [claim.value for claim in claims if claim.what == what]
    return max(found, key=order.index) if found else default


def values_of(claims: Iterable[Claim], what: str) -> tuple:
    """Every value claimed of `what`, each once, in order."""
    return tuple(dict.fromkeys(claim.value for claim in claims if claim.what == what))


def grounds(claims: Iterable[Claim], *what: str) -> list[str]:
    """The statement ids that the claims rest on, each once, in order."""
    return list(dict.fromkeys(i for claim in claims if not what or claim.what in what for i in claim.because))
