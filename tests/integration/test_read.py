"""Whoever comes back by the link is told, after the birthday, that the last answer was read; the therapist's note stays in the clinic."""

from datetime import timedelta

import pytest
from django.utils import timezone

from myosotis.clinic.care.actions import acknowledge, shut_links
from myosotis.clinic.care.actions.links import NOT_HER
from myosotis.clinic.care.presenters.read import read_in_words
from myosotis.clinic.mine.actions import withdraw
from myosotis.clinic.notices.actions import send_due, text_of
from tests.integration.people import a_client, a_treatment, an_answer, press_link

pytestmark = [pytest.mark.either_database, pytest.mark.item(51)]

NOTE = "Lød bekymret i telefonen"
SAID = {
    "da": ("Du svarede sidst", "Nora læste det i dag", "Vi spørger dig igen", "Er noget anderledes nu, så svar igen her."),
    "en": ("You last answered", "Nora read it today", "We ask you again", "If anything is different now, answer again here."),
}


@pytest.fixture(params=["da", "en"])
def treatment(request, therapist):
    return a_treatment(therapist, client=a_client(therapist, language=request.param), hours_ago=60)


def came_back(web, treatment) -> str:
    """The page after her birthday, in her own language."""
    press_link(web, treatment, yes=False)
    return web.get("/checkin/").content.decode()


def test_she_reads_who_has_read_her_last_answer_when_and_when_she_is_asked_again(web, therapist, treatment):
    answer = an_answer(treatment, hours=52, pain=8)
    said = SAID[treatment.client.language]
    assert not any(words in came_back(web, treatment) for words in said)
    acknowledge(assessment=answer, by=therapist, at=timezone.now(), note=NOTE, own_reading="negative_reaction", rests_on="talked")
    page = came_back(web, treatment)
    assert [words for words in said if words not in page] == [] and NOTE not in page


def test_nothing_of_it_stands_before_her_birthday(web, therapist, treatment):
    acknowledge(assessment=an_answer(treatment, hours=52, pain=8), by=therapist, at=timezone.now(), note=NOTE, own_reading="negative_reaction", rests_on="talked")
    press_link(web, treatment, birthday=False)
    for address in ("/checkin/", "/checkin/birthday/", "/checkin/flags/"):
        page = web.get(address, follow=True).content.decode()
        assert not any(words in page for words in (*SAID[treatment.client.language], NOTE))


def test_a_newer_answer_that_nobody_has_read_is_not_called_read(web, therapist, treatment):
    acknowledge(assessment=an_answer(treatment, hours=50, pain=8), by=therapist, at=timezone.now(), note=NOTE, own_reading="negative_reaction", rests_on="talked")
    an_answer(treatment, hours=54, pain=8)
    assert read_in_words(treatment, timezone.now()) == []


def test_nothing_is_called_read_while_an_earlier_danger_waits(web, therapist, treatment):
    first = an_answer(treatment, hours=50, symptoms={"vomiting": 3})
    later = an_answer(treatment, hours=51, pain=6)
    read = {"by": therapist, "at": timezone.now(), "note": NOTE, "own_reading": "negative_reaction", "rests_on": "talked"}
    acknowledge(assessment=later, **read)
    treatment.refresh_from_db()
    assert first.level >= 4 and read_in_words(treatment, timezone.now()) == []
    acknowledge(assessment=first, **read)
    treatment.refresh_from_db()
    assert read_in_words(treatment, timezone.now())


def test_who_is_not_asked_any_more_is_not_told_that_she_is(therapist, treatment):
    acknowledge(assessment=an_answer(treatment, hours=52, pain=8), by=therapist, at=timezone.now(), note=NOTE, own_reading="negative_reaction", rests_on="talked")
    withdraw(client=treatment.client, at=timezone.now())
    assert len(read_in_words(treatment, timezone.now() + timedelta(minutes=1))) == 3


def test_the_field_says_whose_it_is(desk, treatment):
    an_answer(treatment, hours=52, pain=8)
    assert "Det du skriver her, ser klienten ikke." in desk.get(f"/clients/{treatment.client.pk}/").content.decode()


SEEN = {"note": NOTE, "own_reading": "negative_reaction", "rests_on": "talked"}


def sent_to(treatment):
    return treatment.clinic.messages.filter(kind="read")


