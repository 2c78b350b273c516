"""Who did and saw what: every look and every change is kept, sealed, and in versions; what was touched shows."""

import ast
import html
import random
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone, translation

from myosotis.clinic.keeping.log import check_log, faults_in
from myosotis.clinic.keeping.log_heads import begin_anew, write_head
from myosotis.clinic.keeping.log_page import LINES_A_PAGE, in_words, log_of, say
from myosotis.clinic.notices.worker import work
from myosotis.clinic.people.history import Recorded, Unrecorded
from myosotis.clinic.people.models import Event, Therapist, User
from myosotis.clinic.plans.actions import record_plan
from myosotis.clinic.presence.actions import set_contact
from tests.conftest import ROOT
from tests.integration.people import (
    PASSWORD,
    a_client,
    a_clinic,
    a_treatment,
    agree_before,
    an_answer,
    becomes,
    code_on_the_phone,
)
from tests.integration.test_doors import CLINIC, TAKES_NO, address, patterns

# Pages that show no client, or change something, which is an event of its own.
SHOW_NOBODY = {"register", "limits", "gallery", "mfa_index", "clinic_settings", "colleagues", "alert_address", "clinic_file"}


@pytest.mark.item(58)
def test_no_page_can_be_seen_without_a_line_in_the_log(desk, therapist):
    treatment = a_treatment(therapist, hours_ago=80)
    assessment = an_answer(treatment)
    agree_before(treatment.complaint, therapist)
    things = {
        "client_id": treatment.client.pk, "complaint_id": treatment.complaint.pk, "treatment_id": treatment.pk,
        "assessment_id": assessment.pk,
    }  # fmt: skip
    unseen = []
    for name, pattern in patterns():
        if name not in CLINIC - SHOW_NOBODY or name in TAKES_NO["get"] | {"acknowledge_calm", "end_devices"}:
            continue
        before = Event.objects.count()
        assert desk.get(address(pattern, things)).status_code == 200, name
        if not Event.objects.filter(what=f"{name}.seen", by=therapist).exists() or Event.objects.count() == before:
            unseen.append(name)
    assert unseen == []


def test_a_page_that_was_refused_is_no_look(desk, therapist, db):
    other = a_treatment(therapist).pk
    before = Event.objects.filter(what__endswith=".seen").count()
    assert desk.get(f"/treatments/{str(other)[:-4]}0000/map/").status_code == 404
    assert Event.objects.filter(what__endswith=".seen").count() == before


def test_the_log_of_a_clinic_is_numbered_and_holds(desk, therapist):
    a_treatment(therapist)
    desk.get("/worklist/")
    numbers = list(Event.objects.filter(clinic=therapist.clinic).order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1)) and len(numbers) > 4
    assert check_log() == (len(numbers), [])


def touch(statement, *values):
    """As somebody with the database's own tools would, the guard put aside."""
    with connection.cursor() as cursor:
        on = "" if connection.vendor == "sqlite" else " ON people_event"
        for guard in ("written_once", "kept"):
            cursor.execute(f"DROP TRIGGER people_event_{guard}{on}")
        cursor.execute(statement, values)


@pytest.mark.parametrize("statement, number, why", [
    ("UPDATE people_event SET what = 'nothing' WHERE number = 3", 3, "changed"),
    ("UPDATE people_event SET by_id = NULL WHERE number = 3", 3, "changed"),
    ("DELETE FROM people_event WHERE number = 3", 3, "missing"),
    ("UPDATE people_event SET seal = 'x' WHERE number = 2", 2, "changed"),
])  # fmt: skip
@pytest.mark.item(60)
def test_what_was_changed_or_taken_out_shows(therapist, statement, number, why):
    a_treatment(therapist)
    touch(statement)
    fault = faults_in(therapist.clinic)[0]
    assert fault.number == number and why in fault.why and therapist.clinic.name in str(fault)


