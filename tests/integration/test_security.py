"""Items of the security checklist that no other test is about. Their numbers stand in tests/docs/checklist.py."""

import json
import os
import re
import subprocess
import sys
import time
import uuid

import pytest
from django.conf import global_settings
from django.test import Client as Web
from django.utils import timezone

from myosotis.clinic.care.models import CheckIn, Client
from myosotis.clinic.mine.actions import make_login_link
from tests.integration.people import PASSWORD, a_client, a_treatment, an_answer, link_of, press_link, shown_again
from tests.integration.test_registration import filled

pytestmark = pytest.mark.either_database

NAME = {"login": "nora", "password": PASSWORD}


@pytest.mark.item(5, 31)
def test_no_form_takes_a_file(root):
    clinic = root / "src/myosotis/clinic"
    found = [p.name for p in clinic.rglob("*.html") if 'type="file"' in p.read_text()]
    found += [p.name for p in clinic.rglob("*.py") if re.search(r"FileField|ImageField|request\.FILES", p.read_text())]
    assert found == []


@pytest.mark.parametrize("letters", ["a" * 100_000, "pludselig " * 10_000, "\u0130" * 50_000, "((((" * 25_000])
@pytest.mark.item(8)
def test_a_hundred_thousand_letters_hold_up_nobody(web, therapist, letters):
    from myosotis.knowledge import load_book
    from myosotis.knowledge.alarm import alarm_words

    begun = time.perf_counter()
    alarm_words(letters, load_book())
    press_link(web, a_treatment(therapist))
    web.post("/checkin/pain/", {"pain": letters})
    assert time.perf_counter() - begun < 2


@pytest.mark.item(9)
def test_a_template_is_not_filled_from_what_was_typed(desk):
    for typed in ("{{7*7}}", "{% now 'Y' %}", "${7*7}", "{clinic}"):
        desk.post("/clients/new/", filled(name=typed, words=typed))
        page = desk.get(f"/clients/{Client.objects.get(name=typed).pk}/").content.decode()
        assert ">49<" not in page and typed.replace("'", "&#x27;") in page


@pytest.mark.item(10)
def test_json_ten_thousand_deep_is_refused(web, therapist):
    token = link_of(a_treatment(therapist)).token
    for sent in ("[" * 10_000, '{"a":' * 10_000, "nul", "", '{"answers": {"pain": ' + "[" * 10_000 + "]" * 10_000 + "}}"):
        assert web.post(f"/c/{token}/later/", sent, content_type="application/json").status_code == 400
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize("pain", ["-1", "11", "3.5", "7 7", "NaN", "1e9", "٣", "０", "", "0x5", "true"])
@pytest.mark.item(11)
def test_no_odd_number_is_a_pain(web, therapist, pain):
    press_link(web, a_treatment(therapist))
    web.post("/checkin/flags/", {"none": "1"})
    assert shown_again(web, "/checkin/pain/", {"pain": pain, "compared": "same"}).status_code == 200
    assert "pain" not in web.session["checkin"]["steps"]


@pytest.mark.item(17, 18)
def test_cookies_of_the_real_clinic_are_bound_to_it(root, tmp_path):
    """As it is behind TLS; the tests themselves speak plain HTTP."""
    program = (
        "import django; django.setup(); from django.conf import settings as s; from django.test import Client; "
        "r = Client().get('/login/', secure=True, HTTP_HOST='localhost'); c = r.cookies; m = c['__Host-csrf']; "
        "print(s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.SESSION_COOKIE_SAMESITE, "
        "m['secure'], m['httponly'], m['samesite'], m['path'], r.headers['Strict-Transport-Security'])"
    )
    surroundings = {k: v for k, v in os.environ.items() if not k.startswith(("MYOSOTIS_", "DATABASE_"))}
    surroundings |= {"DJANGO_SETTINGS_MODULE": "myosotis.clinic.config.settings", "MYOSOTIS_HOME": str(tmp_path), "MYOSOTIS_SECRET_KEY": "x" * 50, "PYTHONPATH": str(root / "src")}
    (tmp_path / "static").mkdir()
    said = subprocess.run([sys.executable, "-c", program], env=surroundings, capture_output=True, text=True, check=True).stdout.split()
    assert said[:8] == ["__Host-session", "True", "True", "Lax", "True", "True", "Lax", "/"]
    assert "max-age=31536000;" in said and "includeSubDomains" in said


@pytest.mark.item(22)
def test_no_other_origin_is_let_in(web, db):
    page = web.get("/", headers={"origin": "https://elsewhere.example"})
    assert not any(name.lower().startswith("access-control") for name in page.headers)


