"""What speaks for waiting with an exercise: an answer that nobody has seen, and what her last answer told her to leave."""

from myosotis.clinic.care.actions.answer import standing
from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.care.presenters.grounds import named
from myosotis.clinic.exercises.models import Exercise
from myosotis.clinic.plans.gate import unread_of
from myosotis.terms import Level

PAGE = "advice/exercises_page"
# The sentence of advice/home that she was told when strength training is to wait.
NO_HARD_TRAINING = "no_hard_training"


def last_answer(complaint):
    """The newest answer after the newest treatment that holds, as it was judged; None before there is one."""
    treatment = complaint.treatments.order_by("ended_at").last()
    checkins = [checkin for checkin in standing(treatment) if checkin.by_her] if treatment else []
    return checkins[-1].assessments.last() if checkins else None


def told_to_wait(complaint, kind) -> str:
    """In her own page: that her last answer says to wait with this exercise; empty where it does not."""
    answer = last_answer(complaint)
    if answer is None or not _asks_to_wait(answer, kind):
        return ""
    return wording.text(f"{PAGE}.wait_now", when=moments.day_and_time(answer.checkin.received_at))


def against_choosing(complaint, kind) -> list[str]:
    """For the therapist, before it is chosen: each as a sentence."""
    unread = unread_of(complaint.client).filter(checkin__treatment__complaint=complaint)
    found = [wording.text("words/plans_page.holds.unread", answer=named(each)) for each in unread[:1]]
    answer = last_answer(complaint)
    if answer is not None and _asks_to_wait(answer, kind):
        found.append(wording.text(f"{PAGE}.told_to_wait", when=moments.short(answer.checkin.received_at)))
    return found


def _asks_to_wait(answer, kind) -> bool:
    if answer.level is None or answer.level >= Level.tell_therapist:
        return True
    # Calm, and yet not over: then strength waits, and a stretch does not.
    said = wording.text(f"advice/home.{NO_HARD_TRAINING}", answer.checkin.language)
    return kind == Exercise.Kind.strengthen and said in answer.told.get("home", ())
