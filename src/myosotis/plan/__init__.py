"""What follows from a course: the review after the third treatment, the direction of the next dose, the self-check.

Thin on purpose: the knowledge is in cards, here their claims are only gathered. Nothing ever proposes more.
"""

from myosotis.plan.claims import Claim, claims_of
from myosotis.plan.review import Review, review
from myosotis.plan.selfcheck import SelfCheck, selfcheck

__all__ = ["Claim", "Review", "SelfCheck", "claims_of", "review", "selfcheck"]
