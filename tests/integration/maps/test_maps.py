"""The maps of a treatment: on the page, on paper and as a file; right stays right."""

import json
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from myosotis.body.places import read_place
from myosotis.clinic.care.actions import receive_checkin
from myosotis.clinic.letters.letter import Letter
from myosotis.clinic.maps.beside import new_pains
from myosotis.clinic.maps.pictures import TreatmentMaps, pain_in, zones_of
from myosotis.clinic.people.models import Event
from myosotis.course import Course
from myosotis.judge import assess
from myosotis.knowledge import load_book
from myosotis.knowledge.muscles import Hint, hint_in_words, read_muscles
from tests.integration.people import a_treatment
from tests.integration.test_body_sides import alternatives_in

pytestmark = pytest.mark.either_database

ZONE = "B.trap_upper.R"


@pytest.fixture
def treatment(therapist):
    return a_treatment(therapist)


@pytest.fixture
def answered(treatment):
    answers = {
        "pain": 5,
        "qualities": ["sore"],
        "sites": [ZONE],
        "pain_at": {ZONE: 5},
        "symptoms": {},
        "bruise": "none",
    }
    receive_checkin(
        treatment=treatment,
        answers=answers,
        key=uuid.uuid4(),
        at=treatment.ended_at + timedelta(hours=4),
        language="da",
    )
    return treatment


def test_a_coarse_place_stands_for_all_its_zones():
    assert {zone[-1] for zone in zones_of(["shoulder:left"])} == {"L"}
    assert zones_of([ZONE]) == {ZONE}


def test_a_zone_has_its_own_number_and_else_the_one_number():
    assert pain_in({"sites": [ZONE], "pain": 7, "pain_at": {ZONE: 5}}) == {ZONE: 5}
    assert set(pain_in({"sites": ["knee:left"], "pain": 7}).values()) == {7}


def test_the_page_shows_every_map_and_says_it_in_words(desk, answered):
    answered.baseline.sites = [ZONE]
    answered.baseline.save()
    page = desk.get(f"/treatments/{answered.pk}/map/").content.decode()
    assert 'id="change"' in page and page.count("mark-high") + page.count("mark-middle") > 0
    assert "højre 5" in page and "Før behandlingen" in page
    assert "beskrevet i forbindelse med" in page


def test_a_baseline_that_nobody_marked_is_said_to_be_one_and_suggests_no_muscle(desk, treatment):
    page = desk.get(f"/treatments/{treatment.pk}/map/").content.decode()
    assert "<li>venstre skulder 6 (hele området, ikke markeret på kortet)</li>" in page
    assert "beskrevet i forbindelse med" not in page and TreatmentMaps(treatment).hints == []
    form = desk.get(f"/complaints/{treatment.complaint.pk}/treatments/new/").content.decode()
    assert "Sætter du intet på kortet, står kun hele området" in form


def test_a_muscle_is_named_once_and_within_its_sentence():
    muscles = {muscle.key: muscle for muscle in read_muscles(load_book())}
    said = {key: hint_in_words(Hint(muscles[key], "left", (), (), (), (), 1), load_book(), "da")[0] for key in muscles}
    assert "forbindelse med den øvre bageste savmuskel (Serratus posterior superior), venstre" in said["serratus_posterior_superior"]
    assert "rhomboideerne (rudemusklerne, Rhomboideus major/minor), venstre" in said["rhomboids"]
    assert not [each for each in said.values() if ") (" in each]
    english = hint_in_words(Hint(muscles["wrist_extensors"], "left", (), (), (), (), 1), load_book(), "en")[0]
    assert "wrist extensors (Extensor carpi radialis longus/brevis and ulnaris), left" in english


def test_the_dot_behind_a_number_is_explained(treatment):
    drawn = TreatmentMaps(treatment).row
    assert " ●<" in drawn and ">●<" in drawn and ">behandlet<" in drawn


def test_without_an_answer_there_is_nothing_to_compare(desk, treatment):
    assert 'id="change"' not in desk.get(f"/treatments/{treatment.pk}/map/").content.decode()
    assert TreatmentMaps(treatment).change == ""


