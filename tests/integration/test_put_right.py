"""Answers are put right row by row; what is no longer asked goes, and what was put right is kept and is no measurement."""

from datetime import timedelta

import pytest
from django.utils import timezone

from myosotis.clinic.care.actions import take_what_was_left
from myosotis.clinic.care.models import CheckIn
from myosotis.clinic.care.presenters.worklist import WorklistPresenter
from myosotis.clinic.plans.gate import unread_of
from tests.integration.people import ALL_WELL, a_treatment, answer_all, press_link
from tests.integration.test_answers import ALL_FLAGS

MUCH_WORSE = ALL_WELL | {"pain": {"pain": "8", "compared": "much_worse"}, "marks": {"bruise": "none", "painkiller": "yes"}}
ORDER = ("flags", "pain", "feel", "places", "signs", "marks", "more", "review")


@pytest.fixture
def treatment(therapist):
    return a_treatment(therapist)


@pytest.fixture
def sent(web, treatment):
    press_link(web, treatment)
    steps = MUCH_WORSE | {"more": {"painkiller_hours": "2", "strong_worse_hours": "3"}}
    answer_all(web, {name: steps[name] for name in ORDER})
    web.post("/checkin/correct/")
    return web


def test_each_row_leads_to_its_page_and_back(sent):
    page = sent.get("/checkin/review/").content.decode()
    for step in ("flags", "pain", "feel", "places", "signs", "marks", "more"):
        assert f'name="change" value="{step}"' in page, step
    assert sent.post("/checkin/review/", {"change": "pain"})["Location"] == "/checkin/pain/?then=review"
    assert sent.post("/checkin/pain/?then=review", {"pain": "8", "compared": "worse"})["Location"] == "/checkin/review/"


def test_a_page_that_is_changed_does_not_go_on_by_itself_at_the_first_answer(sent):
    assert "data-goes-on" not in sent.get("/checkin/pain/?then=review").content.decode()


def test_on_the_way_there_a_row_leads_back_to_the_list_too(web, treatment):
    press_link(web, treatment)
    answer_all(web, {name: ALL_WELL[name] for name in ORDER if name in ALL_WELL and name != "review"})
    assert web.post("/checkin/pain/?then=review", {"pain": "7", "compared": "worse"})["Location"] == "/checkin/review/"


def test_an_answer_to_a_question_that_is_no_longer_asked_goes(sent):
    sent.post("/checkin/pain/?then=review", {"pain": "8", "compared": "worse"})
    sent.post("/checkin/review/", {})
    wrong, right = CheckIn.objects.order_by("made_at")
    assert (wrong.answers["strong_worse_hours"], wrong.answers["painkiller_hours"]) == (3, 2)
    assert "strong_worse_hours" not in right.answers and right.answers["painkiller_hours"] == 2


def test_a_question_that_is_new_is_asked(sent):
    assert sent.post("/checkin/marks/?then=review", {"bruise": "large", "painkiller": "yes"})["Location"] == "/checkin/more/"


@pytest.mark.parametrize("doubt_taken", [False, True])
def test_words_of_danger_are_in_no_answer_yet_and_the_clinic_hears_of_them_all_the_same(web, treatment, doubt_taken):
    """She is asked once more and leaves, in a correction, or after a doubt that the clinic has heard of."""
    press_link(web, treatment)
    if doubt_taken:
        web.post("/checkin/flags/", dict.fromkeys(ALL_FLAGS, "no") | {"flag_mind": "unsure"})
        take_what_was_left(clinic=treatment.clinic, at=timezone.now() + timedelta(minutes=20))
        answer_all(web, {name: ALL_WELL[name] for name in ORDER if name in ALL_WELL and name not in ("flags", "review")})
    else:
        answer_all(web)
        web.post("/checkin/correct/")
    assert web.post("/checkin/review/", {"note": "Jeg har ondt i brystet"})["Location"] == "/checkin/flags/"
    (taken,) = take_what_was_left(clinic=treatment.clinic, at=timezone.now() + timedelta(minutes=40))
    assert taken.answers["note"] == "Jeg har ondt i brystet" and taken.answers["pain"] == 7 and taken.assessments.get().level >= 3


def test_the_clinic_sees_what_was_put_right_as_such_and_counts_it_once(sent, desk, therapist, treatment):
    sent.post("/checkin/pain/?then=review", {"pain": "7", "compared": "worse"})
    sent.post("/checkin/review/", {})
    wrong, right = (checkin.assessments.get() for checkin in CheckIn.objects.order_by("made_at"))
    (line,) = WorklistPresenter(therapist.clinic, timezone.now()).lines
    assert line.changed == "6 → 7"
    page = desk.get(f"/clients/{treatment.client.pk}/").content.decode()
    assert "Rettet af klienten" in page and f"/assessments/{wrong.pk}/" not in page and f"/assessments/{right.pk}/" in page
    assert wrong not in unread_of(treatment.client)


def test_what_she_has_written_stays_while_a_row_is_put_right(web, treatment):
    press_link(web, treatment)
    answer_all(web, {name: ALL_WELL[name] for name in ORDER if name in ALL_WELL and name != "review"})
    web.post("/checkin/review/", {"change": "pain", "note": "Jeg er bange", "since_last": ["heat"]})
    web.post("/checkin/pain/?then=review", {"pain": "7", "compared": "worse"})
    page = web.get("/checkin/review/")
    assert page.context["form"].initial == {"note": "Jeg er bange", "since_last": ["heat"], "contact_wanted": False}
    assert "Jeg er bange" in page.content.decode() and not CheckIn.objects.exists(), "a row put right sends nothing"


@pytest.mark.parametrize(("note", "stays"), [("ser dobbelt", True), ("Jeg er bange", False)])
def test_a_correction_keeps_her_words_and_a_word_of_danger_waits_for_a_person(web, treatment, therapist, note, stays):
    press_link(web, treatment)
    answer_all(web, {name: ALL_WELL[name] for name in ORDER if name in ALL_WELL and name != "review"})
    web.post("/checkin/review/", {"note": note})
    if stays:
        answer_all(web, {"flags": {"flag_brain": "no"}, "review": {"note": note}})
    web.post("/checkin/correct/")
    page = web.get("/checkin/review/")
    assert page.context["form"].initial["note"] == note and note in page.content.decode()
    # She takes her words away and feels better: what she wrote before is read all the same, where it may mean danger.
    web.post("/checkin/pain/?then=review", {"pain": "2", "compared": "better"})
    web.post("/checkin/review/", {"note": ""})
    wrong, right = (checkin.assessments.get() for checkin in CheckIn.objects.order_by("made_at"))
    assert right.level == 1 and (wrong in unread_of(treatment.client)) == stays
    assert ("Lad det gå sin gang." in right.told["do"]) != stays and ("Din behandler skal læse det du skrev." in right.told["do"]) == stays
    page = web.get("/checkin/answer/").content.decode()
    assert ("Det bliver stående til en person har set på det." in page) == stays and ("Lad det gå sin gang" in page) != stays
    (line,) = WorklistPresenter(therapist.clinic, timezone.now()).lines
    assert (note in line.wrote) == stays
