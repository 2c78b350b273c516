"""Messages: written with their cause, sent once, never at night, and never a word about health or a name."""

from datetime import timedelta

import pytest
from django.utils import timezone

from myosotis.clinic.care.actions import revoke_links
from myosotis.clinic.care.presenters import wording
from myosotis.clinic.notices.actions import RETRY_AFTER, send_due, text_of
from myosotis.clinic.notices.models import Message
from myosotis.knowledge import load_book
from tests.integration.people import a_client, a_treatment


class Sender:
    """Keeps what it was given; may fail first."""

    def __init__(self, failures=0):
        self.sent, self.failures = [], failures

    def __call__(self, *, to, text, key):
        if self.failures:
            self.failures -= 1
            raise OSError("no connection")
        self.sent.append((to, text, key))


@pytest.fixture
def treatment(therapist):
    return a_treatment(therapist, hours_ago=0.01)


def test_an_invitation_and_a_message_for_each_hour_that_is_asked(treatment):
    kinds = list(Message.objects.values_list("kind", flat=True))
    assert sorted(kinds) == ["invitation", "reminder", "reminder", "reminder", "reminder"]


def test_none_is_due_at_night(treatment):
    hours = {timezone.localtime(message.due_at).hour for message in Message.objects.all()}
    assert hours <= set(range(8, 21))


def test_without_a_phone_nothing_is_written(therapist):
    a_treatment(therapist, client=a_client(therapist, phone=""))
    assert not Message.objects.exists()


@pytest.mark.parametrize("language", ["da", "en"])
def test_no_message_says_a_word_about_health_or_a_name(therapist, language):
    a_treatment(therapist, client=a_client(therapist, name="Mette Holm", language=language))
    book = load_book()
    words = {
        entry[language].lower()
        for file in ("symptoms", "qualities", "kinds", "conditions")
        for entry in book.words(file).values()
    }
    words |= {region.label.lower() for region in wording.regions()} | {
        "mette",
        "holm",
        "klinik nord",
        "nora",
        "myosotis",
    }
    for message in Message.objects.all():
        text = text_of(message).replace(message.link.token, "").lower()
        assert {word for word in words if word in text} == set()


def test_each_message_is_sent_once(treatment):
    send, later = Sender(), timezone.now() + timedelta(days=1)
    Message.objects.update(next_try_at=timezone.now(), expires_at=later)
    assert send_due(at=timezone.now(), send=send) == 5
    assert send_due(at=timezone.now(), send=send) == 0
    assert len({key for _, _, key in send.sent}) == 5


def test_what_fails_is_tried_again_with_the_same_key(treatment):
    Message.objects.exclude(kind="invitation").delete()
    now = timezone.now()
    Message.objects.update(next_try_at=now, expires_at=now + timedelta(days=1))
    send = Sender(failures=1)
    send_due(at=now, send=send)
    assert Message.objects.get().state == "waiting"
    send_due(at=now + RETRY_AFTER[0], send=send)
    assert (Message.objects.get().state, Message.objects.get().attempts, len(send.sent)) == ("sent", 2, 1)


def test_what_never_goes_through_is_shown_as_such(treatment):
    Message.objects.exclude(kind="invitation").delete()
    now = timezone.now()
    for step in range(len(RETRY_AFTER) + 1):
        Message.objects.update(next_try_at=now, expires_at=now + timedelta(days=1))
        send_due(at=now + timedelta(seconds=step), send=Sender(failures=1))
    assert Message.objects.get().state == "failed"


def test_nothing_is_sent_too_late_or_for_a_closed_link(treatment, therapist):
    send = Sender()
    revoke_links(treatment=treatment, at=timezone.now(), by=therapist)
    send_due(at=timezone.now() + timedelta(days=20), send=send)
    assert send.sent == []
    assert set(Message.objects.values_list("state", flat=True)) == {"expired"}


def test_the_outbox_shows_what_is_sent(desk, treatment):
    page = desk.get("/outbox/").content.decode()
    assert "Du har en besked fra din behandler" in page
    assert treatment.links.get().token in page
