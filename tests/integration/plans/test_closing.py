"""What is urgent is closed by a person with a reason and a judgement of her own; and no start into an open reaction."""

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from myosotis.clinic.care.actions import acknowledge
from myosotis.clinic.numbers.own import OwnNumbers
from myosotis.clinic.plans.gate import HOLDS
from myosotis.clinic.plans.models import OwnView, StartReason
from myosotis.clinic.plans.situation import Situation, seen_by_doctor
from tests.integration.people import a_client, a_complaint, a_treatment, an_answer
from tests.integration.plans.courses import BETTER, OWN, a_course, treat
from tests.integration.test_registration import filled

VOMITS = {"symptoms": {"vomiting": 2}}


def close(assessment, therapist, **more):
    given = {"note": "Lægen har set hende.", **OWN} | more
    return acknowledge(assessment=assessment, by=therapist, at=timezone.now(), **given)


@pytest.mark.parametrize("missing", ["own_reading", "rests_on", "note"])
def test_level_four_is_closed_only_with_reason_and_own_judgement(therapist, missing):
    assessment = an_answer(a_treatment(therapist), **VOMITS)
    with pytest.raises(ValidationError):
        close(assessment, therapist, **{missing: ""})
    assert not assessment.acknowledgements.exists()


def test_own_judgement_stands_beside_and_not_over_the_machines(therapist):
    assessment = an_answer(a_treatment(therapist), **VOMITS)
    close(assessment, therapist, own_reading="expected_reaction")
    assessment.refresh_from_db()
    assert (assessment.level, OwnView.objects.get().reading) == (4, "expected_reaction")
    assert assessment.reading != "expected_reaction"


def test_it_stays_at_level_four_until_it_is_closed(therapist):
    treatment = a_treatment(therapist, hours_ago=60)
    urgent = an_answer(treatment, hours=4, **VOMITS)
    assert an_answer(treatment, hours=25, pain=5).level == 4
    for assessment in treatment.checkins.order_by("hours").last().assessments.all():
        close(assessment, therapist)
    assert an_answer(treatment, hours=26, pain=5).level == 4, "the first one is still open"
    close(urgent, therapist)
    assert an_answer(treatment, hours=27, pain=5).level < 4


def test_once_all_is_closed_a_later_answer_is_judged_on_its_own(therapist):
    treatment = a_treatment(therapist, hours_ago=60)
    close(an_answer(treatment, hours=4, **VOMITS), therapist)
    later = an_answer(treatment, hours=50, pain=3, qualities=["dull"], compared="better")
    assert later.level < 4
    assert later.inputs["closed_until"] == 4


def test_a_new_sign_after_closing_is_urgent_again(therapist):
    treatment = a_treatment(therapist, hours_ago=60)
    close(an_answer(treatment, hours=4, **VOMITS), therapist)
    again = an_answer(treatment, hours=25, **VOMITS)
    assert again.level == 4
    assert an_answer(treatment, hours=50, pain=3).level == 4


def test_the_form_of_an_urgent_answer_asks_for_both_and_the_page_shows_both(desk, therapist):
    assessment = an_answer(a_treatment(therapist), **VOMITS)
    page = desk.get(f"/clients/{assessment.checkin.treatment.client.pk}/").content.decode()
    assert 'name="own_reading" required' in page
    address = f"/assessments/{assessment.pk}/acknowledge/"
    assert "egen vurdering" in desk.post(address, {"note": "Ringet."}, follow=True).content.decode()
    assert not assessment.acknowledgements.exists()
    page = desk.post(address, {"note": "Ringet.", "sure": "1"} | OWN, follow=True).content.decode()
    assert "Egen vurdering: Negativ reaktion, hviler på: en samtale med klienten." in page


@pytest.mark.parametrize("own, asked", [("recovered", True), ("expected_reaction", True), ("red_flag", False), ("negative_reaction", False)])
def test_closing_is_read_through_once_more_and_a_contradiction_is_asked_about(desk, therapist, own, asked):
    assessment = an_answer(a_treatment(therapist), symptoms={"slurred_speech": 3})
    address, sent = f"/assessments/{assessment.pk}/acknowledge/", {"note": "Ringet.", "own_reading": own, "rests_on": "talked"}
    page = desk.post(address, sent).content.decode()
    assert not assessment.acknowledgements.exists()
    assert "Du lukker: Livsfare – 112" in page and "utydelig tale" in page and "Ringet." in page and ("Er det rigtigt?" in page) is asked
    said = desk.post(address, sent | {"sure": "1"}, follow=True).content.decode()
    assert "Sagen er lukket. Livsfare – 112" in said and assessment.acknowledgements.get().note == "Ringet."


