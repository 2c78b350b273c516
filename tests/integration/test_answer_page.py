"""The answer as it stands on the phone: until when by the clock, where she is on her course, what was talked about."""

import re
from statistics import median
from time import perf_counter

import pytest
from django.utils import timezone, translation

from myosotis.clinic.agreement.actions import accept
from myosotis.clinic.agreement.models import Acceptance
from myosotis.clinic.care.actions import receive_checkin
from myosotis.clinic.care.models import Assessment
from myosotis.clinic.care.presenters import moments
from myosotis.clinic.care.presenters.here import talked_about
from myosotis.clinic.care.schedule import is_quiet
from tests.integration.people import ALL_WELL, a_client, a_treatment, an_answer, answer_all, press_link

pytestmark = pytest.mark.either_database

WORSE = ALL_WELL | {"pain": {"pain": "9", "compared": "much_worse"}, "more": {"strong_worse_hours": "5"}}


@pytest.fixture
def treatment(therapist):
    return a_treatment(therapist, hours_ago=5)


def the_answer(web, treatment, steps=ALL_WELL) -> str:
    press_link(web, treatment)
    if answer_all(web, steps).url == "/checkin/flags/":
        # Her own words name a sign of danger: asked once more, and no again.
        answer_all(web, {"flags": dict.fromkeys(web.get("/checkin/flags/").context["form"].fields, "no"), "review": steps["review"]})
    return web.get("/checkin/answer/").content.decode()


def test_until_when_the_answer_holds_is_said_by_the_clock(web, therapist):
    page = the_answer(web, a_treatment(therapist, hours_ago=80), ALL_WELL | {"pain": {"pain": "2", "compared": "better"}})
    expires = Assessment.objects.get().expires_at
    assert f"Svaret gælder til {moments.near(expires, timezone.now())}." in page
    assert "indtil der er gået" not in page


def test_asked_again_within_a_day_only_that_is_said_and_the_other_kept(web, therapist):
    # Four hours before the next time of asking, which a night moves to the morning at most.
    page = the_answer(web, a_treatment(therapist, hours_ago=20))
    assert "Svaret gælder" not in page and "Vi spørger dig igen" in page
    assert "Svaret gælder" in Assessment.objects.get().told["expires"]


@pytest.mark.parametrize("language", ["da", "en"])
def test_whom_no_message_can_reach_is_not_told_that_she_will_be_asked(web, therapist, language):
    client = a_client(therapist, phone="", language=language)
    page = the_answer(web, a_treatment(therapist, client=client, hours_ago=5))
    said, promised = {"da": ("Vi kan ikke skrive til dig. Skriv selv igen", "Vi spørger dig igen"), "en": ("We cannot write to you. Write again yourself", "We will ask you again")}[language]
    assert said in page and promised not in page


def test_what_is_kept_says_the_same_moment_later(treatment):
    at = timezone.now()
    _checkin, assessment = receive_checkin(
        treatment=treatment, answers={"pain": 7, "symptoms": {}}, key="11111111-1111-4111-8111-111111111111", at=at, language="da"
    )
    until = f"Svaret gælder til {moments.near(assessment.expires_at, at)}."
    assert assessment.told["expires"] == until + (" Sover du da, så svar når du vågner." if is_quiet(assessment.expires_at) else "")


def test_her_course_is_drawn_with_now_on_it_and_stands_there_as_figures(web, treatment):
    an_answer(treatment, hours=4, pain=8)
    page = the_answer(web, treatment)
    drawn = re.search(r'<svg class="chart".*?</svg>', page, re.S).group()
    assert 'class="chart-here"' in drawn and ">nu</text>" in drawn and 'class="chart-band"' in drawn
    assert "Før behandlingen: 6" in page and len(re.findall(r"<li>[^<]*: \d+</li>", page)) == 3


def test_without_a_number_there_is_no_drawing_rather_than_a_guess(web, treatment):
    press_link(web, treatment)
    web.post("/checkin/flags/", {"none": "1"})
    web.post("/checkin/contact/")
    page = web.get("/checkin/answer/").content.decode()
    assert "<svg class=\"chart\"" not in page and "Hvorfor" in page


@pytest.fixture
def agreed(treatment, therapist):
    accept(treatment=treatment, party=Acceptance.Party.therapist, at=timezone.now(), by=therapist)
    accept(treatment=treatment, party=Acceptance.Party.client, at=timezone.now())
    return treatment.agreement


def test_what_both_said_yes_to_is_quoted_word_for_word(web, treatment, agreed):
    page = the_answer(web, treatment)
    assert "Det talte vi om" in page
    assert any(f'<blockquote class="quoted">{each["text"]}' in page for each in agreed.said["how_long"])


