"""A yes to a danger to life, or a doubt about a sign, on which she left: a person must hear of it, though she never sent anything."""

import logging
from datetime import timedelta

from django.db import OperationalError, transaction

from myosotis.clinic.care.actions.answer import receive_checkin
from myosotis.clinic.care.models import CheckIn

log = logging.getLogger(__name__)
# Long enough to say which sign it is, short enough for somebody who waits with the number in her hand [X].
STILL_ANSWERING = timedelta(minutes=3)
# In doubt she is shown a doctor's number and goes on to the other questions: longer than they take [X].
IN_DOUBT = timedelta(minutes=15)


def leave_for_now(*, treatment, answers, key, at, language, link, by_her, shown, patience=STILL_ANSWERING):
    """What she has said so far, kept until she goes on; gives the row, whose id is the key of the check-in that may be made of it.

    `shown` is what stands before her, in the shape of what is told with an answer.
    """
    said = {"clinic": treatment.clinic, "link": link, "answers": answers, "language": language, "by_her": by_her, "shown": shown, "made_at": at, "take_at": at + patience}
    return treatment.left_off.update_or_create(key=key, defaults=said)[0]


def go_on(*, treatment, key):
    """She is still there: what she says next counts."""
    for left in treatment.left_off.filter(key=key):
        left.delete()


def is_still_there(*, treatment, key, at):
    """She answers the other questions: a person hears of her doubt with the rest, or when she leaves."""
    treatment.left_off.filter(key=key).update(take_at=at + IN_DOUBT)


def take_what_was_left(*, clinic, at) -> list[CheckIn]:
    """Make check-ins of what has waited long enough. One that cannot be taken stays where it is, for a person to see, and holds up no other."""
    found = []
    for left in clinic.leftoffs.filter(take_at__lte=at):
        try:
            found.append(_take(left))
        except OperationalError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is; its own text may hold what she wrote.
            log.error("What a client left cannot be taken (%s, %s)", left.pk, type(error).__name__)
    return [taken for taken in found if taken]


@transaction.atomic
def _take(left):
    # Another worker, or she herself, may have been faster.
    row = left.clinic.leftoffs.select_for_update().filter(pk=left.pk).first()
    if row is None:
        return None
    # Received when she wrote it, however late somebody looks.
    checkin, _assessment = receive_checkin(
        treatment=row.treatment, answers=row.answers, key=row.pk, at=row.made_at, language=row.language, link=row.link, by_her=row.by_her,
        shown=row.shown | {"left_off": True},
    )  # fmt: skip
    row.delete()
    return checkin
