"""Her birthday stands before everything of hers; the signs of danger stand before her birthday. And half an hour to correct."""

from datetime import timedelta

import pytest
from django.utils import timezone

from myosotis.clinic.care.actions import make_link, take_what_was_left
from myosotis.clinic.care.models import Assessment, CheckIn
from myosotis.clinic.people.misses import MOST_A_MINUTE
from myosotis.clinic.people.models import Event, Miss
from tests.integration.people import ALL_WELL, a_treatment, answer_all, link_of, press_link, shown_again
from tests.integration.test_answers import ALL_FLAGS

HERS = ("Mette", "Holm", "skulder", "Klinik Nord", "70 10 20 30")


@pytest.fixture
def treatment(therapist):
    return a_treatment(therapist, hours_ago=5)


def birthday(web, day=4, month=5):
    return web.post("/checkin/birthday/", {"day": day, "month": month})


def test_before_her_birthday_no_page_shows_anything_of_her(web, treatment):
    press_link(web, treatment, birthday=False)
    pages = [web.get("/checkin/flags/"), web.get("/checkin/birthday/")]
    web.post("/checkin/flags/", dict.fromkeys(ALL_FLAGS, "no") | {"flag_brain": "yes"})
    pages += [web.get("/checkin/which/")]
    for page in pages:
        text = page.content.decode()
        text = text[text.index("<main") :]
        assert page.status_code == 200 and not [word for word in HERS if word in text]


@pytest.mark.parametrize("address", ["/checkin/", "/checkin/pain/", "/checkin/review/", "/checkin/answer/", "/my-agreement/"])
def test_without_her_birthday_nothing_else_opens(web, treatment, address):
    press_link(web, treatment, birthday=False)
    response = web.get(address)
    assert response.status_code in (302, 404) and response.get("Location", "/checkin/birthday/") == "/checkin/birthday/"


def test_nobody_says_that_is_me_without_the_birthday(web, treatment):
    press_link(web, treatment, birthday=False)
    for address in ("/checkin/", "/checkin/not-me/", "/checkin/again/", "/checkin/correct/"):
        assert web.post(address)["Location"] == "/checkin/birthday/"
    assert link_of(treatment).revoked_at is None


@pytest.fixture
def in_danger(web, treatment):
    """A phone with her link, on which a sign of danger was said before the birthday."""
    press_link(web, treatment, birthday=False)
    web.post("/checkin/flags/", dict.fromkeys(ALL_FLAGS, "no") | {"flag_brain": "yes"})
    assert web.post("/checkin/which/", {"flag_brain": ["slurred_speech"]})["Location"] == "/checkin/danger/"
    return web


def test_a_sign_of_danger_is_answered_at_once_with_nothing_of_her(in_danger):
    page = in_danger.get("/checkin/danger/").content.decode()
    main = page[page.index("<main") :]
    assert main.index('href="tel:112"') < main.index("<h2")
    assert not [word for word in HERS if word in main]


def test_it_is_kept_at_once_as_written_by_nobody_knows_whom_and_is_hers_once_her_birthday_fits(in_danger):
    kept = CheckIn.objects.get()
    assert not kept.by_her and Assessment.objects.get().level == 5
    birthday(in_danger)
    assert in_danger.post("/checkin/")["Location"] == "/checkin/answer/"
    kept.refresh_from_db()
    assert kept.by_her and CheckIn.objects.count() == 1, "one answer, not two"
    assert Event.objects.filter(what="checkin.is_hers").count() == 1


def test_said_otherwise_before_the_birthday_the_later_answers_take_its_place(in_danger):
    in_danger.post("/checkin/which/", {"flag_brain": ["face_droop"]})
    first, second = CheckIn.objects.order_by("made_at")
    assert second.corrects == first and second.answers["symptoms"]["face_droop"] == 3 and not second.by_her


def test_what_somebody_else_wrote_takes_no_question_from_her(in_danger, treatment):
    """Another person had her link: she is asked as before, and her link still makes its response."""
    assert treatment.standing.silent_at is not None
    before = treatment.standing.silent_at
    treatment.standing.refresh_from_db()
    assert treatment.standing.silent_at == before and treatment.standing.pains == []
    asked = treatment.links.get(hours=24)
    assert asked.for_another() == asked


