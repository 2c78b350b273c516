"""Before a treatment: what she says herself today, what it means for the therapist, and that nobody is treated unasked."""

import re
from datetime import timedelta

import pytest
from django.test import Client as Web
from django.utils import timezone, translation

from myosotis.clinic.before.actions import background_of, give_preparation, make_preparation_link, preparation_of
from myosotis.clinic.before.models import Disclosure, Preparation, PreparationLink
from myosotis.clinic.before.presenter import TodayPresenter
from myosotis.clinic.care.models import Baseline, Treatment
from myosotis.clinic.care.presenters import moments
from myosotis.clinic.people.append_only import WrittenOnce
from myosotis.clinic.people.models import Event
from myosotis.clinic.plans.gate import HOLDS
from tests.integration.people import a_client, a_complaint, a_treatment, shown_again
from tests.integration.test_registration import filled

pytestmark = pytest.mark.either_database

BIRTHDAY = {"day": 4, "month": 5}
HERS = {
    "illness": {"conditions": ["statin", "fever"]},
    "earlier": {"massage_before": "never", "bad_experience": "yes", "faint_history": "yes", "how_long": "over_three_months"},
    "pain": {"pain": "6", "pain_worst": "8", "pain_usual": "5", "qualities": ["aching"]},
    "places": {"sites": ["shoulder:left", "B.neck.L"]},
    "signs": {"signs": ["headache"]},
    "strength": {"headache": "2"},
    "moving": {"stiffness": "6", "mobility": "4", "tension": "", "function": "5"},
    "matters": {"activity_1": "løfte mit barn", "score_1": "3", "activity_2": "", "score_2": ""},
    "talk": {"feel_safe": "4", "stress_now": "7", "gentler_please": "yes", "expectations": "At kunne sove."},
}  # fmt: skip


@pytest.fixture
def complaint(therapist):
    return a_complaint(a_client(therapist, conditions=None), therapist)


@pytest.fixture
def link(complaint, therapist):
    return make_preparation_link(complaint=complaint, by=therapist, at=timezone.now())


@pytest.fixture
def hers(web, link):
    """A browser in which her birthday has opened the questions."""
    assert web.post(f"/before/in/{link.token}/", BIRTHDAY)["Location"] == "/before/illness/"
    return web


def a_zone():
    from myosotis.body.zones import ZONES

    return next(code for code, zone in ZONES.items() if zone.region == "neck" and zone.side == "left")


def answer(web, pages=HERS):
    for name, given in pages.items():
        given = {**given, "sites": ["shoulder:left", a_zone()]} if name == "places" else given
        response = web.post(f"/before/{name}/", given)
        assert response["Location"] != f"/before/{name}/", f"{name}: {web.get(f'/before/{name}/').content.decode()[:2000]}"
    return response


def test_her_answers_are_kept_once_in_the_words_of_the_book(hers, link):
    assert answer(hers)["Location"] == "/before/done/"
    kept = Preparation.objects.get()
    assert kept.answers["conditions"] == ["statin", "fever", "faint_tendency"]
    assert kept.answers["symptoms"] == {"headache": 2} and kept.answers["pain_worst"] == 8
    assert kept.answers["activities"] == [{"words": "løfte mit barn", "score": 3}] and "tension" not in kept.answers
    assert give_preparation(link=link, answers={}, language="da", at=timezone.now()) == kept
    with pytest.raises(WrittenOnce):
        kept.save()
    assert hers.post("/before/pain/", HERS["pain"])["Location"] == "/before/done/"
    assert "feber i dag" in hers.get("/before/done/").content.decode()


def test_her_way_is_counted_by_a_goal_that_stays(hers):
    seen = []
    for name in HERS:
        seen.append(re.search(r"Trin (\d) af (\d)(, lidt mere)?", hers.get(f"/before/{name}/").content.decode()).groups())
        answer(hers, {name: HERS[name]})
    assert [(number, count) for number, count, _more in seen] == [(str(n), "8") for n in (1, 2, 3, 4, 5, 5, 6, 7, 8)]
    assert [name for name, (_n, _c, more) in zip(HERS, seen, strict=True) if more] == ["strength"]


def test_a_calm_client_is_done_in_a_few_presses(hers):
    answer(hers, {
        "illness": {"none": "1"}, "earlier": {}, "pain": {"pain": "0"}, "signs": {"none": "1"}, "moving": {}, "matters": {}, "talk": {},
    })  # fmt: skip
    kept = Preparation.objects.get().answers
    assert (kept["conditions"], kept["symptoms"], kept["sites"], kept["activities"]) == ([], {}, [], [])
    assert background_of(kept) == {}, "what she left out is not known"


