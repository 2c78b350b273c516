"""From answers and a book to an assessment: what it may be, how urgent, why, and what to ask next."""

from myosotis.judge.assess import Assessment, Finding, Judged, assess, judge_rows
from myosotis.judge.contact import Contact
from myosotis.judge.danger import danger_without_judging, most_urgent, signs_said
from myosotis.judge.explain import Explanation, Source, explain, fallback, variant_of, why_not

__all__ = [
    "Assessment", "Contact", "Explanation", "Finding", "Judged", "Source", "assess", "danger_without_judging", "explain", "fallback",
    "judge_rows", "most_urgent", "signs_said", "variant_of", "why_not",
]  # fmt: skip
