"""Judging a course: one assessment for each check-in, from it and the earlier ones only.

The level is the largest over all findings and the reading is that of the finding that set it. Levels 4 and 5 stay
until a person closes them. Where a card of danger cannot be answered, nothing calm is said.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from myosotis.course import Course
from myosotis.course.words import OPTIONAL
from myosotis.engines.plain import Series
from myosotis.knowledge.model import Book, Judged, Rule, Step
from myosotis.terms import CALM_READINGS, PRECEDENCE, Certainty, Level, Outcome, Reading, Scope

# When the next answer is due, and with it the end of what was said: hours after the treatment (readings 3.5).
CHECKIN_HOURS = (4, 24, 49, 72, 168)
NECK_CHECKIN_HOURS = (*CHECKIN_HOURS, 336)

# Findings that no card makes: the judge's own, for when cards cannot answer.
NOT_ALL_ANSWERED = "not_all_answered"
NOTHING_FITS = "nothing_fits"


@dataclass(frozen=True)
class Finding:
    """One rule that is not silent, with the values it rests on."""

    rule: str
    outcome: Outcome
    reading: Reading | None
    level: Level | None
    certainty: Certainty | None
    because: tuple[str, ...]
    values: Mapping[str, object]

    def as_mapping(self) -> dict:
        return {
            "rule": self.rule,
            "outcome": self.outcome.value,
            "reading": self.reading.value if self.reading else None,
            "level": self.level.name if self.level else None,
            "certainty": self.certainty.value if self.certainty else None,
            "because": list(self.because),
            "values": dict(self.values),
        }

    @classmethod
    def from_mapping(cls, raw: Mapping) -> "Finding":
        return cls(
            raw["rule"],
            Outcome(raw["outcome"]),
            Reading(raw["reading"]) if raw.get("reading") else None,
            Level[raw["level"]] if raw.get("level") else None,
            Certainty(raw["certainty"]) if raw.get("certainty") else None,
            tuple(raw["because"]),
            raw["values"],
        )


@dataclass(frozen=True)
class Assessment:
    """What one check-in may mean (`reading`) and how fast a human must look (`level`).

    `findings` names every rule that is not silent. `expires_at_hours` is when the answer must be asked again; an
    answer of level 4–5 has no end of its own. `latched_since_hours` tells when a level that still stands was reached.
    """

    hours: float
    reading: Reading
    level: Level
    certainty: Certainty | None
    findings: tuple[Finding, ...]
    book_version: str
    expires_at_hours: float | None
    latched_since_hours: float | None
    questions: tuple[str, ...]

    @property
    def raised(self) -> tuple[Finding, ...]:
        """The raised findings, the most urgent first."""
        found = [finding for finding in self.findings if finding.outcome == Outcome.raised]
        return tuple(sorted(found, key=_urgency))

    @property
    def decisive(self) -> tuple[Finding, ...]:
        """The findings that set the level."""
        return tuple(finding for finding in self.raised if finding.level == self.level)

    def as_mapping(self) -> dict:
        """Plain JSON values: the shape that `myosotis assess` writes, and that `from_mapping` reads back."""
        return {
            "hours": self.hours,
            "reading": self.reading.value,
            "certainty": self.certainty.value if self.certainty else None,
            "level": self.level.name,
            "findings": [finding.as_mapping() for finding in self.findings],
            "book_version": self.book_version,
            "expires_at_hours": self.expires_at_hours,
            "latched_since_hours": self.latched_since_hours,
            "questions": list(self.questions),
        }

    @classmethod
    def from_mapping(cls, raw: Mapping) -> "Assessment":
        return cls(
            raw["hours"],
            Reading(raw["reading"]),
            Level[raw["level"]],
            Certainty(raw["certainty"]) if raw.get("certainty") else None,
            tuple(Finding.from_mapping(finding) for finding in raw["findings"]),
            raw["book_version"],
            raw.get("expires_at_hours"),
            raw.get("latched_since_hours"),
            tuple(raw.get("questions", ())),
        )


def _urgency(finding: Finding) -> tuple[int, int]:
    return (-(finding.level or 0), PRECEDENCE[finding.reading] if finding.reading else 99)


def assess(course: Course, book: Book, closed_until: float | None = None) -> tuple[Assessment, ...]:
    """One assessment for each check-in of the course, in order; a pure function of its arguments.

    A person has closed what was urgent up to `closed_until` hours: later answers are judged on their own again.
    """
    series = Series(course.columns(), course.clock)
    times = NECK_CHECKIN_HOURS if course.treatment.neck_treated is not False else CHECKIN_HOURS
    rows = judge_rows(series, book.rules_of(Scope.checkin))
    found, latched, since = [], None, None
    for row, judged in enumerate(rows):
        assessment = _one(judged, row, series, book, times)
        if since is not None and closed_until is not None and since <= closed_until < assessment.hours:
            latched, since = None, None
        if assessment.level >= Level.doctor_today:
            if latched is None or assessment.level > latched.level:
                latched, since = assessment, assessment.hours
        if latched is not None and latched.level > assessment.level:
            assessment = _held(assessment, latched, since)
        elif latched is not None and since is not None and since < assessment.hours:
            assessment = _held(assessment, assessment, since)
        found.append(assessment)
    return tuple(found)


def _held(now: Assessment, latched: Assessment, since: float) -> Assessment:
    """A level of 4–5 that was reached earlier and that nobody has closed: a later good answer does not lower it."""
    return Assessment(
        now.hours, latched.reading, latched.level, latched.certainty, now.findings, now.book_version, None, since,
        now.questions,
    )  # fmt: skip


def judge_rows(series: Series, rules: Iterable[Rule]) -> list[list[Judged]]:
    """Every rule at every row, in the order of the rules."""
    columns = [_judged(rule, series) for rule in rules]
    return [list(row) for row in zip(*columns, strict=True)] if columns else [[] for _ in series.clock]


def _judged(rule: Rule, series: Series) -> list[Judged]:
    """One rule at every row."""
    holds = series.column(rule.when)
    if rule.judge_after is None:
        # Most cards are silent all through, and most others cannot be answered.
        if holds is series.no or holds.count(False) == series.length:
            return [rule.silent] * series.length
        if holds is series.unknown:
            return [rule.unsure] * series.length
    found, steps = [], None
    for row, value in enumerate(holds):
        if value is None:
            found.append(rule.unsure)
        elif value:
            if steps is None:
                steps = [series.column(step.when) for step in rule.steps]
            found.append(Judged(rule, Outcome.raised, _step(rule, steps, row)))
        elif rule.judge_after is not None and series.clock[row] < rule.judge_after:
            found.append(Judged(rule, Outcome.unsure, None, too_early=True))
        else:
            found.append(rule.silent)
    return found


def _step(rule: Rule, columns: list[list], row: int) -> Step:
    """The first step that holds; a step that is unknown counts where it is the more urgent."""
    possible = []
    for step, column in zip(rule.steps, columns, strict=True):
        if column[row] is not False:
            possible.append(step)
        if column[row]:
            break
    return max(possible, key=lambda step: (step.level or 0, -rule.steps.index(step)))


def _one(judged: list[Judged], row: int, series: Series, book: Book, times: tuple) -> Assessment:
    hours = series.clock[row]
    findings = [_finding(one, row, series, book) for one in judged if one.outcome != Outcome.silent]
    raised = [finding for finding in findings if finding.outcome == Outcome.raised]
    unanswered = [one for one in judged if one.outcome == Outcome.unsure and not one.too_early]
    open_cards = [one.rule for one in unanswered if _lacks_answer(one.rule, row, series)]
    questions = tuple(
        dict.fromkeys(
            rule.question for rule in open_cards if rule.question and rule.highest_level >= Level.doctor_today
        )
    )
    calm = all(finding.reading in CALM_READINGS for finding in raised if finding.level == _top(raised))
    if not raised:
        findings.append(_own(NOTHING_FITS))
        raised = findings[-1:]
    elif (calm or _top(raised) == Level.self_care) and any(
        rule.highest_level >= Level.therapist_today for rule in open_cards
    ):
        findings.append(_own(NOT_ALL_ANSWERED))
        raised.append(findings[-1])
    first = min(raised, key=_urgency)
    expires = None if first.level >= Level.doctor_today else next((t for t in times if t > hours), hours + 24 * 7)
    return Assessment(
        hours, first.reading, first.level, first.certainty, tuple(findings), book.version, expires, None, questions
    )


def _top(raised: list[Finding]) -> Level:
    return max((finding.level for finding in raised), default=Level.self_care)


def _own(name: str) -> Finding:
    return Finding(name, Outcome.raised, Reading.undetermined, Level.tell_therapist, None, (), {"tag": "R"})


def _lacks_answer(rule: Rule, row: int, series: Series) -> bool:
    """Is the rule unsure because something that is always asked was not answered?"""
    return any(
        name not in OPTIONAL and (column := series.columns.get(name)) is not None and column[row] is None
        for name in rule.facts
    )


def _finding(one: Judged, row: int, series: Series, book: Book) -> Finding:
    rule, step = one.rule, one.step
    return Finding(
        rule.name,
        one.outcome,
        step.reading if step else None,
        step.level if step else None,
        step.certainty if step else None,
        rule.grounds.because,
        values_at(rule, row, series, book) if one.outcome == Outcome.raised else {},
    )


def values_at(rule: Rule, row: int, series: Series, book: Book) -> dict[str, object]:
    """The value of each fact and measure that the rule's sentences or its `why` name, by name."""
    found: dict[str, object] = {}
    for name in rule.mentions:
        found[name] = series.column(book.named(name, rule.scope))[row]
    for part in rule.named:
        if part.name not in found:
            found[part.name] = series.column(part)[row]
    return found