def test_a_known_client_says_what_is_new(web, therapist):
    complaint = a_complaint(a_client(therapist, conditions=["statin"]), therapist)
    web.post(f"/before/in/{make_preparation_link(complaint=complaint, by=therapist, at=timezone.now()).token}/", BIRTHDAY)
    rest = {"earlier": {}, "pain": {"pain": "0"}, "signs": {"none": "1"}, "moving": {}, "matters": {}, "talk": {}}
    assert web.post("/before/illness/", {"disclosure_again": "changed"})["Location"] == "/before/new/"
    page = web.get("/before/new/").content.decode()
    assert 'value="statin" checked' in page
    answer(web, {"new": {"conditions": ["statin", "pregnancy"]}, **rest})
    assert Preparation.objects.get().answers["conditions"] == ["statin", "pregnancy"]


def test_a_known_client_with_nothing_new_is_asked_no_more_about_it(web, therapist):
    complaint = a_complaint(a_client(therapist, conditions=["statin"]), therapist)
    web.post(f"/before/in/{make_preparation_link(complaint=complaint, by=therapist, at=timezone.now()).token}/", BIRTHDAY)
    assert web.post("/before/illness/", {"disclosure_again": "nothing_new"})["Location"] == "/before/earlier/"
    assert "new" not in web.session["before"]["steps"]


@pytest.mark.parametrize("name, given, fact, value", [
    ("stress_now", 7, "stressed", True), ("stress_now", 6, "stressed", False), ("feel_safe", 4, "low_safety_feeling", True),
    ("feel_safe", 5, "low_safety_feeling", False), ("massage_before", "never", "first_treatment", True),
    ("massage_before", "long_ago", "unaccustomed_to_massage", True), ("massage_before", "recent", "unaccustomed_to_massage", False),
    ("bad_experience", "yes", "previous_bad_experience", True), ("how_long", "under_two_weeks", "long_standing", False),
])  # fmt: skip
def test_what_the_cards_ask_of_a_person_follows_from_her_answers(name, given, fact, value):
    assert background_of({name: given})[fact] is value


@pytest.mark.item(13)
def test_no_page_can_be_jumped_over_and_a_wrong_answer_is_named(hers):
    assert hers.get("/before/talk/")["Location"] == "/before/illness/"
    answer(hers, {name: HERS[name] for name in ("illness", "earlier")})
    page = shown_again(hers, "/before/pain/", {"pain": "11"}).content.decode()
    assert 'role="alert"' in page and "Vælg et tal" in page


def test_five_wrong_birthdays_close_it(web, link):
    for _ in range(4):
        assert web.post(f"/before/in/{link.token}/", {"day": 1, "month": 1}).status_code == 200
    assert web.post(f"/before/in/{link.token}/", {"day": 1, "month": 1}).status_code == 410
    assert web.post(f"/before/in/{link.token}/", BIRTHDAY).status_code == 410
    assert Event.objects.filter(what="preparation_link.wrong_birthday").count() == 5


def test_looking_at_the_address_changes_nothing_and_shows_nothing_of_her(web, link):
    page = web.get(f"/before/in/{link.token}/").content.decode()
    assert "Mette" not in page and "skulder" not in page
    assert PreparationLink.objects.get().used_at is None and not Preparation.objects.exists()


def test_the_link_closes_at_midnight_and_with_the_next_one(complaint, link, therapist):
    assert link.is_open(timezone.now()) and timezone.localtime(link.expires_at).hour == 0
    assert link.expires_at - timezone.now() <= timedelta(hours=25)
    make_preparation_link(complaint=complaint, by=therapist, at=timezone.now())
    link.refresh_from_db()
    assert not link.is_open(timezone.now())


def test_of_yesterday_nothing_is_taken_over(complaint, link):
    at = timezone.now()
    given = give_preparation(link=link, answers={"pain": 3}, language="da", at=at)
    assert preparation_of(complaint, at) == given and preparation_of(complaint, at + timedelta(days=1)) is None


def test_the_therapist_reads_what_it_means_and_starts_from_her_numbers(desk, hers, complaint):
    answer(hers)
    page = desk.get(f"/complaints/{complaint.pk}/treatments/new/").content.decode()
    for words in ("Hør en læge før du behandler", "Begynd mere nænsomt", "B-103", "lad klienten ligge", "At kunne sove.", "løfte mit barn", "ingen garanti"):
        assert words in page or words.capitalize() in page, words
    assert f'value="{a_zone()}"' in page and 'name="pain" value="6" checked' in page


