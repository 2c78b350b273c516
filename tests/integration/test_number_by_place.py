"""Each place with its own number, on every page: a number of one place is never set beside another place's."""

from django.utils import timezone

from myosotis.clinic.care.presenters import judged
from myosotis.clinic.care.presenters.worklist import WorklistPresenter
from myosotis.clinic.maps.pictures import TreatmentMaps
from myosotis.knowledge import load_book
from myosotis.knowledge.load import make_book
from tests.integration.people import a_treatment, an_answer

# The old place is a shoulder, at 6 before.
MOVED = {
    "pain": 4, "compared": "better", "qualities": ["aching"], "sites": ["hand:right"], "sites_confirmed": True,
    "pain_at": {"hand:right": 4, "shoulder:left": 3},
}  # fmt: skip


def moved(therapist):
    treatment = a_treatment(therapist, hours_ago=22)
    return treatment, an_answer(treatment, hours=20, **MOVED)


def test_the_number_of_the_old_place_stands_on_list_map_page_and_letter(desk, therapist):
    treatment, answer = moved(therapist)
    assert WorklistPresenter(therapist.clinic, timezone.now()).lines[0].changed == "6 → 3 (et andet sted 4)"
    drawn = TreatmentMaps(treatment).change
    assert "6→3" in drawn and "6→?" not in drawn
    page = desk.get(f"/clients/{treatment.client.pk}/").content.decode()
    assert "højre hånd (4), venstre skulder (3)" in page
    assert "smerte nu 3 (et andet sted 4), smerte før behandlingen 6" in page
    assert "Du skrev 3 (et andet sted 4) i smerte. Før var den 6." in " ".join(answer.told["why"])


def test_a_number_for_other_places_alone_is_said_to_be_one(therapist):
    answer = an_answer(a_treatment(therapist, hours_ago=22), hours=20, **{**MOVED, "pain_at": {"hand:right": 4}})
    assert "Du skrev 4 (et andet sted) i smerte." in " ".join(answer.told["why"])
    assert WorklistPresenter(therapist.clinic, timezone.now()).lines[0].changed == "6 → 4 (et andet sted)"


def test_a_book_of_before_that_knows_no_two_numbers_still_explains_what_it_judged(therapist, monkeypatch):
    _treatment, answer = moved(therapist)
    raw = dict(load_book().as_json()["raw"])
    words = "words/answered.yaml"
    raw[words] = {name: entry for name, entry in raw[words].items() if name != "pain_here_and_elsewhere"}
    monkeypatch.setattr(judged, "_book", lambda version: make_book(raw, {}))
    told = judged.explained(answer, audience="therapist", language="da")
    assert any("smerte nu 4, smerte før behandlingen 6" in reason for reason in told.why)
