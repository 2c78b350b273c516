"""A treatment that somebody else gave counts once, only if it can have been given, and not when it was written wrongly."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from myosotis.clinic.before.models import Preparation, PreparationLink
from myosotis.clinic.letters.letter import Letter
from myosotis.clinic.people.models import Event
from myosotis.clinic.plans.actions import add_elsewhere, decide, take_back_elsewhere
from myosotis.clinic.plans.presenters.review import state_of
from myosotis.clinic.plans.situation import Situation
from tests.integration.plans.courses import BETTER, SAME, a_course, treat

pytestmark = pytest.mark.either_database
MISSING = "Gennemgangen efter den tredje behandling mangler."


def add(complaint, therapist, day=None, **more):
    given = {"day": day or timezone.localdate() - timedelta(days=30), "kind": "massage"} | more
    return add_elsewhere(complaint=complaint, by=therapist, at=timezone.now(), **given)


def take_back(row, therapist):
    return take_back_elsewhere(elsewhere=row, by=therapist, at=timezone.now())


def now(complaint):
    return Situation(complaint, timezone.now())


def test_sent_twice_it_counts_once(desk, therapist):
    complaint = a_course(therapist, SAME)
    sent = {"day": "2026-01-05", "kind": "massage", "words": "Fys i Aarhus"}
    address = f"/complaints/{complaint.pk}/elsewhere/"
    desk.post(address, sent)
    again = desk.post(address, sent | {"words": " fys i aarhus "}, follow=True).content.decode()
    assert complaint.elsewhere.count() == 1 and "Den tæller én gang." in again and "1 her og 1 andre steder" in again
    desk.post(address, sent | {"words": "Fys i Aarhus, om aftenen"})
    assert now(complaint).count == 3


@pytest.mark.parametrize(("day", "said"), [(date(1976, 1, 1), "blev født"), (timezone.localdate() + timedelta(days=1), "fremtiden")])
def test_a_day_on_which_it_cannot_have_been_is_refused(therapist, day, said):
    complaint = a_course(therapist, SAME)
    with pytest.raises(ValidationError, match=said):
        add(complaint, therapist, day)
    assert complaint.client.born.year > 1976 and add(complaint, therapist, complaint.client.born).pk


@pytest.mark.parametrize(("how_long", "days", "is_taken"), [
    ("under_two_weeks", 20, False), ("under_two_weeks", 13, True), ("under_three_months", 100, False), ("over_three_months", 900, True), (None, 900, True),
])  # fmt: skip
def test_a_day_before_it_began_to_hurt_is_refused(therapist, how_long, days, is_taken):
    complaint = a_course(therapist, SAME)
    who = {"clinic": complaint.clinic, "complaint": complaint, "made_at": timezone.now()}
    link = PreparationLink.objects.create(**who, expires_at=timezone.now())
    Preparation.objects.create(**who, link=link, language="da", answers={"how_long": how_long} if how_long else {})
    day = timezone.localdate() - timedelta(days=days)
    if is_taken:
        assert add(complaint, therapist, day).pk
    else:
        with pytest.raises(ValidationError, match="før smerten begyndte"):
            add(complaint, therapist, day)


def test_a_wrong_line_is_taken_back_on_the_page_and_counted_again(desk, therapist):
    complaint = a_course(therapist, SAME, SAME)
    row = add(complaint, therapist, words="Fys i Aarhus")
    assert state_of(now(complaint)) == "due" and MISSING in desk.get("/worklist/").content.decode()
    page = desk.post(f"/elsewhere/{row.pk}/take-back/", follow=True).content.decode()
    assert f"Taget tilbage af {therapist.name}" in page and "<s>" in page and "Fys i Aarhus" in page
    assert (state_of(now(complaint)), now(complaint).count) == ("not_yet", 2) and MISSING not in desk.get("/worklist/").content.decode()
    assert Event.objects.get(what="elsewhere.taken_back").by == therapist
    # Twice is once; and written again it is a line of its own.
    desk.post(f"/elsewhere/{row.pk}/take-back/")
    assert Event.objects.filter(what="elsewhere.taken_back").count() == 1
    desk.post(f"/complaints/{complaint.pk}/elsewhere/", {"day": row.day.isoformat(), "kind": row.kind, "words": row.words})
    assert (now(complaint).count, complaint.elsewhere.count()) == (3, 2) and MISSING in desk.get("/worklist/").content.decode()


def test_a_decision_on_a_line_that_was_wrong_is_not_the_one_after_the_third(desk, therapist):
    """It was taken after two: the review comes after the third that was given."""
    complaint = a_course(therapist, BETTER, BETTER)
    row = add(complaint, therapist)
    decide(complaint=complaint, by=therapist, at=timezone.now(), what="go_on", felt="better", change=["lighter"])
    assert state_of(now(complaint)) == "decided"
    take_back(row, therapist)
    treat(complaint, therapist, 0.01, start_reason="Aftalt igen.")
    assert state_of(now(complaint)) == "awaits" and now(complaint).decision is None
    assert MISSING in desk.get("/worklist/").content.decode()
    assert "Gennemgang efter tredje behandling" in desk.get(f"/clients/{complaint.client.pk}/").content.decode()
    with pytest.raises(ValidationError, match="kræver en beslutning"):
        treat(complaint, therapist, 0.005, start_reason="Aftalt igen.")


def test_a_decision_that_was_due_all_the_same_stands(desk, therapist):
    complaint = a_course(therapist, BETTER, BETTER, BETTER)
    row = add(complaint, therapist)
    decide(complaint=complaint, by=therapist, at=timezone.now(), what="go_on", felt="better", change=["lighter"])
    take_back(row, therapist)
    assert state_of(now(complaint)) == "decided" and MISSING not in desk.get("/worklist/").content.decode()
    assert now(complaint).decided_change == ("lighter",)
    treat(complaint, therapist, 0.01, start_reason="Aftalt igen.")
    assert now(complaint).decided_change == ()


@pytest.mark.parametrize(("language", "own", "other"), [
    ("da", "Vi har givet én behandling.", "Andre steder er der givet én behandling af samme gene: 5. jan 2026, massage, Fys i Aarhus."),
    ("en", "We have given one treatment.", "One treatment of the same complaint was given elsewhere: 5 Jan 2026, massage, Fys i Aarhus."),
])  # fmt: skip
def test_letters_and_the_clients_page_say_those_elsewhere_apart_from_the_clinics_own(desk, therapist, language, own, other):
    complaint = a_course(therapist, SAME)
    add(complaint, therapist, date(2026, 1, 5), words="Fys i Aarhus.")
    take_back(add(complaint, therapist, date(2026, 1, 6)), therapist)
    with translation.override(language):
        for short in (True, False):
            said = Letter(complaint, timezone.now(), short=short).as_mapping()
            assert own in said["about"] and said["elsewhere"] == other
    if language == "da":
        assert other in desk.get(f"/clients/{complaint.client.pk}/").content.decode()


def test_where_there_is_none_nothing_is_said_of_it(therapist):
    assert Letter(a_course(therapist, SAME), timezone.now()).as_mapping()["elsewhere"] == ""
