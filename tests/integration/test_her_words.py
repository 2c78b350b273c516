"""An answer quotes what this answer says, and nothing that she did not say; and each sign has one urgency."""

import pytest

from myosotis.clinic.care.presenters.judged import explained
from myosotis.judge import fallback
from myosotis.knowledge import load_book
from tests.integration.people import a_client, a_treatment, an_answer

pytestmark = pytest.mark.either_database


@pytest.fixture
def treatment(therapist):
    return a_treatment(therapist, hours_ago=70)


def said(assessment) -> str:
    return str(assessment.told)


def test_how_it_feels_is_quoted_as_it_was_ticked(treatment):
    judged = an_answer(treatment, hours=10, pain=8, qualities=["sore"], compared="worse")
    assert judged.reading == "healing_crisis"
    why = " ".join(judged.told["why"])
    assert "Du satte kryds ved: øm når man trykker." in why and "blåt mærke" not in why


def test_not_sure_of_a_sign_is_never_told_as_a_yes(treatment):
    judged = an_answer(treatment, hours=10, pain=9, danger_unsure="emergency", bruise="large", soreness=9)
    assert judged.level >= 4 and "svaret ja" not in said(judged)


def test_a_painkiller_is_named_as_the_reason(treatment):
    judged = an_answer(treatment, hours=25, pain=3, qualities=["aching"], compared="better", painkiller_hours=2)
    assert judged.reading == "undetermined"
    assert judged.told["reading"].startswith("Du har taget noget mod smerten")
    assert any("2 timer siden" in words for words in judged.told["why"]) and "mangler tid" not in said(judged)


def test_a_headache_is_not_told_of_as_dizziness(treatment):
    judged = an_answer(treatment, hours=10, pain=4, compared="better", symptoms={"headache": 1})
    watch = next(words for words in judged.told["changes"] if "i morgen" in words)
    assert "hovedpine" in watch and "svimmel" not in watch


def test_what_is_over_is_not_waited_for(treatment):
    judged = an_answer(treatment, hours=66, pain=2, qualities=["dull"], compared="better")
    assert judged.reading == "recovered" and "til det er ovre" not in said(judged)


def test_after_work_on_the_neck_it_says_what_to_watch_for(therapist):
    neck = a_treatment(therapist, client=a_client(therapist, name="Aase Lund"), hours_ago=30, site="neck:left", neck_treated=True)
    judged = an_answer(neck, hours=26, pain=4, compared="better", sites=["neck:left"])
    assert any("14 dage" in words and "på en ny måde" in words for words in judged.told["changes"])


@pytest.mark.parametrize("sign", ["calf_swelling", "fever", "fainted"])
def test_a_sign_for_a_doctor_has_one_urgency(treatment, sign):
    judged = an_answer(treatment, hours=10, symptoms={sign: 3})
    assert judged.level == 4 and "i dag" not in " ".join(judged.told["why"]) and "samme dag" not in said(judged)


def test_a_calm_answer_sends_nobody_who_faints_to_write(treatment):
    judged = an_answer(treatment, hours=10, pain=4, compared="better")
    assert any("Ring til læge nu hvis du besvimer" in words for words in judged.told["changes"])
    assert "hvis det haster" not in said(judged)


def test_thoughts_of_dying_have_their_own_words_and_a_number_to_press(treatment, web):
    from tests.integration.people import press_link

    judged = an_answer(treatment, hours=10, symptoms={"suicidal_thoughts": 3})
    assert judged.told["reading"].startswith("Du skriver at du tænker på at dø") and judged.told["lifeline"] == "70 201 201"
    press_link(web, treatment, birthday=False)
    web.post("/checkin/flags/", {"flag_mind": "yes"})
    assert 'href="tel:70201201"' in web.get("/checkin/danger/").content.decode()