@pytest.mark.parametrize("language, said", [("da", "Vi ved ikke hvem der skrev."), ("en", "We do not know who wrote.")])
def test_the_clinic_sees_it_and_that_nobody_knows_who_wrote(in_danger, desk, treatment, language, said):
    desk.cookies["django_language"] = language
    for address in ("/worklist/", f"/clients/{treatment.client.pk}/"):
        assert said in desk.get(address).content.decode(), address
    birthday(in_danger)
    in_danger.post("/checkin/")
    for address in ("/worklist/", f"/clients/{treatment.client.pk}/"):
        assert said not in desk.get(address).content.decode(), address


def test_what_was_ticked_before_the_birthday_goes_into_the_check_in(web, treatment):
    press_link(web, treatment, birthday=False)
    web.post("/checkin/flags/", {"none": "1"})
    birthday(web)
    assert web.post("/checkin/")["Location"] == "/checkin/pain/"
    answer_all(web, {name: answers for name, answers in ALL_WELL.items() if name != "flags"})
    assert CheckIn.objects.get().answers["symptoms"]["face_droop"] == 0


def test_the_fifth_wrong_birthday_closes_the_link(web, treatment):
    token = link_of(treatment).token
    press_link(web, treatment, birthday=False)
    pages = [birthday(web, day=number, month=1) for number in range(1, 6)]
    assert [page.status_code for page in pages] == [200, 200, 200, 200, 410]
    assert "4" in pages[0].context["said"] and "1" in pages[3].context["said"]
    assert "tel:112" in pages[-1].content.decode()
    assert web.get(f"/c/{token}/").status_code == 410
    assert birthday(web).status_code == 410, "the right one comes too late"
    assert Event.objects.filter(what="link.wrong_birthday").count() == 5


def test_a_link_made_anew_has_its_own_five_tries(web, treatment):
    press_link(web, treatment, birthday=False)
    for number in range(1, 6):
        birthday(web, day=number, month=1)
    make_link(treatment=treatment, at=timezone.now())
    press_link(web, treatment, birthday=False)
    assert "4" in birthday(web, day=1, month=1).context["said"]
    assert birthday(web)["Location"] == "/checkin/"


def test_wrong_tries_are_counted_on_the_link_not_in_the_browser(web, treatment, client):
    for browser in (web, client):
        press_link(browser, treatment, birthday=False)
    for number in (1, 2, 3):
        birthday(web, day=number, month=1)
    birthday(client, day=4, month=1)
    assert birthday(client, day=5, month=1).status_code == 410


@pytest.mark.parametrize("given", [{}, {"day": "31"}, {"day": "32", "month": "1"}, {"day": "x", "month": "y"}])
def test_what_is_no_day_is_asked_again_and_counts_as_no_try(web, treatment, given):
    press_link(web, treatment, birthday=False)
    page = web.post("/checkin/birthday/", given)
    assert page.status_code == 200 and "Vælg både dag og måned." in page.content.decode()
    assert link_of(treatment).wrong_birthdays == 0


@pytest.mark.item(16)
def test_guessing_links_is_slowed_down_and_shuts_nobody_out(web, treatment, monkeypatch):
    # All within one minute, however slow the machine is.
    now = timezone.now()
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    answers = [web.get(f"/c/{number:022}/").status_code for number in range(MOST_A_MINUTE + 2)]
    assert (answers[0], answers[-1]) == (410, 429)
    assert web.get(f"/c/{link_of(treatment).token}/").status_code == 200
    assert Miss.objects.get().count == MOST_A_MINUTE + 2


# ---- half an hour to correct


def in_order(steps):
    names = ["flags", "pain", "feel", "places", "signs", "marks", "more", "review"]
    return {name: steps[name] for name in names if name in steps}


@pytest.fixture
def nine(web, treatment):
    """She has written nine and means six."""
    press_link(web, treatment)
    answer_all(web, in_order(ALL_WELL | {"pain": {"pain": "9", "compared": "worse"}, "more": {"strong_worse_hours": "1"}}))
    return web


def test_a_correction_takes_the_place_of_the_answer_and_both_are_kept(nine, treatment):
    assert "Ret mine svar" in nine.get("/checkin/answer/").content.decode()
    assert nine.post("/checkin/correct/")["Location"] == "/checkin/review/"
    assert nine.post("/checkin/pain/", {"pain": "6", "compared": "same"})["Location"] == "/checkin/review/"
    nine.post("/checkin/review/", {})
    wrong, right = CheckIn.objects.order_by("made_at")
    assert (wrong.answers["pain"], right.answers["pain"], right.corrects) == (9, 6, wrong)
    judged = right.assessments.get()
    assert [each["pain"] for each in judged.inputs["checkins"]] == [6]
    assert judged.level < wrong.assessments.get().level


