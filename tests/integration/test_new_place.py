"""Pain in a new place: nobody says that the old one is better before she has, and calf, chest and belly are never called a good sign."""

import pytest

from myosotis.clinic.care.models import Assessment, CheckIn
from tests.integration.people import a_treatment, answer_all, press_link

pytestmark = pytest.mark.either_database

NONE = {"none": "1"}
UP_TO_PLACES = {"flags": NONE, "pain": {"pain": "4", "compared": "same"}, "feel": {"qualities": ["aching"], "quality_kind": "same"}}
REST = {"signs": NONE, "marks": NONE, "review": {}}


@pytest.fixture
def hers(web, therapist):
    press_link(web, a_treatment(therapist, hours_ago=20))
    return web


def judged():
    return Assessment.objects.get()


def test_the_old_place_is_asked_about_by_name(hers):
    answer_all(hers, UP_TO_PLACES | {"places": {"sites": ["hip:left"]}})
    assert hers.get("/checkin/signs/")["Location"] == "/checkin/old_place/"
    assert "venstre skulder" in hers.get("/checkin/old_place/").content.decode()


def test_said_to_be_better_it_is_moved_pain(hers):
    answer_all(hers, UP_TO_PLACES | {"places": {"sites": ["hip:left"]}, "old_place": {"compared": "better"}} | REST)
    assert (judged().reading, judged().level) == ("pain_moved", 1)


@pytest.mark.parametrize("compared", ["same", "worse"])
def test_not_said_to_be_better_it_is_not(hers, compared):
    answer_all(hers, UP_TO_PLACES | {"places": {"sites": ["hip:left"]}, "old_place": {"compared": compared}} | REST)
    assert judged().reading != "pain_moved" and judged().level >= 2
    assert "gamle sted er bedre" not in str(judged().told)


@pytest.mark.parametrize("site", ["lower_leg:left", "chest:left", "abdomen:left"])
def test_calf_chest_and_belly_are_never_called_a_good_sign(hers, site):
    answer_all(hers, UP_TO_PLACES | {"places": {"sites": [site]}, "old_place": {"compared": "better"}})
    page = hers.get("/checkin/at_place/")
    signs = list(page.context["form"].fields)
    assert signs, "the signs of another reason are asked by name"
    answer_all(hers, {"at_place": dict.fromkeys(signs, "no")} | REST)
    assert judged().level >= 2 and "godt tegn" not in str(judged().told) and "gamle sted er bedre" not in str(judged().told)


def test_a_swollen_calf_is_one_for_a_doctor_at_once(hers):
    answer_all(hers, UP_TO_PLACES | {"places": {"sites": ["lower_leg:left"]}, "old_place": {"compared": "better"}})
    sent = hers.post("/checkin/at_place/", {"calf_swelling": "yes", "breathless": "no"})
    assert sent["Location"] == "/checkin/answer/" and judged().level == 4


def test_not_sure_of_a_swollen_calf_is_unknown_and_never_calm(hers):
    answer_all(hers, UP_TO_PLACES | {"places": {"sites": ["lower_leg:left"]}, "old_place": {"compared": "better"},
                                     "at_place": {"calf_swelling": "unsure", "breathless": "no"}} | REST)  # fmt: skip
    assert CheckIn.objects.get().answers["symptoms"]["calf_swelling"] is None and judged().level >= 2


def test_the_same_place_takes_no_more_questions(hers):
    answer_all(hers, UP_TO_PLACES | {"places": {"sites": ["shoulder:left"]}})
    assert hers.get("/checkin/signs/").status_code == 200
