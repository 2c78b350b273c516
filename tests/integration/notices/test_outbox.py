"""Messages: written with their cause, sent once, never at night, and never a word about health or a name."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from myosotis.clinic.care.actions import make_link, revoke_links
from myosotis.clinic.care.presenters import wording
from myosotis.clinic.notices.actions import LEASE, RETRY_AFTER, deliver, send_due, take_next, text_of
from myosotis.clinic.notices.models import Message
from myosotis.clinic.notices.senders import Refused, TryLater
from myosotis.knowledge import load_book
from tests.integration.people import a_client, a_treatment, an_answer

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
NOON = datetime(2026, 6, 10, 12, tzinfo=COPENHAGEN)
MIDNIGHT = datetime(2026, 6, 11, 0, 30, tzinfo=COPENHAGEN)


class Sender:
    """Keeps what it was given; may fail first."""

    def __init__(self, *errors):
        self.sent, self.errors = [], list(errors)

    def __call__(self, *, to, text, key, expires_at):
        if self.errors:
            raise self.errors.pop(0)
        self.sent.append((to, text, key))
        return f"receipt of {key}"

    @property
    def keys(self):
        return [key for _to, _text, key in self.sent]


@pytest.fixture
def treatment(therapist):
    return a_treatment(therapist, hours_ago=0.01)


@pytest.fixture
def message(treatment):
    """One message, due at noon, that asks for nothing."""
    Message.objects.exclude(kind="invitation").delete()
    due(Message.objects)
    return Message.objects.get()


def due(messages):
    messages.update(next_try_at=NOON, expires_at=NOON + timedelta(days=1))
    for link in {message.link for message in messages.all()}:
        link.expires_at = NOON + timedelta(days=2)
        link.save()


def test_an_invitation_and_two_messages_for_each_time_that_is_asked(therapist):
    at = NOON - timedelta(hours=2)
    made = a_treatment(therapist, ended_at=timezone.now() - timedelta(hours=1), neck_treated=True)
    hours = {kind: sorted(Message.objects.filter(kind=kind).values_list("hours", flat=True))
             for kind in ("invitation", "reminder", "missed")}  # fmt: skip
    assert hours == {"invitation": [0], "reminder": [4, 24, 49, 72, 168, 336], "missed": [4, 24, 49, 72, 168, 336]}
    assert made.links.filter(hours=None).count() == 1 and at < NOON


def test_day_14_is_asked_only_after_work_on_the_neck(treatment):
    assert 336 not in Message.objects.values_list("hours", flat=True)


def test_none_is_due_at_night(treatment):
    for message in Message.objects.all():
        clock = timezone.localtime(message.due_at)
        assert 8 <= clock.hour < 21, message.key


def test_nothing_leaves_the_house_at_night_though_it_was_due_before(message):
    Message.objects.update(next_try_at=NOON, expires_at=MIDNIGHT + timedelta(days=1))
    send = Sender()
    assert send_due(at=MIDNIGHT, send=send) == 0
    assert send_due(at=MIDNIGHT + timedelta(hours=7, minutes=29), send=send) == 0
    assert send_due(at=MIDNIGHT + timedelta(hours=7, minutes=30), send=send) == 1


def test_without_a_phone_nothing_is_written(therapist):
    a_treatment(therapist, client=a_client(therapist, phone=""))
    assert not Message.objects.exists()


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.item(56)
def test_no_message_says_a_word_about_health_or_a_name(therapist, language):
    a_treatment(therapist, client=a_client(therapist, name="Mette Holm", language=language))
    book = load_book()
    words = {entry[language].lower() for file in ("symptoms", "qualities", "kinds", "conditions") for entry in book.words(file).values()}
    words |= {region.label.lower() for region in wording.regions()} | {"mette", "holm", "klinik nord", "nora", "myosotis"}
    for message in Message.objects.all():
        text = text_of(message).replace(message.link.token, "").lower()
        assert {word for word in words if word in text} == set()
        assert len(text_of(message)) <= 160, "more than one text message"


def test_each_message_is_sent_once(treatment):
    due(Message.objects)
    send, count = Sender(), Message.objects.count()
    assert send_due(at=NOON, send=send) == count
    assert send_due(at=NOON + timedelta(hours=1), send=send) == 0
    assert len(set(send.keys)) == len(send.keys) == count
    assert Message.objects.filter(receipt__startswith="receipt of").count() == count


@pytest.mark.parametrize("error", [OSError("no connection"), TryLater("429")])
def test_what_fails_is_tried_again_with_the_same_key(message, error):
    send = Sender(error)
    send_due(at=NOON, send=send)
    assert send_due(at=NOON + RETRY_AFTER[0] - timedelta(seconds=1), send=send) == 0
    assert send_due(at=NOON + RETRY_AFTER[0], send=send) == 1
    message.refresh_from_db()
    assert (message.state, message.attempts, send.keys) == ("sent", 2, [message.key])


def test_a_carrier_that_asks_to_be_left_alone_is(message):
    send = Sender(TryLater("429", timedelta(minutes=20)))
    send_due(at=NOON, send=send)
    message.refresh_from_db()
    assert message.next_try_at == NOON + timedelta(minutes=20)


def test_what_is_tried_again_is_not_tried_at_night(message):
    late = NOON.replace(hour=20, minute=59, second=30)
    send_due(at=late, send=Sender(OSError()))
    message.refresh_from_db()
    assert timezone.localtime(message.next_try_at).hour == 8


def test_what_never_goes_through_is_shown_as_such(message, desk):
    at = NOON
    for wait in (timedelta(0), *RETRY_AFTER):
        at += wait
        send_due(at=at, send=Sender(OSError()))
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("failed", len(RETRY_AFTER) + 1)
    assert "kunne ikke sendes" in desk.get("/outbox/").content.decode()


def test_what_is_refused_is_not_tried_again(message):
    send_due(at=NOON, send=Sender(Refused()))
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("failed", 1)


def test_a_provider_away_for_six_hours_loses_what_is_still_useful(therapist, message):
    """An hour's outage and a retry are survived; what is too old to help is not sent."""
    send = Sender(*[OSError()] * 3)
    for minutes in range(120):
        send_due(at=NOON + timedelta(minutes=minutes), send=send)
    assert send.keys == [message.key]
    late = Sender()
    Message.objects.update(state="waiting", next_try_at=NOON)
    assert send_due(at=NOON + timedelta(days=1, seconds=1), send=late) == 0
    assert Message.objects.get().state == "expired"