def test_after_half_an_hour_an_answer_stands(nine, treatment, monkeypatch, settings):
    settings.CHECKIN_OPEN_SECONDS = 60 * 60
    later = timezone.now() + timedelta(minutes=31)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert "Ret mine svar" not in nine.get("/checkin/answer/").content.decode()
    assert nine.post("/checkin/correct/")["Location"] == "/checkin/answer/"


def test_a_sign_of_danger_is_not_corrected_away(web, treatment):
    press_link(web, treatment)
    web.post("/checkin/flags/", dict.fromkeys(ALL_FLAGS, "no") | {"flag_brain": "yes"})
    web.post("/checkin/which/", {})
    assert Assessment.objects.get().level == 5
    web.post("/checkin/correct/")
    web.post("/checkin/flags/", {"none": "1"})
    answer_all(web, {name: answers for name, answers in ALL_WELL.items() if name != "flags"})
    latest = Assessment.objects.order_by("made_at").last()
    assert (latest.level, latest.checkin.corrects is not None) == (5, True)
    assert web.get("/checkin/answer/").templates[0].name == "checkin/emergency.html"


# ---- her own words, as last time, and the wish to be rung


WELL_AT_REST = {"flags": {"none": "1"}, "pain": {"pain": "0", "compared": "better"}, "signs": {"none": "1"}, "marks": ALL_WELL["marks"]}


@pytest.mark.parametrize("note, level", [("Jeg var ved at besvime i bilen", 3), ("I felt short of  BREATH", 3), ("Døren binder, ellers fint", 1)])
def test_words_of_her_own_may_only_raise(web, treatment, note, level):
    press_link(web, treatment)
    said = WELL_AT_REST | {"review": {"note": note, "since_last": ["heat", "training"]}}
    answer_all(web, said)
    if level == 3:
        asked_once_more(web)
        answer_all(web, {"review": said["review"]})
    answers = CheckIn.objects.get().answers
    assert answers["note"] == note and answers["since_last"] == ["heat", "training"]
    assert answers.get("alarm_words") is (True if level == 3 else None)
    assert Assessment.objects.get().level == level


def asked_once_more(web, answer="no"):
    """The danger lines that her words name, and no others, with the number on top."""
    page = web.get("/checkin/review/", follow=True)
    assert page.redirect_chain == [("/checkin/flags/", 302)]
    asked = page.context["form"].fields
    assert 'class="alarm-call" href="tel:112"' in page.content.decode() and not page.context["form"].none_button
    web.post("/checkin/flags/", dict.fromkeys(asked, answer))
    return list(asked)


@pytest.mark.parametrize("note, line", [
    ("Tryk i brystet og kan ikke få luft ordentligt", "flag_chest"), ("Pressure in my chest and I cannot breathe properly", "flag_chest"),
    ("I do not want to live any more", "flag_mind"), ("I have taken all my pills, goodbye", "flag_mind"), ("Jeg orker ikke livet", "flag_mind"),
    ("jeg kan ikke mærke armen", "flag_brain"), ("Jeg kom til at hoste blod, nej: hoster blod", "flag_chest"),
    ("Jeg snakker utydeligt siden i morges, og min venstre arm er slap. Jeg er bange", "flag_brain"), ("Min arm er lam", "flag_brain"),
    ("Mit ansigt hænger i den ene side", "flag_brain"), ("tungen er tyk og jeg ser dobbelt", "flag_brain"), ("It is hard to speak clearly", "flag_brain"),
    ("Det trykker for brystet", "flag_chest"), ("Jeg orker ikke at leve mere", "flag_mind"), ("Mit højre ben er blevet hævet og varmt", "flag_limb"),
])  # fmt: skip
def test_her_words_and_her_no_do_not_go_together_and_the_line_is_asked_again(web, treatment, note, line):
    press_link(web, treatment)
    answer_all(web, WELL_AT_REST)
    web.post("/checkin/review/", {"note": note})
    page = web.get("/checkin/flags/")
    words = page.content.decode()
    assert list(page.context["form"].fields) == [line] and not CheckIn.objects.exists()
    assert ("70201201" in words) == (line == "flag_mind")
    # "None of these" of a page that stood open before is no answer to what is asked now.
    web.post("/checkin/flags/", {"none": "1"})
    assert web.get("/checkin/review/").status_code == 302
    web.post("/checkin/flags/", {line: "yes"})
    if line != "flag_mind":
        web.post("/checkin/which/", {})
        web.post("/checkin/which_strength/", {"grade_chest_pain": "3", "passing_chest_pain": "ongoing"})
    judged = Assessment.objects.get()
    assert judged.level == 5 and judged.checkin.answers["note"] == note


