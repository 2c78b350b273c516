"""The parts a written case may have, by name: a part that was mistyped, stands in the wrong place or is missing is named.

The readers in `models` pass over what they do not know, since stored answers carry more than the judge reads. Whoever writes a
case by hand must not be answered as if a sign that was given in the wrong place had never been said.
"""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from myosotis.course import answers as a
from myosotis.course import words as w
from myosotis.course.errors import AnswerError

CLIENT = (
    "age", "sex", "conditions", "long_standing", "many_points", "unaccustomed_to_massage", "stressed", "previous_bad_experience",
    "first_treatment", "low_safety_feeling", "wants_gentler",
)  # fmt: skip
TREATMENT = ("kind", "pressure", "minutes", "trigger_points", "sites", "neck_treated", "needles_used")
BASELINE = ("pain", "qualities", "sites", "referral_sites", "symptoms")
CHECKIN = (
    "hours", "pain", "pain_at", "sites", "qualities", "symptoms", "ongoing", "compared", "quality_kind", "bruise", "limb_side",
    "danger_unsure", "soreness", "strong_worse_hours", "painkiller_hours", "mark_spreading", "mark_growth_unsure", "sites_confirmed",
    "contact_wanted", "alarm_words",
)  # fmt: skip
TREATED = (
    "kind", "sites", "pressure", "minutes", "trigger_points", "days_since_previous", "reaction", "function_0_10", "felt_progress",
    "too_hard", "pain_before", "pain_7_days_later", "stiffness", "mobility", "tension", "ratings",
)  # fmt: skip
ANSWERS = (
    "symptoms", "causes", "red_flags", "age", "weeks", "home_care_tried", "home_care_helped", "affects_function",
)  # fmt: skip

# Case → its own parts, each with the parts below it: a mapping, or for a name with [] a list of such.
CASES = {
    "course": {"client": CLIENT, "treatment": TREATMENT, "baseline": BASELINE, "checkins[]": CHECKIN},
    "complaint": {"client": CLIENT, "baseline_pain": (), "outside_treatments": (), "treatments[]": TREATED},
    "person": {"answers": ANSWERS},
}
COMMANDS = {"course": "assess", "complaint": "review", "person": "selfcheck"}
NEEDED = {
    "course": ("checkins", "list what was answered, as [{\"hours\": 4, \"pain\": 8, …}]"),
    "complaint": ("treatments", "list them in order, or write null before the first"),
    "person": ("answers", "give them as {\"symptoms\": […], \"red_flags\": […], …}"),
}  # fmt: skip
# What is told beside a case and never read. A key that nothing here resembles is such a remark too.
REMARKS = ("id", "title", "expected", "labels", "why", "left_out")
CLOSE = 0.74
NOT_READ = "nothing of that name is read here"


def read_strictly(kind: str, read):
    """`read` for a case of this kind, after every part of it has been found to be one."""

    def reader(raw: Mapping):
        refuse_odd_parts(kind, raw)
        return read(raw)

    return reader


def refuse_odd_parts(kind: str, raw: Mapping) -> None:
    """Raises an AnswerError that names the first part that cannot be meant as it stands."""
    raw = a.mapping(raw, kind)
    own = CASES[kind]
    needed, instead = NEEDED[kind]
    for other, (others, _instead) in NEEDED.items():
        if needed not in raw and others in raw:
            raise AnswerError(others, NOT_READ, f"give this case to {COMMANDS[other]}")
    flat = kind == "person" and "answers" not in raw and any(name in raw for name in ANSWERS)
    names = ANSWERS if flat else tuple(name.removesuffix("[]") for name in own)
    for name in raw:
        _refuse(name, name, names, own, kind)
    if needed not in raw and not flat:
        raise AnswerError(needed, "missing", instead)
    for where, part, below in _parts(raw, own):
        for name in part:
            _refuse(name, f"{where}.{name}", below, own, kind)
        if kind == "complaint" and where != "client":
            a.word(part.get("kind"), f"{where}.kind", w.KINDS)
            a.sites(part.get("sites"), f"{where}.sites")


def _parts(raw: Mapping, own: Mapping) -> Iterator[tuple[str, Mapping, tuple[str, ...]]]:
    for name, below in own.items():
        bare = name.removesuffix("[]")
        given = raw.get(bare)
        if not below or given is None:
            continue
        if name == bare:
            yield bare, a.mapping(given, bare), below
        else:
            for i, item in enumerate(a.listing(given, bare)):
                yield f"{bare}[{i}]", a.mapping(item, f"{bare}[{i}]"), below


def _refuse(name: str, place: str, names: tuple[str, ...], own: Mapping, kind: str) -> None:
    if name in names or _is_remark(name):
        return
    if instead := _belongs(name, names, own):
        raise AnswerError(place, NOT_READ, f"did you mean {instead!r}?")
    for other, parts in CASES.items():
        if other != kind and name in {part.removesuffix("[]") for part in parts}:
            raise AnswerError(place, NOT_READ, f"give it to {COMMANDS[other]}")


def _is_remark(name: str) -> bool:
    return name in REMARKS or "note" in name or name.endswith(("_da", "_en"))


def _belongs(name: str, names: tuple[str, ...], own: Mapping) -> str | None:
    """Where a name was meant to stand: spelt as it should be, or in the part of the case that has it."""
    close = get_close_matches(name[: a.LONGEST_SHOWN], names, n=1, cutoff=CLOSE)
    if close:
        return close[0]
    if "symptoms" in names and name in w.SYMPTOMS:
        return f"symptoms.{name}"
    # Of two parts that have it, what was answered afterwards stands last.
    for part, below in reversed(own.items()):
        if name in below:
            return f"{part}.{name}"
        if "symptoms" in below and name in w.SYMPTOMS:
            return f"{part}.symptoms.{name}"
    if "symptoms" in names and (sign := get_close_matches(name[: a.LONGEST_SHOWN], w.SYMPTOMS, n=1, cutoff=CLOSE)):
        return f"symptoms.{sign[0]}"
    return None