def change(events, by):
    """One touch of the log by somebody with the database's own tools, as SQL: what was done, and the statement."""
    one, other = by.sample(events, 2)
    column = by.choice(("what", "thing", "thing_id", "seal"))
    return by.choice((
        ("changed", f"UPDATE people_event SET {column} = 'x' WHERE id = {one.pk}"),
        ("another hour", f"UPDATE people_event SET at = '2020-01-01 00:00:00+00:00' WHERE id = {one.pk}"),
        ("another person", f"UPDATE people_event SET by_id = {'NULL' if one.by_id else other.by_id or 1} WHERE id = {one.pk}"),
        ("taken out", f"DELETE FROM people_event WHERE id = {one.pk}"),
        ("the end cut off", f"DELETE FROM people_event WHERE number >= {one.number}"),
        ("moved", f"UPDATE people_event SET number = {len(events) + by.randint(1, 9)} WHERE id = {one.pk}"),
        ("slipped in", "INSERT INTO people_event (clinic_id, at, what, thing, thing_id, number, seal) SELECT clinic_id, at, what, thing, thing_id, "
                       f"{len(events) + 1}, seal FROM people_event WHERE id = {one.pk}"),
        ("two exchanged", f"UPDATE people_event SET seal = CASE id WHEN {one.pk} THEN '{other.seal}' ELSE '{one.seal}' END WHERE id IN ({one.pk}, {other.pk})"),
    ))  # fmt: skip


@pytest.mark.item(60)
def test_whatever_is_done_to_the_log_shows(therapist, heads, pytestconfig):
    """A thousand touches with `--long`, a hundred each time."""
    for place in range(4):
        a_treatment(therapist, client=a_client(therapist, name=f"Klient {place}"))
    clinic, by = therapist.clinic, random.Random(60)
    write_head(clinic, at=timezone.now())
    assert faults_in(clinic) == []
    touch("UPDATE people_event SET what = what WHERE number = 0")
    events, done = list(clinic.events.order_by("number")), Counter()
    for _ in range(1000 if pytestconfig.getoption("--long") else 100):
        with transaction.atomic(), connection.cursor() as cursor:
            what, statement = change(events, by)
            cursor.execute(statement)
            assert faults_in(clinic), statement
            done[what] += 1
            transaction.set_rollback(True)
    assert faults_in(clinic) == [] and len(done) == 8


@pytest.mark.django_db(transaction=True)
@pytest.mark.item(60)
def test_fifty_who_write_at_once_make_one_chain(transactional_db):
    therapist = a_clinic()
    before = therapist.clinic.events.count()

    def write(_number):
        try:
            for _ in range(4):
                Event.record("limit.set", therapist, at=timezone.now(), by=therapist)
        finally:
            connection.close()

    with ThreadPoolExecutor(50) as hands:
        list(hands.map(write, range(50)))
    assert therapist.clinic.events.count() == before + 200 and faults_in(therapist.clinic) == []


@pytest.fixture
def heads(tmp_path, monkeypatch):
    monkeypatch.setenv("MYOSOTIS_LOG_HEADS", str(tmp_path / "heads"))
    monkeypatch.setattr("myosotis.clinic.keeping.log_heads._looked", {})
    return tmp_path / "heads"


@pytest.mark.item(60)
def test_an_end_that_was_cut_off_shows_against_what_was_written_down(desk, therapist, heads):
    a_treatment(therapist)
    at, clinic = timezone.now(), therapist.clinic
    assert say("not_compared") in desk.post("/settings/log/", follow=True).content.decode()
    work(once=True, send=lambda **what: None, clock=lambda: at)
    count = clinic.events.count()
    written = heads.read_text()
    assert written.count(f'"number": {count}') == 1 and heads.stat().st_mode & 0o077 == 0
    # An hour later, and not before, the next.
    Event.record("limit.set", therapist, at=at, by=therapist)
    for minutes, lines in ((20, 1), (59, 1), (61, 2)):
        write_head(clinic, at=at + timedelta(minutes=minutes))
        assert len(heads.read_text().splitlines()) == lines
    assert faults_in(clinic) == [] and "passer med hvad der blev skrevet ned" in desk.post("/settings/log/", follow=True).content.decode()
    touch("DELETE FROM people_event WHERE number > %s", count - 3)
    fault = faults_in(clinic)[0]
    assert fault.number == count - 2 and "missing" in fault.why
    assert say("broken", number=count - 2) in desk.post("/settings/log/", follow=True).content.decode()


def test_messages_are_sent_also_where_the_log_cannot_be_written_down(therapist, heads, monkeypatch):
    a_treatment(therapist)
    monkeypatch.setenv("MYOSOTIS_LOG_HEADS", str(heads / "no disk" / "heads"))
    sent = []
    # When the first is due: in the night nothing is sent.
    due = therapist.clinic.messages.filter(kind="reminder").earliest("due_at").due_at + timedelta(minutes=1)
    assert work(once=True, send=lambda **what: sent.append(what), clock=lambda: due) == 0
    assert sent


