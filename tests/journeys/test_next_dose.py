"""The dose after a bad reaction, and each of the four decisions after the third treatment with what it then allows, in a browser."""

import pytest

from tests.journeys.steps import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
LANGUAGES = pytest.mark.parametrize("language", ["da", "en"])

SAYS = {
    "da": {
        "gentler": "Vælg mindst én vej:", "levers": ["kortere tid", "mindre tryk"], "save": "Gem planen", "why": "Skriv hvorfor",
        "saved": "Planen er gemt.", "reason": "Grund: Klienten ønsker det sådan.", "planned": "Plan for denne gang: tryk: let, 20 minutter, 14 dage til næste gang",
        "decide": "Gem beslutningen", "missing": "Vælg en ændring", "decided": "Beslutningen er gemt.", "written": "Beslutningen er skrevet.",
        "no_decision": "kræver en beslutning i gennemgangen",
        "go_on": "Gå videre med en ændring: mindre tryk", "other_method": "En anden metode", "other_therapist": "En anden behandler", "doctor": "En læge",
        "same_method": "Beslutningen var en anden metode.", "someone_else": "Beslutningen var en anden behandler eller en læge.",
    },
    "en": {
        "gentler": "Choose at least one way:", "levers": ["shorter time", "less pressure"], "save": "Save the plan", "why": "Write why",
        "saved": "The plan is saved.", "reason": "Reason: Klienten ønsker det sådan.", "planned": "Plan for this time: pressure: light, 20 minutes, 14 days until next time",
        "decide": "Save the decision", "missing": "Choose a change", "decided": "The decision is saved.", "written": "The decision is written.",
        "no_decision": "needs a decision in the review",
        "go_on": "Go on with a change: less pressure", "other_method": "Another method", "other_therapist": "Another therapist", "doctor": "A doctor",
        "same_method": "The decision was another method.", "someone_else": "The decision was another therapist or a doctor.",
    },
}  # fmt: skip


@pytest.fixture
def course(therapist):
    """`course(answer, …)`: a complaint treated once for each answer."""
    from django.utils import timezone

    from myosotis.clinic.people.actions import confirm_purpose
    from tests.integration.plans import courses

    confirm_purpose(therapist=therapist, at=timezone.now())
    return lambda *names: courses.a_course(therapist, *(getattr(courses, name) for name in names))


def main_of(page) -> str:
    return page.locator("main").inner_text()


def dose(page, says, pressure, minutes, days):
    page.locator(f"label.pick:has(input[name=pressure][value='{pressure}'])").click()
    page.locator("#id_minutes").fill(str(minutes))
    page.locator("#id_days").fill(str(days))
    page.get_by_role("button", name=says["save"]).click()


@pytest.mark.all_four
@LANGUAGES
def test_after_a_bad_reaction_the_next_dose_differs_or_says_why(language, served, course, desk, looked_at):
    complaint, says = course("BETTER", "NEGATIVE"), SAYS[language]
    page = desk(language=language)
    sign_in(page, served)
    page.goto(f"{served}/complaints/{complaint.pk}/plan/")
    shown = main_of(looked_at(page))
    assert says["gentler"] in shown and all(lever in shown for lever in says["levers"])
    # The last one was pressure 4, 40 minutes, after seven days. As last time, and harder: a reason is asked for.
    for harder in ((4, 40, 7), (5, 30, 14), (3, 50, 14), (3, 30, 3)):
        dose(page, says, *harder)
        assert says["why"] in main_of(looked_at(page)), harder
        assert not complaint.plans.exists()
    # Gentler needs none.
    dose(page, says, 2, 20, 14)
    assert says["saved"] in main_of(page) and complaint.plans.get().reason_for == []
    # As last time goes with a reason, which stays to be read.
    page.locator("label.pick:has(input[name=pressure][value='4'])").click()
    page.locator("#id_reason").fill("Klienten ønsker det sådan.")
    dose(page, says, 4, 40, 7)
    assert says["reason"] in main_of(looked_at(page)) and complaint.plans.last().reason_for == ["not_gentler"]
    dose(page, says, 2, 20, 14)
    page.goto(f"{served}/complaints/{complaint.pk}/treatments/new/")
    assert says["planned"] in main_of(looked_at(page))
    page.complaints.clear()  # the browser names each refused form


def decide(page, says, what, change=None):
    page.locator(f"label.pick:has(input[name=what][value='{what}'])").click()
    if change:
        page.locator(f"label.pick:has(input[name=change][value='{change}'])").click()
    page.get_by_role("button", name=says["decide"]).click()


def record(page, kind):
    """A fourth treatment, as far as its button; what the page then says."""
    page.locator("label.pick:has(input[name=disclosure][value=nothing_new])").click()
    page.locator("label.pick:has(input[name=pain][value='5'])").click()
    for number in range(page.locator("[aria-labelledby=localise] fieldset").count()):
        page.locator("[aria-labelledby=localise] fieldset").nth(number).locator("label.pick").first.click()
    page.locator(f"label.pick:has(input[name=kind][value={kind}])").click()
    page.locator("label.pick:has(input[name=pressure][value='2'])").click()
    page.locator("#id_minutes").fill("20")
    page.locator("#id_trigger_points").fill("2")
    page.locator("label.pick:has(input[name=neck_treated][value=no])").click()
    page.locator("label.pick:has(input[name=needles_used][value=no])").click()
    for reason in page.locator("textarea[name^=reason_]").all():
        reason.fill("Aftalt med klienten.")
    page.locator("main form.stack > .actions button").last.click()


@pytest.mark.all_four
@LANGUAGES
@pytest.mark.parametrize("what", ["go_on", "other_method", "other_therapist", "doctor"])
def test_the_third_review_with_each_decision(what, language, served, course, desk, looked_at):
    complaint, says = course("SAME", "SAME", "SAME"), SAYS[language]
    page = desk(language=language)
    sign_in(page, served)
    fourth = f"{served}/complaints/{complaint.pk}/treatments/new/"
    page.goto(fourth)
    # What would be refused anyway is not offered.
    assert says["no_decision"] in main_of(looked_at(page)) and not page.locator("[name=pressure]").count()

    page.goto(f"{served}/complaints/{complaint.pk}/review/?felt=same")
    if what == "go_on":
        decide(page, says, what)
        assert says["missing"] in main_of(looked_at(page)) and not complaint.decisions.exists()
    decide(page, says, what, change="lighter" if what == "go_on" else None)
    shown = main_of(looked_at(page))
    assert says["decided"] in shown and says["written"] in shown and says[what] in shown
    kept = complaint.decisions.get()
    assert (kept.what, kept.change, kept.counted) == (what, ["lighter"] if what == "go_on" else [], 3)

    page.goto(fourth)
    looked_at(page)
    # Another kind is another method; another therapist or a doctor is nobody's treatment here.
    if what not in ("go_on", "other_method"):
        assert says["someone_else"] in main_of(page) and not page.locator("[name=pressure]").count()
        return
    record(page, "trigger_point")
    if what == "other_method":
        assert says["same_method"] in main_of(looked_at(page)) and complaint.treatments.count() == 3
        record(page, "massage")
    assert complaint.treatments.count() == 4
    page.complaints.clear()  # the browser names each refused form