@pytest.mark.item(23)
def test_a_change_without_its_form_is_refused(therapist):
    """By every address but the one where token and birthday are the proof."""
    strict = Web(enforce_csrf_checks=True)
    treatment = a_treatment(therapist)
    for address in ("/login/", f"/c/{link_of(treatment).token}/", f"/clients/{treatment.client.pk}/login-link/", "/settings/", "/language/", "/checkin/review/", "/my/withdraw/", "/logout/"):
        assert strict.post(address, {}).status_code == 403, address
    assert strict.post(f"/c/{link_of(treatment).token}/later/", "{}", content_type="application/json").status_code == 400


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:alert(1)"])
@pytest.mark.item(25)
def test_signing_in_leads_nowhere_else(web, therapist, elsewhere):
    answer = web.post(f"/login/?next={elsewhere}", {**NAME, "next": elsewhere})
    assert answer.status_code in (200, 302, 400) and not answer.get("Location", "/").startswith(("http", "//", "/\\", "java"))
    changed = web.post("/language/", {"language": "en", "next": elsewhere})
    assert changed["Location"].startswith("/") and not changed["Location"].startswith("//")


@pytest.mark.item(27)
def test_a_visitor_cannot_say_where_she_comes_from(web, db):
    """Sixty misses from one address count together, whatever she writes into the head of her request."""
    codes = [web.get(f"/c/{uuid.uuid4().hex}/", headers={"x-forwarded-for": f"10.0.0.{n}"}).status_code for n in range(70)]
    assert codes[-1] == 429


@pytest.mark.item(40)
def test_nobody_learns_which_names_there_are(web, therapist):
    known = web.post("/login/", NAME | {"password": "forkert-kodeord"})
    unknown = Web().post("/login/", {"login": "ingen", "password": "forkert-kodeord"})
    main = lambda page: re.sub(r'value="[^"]*"', "", page.content.decode().split("<main")[1])  # noqa: E731
    assert known.status_code == unknown.status_code == 200 and main(known) == main(unknown)


@pytest.mark.undisturbed
@pytest.mark.item(40)
def test_a_wrong_password_takes_as_long_for_a_name_that_is_known(therapist, settings):
    """With the real way of hashing; the least of several, so that what else the machine does is left out."""
    settings.PASSWORD_HASHERS = global_settings.PASSWORD_HASHERS
    therapist.user.set_password("en lang adgangskode 17")
    therapist.user.save()
    taken = {"nora": [], "ingen-af-det-navn": []}
    for tried in range(7):
        for name, seconds in taken.items():
            begun = time.perf_counter()
            Web().post("/login/", {"login": name, "password": "forkert"}, REMOTE_ADDR=f"10.0.{len(name)}.{tried}")
            seconds.append(time.perf_counter() - begun)
    known, unknown = (min(seconds) for seconds in taken.values())
    assert known > 0.05, "the real hashing"
    assert abs(known - unknown) < 0.1 * known


@pytest.mark.item(43)
def test_codes_of_a_phone_cannot_be_tried_for_ever(web, therapist):
    web.post("/login/", NAME)
    for _ in range(12):
        page = web.post("/login/code/", {"code": "000000"})
    from tests.integration.people import code_on_the_phone

    right = web.post("/login/code/", {"code": code_on_the_phone()})
    assert right.status_code != 302 or right["Location"] != "/worklist/", "not even the right one, for a while"
    assert page.status_code in (200, 302, 429)


@pytest.mark.item(50)
def test_a_client_sets_nothing_but_her_answers(web, therapist):
    """What she may not set is not read from what she sends."""
    treatment = a_treatment(therapist)
    press_link(web, treatment)
    from tests.integration.people import ALL_WELL

    more = {"level": "1", "reading": "recovered", "hours": "999", "treatment": "x", "clinic": "x", "baseline_pain": "0", "made_at": "2001-01-01"}
    for name, answers in ALL_WELL.items():
        web.post(f"/checkin/{name}/", {**answers, **more})
    checkin = CheckIn.objects.get()
    assert checkin.treatment == treatment and checkin.hours < 10 and not set(more) & set(checkin.answers)
    treatment.baseline.refresh_from_db()
    assert treatment.baseline.pain == 6


@pytest.mark.item(51)
def test_a_therapists_note_is_not_in_what_a_client_takes_along(web, therapist):
    from myosotis.clinic.care.actions import acknowledge

    client = a_client(therapist)
    assessment = an_answer(a_treatment(therapist, client=client, hours_ago=60), hours=52, pain=8)
    acknowledge(assessment=assessment, by=therapist, at=timezone.now(), note="KANARIE", own_reading="negative_reaction", rests_on="talked")
    link = make_login_link(client=client, at=timezone.now())
    web.post(f"/my/in/{link.token}/", {"day": 4, "month": 5})
    assert "KANARIE" not in web.get("/my/").content.decode()
    assert "KANARIE" not in json.dumps(json.loads(web.get("/my/courses.json").content))
