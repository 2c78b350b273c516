"""What is ticked and "none of these" sent together is asked about, and never taken for none: in each of the places that has the button."""

import html
import re

import pytest
from django.utils import timezone

from myosotis.clinic.before.actions import make_preparation_link
from myosotis.clinic.care.models import CheckIn
from tests.integration.people import a_client, a_complaint, a_treatment, answer_all, press_link, shown_again
from tests.integration.public.test_selfcheck import CALM, go_through, send, step_of
from tests.integration.test_answers import ALL_FLAGS
from tests.integration.test_before import BIRTHDAY

pytestmark = pytest.mark.either_database

NONE = {"none": "1"}
ASKED = "Men du har også sat kryds her:"


def words(page) -> str:
    return html.unescape(re.sub(r"\s+", " ", page.content.decode()))


def asks(page, what) -> bool:
    """The page asks which it is, names what was ticked, keeps it ticked, and complains of nothing else."""
    said = words(page)
    listed = said.split(ASKED)[1].split("</ul>")[0] if ASKED in said else ""
    return page.status_code == 200 and what in listed and " checked" in said and "Der mangler noget" not in said


@pytest.fixture
def hers(web, therapist):
    press_link(web, a_treatment(therapist, hours_ago=5))
    return web


@pytest.mark.parametrize("answer", ["yes", "unsure"])
def test_of_a_line_of_danger(hers, answer):
    page = shown_again(hers, "/checkin/flags/", {"flag_brain": answer} | NONE)
    assert asks(page, "Er dit ansigt skævt")
    assert ("Ved ikke" if answer == "unsure" else "Ja") in words(page).split(ASKED)[1].split("</ul>")[0]
    assert hers.get("/checkin/pain/")["Location"] == "/checkin/flags/", "nothing is kept before she has said"
    assert hers.post("/checkin/flags/", {"flag_brain": answer, **dict.fromkeys(ALL_FLAGS[1:], "no")})["Location"] == "/checkin/which/"


def test_of_a_line_of_danger_she_may_say_that_it_was_none(hers):
    hers.post("/checkin/flags/", {"flag_brain": "yes"} | NONE)
    assert hers.post("/checkin/flags/", NONE)["Location"] == "/checkin/pain/"


def test_lines_answered_no_go_well_with_none(hers):
    assert hers.post("/checkin/flags/", {"flag_brain": "no"} | NONE)["Location"] == "/checkin/pain/"


def test_of_another_sign(hers):
    answer_all(hers, {"flags": NONE, "pain": {"pain": "0", "compared": "better"}})
    assert asks(shown_again(hers, "/checkin/signs/", {"signs": ["vomiting"]} | NONE), "Opkast")
    assert hers.post("/checkin/signs/", {"signs": ["vomiting"]})["Location"] == "/checkin/strength/"


@pytest.mark.parametrize(("given", "what"), [({"bruise": "large"}, "Store mærker"), ({"painkiller": "yes"}, "Ja"), ({"painkiller": "unsure"}, "Ved ikke")])
def test_of_marks_and_painkiller(hers, given, what):
    answer_all(hers, {"flags": NONE, "pain": {"pain": "0", "compared": "better"}, "signs": NONE})
    assert asks(shown_again(hers, "/checkin/marks/", given | NONE), what)


def test_how_sore_she_is_is_kept_beside_no_marks_and_no_painkiller(hers):
    answer_all(hers, {"flags": NONE, "pain": {"pain": "0", "compared": "better"}, "signs": NONE, "marks": {"soreness": "9"} | NONE, "review": {}})
    answers = CheckIn.objects.get().answers
    assert (answers["soreness"], answers["bruise"]) == (9, "none")


@pytest.mark.parametrize(("page_name", "given", "what"), [("illness", {"conditions": ["anticoagulant"]}, "Blodfortyndende"), ("signs", {"signs": ["headache"]}, "Hovedpine")])
def test_before_a_treatment(web, therapist, page_name, given, what):
    complaint = a_complaint(a_client(therapist, conditions=None), therapist)
    web.post(f"/before/in/{make_preparation_link(complaint=complaint, by=therapist, at=timezone.now()).token}/", BIRTHDAY)
    for name, answers in (("illness", NONE), ("earlier", {}), ("pain", {"pain": "0"})):
        if name == page_name:
            break
        assert web.post(f"/before/{name}/", answers)["Location"] != f"/before/{name}/"
    assert asks(shown_again(web, f"/before/{page_name}/", given | NONE), what)
    assert web.post(f"/before/{page_name}/", NONE)["Location"] != f"/before/{page_name}/"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("step", "given", "what"),
    [
        ("flags", {"flag_chest": "yes"}, "bryst"),
        ("background", {"signs": ["cancer_history"]}, "kræft"),
        ("signs", {"signs": ["local_pain"]}, "ondt"),
        ("causes", {"causes": ["stress"]}, "Stress"),
    ],
)
def test_in_the_self_check(web, step, given, what):
    page = go_through(web, {name: answers for name, answers in CALM.items() if name != step})
    assert step_of(page) == step
    page = send(web, step, given | NONE)
    assert step_of(page) == step and ASKED in words(page), words(page)[:3000]
    assert what.lower() in words(page).split(ASKED)[1].split("</ul>")[0].lower()
    assert step_of(send(web, step, NONE)) != step, "asked, she may say that it was none"
