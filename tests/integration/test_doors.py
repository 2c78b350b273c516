"""Everything about a client is reached through the clinic of whoever is logged in, and through nothing else."""

from datetime import timedelta

import pytest
from django.test import Client as Web
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from myosotis.clinic.exercises.actions import choose, write_done
from myosotis.clinic.people.door import HER_OWN
from myosotis.clinic.people.models import Therapist
from myosotis.clinic.plans.actions import add_elsewhere
from myosotis.clinic.presence.actions import begin_absence
from tests.integration.people import a_clinic, a_treatment, agree_before, an_answer, becomes, enter

# Who may open an address: anyone, a browser with a client's pressed link, or someone who works in the clinic.
ANYONE = {
    "welcome",
    "set_language",
    "robots",
    "login",
    "account_login",
    "mfa_authenticate",
    "logout",
    "purpose",
    "first_owner",
    "colleague_enters",
    "checkin",
    "my_way_in",
    "before_way_in",
    "during",
    "my_leave",
    "offline",
    "offline_worker",
    "offline_receive",
    "selfcheck",
    "selfcheck_step",
    "selfcheck_answer",
    "knowledge",
    "knowledge_page",
}
LINK = {
    "checkin_you", "checkin_not_me", "checkin_birthday", "checkin_danger", "checkin_correct", "checkin_contact", "checkin_answer", "checkin_again", "checkin_step",
    "my_agreement", "my_agreement_paper", "my_agreement_calendar", "my_link",
}  # fmt: skip
# A browser in which a client used her login link.
BEFORE = {"before_step", "before_done"}
HERS = {"my_exercises", "my_courses", "my_courses_paper", "my_courses_file", "my_withdraw"}
CLINIC = {
    "colleagues", "colleague", "consent", "hand_over_login_link", "ask_before", "hand_over_buttons", "mfa_index", "end_devices", "clinic_settings", "pause_client", "end_pause", "end_absence", "alert_address",
    "doctor_letter", "visit_summary", "incident_report", "client_file", "client_paper", "clinic_file", "client_log", "client_versions", "clinic_log", "leaving", "erase_client", "erasures_due", "own_numbers", "exercises", "end_exercise", "see_worse",
    "worklist", "acknowledge_calm", "clients", "register", "client", "add_complaint", "treat", "treatment_link",
    "agreement", "agreement_paper", "agreement_calendar", "agree_before", "agreed_before_paper", "correct_client",
    "acknowledge", "follow_up", "outbox", "gallery", "limits", "treatment_map", "treatment_map_pdf", "treatment_export", "plan", "review", "elsewhere",
    "take_back_elsewhere",
}  # fmt: skip


# Someone with a password, who has yet to show, or to get, a second factor.
PASSWORD_GIVEN = {
    "account_reauthenticate", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes", "mfa_add_webauthn", "mfa_reauthenticate_webauthn", "mfa_remove_webauthn",
}  # fmt: skip


def patterns(found=None):
    """Every address by its name, those of included rooms too."""
    for pattern in get_resolver().url_patterns if found is None else found:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern.url_patterns)
        else:
            yield pattern.name, pattern


def address(pattern, things):
    names = pattern.pattern.converters
    return reverse(pattern.name, kwargs={name: things[name] for name in names})


def things_of(therapist) -> dict:
    """One thing of every kind that an address can name, each really there, in the clinic of this therapist."""
    at = timezone.now()
    treatment = a_treatment(therapist, hours_ago=80)
    agree_before(treatment.complaint, therapist)
    exercise = choose(complaint=treatment.complaint, muscle="masseter", kind="stretch", words="", by=therapist, at=at, reason="Aftalt.")
    absence = begin_absence(
        clinic=therapist.clinic, by=therapist, at=at, from_at=at + timedelta(days=9), until_at=at + timedelta(days=10), reason="holiday"
    )
    return {
        "client_id": treatment.client.pk,
        "complaint_id": treatment.complaint.pk,
        "treatment_id": treatment.pk,
        "assessment_id": an_answer(treatment).pk,
        "absence_id": absence.pk,
        "exercise_id": exercise.pk,
        "done_id": write_done(exercise=exercise, pain_before=2, pain_after=5, words="", at=at).pk,
        "elsewhere_id": add_elsewhere(complaint=treatment.complaint, by=therapist, at=at, day=timezone.localdate(at), kind="massage").pk,
        "therapist_id": therapist.pk,
    }


@pytest.fixture
def foreign(db):
    """Things of a clinic where the one who asks does not work."""
    return things_of(a_clinic("Klinik Syd", "sune")) | {"name": "pain", "token": "nothing"}


def test_every_address_is_sorted_by_who_may_open_it():
    assert set(dict(patterns())) == ANYONE | LINK | HERS | BEFORE | PASSWORD_GIVEN | CLINIC