def test_what_is_no_case_is_seen_by_one_press(desk, therapist):
    assessment = an_answer(a_treatment(therapist, hours_ago=6), pain=6)
    page = desk.post(f"/assessments/{assessment.pk}/acknowledge/", {}, follow=True).content.decode()
    assert "Noteret som set." in page and assessment.acknowledgements.exists()


def of_level(therapist, level):
    """An answer of that level, and its address."""
    said = {2: {"pain": 8, "compared": "worse", "qualities": ["aching"]}, 3: {"pain": 9, "compared": "much_worse", "qualities": ["aching"]}}[level]
    assessment = an_answer(a_treatment(therapist), **said)
    assert assessment.level == level
    return assessment, f"/assessments/{assessment.pk}/acknowledge/"


@pytest.mark.parametrize("sent, missing", [({}, "own_reading"), ({"own_reading": "negative_reaction"}, "rests_on"), ({"rests_on": "talked"}, "own_reading"), (OWN | {"note": ""}, "note")])
def test_level_three_is_closed_with_what_was_done_and_an_own_judgement_with_its_reason(desk, therapist, sent, missing):
    assessment, address = of_level(therapist, 3)
    page = desk.get(f"/clients/{assessment.checkin.treatment.client.pk}/").content.decode()
    assert 'name="own_reading" required' in page and 'name="rests_on" required' in page and 'name="as_program"' not in page
    for press in ({}, {"as_program": "1"}):
        answer = desk.post(address, {"note": "Ringet."} | sent | press)
        assert answer.context["messages"] and not assessment.acknowledgements.exists(), missing
    desk.post(address, {"note": "Ringet."} | OWN)
    own = assessment.acknowledgements.get().own_view
    assert (own.reading, own.rests_on) == ("negative_reaction", "talked")


def test_level_two_is_closed_by_one_press_that_is_a_judgement(desk, therapist):
    assessment, address = of_level(therapist, 2)
    page = desk.get(f"/clients/{assessment.checkin.treatment.client.pk}/").content.decode()
    assert "Set: som programmet siger" in page and 'name="own_reading" required' not in page and "At jeg har læst svaret" not in page
    page = desk.post(address, {"as_program": "1"}, follow=True).content.decode()
    own = assessment.acknowledgements.get().own_view
    assert (own.reading, own.rests_on) == (assessment.reading, "answer_read")
    assert "Egen vurdering: Negativ reaktion, hviler på: at jeg har læst svaret." in page
    assert OwnNumbers(therapist.clinic, timezone.now()).agreement == (1, 1, 1)


@pytest.mark.parametrize("sent", [{}, {"note": "Set."}, {"own_reading": "recovered"}, {"own_reading": "negative_reaction", "rests_on": "answer_read"}])
def test_level_two_is_not_closed_unseen(desk, therapist, sent):
    assessment, address = of_level(therapist, 2)
    desk.post(address, sent)
    assert not assessment.acknowledgements.exists()


def test_enter_in_a_field_agrees_with_nobody(desk, therapist):
    """A browser presses the first button of the form: that is not the one that agrees."""
    assessment, _address = of_level(therapist, 2)
    page = desk.get(f"/clients/{assessment.checkin.treatment.client.pk}/").content.decode()
    form = re.search(rf'<form[^>]*id="seen-{assessment.checkin.pk}".*?</form>', page, re.S).group()
    buttons = re.findall(r"<button[^>]*>", form)
    assert len(buttons) == 3 and "name=" not in buttons[0] and 'name="as_program"' in buttons[1]


def test_what_was_chosen_stands_against_the_press(desk, therapist):
    assessment, address = of_level(therapist, 2)
    desk.post(address, {"as_program": "1", "own_reading": "recovered"})
    assert not assessment.acknowledgements.exists(), "what it rests on is asked for"
    desk.post(address, {"as_program": "1", "own_reading": "recovered", "rests_on": "talked"})
    assert assessment.acknowledgements.get().own_view.reading == "recovered"


def test_that_an_answer_was_read_is_no_ground_to_judge_otherwise(therapist):
    assessment, _address = of_level(therapist, 2)
    with pytest.raises(ValidationError):
        close(assessment, therapist, own_reading="recovered", rests_on=OwnView.ANSWER_READ)


