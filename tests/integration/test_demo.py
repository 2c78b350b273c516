"""The demo shows what there is: every level, every reading, someone who did not answer, something unreadable."""

import pytest
from django.db import transaction
from django.test import Client as Web
from django.utils import timezone

from myosotis.body.sites import read_site
from myosotis.clinic.care.presenters.worklist import WorklistPresenter
from myosotis.clinic.demo import PEOPLE, make_demo_clinic
from myosotis.clinic.people.demo_door import DEMO_CLIENT
from myosotis.clinic.people.models import Installation
from myosotis.terms import Level, Reading
from tests.integration.people import ALL_WELL, answer_all, enter, press_link

pytestmark = pytest.mark.either_database


@pytest.fixture(scope="module")
def clinic(django_db_setup, django_db_blocker):
    """Made once: each test begins from it, and takes away what it adds."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_demo_clinic()
        transaction.set_rollback(True)


def test_every_level_and_every_reading_is_there(clinic, db):
    assert set(clinic.assessments.values_list("level", flat=True)) == {*Level, None}
    assert set(clinic.assessments.values_list("reading", flat=True)) == {*Reading, ""}


def test_the_worklist_has_every_kind_of_line(clinic, db):
    lines = WorklistPresenter(clinic, timezone.now()).lines
    assert {line.kind for line in lines} >= {"level", "not_judged", "no_answer"}
    assert {line.level.number for line in lines if line.kind == "level"} == {1, 2, 3, 4, 5}


def test_messages_went_out_when_they_were_due_and_nobody_is_invited_after_answering(clinic, db):
    sent = clinic.messages.filter(state="sent")
    assert sent and all(message.sent_at == message.due_at for message in sent)


def test_it_is_marked_as_a_demo(clinic, db):
    assert Installation.row().kind == "demo"


@pytest.mark.parametrize("address", ["/", "/login/", "/purpose/", "/nowhere/"])
def test_every_page_says_that_the_people_are_invented(db, web, settings, address):
    settings.DEMO = True
    assert "Demo – opdigtede personer" in web.get(address).content.decode()


def test_outside_the_demo_no_login_is_shown(clinic, db, web):
    for address in ("/", "/login/"):
        assert "forglemmigej" not in web.get(address).content.decode()


def test_some_marked_the_map_and_their_next_map_starts_from_it(clinic, db):
    """Else nobody would meet "as last time", and each overlay would show a whole part of the body."""
    from myosotis.body.zones import ZONES, zones_of_site
    from myosotis.clinic.maps.pictures import TreatmentMaps

    marked = {
        each.complaint.client.name: each for each in clinic.treatments.order_by("ended_at") if any(name in ZONES for name in each.baseline.sites)
    }
    assert 4 <= len(marked) < len(PEOPLE), "some did, and some did not"
    for treatment in marked.values():
        maps = TreatmentMaps(treatment)
        assert not zones_of_site(read_site(treatment.complaint.site)) <= maps.before.keys()
        assert maps.change or not maps.answers


def test_as_last_time_stands_on_the_map_of_the_next_treatment(clinic, db):
    complaint = clinic.clients.get(name=DEMO_CLIENT).complaints.get()
    web = enter(Web(), clinic.therapists.get())
    web.post("/purpose/")
    assert 'data-do="as_last"' in web.get(f"/complaints/{complaint.pk}/treatments/new/").content.decode()


def test_as_last_time_stands_on_the_map_of_the_clients_check_in(clinic, db):
    phone, treatment = Web(), clinic.treatments.filter(complaint__client__name=DEMO_CLIENT).latest("ended_at")
    press_link(phone, treatment)
    answer_all(phone, {name: ALL_WELL[name] for name in ("flags", "pain", "feel")})
    assert 'data-do="as_last"' in phone.get("/checkin/places/").content.decode()
