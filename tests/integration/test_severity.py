"""How bad each trigger point was, in words: recorded with a tap a point, shown with the dose wherever doses are shown."""

import pytest
from django.utils import timezone, translation

from myosotis.clinic.care.models import Treatment
from myosotis.clinic.care.presenters.points import points_in_words
from myosotis.clinic.letters.letter import Letter
from tests.integration.people import a_client, a_treatment
from tests.integration.test_before import filled

pytestmark = pytest.mark.either_database


@pytest.fixture
def treatment(therapist):
    return a_treatment(therapist, client=a_client(therapist), hours_ago=24 * 8)


def record(desk, treatment, **points):
    address = f"/complaints/{treatment.complaint.pk}/treatments/new/"
    answer = desk.post(address, filled(disclosure="nothing_new", trigger_points="3", **points))
    return answer, Treatment.objects.order_by("-ended_at").first()


@pytest.mark.parametrize("language, words", [
    ("da", "venstre skulder: 2 × meget slemt, lidt slemt; højre hofte: slemt"), ("en", "left shoulder: 2 × very bad, slightly bad; right hip: bad"),
])  # fmt: skip
def test_the_worst_of_a_place_stands_first(language, words):
    points = [("shoulder:left", 1), ("shoulder:left", 3), ("hip:right", 2), ("shoulder:left", 3)]
    with translation.override(language):
        assert points_in_words([{"site": site, "severity": severity} for site, severity in points]) == words


def test_a_point_is_one_tap_at_the_complaints_own_place_and_a_choice_elsewhere(desk, treatment):
    _answer, made = record(desk, treatment, point_1_severity="3", point_2_severity="2", point_2_place="neck:left", point_3_place="hip:left")
    assert made != treatment and made.points == [{"site": "shoulder:left", "severity": 3}, {"site": "neck:left", "severity": 2}]


def test_it_stands_on_the_clients_page_the_review_and_the_letter(desk, treatment):
    _answer, made = record(desk, treatment, point_1_severity="3")
    words = "(venstre skulder: meget slemt)"
    for address in (f"/clients/{made.client.pk}/", f"/complaints/{made.complaint.pk}/review/", f"/complaints/{made.complaint.pk}/plan/"):
        assert words in desk.get(address).content.decode(), address
    assert words in Letter(made.complaint, timezone.now()).as_mapping()["treatments"][0]["what"]
    assert desk.get(f"/clients/{made.client.pk}/file.json").json()["complaints"][0]["treatments"][-1]["points"] == made.points


def test_nothing_need_be_said_and_more_than_were_counted_cannot(desk, treatment):
    _answer, made = record(desk, treatment)
    assert made.points == [] and "slemt" not in desk.get(f"/clients/{made.client.pk}/").content.decode()
    answer, again = record(desk, treatment, **{f"point_{number}_severity": "1" for number in range(1, 5)})
    page = answer.content.decode()
    assert again == made and "flere punkter her end antallet ovenfor" in page
    assert 'name="point_4_severity" value="1" checked' in page


@pytest.mark.parametrize("wrong", [{"point_1_severity": "4"}, {"point_1_severity": "1", "point_1_place": "moon:left"}])
def test_what_is_no_severity_or_no_place_is_asked_again(desk, treatment, wrong):
    _answer, made = record(desk, treatment, **wrong)
    assert made == treatment