def test_nothing_is_sent_for_a_closed_link(treatment, therapist):
    due(Message.objects)
    revoke_links(treatment=treatment, at=timezone.now(), by=therapist)
    send = Sender()
    send_due(at=NOON, send=send)
    assert send.sent == []
    assert set(Message.objects.values_list("state", flat=True)) == {"expired"}


def test_a_replaced_link_keeps_its_reminders(treatment, therapist, message):
    fresh = make_link(treatment=treatment, at=timezone.now(), by=therapist)
    fresh.expires_at = NOON + timedelta(days=2)
    fresh.save()
    send = Sender()
    assert send_due(at=NOON, send=send) == 1
    assert fresh.token in send.sent[0][1]


def test_who_has_answered_is_not_asked_again(treatment):
    due(Message.objects)
    an_answer(treatment, hours=25)
    send = Sender()
    send_due(at=NOON, send=send)
    asked = set(Message.objects.filter(state="sent").values_list("hours", flat=True))
    assert asked == {0, 49, 72, 168}
    assert set(Message.objects.filter(state="unneeded").values_list("hours", flat=True)) == {4, 24}


def test_an_answer_at_47_hours_does_not_count_for_two_days(treatment):
    due(Message.objects)
    an_answer(treatment, hours=47)
    send_due(at=NOON, send=Sender())
    assert Message.objects.filter(hours=49, state="sent").count() == 2


