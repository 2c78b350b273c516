"""The review of a complaint: is there progress, should something else be considered, which way for the next dose."""

from dataclasses import dataclass

from myosotis.course import Complaint
from myosotis.knowledge.build import CLAIMS
from myosotis.knowledge.model import Book
from myosotis.plan.claims import Claim, claims_of, grounds, worst

# Later is stronger; an answer that cannot be given is never "improving".
_PROGRESS = ("too_early", "improving", "no_progress", "worse")


@dataclass(frozen=True)
class Review:
    """What the treatments of one complaint add up to. `levers` say in which direction, never how much, never up."""

    progress: str
    consider_alternatives: bool
    next_dose: str
    levers: tuple[str, ...]
    review_due: bool
    because: tuple[str, ...]
    claims: tuple[Claim, ...]

    def as_mapping(self) -> dict:
        return {
            "progress": self.progress,
            "consider_alternatives": self.consider_alternatives,
            "next_dose": self.next_dose,
            "levers": list(self.levers),
            "review_due": self.review_due,
            "because": list(self.because),
            "rules": list(dict.fromkeys(claim.rule for claim in self.claims)),
        }


def review(complaint: Complaint, book: Book) -> Review:
    """Judge the complaint at its last treatment; a pure function of both arguments."""
    claims, _ = claims_of(complaint, book)
    given = len(complaint.treatments)
    unknown = "no_progress" if given >= book.limits["third"].limit.value else "too_early"
    levers = dict.fromkeys(claim.value for claim in claims if claim.what == "lever")
    return Review(
        progress=worst(claims, "progress", _PROGRESS, unknown),
        consider_alternatives=any(claim.what == "consider_alternatives" for claim in claims),
        next_dose=worst(claims, "next_dose", CLAIMS["next_dose"], "same"),
        levers=tuple(levers),
        review_due=any(claim.what == "review_due" for claim in claims),
        because=tuple(grounds(claims)),
        claims=claims,
    )
