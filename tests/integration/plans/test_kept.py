"""Plans, decisions and judgements are written once, belong to one clinic, and never speak of more."""

import re

import pytest
from django.utils import timezone

from myosotis.clinic.people.models import Therapist
from myosotis.clinic.plans.actions import add_elsewhere, decide, record_plan, take_back_elsewhere
from myosotis.clinic.plans.models import Decision, Elsewhere, ElsewhereTakenBack, OwnView, Plan, StartReason
from myosotis.knowledge import load_book
from tests.integration.people import a_clinic, becomes
from tests.integration.plans.courses import NEGATIVE, SAME, a_course, treat
from tests.integration.test_append_only import refused_by_the_database, refused_in_every_way


@pytest.fixture
def kept(therapist):
    complaint = a_course(therapist, SAME, SAME, NEGATIVE)
    who = {"complaint": complaint, "by": therapist, "at": timezone.now()}
    made = {
        Plan: record_plan(**who, pressure=2, minutes=20, days=14, reason="Aftalt."),
        Elsewhere: add_elsewhere(**who, day=timezone.localdate(), kind="massage"),
        Decision: decide(**who, what="go_on", felt="same", change=["lighter"]),
        OwnView: OwnView.objects.first(),
    }
    made[ElsewhereTakenBack] = take_back_elsewhere(elsewhere=made[Elsewhere], by=therapist, at=timezone.now())
    treat(complaint, therapist, 0.9, start_reason="Aftalt.")
    again = treat(complaint, therapist, 0.01, start_reason="Aftalt.")
    return made | {StartReason: again.start_reasons.get()}


def test_no_way_in_python_changes_what_is_written_once(kept):
    refused_in_every_way(kept.values())


def test_the_database_refuses_a_change_from_anywhere(kept):
    refused_by_the_database(kept.values())


@pytest.mark.parametrize("page", ["plan", "review", "elsewhere"])
def test_another_clinics_complaint_is_not_there(desk, page):
    foreign = a_course(a_clinic("Klinik Syd", "sune"), SAME)
    address = f"/complaints/{foreign.pk}/{page}/"
    assert desk.post(address, {"felt": "same", "what": "doctor"}).status_code == 404
    assert desk.get(address).status_code == (405 if page == "elsewhere" else 404)


@pytest.mark.parametrize("page", ["plan", "review", "elsewhere"])
def test_a_reader_writes_nothing(desk, therapist, page):
    complaint = a_course(therapist, SAME)
    becomes(therapist, Therapist.Role.reader)
    assert desk.post(f"/complaints/{complaint.pk}/{page}/", {}).status_code == 403


# More pressure, more time, more often: said by no text unless it is to say "never" or "not".
MORE = {
    "da": r"mere tryk|hårdere|kraftigere|stærkere tryk|længere tid|længere behandling|(?:behandl\w*|komm\w*) oftere|tættere|øg\w* tryk|trykke mere|flere behandlinger",
    "en": r"more pressure|harder|stronger|firmer|longer time|longer treatment|more often|closer together|increase|press more|more treatments",
}
NOT = {"da": r"\b(aldrig|ikke)\b", "en": r"\b(never|not)\b"}


def proposes_more(text, language):
    sentences = re.split(r"(?<=[.!?])\s+|<[^>]+>|\n", text)
    return [s for s in sentences if re.search(MORE[language], s, re.I) and not re.search(NOT[language], s, re.I)]


def texts_of(node, language):
    if isinstance(node, dict):
        if language in node and isinstance(node[language], str):
            yield node[language]
        for value in node.values():
            yield from texts_of(value, language)


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("file", ["words/plans_page", "advice/plan", "advice/therapist"])
def test_no_text_proposes_more(file, language):
    assert [text for text in texts_of(load_book().file(file), language) if proposes_more(text, language)] == []


@pytest.mark.parametrize("language", ["da", "en"])
def test_no_page_proposes_more_whatever_came_before(desk, therapist, language):
    desk.cookies["django_language"] = language
    for outcome in (SAME, NEGATIVE, None):
        complaint = a_course(therapist, SAME, SAME, outcome)
        for address in ("plan/", "review/?felt=worse", "review/?felt=better", "treatments/new/"):
            page = desk.get(f"/complaints/{complaint.pk}/{address}").content.decode()
            assert f'<html lang="{language}">' in page
            assert proposes_more(re.sub(r"(?s)<select.*?</select>", "", page), language) == []


def test_the_pages_ask_the_database_a_fixed_number_of_times(desk, therapist, django_assert_max_num_queries):
    complaint = a_course(therapist, SAME, SAME, SAME)
    desk.get("/worklist/")
    for address, most in (("plan/", 25), ("review/?felt=same", 25)):
        with django_assert_max_num_queries(most):
            desk.get(f"/complaints/{complaint.pk}/{address}")
