"""From a form to an assessment: what was asked, what was answered, and what is done when judging fails."""

import re
from datetime import timedelta

import pytest

from myosotis.clinic.care.models import Assessment, CheckIn
from tests.integration.people import ALL_WELL, a_treatment, an_answer, answer_all, press_link, shown_again


@pytest.fixture
def treatment(therapist):
    return a_treatment(therapist, hours_ago=5)


@pytest.fixture
def phone(web, treatment):
    """A client who has pressed her link and said that it is her."""
    press_link(web, treatment)
    return web


def test_none_of_these_is_an_explicit_none(phone):
    answer_all(phone)
    answers = CheckIn.objects.get().answers
    assert answers["symptoms"]["face_droop"] == 0
    assert answers["symptoms"]["headache"] == 0
    assert answers["bruise"] == "none"


def test_what_was_not_answered_is_left_out(phone):
    answer_all(phone)
    answers = CheckIn.objects.get().answers
    assert "soreness" not in answers and "painkiller_hours" not in answers and "strong_worse_hours" not in answers


def test_no_pain_means_no_place_and_no_quality_and_neither_is_asked(phone):
    steps = {
        "flags": {"none": "1"},
        "pain": {"pain": "0", "compared": "better"},
        "signs": {"none": "1"},
        "marks": {"bruise": "none", "painkiller": "no"},
        "review": {},
    }
    answer_all(phone, steps)
    answers = CheckIn.objects.get().answers
    assert (answers["pain"], answers["sites"], answers["qualities"]) == (0, [], [])


def test_a_sign_of_danger_is_answered_before_anything_else_is_asked(phone):
    lines = dict.fromkeys(ALL_FLAGS, "no") | {"flag_brain": "yes"}
    phone.post("/checkin/flags/", lines)
    response = phone.post("/checkin/which/", {"flag_brain": ["slurred_speech"]})
    if response["Location"].endswith("which_strength/"):
        response = phone.post("/checkin/which_strength/", {})
    assert response["Location"] == "/checkin/answer/"
    page = phone.get("/checkin/answer/")
    assert page.templates[0].name == "checkin/emergency.html"
    answers = CheckIn.objects.get().answers
    assert "pain" not in answers
    assert answers["symptoms"]["headache"] is None, "not asked yet is not the same as none"


def test_a_yes_without_saying_which_counts_as_the_worst_of_its_line(phone):
    phone.post("/checkin/flags/", dict.fromkeys(ALL_FLAGS, "no") | {"flag_brain": "yes"})
    phone.post("/checkin/which/", {})
    assert CheckIn.objects.get().answers["symptoms"]["face_droop"] == 3


def test_a_line_in_doubt_is_asked_sign_by_sign(phone):
    response = phone.post("/checkin/flags/", dict.fromkeys(ALL_FLAGS, "no") | {"flag_brain": "unsure"})
    assert response["Location"] == "/checkin/which/"


ALL_FLAGS = [
    "flag_brain", "flag_headache", "flag_neck", "flag_chest", "flag_faint", "flag_saddle", "flag_limb", "flag_belly",
    "flag_mind", "flag_other",
]  # fmt: skip


def test_every_danger_line_wants_its_own_answer(phone):
    page = shown_again(phone, "/checkin/flags/", {"flag_brain": "no"}).content.decode()
    assert page.count("Vælg et svar.") >= 9
    assert "<title>Fejl:" in page


@pytest.mark.parametrize("pain", ["-1", "11", "3.5", "NaN", "1e9", "٣", "", "x"])
def test_a_pain_that_no_scale_has_is_refused(phone, pain):
    phone.post("/checkin/flags/", {"none": "1"})
    page = shown_again(phone, "/checkin/pain/", {"pain": pain, "compared": "same"})
    assert page.status_code == 200
    assert "Vælg" in page.content.decode()


def test_a_place_that_is_none_is_refused(phone):
    answer_all(phone, {name: ALL_WELL[name] for name in ("flags", "pain", "feel")})
    assert shown_again(phone, "/checkin/places/", {"sites": ["moon:left"]}).status_code == 200
    assert phone.get("/checkin/signs/")["Location"] == "/checkin/places/"


def test_the_mirrored_place_is_asked_about(phone):
    answer_all(phone, {name: ALL_WELL[name] for name in ("flags", "pain", "feel")})
    response = phone.post("/checkin/places/", {"sites": ["shoulder:right"]})
    assert response["Location"] == "/checkin/other_side/"
    page = phone.get("/checkin/other_side/").content.decode()
    assert "venstre skulder" in page and "højre skulder" in page


def test_a_step_that_no_longer_applies_does_not_speak(phone):
    answer_all(phone, {name: ALL_WELL[name] for name in ("flags", "pain", "feel", "places")})
    answer_all(phone, {"pain": {"pain": "0", "compared": "better"}, "signs": {"none": "1"}, "marks": ALL_WELL["marks"], "review": {}})
    answers = CheckIn.objects.get().answers
    assert (answers["sites"], answers["qualities"]) == ([], [])
    assert "quality_kind" not in answers