def test_a_press_takes_nothing_away_from_a_doctors_word(therapist):
    treatment = a_treatment(therapist, hours_ago=80)
    complaint = treatment.complaint
    close(an_answer(treatment, hours=52, pain=8, qualities=["aching"], compared="worse"), therapist, rests_on="doctor_seen")
    later = an_answer(treatment, hours=73, pain=6, qualities=["aching"], compared="same")
    assert later.level == 2
    close(later, therapist, own_reading=later.reading, rests_on=OwnView.ANSWER_READ)
    assert seen_by_doctor(Situation(complaint, timezone.now()).last)


def test_a_reading_nobody_knows_is_as_if_not_said(desk, therapist):
    assessment = an_answer(a_treatment(therapist), **VOMITS)
    desk.post(f"/assessments/{assessment.pk}/acknowledge/", {"note": "x", "own_reading": "fine", "rests_on": "talked"})
    assert not assessment.acknowledgements.exists()


# Starting a treatment.


def start(complaint, therapist, **more):
    return treat(complaint, therapist, 0.01, **more)


def test_within_two_days_a_reason_is_asked_for_and_kept(therapist):
    complaint = a_complaint(a_client(therapist), therapist)
    treat(complaint, therapist, 1.9)
    with pytest.raises(ValidationError, match="to døgn"):
        start(complaint, therapist)
    made = start(complaint, therapist, start_reason="Ny smerte efter et fald.")
    kept = StartReason.objects.get(treatment=made)
    assert (kept.holds, kept.reason, kept.by) == (["two_days"], "Ny smerte efter et fald.", therapist)


def test_after_two_days_nothing_is_asked(therapist):
    complaint = a_complaint(a_client(therapist), therapist)
    treat(complaint, therapist, 2.1)
    assert start(complaint, therapist).start_reasons.count() == 0


def test_an_unread_answer_of_level_two_holds_any_treatment_of_the_client(therapist):
    complaint = a_course(therapist, BETTER)
    answer = an_answer(complaint.treatments.get(), hours=60, pain=6, qualities=["aching"], compared="same")
    assert answer.level >= 2
    knee = a_complaint(complaint.client, therapist, "knee:left")
    with pytest.raises(ValidationError, match="Ikke læst"):
        start(knee, therapist)
    close(answer, therapist)
    assert start(knee, therapist).pk


@pytest.mark.parametrize("level, answers", [(5, {"symptoms": {"suicidal_thoughts": 3}}), (4, {"symptoms": {"vomiting": 2}})])
def test_an_open_danger_is_named_and_refuses_every_treatment_until_it_is_closed(therapist, desk, level, answers):
    complaint = a_course(therapist, BETTER)
    danger = an_answer(complaint.treatments.get(), hours=60, **answers)
    assert danger.level == level
    knee = a_complaint(complaint.client, therapist, "knee:left")
    named = {5: ("Livsfare – 112", "tanker om at dø"), 4: ("Læge nu", "opkast efter behandlingen")}[level]
    with pytest.raises(ValidationError, match="Ikke lukket") as refused:
        start(knee, therapist, start_reason="Klienten beder selv om det.")
    assert all(part in str(refused.value) for part in named)
    address = f"/complaints/{complaint.pk}/treatments/new/"
    page = desk.get(address).content.decode()
    assert all(part in page for part in named) and f"/clients/{complaint.client.pk}/" in page and 'name="reason_' not in page
    assert desk.post(address, filled(reason_unread="Klienten beder selv om det.")).status_code == 200
    assert complaint.treatments.count() == 1
    close(danger, therapist)
    assert start(knee, therapist, start_reason="Ny smerte efter et fald.").pk


@pytest.mark.parametrize("reason", ["x", "  ", "12345678", "...!"])
def test_a_letter_is_no_reason(therapist, reason):
    complaint = a_course(therapist, BETTER)
    an_answer(complaint.treatments.get(), hours=60, pain=6, qualities=["aching"], compared="same")
    with pytest.raises(ValidationError, match="Svar klienten i dag.*Ikke læst"):
        start(complaint, therapist, start_reason=reason)


def test_two_places_in_one_sitting_hold_nothing_and_the_next_day_does(therapist):
    client = a_client(therapist)
    shoulder, knee = (a_complaint(client, therapist, site) for site in ("shoulder:left", "knee:left"))
    first = treat(shoulder, therapist, 1)
    from myosotis.clinic.plans.gate import holds_of

    assert holds_of(client, knee, first.ended_at) == ()
    assert holds_of(client, knee, timezone.now()) == ("two_days",)


