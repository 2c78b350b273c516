"""The client's link: a GET changes nothing, a press opens it, and it opens one treatment."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connections
from django.test import Client as Web
from django.utils import timezone

from myosotis.clinic.care.actions import make_link, receive_checkin
from myosotis.clinic.care.models import AnswerLink, Assessment, CheckIn
from myosotis.clinic.people.models import Event
from tests.integration.people import ALL_WELL, a_clinic, a_treatment, answer_all, link_of, press_link


@pytest.fixture
def treatment(therapist):
    return a_treatment(therapist, hours_ago=5)


def everything_stored():
    return {
        model._meta.label: list(model.objects.order_by("pk").values())
        for model in apps.get_models()
        if model._meta.app_label not in ("contenttypes", "auth")
    }


@pytest.mark.item(23, 39)
def test_opening_a_link_changes_nothing(web, treatment):
    address = f"/c/{link_of(treatment).token}/"
    before = everything_stored()
    for open_it in (web.get, web.get, web.head, web.get):
        assert open_it(address, headers={"purpose": "prefetch"}).status_code == 200
    assert everything_stored() == before
    assert "sessionid" not in web.cookies and "session" not in web.cookies


def test_before_the_press_nothing_of_the_person_is_shown(web, treatment):
    page = web.get(f"/c/{link_of(treatment).token}/").content.decode()
    for secret in ("Mette", "Holm", "skulder", "Klinik Nord"):
        assert secret not in page
    assert "112" in page and "1813" in page


def test_the_page_asks_whether_it_is_her_by_day_hour_and_place(web, treatment):
    press_link(web, treatment, yes=False)
    page = web.get("/checkin/").content.decode()
    ended = timezone.localtime(treatment.ended_at)
    assert f"{ended:%H.%M}" in page and "venstre skulder" in page


@pytest.mark.item(53)
def test_the_database_holds_no_token(treatment):
    link = link_of(treatment)
    assert link.token not in str(everything_stored())
    assert len(link.token) == 22, "128 bits"
    assert AnswerLink.find(link.token) == link


def test_a_closed_an_old_and_an_invented_link_look_the_same(web, treatment):
    closed, link = link_of(treatment).token, make_link(treatment=treatment, at=timezone.now())
    AnswerLink.objects.filter(pk=link.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    pages = [web.get(f"/c/{token}/") for token in (closed, link.token, "A" * 22)]
    assert [page.status_code for page in pages] == [410, 410, 410]
    texts = {page.content.decode().replace(token, "") for page, token in zip(pages, (closed, link.token, "A" * 22), strict=True)}
    assert len({text[text.index("<main") : text.index("</main")] for text in texts}) == 1


def test_that_is_not_me_closes_the_link_and_the_clinic_sees_it(web, treatment):
    token = link_of(treatment).token
    press_link(web, treatment, yes=False)
    asked = web.post("/checkin/not-me/")
    assert asked.status_code == 200 and 'name="sure"' in asked.content.decode() and web.get(f"/c/{token}/").status_code == 200
    said = web.post("/checkin/not-me/", {"sure": "1"}).content.decode()
    assert "tel:112" in said and treatment.clinic.phone in said
    assert web.get(f"/c/{token}/").status_code == 410
    assert Event.objects.filter(what="link.wrong_person").exists()
    assert web.get("/checkin/pain/").status_code == 410


@pytest.mark.item(46)
def test_a_pressed_link_closes_after_a_quarter_of_an_hour(web, treatment, settings):
    press_link(web, treatment)
    session = web.session
    session["checkin"] = session["checkin"] | {"touched": timezone.now().timestamp() - settings.CHECKIN_OPEN_SECONDS - 1}
    session.save()
    assert web.get("/checkin/flags/").status_code == 410


@pytest.mark.item(13)
def test_no_question_can_be_skipped(web, treatment):
    press_link(web, treatment)
    for later in ("pain", "marks", "review"):
        assert web.post(f"/checkin/{later}/", ALL_WELL[later])["Location"] == "/checkin/flags/"
    assert CheckIn.objects.count() == 0


def test_before_she_has_said_that_it_is_her_there_are_no_questions(web, treatment):
    press_link(web, treatment, yes=False)
    assert web.post("/checkin/flags/", {"none": "1"})["Location"] == "/checkin/"


def test_answers_sent_twice_are_one_checkin(web, treatment):
    press_link(web, treatment)
    answer_all(web)
    again = web.post("/checkin/review/", {})
    assert again["Location"] == "/checkin/answer/"
    assert (CheckIn.objects.count(), Assessment.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.item(15)
def test_the_same_form_sent_by_many_hands_at_once_is_one_checkin():
    treatment, key = a_treatment(a_clinic()), uuid.uuid4()

    def send(_):
        try:
            checkin, assessment = receive_checkin(
                treatment=treatment, answers={"pain": 7, "symptoms": {}}, key=key, at=timezone.now(), language="da"
            )
            return checkin.pk, assessment.pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as hands:
        got = set(hands.map(send, range(6)))
    assert len(got) == 1
    assert (CheckIn.objects.count(), Assessment.objects.count()) == (1, 1)


def test_answers_belong_to_the_treatment_of_the_link_and_to_the_servers_clock(web, treatment):
    press_link(web, treatment)
    answer_all(web)
    checkin = CheckIn.objects.get()
    assert checkin.treatment == treatment
    assert checkin.hours == pytest.approx(5, abs=0.02)


def test_a_new_link_closes_the_old_one(desk, web, treatment):
    old = link_of(treatment).token
    desk.post(f"/treatments/{treatment.pk}/link/")
    assert link_of(treatment).token != old
    assert web.get(f"/c/{old}/").status_code == 410


# -- a link for one check-in ---------------------------------------------------------------------------------------


@pytest.fixture
def scheduled(therapist):
    """The link that the message of one check-in carries."""
    from tests.integration.people import a_client, a_treatment

    treatment = a_treatment(therapist, client=a_client(therapist), hours_ago=1)
    return treatment.links.get(hours=24)


def answer_by(link):
    web = Web()
    web.post(f"/c/{link.token}/")
    web.post("/checkin/birthday/", {"day": 4, "month": 5})
    web.post("/checkin/")
    answer_all(web)
    return web


def test_each_scheduled_check_in_has_a_link_of_its_own(scheduled):
    treatment = scheduled.treatment
    assert sorted(link.hours for link in treatment.links.exclude(hours=None)) == [4, 24, 49, 72, 168]
    tokens = {link.token for link in treatment.links.all()}
    assert len(tokens) == 6 and all(message.link.hours in (None, message.hours) for message in treatment.clinic.messages.all())


def test_a_link_for_one_check_in_makes_one_response_and_what_comes_later_is_written_at_any_time(scheduled):
    answer_by(scheduled)
    web = answer_by(scheduled)
    web.post("/checkin/again/")
    answer_all(web)
    responses = list(CheckIn.objects.order_by("made_at"))
    assert len(responses) == 3 and [each.link.hours for each in responses] == [24, None, None]
    assert scheduled.responses.count() == 1


def test_a_correction_stays_with_the_response_it_corrects(scheduled):
    web = answer_by(scheduled)
    web.post("/checkin/correct/")
    answer_all(web, {"pain": {"pain": "6", "compared": "same"}, "review": {}})
    assert [each.corrects is None for each in scheduled.responses.order_by("made_at")] == [True, False]


def test_wrong_birthdays_count_over_all_links_of_a_treatment(scheduled):
    for link in scheduled.treatment.links.all()[:5]:
        web = Web()
        web.post(f"/c/{link.token}/")
        web.post("/checkin/flags/", {"none": "1"})
        web.post("/checkin/birthday/", {"day": 1, "month": 1})
    assert not scheduled.treatment.links.filter(revoked_at=None).exists()
