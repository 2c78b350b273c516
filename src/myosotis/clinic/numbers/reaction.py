"""Was there a reaction? Counted as the priors count it: any new or stronger trouble that she told of after the treatment.

Never by the reading alone: what is undecided at level 3 was felt all the same, and "has probably not helped" was not.
"""

from enum import Enum

from myosotis.body.places import read_place
from myosotis.clinic.care.presenters.felt import felt, places_in

BRUISE_LIKE = {"sore", "bruised", "inflamed"}
WORSE = {"worse", "much_worse"}


class Came(Enum):
    """What came of a treatment, as far as anybody knows."""

    reaction = "reaction"
    nothing = "nothing"
    not_judged = "not_judged"
    not_known = "not_known"


def came_of(treatment, limits) -> Came:
    """One answer that tells of something is a reaction. That there was nothing takes an answer after a day that says so in full:
    silence, an early answer and one that could not be judged are not good ones (readings P3).
    """
    baseline, found, unjudged = getattr(treatment, "baseline", None), [], False
    checkins = list(treatment.checkins.all())
    corrected = {checkin.corrects_id for checkin in checkins}
    for checkin in checkins:
        if not checkin.by_her or checkin.pk in corrected:
            continue
        if not all(assessment.could_be_judged for assessment in checkin.assessments.all()):
            unjudged = True
            continue
        told = tells_of_one(checkin.answers, baseline, limits)
        settles = checkin.hours >= limits["a_day"] and not _is_masked(checkin.answers, limits)
        found.append(None if told is False and not settles else told)
    if True in found:
        return Came.reaction
    if unjudged:
        return Came.not_judged
    return Came.nothing if False in found else Came.not_known


def tells_of_one(answers, baseline, limits) -> bool | None:
    """True for anything new or stronger, False when all was asked and nothing is, None where something was not said."""
    signs = (
        _pain_is_worse(answers, baseline, limits), _is_somewhere_new(answers, baseline), _feels_bruised(answers, baseline),
        _has_a_mark(answers), _has_symptoms(answers, baseline, limits),
    )  # fmt: skip
    return True if True in signs else None if None in signs else False


def _pain_is_worse(answers, baseline, limits):
    """The worse of number and word counts; either of them alone is an answer."""
    here = felt(answers, baseline).here
    before = baseline.pain if baseline else None
    rise = None if here is None or before is None else here - before
    word = answers.get("compared")
    if word in WORSE or rise is not None and rise >= limits["worse_rise"]:
        return True
    return None if rise is None and word is None else False


def _is_somewhere_new(answers, baseline):
    """Pain at a place that neither hurt before nor is where that pain is known to go."""
    if answers.get("pain") == 0:
        return False
    numbers, named = answers.get("pain_at") or {}, places_in(answers)
    if baseline is None or not baseline.is_located or not named:
        return None
    try:
        before = {read_place(name).site for name in (*baseline.sites, *baseline.referral_sites)}
        return any(read_place(name).site not in before for name in named if numbers.get(name) != 0)
    except ValueError:
        return None


def _feels_bruised(answers, baseline):
    """Now, and not only as before."""
    if answers.get("quality_kind") == "bruise_like" or (answers.get("soreness") or 0) > 0:
        return True
    if answers.get("qualities") is None:
        return None if answers.get("pain") else False
    return bool((BRUISE_LIKE & set(answers["qualities"])) - set((baseline and baseline.qualities) or ()))


def _has_a_mark(answers):
    bruise = answers.get("bruise")
    return None if bruise is None else bruise != "none"


def _has_symptoms(answers, baseline, limits):
    """As much as before is no reaction, unless it is strong (readings 3.6). Where nobody asked before, a slight sign may be old."""
    now, before = answers.get("symptoms"), baseline.symptoms if baseline else None
    if now is None:
        return None
    if any(grade and grade >= limits["strong"] for grade in now.values()):
        return True
    if before is None and any(now.values()):
        return None
    if any(grade and grade > (before.get(name) or 0) for name, grade in now.items()):
        return True
    return None if None in now.values() else False


def _is_masked(answers, limits) -> bool:
    """So soon after a painkiller nothing shows that there was nothing (readings X-26)."""
    taken = answers.get("painkiller_hours")
    return taken is not None and taken < limits["painkiller_window"]