def test_the_log_of_a_client_has_no_line_of_a_colleague_with_the_number_of_one_of_her_versions(desk, therapist):
    client = a_client(therapist)
    numbered = client.history.first()
    Event(clinic=therapist.clinic, at=timezone.now(), what="session.begun", thing="Therapist", thing_id=str(numbered.pk)).save()
    assert "session.begun" not in {event.what for event in log_of(client)} and "client.registered" in {event.what for event in log_of(client)}
    assert "session.begun" not in desk.get(f"/clients/{client.pk}/file.json").content.decode()


def test_an_end_that_was_written_anew_shows_too_and_a_copy_put_back_begins_anew(therapist, heads):
    a_treatment(therapist)
    write_head(therapist.clinic, at=timezone.now())
    last = therapist.clinic.events.order_by("-number").first()
    touch("DELETE FROM people_event WHERE number = %s", last.number)
    Event.record("limit.set", therapist, at=timezone.now(), by=therapist)
    assert [(fault.number, "written down" in fault.why) for fault in faults_in(therapist.clinic)] == [(last.number, True)]
    begin_anew(timezone.now())
    assert faults_in(therapist.clinic) == []


def test_a_line_slipped_in_without_a_number_shows(therapist):
    a_treatment(therapist)
    Event(clinic=therapist.clinic, at=timezone.now(), what="client.seen", thing="Client", thing_id="x").save()
    assert "without a number" in faults_in(therapist.clinic)[0].why


def test_the_guard_still_stands_after_the_table_was_made_anew(therapist):
    from django.db import DatabaseError

    with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE people_event SET what = 'x'")


def test_every_version_is_kept_with_who_made_it(desk, therapist):
    treatment = a_treatment(therapist, hours_ago=80)
    from tests.integration.test_registration import filled

    desk.post(f"/complaints/{treatment.complaint.pk}/treatments/new/", filled(disclosure="changed", conditions=["pregnancy"]))
    versions = list(treatment.client.history.order_by("history_date"))
    assert [version.conditions for version in versions] == [[], ["pregnancy"]]
    assert versions[-1].history_user == therapist.user and versions[-1].history_type == "~"


RECORDED = [model for model in apps.get_models() if issubclass(model, Recorded)]


@pytest.mark.parametrize("manager", ["objects", "_base_manager"])
@pytest.mark.parametrize("model", RECORDED, ids=lambda model: model.__name__)
def test_no_bulk_write_goes_round_the_versions(db, model, manager):
    assert len(RECORDED) >= 10
    rows, row = getattr(model, manager), model()
    for way in (
        lambda: rows.update(pk=None),
        lambda: rows.filter(pk=None).update(pk=None),
        lambda: rows.bulk_update([row], ["pk"]),
        lambda: rows.bulk_create([row]),
        lambda: rows.update_or_create(pk=None),
    ):
        with pytest.raises(Unrecorded):
            way()


def test_who_changed_the_clinic_and_to_what_is_kept(desk, therapist):
    clinic = therapist.clinic
    set_contact(clinic=clinic, by=therapist, at=timezone.now(), name=clinic.name, phone="70 10 20 31", region=clinic.region, retention="ten_years")
    becomes(therapist, Therapist.Role.reader)
    was, now = clinic.history.order_by("history_id").values_list("phone", "retention")
    assert (was, now) == (("70 10 20 30", "five_years"), ("70 10 20 31", "ten_years"))
    assert list(therapist.history.order_by("history_id").values_list("role", flat=True))[::len(therapist.history.all()) - 1] == ["owner", "reader"]


def said_in_source() -> set[str]:
    """Every name of an event that stands in the code, and those that are put together there."""
    found = {f"agreement.accepted_by_{party}" for party in ("client", "therapist")} | {f"colleague.is_{role}" for role in Therapist.Role.values}
    for path in (ROOT / "src" / "myosotis" / "clinic").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            called = getattr(node, "func", None)
            name = getattr(called, "attr", getattr(called, "id", ""))
            if name in ("record", "_note", "note", "note_refused", "is_her_birthday"):
                given = [*node.args, *(each.value for each in node.keywords if each.arg == "event")]
                found |= {each.value for each in given if isinstance(each, ast.Constant) and EVENT.fullmatch(str(each.value))}
    return found


EVENT = re.compile(r"[a-z_]+\.[a-z_]+")


