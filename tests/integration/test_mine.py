"""Her own history: a way in that she asks for, opens once with her birthday, and closes; and her no."""

import json
import subprocess
from datetime import timedelta

import pytest
from django.test import Client as Web
from django.utils import timezone

from myosotis.clinic.agreement.actions import accept
from myosotis.clinic.agreement.models import Acceptance
from myosotis.clinic.mine.actions import OPEN_FOR, make_login_link, withdraw
from myosotis.clinic.mine.models import LoginLink, Withdrawal
from myosotis.clinic.mine.paper import _complaint as on_her_paper
from myosotis.clinic.mine.presenter import HerCourses
from myosotis.clinic.notices.actions import send_due, text_of
from myosotis.clinic.notices.models import Message
from myosotis.clinic.people.append_only import WrittenOnce
from myosotis.clinic.people.models import Event
from tests.integration.people import a_client, a_treatment, an_answer, answer_all, link_of, press_link

BIRTHDAY = {"day": 4, "month": 5}


@pytest.fixture
def treatment(therapist):
    return a_treatment(therapist, client=a_client(therapist, phone="12345678"), hours_ago=60)


@pytest.fixture
def client(treatment):
    return treatment.client


@pytest.fixture
def hers(web, client):
    """A browser in which she has used her way in."""
    link = make_login_link(client=client, at=timezone.now())
    assert web.post(f"/my/in/{link.token}/", BIRTHDAY)["Location"] == "/my/"
    return web


def test_she_asks_from_her_answer_and_the_way_in_goes_to_her_own_number(web, treatment):
    press_link(web, treatment)
    answer_all(web)
    assert "/my/link/" in web.get("/checkin/answer/").content.decode()
    page = web.post("/my/link/")
    assert page.status_code == 200 and "/my/in/" not in page.content.decode()
    message, link = Message.objects.get(kind="login"), LoginLink.objects.get()
    assert message.to == "12345678" and link.token in text_of(message)


def test_without_the_gate_nobody_can_ask(web, db):
    assert web.post("/my/link/").status_code == 410
    assert not LoginLink.objects.exists()


def test_more_than_three_times_an_hour_is_too_often_and_a_therapist_may_still(client, therapist):
    at = timezone.now()
    assert all(make_login_link(client=client, at=at + timedelta(minutes=n)) for n in range(3))
    assert make_login_link(client=client, at=at + timedelta(minutes=4)) is None
    assert make_login_link(client=client, at=at + timedelta(minutes=5), by=therapist)
    assert make_login_link(client=client, at=at + timedelta(minutes=63))


@pytest.mark.item(39)
def test_a_scanner_that_looks_at_the_address_uses_nothing_up(web, client):
    link = make_login_link(client=client, at=timezone.now())
    for _ in range(3):
        page = Web().get(f"/my/in/{link.token}/")
        assert page.status_code == 200 and client.name not in page.content.decode()
    assert Web().head(f"/my/in/{link.token}/").status_code == 200
    assert web.post(f"/my/in/{link.token}/", BIRTHDAY)["Location"] == "/my/"


@pytest.mark.item(37)
def test_it_opens_once_and_only_for_ten_minutes(web, client, monkeypatch):
    link = make_login_link(client=client, at=timezone.now())
    assert web.post(f"/my/in/{link.token}/", BIRTHDAY).status_code == 302
    assert Web().post(f"/my/in/{link.token}/", BIRTHDAY).status_code == 410
    late = make_login_link(client=client, at=timezone.now() - OPEN_FOR)
    assert Web().get(f"/my/in/{late.token}/").status_code == 410
    assert Web().post(f"/my/in/{late.token}/", BIRTHDAY).status_code == 410


def test_a_new_way_in_closes_the_one_before(client):
    first = make_login_link(client=client, at=timezone.now())
    make_login_link(client=client, at=timezone.now())
    assert Web().get(f"/my/in/{first.token}/").status_code == 410


@pytest.mark.item(43)
def test_the_fifth_wrong_birthday_closes_it(web, client):
    link = make_login_link(client=client, at=timezone.now())
    for _ in range(4):
        assert web.post(f"/my/in/{link.token}/", {"day": 1, "month": 1}).status_code == 200
    assert web.post(f"/my/in/{link.token}/", {"day": 1, "month": 1}).status_code == 410
    assert web.post(f"/my/in/{link.token}/", BIRTHDAY).status_code == 410
    assert web.get("/my/").status_code == 403


@pytest.mark.item(38)
def test_the_answer_link_alone_opens_no_history(web, treatment):
    press_link(web, treatment)
    answer_all(web)
    for address in ("/my/", "/my/courses.pdf", "/my/courses.json", "/my/withdraw/"):
        assert web.get(address).status_code == 403


@pytest.mark.item(37)
def test_the_token_is_not_in_the_database_and_an_answer_token_does_not_fit(client, treatment):
    link = make_login_link(client=client, at=timezone.now())
    assert link.token not in json.dumps(list(LoginLink.objects.values()), default=str)
    assert Web().get(f"/my/in/{link_of(treatment).token}/").status_code == 410
    assert Web().get(f"/c/{link.token}/").status_code == 410


def test_it_is_sent_at_once_at_night_too_and_not_when_it_has_closed(client):
    night = timezone.localtime().replace(hour=2, minute=0, second=0, microsecond=0) + timedelta(days=1)
    sent = []
    make_login_link(client=client, at=night)
    assert send_due(at=night, send=lambda **what: sent.append(what)) == 1
    assert "/my/in/" in sent[0]["text"] and sent[0]["to"] == "12345678"
    make_login_link(client=client, at=night + timedelta(minutes=1))
    assert send_due(at=night + timedelta(minutes=12), send=lambda **what: sent.append(what)) == 0
    assert Message.objects.filter(kind="login", state="expired").count() == 1