def test_only_where_the_therapist_asks_for_it_she_is_sent_a_word_that_there_is_news(desk, treatment):
    answer = an_answer(treatment, hours=52, pain=8)
    page = desk.get(f"/clients/{treatment.client.pk}/").content.decode()
    assert "Send klienten besked om at der er nyt" in page
    said = desk.post(f"/assessments/{answer.pk}/acknowledge/", SEEN | {"tell": "1"}, follow=True).content.decode()
    text = text_of(sent_to(treatment).get())
    start = {"da": "Der er nyt fra klinikken: http", "en": "There is news from the clinic: http"}[treatment.client.language]
    assert "Klienten får besked." in said and text.startswith(start) and NOTE not in text and treatment.client.name not in text


def test_without_the_tick_nothing_is_sent(desk, treatment):
    answer = an_answer(treatment, hours=52, pain=8)
    desk.post(f"/assessments/{answer.pk}/acknowledge/", SEEN)
    assert answer.acknowledgements.exists() and not sent_to(treatment).exists()


def test_who_said_no_to_messages_is_sent_none(desk, treatment):
    answer = an_answer(treatment, hours=52, pain=8)
    withdraw(client=treatment.client, at=timezone.now())
    assert 'name="tell"' not in desk.get(f"/clients/{treatment.client.pk}/").content.decode()
    desk.post(f"/assessments/{answer.pk}/acknowledge/", SEEN | {"tell": "1"})
    assert answer.acknowledgements.exists() and not sent_to(treatment).exists()


def test_the_tick_stays_where_something_is_missing_and_while_a_case_is_read_through(desk, treatment):
    answer = an_answer(treatment, hours=52, symptoms={"slurred_speech": 1})
    address, ticked = f"/assessments/{answer.pk}/acknowledge/", 'name="tell" value="1"'
    assert f"{ticked} checked" in desk.post(address, {"note": "", "tell": "1"}).content.decode()
    assert ticked in desk.post(address, SEEN | {"tell": "1"}).content.decode()
    assert not sent_to(treatment).exists()
    desk.post(address, SEEN | {"tell": "1", "sure": "1"})
    assert sent_to(treatment).count() == 1


def test_once_she_has_written_again_the_word_is_not_sent(desk, treatment):
    answer = an_answer(treatment, hours=52, pain=8)
    desk.post(f"/assessments/{answer.pk}/acknowledge/", SEEN | {"tell": "1"})
    an_answer(treatment, hours=61, pain=8)
    send_due(at=timezone.now() + timedelta(hours=11), send=lambda **_: "ok")
    assert sent_to(treatment).get().state in ("unneeded", "waiting")


def test_no_word_is_sent_while_a_newer_answer_is_unread_and_the_therapist_is_told_so(desk, treatment):
    """Her page would say nothing of it: the message would lead nowhere."""
    older = an_answer(treatment, hours=50, pain=8)
    newer = an_answer(treatment, hours=54, pain=8)
    said = [desk.post(f"/assessments/{each.pk}/acknowledge/", SEEN | {"tell": "1"}, follow=True).content.decode() for each in (older, newer)]
    assert ["Klienten får ikke besked" in page for page in said] == [True, False]
    assert sent_to(treatment).get().assessment == newer and read_in_words(treatment, timezone.now())


def test_where_the_link_is_closed_the_therapist_reads_that_nothing_is_sent(desk, treatment):
    answer = an_answer(treatment, hours=52, pain=8)
    shut_links(treatment=treatment, at=timezone.now(), why=NOT_HER)
    said = desk.post(f"/assessments/{answer.pk}/acknowledge/", SEEN | {"tell": "1"}, follow=True).content.decode()
    assert answer.acknowledgements.exists() and not sent_to(treatment).exists() and "Klienten får ikke besked" in said


@pytest.mark.parametrize("answers, level", [({"pain": 8}, 3), ({"symptoms": {"vomiting": 2}}, 4), ({"symptoms": {"slurred_speech": 1}}, 5)])
def test_that_it_was_read_never_stands_alone_where_she_was_told_to_ring(web, therapist, treatment, answers, level):
    answer = an_answer(treatment, hours=52, **answers)
    assert answer.level == level
    acknowledge(assessment=answer, by=therapist, at=timezone.now(), **SEEN)
    call = {"da": "Så ring nu.", "en": "Then call now."}[treatment.client.language]
    assert (call in came_back(web, treatment)) is (level >= 4)
