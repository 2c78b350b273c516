"""She answers before her treatment on her own phone, and the therapist starts from what she said."""

import pytest

from tests.journeys.steps import STILL_MS, say_birthday, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


def pick(page, name, value):
    page.locator(f"label.pick:has(input[name='{name}'][value='{value}'])").click()


def on(page):
    before = page.url
    page.locator("main form button:not([name]):not([type=button])").first.click()
    page.wait_for_url(lambda url: url != before)


@pytest.mark.parametrize("language", ["da", "en"])
def test_from_the_link_to_the_recorded_treatment(language, served, phone, desk, looked_at):
    from myosotis.clinic.before.actions import make_preparation_link
    from myosotis.clinic.care.models import Treatment
    from tests.integration.people import a_client, a_clinic, a_complaint, timezone

    therapist = a_clinic()
    complaint = a_complaint(a_client(therapist, language=language, conditions=None), therapist)
    link = make_preparation_link(complaint=complaint, by=therapist, at=timezone.now())
    page = phone(language=language)
    page.goto(f"{served}/before/in/{link.token}/")
    say_birthday(looked_at(page))
    page.wait_for_url("**/illness/")
    pick(looked_at(page), "conditions", "anticoagulant")
    on(page)
    pick(looked_at(page), "massage_before", "never")
    on(page)
    pick(looked_at(page), "pain", 6)
    pick(page, "qualities", "aching")
    on(page)
    pick(looked_at(page), "sites", "shoulder:left")
    page.locator(".bm-list summary").first.click()
    page.locator("details.bm-region summary").first.click()
    page.locator("details.bm-region label.bm-tick").first.click()
    on(page)
    pick(looked_at(page), "signs", "headache")
    on(page)
    pick(looked_at(page), "headache", 2)
    page.wait_for_url("**/moving/")
    page.wait_for_timeout(STILL_MS)
    pick(looked_at(page), "stiffness", 6)
    on(page)
    looked_at(page).locator("#id_activity_1").fill("Løfte mit barn" if language == "da" else "Lift my child")
    pick(page, "score_1", 3)
    on(page)
    pick(looked_at(page), "feel_safe", 3)
    on(page)
    assert looked_at(page).url.endswith("/before/done/")
    kept = complaint.preparations.get().answers
    assert kept["symptoms"] == {"headache": 2} and len(kept["sites"]) == 2

    page = desk(language=language)
    sign_in(page, served)
    page.goto(f"{served}/complaints/{complaint.pk}/treatments/new/")
    looked_at(page)
    means = page.locator("ul.means").inner_text()
    assert {"da": "Grænserne for at tilkalde hjælp er sænket", "en": "The limits for calling help are lowered"}[language] in means
    pick(page, "disclosure", "read_it")
    pick(page, "kind", "trigger_point")
    pick(page, "pressure", 2)
    page.locator("#id_minutes").fill("3")
    page.locator("#id_trigger_points").fill("3")
    pick(page, "neck_treated", "no")
    pick(page, "needles_used", "no")
    page.locator("main form.stack > .actions button").last.click()
    page.wait_for_url("**/link/")
    made = Treatment.objects.select_related("baseline", "disclosure").get()
    assert made.baseline.stiffness == 6 and made.baseline.symptoms == {"headache": 2} and made.disclosure.preparation
    assert set(kept["sites"]) <= set(made.baseline.sites)


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_therapists_page_with_the_way_in(language, served, desk, looked_at):
    from tests.integration.people import a_client, a_clinic, a_complaint

    therapist = a_clinic()
    complaint = a_complaint(a_client(therapist, language=language), therapist)
    page = desk(language=language)
    sign_in(page, served)
    page.goto(f"{served}/complaints/{complaint.pk}/before/")
    looked_at(page).locator("main form button:not([name])").click()
    looked_at(page)
    assert page.locator(".qr-box svg").count() == 1
    page.locator("main form button[name=here]").click()
    page.wait_for_url("**/before/in/**")
    looked_at(page)
