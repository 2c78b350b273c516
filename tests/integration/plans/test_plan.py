"""The next dose: a direction with its reasons, never more; a plan that is not gentler says why."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from myosotis.clinic.care.actions import acknowledge
from myosotis.clinic.people.models import Event
from myosotis.clinic.plans.actions import record_plan
from myosotis.clinic.plans.presenters.plan import PlanPresenter, direction_name
from myosotis.clinic.plans.situation import Situation, in_step
from myosotis.terms import Reading
from tests.integration.people import a_client, a_complaint, a_treatment, an_answer
from tests.integration.plans.courses import BETTER, NEGATIVE, SAME, a_course, treat

pytestmark = pytest.mark.either_database


def plan(complaint, therapist, pressure=4, minutes=40, days=7, **more):
    return record_plan(
        complaint=complaint, by=therapist, at=timezone.now(), pressure=pressure, minutes=minutes, days=days, **more
    )


def now(complaint):
    return Situation(complaint, timezone.now())


@pytest.mark.parametrize("before", [(BETTER,), ()])
def test_after_a_negative_reaction_the_direction_is_shorter_lighter_wider(therapist, before):
    review = now(a_course(therapist, *before, NEGATIVE)).review
    assert review.next_dose == "gentler_shorter_fewer", "twice in a row is for a doctor, and the first is not twice"
    assert set(review.levers) == {"shorter", "lighter", "wider_spacing"}


@pytest.mark.parametrize("outcome", [NEGATIVE, SAME])
def test_after_a_bad_or_no_effect_a_plan_as_last_time_asks_for_a_reason(therapist, outcome):
    complaint = a_course(therapist, BETTER, outcome)
    with pytest.raises(ValidationError, match="mere blid"):
        plan(complaint, therapist)
    kept = plan(complaint, therapist, reason="Klienten ønsker det sådan.")
    assert (kept.reason_for, kept.by) == (["not_gentler"], therapist)


@pytest.mark.parametrize("gentler", [{"pressure": 3}, {"minutes": 30}, {"days": 10}])
def test_one_lever_is_enough(therapist, gentler):
    assert plan(a_course(therapist, BETTER, NEGATIVE), therapist, **gentler).reason_for == []


@pytest.mark.parametrize("more", [{"pressure": 3, "minutes": 50}, {"pressure": 5, "minutes": 20}, {"minutes": 30, "days": 3}])
def test_gentler_in_one_way_and_more_in_another_is_not_gentler(therapist, more):
    with pytest.raises(ValidationError, match="mere blid"):
        plan(a_course(therapist, BETTER, NEGATIVE), therapist, **more)


def test_after_a_good_outcome_the_same_dose_needs_no_reason(therapist):
    assert plan(a_course(therapist, BETTER, BETTER), therapist).reason_for == []


@pytest.mark.parametrize(("days", "is_wider"), [(7, False), (10, False), (11, True), (30, True)])
def test_the_first_gap_is_wider_when_it_is_longer_than_usual(desk, therapist, days, is_wider):
    complaint = a_course(therapist, NEGATIVE)
    assert now(complaint).reasons_needed(pressure=4, minutes=40, days=days) == (() if is_wider else ("not_gentler",))
    page = desk.get(f"/complaints/{complaint.pk}/plan/").content.decode()
    assert "<li>længere mellem gangene</li>" in page and "er her mere end 10 dage" in page, "what is offered says what it takes"


def test_where_there_was_a_gap_it_is_the_measure_and_nothing_else_is_said(desk, therapist):
    complaint = a_course(therapist, BETTER, NEGATIVE)
    assert "er her mere end" not in desk.get(f"/complaints/{complaint.pk}/plan/").content.decode()


@pytest.mark.parametrize("answers", [(NEGATIVE,), (BETTER, NEGATIVE)])
@pytest.mark.parametrize(("days", "needs"), [(1, True), (2, True), (7, False)])
def test_a_minute_less_before_two_days_are_over_is_not_gentler(therapist, answers, days, needs):
    complaint = a_course(therapist, *answers)
    assert bool(now(complaint).reasons_needed(pressure=4, minutes=39, days=days)) is needs


def test_before_two_days_are_over_a_wider_gap_than_last_time_is_too_soon_all_the_same(therapist):
    complaint = a_complaint(a_client(therapist), therapist)
    treat(complaint, therapist, 4, BETTER)
    treat(complaint, therapist, 3, NEGATIVE, start_reason="Talt igennem.")
    assert now(complaint).reasons_needed(pressure=4, minutes=30, days=2) == ("not_gentler",)
    assert now(complaint).reasons_needed(pressure=4, minutes=30, days=3) == ()


@pytest.mark.parametrize("said", ["too_hard", "wants_gentler"])
def test_what_the_client_says_today_asks_for_gentler(therapist, said):
    complaint = a_course(therapist, BETTER, BETTER)
    with pytest.raises(ValidationError, match="mere blid"):
        plan(complaint, therapist, **{said: True})


@pytest.mark.parametrize(("born", "pressure", "needs"), [(1951, 4, True), (1951, 3, False), (1990, 5, False)])
def test_the_two_hardest_pressures_need_a_reason_from_65(therapist, born, pressure, needs):
    client = a_client(therapist, born=date(born, 1, 1))
    complaint = a_course(therapist, BETTER, client=client, pressure=3)
    assert bool(now(complaint).reasons_needed(pressure=pressure, minutes=40, days=7)) is needs


def test_an_unknown_age_counts_as_elderly(therapist):
    complaint = a_course(therapist, BETTER, pressure=3)
    complaint.client.born = None
    assert "age_cap" in now(complaint).reasons_needed(pressure=4, minutes=40, days=7)


def test_it_is_kept_who_planned_and_when(therapist):
    kept = plan(a_course(therapist, BETTER), therapist)
    event = Event.objects.get(what="plan.recorded")
    assert (event.by, event.thing_id) == (therapist, str(kept.pk))


DANGER = {"hours": 10, "pain": 6, "symptoms": {"slurred_speech": 3}}


@pytest.mark.parametrize(("rests_on", "pauses"), [("talked", True), ("doctor_seen", False)])
def test_a_danger_pauses_until_a_doctor_has_seen_her(desk, therapist, rests_on, pauses):
    complaint = a_course(therapist, BETTER)
    danger = an_answer(complaint.treatments.get(), **DANGER)
    acknowledge(assessment=danger, by=therapist, at=timezone.now(), note="Set.", own_reading="red_flag", rests_on=rests_on)
    page = desk.get(f"/complaints/{complaint.pk}/plan/").content.decode()
    assert ("Hold pause nu" in page) is pauses and ("En læge har set klienten" in page) is not pauses
    assert ("<li>mindre tryk</li>" in page) is not pauses, "no next dose while the direction is to pause"
    assert now(complaint).must_pause is pauses and now(complaint).asks_for_gentler


def test_whom_the_answer_sends_to_a_doctor_the_plan_sends_there_too_until_a_person_has_closed_it(desk, therapist):
    complaint = a_course(therapist, BETTER)
    sick = an_answer(complaint.treatments.get(), hours=10, pain=6, symptoms={"vomiting": 2})
    assert (sick.reading, sick.level) == ("negative_reaction", 4)
    assert "Hold pause nu" in desk.get(f"/complaints/{complaint.pk}/plan/").content.decode()
    acknowledge(assessment=sick, by=therapist, at=timezone.now(), note="Ringet.", own_reading="negative_reaction", rests_on="talked")
    page = desk.get(f"/complaints/{complaint.pk}/plan/").content.decode()
    assert "Hold pause nu" not in page and "<li>mindre tryk</li>" in page


def test_what_the_therapist_is_to_look_at_sends_nobody_to_a_doctor():
    assert in_step(Reading.red_flag, 2) == Reading.negative_reaction
    assert [in_step(Reading.red_flag, level) for level in (4, 5, None)] == [Reading.red_flag] * 3
    assert in_step(Reading.recovered, 1) == Reading.recovered


def test_the_page_shows_every_treatment_and_why(desk, therapist):
    complaint = a_course(therapist, BETTER, NEGATIVE)
    page = desk.get(f"/complaints/{complaint.pk}/plan/").content.decode()
    assert page.count("plan-row") == 2
    for words in ("tryk: hårdt", "40 minutter", "punkter: 6", "Negativ reaktion", "mindre tryk", "B-105", "7 dage efter"):
        assert words in page, words


def test_no_number_is_filled_in_beforehand(desk, therapist):
    page = desk.get(f"/complaints/{a_course(therapist, BETTER).pk}/plan/").content.decode()
    assert 'name="minutes" value=""' in page and 'name="days" value=""' in page
    assert not any("checked" in part.split(">")[0] for part in page.split('name="pressure"')[1:])


def test_a_plan_without_a_reason_is_shown_again_with_what_is_missing(desk, therapist):
    complaint = a_course(therapist, BETTER, NEGATIVE)
    dose = {"pressure": "4", "minutes": "40", "days": "7"}
    answer = desk.post(f"/complaints/{complaint.pk}/plan/", dose)
    assert answer.status_code == 400 and "Skriv hvorfor" in answer.content.decode()
    answer = desk.post(f"/complaints/{complaint.pk}/plan/", dose | {"reason": "Aftalt med klienten."}, follow=True)
    assert "Grund: Aftalt med klienten." in answer.content.decode()


def test_no_answer_is_not_the_same_as_a_good_one(desk, therapist):
    page = desk.get(f"/complaints/{a_course(therapist, None).pk}/plan/").content.decode()
    assert "Spørg klienten før I lægger en plan" in page
    assert "bliver som sidst" not in page


def test_own_judgement_counts_where_it_is_worse(therapist):
    from myosotis.clinic.care.actions import acknowledge
    from tests.integration.people import an_answer

    complaint = a_course(therapist, BETTER)
    assessment = an_answer(complaint.treatments.get(), hours=60, pain=3)
    acknowledge(assessment=assessment, by=therapist, at=timezone.now(), own_reading="red_flag", rests_on="seen")
    assert now(complaint).last.reaction == "red_flag"


def test_where_an_answer_could_not_be_judged_it_is_read_before_anything_is_said_of_next_time(therapist):
    treatment = a_treatment(therapist, hours_ago=24 * 8)
    an_answer(treatment, hours=5, pain=3)
    unread = an_answer(treatment, hours=50, pain=5, sites=["nowhere:left"])
    assert not unread.could_be_judged
    first = PlanPresenter(Situation(treatment.complaint, timezone.now())).direction
    acknowledge(assessment=unread, by=therapist, at=timezone.now(), note="ringet op")
    after = PlanPresenter(Situation(treatment.complaint, timezone.now())).direction
    assert "ikke kunne vurdere" in first and "ikke kunne vurdere" not in after


def shown(complaint):
    return PlanPresenter(now(complaint))


def unjudged(therapist, hours_ago=24 * 8):
    """An answer that no rule could judge, and that a therapist has seen without saying what she thinks."""
    treatment = a_treatment(therapist, hours_ago=hours_ago, pain=5)
    assessment = an_answer(treatment, hours=5, pain=6, qualities=["spiky"], compared="worse")
    assert not assessment.could_be_judged
    acknowledge(assessment=assessment, by=therapist, at=timezone.now(), note="ringet op")
    return treatment.complaint, assessment


def judged_later(assessment, therapist, own_reading):
    acknowledge(assessment=assessment, by=therapist, at=timezone.now(), note="ringet op", own_reading=own_reading, rests_on="talked")


@pytest.mark.parametrize("hours_ago", [24 * 8, 7])
def test_what_could_not_be_judged_is_never_as_last_time_before_a_person_has_judged_it(desk, therapist, hours_ago):
    complaint, assessment = unjudged(therapist, hours_ago)
    address = f"/complaints/{complaint.pk}/plan/"
    page = desk.get(address).content.decode()
    assert "som sidst" not in page and "skriv først din egen vurdering" in page and "Hvorfor" in page and "Ingen regel kan afgøre svaret" in page
    assert now(complaint).reasons_needed(pressure=4, minutes=40, days=7) == ("not_gentler",)
    where = f"/clients/{complaint.client_id}/#checkin-{assessment.checkin_id}"
    assert where in page and f'id="checkin-{assessment.checkin_id}"' in desk.get(f"/clients/{complaint.client_id}/").content.decode()
    judged_later(assessment, therapist, "expected_reaction")
    page = desk.get(address).content.decode()
    assert "Egen vurdering: Kendt reaktion, hviler på: en samtale med klienten. Nora, " in page and where not in page
    assert "skriv først" not in page and "som sidst" not in page, "the answer after two days is still missing"


@pytest.mark.parametrize("page", ["plan", "review"])
def test_what_could_not_be_judged_is_said_to_be_that_and_not_undecided(desk, therapist, page):
    complaint, assessment = unjudged(therapist)
    an_answer(complaint.treatments.get(), hours=6, pain=6, compared="same")
    address = f"/complaints/{complaint.pk}/{page}/"
    row = "<dt>Værste udfald</dt><dd>"
    assert f"{row}Kunne ikke vurderes</dd>" in desk.get(address).content.decode()
    judged_later(assessment, therapist, "undetermined")
    assert f"{row}Uafklaret" in desk.get(address).content.decode()


def test_an_own_judgement_that_is_undecided_too_settles_nothing(therapist):
    complaint, assessment = unjudged(therapist)
    judged_later(assessment, therapist, "undetermined")
    assert direction_name(now(complaint)) == "judge_first"


@pytest.mark.parametrize("hours_ago, name", [(25, "not_yet"), (24 * 8, "ask_first")])
def test_before_the_answer_after_two_days_nothing_is_as_last_time(therapist, hours_ago, name):
    treatment = a_treatment(therapist, hours_ago=hours_ago)
    an_answer(treatment, hours=4, pain=7, qualities=["sore", "bruised"], compared="worse")
    page = shown(treatment.complaint)
    assert direction_name(now(treatment.complaint)) == name and "som sidst" not in page.direction
    assert [ground.text for ground in page.grounds], "there is always a why"


def test_as_last_time_says_why_and_which_answer_it_rests_on(therapist):
    page = shown(a_course(therapist, BETTER))
    assert "som sidst" in page.direction
    said = " ".join(ground.text for ground in page.grounds)
    assert "Svaret det bygger på: Klienten ser tiden an" in said and "kalder ikke på noget mere blidt" in said
    assert any(name == "B-61" for ground in page.grounds for name, _text in ground.statements)


def test_one_of_the_gentler_ways_is_enough_and_the_doubt_is_kept(desk, therapist):
    treatment = a_treatment(therapist, hours_ago=11)
    an_answer(treatment, hours=10, pain=8, qualities=["aching"], compared="worse")
    page = desk.get(f"/complaints/{treatment.complaint.pk}/plan/").content.decode()
    assert "Vælg mindst én vej:" in page and "skal der trykkes" not in page
    assert "læst som: negativ reaktion (måske)." in page and "faresignal" not in page.split("<main")[1].split("Hvad det hviler på")[0]


def test_an_own_judgement_stands_beside_the_machines_and_does_not_rule_over_it(desk, therapist):
    complaint = a_complaint(a_client(therapist), therapist)
    treat(complaint, therapist, 3, NEGATIVE, seen=False)
    last = complaint.treatments.get().checkins.get().assessments.get()
    acknowledge(assessment=last, by=therapist, at=timezone.now(), note="Set.", own_reading="expected_reaction", rests_on="seen")
    page = desk.get(f"/complaints/{complaint.pk}/plan/").content.decode()
    assert "Egen vurdering: Kendt reaktion, hviler på: at jeg har set klienten. Nora, " in page
    assert "negativ reaktion (sandsynligvis)" in page and "mere blid på mindst én måde" in page


def test_what_it_rests_on_is_folded_and_no_bare_code_stands_in_a_sentence(desk, therapist):
    page = desk.get(f"/complaints/{a_course(therapist, NEGATIVE).pk}/plan/").content.decode()
    assert "Hvad det hviler på" in page and "B-105, B-106" not in page and '<code class="code">B-105</code> ' in page