def test_the_answer_says_what_to_do_why_when_and_whom_to_ring(phone):
    answer_all(phone)
    page = phone.get("/checkin/answer/").content.decode()
    told = Assessment.objects.get().told
    for words in (told["headline"], *told["do"], *told["why"]):
        assert words.replace("'", "&#x27;") in page
    assert 'href="tel:112"' in page and 'href="tel:1813"' in page and "70 10 20 30" in page


@pytest.mark.item(61)
def test_when_judging_fails_the_answers_stay_and_the_warnings_are_shown(phone, monkeypatch, desk):
    def broken(*_):
        raise ZeroDivisionError("8 of 10 in the left shoulder")

    monkeypatch.setattr("myosotis.clinic.care.actions.answer.assess", broken)
    answer_all(phone)
    assessment = Assessment.objects.get()
    assert (assessment.level, assessment.could_be_judged) == (None, False)
    assert CheckIn.objects.get().answers["pain"] == 7
    page = phone.get("/checkin/answer/").content.decode()
    assert "kunne ikke vurderes" in page and 'href="tel:112"' in page and "bryst" in page
    assert "Kunne ikke vurderes" in desk.get("/worklist/").content.decode()


@pytest.mark.item(56, 59)
def test_a_failure_is_logged_without_a_word_of_the_client(treatment, caplog):
    an_answer(treatment, qualities=["hemmelig"])
    assert "AnswerError" in caplog.text
    assert "hemmelig" not in caplog.text


def test_a_later_answer_is_judged_from_the_earlier_ones_too(treatment):
    an_answer(treatment, hours=3, pain=7)
    later = an_answer(treatment, hours=4.5, pain=8)
    assert [given["pain"] for given in later.inputs["checkins"]] == [7, 8]


def test_an_answer_is_kept_in_english_where_the_client_reads_english(web, therapist):
    from tests.integration.people import a_client

    english = a_treatment(therapist, client=a_client(therapist, name="Ann", language="en"))
    press_link(web, english)
    page = web.get("/checkin/flags/").content.decode()
    assert '<html lang="en">' in page and "Do you have any of this right now" in page
    answer_all(web)
    assert 'lang="en"' in web.get("/checkin/answer/").content.decode()


def test_an_answer_judged_by_a_book_that_is_gone_keeps_the_words_it_had(treatment, desk):
    kept = an_answer(treatment, hours=3)
    told = kept.told | {"headline": "Som det stod dengang", "a word of later": ["x"]}
    Assessment.objects.create(
        clinic=kept.clinic, checkin=kept.checkin, book_version="gone", inputs=kept.inputs, answer=kept.answer,
        reading=kept.reading, level=kept.level, told=told, made_at=kept.made_at + timedelta(seconds=1),
    )  # fmt: skip
    page = desk.get(f"/clients/{treatment.client.pk}/")
    assert page.status_code == 200
    assert "Som det stod dengang" in page.content.decode()


def test_a_page_that_must_be_shown_again_keeps_what_was_said_and_is_a_page_of_its_own(phone):
    answer_all(phone, {"flags": {"none": "1"}})
    page = shown_again(phone, "/checkin/pain/", {"pain": "7"}).content.decode()
    assert "Vælg et svar." in page and re.search(r'name="pain" value="7"[^>]* checked', page)
    assert "Vælg et svar." in phone.get("/checkin/pain/").content.decode(), "reloaded it is the same"
    # Mended, it does not come back as it was sent.
    answer_all(phone, {"pain": {"pain": "6", "compared": "same"}})
    after = phone.get("/checkin/pain/").content.decode()
    assert "Vælg et svar." not in after and re.search(r'name="pain" value="6"[^>]* checked', after)


def test_what_is_too_much_to_be_kept_is_shown_at_once(phone):
    answer_all(phone, {"flags": {"none": "1"}})
    page = phone.post("/checkin/pain/", {"pain": "7" * 30_000, "compared": "same"})
    assert page.status_code == 200 and "Vælg et tal." in page.content.decode()


def test_not_knowing_whether_a_mark_grows_is_kept_shown_and_never_calm(phone, treatment, desk):
    steps = ALL_WELL | {"pain": {"pain": "4", "compared": "better"}, "marks": {"bruise": "small", "painkiller": "no"}}
    answer_all(phone, {**{name: said for name, said in steps.items() if name != "review"}, "more": {"mark_spreading": "unsure"}, "review": {}})
    checkin = CheckIn.objects.get()
    assert checkin.answers["mark_growth_unsure"] is True and "mark_spreading" not in checkin.answers
    assert (checkin.assessments.get().reading, checkin.assessments.get().level) == ("undetermined", 2)
    assert "ved ikke" in desk.get(f"/clients/{treatment.client.pk}/").content.decode()
