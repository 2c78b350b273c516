"""What a client is shown on her way: how far she is, what she is about to send, and what a wish for contact does."""

import re

import pytest

from tests.integration.people import ALL_WELL, a_treatment, answer_all, press_link
from tests.integration.test_answers import ALL_FLAGS

pytestmark = pytest.mark.either_database

NEAR_FAINT = {
    "flags": dict.fromkeys(ALL_FLAGS, "no") | {"flag_faint": "yes"},
    "which": {"flag_faint": ["fainted"]},
    "which_strength": {"grade_fainted": "1", "passing_fainted": "passed"},
}


@pytest.fixture
def hers(web, therapist):
    press_link(web, a_treatment(therapist, hours_ago=5))
    return web


def words(page) -> str:
    return re.sub(r"\s+", " ", page.content.decode())


def test_the_goal_does_not_move_away(hers):
    counts = []
    for name, answers in (NEAR_FAINT | {"pain": {"pain": "9", "compared": "much_worse"}} | {n: ALL_WELL[n] for n in ("feel", "places")}).items():
        counts.append(re.search(r"Trin (\d) af (\d)", words(hers.get(f"/checkin/{name}/"))).groups())
        assert hers.post(f"/checkin/{name}/", answers)["Location"] != f"/checkin/{name}/"
    assert {count for _number, count in counts} == {"7"}
    assert [number for number, _count in counts] == ["1", "1", "1", "2", "3", "4"]


def test_before_sending_she_sees_what_she_said_of_danger(hers):
    answer_all(hers, NEAR_FAINT | {name: answers for name, answers in ALL_WELL.items() if name not in ("flags", "review")})
    review = words(hers.get("/checkin/review/"))
    assert re.search(r"Tegn på fare</dt><dd>besvimelse", review)


def test_before_sending_none_is_said_to_be_none(hers):
    answer_all(hers, {name: answers for name, answers in ALL_WELL.items() if name != "review"})
    assert re.search(r"Tegn på fare</dt><dd>ingen af dem", words(hers.get("/checkin/review/")))


def test_a_wish_for_contact_is_a_button_that_says_what_comes_of_it(hers):
    answer_all(hers, {"flags": {"none": "1"}})
    page = words(hers.get("/checkin/pain/"))
    assert "Din behandler kan se at du vil kontaktes." in page and 'class="as-link">Bed om kontakt' not in page
    hers.post("/checkin/contact/")
    answer = words(hers.get("/checkin/answer/"))
    assert "Din behandler kan se at du vil kontaktes." in answer and "mangler tid" not in answer


def test_correcting_after_a_sign_of_danger_begins_with_the_danger_questions(hers):
    answer_all(hers, {"flags": {"flag_other": "yes"}})
    hers.post("/checkin/which/", {"flag_other": ["hot_red_area"]})
    assert "bliver det stående til en person har set på det" in words(hers.get("/checkin/answer/"))
    assert hers.post("/checkin/correct/")["Location"] == "/checkin/flags/"
