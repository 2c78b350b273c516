"""The self-check for anyone: danger first, nothing stored, and an answer that never says more than the source."""

import base64
import html
import re
import time
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.utils import timezone

from myosotis.clinic.checkin.draft import flag_lines, signs_of
from myosotis.clinic.public.answers import COOKIE, OPEN_SECONDS
from myosotis.knowledge import load_book
from myosotis.knowledge.plain_words import LIX_LIMIT, lix

pytestmark = pytest.mark.either_database

CALM = {"flags": {"none": "1"}, "background": {"none": "1"}, "signs": {"signs": ["local_pain", "tender_knots"]},
        "weeks": {"weeks": "1"}, "home": {"home_care_tried": "no"}, "function": {"affects_function": "2"},
        "causes": {"causes": ["stress", "sedentary"]}}  # fmt: skip


def step_of(page) -> str:
    found = re.search(r'name="step" value="(\w+)"', page.content.decode())
    return found[1] if found else ""


def go_through(web, steps, language="da"):
    """Answers page after page and gives the last one."""
    page = web.post("/check/", headers={"accept-language": language}, follow=True)
    while (name := step_of(page)) in steps:
        page = send(web, name, steps[name], language)
        assert page.status_code == 200
    return page


def send(web, name, given, language="da", number=1):
    """One page as it is sent, and what it leads to."""
    return web.post(f"/check/{number}/", {"step": name, **given}, headers={"accept-language": language}, follow=True)


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
    web.post("/check/")
    assert step_of(send(web, "causes", {"none": "1"})) == "flags"
    assert step_of(send(web, "function", {"affects_function": "0"}, number=8)) == "flags"
    for beyond in ("/check/0/", "/check/4/", "/check/99/", "/check/answer/"):
        assert step_of(web.get(beyond, follow=True)) == "flags"


@pytest.mark.django_db
def test_an_empty_answer_is_asked_for_again(web):
    web.post("/check/")
    for _ in range(2):
        page = send(web, "flags", {})
        assert step_of(page) == "flags" and "Noget skal rettes" in said(page)
    assert "Noget skal rettes" in said(web.get("/check/1/")), "and after reloading"


@pytest.mark.django_db
def test_every_page_can_be_asked_for_again_with_its_answer(web):
    last = go_through(web, CALM)
    for number, (name, marks) in enumerate((("flags", len(flag_lines())), ("background", 0), ("signs", 2)), 1):
        page = web.get(f"/check/{number}/")
        assert step_of(page) == name and page.content.decode().count(" checked") == marks
    assert said(web.get("/check/answer/")) == said(last)


@pytest.mark.django_db
def test_a_danger_said_on_the_way_back_stands_before_every_later_page(web):
    go_through(web, CALM)
    send(web, "flags", flags(flag_brain="yes"))
    assert step_of(web.get("/check/6/", follow=True)) == "which", "what it is comes first"
    assert "alarm-call" in send(web, "which", {"flag_brain": ["slurred_speech"]}, number=2).content.decode()
    for later in ("/check/3/", "/check/8/"):
        assert web.get(later)["Location"] == "/check/answer/"
    assert said(send(web, "flags", {"none": "1"})).startswith("Prøv selv først"), "and nothing she said is lost when it was a slip"


@pytest.mark.django_db
def test_answers_of_another_hand_or_another_day_begin_again(web):
    go_through(web, {"flags": {"none": "1"}})
    kept = web.cookies[COOKIE].value
    for wrong in ("", "x", kept[:-6] + "aaaaaa"):
        web.cookies[COOKIE] = wrong
        assert "Siden har stået for længe" in said(web.get("/check/2/"))
        assert "Siden har stået for længe" in said(send(web, "background", {"none": "1"}, number=2))
    web.cookies[COOKIE] = kept
    later = time.time() + OPEN_SECONDS + 1
    with patch("cryptography.fernet.time.time", lambda: later):
        assert "Siden har stået for længe" in said(web.get("/check/2/"))
    assert step_of(web.get("/check/2/")) == "background"


@pytest.mark.django_db
def test_nothing_is_stored_and_no_answer_stands_in_an_address(web):
    from django.apps import apps

    before = {model: model.objects.count() for model in apps.get_models()}
    page = go_through(web, CALM)
    assert {model: model.objects.count() for model in apps.get_models()} == before
    assert set(web.cookies) <= {"csrf", COOKIE}
    assert "no-store" in page["Cache-Control"]
    assert page.request["PATH_INFO"] == "/check/answer/" and not page.request["QUERY_STRING"]


@pytest.mark.django_db
def test_the_browser_keeps_the_answers_sealed_and_beginning_again_forgets_them(web):
    go_through(web, CALM)
    kept = web.cookies[COOKIE]
    assert kept["httponly"] and kept["samesite"] == "Lax"
    assert kept["max-age"] == 15 * 60, "once the answer stands there: the next at the same screen finds nothing"
    assert "no-store" in web.get("/check/1/")["Cache-Control"] and "no-store" in web.get("/check/answer/")["Cache-Control"]
    assert "tender_knots" not in kept.value and b"tender_knots" not in base64.urlsafe_b64decode(kept.value)
    web.post("/check/")
    assert "checked" not in web.get("/check/1/").content.decode() and web.get("/check/answer/")["Location"] == "/check/1/"


@pytest.mark.django_db
def test_the_longest_answers_fit_into_a_cookie(web):
    """Every danger line "not sure" with all that is ticked under it, and a page sent that could not be taken."""
    everything = {line: "unsure" for line in flag_lines()}
    go_through(web, {"flags": everything})
    send(web, "which", {line: list(signs_of(line)) for line in flag_lines()}, number=2)
    send(web, "background", {"none": "1", "signs": [*load_book().file("questions/selfcheck")["selfcheck_flags"]["options"]["keys"]]}, number=3)
    assert len(web.cookies[COOKIE].OutputString()) < 4000


@pytest.mark.django_db
def test_what_it_may_be_does_not_contradict_itself(web):
    nothing = said(go_through(web, CALM | {"signs": {"none": "1"}, "causes": {"none": "1"}}))
    assert "peger ikke på myoser (ømme knuder i en muskel). Det kan være spændte muskler" in nothing and "Det kan også være" not in nothing
    assert "Det kan også være spændte muskler" in said(go_through(web, CALM))
    assert "Giv stedet hvile" in nothing and "Hvil dig" not in nothing


@pytest.mark.django_db
def test_the_goal_does_not_move_away(web):
    go_through(web, {"flags": flags(flag_saddle="unsure")})
    assert "Trin 1 af 7, lidt mere" in said(web.get("/check/2/"))
    page = go_through(web, {**CALM, "home": {"home_care_tried": "yes"}})
    assert step_of(page) == "helped" and "Trin 5 af 7, lidt mere" in said(page)


@pytest.mark.django_db
def test_beside_112_nothing_says_it_again_with_an_if(web):
    page = said(go_through(web, {"flags": flags(flag_brain="yes")}))
    assert "Ring 112 nu." in page and "Er det slemt" not in page and page.count("Du kan svare bagefter.") == 1


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
