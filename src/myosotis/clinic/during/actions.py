"""A sitting begun, a button pressed, a sitting that became a treatment. Each is one transaction with its event."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from myosotis.clinic.during.models import KeptSitting, Signal, Sitting
from myosotis.clinic.people.models import Event

# Longer than any treatment that can be recorded.
OPEN_FOR = timedelta(hours=5)
# More than anybody presses; what comes after adds nothing.
MOST_SIGNALS = 200


@transaction.atomic
def begin_sitting(*, complaint, by, at, draft) -> Sitting:
    """The one that is open goes on, with what is written now; else a new one."""
    open_now = complaint.sittings.select_for_update().filter(closed_at=None, expires_at__gt=at).last()
    if open_now:
        open_now.draft = draft or open_now.draft
        open_now.save(update_fields=["draft"])
        return open_now
    made = Sitting.objects.create(
        clinic=complaint.clinic, complaint=complaint, by=by, made_at=at, expires_at=at + OPEN_FOR, draft=draft
    )
    Event.record("sitting.begun", made, at=at, by=by)
    return made


@transaction.atomic
def give_signal(*, sitting, what, key, at, language, ago=timedelta(0)) -> Signal:
    """`ago`: how long before now she pressed, where the network was away. The same press sent twice is one."""
    sitting = Sitting.objects.select_for_update(of=("self",)).get(pk=sitting.pk)
    if given := sitting.signals.filter(key=key).first():
        return given
    if sitting.signals.count() >= MOST_SIGNALS:
        return sitting.signals.last()
    made = Signal.objects.create(
        clinic=sitting.clinic, sitting=sitting, what=what, key=key, language=language, made_at=at,
        pressed_at=min(at, max(sitting.made_at, at - ago)),
    )  # fmt: skip
    Event.record("signal.given", made, at=at)
    return made


def not_kept(complaint, day) -> list[Sitting]:
    """The sittings of this day that are part of no treatment yet, oldest first."""
    waiting = complaint.sittings.filter(kept=None).prefetch_related("signals")
    return [each for each in waiting if timezone.localdate(each.made_at) == day]


@transaction.atomic
def keep_sittings(*, treatment, by, at) -> list[KeptSitting]:
    """What she pressed on that day belongs to the treatment from now on, and the buttons close."""
    kept = []
    for sitting in not_kept(treatment.complaint, timezone.localdate(treatment.ended_at)):
        sitting.closed_at, sitting.draft = at, {}
        sitting.save(update_fields=["closed_at", "draft"])
        kept.append(KeptSitting.objects.create(clinic=treatment.clinic, sitting=sitting, treatment=treatment, made_at=at))
        Event.record("sitting.kept", kept[-1], at=at, by=by)
    return kept
