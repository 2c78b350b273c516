"""After a new treatment the list speaks of it; what the one before came to stands behind it, and silence is never well."""

from django.utils import timezone

from myosotis.clinic.care import actions
from myosotis.clinic.care.presenters.worklist import WorklistPresenter
from myosotis.clinic.plans.gate import HOLDS
from tests.integration.people import DOSE, a_treatment, an_answer


def again(treatment, therapist):
    ended_at = timezone.now()
    baseline = {"pain": 5, "qualities": ["aching"], "sites": ["shoulder:left"], "referral_sites": [], "symptoms": {}, "taken_at": ended_at}
    return actions.add_treatment(
        complaint=treatment.complaint, by=therapist, at=ended_at, treatment={**DOSE, "sites": ["shoulder:left"], "ended_at": ended_at},
        baseline=baseline, reasons=dict.fromkeys(HOLDS, "Vi har talt om det."),
    )  # fmt: skip


def the_line(therapist):
    (line,) = WorklistPresenter(therapist.clinic, timezone.now()).lines
    return line


def test_the_line_of_who_never_answered_speaks_of_todays_treatment_and_says_so(therapist):
    treatment = a_treatment(therapist, hours_ago=100)
    an_answer(treatment, hours=5, pain=6)
    assert the_line(therapist).kind == "no_answer"
    again(treatment, therapist)
    line = the_line(therapist)
    assert (line.kind, line.level.words) == ("seen", "Venter på første svar")
    assert line.what == "Venstre skulder" and line.since.startswith("behandlet i dag kl.")
    assert "kom der ikke det sidste svar" in line.reading


def test_the_line_of_a_course_that_ended_well_says_what_it_ended_with(therapist):
    treatment = a_treatment(therapist, hours_ago=75)
    actions.acknowledge(assessment=an_answer(treatment, hours=73, pain=1, compared="better", qualities=["aching"]), by=therapist, at=timezone.now())
    again(treatment, therapist)
    assert the_line(therapist).reading.startswith("Efter behandlingen før: Bedre")


def test_what_asks_for_a_look_stays_on_the_list_after_a_new_treatment(therapist):
    treatment = a_treatment(therapist, hours_ago=60)
    an_answer(treatment, hours=50, pain=8, compared="worse", qualities=["aching"])
    again(treatment, therapist)
    assert the_line(therapist).kind == "level"


def test_the_page_of_a_new_treatment_says_that_nobody_knows_how_it_went(desk, therapist):
    treatment = a_treatment(therapist, hours_ago=100)
    address = f"/complaints/{treatment.complaint.pk}/treatments/new/"
    assert "har ikke svaret efter den sidste behandling" in desk.get(address).content.decode()
    an_answer(treatment, hours=5, pain=6)
    assert "sidste svar er gammelt" in desk.get(address).content.decode()
    an_answer(treatment, hours=99, pain=3)
    assert "Intet svar er ikke" not in desk.get(address).content.decode()
