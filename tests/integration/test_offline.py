"""Without a network: what is kept on the phone says nothing of anybody, and what was written comes in once, with its own time."""

import json
import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client as Web
from django.utils import timezone

from myosotis.clinic.care.models import AnswerLink, CheckIn
from myosotis.clinic.checkin.draft import flag_lines, signs_of
from myosotis.clinic.offline.danger import danger_table
from myosotis.knowledge import load_book
from tests.integration.people import a_treatment, link_of

CALM = {
    "flags_read": ["on"], "flags_none": ["on"], "pain": ["7"], "compared": ["worse"], "qualities": ["sore", "bruised"], "sites": ["shoulder:left"],
    "signs_none": ["on"], "bruise": ["none"], "painkiller": ["no"], "note": [""],
}  # fmt: skip


@pytest.fixture
def treatment(therapist):
    return a_treatment(therapist, hours_ago=5)


def written(answers=None, *, hours_ago=1.0, key=None, day=4, month=5):
    made_at = (timezone.now() - timedelta(hours=hours_ago)).isoformat()
    return {"key": key or str(uuid.uuid4()), "made_at": made_at, "day": day, "month": month, "answers": CALM if answers is None else answers}


def send(web, treatment, what):
    return web.post(f"/c/{link_of(treatment).token}/later/", json.dumps(what), content_type="application/json")


def test_what_was_written_is_judged_at_its_own_time(web, treatment):
    answer = send(web, treatment, written(hours_ago=1))
    assert answer.status_code == 200 and answer.json() == {"go": "/checkin/answer/"}
    checkin = CheckIn.objects.get()
    assert 3.9 < checkin.hours < 4.1 and checkin.received_at > treatment.ended_at + timedelta(hours=4.9)
    assert checkin.answers["pain"] == 7 and checkin.answers["symptoms"]["face_droop"] == 0
    page = web.get("/checkin/answer/").content.decode()
    assert checkin.assessments.get().told["headline"] in page


@pytest.mark.parametrize("hours_ago", [400, -2], ids=["before the treatment", "in two hours"])
def test_a_clock_that_cannot_be_right_is_not_believed(web, treatment, hours_ago):
    assert send(web, treatment, written(hours_ago=hours_ago)).status_code == 200
    assert 4.9 < CheckIn.objects.get().hours < 5.1


def test_sent_again_it_is_the_same_one(web, treatment):
    what = written()
    assert [send(Web(), treatment, what).status_code for _ in range(3)] == [200] * 3
    assert CheckIn.objects.count() == 1


def test_what_was_left_out_is_unknown_and_never_none(web, treatment):
    send(web, treatment, written({"pain": ["5"]}))
    answers = CheckIn.objects.get().answers
    assert answers["symptoms"].get("headache", None) is None and "bruise" not in answers
    assert CheckIn.objects.get().assessments.get().reading != "expected_reaction"


@pytest.mark.parametrize("passed", [{"signs_read": ["on"]}, {}], ids=["a page kept from before", "nothing said"])
def test_a_list_that_was_passed_untouched_was_not_asked(web, treatment, passed):
    """Neither the signs nor the lines of danger become none without "none of these"."""
    calm = {name: value for name, value in CALM.items() if not name.endswith("_none")}
    send(web, treatment, written(calm | passed))
    symptoms = CheckIn.objects.get().answers["symptoms"]
    assert symptoms["headache"] is None and symptoms["face_droop"] is None
    assert CheckIn.objects.get().assessments.get().reading not in ("expected_reaction", "healing_crisis")


def test_beside_a_tick_the_other_lines_are_unknown_and_what_was_ticked_stands(web, treatment):
    send(web, treatment, written({"flags_read": ["on"], "flag_other": ["fever"], "signs": ["headache"]}))
    answers = CheckIn.objects.get().answers
    assert answers["symptoms"]["fever"] and answers["symptoms"]["headache"] and answers["symptoms"]["nausea"] == 0
    assert answers["symptoms"]["face_droop"] is None and answers["danger_unsure"] == "none"


def test_what_was_said_before_the_network_went_stands_without_a_tick(web, treatment):
    send(web, treatment, written({"flags_read": ["on"], **{f"said_{line}": ["no"] for line in flag_lines()}, "said_flag_brain": ["unsure"]}))
    answers = CheckIn.objects.get().answers
    assert answers["danger_unsure"] == "emergency" and answers["symptoms"]["chest_pain"] == 0


