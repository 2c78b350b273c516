"""A yes to a danger to life on which she left: a person must hear of it, though she never sent anything."""

from datetime import timedelta
from uuid import UUID, uuid5

from django.db import transaction

from myosotis.clinic.care.actions.answer import receive_checkin
from myosotis.clinic.care.models import CheckIn

# Long enough to say which sign it is, short enough for somebody who waits with the number in her hand [X].
STILL_ANSWERING = timedelta(minutes=3)


def leave_for_now(*, treatment, answers, key, at, language, link, by_her):
    """What she has said so far, kept until she goes on."""
    said = {"clinic": treatment.clinic, "link": link, "answers": answers, "language": language, "by_her": by_her, "made_at": at}
    treatment.left_off.update_or_create(key=key, defaults=said)


def go_on(*, treatment, key):
    """She is still there: what she says next counts."""
    for left in treatment.left_off.filter(key=key):
        left.delete()


def checkin_left_on(*, treatment, key):
    """The check-in that was made of it meanwhile, or None."""
    return treatment.checkins.filter(key=_key_of(key)).first()


def take_what_was_left(*, clinic, at) -> list[CheckIn]:
    """Make check-ins of what has waited long enough."""
    return [taken for left in clinic.leftoffs.filter(made_at__lte=at - STILL_ANSWERING) if (taken := _take(left, at))]


@transaction.atomic
def _take(left, at):
    # Another worker, or she herself, may have been faster.
    row = left.clinic.leftoffs.select_for_update().filter(pk=left.pk).first()
    if row is None:
        return None
    checkin, _assessment = receive_checkin(
        treatment=row.treatment, answers=row.answers, key=_key_of(row.key), at=at, felt_at=row.made_at, language=row.language,
        link=row.link, by_her=row.by_her,
    )  # fmt: skip
    row.delete()
    return checkin


def _key_of(key) -> UUID:
    return uuid5(UUID(str(key)), "left off")
