"""A sign of danger said yes to on the way: what to do at once, and what a person is told should she leave with it."""

from myosotis.clinic.care.actions import go_on, leave_for_now, level_now, told_now
from myosotis.clinic.care.actions.left_off import IN_DOUBT, STILL_ANSWERING
from myosotis.clinic.care.presenters import wording
from myosotis.clinic.checkin.steps import applying, is_open
from myosotis.terms import Level


def leave_or_go_on(request, draft, link):
    """The next page shows the number to ring, and many will leave with it: what was said until then is kept for a person to see."""
    alarm = alarm_of(draft, link, request.at)
    # Her own words may mean danger and are in no answer yet: those are kept whatever else was.
    if not draft.asked_again and (draft.corrects or not (alarm or draft.is_in_doubt)):
        go_on(treatment=link.treatment, key=draft.key)
        return
    if not alarm and not draft.asked_again and draft.left and link.treatment.checkins.filter(key=draft.left).exists():
        # A person has heard of the doubt: what else she says comes with her answer.
        return
    left = leave_for_now(
        treatment=link.treatment, answers=draft.answers(), key=draft.key, at=request.at, language=wording.language(), link=link,
        by_her=draft.is_hers, shown=_shown(alarm, draft, wording.phones(link.clinic, client=link.client)), patience=STILL_ANSWERING if alarm else IN_DOUBT,
    )  # fmt: skip
    draft.left = str(left.pk)


def _shown(alarm, draft, phones) -> dict:
    """What the pages say to do from now on, before there is an answer."""
    texts = wording.texts("advice/gate")
    if alarm:
        return {"headline": alarm["headline"], "do": [*alarm["do"][:1], texts["answer_afterwards"]]}
    if not draft.is_in_doubt:
        return {"headline": texts["danger_to_life"]}
    number = " ".join(filter(None, (phones["own_doctor"], phones["doctor"])))
    return {"headline": f"{texts['doubt']} {number}." if number else texts["doubt_numbers"]}


def is_danger(draft, link, at):
    """All about a danger sign is said, and it is one for a doctor: nothing else may come before the answer."""
    asked = [s for s in applying(draft, link) if s.name.startswith("which")]
    if not (draft.flagged or "yes" in draft.steps.get("at_place", {}).values()) or any(is_open(s, draft) for s in asked):
        return False
    level = level_now(treatment=link.treatment, answers=draft.answers(), at=at)
    return level is None or level >= Level.doctor_today


def alarm_of(draft, link, at):
    """What to do at once, where what she has said yes to may be a danger to life; else None."""
    if not draft.flagged:
        return None
    level, told = told_now(treatment=link.treatment, answers=draft.answers(), at=at, language=wording.language())
    return told if level == Level.emergency else None