@pytest.mark.parametrize("language, place, palm", [("da", "Hvor gør det ondt nu?", "håndflade"), ("en", "Where does it hurt now?", "palm")])
def test_the_kept_page_asks_each_thing_once_and_says_what_a_mark_is_measured_by(web, db, language, place, palm):
    page = web.get(f"/offline/{language}/").content.decode()
    assert page.count(f"<h2>{place}</h2>") == 1 and f'<legend class="unseen">{place}' in page
    signs = page[page.index('data-section="signs"') : page.index('data-section="more"')]
    assert 'data-go="none"' in signs and palm in page[page.index('data-section="more"') :]


def test_a_line_that_was_not_gone_through_is_unsure_beside_one_that_was_ticked(web, treatment):
    send(web, treatment, written({"flag_brain": ["slurred_speech"]}))
    checkin = CheckIn.objects.get()
    assert checkin.assessments.get().level == 5 and checkin.answers["danger_unsure"] == "emergency"


def test_a_wrong_birthday_counts_as_a_try_and_the_fifth_closes(web, treatment):
    statuses = [send(Web(), treatment, written(day=1, month=1)).status_code for _ in range(5)]
    assert statuses == [403] * 4 + [410]
    assert AnswerLink.objects.get(hours=None).revoked_at and not CheckIn.objects.exists()


def test_without_a_birthday_nothing_comes_in_and_nothing_is_counted(web, treatment):
    assert send(web, treatment, written() | {"day": None}).status_code == 403
    assert AnswerLink.objects.get(hours=None).wrong_birthdays == 0 and not CheckIn.objects.exists()


@pytest.mark.parametrize(
    "broken",
    [
        b"", b"[]", b"{}", b'{"key": 1}', b"\xff\xfe",
        json.dumps(written() | {"key": "x"}).encode(),
        json.dumps(written() | {"made_at": "yesterday"}).encode(),
        json.dumps(written({"pain": ["11"]})).encode(),
        json.dumps(written({"sites": ["moon:left"]})).encode(),
        json.dumps(written({"pain": {"a": 1}})).encode(),
    ],
    ids=range(10),
)  # fmt: skip
@pytest.mark.item(10)
def test_what_cannot_be_read_is_refused_and_nothing_is_stored(web, treatment, broken):
    answer = web.post(f"/c/{link_of(treatment).token}/later/", broken, content_type="application/json")
    assert answer.status_code == 400 and answer.json()["said"] == "not_taken"
    assert not CheckIn.objects.exists()


def test_a_closed_link_takes_nothing(web, treatment):
    token = link_of(treatment).token
    AnswerLink.objects.update(expires_at=timezone.now())
    assert web.post(f"/c/{token}/later/", json.dumps(written()), content_type="application/json").status_code == 410


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_kept_page_holds_the_questions_and_nothing_of_anybody(web, treatment, language):
    page = web.get(f"/offline/{language}/").content.decode()
    assert f'<html lang="{language}">' in page
    for secret in (treatment.client.name, treatment.clinic.phone, link_of(treatment).token, "csrfmiddlewaretoken"):
        assert secret not in page
    for line in flag_lines():
        for sign in signs_of(line):
            assert f'value="{sign}"' in page


def test_the_worker_keeps_that_page_and_only_files_that_are_there(web, db):
    script = web.get("/offline-worker-da.js")
    assert script["Content-Type"].startswith("text/javascript") and script["Service-Worker-Allowed"] == "/"
    kept = json.loads(re.search(r"KEPT = (\[.*?\]);", script.content.decode()).group(1))
    assert "/offline/da/" in kept
    for address in kept:
        answer = web.get(address)
        answer.close()
        assert answer.status_code == 200, address


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_sign_of_danger_has_its_answer_from_the_cards_and_none_is_calm(language):
    book = load_book()
    table = danger_table(language, book.version)
    assert set(table) == {name for line in flag_lines() for name in (line, *signs_of(line))}
    assert all(entry["level"] >= 3 and entry["do"] and "{" not in " ".join(entry["do"]) for entry in table.values())
    assert table["face_droop"]["level"] == table["chest_pain"]["level"] == 5
    assert "112" in table["face_droop"]["headline"]
