"""Between two clients: a known client, the same complaint, a treatment with baseline, map and dose, counted tap by tap."""

import time

import pytest

from tests.journeys.steps import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
MOST_ACTIONS = 45


class Hand:
    """Taps and keystrokes, each counted as one."""

    def __init__(self, page):
        self.page, self.actions = page, 0

    def tap(self, where):
        self.page.locator(where).first.click()
        self.actions += 1

    def pick(self, name, value):
        self.tap(f"label.pick:has(input[name='{name}'][value='{value}'])")

    def type(self, where, words):
        self.tap(where)
        self.page.keyboard.type(words)
        self.actions += len(words)


def press_too_hard(complaint):
    """What the client does meanwhile, on her own phone."""
    import uuid

    from django.utils import timezone

    from myosotis.clinic.during.actions import give_signal

    give_signal(sitting=complaint.sittings.get(), what="too_hard", key=uuid.uuid4(), at=timezone.now(), language="da")


@pytest.mark.parametrize("buttons", [False, True], ids=["", "with-her-buttons"])
@pytest.mark.parametrize("language", ["da", "en"])
def test_a_treatment_is_recorded_in_less_than_a_paper_note(language, buttons, served, desk, looked_at):
    from myosotis.clinic.care.models import Treatment
    from tests.integration.people import a_client, a_clinic, a_treatment, an_answer

    therapist = a_clinic()
    before = a_treatment(therapist, client=a_client(therapist, language=language), hours_ago=24 * 8)
    from myosotis.body.sites import read_site
    from myosotis.body.zones import zones_of_site

    zone = sorted(zones_of_site(read_site("shoulder:left")))[0]
    before.baseline.sites = ["shoulder:left", zone]
    before.baseline.save()
    an_answer(before, hours=50, pain=4)
    page = desk(language=language)
    sign_in(page, served)
    page.goto(f"{served}/clients/")
    hand, begun = Hand(page), time.monotonic()
    hand.tap(f"a[href='/clients/{before.client.pk}/']")
    hand.tap(f"a[href='/complaints/{before.complaint.pk}/treatments/new/']")
    looked_at(page)
    hand.pick("disclosure", "nothing_new")
    hand.pick("pain", 5)
    hand.pick("qualities", "aching")
    hand.tap("button[data-do=as_last]")
    if buttons:
        hand.tap("button[name=hand_over]")
        looked_at(page)
        press_too_hard(before.complaint)
        hand.tap(f"main a.button[href='/complaints/{before.complaint.pk}/treatments/new/']")
        looked_at(page)
    hand.pick("kind", "trigger_point")
    hand.pick("pressure", 3)
    hand.type("#id_minutes", "30")
    hand.type("#id_trigger_points", "4")
    if buttons:
        hand.tap("details.more:has(input[name=point_1_severity]) > summary")
        hand.pick("point_1_severity", 3)
        hand.pick("point_2_severity", 2)
        looked_at(page)
    hand.pick("neck_treated", "no")
    hand.pick("needles_used", "no")
    page.locator("main form.stack > .actions button").last.click()
    hand.actions += 1
    page.wait_for_url("**/link/")
    page.wait_for_load_state("load")
    made = Treatment.objects.order_by("-ended_at").first()
    assert made != before and zone in made.baseline.sites and made.minutes == 30 and made.disclosure.changed is False
    assert made.baseline.pain == 5 and made.baseline.qualities == ["aching"], "what was written before the buttons is kept"
    assert (made.too_hard, made.kept_sittings.count()) == ((True, 1) if buttons else (None, 0))
    assert [point["severity"] for point in made.points] == ([3, 2] if buttons else [])
    print(f"{hand.actions} actions, {time.monotonic() - begun:.1f} s for a machine")
    assert hand.actions <= MOST_ACTIONS