# An address that takes no such method says so before it looks for anything.
TAKES_NO = {
    "get": {"pause_client", "end_pause", "colleague", "acknowledge", "follow_up", "end_absence", "end_exercise", "see_worse", "elsewhere", "take_back_elsewhere", "hand_over_login_link", "consent"},
    "post": {"client", "client_log", "client_versions", "doctor_letter", "incident_report", "visit_summary", "client_file", "client_paper", "agreed_before_paper", "treatment_map", "treatment_map_pdf", "treatment_export"},
}


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.item(49)
def test_things_of_another_clinic_are_not_there(desk, foreign, method):
    answers = {
        name: getattr(desk, method)(address(pattern, foreign)).status_code
        for name, pattern in patterns()
        if name in CLINIC and pattern.pattern.converters
    }
    assert answers == {name: 405 if name in TAKES_NO[method] else 404 for name in answers}


def test_a_page_of_ones_own_clinic_opens_by_the_same_addresses(desk, therapist):
    treatment = a_treatment(therapist)
    things = {"client_id": treatment.client.pk, "complaint_id": treatment.complaint.pk, "treatment_id": treatment.pk}
    opened = {
        name: desk.get(address(dict(patterns())[name], things)).status_code
        for name in ("client", "add_complaint", "treat", "treatment_link")
    }
    assert set(opened.values()) == {200}


@pytest.mark.item(49)
def test_lists_hold_nothing_of_another_clinic(desk, foreign):
    for name in ("worklist", "clients", "outbox"):
        assert "Mette Holm" not in desk.get(reverse(name)).content.decode()


def test_without_a_login_the_clinic_is_closed(web, foreign):
    for name in CLINIC:
        for method in (web.get, web.post):
            response = method(address(dict(patterns())[name], foreign))
            assert (response.status_code, response.get("Location")) == (302, "/login/"), name


def test_without_a_pressed_link_the_questions_are_closed(web, db, foreign):
    closed = {name: web.post(address(dict(patterns())[name], foreign)).status_code for name in LINK}
    assert set(closed.values()) == {410}
    assert {web.post(address(dict(patterns())[name], foreign)).status_code for name in BEFORE} <= {405, 410}


def test_without_a_login_link_the_history_is_closed(web, desk, foreign):
    for browser in (web, desk):
        closed = {name: browser.get(address(dict(patterns())[name], foreign)).status_code for name in HERS}
        assert set(closed.values()) == {403}


def test_a_login_opens_no_questions(desk, foreign):
    assert desk.get("/checkin/pain/").status_code == 410


def test_whoever_has_not_read_what_it_is_for_is_led_there(db):
    therapist = a_clinic(confirmed=False)
    web = Web()
    enter(web, therapist)
    assert web.get("/worklist/")["Location"] == "/purpose/"
    web.post("/purpose/")
    assert web.get("/worklist/").status_code == 200


def test_a_reader_sees_and_writes_nothing(db):
    therapist = a_clinic()
    treatment = a_treatment(therapist)
    assessment = an_answer(treatment)
    becomes(therapist, Therapist.Role.reader)
    web = Web()
    enter(web, therapist)
    assert web.get(f"/clients/{treatment.client.pk}/").status_code == 200
    assert web.post(f"/assessments/{assessment.pk}/acknowledge/", {"note": "set"}).status_code == 403


# Addresses that only the owner opens, and those at which only the owner changes something.
OWNER_OPENS, OWNER_CHANGES = {"clinic_file", "clinic_log", "leaving", "erase_client", "colleagues"}, {"clinic_log", "limits", "clinic_settings", "leaving", "erase_client", "colleague"}
ROLES = [None, *Therapist.Role.values]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.item(48)
def test_the_matrix_of_roles_and_addresses(therapist, role):
    """Every address of the clinic for everyone: nobody, a reader, a therapist, an owner; generated from the addresses."""
    things = things_of(therapist)
    if role:
        becomes(therapist, role)
    web = enter(Web(), therapist) if role else Web()
    wrong = {}
    for name, pattern in patterns():
        if name not in CLINIC:
            continue
        for method in ("get", "post"):
            got = getattr(web, method)(address(pattern, things)).status_code
            if got != 405 and not allowed(role, name, method, got):
                wrong[f"{method} {name}"] = got
    assert wrong == {}


def allowed(role, name, method, got) -> bool:
    if role is None:
        return got == 302
    # With a client's link one answers in her name.
    if role == Therapist.Role.reader and (name == "treatment_link" or (method == "post" and name not in HER_OWN)):
        return got == 403
    if role != Therapist.Role.owner and (name in OWNER_OPENS or (method == "post" and name in OWNER_CHANGES and name != "clinic_settings")):
        return got == 403
    return got in (200, 302, 400)


@pytest.mark.item(46)
def test_a_login_ends_after_half_an_hour_without_a_sign(desk, therapist, settings):
    assert desk.get("/worklist/").status_code == 200
    session = desk.session
    session["seen"] -= settings.THERAPIST_IDLE_SECONDS + 1
    session.save()
    assert desk.get("/worklist/")["Location"] == "/login/"