def test_the_paper_is_tagged_and_says_what_the_pictures_show(desk, answered):
    answer = desk.get(f"/treatments/{answered.pk}/map.pdf")
    assert answer["Content-Type"] == "application/pdf"
    told = alternatives_in(answer.content)
    assert "højre 5" in told and "venstre skulder 6 (hele området, ikke markeret på kortet)" in told


def test_the_file_is_judged_again_as_it_was(desk, answered):
    answer = desk.get(f"/treatments/{answered.pk}/treatment.json")
    stored = json.loads(answer.content)
    assert stored["checkins"][0]["sites"] == [ZONE]
    again = assess(Course.read(stored), load_book())[-1].as_mapping()
    assert again["level"] == stored["assessments"][-1]["level"]


def test_it_is_noted_who_took_a_copy(desk, answered, therapist):
    desk.get(f"/treatments/{answered.pk}/treatment.json")
    desk.get(f"/treatments/{answered.pk}/map.pdf")
    assert set(Event.objects.filter(by=therapist).values_list("what", flat=True)) >= {
        "treatment.exported",
        "map.printed",
    }


def more(treatment, hours, **answers):
    receive_checkin(
        treatment=treatment, answers={"symptoms": {}, **answers}, key=uuid.uuid4(), at=treatment.ended_at + timedelta(hours=hours), language="da"
    )
    return treatment


def test_what_nobody_said_is_not_drawn_as_gone(treatment):
    only_the_calf = TreatmentMaps(more(treatment, 3, pain=4, sites=["lower_leg:left"]))
    assert "6→?" in only_the_calf.change and "6→0" not in only_the_calf.change and "ikke sagt nu" in only_the_calf.change
    then_contact = TreatmentMaps(more(treatment, 4, contact_wanted=True))
    assert then_contact.change == only_the_calf.change and len(then_contact.panels) == 2, "an answer without places is no map"
    gone = TreatmentMaps(more(treatment, 4.5, pain=0, sites=[])).change
    assert "6→0" in gone and "væk" in gone


def test_the_letter_draws_the_last_answer_that_had_places(treatment):
    more(more(treatment, 3, pain=4, sites=["lower_leg:left"]), 4, contact_wanted=True)
    assert "6→?" in Letter(treatment.complaint, timezone.now()).as_mapping()["map"]


def test_a_region_with_marked_zones_is_drawn_as_these_and_not_as_the_whole_of_it(therapist):
    """The form puts the complaint's own region beside every mark: that says which complaint, not where in it."""
    answers = {"sites": ["shoulder:right", ZONE, "knee:left"], "pain": 7}
    assert ZONE in pain_in(answers) and not pain_in(answers).keys() & (zones_of(["shoulder:right"]) - {ZONE})
    assert zones_of(["knee:left"]) <= pain_in(answers).keys()
    treatment = a_treatment(therapist, site="shoulder:right")
    treatment.baseline.sites = ["shoulder:right", ZONE]
    assert TreatmentMaps(treatment).panels[0].lines[:2] == ["højre skulder 6", "oven på skulderen (kappemusklen), højre 6"]


def test_a_place_that_she_has_put_right_is_not_asked_about_as_a_new_pain(answered):
    """The map beside the marks leaves it out too."""
    first = answered.checkins.get()
    assert [each.place for each in new_pains(answered)] == [ZONE]
    receive_checkin(
        treatment=answered, answers={"pain": 5, "sites": ["knee:left"], "symptoms": {}}, key=uuid.uuid4(), at=first.received_at + timedelta(minutes=5),
        language="da", corrects=first.pk,
    )  # fmt: skip
    assert [each.place for each in new_pains(answered)] == ["knee:left"]


def test_the_whole_of_a_region_is_drawn_where_it_hurts_more_than_the_place_that_was_marked_in_it():
    region = read_place(ZONE).site
    answers = {"sites": [region, ZONE], "pain": 8, "pain_at": {region: 8, ZONE: 2}}
    drawn = pain_in(answers)
    assert drawn[ZONE] == 2 and {drawn[zone] for zone in zones_of([region]) - {ZONE}} == {8}
    assert pain_in(answers | {"pain_at": {region: 2, ZONE: 8}}) == {ZONE: 8}
