"""The small fixed vocabularies that every room shares: no logic, only names."""

from enum import IntEnum, StrEnum


class Level(IntEnum):
    """How fast must a human look. The level of an answer is the largest over all findings."""

    self_care = 1
    tell_therapist = 2
    therapist_today = 3
    doctor_today = 4
    emergency = 5


class Reading(StrEnum):
    """What it may be. Declared in order of precedence: the first wins where levels are equal."""

    red_flag = "red_flag"
    negative_reaction = "negative_reaction"
    undetermined = "undetermined"
    pain_moved = "pain_moved"
    healing_crisis = "healing_crisis"
    expected_reaction = "expected_reaction"
    recovered = "recovered"


CALM_READINGS = frozenset({Reading.pain_moved, Reading.healing_crisis, Reading.expected_reaction, Reading.recovered})
PRECEDENCE = {reading: rank for rank, reading in enumerate(Reading)}


class Certainty(StrEnum):
    """How firmly a source says a thing; a finding carries possible, probable or none."""

    asserted = "asserted"
    probable = "probable"
    possible = "possible"
    unclear = "unclear"


class Outcome(StrEnum):
    """What a rule answers. Too early to say is unsure, never silent."""

    raised = "raised"
    silent = "silent"
    unsure = "unsure"


class Tag(StrEnum):
    """Where a number or a sentence comes from: a source (D), our reading (R), a safety extension (X)."""

    D = "D"
    R = "R"
    X = "X"


class Unit(StrEnum):
    """What a number measures. Two numbers can be compared only in the same unit."""

    hours = "hours"
    days = "days"
    weeks = "weeks"
    months = "months"
    years = "years"
    minutes = "minutes"
    score = "score"  # 0–10
    grade = "grade"  # 0–4
    pressure = "pressure"  # 1–5
    count = "count"
    percent = "percent"


class Scope(StrEnum):
    """What a rule looks over: one treatment's check-ins, one complaint's treatments, or one person."""

    checkin = "checkin"
    complaint = "complaint"
    person = "person"


class Language(StrEnum):
    da = "da"
    en = "en"
