"""One yes to a line of danger is enough to go on; a line that was not answered is unknown, and never a no."""

from datetime import timedelta

import pytest
from django.utils import timezone

from myosotis.clinic.care.actions import take_what_was_left
from myosotis.clinic.care.models import CheckIn, LeftOff
from myosotis.clinic.care.presenters import wording
from myosotis.clinic.care.presenters.worklist import WorklistPresenter
from myosotis.clinic.notices.models import Message
from myosotis.clinic.notices.worker import work
from myosotis.clinic.plans.situation import Situation
from tests.integration.people import a_client, a_treatment, an_answer, link_of, press_link, shown_again
from tests.integration.public.test_selfcheck import send, step_of
from tests.integration.test_answers import ALL_FLAGS

pytestmark = pytest.mark.either_database


@pytest.fixture
def treatment(therapist):
    return a_treatment(therapist, hours_ago=5)


@pytest.fixture
def hers(web, treatment):
    """A phone on which the link was pressed; she has not said who she is."""
    web.post(f"/c/{link_of(treatment).token}/")
    return web


def words(page) -> str:
    return page.content.decode()


def test_one_yes_leads_on_with_112_above_everything(hers):
    assert hers.post("/checkin/flags/", {"flag_brain": "yes"})["Location"] == "/checkin/which/"
    page = hers.get("/checkin/which/")
    said = words(page)
    assert page.context["alarm"]["headline"] == "Ring 112" and said.index('class="alarm-call"') < said.index("<h1")
    assert hers.post("/checkin/which/", {"flag_brain": ["slurred_speech"]})["Location"] == "/checkin/danger/"
    assert hers.get("/checkin/danger/").context["page"]["level"] == 5


def test_a_sign_for_a_doctor_shows_no_112_block(hers):
    hers.post("/checkin/flags/", {"flag_other": "yes"})
    page = hers.get("/checkin/which/")
    assert page.context["alarm"] is None and 'href="tel:112"' in words(page)


def test_the_lines_left_out_are_unknown(hers, treatment):
    hers.post("/checkin/flags/", {"flag_brain": "yes", "flag_neck": "no"})
    hers.post("/checkin/which/", {"flag_brain": ["slurred_speech"]})
    press_link_again = hers.post("/checkin/birthday/", {"day": 4, "month": 5})
    assert press_link_again.status_code == 302
    hers.post("/checkin/")
    symptoms = CheckIn.objects.get().answers["symptoms"]
    assert symptoms["slurred_speech"] == 3 and symptoms["unsteady_walk"] == 0
    assert symptoms["chest_pain"] is None and symptoms["dark_urine"] is None


def test_thoughts_of_taking_her_life_are_answered_at_once(hers):
    """A line with one sign says which sign it is."""
    assert hers.post("/checkin/flags/", {"flag_mind": "yes"})["Location"] == "/checkin/danger/"
    page = words(hers.get("/checkin/danger/"))
    assert "Ring 112" in page and "70 201 201" in page


def test_a_yes_that_is_no_danger_leads_back_to_the_other_lines(web, treatment):
    press_link(web, treatment)
    web.post("/checkin/flags/", {"flag_faint": "yes"})
    web.post("/checkin/which/", {"flag_faint": ["fainted"]})
    left = web.post("/checkin/which_strength/", {"grade_fainted": "1", "passing_fainted": "passed"})
    assert left["Location"] == "/checkin/flags/", "near to fainting, and over: the other lines are still to be answered"
    assert web.get("/checkin/pain/")["Location"] == "/checkin/flags/", "and cannot be skipped"
    page = words(web.get("/checkin/flags/"))
    assert "Svar nu også på de andre linjer" in page and 'name="none"' not in page
    assert shown_again(web, "/checkin/flags/", {"flag_faint": "yes"}).content.decode().count("Vælg et svar.") >= len(ALL_FLAGS) - 1
    assert web.post("/checkin/flags/", dict.fromkeys(ALL_FLAGS, "no") | {"flag_faint": "yes"})["Location"] == "/checkin/pain/"


