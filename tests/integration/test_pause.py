"""A client on holiday or ill is asked nothing and missed by nobody; what she writes herself is read as ever."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from myosotis.clinic.care.actions.standing import restand
from myosotis.clinic.care.presenters import moments
from myosotis.clinic.care.presenters.contact import contact_for
from myosotis.clinic.care.presenters.worklist import WorklistPresenter
from myosotis.clinic.care.schedule import asks_of, missed, pauses_of
from myosotis.clinic.notices.actions import send_due
from myosotis.clinic.notices.models import Message
from myosotis.clinic.numbers.own import OwnNumbers
from myosotis.clinic.people.models import Event
from myosotis.clinic.presence.actions import set_alert_address
from myosotis.clinic.presence.models import Pause
from myosotis.clinic.presence.pauses import begin_pause, end_pause, pause_at
from tests.integration.people import a_client, a_clinic, a_treatment, an_answer, answer_all, press_link

pytestmark = pytest.mark.either_database


@pytest.fixture
def treatment(therapist):
    return a_treatment(therapist, hours_ago=5)


@pytest.fixture
def at_noon(therapist):
    """A treatment that ended at noon, so that what is sent in the evening after it does not hang on the hour of the test."""
    ended = timezone.localtime(timezone.now() - timedelta(hours=5)).replace(hour=12, minute=0, second=0, microsecond=0)
    ended -= timedelta(days=ended > timezone.now() - timedelta(hours=5))
    return a_treatment(therapist, ended_at=ended, hours_ago=(timezone.now() - ended).total_seconds() / 3600)


def days(treatment, count):
    return treatment.ended_at + timedelta(days=count)


def paused(treatment, until=10, at=None):
    """From now until so many days after the treatment."""
    at = at or timezone.now()
    return begin_pause(client=treatment.client, by=treatment.by, at=at, last_day=timezone.localdate(days(treatment, until)), reason="holiday", words="Kreta")


def sent(treatment):
    return [(m.kind, m.hours) for m in treatment.clinic.messages.filter(link__treatment=treatment, state=Message.State.sent)]


def all_sent(treatment, until):
    for hours in range(5, until * 24):
        send_due(at=treatment.ended_at + timedelta(hours=hours), send=lambda **_: "ok")
    return sent(treatment)


def kind_of(treatment, at):
    return WorklistPresenter(treatment.clinic, at).lines[0].kind


def test_nothing_is_sent_meanwhile_and_she_is_asked_once_it_is_over(at_noon):
    treatment, at = at_noon, at_noon.ended_at + timedelta(hours=5)
    send_due(at=at, send=lambda **_: "ok")
    before = len(sent(treatment))
    pause = paused(treatment, until=5, at=at)
    during = all_sent(treatment, 5)
    assert len(during) == before
    after = all_sent(treatment, 9)[before:]
    assert after[0] == ("after_pause", 0) and ("reminder", 7 * 24) in after and ("reminder", 49) not in after
    again = treatment.clinic.messages.get(kind="after_pause")
    assert timezone.localtime(again.due_at).hour == 8 and timezone.localdate(again.due_at) == timezone.localdate(pause.until_at)


def test_ended_early_she_is_asked_again_from_then(at_noon):
    treatment = at_noon
    paused(treatment, until=10, at=treatment.ended_at + timedelta(hours=5))
    # Just after a time of asking, so that whatever the clock says none follows soon.
    early = days(treatment, 3) + timedelta(hours=1)
    end_pause(client=treatment.client, by=treatment.by, at=early)
    asked = all_sent(treatment, 9)
    assert asked.count(("after_pause", 0)) == 1 and ("reminder", 7 * 24) in asked
    assert treatment.clinic.messages.filter(kind="after_pause").count() == 2, "the one that was planned for the end is not sent"
    assert Pause.objects.get().until_at == early and not Pause.objects.get().words == ""
    assert end_pause(client=treatment.client, by=treatment.by, at=early + timedelta(hours=1)) is None


def test_without_a_time_of_asking_in_it_nothing_is_sent_at_its_end(at_noon):
    treatment = at_noon
    begun = treatment.ended_at + timedelta(hours=80)
    paused(treatment, until=4, at=begun)
    assert not treatment.clinic.messages.filter(kind="after_pause").exists()


def test_her_silence_does_not_count_and_what_comes_after_does(treatment):
    late = days(treatment, 5)
    assert kind_of(treatment, late) == "no_answer"
    paused(treatment, until=6)
    assert kind_of(treatment, late) == kind_of(treatment, days(treatment, 7.2)) == "seen"
    assert kind_of(treatment, days(treatment, 9)) == "no_answer", "asked when it was over, and a day later nobody knows"
    assert missed(treatment, (), None, late, pauses_of(treatment.client)) is None


def test_a_silence_from_before_stays(therapist):
    treatment = a_treatment(therapist, hours_ago=60)
    assert kind_of(treatment, timezone.now()) == "no_answer"
    paused(treatment)
    assert kind_of(treatment, timezone.now()) == "no_answer"


def test_danger_is_never_held_back(web, therapist, treatment):
    """Her link opens, her answer is judged, and whoever is to be told is told."""
    set_alert_address(therapist=therapist, address="20 20 20 20", at=timezone.now())
    paused(treatment)
    press_link(web, treatment)
    answer_all(web)
    assert treatment.checkins.count() == 1
    bad = an_answer(treatment, hours=6, symptoms={"slurred_speech": 1})
    assert bad.level >= 4 and kind_of(treatment, timezone.now() + timedelta(hours=2)) == "level"
    assert therapist.clinic.messages.filter(kind="alert", assessment=bad).exists()


def test_no_page_promises_to_ask_her_meanwhile(treatment):
    answer = an_answer(treatment, hours=4)
    ask = next(each for each in asks_of(treatment) if each.hours == 24)
    before = contact_for(answer.checkin, level=1, language="da").next_time
    paused(treatment, until=5, at=treatment.ended_at + timedelta(hours=3))
    treatment.refresh_from_db()
    answer.refresh_from_db()
    after = contact_for(treatment.checkins.get(), level=1, language="da").next_time
    assert before and after and before != after and ask.sent_at


def test_a_new_treatment_ends_it(therapist, treatment):
    paused(treatment, at=timezone.now() - timedelta(hours=2))
    a_treatment(therapist, client=treatment.client, hours_ago=1, site="knee:left", start_reason="Aftalt.")
    assert all(each.until_at <= timezone.now() for each in Pause.objects.all())


@pytest.mark.parametrize("language, title, until, button", [
    ("da", "Hold pause med at spørge", "På pause til og med", "Slut pausen nu"), ("en", "Pause the questions", "Paused until the end of", "End the pause now"),
])  # fmt: skip
def test_it_is_begun_on_her_page_shown_on_the_list_and_ended_with_one_press(desk, treatment, language, title, until, button):
    page = f"/clients/{treatment.client.pk}/"

    def read(address):
        return desk.get(address, headers={"accept-language": language}).content.decode()

    assert title in read(page) and until not in read(page) + read("/worklist/")
    day = timezone.localdate() + timedelta(days=4)
    assert desk.post(f"{page}pause/", {"last_day": day.isoformat(), "why": "illness", "more": "Influenza"}).status_code == 302
    shown = read(page)
    assert until in shown and "Influenza" in shown and treatment.by.name in shown and button in shown and title not in shown
    assert until in read("/worklist/")
    assert Event.objects.filter(what="pause.begun").exists()
    assert desk.post(re.search(rf'action="({page}pause/end/)"', shown).group(1)).status_code == 302
    assert until not in read(page) + read("/worklist/") and Event.objects.filter(what="pause.ended").exists()


def test_what_was_mistyped_is_said_and_nothing_is_kept(desk, treatment):
    page = f"/clients/{treatment.client.pk}/"
    for given in ({}, {"last_day": "2020-01-01", "why": "illness"}, {"last_day": "2199-01-01", "why": "illness"}, {"last_day": "x", "why": "illness"}):
        said = desk.post(f"{page}pause/", given, follow=True).content.decode()
        assert "note-error" in said and not Pause.objects.exists()
    with pytest.raises(ValidationError):
        paused(treatment, until=100)


def test_another_clinics_client_is_not_paused(desk, treatment):
    other = a_client(a_clinic("Klinik Syd", "sune"))
    given = {"last_day": timezone.localdate().isoformat(), "why": "illness"}
    assert desk.post(f"/clients/{other.pk}/pause/", given).status_code == desk.post(f"/clients/{other.pk}/pause/end/").status_code == 404


def test_a_second_one_takes_the_place_of_the_first(treatment):
    first = paused(treatment)
    at = timezone.now() + timedelta(hours=1)
    paused(treatment, until=12, at=at)
    first.refresh_from_db()
    assert first.until_at == at
    assert restand(treatment).silent_at > days(treatment, 13), "as long as it lasts, and a day"


@pytest.mark.parametrize("language, asked, not_asked", [("da", "Klienten blev spurgt", "Klienten blev ikke spurgt"), ("en", "The client was asked", "The client was not asked")])
def test_the_plan_never_says_that_she_was_asked_in_a_pause(desk, therapist, language, asked, not_asked):
    treatment = a_treatment(therapist, hours_ago=6 * 24)
    page = f"/complaints/{treatment.complaint.pk}/plan/"

    def read():
        return desk.get(page, headers={"accept-language": language}).content.decode()

    assert asked in read()
    paused(treatment, until=9, at=treatment.ended_at + timedelta(hours=2))
    assert asked not in read() and not_asked in read()


def test_in_the_clinics_numbers_nobody_was_asked_in_a_pause(therapist):
    treatment = a_treatment(therapist, hours_ago=6 * 24)
    an_answer(treatment, hours=5)
    assert OwnNumbers(therapist.clinic, timezone.now()).asked == (4, 1)
    paused(treatment, until=9, at=treatment.ended_at + timedelta(hours=20))
    assert OwnNumbers(therapist.clinic, timezone.now()).asked == (1, 1)


@pytest.mark.parametrize("ends_first", [False, True])
def test_made_longer_she_is_asked_once_and_only_when_it_is_over(treatment, ends_first):
    paused(treatment, until=3)
    at = days(treatment, 4).replace(hour=5) if ends_first else days(treatment, 3)
    longer = paused(treatment, until=5, at=at)
    asked = [each for each in all_sent(treatment, 9) if each[0] == "after_pause"]
    told = treatment.clinic.messages.get(kind="after_pause", state=Message.State.sent)
    assert len(asked) == 1 and told.due_at >= longer.until_at


def test_after_an_answer_of_level_three_she_is_asked_the_next_morning_though_she_is_paused(desk, therapist):
    """The time of the schedule that falls then is held back, so it does not stand for it; and the page does not promise that nothing is sent."""
    evening = timezone.localtime().replace(hour=18, minute=0, second=0, microsecond=0) - timedelta(days=1)
    treatment = a_treatment(therapist, ended_at=evening - timedelta(hours=9))
    page = f"/clients/{treatment.client.pk}/"
    begin_pause(client=treatment.client, by=therapist, at=evening - timedelta(hours=1), last_day=timezone.localdate() + timedelta(days=5), reason="holiday")
    answer = an_answer(treatment, hours=9, pain=9, qualities=["aching"], compared="much_worse")
    assert answer.level == 3
    again = treatment.clinic.messages.get(kind="again")
    assert timezone.localtime(again.due_at) == (evening + timedelta(days=1)).replace(hour=8)
    assert contact_for(answer.checkin, level=3, language="da").next_time == moments.near(again.due_at, answer.checkin.received_at)
    shown = desk.get(page).content.decode()
    assert "Klienten bliver ikke spurgt på de faste tider" in shown and "ingen beskeder" not in shown


def test_a_pause_that_begins_after_such_an_answer_does_not_hold_the_next_morning_back(therapist):
    evening = timezone.localtime().replace(hour=18, minute=0, second=0, microsecond=0) - timedelta(days=1)
    treatment = a_treatment(therapist, ended_at=evening - timedelta(hours=9))
    answer = an_answer(treatment, hours=9, pain=9, qualities=["aching"], compared="much_worse")
    before = treatment.clinic.messages.filter(kind="again").count()
    begin_pause(client=treatment.client, by=therapist, at=evening + timedelta(hours=1), last_day=timezone.localdate() + timedelta(days=5), reason="holiday")
    again = treatment.clinic.messages.get(kind="again")
    assert (answer.level, before) == (3, 0) and timezone.localtime(again.due_at) == (evening + timedelta(days=1)).replace(hour=8)
    # A second pause does not write it twice.
    begin_pause(client=treatment.client, by=therapist, at=evening + timedelta(hours=2), last_day=timezone.localdate() + timedelta(days=6), reason="illness")
    assert treatment.clinic.messages.filter(kind="again").count() == 1


@pytest.mark.parametrize("hours_ago, ends", [(30, False), (1, True)])
def test_only_a_treatment_given_in_the_pause_ends_it(therapist, treatment, hours_ago, ends):
    paused(treatment, until=10, at=timezone.now() - timedelta(hours=3))
    a_treatment(therapist, client=treatment.client, hours_ago=hours_ago, site="hip:left", start_reason="Aftalt.")
    assert (pause_at(treatment.client, timezone.now()) is None) is ends
