"""Reading one answer at a time, each refusal saying where, what and what instead."""

from collections.abc import Mapping
from difflib import get_close_matches

from myosotis.body.places import Place, read_place
from myosotis.course.errors import AnswerError

LONGEST_SHOWN = 60


def shown(value) -> str:
    """The value as it was written, cut short: an answer can be a whole book."""
    text = repr(value)
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"


def _is_number(value) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value == value


def mapping(value, where: str) -> Mapping:
    if not isinstance(value, Mapping):
        raise AnswerError(where, f"{shown(value)} is no set of answers", 'write {"name": value, …}')
    return value


def listing(value, where: str) -> list:
    if not isinstance(value, (list, tuple)):
        raise AnswerError(where, f"{shown(value)} is no list", "write [ … ]")
    return list(value)


def whole(value, where: str, low: int, high: int):
    """A whole number from `low` to `high`, or None."""
    if value is None:
        return None
    if not _is_number(value) or (isinstance(value, float) and not value.is_integer()):
        raise AnswerError(where, f"{shown(value)} is no whole number", f"give one from {low} to {high}")
    if not low <= value <= high:
        side = "above" if value > high else "below"
        raise AnswerError(where, f"{shown(value)} is {side} {high if value > high else low}",
                          f"give a whole number from {low} to {high}")  # fmt: skip
    return int(value)


def amount(value, where: str, low: float = 0, high: float = 1e6):
    """A number from `low` to `high`, or None."""
    if value is None:
        return None
    if not _is_number(value):
        raise AnswerError(where, f"{shown(value)} is no number", f"give a number from {low:g} to {high:g}")
    if not low <= value <= high:
        raise AnswerError(where, f"{shown(value)} is outside {low:g} to {high:g}", "give a number within")
    return value


def yes_no(value, where: str):
    if value is None or isinstance(value, bool):
        return value
    raise AnswerError(where, f"{shown(value)} is neither true nor false", "write true, false or null")


def word(value, where: str, words):
    if value is None:
        return None
    if value in words:
        return value
    close = get_close_matches(str(value)[:LONGEST_SHOWN], words, n=1)
    instead = f"did you mean {close[0]!r}?" if close else f"the words are {', '.join(words)}"
    raise AnswerError(where, f"{shown(value)} is not known here", instead)


def several(value, where: str, words) -> tuple[str, ...] | None:
    if value is None:
        return None
    return tuple(word(item, f"{where}[{i}]", words) for i, item in enumerate(listing(value, where)))


def site(value, where: str) -> Place:
    try:
        return read_place(value)
    except ValueError as error:
        raise AnswerError(where, str(error), "write it as shoulder:left or B.trap_upper.R") from None


def sites(value, where: str) -> frozenset[Place] | None:
    if value is None:
        return None
    return frozenset(site(item, f"{where}[{i}]") for i, item in enumerate(listing(value, where)))


def grades(value, where: str, names, left_out: int | None) -> dict[str, int | None]:
    """Symptom → grade 0–4. A name that is left out gets `left_out`, one given as null stays unknown."""
    given = {} if value is None else mapping(value, where)
    for name in given:
        word(name, where, names)
    if value is None:
        return dict.fromkeys(names)
    return {name: whole(given[name], f"{where}.{name}", 0, 4) if name in given else left_out for name in names}
