"""A link that came to somebody else or was locked: the clinic is told, nothing more is sent, and a new one can be made."""

import pytest
from django.test import Client as Web
from django.utils import timezone

from myosotis.clinic.care.presenters.worklist import WorklistPresenter
from myosotis.clinic.notices.models import Message
from tests.integration.people import a_client, a_clinic, a_treatment, an_answer, link_of, press_link


@pytest.fixture
def treatment(therapist):
    return a_treatment(therapist, client=a_client(therapist, name="Jens"), hours_ago=5)


def say_not_me(treatment):
    web = Web()
    press_link(web, treatment, yes=False)
    web.post("/checkin/not-me/", {"sure": "1"})


def miss_the_birthday(treatment):
    web = Web()
    press_link(web, treatment, birthday=False)
    for day in range(1, 6):
        web.post("/checkin/birthday/", {"day": day, "month": 1})


SHUT = {"not her": (say_not_me, "ikke var til den person"), "locked": (miss_the_birthday, "passede ikke fem gange")}


def lines(therapist):
    return WorklistPresenter(therapist.clinic, timezone.now()).lines


def states(treatment):
    return set(Message.objects.filter(link__treatment=treatment).values_list("state", flat=True))


@pytest.mark.parametrize("how", SHUT)
def test_the_worklist_and_her_page_say_so_and_nothing_more_is_sent(desk, therapist, treatment, how):
    shut, said = SHUT[how]
    assert "waiting" in states(treatment)
    shut(treatment)
    line = lines(therapist)[0]
    assert (line.name, line.kind, line.level.words) == ("Jens", "link_shut", "Linket er lukket")
    assert WorklistPresenter(therapist.clinic, timezone.now()).counts.today == 1
    page = desk.get(f"/clients/{treatment.client.pk}/").content.decode()
    assert said in page and f"/treatments/{treatment.pk}/link/" in page
    assert "waiting" not in states(treatment)
    waiting = desk.get("/outbox/?state=waiting").content.decode()
    assert "Jens" not in waiting


@pytest.mark.parametrize("send, state", [({}, False), ({"send": "1"}, True)])
def test_a_new_link_takes_the_line_away_and_messages_begin_anew_only_when_asked(desk, therapist, treatment, send, state):
    say_not_me(treatment)
    address = f"/treatments/{treatment.pk}/link/"
    page = desk.get(address).content.decode()
    assert "ikke var til den person" in page and "Nummeret er rigtigt: +4512345678" in page
    desk.post(address, send)
    assert link_of(treatment).is_open(timezone.now()) and lines(therapist)[0].kind == "seen"
    assert ("waiting" in states(treatment)) is state
    for message in Message.objects.filter(state="waiting"):
        assert message.link.is_open(timezone.now()), "a message carries a link that opens"


def test_danger_stands_above_a_shut_link_and_the_line_says_both(therapist, treatment):
    an_answer(treatment, hours=4, symptoms={"vomiting": 2})
    say_not_me(treatment)
    line = lines(therapist)[0]
    assert line.level.number == 4 and line.shut == "Linket er lukket"


def test_a_link_that_the_clinic_replaced_is_no_line(desk, therapist, treatment):
    desk.post(f"/treatments/{treatment.pk}/link/")
    assert lines(therapist)[0].kind == "seen" and "waiting" in states(treatment)


def test_a_closed_page_gives_the_clinics_number_where_there_is_but_one_clinic(web, treatment):
    token = link_of(treatment).token
    say_not_me(treatment)
    page = web.get(f"/c/{token}/").content.decode()
    assert "tel:112" in page and treatment.clinic.phone in page and "åbner ikke mere" in page
    a_clinic("Klinik Syd", "sune")
    assert treatment.clinic.phone not in web.get(f"/c/{token}/").content.decode()
