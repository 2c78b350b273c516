"""The agreement on a phone and at a desk: read, said yes to by both, without scripts too."""

import os
from pathlib import Path

import pytest

from tests.integration.people import a_clinic, a_treatment, link_of
from tests.journeys.steps import say_birthday, sign_in

pytestmark = pytest.mark.django_db(transaction=True)

PICTURES = os.environ.get("PICTURES")
YES = {"da": "Ja, det har vi talt om", "en": "Yes, we talked about this"}


def keep(page, name):
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


@pytest.fixture
def treatment(transactional_db):
    return a_treatment(a_clinic(), hours_ago=1)


def press_link(page, served, treatment):
    page.goto(f"{served}/c/{link_of(treatment).token}/")
    page.locator("main form button").first.click()
    page.locator('main form button[name="none"]').click()
    say_birthday(page)
    page.locator("main form button").first.click()


@pytest.mark.parametrize("language, scheme", [("da", "light"), ("en", "dark")])
def test_on_the_phone(phone, served, treatment, looked_at, language, scheme):
    client = treatment.client
    client.language = language
    client.save()
    page = phone(language=language, color_scheme=scheme)
    press_link(page, served, treatment)
    page.goto(f"{served}/agreement/")
    keep(looked_at(page), f"agreement-{language}-{scheme}")
    page.get_by_role("button", name=YES[language]).click()
    assert page.locator("main p.note").count() == 1
    looked_at(page)
    with page.expect_download() as paper:
        page.locator('a[href="/agreement/pdf/"]').click()
    assert paper.value.suggested_filename == "myosotis.pdf"
    if PICTURES:
        paper.value.save_as(Path(PICTURES) / f"agreement-{language}.pdf")


def test_at_the_desk_without_scripts(desk, served, treatment):
    page = desk(java_script_enabled=False)
    sign_in(page, served)
    page.goto(f"{served}/treatments/{treatment.pk}/agreement/")
    page.locator('input[name="client"]').check(force=True)
    page.get_by_role("button", name="Vi har talt det igennem").click()
    assert page.locator("main p.note").count() == 2
    keep(page, "agreement-desk")
