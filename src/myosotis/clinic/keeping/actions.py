"""A yes, a client set aside, a client erased. Each is one transaction with its event."""

import re
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from myosotis.clinic.care.models import AnswerLink
from myosotis.clinic.care.models.standing import RANK_CALM
from myosotis.clinic.care.presenters import wording
from myosotis.clinic.exercises.models import worse_unseen
from myosotis.clinic.keeping.erased import remember_erased
from myosotis.clinic.keeping.everything import ONLY_ASIDE, everything_of
from myosotis.clinic.keeping.models import Consent, Erasing, Erasure
from myosotis.clinic.keeping.presenter import PAGE, day
from myosotis.clinic.keeping.retention import term_of
from myosotis.clinic.keeping.word import standing_no
from myosotis.clinic.notices.actions import write_messages
from myosotis.clinic.people.models import Event
from myosotis.knowledge import load_book

MOST_AT_ONCE = 400
# An initial is no name, and neither is what stands between two.
SHORTEST_NAME = 2
BETWEEN_NAMES = {"af", "al", "da", "de", "den", "der", "di", "el", "la", "van", "von"}


@transaction.atomic(savepoint=False)
def give_consent(*, client, by, at) -> Consent:
    """With the words that stand beside the tick, in the language of that page. A yes after a no is one more row."""
    no = standing_no(client)
    words = consent_words(client.clinic)
    made = Consent.objects.create(
        clinic=client.clinic, client=client, by=by, words=words, book_version=load_book().version, made_at=at
    )
    Event.record("consent.given", made, at=at, by=by)
    for link in _newest_links(client):
        if no and link.revoked_at == no.made_at and at < link.expires_at:
            # It was her no that closed it.
            from myosotis.clinic.care.actions.links import renew_link

            link = renew_link(treatment=link.treatment, at=at, by=by)
        if link.is_open(at):
            write_messages(link=link, at=at)
    return made


def _newest_links(client) -> list[AnswerLink]:
    """Of each complaint, for left and right are two, that of its newest treatment."""
    found = []
    for complaint in client.complaints.all():
        treatment = complaint.treatments.order_by("-ended_at").first()
        link = treatment and treatment.links.filter(hours=None).order_by("-made_at").first()
        found += [link] if link else []
    return found


def consent_words(clinic) -> str:
    """What is read to her before she says yes, and kept with her yes."""
    return wording.text(f"{PAGE}.consent_words", clinic=clinic.name)


@transaction.atomic
def set_aside(*, client, by, at, reason) -> None:
    """Kept as the law asks, and out of every list; nothing more is asked or sent."""
    from myosotis.clinic.mine.actions import stop_asking

    if not reason.strip():
        raise ValidationError({"reason": wording.text(f"{PAGE}.say_why")})
    _nothing_waits(client)
    client.set_aside_at, client.set_aside_reason = at, reason.strip()
    client._change_reason = ONLY_ASIDE
    client.save(update_fields=["set_aside_at", "set_aside_reason"])
    stop_asking(client=client, at=at)
    Event.record("client.set_aside", client, at=at, by=by)


@transaction.atomic
def take_back(*, client, by, at) -> None:
    client.set_aside_at, client.set_aside_reason = None, ""
    client._change_reason = ONLY_ASIDE
    client.save(update_fields=["set_aside_at", "set_aside_reason"])
    Event.record("client.taken_back", client, at=at, by=by)


@transaction.atomic
def erase(*, client, by, at, reason) -> Erasure:
    """Every row that is hers, its versions too; refused while the clinic must keep them, and while something of hers is unread."""
    if not reason.strip():
        raise ValidationError({"reason": wording.text(f"{PAGE}.say_why")})
    if names_her(reason, client):
        raise ValidationError({"reason": wording.text(f"{PAGE}.no_name")})
    term = term_of(client)
    if not term.is_over(timezone.localdate(at)):
        early = wording.text(f"{PAGE}.too_early", date=day(term.earliest)) if term.earliest else wording.text(f"{PAGE}.says_yes")
        raise ValidationError({"reason": early})
    _nothing_waits(client)
    clinic, pk = client.clinic, client.pk
    rows = delete_all_of(pk)
    made = Erasure.objects.create(clinic=clinic, client_id=pk, by=by, reason=reason.strip(), rows=rows, made_at=at)
    Event.record("client.erased", made, at=at, by=by)
    transaction.on_commit(lambda: remember_erased(Path(settings.HOME), pk))
    return made


def _nothing_waits(client) -> None:
    """An answer that nobody has read may tell of danger: it is read before anything takes it out of sight."""
    if client.standings.filter(rank__gt=RANK_CALM).exists() or worse_unseen(client.clinic).filter(exercise__complaint__client=client).exists():
        raise ValidationError({"reason": wording.text(f"{PAGE}.read_first")})


def names_her(words: str, client) -> bool:
    """Whether a part of her name stands in these words, as a word of its own."""
    return bool(_words(words) & {part for part in _words(client.name) - BETWEEN_NAMES if len(part) >= SHORTEST_NAME})


def _words(text: str) -> set[str]:
    """Its words, without the s of "Mette Holms"."""
    found = set(re.findall(r"\w+", text.casefold()))
    return found | {word.removesuffix("s") for word in found}


def delete_all_of(client_pk) -> dict[str, int]:
    """table → rows deleted: the client, whatever refers to her or to that, and every version of it.

    Python refuses to delete what is written once; this one place goes round it, for the law is above the log.
    """
    found = everything_of(client_pk)
    counts = {}
    going_on = Erasing.objects.create()
    with connection.cursor() as cursor:
        for model, pks in found.items():
            table, column = connection.ops.quote_name(model._meta.db_table), connection.ops.quote_name(model._meta.pk.column)
            prepared = [model._meta.pk.get_db_prep_value(pk, connection) for pk in pks]
            for start in range(0, len(prepared), MOST_AT_ONCE):
                part = prepared[start : start + MOST_AT_ONCE]
                cursor.execute(f"DELETE FROM {table} WHERE {column} IN ({', '.join(['%s'] * len(part))})", part)  # noqa: S608
            counts[model._meta.db_table] = len(pks)
    going_on.delete()
    return {table: count for table, count in sorted(counts.items()) if count}
