"""The examples on a card, run: an example says only what matters, the rest is an ordinary, uneventful case."""

from collections.abc import Iterable, Mapping

from myosotis.course import AnswerError, Complaint, Course, Person
from myosotis.engines.plain import Series
from myosotis.judge.assess import judge_rows
from myosotis.knowledge.model import Example, Judged, Rule
from myosotis.terms import Scope

_CLIENT = {
    "age": 40, "conditions": [], "long_standing": False, "many_points": False, "unaccustomed_to_massage": False, "stressed": False,
    "previous_bad_experience": False, "first_treatment": False, "low_safety_feeling": False, "wants_gentler": False,
}  # fmt: skip
_TREATMENT = {"kind": "trigger_point", "pressure": 3, "minutes": 45, "trigger_points": 5, "sites": ["shoulder:left"]}
_BASELINE = {"pain": 6, "qualities": ["aching"], "sites": ["shoulder:left"], "symptoms": {}}
_CHECKIN = {"pain": 5, "qualities": ["aching"], "sites": ["shoulder:left"], "symptoms": {}, "bruise": "none"}
_TREATED = {
    "pressure": 3, "minutes": 45, "days_since_previous": 10, "reaction": "expected_reaction", "pain_before": 6,
    "pain_7_days_later": 6, "function_0_10": 5, "too_hard": False,
}  # fmt: skip
_PERSON = {
    "symptoms": ["local_pain"], "causes": [], "weeks": 3, "home_care_tried": False, "home_care_helped": False,
    "affects_function": 1, "red_flags": [],
}  # fmt: skip


def course_of(given: Mapping) -> Course:
    """The course an example describes; `baseline: null` is none, a null inside is unknown."""
    baseline = given.get("baseline", {})
    return Course.read(
        {
            "client": _CLIENT | given.get("client", {}),
            "treatment": _TREATMENT | given.get("treatment", {}),
            "baseline": None if baseline is None else _BASELINE | baseline,
            "checkins": [_CHECKIN | checkin for checkin in given.get("checkins", [])],
        }
    )


def complaint_of(given: Mapping) -> Complaint:
    treatments = given.get("treatments", [{}])
    return Complaint.read(
        {
            "client": _CLIENT | given.get("client", {}),
            "baseline_pain": given.get("baseline_pain", 6),
            "treatments": None if treatments is None else [_TREATED | treatment for treatment in treatments],
        }
    )


def person_of(given: Mapping) -> Person:
    return Person.read({"answers": _PERSON | given.get("answers", {})})


_CASES = {Scope.checkin: course_of, Scope.complaint: complaint_of, Scope.person: person_of}


def case_of(rule: Rule, example: Example) -> Course | Complaint | Person:
    return _CASES[rule.scope](example.given)


def try_example(rule: Rule, example: Example) -> Judged:
    """What the rule says of the example at its last row."""
    case = case_of(rule, example)
    rows = judge_rows(Series(case.columns(), case.clock), [rule])
    if not rows:
        raise AnswerError(example.name, "an example without a row to judge", "give a check-in or a treatment")
    return rows[-1][0]


def broken_promises(rule: Rule, example: Example) -> list[str]:
    """In what the rule says another thing of its example than the card promises, one line each."""
    try:
        judged = try_example(rule, example)
    except (AnswerError, AttributeError, TypeError) as error:
        return [f"the example cannot be read: {error}"]
    step = judged.step
    promised = [
        ("outcome", example.expect, judged.outcome),
        ("reading", example.reading, step and step.reading),
        ("level", example.level and example.level.name, step and step.level and step.level.name),
        ("claims", example.claims, step and step.claims),
    ]
    return [
        f"promises {what} {_said(wanted)} and is {_said(found)}" for what, wanted, found in promised if wanted is not None and wanted != found
    ]


def _said(value) -> str:
    return "none" if value is None else str(value)


def untrue_examples(rules: Iterable[Rule]) -> list[str]:
    """Every example of these cards that is not as promised: which card, which example, and what it is instead."""
    return [
        f"{rule.file}: {rule.name}: example {example.name!r}: {line}"
        for rule in rules
        for example in rule.examples
        for line in broken_promises(rule, example)
    ]
