"""An answer quotes what this answer says, and nothing that she did not say; and each sign has one urgency."""

import pytest

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
