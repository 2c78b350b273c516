"""The order of the worklist: one place a client, by what is most urgent of all her treatments and exercises.

From one query, as plain values: turned into what they are for thousands of rows, they would cost as much as the rest of the page.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import Case, CharField, DateTimeField, F, PositiveSmallIntegerField, Q, Value, When
from django.db.models.functions import Cast

from myosotis.clinic.care.models.standing import (
    RANK_CALM,
    RANK_EXERCISE_HURT,
    RANK_LINK_SHUT,
    RANK_NO_ANSWER_AFTER_A_REACTION,
)
from myosotis.clinic.care.schedule import FOLLOWED
from myosotis.clinic.exercises.models import worse_unseen

RANK_SEEN, RANK_AWAITED = 5, 4


class Row(NamedTuple):
    """What decides where a line stands: one cheap look at every treatment that is followed, ids as text and yes or no as 1 or 0."""

    treatment_id: str
    client_id: str
    complaint_id: str
    ended_at: datetime
    rank: int
    unseen_since: datetime | None
    has_answers: int
    is_silent: int
    silent_rank: int
    shut_at: datetime | None
    # An exercise that hurt more stands in the place of a treatment: `treatment_id` is then the time it was done.
    is_exercise: int


class Ranked(NamedTuple):
    rank: int
    waiting_since: datetime
    row: Row
    is_silent: bool
    is_shut: bool = False
    # The treatment of the same complaint before one that nobody has answered yet.
    before: Row | None = None
    # How much else of hers somebody still has to look at.
    more: int = 0


def ranked_lines(clinic, at) -> list[Ranked]:
    """The worst first; of those alike whoever has waited longest."""
    return sorted(_one_a_client(list(_of_now(list(_ranked(_rows(clinic, at)))))), key=lambda each: (-each.rank, each.waiting_since))


def _of_now(ranked: list[Ranked]) -> Iterable[Ranked]:
    """Without what is calm or seen of a treatment after which the same complaint was treated again: the list speaks of the newest."""
    newest, before = {}, {}
    for each in sorted((each for each in ranked if not each.row.is_exercise), key=lambda each: each.row.ended_at):
        before[each.row.complaint_id] = newest.get(each.row.complaint_id)
        newest[each.row.complaint_id] = each
    for each in ranked:
        last = newest.get(each.row.complaint_id)
        if last is each and before[each.row.complaint_id] and each.rank == RANK_AWAITED:
            yield each._replace(before=before[each.row.complaint_id].row)
        elif each.row.is_exercise or last is each or each.rank > RANK_CALM:
            yield each


def _ranked(rows: list[Row]) -> Iterable[Ranked]:
    for row in rows:
        waits = max(row.rank, row.silent_rank if row.is_silent else 0)
        if row.shut_at and waits < RANK_LINK_SHUT:
            yield Ranked(RANK_LINK_SHUT, row.shut_at, row, False, True)
        elif row.is_silent and row.rank < RANK_NO_ANSWER_AFTER_A_REACTION:
            yield Ranked(row.silent_rank, row.ended_at, row, True)
        elif row.rank:
            yield Ranked(row.rank, row.unseen_since, row, False)
        else:
            yield Ranked(RANK_SEEN if row.has_answers else RANK_AWAITED, row.ended_at, row, False)


def _rows(clinic, at) -> list[Row]:
    """Those followed now, older ones with an answer that nobody has seen, and exercises that hurt more."""
    followed = clinic.standings.filter(Q(ended_at__gte=at - FOLLOWED) | Q(rank__gt=0), client__set_aside_at=None)
    silent = Case(When(silent_at__lte=at, ended_at__gte=at - FOLLOWED, then=YES), default=NO)
    answered = Case(When(last__isnull=False, then=YES), default=NO)
    named = followed.values_list(
        _text("treatment"), _text("client"), _text("treatment__complaint"), "ended_at", "rank", "unseen_since", answered, silent, "silent_rank", "shut_at", NO
    )
    hurt = worse_unseen(clinic).order_by().values_list(
        _text("pk"), _text("exercise__complaint__client"), _text("exercise__complaint"), "made_at", _number(RANK_EXERCISE_HURT), F("made_at"), NO, NO,
        _number(0), Value(None, output_field=DateTimeField()), YES,
    )  # fmt: skip
    return [Row(*values) for values in named.union(hurt, all=True)]


def _number(rank: int) -> Value:
    return Value(rank, output_field=PositiveSmallIntegerField())


def _text(field: str) -> Cast:
    return Cast(F(field), CharField())


NO, YES = _number(0), _number(1)


def _one_a_client(ranked: list[Ranked]) -> Iterable[Ranked]:
    """Of each client's treatments the one that is most urgent; the newest when they are alike. It says how many others wait."""
    waiting = Counter(each.row.client_id for each in ranked if each.rank > RANK_CALM)
    chosen = {}
    for each in sorted(ranked, key=lambda each: (each.rank, each.row.ended_at)):
        chosen[each.row.client_id] = each
    return (each._replace(more=waiting[client] - 1) if waiting[client] > 1 else each for client, each in chosen.items())
