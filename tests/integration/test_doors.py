"""Everything about a client is reached through the clinic of whoever is logged in, and through nothing else."""

import pytest
from django.test import Client as Web
from django.urls import URLResolver, get_resolver, reverse

from myosotis.clinic.people.models import Therapist
from tests.integration.people import a_clinic, a_treatment, an_answer

# Who may open an address: anyone, a browser with a client's pressed link, or someone who works in the clinic.
ANYONE = {
    "welcome",
    "set_language",
    "robots",
    "login",
    "logout",
    "purpose",
    "first_owner",
    "checkin",
    "selfcheck",
    "knowledge",
    "knowledge_page",
}
LINK = {
    "checkin_you", "checkin_not_me", "checkin_answer", "checkin_again", "checkin_step",
    "my_agreement", "my_agreement_paper", "my_agreement_calendar",
}  # fmt: skip
CLINIC = {
    "worklist", "acknowledge_calm", "clients", "register", "client", "add_complaint", "treat", "treatment_link",
    "agreement", "agreement_paper", "agreement_calendar",
    "acknowledge", "outbox", "gallery", "limits", "treatment_map", "treatment_map_pdf", "treatment_export", "plan", "review", "elsewhere",
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


@pytest.fixture
def foreign(db):
    """Things of a clinic where the one who asks does not work."""
    therapist = a_clinic("Klinik Syd", "sune")
    treatment = a_treatment(therapist)
    assessment = an_answer(treatment)
    return {
        "client_id": treatment.client.pk,
        "complaint_id": treatment.complaint.pk,
        "treatment_id": treatment.pk,
        "assessment_id": assessment.pk,
        "name": "pain",
        "token": "nothing",
    }


def test_every_address_is_sorted_by_who_may_open_it():
    assert set(dict(patterns())) == ANYONE | LINK | CLINIC


# An address that takes no such method says so before it looks for anything.
TAKES_NO = {
    "get": {"acknowledge", "elsewhere"},
    "post": {"client", "treatment_map", "treatment_map_pdf", "treatment_export"},
}


@pytest.mark.parametrize("method", ["get", "post"])
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


def test_a_login_opens_no_questions(desk, foreign):
    assert desk.get("/checkin/pain/").status_code == 410


def test_whoever_has_not_read_what_it_is_for_is_led_there(db):
    therapist = a_clinic(confirmed=False)
    web = Web()
    web.force_login(therapist.user)
    assert web.get("/worklist/")["Location"] == "/purpose/"
    web.post("/purpose/")
    assert web.get("/worklist/").status_code == 200


def test_a_reader_sees_and_writes_nothing(db):
    therapist = a_clinic()
    treatment = a_treatment(therapist)
    assessment = an_answer(treatment)
    Therapist.objects.filter(pk=therapist.pk).update(role=Therapist.Role.reader)
    web = Web()
    web.force_login(therapist.user)
    assert web.get(f"/clients/{treatment.client.pk}/").status_code == 200
    assert web.post(f"/assessments/{assessment.pk}/acknowledge/", {"note": "set"}).status_code == 403


def test_a_login_ends_after_half_an_hour_without_a_sign(desk, therapist, settings):
    assert desk.get("/worklist/").status_code == 200
    session = desk.session
    session["seen"] -= settings.THERAPIST_IDLE_SECONDS + 1
    session.save()
    assert desk.get("/worklist/")["Location"] == "/login/"
