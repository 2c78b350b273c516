"""The self-check of someone not yet treated: may it fit with myoses, and where to seek help. Never a diagnosis."""

from dataclasses import dataclass

from myosotis.course import Person
from myosotis.knowledge.build import CLAIMS
from myosotis.knowledge.model import Book
from myosotis.plan.claims import Claim, claims_of, grounds, worst


@dataclass(frozen=True)
class SelfCheck:
    """`consistent_with_myoses` is "True", "False" or "unclear"; `seek` is the most urgent that any card says."""

    consistent_with_myoses: str
    seek: str
    likely_causes: tuple[str, ...]
    because: tuple[str, ...]
    claims: tuple[Claim, ...]

    def as_mapping(self) -> dict:
        return {
            "consistent_with_myoses": self.consistent_with_myoses,
            "seek": self.seek,
            "likely_causes": list(self.likely_causes),
            "because": list(self.because),
            "rules": list(dict.fromkeys(claim.rule for claim in self.claims)),
        }


def selfcheck(person: Person, book: Book) -> SelfCheck:
    """Judge one self-check; where nothing certain can be said, a physiotherapist and never "self-care"."""
    claims, unsure = claims_of(person, book)
    seek = worst(claims, "seek", CLAIMS["seek"], "physiotherapist")
    # A danger question without an answer: nobody is told to wait and see.
    if seek == "self_care" and {"selfcheck_emergency", "emergency", "doctor"} & set(unsure):
        seek = "physiotherapist"
    return SelfCheck(
        consistent_with_myoses=worst(claims, "consistent_with_myoses", CLAIMS["consistent_with_myoses"], "unclear"),
        seek=seek,
        likely_causes=tuple(claim.value for claim in claims if claim.what == "likely_cause"),
        because=tuple(grounds(claims)),
        claims=claims,
    )