def test_killed_between_taking_and_noting_it_is_sent_again_with_the_same_key(message):
    taken = take_next(at=NOON)
    assert take_next(at=NOON + LEASE - timedelta(seconds=1)) is None, "two workers have it"
    again = take_next(at=NOON + LEASE)
    assert (again.pk, again.key) == (taken.pk, taken.key)


def test_a_worker_that_slept_past_its_lease_changes_nothing(message):
    """It was taken by another meanwhile, who failed: the sleeper's news is old."""
    slept = take_next(at=NOON)
    take_next(at=NOON + LEASE)
    deliver(slept, at=NOON + LEASE, send=Sender(Refused()))
    message.refresh_from_db()
    assert message.state == "waiting"


def test_the_outbox_shows_what_is_sent(desk, treatment):
    page = desk.get("/outbox/").content.decode()
    assert "Du har en besked fra din behandler" in page
    assert "påmindelse om spørgsmålene 49 timer efter behandlingen" in page
    assert treatment.links.get(hours=None).token in page


def test_a_message_in_another_language_than_the_page_says_whose_it_is(desk, treatment):
    said = "The message is in the language of whoever gets it."
    assert said in desk.get("/outbox/", headers={"accept-language": "en"}).content.decode()
    assert "Beskeden er på det sprog" not in desk.get("/outbox/").content.decode()


def test_the_demo_never_says_that_it_has_sent(desk, treatment, settings):
    Message.objects.filter(kind="invitation").update(state="sent", sent_at=NOON)
    assert "sendt (1)" in desk.get("/outbox/").content.decode()
    settings.DEMO = True
    page = desk.get("/outbox/").content.decode()
    assert "ville være sendt (1)" in page and page.count("ville være sendt") == 3 and "> sendt" not in page


def test_the_outbox_can_be_narrowed_to_what_waits_or_failed(desk, therapist):
    a_treatment(therapist, hours_ago=1)
    Message.objects.filter(kind="invitation").update(state="failed")
    failed = desk.get("/outbox/?state=failed").content.decode()
    assert failed.count('class="card message"') == 1 and "kunne ikke sendes" in failed
    assert desk.get("/outbox/?state=magic").content.decode().count('class="card message"') == Message.objects.count()


# ---- the morning after an answer that a person had to see the same day


@pytest.fixture
def worse(therapist):
    """An answer from the fourth day that sends her to her therapist today; the schedule asks on the seventh."""
    treatment = a_treatment(therapist, hours_ago=80)
    assessment = an_answer(treatment, hours=79.9, pain=9, contact_wanted=True)
    assert assessment.level >= 3
    return assessment.checkin


def test_she_is_asked_again_the_next_morning(worse):
    message = Message.objects.get(kind="again")
    local = timezone.localtime(message.due_at)
    assert local.hour == 8 and local.date() == timezone.localtime(worse.received_at).date() + timedelta(days=1)
    assert message.link.hours is None and text_of(message).startswith("Du har en besked fra din behandler: ")
    send = Sender()
    send_due(at=message.due_at, send=send)
    assert message.key in send.keys


def test_and_is_not_when_she_has_written_since(worse):
    message = Message.objects.get(kind="again")
    an_answer(worse.treatment, hours=80, pain=3)
    send = Sender()
    send_due(at=message.due_at, send=send)
    message.refresh_from_db()
    assert message.state == "unneeded" and message.key not in send.keys


def test_who_said_no_is_not_asked_again_either(therapist):
    treatment = a_treatment(therapist, hours_ago=80, client=a_client(therapist, phone=""))
    an_answer(treatment, hours=79.9, pain=9, contact_wanted=True)
    assert not Message.objects.filter(kind="again").exists()
