"""What was measured before each treatment: the first and the latest of each score, and what the difference is worth."""

from dataclasses import dataclass

from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.care.presenters.felt import felt, felt_in_words
from myosotis.clinic.plans.presenters.say import number, say

# Each score, and whether more of it is better.
SCORES = {"pain": False, "function": True, "stiffness": False, "mobility": True, "tension": False}


@dataclass(frozen=True)
class Measured:
    """One score in words: before the first treatment, before the latest, and what the difference is worth."""

    what: str
    values: str
    change: str


def values_of(now, name) -> list:
    """This score each time it was asked before a treatment, the first time first."""
    return [value for given in now.given if given.baseline and (value := getattr(given.baseline, name)) is not None]


def gain_of(now, name) -> int | None:
    """How much better it is than the first time; less than nothing where it is worse, None where it was not asked twice."""
    values = values_of(now, name)
    return None if len(values) < 2 else (values[-1] - values[0]) * (1 if SCORES[name] else -1)


def measured(now) -> list[Measured]:
    """Every score; one that was asked once, or never, says so and claims nothing."""
    return [_measured(now, name) for name in SCORES]


def _measured(now, name) -> Measured:
    values, gain = values_of(now, name), gain_of(now, name)
    label = label_of(name)
    if gain is None:
        return Measured(label, str(values[0]) if values else "–", say("measured.once" if values else "measured.never"))
    return Measured(label, f"{values[0]} → {values[-1]}", _worth(now, name, gain))


def label_of(name) -> str:
    return wording.first_letter(wording.label("facts", "pain_before" if name == "pain" else name))


def least_that_counts(now, name) -> float:
    return now.limits["meaningful_pain_gain" if name == "pain" else "meaningful_function_gain"]


def _worth(now, name, gain) -> str:
    """Better or worse by how much, and whether that is more than one feels and more than chance."""
    if abs(gain) < least_that_counts(now, name):
        return say("measured.small", points=number(abs(gain)))
    words = say("measured.better" if gain > 0 else "measured.worse", points=number(abs(gain)))
    if abs(gain) < now.limits["noise_of_single_ratings"]:
        return f"{words} {say('measured.may_be_chance')}"
    return words


def then_and_now(now) -> list[str]:
    """Pain before the first treatment and the latest that counts, each with its day; and the newest answer where it is another."""
    first = now.given[0].baseline if now.given else None
    if first is None or first.pain is None:
        return [say("review.unknown")]
    last, fall = now.last, now.review.pain_fall
    day = {"before": first.pain, "then": moments.day(first.taken_at)}
    if last.later_pain is not None:
        said = [_fall(now, fall, {"now": _counted_in_words(last), "when": say("review.answered", day=moments.day(last.later_pain_at))} | day)]
    elif last.baseline and last.baseline.pain is not None and len(now.given) > 1:
        said = [_fall(now, fall, {"now": last.baseline.pain, "when": say("review.before_last", day=moments.day(last.baseline.taken_at))} | day)]
    else:
        said = [say("review.only_one", **day)]
    return [*said, *_newest_answer(now)]


def _fall(now, fall, known) -> str:
    name = "review.rise" if fall < 0 else "review.fall" if fall else "review.level"
    return say(name, points=_points(abs(fall)), percent=number(round(now.review.pain_fall_percent)), **known)


def _points(count) -> str:
    return say("point") if count == 1 else say("points_of_ten", points=number(count))


def _counted_in_words(given) -> str:
    """The pain after two days that counts, with what the same answer said of other places beside it."""
    counted = (a.checkin for a in reversed(given.judged) if a.checkin.by_her and a.checkin.received_at == given.later_pain_at)
    return next((_felt_in_words(given, checkin) for checkin in counted), str(given.later_pain))


def _felt_in_words(given, checkin) -> str:
    return felt_in_words(felt(checkin.answers, given.baseline))


def _newest_answer(now) -> list[str]:
    """What she answered last, where that is not the number above."""
    last = now.last
    said = [a.checkin for a in last.judged if a.checkin.by_her and a.checkin.answers.get("pain") is not None]
    if not said or said[-1].received_at == last.later_pain_at:
        return []
    newest = said[-1]
    why = "review.not_yet_two_days" if newest.hours < now.limits["two_days"] else "review.does_not_count"
    return [say(why, pain=_felt_in_words(last, newest), day=moments.short(newest.received_at))]