@pytest.mark.parametrize(("symptoms", "dizzy", "again"), [({}, True, False), ({"dizziness": 1}, False, True), ({"nausea": 1}, False, True), ({"headache": 1}, True, False)])
def test_nobody_is_asked_to_say_again_what_she_has_just_said(treatment, symptoms, dizzy, again):
    watch = " ".join(an_answer(treatment, hours=10, pain=4, compared="better", symptoms=symptoms).told["changes"])
    assert ("bliver lidt svimmel" in watch, "mere svimmel" in watch) == (dizzy, again)


def test_strong_dizziness_is_not_told_to_have_called_a_doctor_already(treatment):
    """Strong is "I must stop or lie down", and for the therapist; what is for a doctor is not to be able to stand."""
    judged = an_answer(treatment, hours=10, pain=4, compared="better", symptoms={"dizziness": 3})
    assert judged.level == 3 and "må ligge" not in said(judged) and "ikke kan stå" in said(judged)


@pytest.mark.parametrize(("site", "leg"), [("hand:left", False), ("chest:left", False), ("knee:left", True), ("lower_leg:right", True)])
def test_a_leg_is_watched_where_a_leg_hurts(treatment, site, leg):
    judged = an_answer(treatment, hours=10, pain=4, compared="same", sites=["shoulder:left", site], pain_at={"shoulder:left": 4, site: 3})
    assert any("ét ben" in words for words in judged.told["changes"]) == leg


def test_a_new_numb_feeling_is_watched_for_lost_strength(treatment):
    judged = an_answer(treatment, hours=10, pain=4, compared="same", qualities=["tingling"])
    assert any("mister kraft" in words for words in judged.told["changes"])


def test_settled_pain_is_not_called_better_where_it_was_none(therapist):
    judged = an_answer(a_treatment(therapist, hours_ago=60, pain=0), hours=50, pain=0, qualities=[], sites=[], compared="same")
    assert judged.reading == "recovered" and "bedre end før" not in said(judged) and "reaktionen er ovre" not in said(judged)


@pytest.mark.parametrize("language", ["da", "en"])
def test_what_could_not_be_judged_says_what_a_yes_to_the_warnings_means(language):
    book = load_book()
    told = fallback(book, language)
    assert told.changes[0] == book.text("advice/explanation.any_yes", language) and "112" in told.changes[0]
    assert len(told.changes) == 1 + len(book.file("questions/red_flags")["red_flags"]["lines"])


@pytest.mark.parametrize(("language", "answers", "reading", "why"), [
    ("da", {"painkiller_hours": 2, "compared": "better", "pain": 3}, "Klienten har taget noget mod smerten", "smertestillende for nylig"),
    ("en", {"painkiller_hours": 2, "compared": "better", "pain": 3}, "The client has taken something", "a painkiller lately"),
    ("da", {"alarm_words": True, "note": "feber", "compared": "better", "pain": 3}, "Klienten har selv skrevet noget", "Ord i fritekst som nogen skal læse."),
    ("en", {"alarm_words": True, "note": "fever", "compared": "better", "pain": 3}, "The client has written something", "Words in free text that someone must read."),
    ("da", {"pain": 4, "compared": "better", "symptoms": {"nausea": 3}}, "", "kvalme: stærk"),
    ("en", {"pain": 4, "compared": "better", "symptoms": {"vomiting": 2}}, "", "vomiting: medium"),
])  # fmt: skip
def test_the_therapist_reads_the_reason_that_the_client_was_told(treatment, language, answers, reading, why):
    judged = an_answer(treatment, hours=25, **{"qualities": ["aching"]} | answers)
    told = explained(judged, audience="therapist", language=language)
    reasons = " ".join(told.why)
    assert told.reading.startswith(reading) and why in reasons
    assert "timer siden behandlingen" not in reasons.replace("25 timer siden behandlingen", "") and "ud over det der var før" not in reasons
    assert "(ord i fritekst" not in reasons and "(words in free" not in reasons