def test_her_page_shows_what_she_felt_what_she_was_told_and_what_was_agreed(hers, treatment, therapist):
    told = an_answer(treatment, hours=4, pain=8).told["headline"]
    accept(treatment=treatment, party=Acceptance.Party.therapist, at=timezone.now(), by=therapist)
    page = hers.get("/my/").content.decode()
    assert "Smerte: 8 af 10" in page and told in page and "Det talte vi om" in page
    assert page.count('<svg class="chart"') == 2
    assert Event.objects.filter(what="courses.seen_by_client").exists()


@pytest.mark.parametrize("page_in, marked", [("da", False), ("en", True)])
def test_what_was_told_in_another_language_says_which(hers, desk, treatment, page_in, marked):
    """A screen reader must not read Danish as if it were English."""
    an_answer(treatment, hours=50, pain=3, compared="better")
    accept(treatment=treatment, party=Acceptance.Party.client, at=timezone.now())
    told = treatment.checkins.get().assessments.get().told["headline"].rstrip(".")
    for browser in (hers, desk):
        browser.cookies["django_language"] = page_in
    page = hers.get("/my/").content.decode()
    assert (f'You were told, in Danish: <q lang="da">{told}' in page) is marked and ('<ul lang="da">' in page) is marked and told in page
    page = desk.get(f"/clients/{treatment.client.pk}/").content.decode()
    assert ('<blockquote class="told" lang="da">' in page) is marked and told in page
    assert ("(in the client&#x27;s language)" in page or "(in the client's language)" in page) is marked
    complaint = HerCourses(treatment.client, timezone.now()).complaints[0]
    assert on_her_paper(complaint)["treatments"][0]["answers"][0]["language"] == "da"


@pytest.mark.item(38)
def test_nothing_of_another_client_is_there(hers, therapist):
    other = a_treatment(therapist, client=a_client(therapist, name="Anna Andersen"), site="knee:right")
    an_answer(other, hours=4, pain=9)
    page, taken = hers.get("/my/").content.decode(), hers.get("/my/courses.json").json()
    assert "Knæ" not in page and "knee" not in json.dumps(taken)


@pytest.mark.item(33)
def test_all_of_it_can_be_taken_along(hers, treatment, tmp_path):
    assessment = an_answer(treatment, hours=4, pain=8, note="Det <b>er</b> #let")
    taken = hers.get("/my/courses.json").json()
    answer = taken["complaints"][0]["treatments"][0]["answers"][0]
    assert answer["answers"]["pain"] == 8 and answer["told"] == assessment.told
    response = hers.get("/my/courses.pdf")
    assert response["Content-Disposition"] == 'attachment; filename="myosotis.pdf"'
    paper = tmp_path / "courses.pdf"
    paper.write_bytes(response.content)
    said = subprocess.run(["pdfinfo", paper], capture_output=True, text=True, check=True).stdout
    assert "Tagged:          yes" in said
    words = subprocess.run(["pdftotext", paper, "-"], capture_output=True, text=True, check=True).stdout
    assert "Smerte: 8 af 10" in words and treatment.client.name in words


def test_when_she_is_done_nothing_stays_open(hers):
    hers.post("/my/leave/")
    assert hers.get("/my/").status_code == 403


def test_it_closes_by_itself_after_half_an_hour(hers, settings):
    session = hers.session
    session["mine"] = session["mine"] | {"until": timezone.now().timestamp() - 1}
    session.save()
    assert hers.get("/my/").status_code == 403


def test_her_no_closes_every_link_and_stops_every_message(hers, treatment):
    gone = link_of(treatment).token
    assert Message.objects.filter(state="waiting", kind="missed").exists()
    page = hers.get("/my/withdraw/")
    assert "Ja, stop" in page.content.decode()
    assert len(page.context["what"]) == 4 and all(says in page.content.decode() for says in page.context["what"]), "what a no means"
    assert not Withdrawal.objects.exists(), "a look changes nothing"
    hers.post("/my/withdraw/")
    assert not Message.objects.filter(state="waiting").exclude(kind="login").exists()
    assert Web().get(f"/c/{gone}/").status_code == 410
    assert "Du sagde nej" in hers.get("/my/").content.decode()
    hers.post("/my/withdraw/")
    assert Withdrawal.objects.count() == 1 and Event.objects.filter(what="consent.withdrawn").count() == 1


def test_after_her_no_a_new_treatment_sends_nothing(client, therapist):
    withdraw(client=client, at=timezone.now())
    link = link_of(a_treatment(therapist, client=client, site="knee:right"))
    assert not link.messages.exists()


def test_her_no_is_kept_as_it_was(client):
    said = withdraw(client=client, at=timezone.now())
    with pytest.raises(WrittenOnce):
        said.save()


def test_a_therapist_shows_the_way_in_beside_her_and_sees_her_no(desk, client):
    page = desk.post(f"/clients/{client.pk}/login-link/").content.decode()
    link = LoginLink.objects.get()
    assert link.token in page and "<svg" in page and not Message.objects.filter(kind="login").exists()
    assert f"/clients/{client.pk}/login-link/" in desk.get(f"/clients/{client.pk}/").content.decode()
    withdraw(client=client, at=timezone.now())
    assert "har sagt nej til flere spørgsmål" in desk.get(f"/clients/{client.pk}/").content.decode()