@pytest.mark.parametrize(("level", "calm"), [(1, True), (2, False), (3, False), (4, False), (5, False), (None, False)])
def test_nothing_calm_is_quoted_beside_an_answer_that_is_not(treatment, agreed, level, calm):
    with translation.override("da"):
        quoted = talked_about(treatment, level).sentences
    assert (agreed.said["may_notice"][0]["text"] in quoted) is calm
    assert calm or agreed.said["any_time"]["text"] in quoted


def test_nothing_is_quoted_that_nobody_said_yes_to(web, treatment):
    assert "Det talte vi om" not in the_answer(web, treatment)


@pytest.mark.undisturbed
@pytest.mark.sqlite_only(reason="the figure is for SQLite")
def test_an_answer_is_on_the_phone_within_a_tenth_of_a_second(web, treatment):
    """The median over fifteen."""
    for hours in (1, 2, 3, 4):
        an_answer(treatment, hours=hours, pain=7)
    the_answer(web, treatment)
    taken = []
    for _ in range(15):
        began = perf_counter()
        assert web.get("/checkin/answer/").status_code == 200
        taken.append(perf_counter() - began)
    assert median(taken) < 0.1, f"{1000 * median(taken):.0f} ms"


@pytest.mark.parametrize(("note", "said"), [
    ("Min fod er helt væk", "Programmet kan ikke læse det du skrev. Haster det, så ring."),
    ("Jeg har feber", "Programmet så “feber” i det du skrev, men kan ikke læse resten. Haster det, så ring."),
])  # fmt: skip
def test_of_her_own_words_it_is_said_before_all_else_that_they_were_not_judged(web, treatment, note, said):
    page = the_answer(web, treatment, ALL_WELL | {"review": {"note": note}})
    assert said in page and page.index(said) < page.index('id="why"')


def test_where_she_wrote_none_nothing_is_said_of_it(web, treatment):
    assert "Programmet kan ikke læse" not in the_answer(web, treatment)


def test_nobody_is_told_to_let_it_go_where_nobody_has_read_what_she_wrote(web, treatment, desk):
    page = the_answer(web, treatment, ALL_WELL | {"pain": {"pain": "4", "compared": "better"}, "review": {"note": "Min fod er helt væk"}})
    assert Assessment.objects.get().level == 1 and "Din behandler skal læse det du skrev." in page and "Lad det gå sin gang" not in page
    page = desk.get(f"/clients/{treatment.client.pk}/").content.decode()
    assert "Læs det klienten selv skrev." in page and "Ingen handling nu" not in page


def test_what_to_do_when_it_gets_worse_is_said_once(web, treatment):
    page = the_answer(web, treatment)
    assert page.count("hvis det bliver værre") == 1 and "Hvornår du skal skrive eller ringe" in page
    assert "så skriv igen og kontakt din behandler" in page


@pytest.mark.parametrize(("language", "close", "back"), [("da", "Luk linket", "Tilbage"), ("en", "Close the link", "Back")])
def test_who_is_not_meant_reads_what_each_button_does(web, therapist, language, close, back):
    treatment = a_treatment(therapist, client=a_client(therapist, language=language))
    press_link(web, treatment, yes=False)
    page = web.post("/checkin/not-me/").content.decode()
    assert f'value="1">{close}</button>' in page and f">{back}</a>" in page
    assert ("ikke bruge det mere" if language == "da" else "cannot use it any more") in page


def test_the_place_stands_in_an_english_sentence(web, therapist):
    treatment = a_treatment(therapist, client=a_client(therapist, language="en"))
    press_link(web, treatment, yes=False)
    assert " about the left shoulder. Is that you?" in web.get("/checkin/").content.decode()


def test_an_answer_that_sends_her_to_the_clinic_has_its_number_as_a_button_in_the_box(web, therapist):
    treatment = a_treatment(therapist, hours_ago=60)
    page = the_answer(web, treatment, ALL_WELL | {"pain": {"pain": "8", "compared": "worse"}})
    assert Assessment.objects.get().level == 3
    box = page[page.index('class="answer answer-3"') : page.index("</section>")]
    assert 'class="button button-wide" href="tel:70102030">Ring til Klinik Nord: 70 10 20 30</a>' in box.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("note", [
    "I cannot feel my right foot", "have not been able to pee since yesterday", "Jeg kan ikke mærke min højre fod", "Jeg har ikke kunnet tisse siden i går",
])  # fmt: skip
def test_no_feeling_in_a_limb_or_no_water_in_her_own_words_is_never_a_calm_answer(web, treatment, note):
    the_answer(web, treatment, ALL_WELL | {"review": {"note": note}})
    assert Assessment.objects.get().level >= 3


def test_that_the_pain_cannot_be_felt_any_more_raises_nothing(web, treatment):
    the_answer(web, treatment, ALL_WELL | {"review": {"note": "Jeg kan ikke mærke min smerte mere"}})
    assert Assessment.objects.get().level < 3
