"""The buttons a client presses herself during a treatment: from the therapist's page, on her phone, by keyboard, without a network."""

import os
from pathlib import Path

import pytest

from tests.browser import DESK, PHONE
from tests.journeys.steps import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
TABLET = {"viewport": {"width": 820, "height": 1180}, "is_mobile": True, "has_touch": True}
SAYS = {
    "da": {"good": "Det er godt sådan", "too_hard": "Det er for hårdt", "stop": "Stop", "aloud": "Sig også stop højt.", "lost": "Det er ikke gemt endnu.", "pressed": "lienten trykkede selv"},
    "en": {"good": "It is good like this", "too_hard": "It is too hard", "stop": "Stop", "aloud": "Say stop aloud too.", "lost": "It is not saved yet.", "pressed": "he client pressed"},
}  # fmt: skip
PICTURES = os.environ.get("PICTURES")


def picture(page, name):
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


@pytest.fixture
def complaint(therapist):
    """A complaint that was treated before, in a clinic whose therapist has read what it is for; `.language` is the client's."""
    from django.utils import timezone

    from myosotis.clinic.people.actions import confirm_purpose
    from tests.integration.people import a_client, a_treatment

    confirm_purpose(therapist=therapist, at=timezone.now())
    return lambda language: a_treatment(therapist, client=a_client(therapist, language=language), hours_ago=24 * 8).complaint


@pytest.fixture
def buttons(complaint, served):
    """`buttons(language)`: the address of the buttons, and the sitting behind it."""
    from django.urls import reverse
    from django.utils import timezone

    from myosotis.clinic.during.actions import begin_sitting

    def begin(language):
        found = complaint(language)
        sitting = begin_sitting(complaint=found, by=found.treatments.get().by, at=timezone.now(), draft={})
        return served + reverse("during", args=[sitting.token]), sitting

    return begin


def pressed(sitting) -> list[str]:
    return list(sitting.signals.values_list("what", flat=True))


@pytest.mark.parametrize("language, device, scheme", [("da", PHONE, "light"), ("en", TABLET, "dark"), ("da", DESK, "dark"), ("en", PHONE, "light")])
def test_pressed_by_a_finger(language, device, scheme, buttons, open_page, looked_at):
    address, sitting = buttons(language)
    page, says = open_page(device, language=language, color_scheme=scheme), SAYS[language]
    page.goto(address)
    name = f"buttons-{language}-{device['viewport']['width']}-{scheme}"
    picture(looked_at(page), name)
    tall, wide = page.viewport_size["height"], page.viewport_size["width"]
    for each in page.locator("button.signal").all():
        box = each.bounding_box()
        assert box["height"] >= 100 and box["y"] + box["height"] <= tall, "all three are on the screen, and large"
        assert box["width"] >= min(wide, 600) * 0.7
    for what in ("too_hard", "good", "stop"):
        page.get_by_role("button", name=says[what], exact=True).click()
        page.locator("[data-said]", has_text=says[what]).wait_for()
        assert page.locator("button[data-last]").get_attribute("value") == what
    assert says["aloud"] in page.locator("[role=status]").inner_text()
    picture(looked_at(page), f"{name}-stop")
    assert pressed(sitting) == ["too_hard", "good", "stop"]


@pytest.mark.parametrize("language", ["da", "en"])
def test_pressed_with_a_keyboard_and_without_scripts(language, buttons, open_page, looked_at):
    address, sitting = buttons(language)
    page, says = open_page(DESK, language=language, java_script_enabled=False), SAYS[language]
    page.goto(address)
    found = page.locator("main").aria_snapshot()
    order = [found.index(f'button "{says[what]}"') for what in ("good", "too_hard", "stop")]
    assert order == sorted(order) and "status" in found, "a screen reader hears three buttons, and then what was kept"
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.locator("button.signal-stop:focus").count():
            break
    page.keyboard.press("Enter")
    page.locator("[role=status]", has_text=says["aloud"]).wait_for()
    assert pressed(sitting) == ["stop"]


@pytest.mark.parametrize("language", ["da", "en"])
def test_without_a_network_it_says_so_at_once_and_sends_it_later(language, buttons, phone, looked_at):
    address, sitting = buttons(language)
    page, says = phone(language=language), SAYS[language]
    page.goto(address)
    page.context.set_offline(True)
    page.locator("button[value=too_hard]").click()
    page.locator("[role=alert]", has_text=says["lost"]).wait_for()
    picture(looked_at(page), f"buttons-{language}-lost")
    page.locator("button[value=stop]").click()
    assert pressed(sitting) == []
    page.context.set_offline(False)
    page.locator("[data-said]", has_text=says["aloud"]).wait_for()
    assert page.locator("[role=alert]").is_hidden()
    assert pressed(sitting) == ["too_hard", "stop"]
    page.complaints.clear()  # the browser names every request that found no network


@pytest.mark.parametrize("language, device", [("da", DESK), ("en", PHONE)])
def test_from_the_therapists_page_and_back_with_what_was_written(language, device, complaint, served, open_page, looked_at):
    from django.core.cache import cache

    found, says = complaint(language), SAYS[language]
    page = open_page(device, language=language)
    sign_in(page, served)
    form = f"{served}/complaints/{found.pk}/treatments/new/"
    page.goto(form)
    page.locator("label.pick:has(input[name=pain][value='6'])").click()
    page.locator("button[name=hand_over]").click()
    picture(looked_at(page), f"hand-over-{language}")
    address = page.locator(".address").inner_text()
    page.locator("button[name=here]").click()
    assert page.url == address, "the clinic's own screen becomes hers"
    page.locator("button[value=too_hard]").click()
    page.locator("[data-said]", has_text=says["too_hard"]).wait_for()
    # Whoever holds it reaches nothing of the clinic.
    page.goto(form)
    assert "/login/" in page.url
    cache.clear()  # a code is taken once; half a minute later there would be another
    sign_in(page, served)
    page.goto(form)
    shown = looked_at(page).locator("main").inner_text()
    assert says["pressed"] in shown and says["too_hard"] in shown
    assert page.locator("input[name=pain][value='6']").is_checked() and page.locator("input[name=too_hard][value=yes]").is_checked()
    page.locator("details.more:has(input[name=point_1_severity]) > summary").click()
    page.locator("label.pick:has(input[name=point_1_severity][value='3'])").click()
    page.locator("#id_minutes").press("Enter")
    assert page.url == form, "a key in a field hands nothing over"
    picture(looked_at(page), f"record-after-buttons-{language}")