def test_the_page_shows_what_holds_and_takes_a_reason(desk, therapist):
    complaint = a_complaint(a_client(therapist), therapist)
    treat(complaint, therapist, 1)
    address = f"/complaints/{complaint.pk}/treatments/new/"
    assert "ikke gået to døgn" in desk.get(address).content.decode()
    held = desk.post(address, filled())
    assert held.status_code == 200 and "Vent, eller skriv hvorfor" in held.content.decode()
    assert desk.post(address, filled(reason_two_days="Aftalt.")).status_code == 302
    assert complaint.treatments.count() == 2


def test_each_thing_that_is_held_asks_for_a_reason_of_its_own(desk, therapist):
    """X-28: what was written about an answer that nobody read says nothing of a hard pressure at 86."""
    complaint = a_complaint(a_client(therapist, born=date(1940, 5, 4)), therapist)
    treat(complaint, therapist, 1, pressure=3)
    address, waited = f"/complaints/{complaint.pk}/treatments/new/", {"reason_two_days": "Klienten rejser i morgen."}
    assert [name for name in HOLDS if f'name="reason_{name}"' in desk.get(address).content.decode()] == ["two_days"]
    asked = desk.post(address, filled(**waited)).content.decode()
    assert "De to hårdeste tryk kræver en skriftlig grund." in asked and "Klienten rejser i morgen." in asked and complaint.treatments.count() == 1
    assert "ikke gået to døgn" not in asked.split('class="summary"')[1].split("</ul>")[0], "what has its reason is not asked for again"
    assert desk.post(address, filled(**waited, reason_age_cap="Kun ét punkt, efter aftale.")).status_code == 302
    kept = {tuple(each.holds): each.reason for each in StartReason.objects.all()}
    assert kept == {("two_days",): "Klienten rejser i morgen.", ("age_cap",): "Kun ét punkt, efter aftale."}
    plan = desk.get(f"/complaints/{complaint.pk}/plan/").content.decode()
    assert "Grund til det hårde tryk: Kun ét punkt, efter aftale." in plan


def test_a_new_complaint_is_held_too_and_nothing_is_stored(desk, therapist):
    complaint = a_complaint(a_client(therapist), therapist)
    treat(complaint, therapist, 1)
    held = desk.post(f"/clients/{complaint.client.pk}/complaints/new/", filled(region="knee", side="right"))
    assert "Vent, eller skriv hvorfor" in held.content.decode()
    assert complaint.client.complaints.count() == 1


def tried(desk, assessment, **sent):
    return desk.post(f"/assessments/{assessment.pk}/acknowledge/", sent)


@pytest.mark.parametrize(
    "sent, field",
    [({"own_reading": "expected_reaction"}, "rests_on"), ({"rests_on": "talked"}, "reading")],
)
def test_half_a_judgement_is_an_error_at_its_field_and_what_was_written_stays(desk, therapist, sent, field):
    assessment = an_answer(a_treatment(therapist), pain=8, compared="worse", qualities=["aching"])
    assert assessment.level == 2
    answer = tried(desk, assessment, note="Ringet til hende.", **sent)
    page = answer.content.decode()
    assert (answer.status_code, assessment.acknowledgements.exists()) == (200, False)
    assert "Ringet til hende.</textarea>" in page and f'id="{field}-{assessment.pk}-error"' in page
    assert all(f'<option value="{value}" selected>' in page for value in sent.values())


def test_going_back_from_closing_keeps_what_was_written(desk, therapist):
    assessment = an_answer(a_treatment(therapist), **VOMITS)
    page = tried(desk, assessment, note="Ringet til hende.", back="1", **OWN).content.decode()
    assert "Ringet til hende.</textarea>" in page and f'<option value="{OWN["own_reading"]}" selected>' in page
    assert 'name="back"' in tried(desk, assessment, note="Ringet til hende.", **OWN).content.decode()
    assert not assessment.acknowledgements.exists()


def test_a_judgement_is_added_after_an_answer_was_seen_and_stands_on_the_list(desk, therapist):
    assessment = an_answer(a_treatment(therapist), pain=8, compared="worse", qualities=["aching"])
    tried(desk, assessment, note="Set.", as_program="1")
    for _twice in range(2):
        tried(desk, assessment, own_reading="expected_reaction", rests_on="talked")
    assert [assessment.acknowledgements.count(), OwnView.objects.count()] == [2, 2]
    assert tried(desk, assessment, rests_on="talked").status_code == 200
    said = "Egen vurdering: Kendt reaktion, hviler på: en samtale med klienten."
    assert said in desk.get(f"/clients/{assessment.checkin.treatment.client.pk}/").content.decode()
    line = desk.get("/worklist/").content.decode()
    assert said in line and "Negativ reaktion" in line
