"""The review of a complaint: is there progress, should something else be considered, which way for the next dose."""

from dataclasses import dataclass

from myosotis.course import Complaint
from myosotis.knowledge.build import CLAIMS
from myosotis.knowledge.model import Book
from myosotis.plan.claims import Claim, claims_of, grounds, values_of, worst

# Later is stronger; an answer that cannot be given is never "improving".
_PROGRESS = ("too_early", "improving", "no_progress", "worse")


@dataclass(frozen=True)
class Review:
    """What the treatments of one complaint add up to. `levers` say in which direction, never how much, never up.

    `rule_used` names every rule by which there is progress (felt, two points, thirty per cent, …); empty if by none.
    `change` says of a fall in pain whether it is larger than chance, or whether the two rules for pain disagree.
    """

    progress: str
    consider_alternatives: bool
    next_dose: str
    levers: tuple[str, ...]
    review_due: bool
    rule_used: tuple[str, ...]
    change: str | None
    pain_fall: float | None
    pain_fall_percent: float | None
    because: tuple[str, ...]
    claims: tuple[Claim, ...]

    def as_mapping(self) -> dict:
        return {
            "progress": self.progress,
            "consider_alternatives": self.consider_alternatives,
            "next_dose": self.next_dose,
            "levers": list(self.levers),
            "review_due": self.review_due,
            "rule_used": list(self.rule_used),
            "change": self.change,
            "pain_fall": self.pain_fall,
            "pain_fall_percent": self.pain_fall_percent,
            "because": list(self.because),
            "rules": list(dict.fromkeys(claim.rule for claim in self.claims)),
        }


def review(complaint: Complaint, book: Book) -> Review:
    """Judge the complaint at its last treatment; a pure function of both arguments."""
    claims, _ = claims_of(complaint, book)
    given = len(complaint.treatments)
    unknown = "no_progress" if given >= book.limits["third"].limit.value else "too_early"
    latest = complaint.treatments[-1] if complaint.treatments else {}
    return Review(
        progress=worst(claims, "progress", _PROGRESS, unknown),
        consider_alternatives=any(claim.what == "consider_alternatives" for claim in claims),
        next_dose=worst(claims, "next_dose", CLAIMS["next_dose"], "same"),
        levers=values_of(claims, "lever"),
        review_due=any(claim.what == "review_due" for claim in claims),
        rule_used=values_of(claims, "rule_used"),
        change=next(iter(values_of(claims, "change")), None),
        pain_fall=latest.get("pain_fall"),
        pain_fall_percent=latest.get("pain_fall_percent"),
        because=tuple(grounds(claims)),
        claims=claims,
    )
