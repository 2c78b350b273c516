"""The self-check for anyone: danger first, nothing stored, and an answer that never says more than the source."""

import html
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from myosotis.clinic.checkin.draft import flag_lines, signs_of
from myosotis.knowledge import load_book
from myosotis.knowledge.plain_words import LIX_LIMIT, lix

pytestmark = pytest.mark.either_database

CALM = {"flags": {"none": "1"}, "background": {"none": "1"}, "signs": {"signs": ["local_pain", "tender_knots"]},
        "weeks": {"weeks": "1"}, "home": {"home_care_tried": "no"}, "function": {"affects_function": "2"},
        "causes": {"causes": ["stress", "sedentary"]}}  # fmt: skip


def sealed(page) -> str:
    return html.unescape(re.search(r'name="answers" value="([^"]*)"', page.content.decode())[1])


def step_of(page) -> str:
    found = re.search(r'name="step" value="(\w+)"', page.content.decode())
    return found[1] if found else ""


def go_through(web, steps, language="da"):
    """Answers page after page and gives the last one."""
    page = web.post("/check/", headers={"accept-language": language})
    while (name := step_of(page)) in steps:
        page = web.post(
            "/check/", {"answers": sealed(page), "step": name, **steps[name]}, headers={"accept-language": language}
        )
        assert page.status_code == 200
    return page


def said(page) -> str:
    """The page as it is read."""
    main = re.search(r"<main.*?</main>", page.content.decode(), re.DOTALL)[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def flags(**lines):
    return {**dict.fromkeys(flag_lines(), "no"), **lines}


@pytest.mark.django_db
def test_a_mild_new_pain_may_be_tried_at_home_until_a_named_day(web):
    page = go_through(web, CALM)
    text = said(page)
    assert "Prøv selv først" in text
    assert "Det kan passe med myoser." in text
    day = timezone.localdate() + timedelta(days=14)
    assert f"{day.day}. " in text.split("til og med")[1][:40]
    assert "Stress eller svære følelser" in text and "Meget stillesiddende tid" in text
    assert "Det er ikke sikkert at det er grunden." in text
    assert "A-33" in text


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["da", "en"])
def test_each_sign_that_has_only_one_answer_leads_to_112_or_a_doctor(web, language):
    """Every single danger sign, ticked alone, ends the questions there and then."""
    headline = {"da": ("Ring 112", "Ring til læge nu"), "en": ("Call 112", "Call a doctor now")}[language]
    for line in flag_lines():
        for sign in signs_of(line):
            page = go_through(
                web, {"flags": flags(**{line: "yes"}), "which": {line: [sign]}, "background": {"none": "1"}}, language
            )
            assert any(f'id="a{kind}">{words}<' in page.content.decode() for kind, words in
                       zip(("larm", "nswer"), headline, strict=True)), (line, sign, said(page)[:200])  # fmt: skip


@pytest.mark.django_db
def test_yes_without_saying_which_counts_as_the_worst(web):
    page = go_through(web, {"flags": flags(flag_brain="yes"), "which": {}})
    assert 'class="alarm-call" href="tel:112"' in page.content.decode()


@pytest.mark.django_db
def test_not_sure_about_danger_is_for_a_doctor_and_never_for_waiting(web):
    page = go_through(web, CALM | {"flags": flags(flag_saddle="unsure"), "which": {}})
    assert "Ring til læge nu" in said(page) and "Du var i tvivl om et tegn på fare." in said(page)


@pytest.mark.django_db
def test_an_earlier_illness_is_for_a_doctor_within_a_day(web):
    text = said(go_through(web, CALM | {"background": {"signs": ["cancer_history"]}}))
    assert "Ring til din læge inden et døgn" in text and "myoser." not in text


@pytest.mark.django_db
def test_a_fall_together_with_weakness_is_an_emergency_though_neither_is_alone(web):
    page = go_through(web, {"flags": flags(flag_brain="yes"), "which": {"flag_brain": ["numb_limb"]},
                            "background": {"signs": ["major_trauma"]}})  # fmt: skip
    assert "alarm-call" in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("more", [
    {"function": {"affects_function": "4"}},
    {"weeks": {"weeks": "2"}, "home": {"home_care_tried": "yes"}, "helped": {"home_care_helped": "no"}},
    {"weeks": {"weeks": "2"}, "home": {"home_care_tried": "yes"}, "helped": {"home_care_helped": "unsure"}},
])  # fmt: skip
def test_what_lasts_or_touches_daily_life_is_for_a_physiotherapist(web, more):
    text = said(go_through(web, CALM | more))
    assert text.startswith("Spørg en fysioterapeut")
    assert "Prøv selv først" not in text and "går det væk af sig selv" not in text


@pytest.mark.django_db
def test_no_question_is_skipped(web):
    page = web.post("/check/", {"step": "causes", "none": "1"})
    assert step_of(page) == "flags"
    page = web.post("/check/", {"answers": sealed(page), "step": "function", "affects_function": "0"})
    assert step_of(page) == "flags"


@pytest.mark.django_db
def test_an_empty_answer_is_asked_for_again(web):
    page = web.post("/check/", {"step": "flags"})
    assert step_of(page) == "flags" and "Noget skal rettes" in said(page)


@pytest.mark.django_db
def test_back_shows_the_page_before_with_its_answer(web):
    page = web.post("/check/", {"step": "flags", "none": "1"})
    page = web.post("/check/", {"answers": sealed(page), "step": "background", "signs": ["night_pain"], "back": "1"})
    assert step_of(page) == "flags"
    assert page.content.decode().count('value="no" checked') == len(flag_lines())


@pytest.mark.django_db
def test_answers_of_another_hand_or_another_day_begin_again(web, settings):
    page = web.post("/check/", {"step": "flags", "none": "1"})
    for wrong in ("", "x", sealed(page)[:-2] + "aa"):
        again = web.post("/check/", {"answers": wrong, "step": "background", "none": "1"})
        assert "Siden har stået for længe" in said(again)


@pytest.mark.django_db
def test_nothing_is_stored_and_no_answer_stands_in_an_address(web):
    from django.apps import apps

    before = {model: model.objects.count() for model in apps.get_models()}
    page = go_through(web, CALM)
    assert {model: model.objects.count() for model in apps.get_models()} == before
    assert set(web.cookies) <= {"csrf"}
    assert "no-store" in page["Cache-Control"]
    assert page.request["PATH_INFO"] == "/check/" and not page.request["QUERY_STRING"]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("steps", [
    CALM, CALM | {"function": {"affects_function": "8"}}, CALM | {"background": {"signs": ["night_pain"]}},
    {"flags": flags(flag_chest="yes"), "which": {}},
])  # fmt: skip
def test_what_is_read_is_plain(web, steps, language):
    """Measured on the page itself, each element a sentence of its own."""
    page = go_through(web, steps, language)
    main = re.search(r"<main.*?</main>", page.content.decode(), re.DOTALL)[0]
    main = re.sub(r"<details.*?</details>", "", main, flags=re.DOTALL)
    lines = [" ".join(html.unescape(re.sub(r"<[^>]+>", " ", part)).split()) for part in re.split(r"</(?:p|li|h\d)>", main)]
    assert lix("\n".join(filter(None, lines))) <= LIX_LIMIT


def test_every_question_of_the_self_check_is_asked_once():
    from myosotis.clinic.public.steps import STEPS

    asked = set(load_book().file("questions/selfcheck"))
    assert asked == {"selfcheck_flags", "selfcheck_symptoms", "weeks", "home_care_tried", "home_care_helped", "affects_function"}
    assert list(STEPS)[:3] == ["flags", "which", "background"]
