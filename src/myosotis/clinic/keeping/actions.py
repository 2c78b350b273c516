"""A yes, a client set aside, a client erased. Each is one transaction with its event."""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.utils import formats, timezone

from myosotis.clinic.care.models import AnswerLink
from myosotis.clinic.care.models.standing import RANK_CALM
from myosotis.clinic.care.presenters import wording
from myosotis.clinic.exercises.models import worse_unseen
from myosotis.clinic.keeping.erased import remember_erased
from myosotis.clinic.keeping.models import Consent, Erasing, Erasure
from myosotis.clinic.keeping.retention import erasable_from
from myosotis.clinic.keeping.word import standing_no
from myosotis.clinic.notices.actions import write_messages
from myosotis.clinic.people.models import Event
from myosotis.knowledge import load_book

PAGE = "advice/keeping"
MOST_AT_ONCE = 400


@transaction.atomic(savepoint=False)
def give_consent(*, client, by, at) -> Consent:
    """With the words that stand beside the tick, in the language of that page. A yes after a no is one more row."""
    no = standing_no(client)
    words = consent_words(client.clinic)
    made = Consent.objects.create(
        clinic=client.clinic, client=client, by=by, words=words, book_version=load_book().version, made_at=at
    )
    Event.record("consent.given", made, at=at, by=by)
    link = AnswerLink.newest_of(client)
    if link is None:
        return made
    if no and link.revoked_at == no.made_at and at < link.expires_at:
        # It was her no that closed it.
        from myosotis.clinic.care.actions.links import renew_link

        link = renew_link(treatment=link.treatment, at=at, by=by)
    if link.is_open(at):
        write_messages(link=link, at=at)
    return made


def consent_words(clinic) -> str:
    """What is read to her before she says yes, and kept with her yes."""
    return wording.text(f"{PAGE}.consent_words", clinic=clinic.name)


@transaction.atomic
def set_aside(*, client, by, at, reason) -> None:
    """Kept as the law asks, and out of every list; nothing more is asked or sent."""
    from myosotis.clinic.mine.actions import stop_asking

    if not reason.strip():
        raise ValidationError({"reason": wording.text(f"{PAGE}.say_why")})
    if client.standings.filter(rank__gt=RANK_CALM).exists() or worse_unseen(client.clinic).filter(exercise__complaint__client=client).exists():
        raise ValidationError({"reason": wording.text(f"{PAGE}.read_first")})
    client.set_aside_at, client.set_aside_reason = at, reason.strip()
    client.save(update_fields=["set_aside_at", "set_aside_reason"])
    stop_asking(client=client, at=at)
    Event.record("client.set_aside", client, at=at, by=by)


@transaction.atomic
def take_back(*, client, by, at) -> None:
    client.set_aside_at, client.set_aside_reason = None, ""
    client.save(update_fields=["set_aside_at", "set_aside_reason"])
    Event.record("client.taken_back", client, at=at, by=by)


@transaction.atomic
def erase(*, client, by, at, reason) -> Erasure:
    """Every row that is hers, its versions too; refused while the clinic must keep them."""
    if not reason.strip():
        raise ValidationError({"reason": wording.text(f"{PAGE}.say_why")})
    first = erasable_from(client)
    if timezone.localdate(at) < first:
        raise ValidationError({"reason": wording.text(f"{PAGE}.too_early", date=formats.date_format(first, "j. F Y" if wording.language() == "da" else "j F Y"))})
    clinic, pk = client.clinic, client.pk
    rows = delete_all_of(pk)
    made = Erasure.objects.create(clinic=clinic, client_id=pk, by=by, reason=reason.strip(), rows=rows, made_at=at)
    Event.record("client.erased", made, at=at, by=by)
    transaction.on_commit(lambda: remember_erased(Path(settings.HOME), pk))
    return made


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


def everything_of(client_pk) -> dict:
    """model → keys: the client, whatever refers to her or to that, and every version of it."""
    client = apps.get_model("care", "Client")
    found = {client: {client_pk}}
    while True:
        before = sum(map(len, found.values()))
        for model in apps.get_models():
            for field in model._meta.concrete_fields:
                target = field.related_model if isinstance(field, models.ForeignKey) else None
                if target in found and not hasattr(model, "instance_type") and model._meta.label not in KEPT:
                    hers = model._base_manager.filter(**{f"{field.name}__in": list(found[target])}).values_list("pk", flat=True)
                    found.setdefault(model, set()).update(hers)
        if sum(map(len, found.values())) == before:
            break
    for model in list(found):
        if history := getattr(model, "history", None):
            found[history.model] = set(history.model.objects.filter(**{f"{model._meta.pk.name}__in": list(found[model])}).values_list("pk", flat=True))
    return found


# What refers to a client's thing and is not hers.
KEPT = ("keeping.Erasure",)
