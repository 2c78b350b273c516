"""After the third treatment: the review, a decision, a gentler plan, and only then the next treatment."""

import base64

import pytest

from tests.journeys.steps import sign_in

pytestmark = pytest.mark.django_db(transaction=True)

SAYS = {
    "da": {
        "log in": "Log ind", "review": "Gennemgang efter tredje behandling", "felt": "Nej, det er som før",
        "show": "Vis gennemgangen", "none": "Ingen regel viser fremgang", "go on": "Gå videre med en ændring",
        "decide": "Gem beslutningen", "missing": "Vælg en ændring", "lighter": "Mindre tryk", "to plan": "Til planen",
        "minutes": "Minutter", "days": "Dage til næste gang", "save": "Gem planen", "why": "Skriv hvorfor",
        "reason": "Grund, hvis planen kræver en", "saved": "Planen er gemt", "refused": "kræver en beslutning",
        "planned": "Plan for denne gang",
    },
    "en": {
        "log in": "Log in", "review": "Review after the third treatment", "felt": "No, it is as before",
        "show": "Show the review", "none": "No rule shows progress", "go on": "Go on with a change",
        "decide": "Save the decision", "missing": "Choose a change", "lighter": "Less pressure", "to plan": "To the plan",
        "minutes": "Minutes", "days": "Days until next time", "save": "Save the plan", "why": "Write why",
        "reason": "Reason, if the plan asks for one", "saved": "The plan is saved", "refused": "needs a decision",
        "planned": "Plan for this time",
    },
}  # fmt: skip


@pytest.fixture
def due(therapist):
    """Three treatments that changed nothing, the last with a negative reaction."""
    from django.utils import timezone

    from myosotis.clinic.people.actions import confirm_purpose
    from tests.integration.plans.courses import NEGATIVE, SAME, a_course

    confirm_purpose(therapist=therapist, at=timezone.now())
    return a_course(therapist, SAME, SAME, NEGATIVE)


def pick(page, words):
    page.locator("label.pick", has_text=words).first.click()


@pytest.mark.parametrize("language", ["da", "en"])
def test_from_the_third_treatment_to_a_gentler_fourth(language, served, due, open_page, looked_at):
    from tests.browser import DESK, PHONE

    says = SAYS[language]
    page = open_page({"da": PHONE, "en": DESK}[language], language=language)
    sign_in(page, served)
    page.goto(f"{served}/complaints/{due.pk}/treatments/new/")
    assert says["refused"] in looked_at(page).locator("main").inner_text()

    page.goto(f"{served}/clients/{due.client.pk}/")
    page.get_by_role("link", name=says["review"]).click()
    pick(looked_at(page), says["felt"])
    page.get_by_role("button", name=says["show"]).click()
    assert says["none"] in looked_at(page).locator("main").inner_text()
    pick(page, says["go on"])
    page.get_by_role("button", name=says["decide"]).click()
    assert says["missing"] in looked_at(page).locator("main").inner_text()
    pick(page, says["lighter"])
    page.get_by_role("button", name=says["decide"]).click()

    looked_at(page).get_by_role("link", name=says["to plan"]).click()
    page.locator("label.pick:has(input[name=pressure][value='2'])").click()
    looked_at(page).get_by_label(says["minutes"]).fill("20")
    page.get_by_label(says["days"]).fill("14")
    page.get_by_role("button", name=says["save"]).click()
    assert says["why"] in looked_at(page).locator("main").inner_text()
    page.get_by_label(says["reason"]).fill("Aftalt.")
    page.get_by_role("button", name=says["save"]).click()
    assert says["saved"] in looked_at(page).locator("main").inner_text()

    page.goto(f"{served}/complaints/{due.pk}/treatments/new/")
    shown = looked_at(page).locator("main").inner_text()
    assert says["planned"] in shown and says["refused"] not in shown
    # Each refusal is noted by the browser itself; nothing else may be.
    assert [text for text in page.complaints if "status of 400" not in text] == []
    page.complaints.clear()


def test_in_the_dark_every_colour_can_be_read(served, due, open_page, looked_at):
    from tests.browser import PHONE

    page = open_page(PHONE, color_scheme="dark")
    sign_in(page, served)
    for address in ("plan/", "review/?felt=same", "treatments/new/"):
        page.goto(f"{served}/complaints/{due.pk}/{address}")
        looked_at(page)


# How much of a picture is bright, 0 to 1, each pixel by its luminance.
BRIGHT = """async (png) => {
  const image = new Image(); image.src = "data:image/png;base64," + png; await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height), drawn = canvas.getContext("2d"); drawn.drawImage(image, 0, 0);
  const { data } = drawn.getImageData(0, 0, image.width, image.height);
  let bright = 0;
  for (let i = 0; i < data.length; i += 4) if (0.2126 * data[i] + 0.7152 * data[i + 1] + 0.0722 * data[i + 2] > 170) bright++;
  return bright / (data.length / 4);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_body_is_dark_in_the_dark_and_light_in_the_light(served, due, open_page, scheme):
    from tests.browser import DESK

    page, eye = open_page(DESK, color_scheme=scheme), open_page(DESK)
    sign_in(page, served)
    page.goto(f"{served}/treatments/{due.treatments.first().pk}/map/")
    picture = page.locator("svg.bmp:visible").first.screenshot()
    share = eye.evaluate(BRIGHT, base64.b64encode(picture).decode())
    assert share < 0.1 if scheme == "dark" else share > 0.8
