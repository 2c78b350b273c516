"""Every page that no other journey meets, looked at with axe: for a therapist on a desk and a phone, for a client in her own pages."""

import pytest

from tests.browser import DESK, PHONE
from tests.journeys.steps import say_birthday, sign_in

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.sqlite_only(reason="a page looks the same whatever database is behind it"),
]


@pytest.fixture
def clinic(transactional_db):
    """A clinic with something of everything."""
    from datetime import timedelta

    from myosotis.clinic.exercises.actions import choose, write_done
    from myosotis.clinic.presence.actions import begin_absence
    from tests.integration.people import a_client, a_clinic, a_treatment, an_answer, timezone

    therapist, at = a_clinic(), timezone.now()
    treatment = a_treatment(therapist, client=a_client(therapist, conditions=["statin"]), hours_ago=24 * 8)
    an_answer(treatment, hours=5, pain=8)
    an_answer(treatment, hours=50, pain=5, sites=["shoulder:left", "hip:left"])
    exercise = choose(complaint=treatment.complaint, muscle="masseter", kind="stretch", words="to gange", by=therapist, at=at, reason="Aftalt med klienten.")
    write_done(exercise=exercise, pain_before=2, pain_after=5, words="", at=at)
    begin_absence(clinic=therapist.clinic, by=therapist, at=at, from_at=at + timedelta(days=3), until_at=at + timedelta(days=5), reason="holiday")
    return treatment


@pytest.mark.parametrize("language, device, scheme", [("da", DESK, "light"), ("en", PHONE, "dark")])
def test_the_pages_of_a_clinic(clinic, served, open_page, looked_at, language, device, scheme):
    page = open_page(device, language=language, color_scheme=scheme)
    sign_in(page, served)
    complaint, client = clinic.complaint.pk, clinic.client.pk
    addresses = (
        "/worklist/", "/limits/", "/settings/", "/settings/due/", "/settings/people/", "/settings/log/", f"/clients/{client}/log/", "/numbers/", "/outbox/?state=waiting", "/me/", "/me/phone/remove/", "/me/codes/new/",
        f"/clients/{client}/", f"/clients/{client}/leaving/", f"/clients/{client}/erase/", f"/complaints/{complaint}/exercises/", f"/complaints/{complaint}/before/",
        f"/complaints/{complaint}/treatments/new/", f"/complaints/{complaint}/review/", f"/treatments/{clinic.pk}/link/",
    )  # fmt: skip
    size = page.viewport_size
    for address in addresses:
        assert page.goto(served + address).status == 200, address
        looked_at(page)
        page.set_viewport_size({"width": 320, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
        page.set_viewport_size(size)
    page.goto(f"{served}/settings/")
    page.locator("input[name$=substitute_phone]").fill("abc")
    page.locator("button").filter(has_text={"da": "Gem hele siden", "en": "Save the whole page"}[language]).first.click()
    assert page.locator("[role=alert]").count()
    looked_at(page)
    page.complaints.clear()  # the browser names the refused form


@pytest.mark.parametrize("language, scheme", [("da", "light"), ("en", "dark")])
def test_a_clients_own_pages(clinic, served, phone, looked_at, language, scheme):
    from myosotis.clinic.mine.actions import make_login_link
    from tests.integration.people import timezone

    page = phone(language=language, color_scheme=scheme)
    page.context.add_cookies([{"name": "django_language", "value": language, "url": served}])
    link = make_login_link(client=clinic.client, at=timezone.now())
    page.goto(f"{served}/my/in/{link.token}/")
    say_birthday(looked_at(page))
    page.wait_for_url("**/my/")
    for address in ("/my/", "/my/exercises/", "/my/withdraw/"):
        assert page.goto(served + address).status == 200, address
        looked_at(page)
    page.goto(f"{served}/my/exercises/")
    page.locator("details.more > summary").last.click()
    page.locator("main form.stack button").click()
    page.wait_for_load_state("load")
    looked_at(page)
    page.complaints.clear()
    page.goto(f"{served}/my/in/{link.token}/")
    looked_at(page)
    page.complaints.clear()


def test_connecting_a_phone_and_its_codes(clinic, served, desk, looked_at):
    from allauth.mfa.models import Authenticator

    from myosotis.clinic.entry.codes import code_of
    from tests.integration.people import PASSWORD

    Authenticator.objects.all().delete()
    page = desk()
    page.goto(f"{served}/worklist/")
    page.locator("#id_username").fill("nora")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("main form button").click()
    page.wait_for_url("**/me/phone/")
    import time

    page.locator("#id_code").fill("000000")
    looked_at(page).locator("main form button").click()
    looked_at(page)
    page.locator("#id_code").fill(code_of(page.locator(".address").inner_text(), time.time()))
    page.locator("main form button").click()
    page.wait_for_url("**/me/codes/")
    assert looked_at(page).locator("ul.codes li").count() == 10
    page.get_by_role("link", name="Jeg har gemt dem").click()
    page.wait_for_url("**/worklist/")


@pytest.mark.parametrize("language, device, scheme", [("da", DESK, "dark"), ("en", PHONE, "light")])
def test_a_colleague_is_let_in_and_chooses_a_password(clinic, served, open_page, looked_at, language, device, scheme):
    page = open_page(device, language=language, color_scheme=scheme)
    sign_in(page, served)
    page.goto(f"{served}/settings/people/")
    page.locator("#id_name").fill("Bo Lund")
    page.locator("#id_username").fill("bo")
    page.locator("main form[novalidate] button").click()
    said = page.locator("main p[role=status], p[role=status]").first.inner_text()
    looked_at(page)
    theirs = open_page(device, language=language, color_scheme=scheme)
    theirs.goto(said[said.index("http") :].split()[0])
    looked_at(theirs)
    theirs.locator("input[type=password]").fill("kort")
    theirs.locator("main form.stack button").click()
    theirs.locator("[role=alert]").wait_for()
    looked_at(theirs)
    theirs.complaints.clear()  # the browser names the refused form
    theirs.locator("input[type=password]").fill("fire ord der huskes")
    theirs.locator("main form.stack button").click()
    theirs.wait_for_url("**/me/phone/**")
