"""What the steps of a book's rules say, in the order of urgency: the first claim that is made decides."""

from dataclasses import dataclass

from myosotis.knowledge.model import Rule
from myosotis.terms import CALM_READINGS, PRECEDENCE, Certainty, Level, Reading


@dataclass(frozen=True)
class Claim:
    """What a raised step says."""

    level: Level
    reading: Reading
    certainty: Certainty | None

    @property
    def urgency(self) -> tuple[int, int]:
        return (-self.level, PRECEDENCE[self.reading])


# The claim of the judge's own findings: nothing fits, or not all was answered.
OWN = Claim(Level.tell_therapist, Reading.undetermined, None)


def claims(rules: tuple[Rule, ...]) -> list[tuple[Claim, list[tuple[int, int]]]]:
    """Every claim with the steps (rule, step) that make it, the most urgent first; the judge's own has no steps.

    Among equals the rule that stands first in the book gives its certainty, so one claim may stand twice.
    """
    made = [
        (Claim(step.level, step.reading, step.certainty), rule, i)
        for rule, one in enumerate(rules)
        for i, step in enumerate(one.steps)
    ]
    found: list[tuple[Claim, list[tuple[int, int]]]] = []
    for claim, rule, step in sorted([*made, (OWN, len(rules), 0)], key=lambda each: (each[0].urgency, each[1])):
        if not found or found[-1][0] != claim or rule == len(rules):
            found.append((claim, []))
        if rule < len(rules):
            found[-1][1].append((rule, step))
    return found


def asks_no_one(said: Claim) -> bool:
    """Would it leave a client in peace? Then a danger that was not answered must not be passed over."""
    return said.reading in CALM_READINGS or said.level == Level.self_care
