"""The client presses a button while a treatment goes on: kept with its time, shown where the treatment is, and never a reason for more."""

import json
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from myosotis.clinic.care.models import Treatment
from myosotis.clinic.during.actions import OPEN_FOR, begin_sitting, give_signal, keep_sittings
from myosotis.clinic.during.models import Signal, Sitting
from myosotis.clinic.letters.letter import Letter
from myosotis.clinic.people.models import Event
from myosotis.clinic.plans.situation import Situation
from tests.integration.people import a_client, a_treatment
from tests.integration.test_before import filled

pytestmark = pytest.mark.either_database


@pytest.fixture
def treatment(therapist):
    return a_treatment(therapist, client=a_client(therapist), hours_ago=24 * 8)


@pytest.fixture
def sitting(treatment, therapist):
    return begin_sitting(complaint=treatment.complaint, by=therapist, at=timezone.now(), draft={})


def press(web, sitting, what="too_hard", **more):
    return web.post(f"/during/{sitting.token}/", {"what": what, "key": str(uuid.uuid4()), **more})


def new(treatment):
    return f"/complaints/{treatment.complaint.pk}/treatments/new/"


def recorded(desk, treatment, **more):
    desk.post(new(treatment), filled(disclosure="nothing_new", **more))
    return Treatment.objects.order_by("-ended_at").first()


def test_the_page_has_three_buttons_and_nothing_of_the_client(web, sitting):
    page = web.get(f"/during/{sitting.token}/").content.decode()
    assert [what in page for what in ("Det er godt sådan", "Det er for hårdt", "Stop")] == [True] * 3
    assert page.count('name="what"') == 3
    client = sitting.complaint.client
    assert client.name not in page and "skulder" not in page


@pytest.mark.parametrize("language, words", [("da", "Sig også stop højt."), ("en", "Say stop aloud too.")])
def test_a_press_is_kept_and_said_in_her_language_with_and_without_scripts(web, sitting, language, words):
    sitting.complaint.client.language = language
    sitting.complaint.client.save()
    assert press(web, sitting, "stop").status_code == 302
    assert words in web.get(f"/during/{sitting.token}/").content.decode()
    answer = web.post(f"/during/{sitting.token}/", {"what": "stop", "key": uuid.uuid4().hex}, headers={"Accept": "application/json"})
    assert words in json.loads(answer.content)["said"]
    assert [signal.language for signal in Signal.objects.all()] == [language] * 2
    assert Event.objects.filter(what="signal.given").count() == 2


def test_the_same_press_sent_twice_is_one_and_late_it_keeps_its_time(web, treatment, therapist):
    began = timezone.now() - timedelta(minutes=20)
    sitting = begin_sitting(complaint=treatment.complaint, by=therapist, at=began, draft={})
    key = uuid.uuid4().hex
    for _ in range(2):
        press(web, sitting, key=key, ago="300")
    signal = Signal.objects.get()
    assert abs(signal.made_at - signal.pressed_at - timedelta(seconds=300)) < timedelta(seconds=1)
    press(web, sitting, ago="999999999")
    assert Signal.objects.first().pressed_at == began, "never before the sitting began"


@pytest.mark.parametrize("given", [{"what": "harder"}, {"what": ""}, {"key": "x"}, {"ago": "soon"}])
def test_there_is_no_button_for_more_and_nothing_else_is_kept(web, sitting, given):
    assert press(web, sitting, **given).status_code == 400
    assert not Signal.objects.exists()


def test_the_buttons_close_when_the_treatment_is_recorded_and_after_some_hours(web, desk, sitting, treatment):
    assert not sitting.is_open(timezone.now() + OPEN_FOR)
    recorded(desk, treatment)
    assert press(web, sitting).status_code == 410 and web.get(f"/during/{sitting.token}/").status_code == 410
    assert web.get("/during/nothing/").status_code == 410


