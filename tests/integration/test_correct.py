"""A wrong number is put right: the old links close, the client gets new ones, and nothing more goes to the stranger."""

from datetime import timedelta

import pytest
from django.utils import timezone

from myosotis.clinic.care.actions import shut_links
from myosotis.clinic.mine.actions import make_login_link, withdraw
from myosotis.clinic.notices.models import Message
from myosotis.clinic.people.models import Event
from tests.integration.people import a_client, a_treatment, link_of

NEW = "+4587654321"


@pytest.fixture
def treatment(therapist):
    return a_treatment(therapist, hours_ago=1)


@pytest.fixture
def correct(desk, treatment):
    known = {"name": "Mette Holm", "born": "1980-05-04", "phone": "+4512345678", "language": "da"}
    return lambda **given: desk.post(f"/clients/{treatment.client.pk}/correct/", known | given, follow=True)


def waiting():
    return set(Message.objects.filter(state="waiting").values_list("to", "language"))


def test_a_new_number_closes_the_old_link_and_sends_a_new_one(correct, treatment, web):
    old = link_of(treatment)
    page = correct(phone=NEW)
    assert "Gamle links åbner ikke mere" in page.content.decode()
    new = link_of(treatment)
    assert new != old and waiting() == {(NEW, "da")}
    assert Message.objects.filter(state="waiting", kind="invitation", link=new).count() == 1
    assert web.get(f"/c/{old.token}/").status_code == 410
    treatment.client.refresh_from_db()
    assert treatment.client.phone == NEW and [each.phone for each in treatment.client.history.all()] == [NEW, "+4512345678"]
    assert Event.objects.filter(what="client.corrected").count() == 1


def test_a_link_that_a_stranger_closed_is_open_again(correct, treatment):
    shut_links(treatment=treatment, at=timezone.now(), why="not_her")
    assert waiting() == set()
    correct(phone=NEW)
    treatment.standing.refresh_from_db()
    assert link_of(treatment).is_open(timezone.now()) and treatment.standing.shut_at is None and waiting() == {(NEW, "da")}


def test_whoever_said_no_is_sent_nothing_and_the_old_link_closes(correct, treatment):
    withdraw(client=treatment.client, at=timezone.now())
    correct(phone=NEW)
    assert waiting() == set() and not treatment.links.filter(revoked_at=None).exists()


def test_without_a_number_nothing_is_sent(correct, treatment):
    correct(phone="")
    assert waiting() == set()


def test_another_language_holds_for_what_waits_and_closes_no_link(correct, treatment):
    old = link_of(treatment)
    correct(language="en")
    assert link_of(treatment) == old and waiting() == {("+4512345678", "en")}


def test_nothing_changed_is_no_event(correct, treatment):
    correct()
    assert not Event.objects.filter(what="client.corrected").exists() and treatment.client.history.count() == 1


@pytest.mark.parametrize("wrong", [{"phone": "12"}, {"name": ""}, {"born": "2020-01-01"}, {"born": "x"}, {"language": "de"}])
def test_what_is_wrong_is_said_and_nothing_is_changed(correct, treatment, wrong):
    page = correct(**wrong)
    assert page.status_code == 400 and 'role="alert"' in page.content.decode()
    assert link_of(treatment).is_open(timezone.now()) and not Event.objects.filter(what="client.corrected").exists()


def test_an_old_course_gets_no_new_link(correct, therapist, treatment):
    old = a_treatment(therapist, client=treatment.client, site="hip:left", hours_ago=24 * 13)
    old.ended_at -= timedelta(days=3)
    old.save()
    before = old.links.count()
    correct(phone=NEW)
    assert old.links.count() == before


def test_other_clients_keep_theirs(correct, therapist):
    other = a_treatment(therapist, client=a_client(therapist, name="Ole Bjerre", phone="+4511111111"))
    old = link_of(other)
    correct(phone=NEW)
    assert link_of(other) == old and ("+4511111111", "da") in waiting()


def test_a_way_in_that_went_to_the_old_number_closes_too(correct, treatment):
    link = make_login_link(client=treatment.client, at=timezone.now())
    correct(phone=NEW)
    link.refresh_from_db()
    assert not link.is_open(timezone.now())
