"""Signing in: a password alone opens nothing, a code opens once, devices end at the server, and guessing is slowed down."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import connection
from django.test import Client as Web
from django.utils import timezone

from myosotis.clinic.entry.codes import DEMO_SECRET, code_of, demo_code, register_demo_phone
from myosotis.clinic.notices.actions import send_due, text_of, write_entry_notice
from myosotis.clinic.notices.models import Message
from myosotis.clinic.people.models import Event
from tests.integration.people import PASSWORD, a_clinic, code_on_the_phone

NAME = {"login": "nora", "password": PASSWORD}


def sign_in(web, code=None):
    assert web.post("/login/", NAME)["Location"].startswith("/login/code/")
    return web.post("/login/code/", {"code": code or code_on_the_phone()})


def test_a_password_and_a_code_open_the_clinic(web, therapist):
    assert sign_in(web)["Location"] == "/worklist/"
    assert web.get("/worklist/").status_code == 200


@pytest.mark.item(35)
def test_a_password_alone_opens_nothing(web, therapist):
    web.post("/login/", NAME)
    assert web.get("/worklist/")["Location"] == "/login/"
    assert web.get("/me/")["Location"] == "/login/"


def test_a_wrong_code_opens_nothing_and_says_so(web, therapist):
    page = sign_in(web, code="000000")
    assert page.status_code == 200 and "Koden passer ikke" in page.content.decode()
    assert web.get("/worklist/")["Location"] == "/login/"


def test_a_code_opens_the_door_once(web, therapist):
    code = code_on_the_phone()
    sign_in(web, code)
    assert sign_in(Web(), code).status_code == 200, "the same code again, from somebody who looked over her shoulder"
    assert Web().get("/worklist/")["Location"] == "/login/"


@pytest.mark.item(35)
def test_without_a_phone_the_first_thing_is_to_connect_one(web, therapist):
    Authenticator.objects.all().delete()
    web.post("/login/", NAME)
    assert web.get("/worklist/")["Location"] == "/me/phone/"
    page = web.get("/me/phone/").content.decode()
    secret = re.search(r'class="address">(\w+)<', page)[1]
    assert "<svg" in page
    answer = web.post("/me/phone/", {"code": code_of(secret, time.time())})
    assert answer["Location"] == "/me/codes/"
    assert len(re.findall(r"<code>", web.get("/me/codes/").content.decode())) == 10
    assert web.get("/worklist/").status_code == 200
    assert Event.objects.filter(what="second_factor.added").count() == 1


@pytest.mark.item(42)
def test_a_recovery_code_opens_once(web, therapist):
    Authenticator.objects.all().delete()
    web.post("/login/", NAME)
    secret = re.search(r'class="address">(\w+)<', web.get("/me/phone/").content.decode())[1]
    web.post("/me/phone/", {"code": code_of(secret, time.time())})
    code = re.search(r"<code>([\w-]+)</code>", web.get("/me/codes/").content.decode())[1]
    assert sign_in(Web(), code)["Location"] == "/worklist/"
    assert sign_in(Web(), code).status_code == 200


@pytest.mark.item(53)
def test_the_secret_of_a_phone_lies_encrypted(therapist):
    stored = Authenticator.objects.get(type="totp").data["secret"]
    with connection.cursor() as cursor:
        cursor.execute("select data from mfa_authenticator where type = 'totp'")
        raw = str(cursor.fetchone()[0])
    assert not re.fullmatch(r"[A-Z2-7]{32}", stored) and stored in raw


@pytest.mark.item(47)
def test_another_phone_asks_for_the_password_again(web, therapist, settings):
    sign_in(web)
    session = web.session
    session["entered"] -= settings.ACCOUNT_REAUTHENTICATION_TIMEOUT + 1
    session.save()
    assert web.get("/me/phone/remove/")["Location"].startswith("/login/again/")


def test_when_the_phone_is_disconnected_a_new_one_must_be_connected(web, therapist):
    sign_in(web)
    web.post("/me/phone/remove/")
    assert web.get("/worklist/")["Location"] == "/me/phone/"
    assert Event.objects.filter(what="second_factor.removed").exists()


@pytest.mark.item(16)
def test_ten_wrong_passwords_lock_that_name_from_that_address_and_no_other(web, therapist):
    a_clinic("Syd", "sune")
    for _ in range(9):
        assert web.post("/login/", NAME | {"password": "forkert"}).status_code == 200
    assert web.post("/login/", NAME | {"password": "forkert"}).status_code == 429
    shut = web.post("/login/", NAME)
    assert shut.status_code == 429 and "Vent et kvarter" in shut.content.decode()
    assert Web().post("/login/", NAME | {"login": "sune"}).status_code == 302


@pytest.mark.item(46)
def test_a_login_ends_after_twelve_hours_however_busy(desk, settings):
    assert desk.get("/worklist/").status_code == 200
    session = desk.session
    session["entered"] -= settings.THERAPIST_LONGEST_SECONDS + 1
    session.save()
    assert desk.get("/worklist/")["Location"] == "/login/"


@pytest.mark.item(45)
def test_her_other_devices_end_at_once(web, therapist):
    sign_in(web)
    other = Web()
    sign_in(other, code_on_the_phone(later_seconds=30))
    assert other.get("/worklist/").status_code == 200
    web.post("/me/devices/end/")
    assert other.get("/worklist/")["Location"] == "/login/"
    assert web.get("/worklist/").status_code == 200


@pytest.mark.item(44, 45, 57)
def test_signing_in_makes_a_new_session_and_signing_out_kills_it(web, therapist):
    web.get("/login/")
    sign_in(web)
    old = Web()
    old.cookies["session"] = web.cookies["session"].value
    assert old.get("/worklist/").status_code == 200
    left = web.post("/logout/")
    assert "cache" in left.headers["Clear-Site-Data"]
    assert old.get("/worklist/")["Location"] == "/login/"


def test_her_own_page_shows_devices_and_codes(web, therapist):
    sign_in(web)
    page = web.get("/me/").content.decode()
    assert "denne enhed" in page and "Reservekoder tilbage: 10" in page and "Der er ingen tilbage" not in page
    Authenticator.objects.filter(type="recovery_codes").delete()
    page = web.get("/me/").content.decode()
    assert "Reservekoder tilbage: 0" in page and "Der er ingen tilbage" in page


@pytest.mark.parametrize("address", ["/me/", "/me/devices/end/"])
def test_only_whoever_is_in_sees_her_own_page(web, db, address):
    assert web.post(address)["Location"] == "/login/" if address.endswith("end/") else web.get(address)["Location"] == "/login/"


def test_the_demo_shows_a_code_that_was_not_used(web, therapist):
    Authenticator.objects.all().delete()
    register_demo_phone(therapist.user)
    first = demo_code(therapist.user)
    assert sign_in(web, first)["Location"] == "/worklist/"
    assert demo_code(therapist.user) != first and DEMO_SECRET


def test_the_demo_shows_no_code_of_a_phone_that_it_does_not_know(web, therapist, settings):
    settings.DEMO = True
    assert demo_code(therapist.user) == ""
    web.post("/login/", NAME)
    assert "data-demo-code" not in web.get("/login/code/").content.decode()


def notices():
    return [(message.kind, message.to) for message in Message.objects.filter(kind__in=("device", "entry")).order_by("made_at")]


@pytest.mark.item(41)
def test_a_new_device_is_told_of_and_one_that_is_known_is_not(web, therapist):
    therapist.alert_to = "nora@example.org"
    therapist.save()
    sign_in(web)
    assert notices() == [("device", "nora@example.org")] and Event.objects.filter(what="device.new").count() == 1
    told = text_of(Message.objects.get(kind="device"))
    assert told == "En ny enhed er logget ind på Myosotis som dig. Var det ikke dig? Log den ud her: http://testserver/me/"
    web.post("/logout/")
    cache.clear()
    sign_in(web)
    assert len(notices()) == 1, "the same browser again"
    cache.clear()
    sign_in(Web())
    assert len(notices()) == 2
    forged = Web()
    forged.cookies["device"] = web.cookies["device"].value[:-3] + "abc"
    cache.clear()
    sign_in(forged)
    assert len(notices()) == 3
    assert web.cookies["device"]["httponly"] and web.cookies["device"]["samesite"] == "Lax"


def test_a_shared_tablet_knows_each_of_its_therapists_and_nobody_elses(web, therapist):
    other = a_clinic("Syd", "sune")
    for each in (therapist, other):
        each.alert_to = f"{each.user.username}@example.org"
        each.save()
    sign_in(web)
    web.post("/logout/")
    web.post("/login/", NAME | {"login": "sune"})
    web.post("/login/code/", {"code": code_on_the_phone("sune")})
    assert [to for _kind, to in notices()] == ["nora@example.org", "sune@example.org"]
    web.post("/logout/")
    cache.clear()
    sign_in(web)
    assert len(notices()) == 2


def test_at_night_too_and_where_no_address_is_given_only_the_log_tells(web, therapist):
    sign_in(web)
    assert notices() == [] and Event.objects.filter(what="device.new").exists()
    therapist.alert_to = "+4512345678"
    therapist.save()
    night = timezone.localtime().replace(hour=23, minute=30)
    write_entry_notice(therapist=therapist, at=night, new_device=True)
    sent = []
    send_due(at=night, send=lambda **what: sent.append(what["to"]))
    assert sent == ["+4512345678"]


@pytest.mark.item(41)
def test_a_change_of_how_she_signs_in_is_told_where_she_was_told_before(web, therapist):
    therapist.alert_to = "nora@example.org"
    therapist.save()
    sign_in(web)
    web.post("/me/alert/", {"address": "stranger@example.org"})
    assert notices()[1:] == [("entry", "nora@example.org")]
    web.post("/me/phone/remove/")
    assert notices()[2:] == [("entry", "stranger@example.org")]
    assert "ændret" in text_of(Message.objects.filter(kind="entry").first())


@pytest.mark.parametrize("said", ["", "{}", "[]", "1", "null", '"x"', '{"id": 1}', '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}', '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "AA", "attestationObject": "AA", "authenticatorData": "AA", "signature": "AA"}}', "{" * 3000])
def test_what_is_no_passkey_opens_nothing_and_is_no_fault(web, therapist, said):
    web.post("/login/", NAME)
    assert web.post("/login/code/", {"credential": said}).status_code == 200
    assert web.get("/worklist/")["Location"] == "/login/"
    sign_in(web)
    page = web.post("/me/passkeys/new/", {"name": "x", "credential": said})
    assert page.status_code == 200 and not Authenticator.objects.filter(type="webauthn").exists()


def test_a_passkey_of_somebody_else_is_not_hers_to_remove(web, therapist):
    other = a_clinic("Syd", "sune")
    theirs = Authenticator.objects.create(user=other.user, type="webauthn", data={"name": "x", "credential": {}})
    sign_in(web)
    for method in (web.get, web.post):
        assert method(f"/me/passkeys/{theirs.pk}/remove/").status_code == 404
    assert Authenticator.objects.filter(pk=theirs.pk).exists()


def test_whoever_comes_in_with_few_recovery_codes_is_told_at_once(web, therapist):
    said = "under “Dig”"
    sign_in(web)
    assert said not in web.get("/worklist/").content.decode()
    Authenticator.objects.filter(type="recovery_codes").delete()
    cache.clear()
    other = Web()
    assert sign_in(other)["Location"] == "/worklist/"
    assert said in other.get("/worklist/").content.decode()
