"""What makes the same sign after a treatment more urgent, in words: a neck, needles, and that nobody knows of needles."""

from myosotis.clinic.care.presenters import wording
from myosotis.course.models import NEEDLES_BY_KIND


def flags_in_words(treatment) -> list[str]:
    found = ["had_neck"] if treatment.neck_treated else []
    if treatment.needles_used and treatment.kind != "dry_needling":
        found.append("had_needles")
    elif treatment.needles_used is None and treatment.kind not in NEEDLES_BY_KIND:
        found.append("needles_unknown")
    return [wording.text(f"words/worklist.{name}") for name in found]


def flag_sentences(treatment) -> list[str]:
    return [wording.first_letter(words) for words in flags_in_words(treatment)]