def test_recording_takes_her_words_along_and_cannot_be_done_unread(desk, hers, complaint):
    answer(hers)
    address = f"/complaints/{complaint.pk}/treatments/new/"
    sent = filled(sites=["shoulder:left", a_zone()], pain_worst="8", stiffness="6", mobility="4", function="5", conditions=["statin", "fever", "faint_tendency"])
    refused = desk.post(address, {**sent, "disclosure": ""})
    assert refused.status_code == 200 and not Treatment.objects.exists()
    assert desk.post(address, {**sent, "disclosure": "read_it"}).status_code == 302
    kept, before = Disclosure.objects.get(), Baseline.objects.get()
    assert kept.preparation == Preparation.objects.get() and kept.changed is None
    complaint.client.refresh_from_db()
    assert complaint.client.conditions == kept.conditions == ["statin", "fever", "faint_tendency"]
    assert complaint.client.background["low_safety_feeling"] and complaint.client.background["first_treatment"]
    assert (before.pain_worst, before.stiffness, before.tension) == (8, 6, None)
    assert before.activities == [{"words": "løfte mit barn", "score": 3}] and a_zone() in before.sites


def test_what_is_new_since_last_time_is_known_from_now_on(desk, therapist):
    treatment = a_treatment(therapist, hours_ago=80)
    address = f"/complaints/{treatment.complaint.pk}/treatments/new/"
    page = desk.get(address).content.decode()
    assert "Intet er nyt" in page
    assert desk.post(address, filled(disclosure="changed", conditions=[])).status_code == 200, "changed, but into what?"
    desk.post(address, filled(disclosure="changed", conditions=["pregnancy"]))
    kept = Disclosure.objects.get()
    assert kept.changed is True and kept.treatment.client.conditions == ["pregnancy"]


def test_a_new_client_can_answer_first(desk):
    said = {"name": "Mette Holm", "born": "1980-05-04", "phone": "", "language": "da", "region": "knee", "side": "right", "words": "", "ask_first": "1"}
    place = desk.post("/clients/new/", said)["Location"]
    assert place.endswith("/before/") and not Treatment.objects.exists()
    shown = desk.post(place).content.decode()
    assert PreparationLink.objects.get().token in shown and "<svg" in shown


def test_on_the_clinics_tablet_the_therapist_is_logged_out_first(desk, complaint):
    place = desk.post(f"/complaints/{complaint.pk}/before/", {"here": "1"})["Location"]
    assert place.startswith("/before/in/")
    assert desk.get("/worklist/")["Location"] == "/login/"


def test_without_her_birthday_the_pages_are_closed(db):
    assert Web().get("/before/illness/").status_code == 410 and Web().get("/before/done/").status_code == 410


def test_nothing_said_means_that_it_is_asked(therapist):
    client = a_client(therapist, conditions=None)
    means = [each.means for each in TodayPresenter(None, client, timezone.now()).meanings]
    assert len(means) == 1 and means[0].startswith("Ingen har spurgt")


# -- found together before the next treatment --------------------------------------------------------------------


@pytest.fixture
def wandered(therapist):
    """A treatment after which it hurt in two further places."""
    from tests.integration.people import an_answer

    treatment = a_treatment(therapist, hours_ago=24 * 8)
    an_answer(treatment, hours=26, pain=4, sites=["shoulder:left", "hip:left"])
    an_answer(treatment, hours=50, pain=3, sites=["hip:left", "neck:left"])
    return treatment


def test_each_place_she_wrote_about_is_marked_before_the_next_treatment(desk, wandered):
    from myosotis.clinic.before.models import Localisation

    address = f"/complaints/{wandered.complaint.pk}/treatments/new/"
    page = desk.get(address).content.decode()
    assert "Er det den gamle smerte?" in page and "Venstre hofte" in page
    reason = {f"reason_{hold}": "aftalt med klienten" for hold in HOLDS}
    refused = desk.post(address, filled(disclosure="nothing_new", **{"mark_hip:left": "new"}, **reason))
    assert refused.status_code == 200 and "Sæt et mærke ved hvert sted" in refused.content.decode()
    assert desk.post(address, filled(disclosure="nothing_new", **{"mark_hip:left": "new", "mark_neck:left": "referral"}, **reason)).status_code == 302
    assert Localisation.objects.get().marks == {"hip:left": "new", "neck:left": "referral"}
    page = desk.get(f"/clients/{wandered.client.pk}/").content.decode()
    assert "Venstre hofte: en ny" in page


def test_where_nothing_new_was_felt_nothing_is_asked(desk, therapist):
    treatment = a_treatment(therapist, hours_ago=24 * 8)
    assert "Er det den gamle smerte?" not in desk.get(f"/complaints/{treatment.complaint.pk}/treatments/new/").content.decode()