def test_her_words_and_no_twice_are_for_the_therapist_today_and_say_which_word(web, treatment):
    press_link(web, treatment)
    answer_all(web, WELL_AT_REST | {"review": {"note": "Jeg vil dø af grin, og har haft feber"}})
    assert asked_once_more(web) == ["flag_mind", "flag_other"]
    assert "Jeg vil dø af grin" in web.get("/checkin/review/").content.decode()
    answer_all(web, {"review": {"note": "Jeg vil dø af grin, og har haft feber"}})
    page = web.get("/checkin/answer/").content.decode()
    assert Assessment.objects.get().level == 3 and "“dø”, “feber”" in page and "70 201 201" in page


def test_whoever_leaves_at_her_own_words_is_told_to_the_clinic(web, treatment, therapist):
    press_link(web, treatment)
    answer_all(web, WELL_AT_REST | {"review": {"note": "I want to die"}})
    left = treatment.left_off.get()
    assert left.answers["note"] == "I want to die" and "112" in left.shown["headline"]
    take_what_was_left(clinic=therapist.clinic, at=left.take_at)
    assert Assessment.objects.get().level == 3 and not treatment.left_off.exists()


def test_as_last_time_repeats_place_and_kind_and_never_pain_or_danger(web, treatment):
    press_link(web, treatment)
    answer_all(web)
    web.post("/checkin/again/")
    for name in ("flags", "pain", "signs", "marks"):
        assert shown_again(web, f"/checkin/{name}/", {"same": "1"}).status_code == 200, name
        answer_all(web, {name: ALL_WELL[name]})
        if name == "pain":
            answer_all(web, {"feel": {"same": "1"}, "places": {"same": "1"}})
    web.post("/checkin/review/", {})
    first, second = CheckIn.objects.order_by("made_at")
    assert [second.answers[name] for name in ("qualities", "quality_kind", "sites")] == [
        first.answers[name] for name in ("qualities", "quality_kind", "sites")
    ]


def test_wanting_contact_is_an_answer_by_itself(web, treatment):
    press_link(web, treatment)
    answer_all(web, {"flags": {"none": "1"}})
    assert "Bed om kontakt" in web.get("/checkin/pain/").content.decode()
    assert web.post("/checkin/contact/")["Location"] == "/checkin/answer/"
    assert CheckIn.objects.get().answers["contact_wanted"] is True
    assert Assessment.objects.get().level >= 3


@pytest.mark.parametrize("pain, compared, asked", [
    ("8", "better", True), ("3", "worse", True), ("0", "much_worse", True), ("6", "better", False), ("6", "worse", False), ("8", "worse", False), ("2", "better", False),
])  # fmt: skip
def test_a_number_and_a_word_that_go_against_each_other_are_asked_about_once(web, treatment, pain, compared, asked):
    press_link(web, treatment)
    web.post("/checkin/flags/", {"none": "1"})
    said = {"pain": pain, "compared": compared}
    assert (web.post("/checkin/pain/", said)["Location"] == "/checkin/pain/") == asked
    if asked:
        words = web.get("/checkin/pain/").content.decode()
        assert f"Du skrev {pain}. Før behandlingen var den 6." in words and f'name="sure" value="{pain} {compared}"' in words
        assert shown_again(web, "/checkin/pain/", said | {"sure": "5 better"}).status_code == 200, "what is sure is what was asked about"
        assert web.post("/checkin/pain/", said | {"sure": f"{pain} {compared}"})["Location"] != "/checkin/pain/"


def test_a_page_of_danger_sent_empty_says_what_to_do_in_one_line(web, treatment):
    press_link(web, treatment)
    page = shown_again(web, "/checkin/flags/", {}).content.decode()
    summary = page[page.index('class="summary"') : page.index("</div>", page.index('class="summary"'))]
    assert "Svar på hver linje. Er det intet af det, så tryk “Ingen af dem”." in summary and summary.count("<a ") == 1
    page = shown_again(web, "/checkin/flags/", {"flag_mind": "no"}).content.decode()
    summary = page[page.index('class="summary"') : page.index("</div>", page.index('class="summary"'))]
    assert summary.count("<a ") == len(ALL_FLAGS) - 1, "one that was left out is named"
