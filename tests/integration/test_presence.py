"""Nobody is promised who is not there; whoever asked is told that something waits, and never who or why."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from myosotis.clinic.care.actions import acknowledge
from myosotis.clinic.care.models import CheckIn
from myosotis.clinic.care.presenters import wording
from myosotis.clinic.care.presenters.contact import Call, call_now, contact_for
from myosotis.clinic.notices.actions import send_due, text_of, write_digests
from myosotis.clinic.notices.models import Message
from myosotis.clinic.people.models import Event, Therapist, User
from myosotis.clinic.presence.actions import begin_absence, end_absence, set_alert_address, set_hours
from myosotis.clinic.presence.reach import reach_at
from myosotis.judge import fallback
from myosotis.knowledge import load_book
from tests.integration.people import a_client, a_clinic, a_treatment, an_answer, becomes, enter

pytestmark = pytest.mark.either_database

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
WEEKDAYS = {day: (time(9), time(16)) for day in range(5)} | {5: None, 6: None}


def on(*when):
    return datetime(*when, tzinfo=COPENHAGEN)


# 2026-12-04 is a Friday.
FRIDAY_NOON, FRIDAY_NIGHT, SATURDAY = on(2026, 12, 4, 12), on(2026, 12, 4, 22), on(2026, 12, 5, 10)


@pytest.fixture
def hours(therapist):
    set_hours(clinic=therapist.clinic, hours=WEEKDAYS, by=therapist, at=FRIDAY_NOON)
    return therapist.clinic


def away(therapist, begins=FRIDAY_NOON, days=7, **more):
    return begin_absence(
        clinic=therapist.clinic, by=therapist, at=begins, from_at=begins, until_at=begins + timedelta(days=days), reason="holiday", **more
    )


def test_without_hours_nothing_is_said_about_them(therapist):
    reach = reach_at(therapist.clinic, FRIDAY_NOON)
    assert (reach.phone, reach.said) == (therapist.clinic.phone, "")


@pytest.mark.parametrize("at, said", [
    (FRIDAY_NOON, "Klinikken er åben til kl. 16.00."),
    (FRIDAY_NIGHT, "Klinikken er lukket nu. Den åbner mandag 7. december kl. 09.00."),
    (on(2026, 12, 7, 7), "Klinikken er lukket nu. Den åbner i dag kl. 09.00."),
])  # fmt: skip
def test_a_client_reads_whether_somebody_is_there(hours, at, said):
    assert reach_at(hours, at).said == said


def test_over_the_change_of_the_clocks_the_hour_on_the_wall_counts(hours):
    """Saturday before winter time: the clinic opens on Monday at nine, by the new time."""
    assert reach_at(hours, on(2026, 10, 24, 12)).said.endswith("mandag 26. oktober kl. 09.00.")


def test_while_nobody_is_there_the_number_is_the_substitutes_or_the_doctors(therapist, hours):
    ended = away(therapist)
    reach = reach_at(hours, SATURDAY)
    assert reach.phone == "" and "Ring til en læge i stedet" in reach.said and "11. december" in reach.said
    end_absence(absence=ended, by=therapist, at=FRIDAY_NOON + timedelta(hours=1))
    away(therapist, substitute="Bo Holst", substitute_phone="20 30 40 50")
    reach = reach_at(hours, SATURDAY)
    assert reach.phone == "20 30 40 50" and "Bo Holst" in reach.said and therapist.clinic.name in reach.name


def test_an_answer_never_sends_anyone_to_a_person_who_is_away(therapist):
    treatment = a_treatment(therapist, hours_ago=60)
    before = an_answer(treatment, hours=52, pain=8)
    assert therapist.clinic.phone in str(before.told)
    away(therapist, begins=treatment.ended_at, days=10)
    after = an_answer(a_treatment(therapist, client=a_client(therapist), hours_ago=60), hours=52, pain=8)
    assert after.level == 3 and therapist.clinic.phone not in str(after.told)
    assert after.told["headline"] == "Ring til læge i dag" and str(after.told).count("1813") == 1, "the doctor's line once"
    assert wording.phones(therapist.clinic, treatment.ended_at + timedelta(hours=52))["clinic"] == ""


def told_at(treatment, at, language="da"):
    """What "contact your therapist today" becomes for an answer that comes then: the headline and the lines below it."""
    checkin = CheckIn(clinic=treatment.clinic, treatment=treatment, received_at=at, language=language)
    said = fallback(load_book(), language, contact_for(checkin, level=3, language=language))
    return [said.headline, *said.do[:-1]]


def test_a_closed_clinic_says_when_it_opens_and_whom_to_ring_before(therapist, hours):
    said = told_at(a_treatment(therapist), on(2026, 12, 4, 4))
    assert said[0] == "Kontakt din behandler når der er åbent" and "i dag kl. 09.00" in said[1] and "1813" in said[2]
    assert "i dag kl. 13.00" in said[-1] and "i dag:" not in " ".join(said)


@pytest.mark.parametrize("at, opens", [
    (SATURDAY, "mandag 7. december kl. 09.00"), (on(2026, 12, 3, 22), "i morgen kl. 09.00"), (FRIDAY_NIGHT, "mandag 7. december kl. 09.00"),
])  # fmt: skip
@pytest.mark.parametrize("instead", [{}, {"substitute": "Bo Holst", "substitute_phone": "20 30 40 50"}], ids=["therapist", "substitute"])
def test_where_nobody_answers_today_today_is_the_doctors(therapist, hours, at, opens, instead):
    """The level says today: two days until Monday are not today."""
    if instead:
        away(therapist, begins=on(2026, 12, 3, 12), **instead)
    said = told_at(a_treatment(therapist), at)
    assert said[0] == "Ring til læge i dag" and said[1] == "Ring til læge i dag: 1813."
    assert opens in said[2] and ("20 30 40 50" if instead else therapist.clinic.phone) in said[3] and "112" in said[4]
    assert not instead or therapist.clinic.phone not in str(said)
    english = told_at(therapist.clinic.treatments.get(), at, "en")
    assert english[0] == "Call a doctor today" and "1813" in english[1] and "112" in english[4]


@pytest.mark.parametrize("at, deadline", [
    (on(2026, 12, 4, 10), "i dag kl. 14.00"), (on(2026, 12, 4, 15), "i dag kl. 16.00"), (on(2026, 12, 4, 15, 59), "i dag kl. 16.00"),
])  # fmt: skip
def test_the_deadline_never_lies_in_closed_hours(therapist, hours, at, deadline):
    said = told_at(a_treatment(therapist), at)
    assert said[0] == "Kontakt din behandler i dag" and said[3].startswith(f"Har du intet svar {deadline}, så ring til læge")


@pytest.mark.parametrize("at, write_by", [
    (on(2026, 12, 4, 10), "i dag kl. 12.00"), (on(2026, 12, 4, 15), "i dag kl. 15.30"), (on(2026, 12, 4, 15, 59), "i dag kl. 15.59"),
])  # fmt: skip
def test_she_writes_before_she_waits_for_a_reply(therapist, hours, at, write_by):
    assert told_at(a_treatment(therapist), at)[2] == f"Gør det senest {write_by}."


@pytest.mark.parametrize("at, write_by, answer_by", [
    (on(2026, 12, 4, 8, 50), "i dag kl. 10.50", "i dag kl. 12.50"), (FRIDAY_NIGHT, "i morgen kl. 08.30", "i morgen kl. 10.00"),
    (on(2026, 12, 4, 4), "i dag kl. 08.30", "i dag kl. 10.00"),
])  # fmt: skip
def test_without_hours_too_there_is_time_for_a_reply(therapist, at, write_by, answer_by):
    said = told_at(a_treatment(therapist), at)
    assert write_by in said[2] and answer_by in said[3]


@pytest.mark.parametrize("at, level, number, words", [
    (FRIDAY_NOON, 3, "70 10 20 30", "Ring til Klinik Nord: 70 10 20 30"), (FRIDAY_NOON, None, "70 10 20 30", "Ring til Klinik Nord: 70 10 20 30"),
    (SATURDAY, 3, "1813", "Ring til læge: 1813"), (on(2026, 12, 4, 7), 3, "1813", "Ring til læge: 1813"),
])  # fmt: skip
def test_the_button_rings_whoever_is_there(therapist, hours, at, level, number, words):
    with translation.override("da"):
        call = call_now(a_client(therapist), level, at)
        assert (call.phone, call.words.replace("\N{NO-BREAK SPACE}", " ")) == (number, words)


def test_the_button_rings_the_substitute_or_else_the_doctor(therapist, hours):
    ended = away(therapist)
    with translation.override("en"):
        assert call_now(a_client(therapist), 3, on(2026, 12, 7, 10)).phone == "1813"
        end_absence(absence=ended, by=therapist, at=FRIDAY_NOON + timedelta(hours=1))
        away(therapist, substitute="Bo Holst", substitute_phone="20 30 40 50")
        assert call_now(a_client(therapist), 3, on(2026, 12, 7, 10)) == Call("20 30 40 50", "Call Bo Holst for Klinik Nord: 20\N{NO-BREAK SPACE}30\N{NO-BREAK SPACE}40\N{NO-BREAK SPACE}50")


@pytest.mark.parametrize("level", [1, 2, 4, 5])
def test_other_answers_have_no_such_button(therapist, level):
    assert call_now(a_client(therapist), level, FRIDAY_NOON) is None


@pytest.mark.parametrize("language, headline", [("da", "Kontakt Bo Holst"), ("en", "Contact Bo Holst")])
def test_a_substitute_is_called_by_name(therapist, hours, language, headline):
    away(therapist, substitute="Bo Holst", substitute_phone="20 30 40 50")
    said = told_at(a_treatment(therapist), on(2026, 12, 7, 10), language)
    assert said[0] == headline and "Bo Holst" in said[2] and "20 30 40 50" in said[2] and therapist.clinic.phone not in str(said)
    assert "12" in said[2] and "14" in said[3]


def test_a_clinic_that_does_not_open_again_sends_to_a_doctor(therapist):
    set_hours(clinic=therapist.clinic, hours={day: None for day in range(7)} | {0: (time(9), time(16))}, by=therapist, at=FRIDAY_NOON)
    away(therapist, begins=FRIDAY_NOON + timedelta(days=2), days=20)
    said = told_at(a_treatment(therapist), FRIDAY_NOON)
    assert said[0] == "Ring til læge i dag" and therapist.clinic.phone not in str(said)


def test_the_next_opening_passes_over_an_absence(therapist, hours):
    away(therapist, begins=on(2026, 12, 7, 0), days=1)
    assert "tirsdag 8. december" in reach_at(hours, SATURDAY).said


def test_a_substitute_has_a_name_and_a_number(therapist):
    with pytest.raises(ValidationError):
        away(therapist, substitute="Bo Holst")
    with pytest.raises(ValidationError):
        away(therapist, days=-1)


def test_an_owner_sets_it_on_one_page(desk, therapist):
    page = desk.get("/settings/").content.decode()
    assert "Åbningstider" in page
    sent = {"what": "hours", "opens_0": "09:00", "closes_0": "16:30"}
    assert desk.post("/settings/", sent).status_code == 302 and therapist.clinic.openings.get().closes == time(16, 30)
    desk.post("/settings/", {"what": "hours"})
    assert not therapist.clinic.openings.exists()
    desk.post("/settings/", {"what": "contact", "name": "Klinik Ny", "phone": "11 22 33 44", "region": "sjaelland", "retention": "ten_years"})
    therapist.clinic.refresh_from_db()
    assert (therapist.clinic.name, therapist.clinic.region) == ("Klinik Ny", "sjaelland")
    begins = timezone.localtime() - timedelta(minutes=1)
    until = begins + timedelta(days=3)
    form = {"what": "absence", "from_at": f"{begins:%Y-%m-%dT%H:%M}", "until_at": f"{until:%Y-%m-%dT%H:%M}", "reason": "illness"}
    assert desk.post("/settings/", form).status_code == 302
    assert "Ring til en læge i stedet" in desk.get("/settings/").content.decode()
    desk.post(f"/settings/absences/{therapist.clinic.absences.get().pk}/end/")
    assert "Ring til en læge i stedet" not in desk.get("/settings/").content.decode()
    assert {"clinic.hours_set", "clinic.contact_set", "absence.begun", "absence.ended"} <= set(Event.objects.values_list("what", flat=True))


EVERYTHING = {"what": "all", "name": "Klinik Ny", "phone": "11 22 33 44", "region": "sjaelland", "retention": "ten_years", "opens_0": "09:00", "closes_0": "16:30"}


def test_one_press_saves_the_whole_page_and_an_error_loses_nothing(desk, therapist):
    wrong = desk.post("/settings/", EVERYTHING | {"phone": "abc"})
    page = wrong.content.decode()
    assert wrong.status_code == 400 and "mindst 8 tal" in page and 'value="09:00"' in page and 'value="Klinik Ny"' in page
    assert not therapist.clinic.openings.exists()
    assert desk.post("/settings/", EVERYTHING).status_code == 302
    therapist.clinic.refresh_from_db()
    assert (therapist.clinic.name, therapist.clinic.openings.get().closes) == ("Klinik Ny", time(16, 30))
    assert not therapist.clinic.absences.exists(), "an absence that nobody began on is none"
    noted = Event.objects.filter(what="clinic.hours_set").count()
    desk.post("/settings/", EVERYTHING | {"name": "Klinik Nyere"})
    assert Event.objects.filter(what="clinic.hours_set").count() == noted, "only what changed is noted"


def test_an_absence_that_is_wrong_keeps_the_hours_typed_beside_it(desk, therapist):
    sent = EVERYTHING | {"substitute": "Bo", "substitute_phone": "abc", "from_at": "2026-12-05T10:00", "until_at": "2026-12-06T10:00", "reason": "holiday"}
    page = desk.post("/settings/", sent).content.decode()
    assert "mindst 8 tal" in page and 'value="16:30"' in page and not therapist.clinic.openings.exists()


def test_the_page_has_one_button_and_it_says_that_it_saves_the_page(desk, therapist):
    page = desk.get("/settings/").content.decode()
    assert page.count("Gem hele siden") == 1 and "Gem</button>" not in page
    assert "som fysioterapeuter" in page, "and it says for whom five years are"


def test_a_reason_chosen_without_an_end_is_asked_about_and_not_forgotten(desk, therapist):
    answer = desk.post("/settings/", EVERYTHING | {"from_at": "2026-12-05T10:00", "until_at": "", "reason": "holiday"})
    assert answer.status_code == 400 and not therapist.clinic.absences.exists()


def test_an_absence_that_has_not_begun_is_cancelled_and_one_that_has_is_ended(desk, therapist):
    away(therapist, begins=timezone.now() + timedelta(days=2))
    page = desk.get("/settings/").content.decode()
    assert "Aflys det planlagte fravær" in page and "Vi er her igen" not in page
    away(therapist, begins=timezone.now() - timedelta(days=1))
    assert "Vi er her igen" in desk.get("/settings/").content.decode()


@pytest.mark.parametrize("wrong", [
    {"what": "hours", "opens_0": "09:00"}, {"what": "hours", "opens_0": "16:00", "closes_0": "09:00"}, {"what": "hours", "opens_0": "ni"},
    {"what": "contact", "name": "Nord", "phone": "abc", "region": "hovedstaden", "retention": "ten_years"},
    {"what": "absence", "from_at": "2026-12-05T10:00", "until_at": "2026-12-06T10:00", "reason": "holiday", "substitute": "Bo", "substitute_phone": "abc"},
    {"what": "contact", "name": "", "phone": "1", "region": "x"}, {"what": "absence", "from_at": "", "until_at": "", "reason": ""},
    {"what": "absence", "from_at": "2026-12-05T10:00", "until_at": "2026-12-04T10:00", "reason": "holiday"},
])  # fmt: skip
@pytest.mark.item(12)
def test_what_cannot_be_is_refused_where_it_stands(desk, therapist, wrong):
    answer = desk.post("/settings/", wrong)
    assert answer.status_code == 400 and 'role="alert"' in answer.content.decode()
    assert not therapist.clinic.openings.exists() and not therapist.clinic.absences.exists()


def test_a_therapist_who_does_not_own_it_may_only_be_away(therapist):
    from django.test import Client as Web

    becomes(therapist, "therapist")
    web = enter(Web(), therapist)
    assert web.post("/settings/", {"what": "hours"}).status_code == 403
    assert web.get("/settings/").status_code == 200


# -- who is told --------------------------------------------------------------------------------------------------


@pytest.fixture
def told(therapist):
    set_alert_address(therapist=therapist, address="nora@example.org", at=timezone.now())
    return therapist


def alerts():
    return list(Message.objects.filter(kind="alert"))


@pytest.mark.parametrize("answers, is_told", [
    ({"symptoms": {"face_droop": 3}}, True), ({"qualities": ["?"]}, True), ({"pain": 8}, False), ({"pain": 5}, False),
])  # fmt: skip
def test_at_once_only_where_a_doctor_is_needed_or_nobody_knows(told, answers, is_told):
    an_answer(a_treatment(told), **answers)
    assert bool(alerts()) is is_told


@pytest.mark.item(56)
def test_an_alert_says_nothing_of_the_person_and_goes_at_night_too(told):
    an_answer(a_treatment(told), symptoms={"face_droop": 3})
    message = alerts()[0]
    words = text_of(message)
    assert words == "Noget på arbejdslisten kan ikke vente: http://testserver/worklist/" and message.to == "nora@example.org"
    night = timezone.localtime().replace(hour=23, minute=30)
    Message.objects.filter(pk=message.pk).update(next_try_at=night - timedelta(hours=2), due_at=night - timedelta(hours=2), expires_at=night + timedelta(hours=2))
    sent = []
    send_due(at=night, send=lambda **what: sent.append(what["to"]))
    assert sent == ["nora@example.org"]


def test_what_was_closed_meanwhile_is_not_sent(told):
    assessment = an_answer(a_treatment(told), symptoms={"face_droop": 3})
    acknowledge(assessment=assessment, by=told, at=timezone.now(), note="ringet", own_reading="red_flag", rests_on="talked")
    sent = []
    send_due(at=timezone.localtime().replace(hour=12) + timedelta(hours=1), send=lambda **what: sent.append(what["to"]))
    assert "nora@example.org" not in sent


def test_once_a_day_after_eight_and_only_where_something_waits(told):
    morning = on(2026, 12, 4, 8, 5)
    assert write_digests(at=morning) == 0
    an_answer(a_treatment(told, ended_at=morning - timedelta(hours=60), hours_ago=10**6), hours=52, pain=8)
    assert write_digests(at=on(2026, 12, 4, 7, 30)) == 0
    assert write_digests(at=morning) == 1 and write_digests(at=morning + timedelta(hours=3)) == 0
    assert write_digests(at=morning + timedelta(days=1)) == 1
    assert text_of(Message.objects.filter(kind="digest").first()).startswith("Der venter noget på arbejdslisten")


def test_level_one_never_writes_to_anybody(told):
    an_answer(a_treatment(told), hours=26, pain=3)
    assert write_digests(at=timezone.localtime().replace(hour=12)) == 0 and alerts() == []


def test_an_address_is_set_on_ones_own_page(desk, therapist):
    desk.post("/me/alert/", {"address": "+45 12 34 56 78"})
    therapist.refresh_from_db()
    assert therapist.alert_to == "+45 12 34 56 78" and "+45 12 34 56 78" in desk.get("/me/").content.decode()
    page = desk.post("/me/alert/", {"address": "hvad?"}, follow=True).content.decode()
    assert "Skriv et telefonnummer eller en mailadresse" in page
    assert desk.get("/outbox/").status_code == 200


def test_the_outbox_names_a_therapists_message(desk, told):
    an_answer(a_treatment(told), symptoms={"face_droop": 3})
    assert "til en behandler: kan ikke vente" in desk.get("/outbox/").content.decode()


# -- pages that the sources point to -----------------------------------------------------------------------------


def knowledge_slugs(web):
    import re

    from django.urls import reverse

    return re.findall(r'href="/knowledge/([\w-]+)/"', web.get(reverse("knowledge")).content.decode())


def test_a_link_slot_is_empty_until_the_clinic_fills_it(desk, web, therapist):
    def shown():
        return [slug for slug in knowledge_slugs(web) if "klinik.example/selv" in web.get(f"/knowledge/{slug}/").content.decode()]

    assert shown() == []
    sent = {"what": "links", "self_treatment": "https://klinik.example/selv", "treatment_information": ""}
    assert desk.post("/settings/", sent).status_code == 302
    assert shown(), "on the page whose source points there"
    desk.post("/settings/", {"what": "links"})
    assert shown() == [] and therapist.clinic.linkslots.count() == 0


def test_a_slot_shows_the_clinics_own_text_with_an_address_or_without(desk, web, therapist):
    words = "Rul en bold i ti minutter.\r\nStop hvis det gør ondt <b>."
    pages = lambda: [page for page in (web.get(f"/knowledge/{slug}/").content.decode() for slug in knowledge_slugs(web)) if "Rul en bold" in page]  # noqa: E731
    assert pages() == []
    assert desk.post("/settings/", {"what": "links", "self_treatment_text": words}).status_code == 302
    assert pages() and all("Stop hvis det gør ondt &lt;b&gt;." in page for page in pages())
    kept = therapist.clinic.linkslots.get()
    assert (kept.url, kept.text) == ("", words.replace("\r\n", "\n"))
    # Sent again as it stands there, nothing is new; taken away, nothing is left.
    desk.post("/settings/", {"what": "all", "self_treatment_text": words})
    assert kept.history.count() == 1
    desk.post("/settings/", {"what": "links"})
    assert pages() == [] and not therapist.clinic.linkslots.exists()


def test_the_owner_sees_how_messages_are_sent_and_no_secret(desk, monkeypatch):
    for name in ("MYOSOTIS_SMS_TOKEN", "MYOSOTIS_SMTP"):
        monkeypatch.delenv(name, raising=False)
    page = desk.get("/settings/").content.decode()
    assert "Ingen sms går ud." in page and "Ingen mail går ud." in page
    monkeypatch.setenv("MYOSOTIS_SMS_TOKEN", "hemmeligt-mærke")
    monkeypatch.setenv("MYOSOTIS_SMTP", "post.example:587")
    page = desk.get("/settings/").content.decode()
    assert "messaging.gatewayapi.eu" in page and "besked@post.example" in page and "hemmeligt-mærke" not in page


def test_what_is_no_address_is_refused(desk, therapist):
    answer = desk.post("/settings/", {"what": "links", "self_treatment": "javascript:alert(1)"})
    assert answer.status_code == 400 and "hel adresse" in answer.content.decode() and not therapist.clinic.linkslots.exists()


@pytest.mark.parametrize("at, level, doctor", [
    (on(2026, 12, 4, 7, 59), 4, "1813"), (on(2026, 12, 4, 8), 4, "egen læge, ellers 1813"), (on(2026, 12, 4, 15, 59), 4, "egen læge, ellers 1813"),
    (on(2026, 12, 4, 16), 4, "1813"), (SATURDAY, 4, "1813"), (on(2026, 10, 25, 10), 4, "1813"), (on(2026, 10, 26, 10), 4, "egen læge, ellers 1813"),
    (on(2026, 12, 4, 7), 3, "egen læge, ellers 1813"), (on(2026, 12, 4, 17), 3, "1813"), (FRIDAY_NIGHT, 3, "1813"), (SATURDAY, 3, "1813"),
    (SATURDAY, 2, "egen læge, ellers 1813"), (FRIDAY_NIGHT, 1, "egen læge, ellers 1813"),
])  # fmt: skip
def test_the_doctor_named_is_one_who_can_be_reached_then(therapist, at, level, doctor):
    """Her own doctor while he may have open; the one on call otherwise, and always as the way out."""
    assert contact_for(CheckIn(clinic=therapist.clinic, treatment=a_treatment(therapist), received_at=at), level=level, language="da").doctor_phone == doctor


def test_no_button_sends_her_past_her_own_doctor(therapist, hours):
    away(therapist, begins=on(2026, 12, 3, 12))
    with translation.override("da"):
        assert call_now(a_client(therapist), 3, on(2026, 12, 4, 10)).words == "Kan du ikke nå egen læge: ring 1813"
        assert call_now(a_client(therapist), 3, on(2026, 12, 4, 17)).words == "Ring til læge: 1813"


INSTEAD = {"substitute": "Bo Holst", "substitute_phone": "20 30 40 50"}


@pytest.fixture
def colleague(therapist):
    user = User.objects.create_user(username="ida", password="fire ord der huskes")
    return Therapist.objects.create(clinic=therapist.clinic, user=user, name="Ida Vind", purpose_confirmed_at=FRIDAY_NOON)


@pytest.mark.parametrize("language, nobody, one", [
    ("da", ("Der er ingen i klinikken før", "Klienterne bliver sendt til lægen."), ("Ida Vind er der ikke før", "Bo Holst tager over: 20")),
    ("en", ("Nobody is in the clinic before", "Clients are sent to the doctor."), ("Ida Vind is not there before", "Bo Holst takes over: 20")),
])  # fmt: skip
def test_the_worklist_says_who_is_away_until_when_and_who_takes_over(desk, therapist, colleague, language, nobody, one):
    def shown():
        return desk.get("/worklist/", headers={"accept-language": language}).content.decode()

    around_the_clock = wording.text("words/worklist.no_hours", language)
    assert around_the_clock in shown() and not any(each in shown() for each in (*nobody, *one))
    now = timezone.now() - timedelta(minutes=1)
    away(therapist, begins=now, who=colleague, **INSTEAD)
    assert all(each in shown() for each in one) and around_the_clock in shown()
    away(therapist, begins=now)
    assert all(each in shown() for each in (*one, *nobody)) and around_the_clock not in shown()


def test_a_colleagues_absence_is_her_own_clients_only(therapist, colleague, hours):
    """Whose newest treatment is hers, whatever it was for; the others find their own therapist there."""
    away(therapist, who=colleague, **INSTEAD)
    hers, other = a_client(therapist, "Mette Holm"), a_client(therapist, "Peter Vang")
    a_treatment(therapist, client=hers, hours_ago=100)
    newest = a_treatment(colleague, client=hers, hours_ago=5, site="knee:left")
    a_treatment(colleague, client=other, hours_ago=100)
    last = a_treatment(therapist, client=other, hours_ago=5, site="knee:left")
    at = FRIDAY_NOON + timedelta(minutes=1)
    assert "Bo Holst" in reach_at(hours, at, hers).said and reach_at(hours, at, hers).phone == "20 30 40 50"
    assert reach_at(hours, at, other) == reach_at(hours, at) and reach_at(hours, at).phone == hours.phone
    assert "Kontakt Bo Holst" in told_at(newest, at) and "Bo Holst" not in str(told_at(last, at))
    assert wording.phones(hours, at, hers)["clinic"] == "20 30 40 50" and wording.phones(hours, at, other)["clinic"] == hours.phone


def test_the_absence_of_the_whole_clinic_comes_before_a_colleagues(therapist, colleague, hours):
    hers = a_client(therapist)
    a_treatment(colleague, client=hers)
    away(therapist, who=colleague, days=20, **INSTEAD)
    away(therapist)
    assert reach_at(hours, SATURDAY, hers).phone == ""
    assert "Bo Holst" in reach_at(hours, FRIDAY_NOON + timedelta(days=8), hers).said


def test_a_colleague_is_away_only_with_somebody_instead(desk, therapist, colleague):
    given = {"what": "absence", "who": colleague.pk, "from_at": "2026-12-04T12:00", "until_at": "2026-12-11T12:00", "reason": "illness"}
    refused = desk.post("/settings/", given)
    assert refused.status_code == 400 and "Skriv hvem der tager over for kollegaen." in refused.content.decode()
    assert desk.post("/settings/", given | INSTEAD).status_code == 302
    assert therapist.clinic.absences.get().who == colleague and "Ida Vind: <strong>" in desk.get("/settings/").content.decode()


def test_alone_in_a_clinic_nobody_is_asked_who_is_away(desk, therapist):
    assert 'name="who"' not in desk.get("/settings/").content.decode()


def test_nobody_of_another_clinic_can_be_said_to_be_away(desk, therapist, colleague):
    stranger = a_clinic("Klinik Syd", "sune")
    given = {"what": "absence", "who": stranger.pk, "from_at": "2026-12-04T12:00", "until_at": "2026-12-11T12:00", "reason": "illness"}
    assert desk.post("/settings/", given | INSTEAD).status_code == 400 and not therapist.clinic.absences.exists()
