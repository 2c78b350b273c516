"""From answers and a book to an assessment: what it may be, how urgent, why, and what to ask next."""

from myosotis.judge.assess import Assessment, Finding, Judged, assess, judge_rows

__all__ = ["Assessment", "Finding", "Judged", "assess", "judge_rows"]