def test_without_a_yes_every_line_is_asked_for(hers):
    page = shown_again(hers, "/checkin/flags/", {"flag_brain": "unsure"})
    assert page.status_code == 200 and words(page).count("Vælg et svar.") >= len(ALL_FLAGS) - 1


def test_112_stands_above_the_lines(hers):
    page = words(hers.get("/checkin/flags/"))
    assert page.index('href="tel:112"') < page.index("<fieldset")


@pytest.mark.django_db
def test_in_the_self_check_too(web):
    web.post("/check/")
    page = send(web, "flags", {"flag_chest": "yes"})
    assert step_of(page) == "which" and page.context["alarm"]["headline"] == "Ring 112"
    emergency = send(web, "which", {"flag_chest": ["chest_pain"]})
    assert emergency.templates[0].name == "public/emergency.html"


@pytest.mark.django_db
def test_in_the_self_check_a_sign_for_a_doctor_leads_back_to_the_other_lines(web):
    web.post("/check/")
    page = send(web, "flags", {"flag_other": "yes"})
    page = send(web, "which", {"flag_other": ["fever"]})
    assert step_of(page) == "flags" and "Svar nu også på de andre linjer" in words(page)
    page = send(web, "flags", {**dict.fromkeys(ALL_FLAGS, "no"), "flag_other": "yes"})
    assert step_of(page) == "background"


# -- not sure -----------------------------------------------------------------------------------------------------

DOCTOR = 'ring til læge nu: <a href="tel:1813">'


@pytest.fixture(autouse=True)
def at_night(monkeypatch):
    """The doctor on call, whatever the hour at which the tests run."""
    monkeypatch.setattr(wording, "own_doctor_has_open", lambda begins, ends: False)


def test_by_day_her_own_doctor_comes_before_the_number(hers, monkeypatch):
    monkeypatch.setattr(wording, "own_doctor_has_open", lambda begins, ends: True)
    hers.post("/checkin/flags/", dict.fromkeys(ALL_FLAGS, "no") | {"flag_mind": "unsure"})
    assert 'ring til læge nu: egen læge, ellers <a href="tel:1813">' in words(hers.get("/checkin/birthday/"))
    hers.post("/checkin/flags/", {"flag_limb": "yes"})
    hers.post("/checkin/which/", {"flag_limb": "calf_swelling"})
    assert "<span>Egen læge, ellers</span> 1813</a>" in words(hers.get("/checkin/danger/"))


def test_not_sure_shows_the_doctors_number_at_once(hers):
    """On the next page, above its question: she may not get to the end."""
    assert hers.post("/checkin/flags/", dict.fromkeys(ALL_FLAGS, "no") | {"flag_brain": "unsure"})["Location"] == "/checkin/which/"
    page = words(hers.get("/checkin/which/"))
    assert page.index(DOCTOR) < page.index("<h1")
    hers.post("/checkin/which/", {})
    assert DOCTOR in words(hers.get("/checkin/birthday/"))


def test_not_sure_of_a_line_with_one_sign_shows_it_on_the_page_that_comes_then(hers):
    assert hers.post("/checkin/flags/", dict.fromkeys(ALL_FLAGS, "no") | {"flag_mind": "unsure"})["Location"] == "/checkin/birthday/"
    page = words(hers.get("/checkin/birthday/"))
    assert page.index(DOCTOR) < page.index("<h1")


def test_without_doubt_it_is_not_there(hers):
    hers.post("/checkin/flags/", {"none": "1"})
    assert DOCTOR not in words(hers.get("/checkin/birthday/"))


@pytest.mark.django_db
def test_in_the_self_check_not_sure_shows_the_numbers(web):
    web.post("/check/")
    given = dict.fromkeys(ALL_FLAGS, "no") | {"flag_brain": "unsure"}
    page = send(web, "flags", given)
    said = words(page)
    assert step_of(page) == "which" and "Er du i tvivl, så ring til læge nu." in said
    assert said.index('href="tel:1813"') < said.index("<h1") and 'href="tel:70113131"' in said