def test_what_was_too_hard_asks_for_gentler_next_time(desk, therapist):
    from myosotis.clinic.plans.situation import Situation

    treatment = a_treatment(therapist, hours_ago=24 * 8)
    desk.post(f"/complaints/{treatment.complaint.pk}/treatments/new/", filled(disclosure="nothing_new", too_hard="yes", pain_during="7", technique="dybt tryk"))
    made = Treatment.objects.order_by("-ended_at").first()
    assert (made.too_hard, made.pain_during, made.technique) == (True, 7, "dybt tryk")
    assert Situation(treatment.complaint, timezone.now()).asks_for_gentler
    page = desk.get(f"/clients/{treatment.client.pk}/").content.decode()
    assert "dybt tryk" in page and "Var det for hårdt? Ja" in page


@pytest.mark.parametrize("language, then, now", [
    ("da", "Klienten var meget stresset. Spørg igen", "Klienten er meget stresset."), ("en", "The client was very stressed. Ask again", "The client is very stressed."),
])  # fmt: skip
def test_how_she_was_once_is_said_with_when_she_said_it(complaint, therapist, language, then, now):
    """Asked before a former treatment and not since: nobody knows how it is today."""
    long_ago = timezone.now() - timedelta(days=20)
    link = make_preparation_link(complaint=complaint, by=therapist, at=long_ago)
    give_preparation(link=link, answers={"stress_now": 9, "feel_safe": 1}, language="da", at=long_ago)
    client = complaint.client
    client.background = {"stressed": True, "low_safety_feeling": True, "long_standing": True}
    with translation.override(language):
        known = {each.means: each.said for each in TodayPresenter(None, client, timezone.now()).meanings}
        said = next(said for means, said in known.items() if means.startswith(then))
        assert moments.day_and_time(long_ago) in said and not any(means.startswith(now) for means in known)
        today = give_preparation(link=make_preparation_link(complaint=complaint, by=therapist, at=timezone.now()), answers={"stress_now": 9}, language="da", at=timezone.now())
        means = [each.means for each in TodayPresenter(today, client, timezone.now()).meanings]
    assert any(each.startswith(now) for each in means) and not any(each.startswith(then) for each in means)


def test_what_she_met_before_still_stands_where_she_was_not_asked_again(complaint, link):
    complaint.client.background = {"previous_bad_experience": True, "first_treatment": True}
    given = give_preparation(link=link, answers={"stress_now": 0}, language="da", at=timezone.now())
    said = " ".join(each.means for each in TodayPresenter(given, complaint.client, timezone.now()).meanings)
    assert "dårlig oplevelse" in said


def test_the_last_map_and_the_new_places_stand_beside_the_marks_on_the_form(desk, wandered):
    """Nobody leaves the form for them: each picture says in words what it shows, and each place how strong and when."""
    page = desk.get(f"/complaints/{wandered.complaint.pk}/treatments/new/").content.decode()
    form = page[page.index('aria-labelledby="localise"') : page.index('id="id_mark_neck:left"')]
    last, new = re.findall(r"<svg [^>]*role=\"img\".*?<title>(.*?)</title>", form)
    assert last.startswith("Før behandlingen") and "venstre skulder 6" in last and "hofte" not in last
    assert new.startswith("Nye steder siden da") and "venstre hofte 3" in new and "venstre side af nakken 3" in new and "skulder" not in new
    assert "3 af 10, 50 timer efter behandlingen" in page and "/map/" not in form
    idents = re.findall(r' id="([^"]+)"', page)
    assert len(idents) == len(set(idents)), "each picture has names of its own"


def test_what_a_new_pain_was_found_to_be_is_said_on_map_letter_and_plan(desk, therapist, wandered):
    from myosotis.clinic.before.actions import keep_localisation
    from myosotis.clinic.letters.letter import Letter
    from tests.integration.plans.courses import treat

    later = treat(wandered.complaint, therapist, 0.1, start_reason="Aftalt igen.")
    at = timezone.now()
    keep_localisation(treatment=later, marks={"hip:left": "new", "neck:left": "referral"}, by=therapist, at=at)
    found, who = "Venstre hofte: en ny", f"fundet {moments.short(at)} af {therapist.name}"
    for treatment, of in ((wandered, "i svarene"), (later, "siden den forrige behandling")):
        page = desk.get(f"/treatments/{treatment.pk}/map/").content.decode()
        assert found in page and f"Gammel eller ny smerte {of}, {who}" in page
    plan = desk.get(f"/complaints/{wandered.complaint.pk}/plan/").content.decode()
    assert f"{found}; Venstre side af nakken: en der stråler ud fra den gamle ({therapist.name}, {moments.short(at)})" in plan
    whole, short = (Letter(wandered.complaint, at, short=short).as_mapping() for short in (False, True))
    assert [found in each["found"] and who in each["found"] for each in whole["treatments"]] == [False, True]
    assert found in short["earlier"][0]
