"""What asks for a person today stands first on a client's page and says why, on the worklist too."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from myosotis.clinic.care.actions import acknowledge, receive_checkin, register_client
from myosotis.clinic.care.presenters import moments
from myosotis.clinic.care.presenters.client import ClientPresenter
from myosotis.clinic.care.presenters.worklist import WorklistPresenter
from myosotis.clinic.letters.letter import Letter
from myosotis.clinic.plans.actions import record_plan
from tests.integration.people import a_client, a_treatment, an_answer

pytestmark = pytest.mark.either_database

SIGN = {"symptoms": {"suicidal_thoughts": 3}}


def shown(desk, client):
    return desk.get(f"/clients/{client.pk}/").content.decode()


@pytest.mark.parametrize("answers, first", [
    (SIGN, True), ({"symptoms": {"vomiting": 2}}, True), ({"contact_wanted": True}, True), ({"qualities": ["?"]}, True), ({"pain": 6}, False),
])  # fmt: skip
def test_an_open_case_stands_before_everything_with_her_number_as_a_button(desk, therapist, answers, first):
    treatment = a_treatment(therapist, hours_ago=60)
    a_treatment(therapist, client=treatment.client, hours_ago=55, site="knee:left", start_reason="Aftalt i går.")
    answer = an_answer(treatment, **{"pain": 6} | answers)
    page = shown(desk, treatment.client)
    assert ('id="first"' in page) is first and page.count(f'id="checkin-{answer.checkin.pk}"') == 1
    if first:
        button = page.index('href="tel:+4512345678">Ring til klienten')
        assert button < page.index(f'id="checkin-{answer.checkin.pk}"') < page.index("Ny behandling") and "Svaret står øverst" in page


def test_a_closed_case_stands_in_its_own_treatment_again(desk, therapist):
    treatment = a_treatment(therapist)
    answer = an_answer(treatment, **SIGN)
    acknowledge(assessment=answer, by=therapist, at=timezone.now(), note="112 er ringet.", own_reading="red_flag", rests_on="talked")
    assert 'id="first"' not in shown(desk, treatment.client)


def test_an_old_treatments_open_case_is_never_behind_show_all(desk, therapist):
    treatment = a_treatment(therapist, hours_ago=60)
    answer = an_answer(treatment, **SIGN)
    page = ClientPresenter(treatment.client, timezone.now())
    page.complaints[0].shown = []
    assert [each.checkin for each in page.first] == [answer.checkin]


def test_the_worklist_says_which_sign_and_when_the_answer_came(therapist):
    an_answer(a_treatment(therapist, hours_ago=30), hours=5, **SIGN)
    line = WorklistPresenter(therapist.clinic, timezone.now()).lines[0]
    assert line.reading == "Faresignal: tanker om at dø, eller kan ikke holde det ud" and "5 timer efter" in line.since and "30 timer" not in line.since


def test_of_two_calm_answers_the_newer_is_the_one_that_is_read(therapist):
    treatment = a_treatment(therapist, hours_ago=80)
    an_answer(treatment, hours=4, pain=6)
    newer = an_answer(treatment, hours=75, pain=2, compared="better")
    treatment.standing.refresh_from_db()
    assert newer.level == 1 and treatment.standing.unseen == newer


def test_of_two_open_dangers_the_first_names_the_sign(therapist):
    treatment = a_treatment(therapist, hours_ago=80)
    first = an_answer(treatment, hours=4, **SIGN)
    assert an_answer(treatment, hours=75, pain=2).level == 5
    treatment.standing.refresh_from_db()
    assert treatment.standing.unseen == first


def test_nobody_under_eighteen_is_registered(therapist):
    from django.core.exceptions import ValidationError

    today = timezone.localdate()
    eighteen = today.replace(year=today.year - 18, day=min(today.day, 28))
    a_client(therapist, name="Atten", born=eighteen, at=timezone.now())
    with pytest.raises(ValidationError, match="under 18"):
        register_client(clinic=therapist.clinic, by=therapist, at=timezone.now(), client={"name": "Barn", "born": eighteen + timezone.timedelta(days=40)})


def test_what_the_line_is_about_is_on_the_page_though_its_treatment_is_further_back(desk, therapist):
    client = a_client(therapist)
    older = a_treatment(therapist, client=client, hours_ago=24 * 9)
    told = an_answer(older, hours=60, pain=6, qualities=["aching"], compared="same")
    assert told.level == 2
    newest = a_treatment(therapist, client=client, hours_ago=1, start_reason="Aftalt med klienten.")
    newest.complaint = older.complaint
    newest.save()
    page = desk.get(f"/clients/{client.pk}/").content.decode()
    assert f"/assessments/{told.pk}/acknowledge/" in page
    assert page.count(f"/assessments/{told.pk}/acknowledge/") == desk.get(f"/clients/{client.pk}/?all=1").content.decode().count(f"/assessments/{told.pk}/acknowledge/") == 1


@pytest.mark.parametrize("answers, waits", [({"contact_wanted": True}, True), ({"qualities": ["?"]}, True), (SIGN, False), ({"pain": 6}, False)])
def test_the_worklist_says_until_when_a_client_waits_as_she_was_told(therapist, answers, waits):
    answer = an_answer(a_treatment(therapist, hours_ago=5), **answers)
    by, at = answer.waits_until, timezone.now()
    assert (by is not None) is waits
    if waits:
        assert f"Har du intet svar {moments.near(by, answer.checkin.received_at)}" in " ".join(answer.told["do"]), "the same hour"
        assert moments.near(by, at) in WorklistPresenter(therapist.clinic, at).lines[0].waits
        later = WorklistPresenter(therapist.clinic, by + timedelta(minutes=1)).lines[0].waits
        assert later.startswith("Uden svar skulle klienten ringe til læge")
    else:
        assert WorklistPresenter(therapist.clinic, at).lines[0].waits == ""


def test_pain_felt_only_in_another_place_says_so_in_the_table(desk, therapist):
    treatment = a_treatment(therapist, hours_ago=60)
    an_answer(treatment, hours=50, pain=4, sites=["hip:left"])
    assert "4 (et andet sted)" in shown(desk, treatment.client)
    assert WorklistPresenter(therapist.clinic, timezone.now()).lines[0].changed == "6 → 4 (et andet sted)"


def by_nobody_knows_whom(treatment):
    """A sign of danger from her link before her birthday had fitted."""
    return receive_checkin(
        treatment=treatment, answers={"symptoms": {"face_droop": 3}}, key=uuid4(), at=timezone.now(), language="da", by_her=False
    )[1]


def test_what_a_stranger_may_have_written_hides_nothing_of_hers(therapist):
    treatment = a_treatment(therapist, hours_ago=5)
    own = an_answer(treatment, contact_wanted=True)
    by_nobody_knows_whom(treatment)
    line = WorklistPresenter(therapist.clinic, timezone.now()).lines[0]
    assert line.level.number == 5 and "Vi ved ikke hvem der skrev." in line.wrote
    assert moments.near(own.waits_until, timezone.now()) in line.waits, "she still waits for somebody"


def test_the_letter_says_at_the_danger_itself_that_nobody_knows_who_wrote(therapist):
    treatment = a_treatment(therapist, hours_ago=5)
    by_nobody_knows_whom(treatment)
    assert "Vi ved ikke hvem der skrev." in Letter(treatment.complaint, timezone.now()).urgent[0]


@pytest.mark.parametrize("answers", [{"contact_wanted": True}, {"qualities": ["?"]}])
def test_who_waits_for_an_answer_is_not_taken_off_the_list_by_an_empty_press(therapist, answers):
    answer = an_answer(a_treatment(therapist, hours_ago=5), **answers)
    with pytest.raises(ValidationError):
        acknowledge(assessment=answer, by=therapist, at=timezone.now(), note=" ", own_reading="undetermined", rests_on="talked")
    acknowledge(assessment=answer, by=therapist, at=timezone.now(), note="Ringet, aftalt at se tiden an.", own_reading="undetermined", rests_on="talked")


def test_no_next_dose_is_planned_into_an_open_danger(therapist):
    treatment = a_treatment(therapist, hours_ago=60)
    an_answer(treatment, hours=5, **SIGN)
    with pytest.raises(ValidationError, match="tanker om at dø"):
        record_plan(complaint=treatment.complaint, by=therapist, at=timezone.now(), pressure=2, minutes=20, days=14, reason="Aftalt.")
