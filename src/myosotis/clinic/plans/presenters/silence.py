"""That she was asked after the last treatment and has not answered: it stands wherever somebody reads how it went."""

from myosotis.clinic.care.actions.standing import level_of
from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.care.schedule import Ask, asks_of, is_paused, missed, pauses_of
from myosotis.clinic.keeping.word import standing_no
from myosotis.clinic.plans.presenters.say import say


def asked_in_vain(now) -> Ask | None:
    """The time of asking that went by without an answer long enough for a human to know; whoever came again is asked of the newest only."""
    if now.last is None:
        return None
    treatment, judged = now.last.treatment, now.last.judged
    answered = [checkin.hours for checkin in treatment.checkins.all() if checkin.by_her]
    hours = missed(treatment, answered, level_of(judged[-1]) if judged else None, now.at)
    return next((ask for ask in asks_of(treatment) if ask.hours == hours), None)


def silence(now) -> str:
    """When she was asked, or was not because of a pause, that nothing came, and what somebody did about it; empty where she has answered."""
    ask = asked_in_vain(now)
    if ask is None:
        return ""
    if standing_no(now.complaint.client):
        return wording.text("words/worklist.silent_by_choice", hours=ask.hours)
    followed = [
        f"{wording.text('words/worklist.followed_by', who=each.by.name, when=moments.short(each.made_at), note=each.note.rstrip('.'))}."
        for each in now.last.treatment.followed_up.select_related("by")
        if each.hours == ask.hours
    ]
    name = "next.silent_paused" if is_paused(ask.sent_at, pauses_of(now.complaint.client)) else "next.silent"
    said = say(name, when=moments.day_and_time(ask.sent_at), hours=moments.hours(ask.hours), number=now.last.number)
    return " ".join([said, *followed])