# ---- whoever leaves with the number on the screen


def later(minutes=4):
    return timezone.now() + timedelta(minutes=minutes)


@pytest.fixture
def left(hers):
    """One yes to the line of speech and face; the next page says "Ring 112", and she leaves with it."""
    hers.post("/checkin/flags/", {"flag_brain": "yes"})
    return hers


def test_whoever_leaves_on_a_yes_is_told_to_the_clinic(left, treatment):
    assert not CheckIn.objects.exists() and take_what_was_left(clinic=treatment.clinic, at=timezone.now()) == [], "she may still go on"
    wrote_at = treatment.left_off.get().made_at
    (taken,) = take_what_was_left(clinic=treatment.clinic, at=later(500))
    assert not taken.by_her and taken.assessments.get().level == 5
    assert taken.received_at == wrote_at, "not when somebody looked"
    assert take_what_was_left(clinic=treatment.clinic, at=later(509)) == [] and not LeftOff.objects.exists()


def test_the_worklist_shows_it_without_a_worker(left, desk, monkeypatch):
    then = later()
    monkeypatch.setattr("django.utils.timezone.now", lambda: then)
    page = desk.get("/worklist/").content.decode()
    assert "Livsfare – 112" in page and "Vi ved ikke hvem der skrev." in page


def test_the_worker_takes_it_and_alarms(left, treatment):
    nora = treatment.clinic.therapists.get()
    nora.alert_to = "nora@example.dk"
    nora.save()
    work(once=True, send=lambda **_: "", clock=later)
    assert CheckIn.objects.get().assessments.get().level == 5
    assert Message.objects.filter(kind="alert").count() == 1


def test_one_that_cannot_be_taken_holds_up_nobodys_messages(left, treatment, monkeypatch, caplog):
    monkeypatch.setattr("myosotis.clinic.care.actions.left_off.receive_checkin", lambda **_: {}["nothing"])
    # When the first is due: in the night nothing is sent.
    sent, due = [], max(later(), treatment.clinic.messages.filter(kind="reminder").earliest("due_at").due_at + timedelta(minutes=1))
    assert work(once=True, send=lambda **what: sent.append(what), clock=lambda: due) == 0
    assert sent and "KeyError" in caplog.text and LeftOff.objects.exists(), "it is tried again"


def test_one_that_cannot_be_taken_is_named_on_the_worklist_which_shows_all_the_others(left, treatment, therapist, desk, monkeypatch):
    an_answer(a_treatment(therapist, client=a_client(therapist, name="Anna Bo")), pain=8)
    monkeypatch.setattr("myosotis.clinic.care.actions.left_off.receive_checkin", lambda **_: {}["nothing"])
    LeftOff.objects.update(take_at=timezone.now() - timedelta(minutes=1))
    page = desk.get("/worklist/").content.decode()
    assert "Mette Holm gik på et faresignal eller en tvivl" in page and "Ring til klienten nu: +45" in page and "Anna Bo" in page
    monkeypatch.undo()
    assert "gik på et faresignal" not in desk.get("/worklist/").content.decode() and CheckIn.objects.filter(treatment=treatment).exists()


def test_whoever_goes_on_says_what_counts(left, treatment):
    left.post("/checkin/which/", {"flag_brain": ["slurred_speech"]})
    assert not LeftOff.objects.exists() and CheckIn.objects.count() == 1
    assert take_what_was_left(clinic=treatment.clinic, at=later()) == []


def test_a_yes_taken_back_leaves_nothing(left, treatment):
    left.post("/checkin/flags/", {"none": "1"})
    assert not LeftOff.objects.exists() and take_what_was_left(clinic=treatment.clinic, at=later()) == []


