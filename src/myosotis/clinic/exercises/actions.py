"""Chosen, taken back, done. Each is one transaction with its event."""

from django.core.exceptions import ValidationError
from django.db import transaction

from myosotis.clinic.care.presenters import wording
from myosotis.clinic.exercises.models import Done, DoneSeen, Exercise
from myosotis.clinic.exercises.waits import against_choosing
from myosotis.clinic.notices.actions import write_exercise_alert
from myosotis.clinic.people.models import Event
from myosotis.clinic.plans.gate import is_a_reason
from myosotis.knowledge import load_book

PAGE = "advice/exercises_page"


@transaction.atomic
def choose(*, complaint, muscle, kind, words, by, at, reason="") -> Exercise:
    """While an answer is open or her last one says to wait, only with a reason."""
    if muscle not in load_book().file("exercises")["muscles"]:
        raise ValidationError({"muscle": wording.text(f"{PAGE}.choose_one")})
    against = against_choosing(complaint, kind)
    if against and not is_a_reason(reason):
        raise ValidationError({"reason": " ".join([*against, wording.text(f"{PAGE}.or_say_why")])})
    made = Exercise.objects.create(
        clinic=complaint.clinic, complaint=complaint, muscle=muscle, kind=kind, words=words.strip(), by=by, made_at=at,
        reason=reason.strip() if against else "",
    )  # fmt: skip
    Event.record("exercise.chosen", made, at=at, by=by)
    return made


@transaction.atomic
def end(*, exercise, by, at) -> None:
    exercise.ended_at = at
    exercise.save(update_fields=["ended_at"])
    Event.record("exercise.ended", exercise, at=at, by=by)


@transaction.atomic
def write_done(*, exercise, pain_before, pain_after, words, at) -> Done:
    """Pain that rose by two is told to the therapist as well; she is told to stop."""
    made = Done.objects.create(
        clinic=exercise.clinic, exercise=exercise, pain_before=pain_before, pain_after=pain_after, words=words.strip(), made_at=at
    )
    Event.record("exercise.done", made, at=at)
    if made.is_worse:
        write_exercise_alert(done=made, at=at)
    return made


@transaction.atomic
def see_worse(*, done, by, at, note) -> DoneSeen:
    """Seen once: of two who press, the first one stands."""
    done = Done.objects.select_for_update().get(pk=done.pk)
    if seen := DoneSeen.objects.filter(done=done).first():
        return seen
    made = DoneSeen.objects.create(clinic=done.clinic, done=done, by=by, made_at=at, note=note.strip())
    Event.record("exercise.worse_seen", made, at=at, by=by)
    return made
