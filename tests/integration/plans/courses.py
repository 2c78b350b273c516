"""Complaints with several treatments, made through the same actions as in the clinic."""

from datetime import timedelta

from django.utils import timezone

from myosotis.clinic.care.actions import acknowledge, add_treatment
from myosotis.clinic.plans.gate import HOLDS
from tests.integration.people import DOSE, a_client, a_complaint, an_answer

OWN = {"own_reading": "negative_reaction", "rests_on": "talked"}
NEGATIVE = {"hours": 52, "pain": 9, "qualities": ["aching"], "compared": "worse"}
BETTER = {"hours": 52, "pain": 3, "qualities": ["dull"], "compared": "better"}
SAME = {"hours": 52, "pain": 6, "qualities": ["aching"], "compared": "same"}


def own_of(assessment) -> dict:
    """What a therapist must judge herself to close it: of what asked for a doctor something of her own, else as the program says."""
    level = assessment.level or 0
    return OWN if level >= 4 else {"own_reading": assessment.reading, "rests_on": "talked"} if level >= 2 else {}


def treat(complaint, therapist, days_ago, answer=None, *, pain=6, seen=True, start_reason="", **dose):
    """One more treatment of a complaint, with one answer that somebody has read."""
    ended = timezone.now() - timedelta(days=days_ago)
    made = add_treatment(
        complaint=complaint, by=therapist, at=ended, reasons=dict.fromkeys(HOLDS, start_reason),
        treatment={**DOSE, "sites": [complaint.site], "ended_at": ended, **dose},
        baseline={"pain": pain, "qualities": ["aching"], "sites": [complaint.site], "referral_sites": [],
                  "symptoms": {}, "taken_at": ended},
    )  # fmt: skip
    if answer:
        assessment = an_answer(made, **answer)
        if seen:
            acknowledge(assessment=assessment, by=therapist, at=timezone.now(), note="Ringet.", **own_of(assessment))
    return made


def a_course(therapist, *answers, client=None, **dose):
    """A complaint treated every seventh day, once for each answer, the last of them three days ago."""
    complaint = a_complaint(client or a_client(therapist), therapist)
    for number, answer in enumerate(answers):
        treat(complaint, therapist, 3 + 7 * (len(answers) - 1 - number), answer, **{"start_reason": "Talt igennem."} | dose)
    return complaint
