"""What she said of where it hurts: every place with its number, and the number of the place that hurt before."""

from myosotis.body.places import read_place
from myosotis.clinic.care.presenters.wording import language
from myosotis.course import Felt, felt_at
from myosotis.judge.wording import say_felt
from myosotis.knowledge import load_book


def places_in(answers) -> list[str]:
    """Every place that she named or gave a number for; a number of its own is an answer too."""
    return list(dict.fromkeys([*(answers.get("sites") or ()), *(answers.get("pain_at") or ())]))


def felt(answers, baseline) -> Felt:
    """Her pain by place; where a place cannot be read, her one number."""
    try:
        own = {read_place(name): pain for name, pain in (answers.get("pain_at") or {}).items()}
        places = [read_place(name) for name in places_in(answers)]
        before = {read_place(name).site for name in baseline.sites} if baseline else set()
    except ValueError:
        return Felt(answers.get("pain"))
    return felt_at(answers.get("pain"), own, places, before)


def felt_in_words(pain: Felt) -> str:
    return say_felt(pain, load_book(), language())


def as_kept(pain: Felt) -> int | dict:
    """As a standing keeps it: a number, or by place where that says more."""
    if pain.elsewhere is None:
        return pain.here
    return {name: value for name, value in pain._asdict().items() if value is not None}


def as_felt(kept: int | dict) -> Felt:
    return Felt(kept.get("here"), kept.get("elsewhere")) if isinstance(kept, dict) else Felt(kept)
