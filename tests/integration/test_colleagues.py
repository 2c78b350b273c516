"""An owner lets colleagues in and out: each has a login of their own, a role, and a way in that works once."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user
from django.test import Client as Web
from django.utils import timezone, translation

from myosotis.clinic.people import colleagues
from myosotis.clinic.people.models import Event, Therapist
from tests.integration.people import a_clinic, enter

GIVEN = {"name": "Bo Lund", "username": "bo", "role": "reader"}
PASSWORD = "fire ord der huskes"
PAGE = "/settings/people/"


def link_in(page) -> str:
    return re.search(r"http://testserver(/enter/[^/]+/)", page.content.decode()).group(1)


@pytest.fixture
def invited(desk):
    return link_in(desk.post(PAGE, GIVEN, follow=True))


def test_a_colleague_comes_in_by_a_link_that_works_once(desk, therapist, invited):
    theirs = Web()
    assert therapist.clinic.name in theirs.get(invited).content.decode()
    assert theirs.post(invited, {"password": "kort"}).status_code == 400, "passwords are long"
    assert theirs.post(invited, {"password": PASSWORD})["Location"] == "/worklist/"
    made = Therapist.objects.get(user__username="bo")
    assert (made.clinic, made.role, made.name) == (therapist.clinic, "reader", "Bo Lund") and get_user(theirs) == made.user
    assert theirs.get("/worklist/")["Location"] == "/me/phone/", "the second factor comes next"
    assert Web().get(invited).status_code == 410 and Web().post(invited, {"password": PASSWORD}).status_code == 410
    assert [event.what for event in Event.objects.filter(what__startswith="colleague")] == ["colleague.let_in", "colleague.password_chosen"]


def test_the_link_dies_after_three_days_and_a_changed_one_opens_nothing(invited, monkeypatch, settings):
    assert Web().get(invited[:-2] + ("a" if invited[-2] != "a" else "b") + "/").status_code == 410
    for wrong in ("nothing", "-", "9999999-x", "1-", "٣-x"):
        assert Web().get(f"/enter/{wrong}/").status_code == 410, wrong
    generator = colleagues.default_token_generator
    now = generator._now()
    monkeypatch.setattr(generator, "_now", lambda: now + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT + 60))
    assert settings.PASSWORD_RESET_TIMEOUT == 3 * 24 * 3600 and Web().get(invited).status_code == 410


def test_whoever_is_shut_out_is_out_at_once_everywhere_and_may_come_again(desk, therapist, invited):
    theirs = Web()
    theirs.post(invited, {"password": PASSWORD})
    bo = Therapist.objects.get(user__username="bo")
    bo.alert_to = "bo@example.org"
    bo.save()
    page = desk.post(f"{PAGE}{bo.pk}/", {"what": "leave"}, follow=True).content.decode()
    assert "Bo Lund er lukket ude" in page and "Luk ind igen" in page
    bo.refresh_from_db()
    assert bo.alert_to == "" and theirs.get("/worklist/")["Location"] == "/login/"
    assert Web().get(invited).status_code == 410
    again = link_in(desk.post(f"{PAGE}{bo.pk}/", {"what": "back"}, follow=True))
    assert Web().post(again, {"password": PASSWORD + " igen"}).status_code == 302


def test_a_role_holds_from_the_next_page_and_the_clinic_keeps_an_owner(desk, therapist, invited):
    bo = Therapist.objects.get(user__username="bo")
    for what in ({"what": "leave"}, {"what": "role", "role": "reader"}):
        page = desk.post(f"{PAGE}{therapist.pk}/", what, follow=True).content.decode()
        assert "Klinikken skal have en ejer" in page
    desk.post(f"{PAGE}{bo.pk}/", {"what": "role", "role": "owner"})
    theirs = enter(Web(), Therapist.objects.get(pk=bo.pk))
    assert theirs.post("/purpose/").status_code == 302
    assert theirs.post(f"{PAGE}{therapist.pk}/", {"what": "role", "role": "therapist"}).status_code == 302
    assert desk.get(PAGE).status_code == 403, "an owner no more"
    assert theirs.post(f"{PAGE}{therapist.pk}/", {"what": "role", "role": "queen"}, follow=True).status_code == 200
    assert Therapist.objects.get(pk=therapist.pk).role == "therapist"


def test_a_name_that_is_taken_and_an_empty_form_lose_nothing(desk, invited):
    page = desk.post(PAGE, GIVEN | {"name": "Britta Lund"})
    assert page.status_code == 400 and "Det brugernavn er i brug" in page.content.decode() and "Britta Lund" in page.content.decode()
    assert desk.post(PAGE, {}).status_code == 400 and Therapist.objects.count() == 2


def test_nobody_of_another_clinic_is_on_the_page(desk, invited):
    a_clinic("Klinik Syd", "sune")
    assert "sune" not in desk.get(PAGE).content.decode()


@pytest.mark.parametrize(("language", "words"), [("da", ("Hvem der arbejder her", "læser kun")), ("en", ("Who works here", "reads only"))])
def test_the_page_stands_in_both_languages(desk, therapist, invited, language, words):
    desk.cookies["language"] = language
    page = desk.get(PAGE, headers={"accept-language": language}).content.decode()
    assert all(word in page for word in words)
    with translation.override(language):
        colleagues.change_role(colleague=Therapist.objects.get(user__username="bo"), role="therapist", by=therapist, at=timezone.now())
