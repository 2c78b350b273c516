"""A colleague who may only read learns so at once, is offered nothing to write, and is told the true reason when she tries."""

import re

import pytest
from django.test import Client as Web
from django.utils import translation

from myosotis.clinic.people.models import Therapist
from tests.integration.people import a_clinic, a_treatment, an_answer, becomes, enter, press_link

pytestmark = pytest.mark.either_database

SAID = {
    "da": ("Du må kun læse her.", "Du må kun læse", "Der er ikke gemt noget.", "Det må kun klinikkens ejer."),
    "en": ("You may only read here.", "You may only read", "Nothing was saved.", "Only the owner of the clinic may do that."),
}


@pytest.fixture
def treatment(db):
    return a_treatment(a_clinic(), hours_ago=60)


@pytest.fixture
def reader(treatment):
    colleague = treatment.by
    becomes(colleague, Therapist.Role.reader)
    return enter(Web(), colleague)


def read(web, address, language="da") -> str:
    with translation.override(language):
        return web.get(address, headers={"accept-language": language}).content.decode()


@pytest.mark.parametrize("language", SAID)
def test_every_page_of_hers_says_it_at_its_top(reader, treatment, language):
    line = SAID[language][0]
    for address in ("/worklist/", "/clients/", f"/clients/{treatment.client.pk}/", f"/complaints/{treatment.complaint.pk}/plan/", "/settings/"):
        page = read(reader, address, language)
        assert page.count(line) == 1 and "only-reads" in re.search(r"<body[^>]*>", page).group(), address


def test_who_may_write_reads_no_such_line(desk):
    page = read(desk, "/worklist/")
    assert SAID["da"][0] not in page and "only-reads" not in page


def test_she_ends_her_own_devices_and_is_offered_no_alerts(reader):
    page = read(reader, "/me/")
    assert "/me/alert/" not in page and '<form method="post" class="hers" action="/me/devices/end/">' in page
    assert reader.post("/me/devices/end/").status_code == 302


def test_what_the_clinic_has_set_stands_there_and_cannot_be_changed(reader):
    assert '<fieldset class="bare" disabled>' in read(reader, "/settings/")


def test_a_client_writes_on_a_phone_where_a_reader_is_logged_in(reader, treatment):
    press_link(reader, treatment)
    page = read(reader, "/checkin/danger/")
    assert "only-reads" not in page and SAID["da"][0] not in page


@pytest.mark.parametrize("language", SAID)
def test_what_she_sends_all_the_same_is_refused_for_the_true_reason(reader, treatment, language):
    _line, title, nothing, owner = SAID[language]
    answer = an_answer(treatment, hours=52, pain=8)
    with translation.override(language):
        refused = reader.post(f"/assessments/{answer.pk}/acknowledge/", {"note": "Ringet."}, headers={"accept-language": language})
        closed = reader.get("/settings/log/", headers={"accept-language": language})
    page = refused.content.decode()
    assert refused.status_code == 403 and title in page and nothing in page and "for længe" not in page
    assert closed.status_code == 403 and owner in closed.content.decode()