def test_what_she_says_after_it_was_taken_takes_its_place_and_danger_stays(left, treatment):
    (taken,) = take_what_was_left(clinic=treatment.clinic, at=timezone.now() + timedelta(minutes=4))
    left.post("/checkin/which/", {"flag_brain": ["slurred_speech"]})
    later_one = CheckIn.objects.exclude(pk=taken.pk).get()
    assert later_one.corrects == taken
    assert WorklistPresenter(treatment.clinic, later()).counts.now == 1 and taken.assessments.get().acknowledged is None, "both wait for a person"


def test_another_sign_said_after_it_was_taken_is_told_too(left, treatment):
    take_what_was_left(clinic=treatment.clinic, at=later())
    left.post("/checkin/flags/", {"flag_brain": "yes", "flag_chest": "yes"})
    (taken,) = take_what_was_left(clinic=treatment.clinic, at=later(9))
    assert taken.answers["symptoms"] != CheckIn.objects.order_by("received_at").first().answers["symptoms"]


# ---- whoever leaves in doubt, with the doctor's number on the screen


@pytest.fixture
def in_doubt(hers):
    hers.post("/checkin/flags/", dict.fromkeys(ALL_FLAGS, "no") | {"flag_mind": "unsure"})
    return hers


def test_whoever_leaves_in_doubt_is_told_to_the_clinic_once_the_form_has_shut(in_doubt, treatment, desk):
    assert take_what_was_left(clinic=treatment.clinic, at=later(14)) == [], "she may be at the other questions"
    (taken,) = take_what_was_left(clinic=treatment.clinic, at=later(16))
    judged = taken.assessments.get()
    assert judged.level == 4 and not taken.by_her and judged.told["headline"] == "Er du i tvivl, så ring til læge nu: 1813."
    page = words(desk.get(f"/clients/{treatment.client.pk}/"))
    assert "Det stod på siden da klienten gik" in page and "ring til læge nu: 1813." in page
    assert "Det fik klienten at vide" not in page, "she got no answer"
    assert "Tænker du på at tage dit liv?" in page and "ingen andre sagt" in page and "ingen på fare" not in page, "which line is in doubt"


def test_whoever_left_on_a_yes_was_shown_112_and_nothing_else(left, treatment):
    (taken,) = take_what_was_left(clinic=treatment.clinic, at=later())
    told = taken.assessments.get().told
    assert told["headline"] == "Ring 112" and "Du kan svare bagefter." in told["do"] and "why" not in told


def test_a_doubt_waits_while_the_other_questions_are_answered(in_doubt, treatment):
    before = treatment.left_off.get()
    born = treatment.client.born
    in_doubt.post("/checkin/birthday/", {"day": born.day, "month": born.month})
    in_doubt.post("/checkin/")
    assert in_doubt.post("/checkin/pain/", {"pain": "6", "compared": "same"})["Location"] != "/checkin/pain/"
    after = treatment.left_off.get()
    assert after.take_at > before.take_at and "pain" not in after.answers, "only the doubt is told of, not half an answer"


def test_a_doubt_taken_back_leaves_nothing(in_doubt):
    in_doubt.post("/checkin/flags/", {"none": "1"})
    assert not LeftOff.objects.exists()


def test_the_same_doubt_is_told_of_once(in_doubt, treatment):
    take_what_was_left(clinic=treatment.clinic, at=later(16))
    in_doubt.post("/checkin/flags/", dict.fromkeys(ALL_FLAGS, "no") | {"flag_mind": "unsure"})
    assert not LeftOff.objects.exists()


def test_a_strangers_yes_is_no_answer_after_two_days(web, therapist):
    """It pauses the plan, and the answer that she was asked for is still missing."""
    treatment = a_treatment(therapist, hours_ago=60)
    web.post(f"/c/{link_of(treatment).token}/")
    web.post("/checkin/flags/", {"flag_brain": "yes"})
    web.post("/checkin/which/", {"flag_brain": ["slurred_speech"]})
    (given,) = Situation(treatment.complaint, timezone.now()).given
    assert given.level == 5 and given.answers == 0 and not given.two_days_answered