def test_what_was_written_waits_and_the_presses_stand_beside_it(web, desk, treatment):
    half = {name: value for name, value in filled(disclosure="nothing_new", pain="3").items() if name not in ("minutes", "pressure")}
    answer = desk.post(new(treatment), half | {"hand_over": "1"}, follow=True)
    assert answer.redirect_chain[-1][0] == f"/complaints/{treatment.complaint.pk}/during/"
    page = answer.content.decode()
    assert "Det du har skrevet er gemt." in page and "<svg" in page and "Klienten har ikke trykket endnu." in page
    sitting = Sitting.objects.get()
    press(web, sitting)
    page = desk.get(new(treatment)).content.decode()
    assert "Det er for hårdt" in page and 'class="wrong"' not in page and "Der mangler noget" not in page
    assert 'name="pain" value="3" checked' in page and 'name="too_hard" value="yes" checked' in page
    made = recorded(desk, treatment, pain="3")
    sitting.refresh_from_db()
    assert (sitting.kept.treatment, sitting.draft) == (made, {}) and sitting.closed_at


def test_handing_over_twice_is_one_sitting_and_a_new_treatment_has_its_own(web, desk, treatment, sitting, therapist):
    press(web, sitting)
    assert begin_sitting(complaint=treatment.complaint, by=therapist, at=timezone.now(), draft={"pain": ["4"]}) == sitting
    recorded(desk, treatment)
    assert begin_sitting(complaint=treatment.complaint, by=therapist, at=timezone.now(), draft={}) != sitting


@pytest.mark.parametrize("what, gentler", [("good", False), ("too_hard", True), ("stop", True)])
def test_a_press_asks_for_gentler_next_time_and_good_asks_for_nothing(web, desk, treatment, sitting, what, gentler):
    press(web, sitting, what)
    made = recorded(desk, treatment, too_hard="no")
    now = Situation(made.complaint, timezone.now())
    assert (now.last.too_hard is True) is gentler, "what she pressed counts, whatever is ticked afterwards"
    assert now.asks_for_gentler is gentler
    page = desk.get(f"/complaints/{made.complaint.pk}/plan/").content.decode()
    assert ("klienten trykkede selv" in page) is gentler


def test_it_stands_on_the_clients_page_in_the_letter_and_in_her_file(web, desk, treatment, sitting):
    press(web, sitting, "too_hard")
    press(web, sitting, "good")
    made = recorded(desk, treatment)
    page = desk.get(f"/clients/{made.client.pk}/").content.decode()
    assert "Klienten trykkede selv kl." in page and "“Det er for hårdt”" in page and "“Det er godt sådan”" in page
    assert "“Det er for hårdt”" in Letter(made.complaint, timezone.now()).as_mapping()["treatments"][0]["what"]
    file = desk.get(f"/clients/{made.client.pk}/file.json").json()
    assert [each["what"] for each in file["complaints"][0]["treatments"][-1]["pressed"]] == ["too_hard", "good"]


def test_a_sitting_of_yesterday_belongs_to_no_treatment_of_today(web, desk, treatment, therapist):
    yesterday = timezone.now() - timedelta(days=1)
    old = begin_sitting(complaint=treatment.complaint, by=therapist, at=yesterday, draft={"pain": ["9"]})
    give_signal(sitting=old, what="stop", key=uuid.uuid4(), at=yesterday, language="da")
    page = desk.get(new(treatment)).content.decode()
    assert "trykkede" not in page and 'value="9" checked' not in page
    assert recorded(desk, treatment).kept_sittings.count() == 0


def test_on_the_clinics_own_screen_the_therapist_is_logged_out_first(desk, treatment):
    answer = desk.post(f"/complaints/{treatment.complaint.pk}/during/", {"here": "1"})
    assert answer["Location"] == f"/during/{Sitting.objects.get().token}/"
    assert desk.get("/worklist/")["Location"] == "/login/"


def test_more_than_anybody_presses_adds_nothing(sitting, monkeypatch):
    monkeypatch.setattr("myosotis.clinic.during.actions.MOST_SIGNALS", 2)
    for _ in range(4):
        give_signal(sitting=sitting, what="good", key=uuid.uuid4(), at=timezone.now(), language="da")
    assert Signal.objects.count() == 2


def test_a_treatment_without_buttons_says_nothing_of_them(desk, treatment):
    assert keep_sittings(treatment=treatment, by=treatment.by, at=timezone.now()) == []
    assert "trykkede" not in desk.get(f"/clients/{treatment.client.pk}/").content.decode()