def test_every_event_has_words_in_both_languages():
    pages = {f"{name}.seen" for name in CLINIC - SHOW_NOBODY - TAKES_NO["get"] - {"acknowledge_calm", "end_devices"}}
    events = said_in_source() | pages
    assert len(events) > 80 and {"session.begun", "session.refused", "plan.recorded", "link.made"} <= events
    for language in ("da", "en"):
        with translation.override(language):
            assert {event: in_words(event) for event in events if in_words(event) == event} == {}
            assert in_words("plan.refused") == say("refused") and in_words("of.long_ago") == "of.long_ago"


@pytest.mark.parametrize("language, opened, wrote", [("da", "så klientens side", "skrev en behandling"), ("en", "saw the client's page", "wrote a treatment")])
def test_a_page_says_who_saw_what_of_one_client_and_of_nobody_else(desk, therapist, settings, language, opened, wrote):
    hers, other = a_treatment(therapist, hours_ago=80), a_treatment(therapist, client=a_client(therapist, name="Anna Bo"))
    record_plan(complaint=hers.complaint, by=therapist, at=timezone.now(), pressure=2, minutes=20, days=14, reason="Aftalt.")
    desk.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    desk.get(f"/clients/{other.client.pk}/")
    alone = words_of(desk, f"/clients/{hers.client.pk}/log/")
    assert opened not in alone and wrote in alone and therapist.name in alone
    assert in_language(language, "plan.recorded") in alone, "a thing that hangs on her complaint"
    desk.get(f"/clients/{hers.client.pk}/")
    assert opened in words_of(desk, f"/clients/{hers.client.pk}/log/")
    everyone = desk.get("/settings/log/").content.decode()
    assert f'<a href="/clients/{other.client.pk}/log/">Anna Bo</a>' in everyone and hers.client.name in everyone


def words_of(desk, where):
    return html.unescape(desk.get(where).content.decode())


def in_language(language, event):
    with translation.override(language):
        return in_words(event)


def test_the_log_is_shown_page_by_page_and_for_one_colleague(desk, therapist):
    colleague = Therapist.objects.create(clinic=therapist.clinic, user=User.objects.create_user("bo"), name="Bo Berg")
    for _ in range(LINES_A_PAGE):
        Event.record("worklist.seen", therapist.clinic, at=timezone.now(), by=colleague)
    Event.record("limit.set", therapist.clinic, at=timezone.now(), by=therapist)
    first = desk.get("/settings/log/").content.decode()
    assert first.count('<li><span class="hint">') == LINES_A_PAGE and "page=2" in first and in_language("da", "limit.set") in first
    assert "page=1" in desk.get("/settings/log/?page=2").content.decode()
    of_bo = desk.get(f"/settings/log/?by={colleague.pk}").content.decode()
    assert in_language("da", "limit.set") not in of_bo and "Bo Berg" in of_bo
    assert in_language("da", "limit.set") in desk.get("/settings/log/?by=nobody").content.decode()


def test_the_owner_has_the_log_checked(desk, therapist):
    a_treatment(therapist)
    whole = desk.post("/settings/log/", follow=True).content.decode()
    assert say("whole", count=therapist.clinic.events.count() - 1) in whole
    touch("UPDATE people_event SET what = 'nothing' WHERE number = 3")
    assert say("broken", number=3) in desk.post("/settings/log/", follow=True).content.decode()


@pytest.mark.item(58)
def test_coming_in_going_out_and_being_turned_away_are_in_the_log(therapist, web):
    name = therapist.user.username
    for tried in (name, "nobody-of-that-name"):
        web.post("/login/", {"login": tried, "password": "wrong"})
    refused = Event.objects.filter(what="session.refused")
    assert [(event.thing_id, event.by) for event in refused] == [(str(therapist.pk), None)]
    web.post("/login/", {"login": name, "password": PASSWORD})
    for code in ("000000", code_on_the_phone(name)):
        web.post("/login/code/", {"code": code})
    web.get(f"/clients/{uuid4()}/")
    web.post("/logout/")
    said = list(Event.objects.filter(thing="Therapist").order_by("number").values_list("what", flat=True))
    assert said[said.index("session.refused") + 1:] == ["code.refused", "device.new", "session.begun", "client.refused", "session.ended"]
    # Whoever tries on and on is stopped by then, and does not fill the log.
    for _ in range(15):
        web.post("/login/", {"login": name, "password": "wrong"})
    assert refused.count() <= 11
