"""What people type is shown as they typed it, on every page, and never run: a mark of its own in every field that takes words."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from myosotis.clinic.books.actions import set_limit
from myosotis.clinic.care.actions import acknowledge, follow_up
from myosotis.clinic.exercises.actions import choose, see_worse, write_done
from myosotis.clinic.keeping.actions import set_aside
from myosotis.clinic.mine.actions import make_login_link
from myosotis.clinic.people.colleagues import let_in
from myosotis.clinic.plans.actions import add_elsewhere, decide, record_plan
from myosotis.clinic.presence.actions import begin_absence, set_contact, set_links
from tests.integration.people import a_client, a_complaint, a_treatment, agree_before, an_answer
from tests.integration.test_doors import CLINIC, TAKES_NO, address, patterns

FIELDS = (
    "client", "words", "note", "seen", "exercise", "done", "worse_seen", "plan", "decision", "elsewhere", "substitute", "silence", "limit", "colleague",
    "clinic", "own_text", "technique", "aside",
)  # fmt: skip


def mark(field: str) -> str:
    return f"<img src=x{FIELDS.index(field)} onerror=hit()>{{{{7*7}}}}"


@pytest.fixture
def typed(therapist):
    """A clinic in which every field holds its mark; gives what its addresses name."""
    at, clinic, by = timezone.now(), therapist.clinic, {"by": therapist, "at": timezone.now()}
    set_contact(clinic=clinic, name=mark("clinic"), phone="+4570123456", region=clinic.region, retention=clinic.retention, **by)
    set_links(clinic=clinic, slots={"self_treatment": ("", mark("own_text"))}, **by)
    set_limit(clinic=clinic, name="two_days", value=40, reason=mark("limit"), **by)
    let_in(clinic=clinic, name=mark("colleague"), username="bo", role="therapist", **by)
    begin_absence(
        clinic=clinic, from_at=at - timedelta(hours=1), until_at=at + timedelta(days=2), reason="holiday", substitute=mark("substitute"), substitute_phone="+4570123457", **by
    )
    client = a_client(therapist, name=mark("client"))
    treatment = a_treatment(therapist, client=client, hours_ago=80, technique=mark("technique"))
    complaint = treatment.complaint
    complaint.words = mark("words")
    complaint.save()
    seen = an_answer(treatment, hours=5, note=mark("note"))
    acknowledge(assessment=seen, note=mark("seen"), own_reading=seen.reading, rests_on="talked", **by)
    agree_before(complaint, therapist)
    for days, words in ((5, "før"), (3, mark("elsewhere"))):
        add_elsewhere(complaint=complaint, day=date.today() - timedelta(days=days), kind="massage", words=words, **by)
    record_plan(complaint=complaint, pressure=2, minutes=20, days=14, reason=mark("plan"), **by)
    decide(complaint=complaint, what="doctor", felt="worse", words=mark("decision"), **by)
    exercise = choose(complaint=complaint, muscle="masseter", kind="stretch", words=mark("exercise"), reason="Aftalt.", **by)
    for words in (mark("done"), "igen"):
        done = write_done(exercise=exercise, pain_before=2, pain_after=6, words=words, at=at)
    see_worse(done=done, note=mark("worse_seen"), **by)
    silent = a_treatment(therapist, client=client, hours_ago=70, site="hip:left", start_reason="Aftalt.")
    follow_up(treatment=silent, note=mark("silence"), **by)
    left = a_client(therapist, name="Sat Til Side")
    a_complaint(left, therapist)
    set_aside(client=left, reason=mark("aside"), **by)
    return {
        "client_id": client.pk, "complaint_id": complaint.pk, "treatment_id": treatment.pk, "assessment_id": seen.pk, "login": make_login_link(client=client, at=at).token,
        "left": left.pk, "born": client.born,
    }  # fmt: skip


@pytest.mark.item(2, 9)
def test_every_field_that_takes_words_is_shown_as_typed_and_never_run(desk, web, typed):
    pages = {}
    for name, pattern in patterns():
        if name in CLINIC and name not in TAKES_NO["get"] | {"acknowledge_calm", "end_devices"} and set(pattern.pattern.converters) <= set(typed):
            pages[name] = desk.get(address(pattern, typed))
    pages["all"] = desk.get(f"/clients/{typed['client_id']}/?all=1")
    pages["aside"] = desk.get(f"/clients/{typed['left']}/leaving/")
    web.post(f"/my/in/{typed['login']}/", {"day": typed["born"].day, "month": typed["born"].month})
    slugs = re.findall(r'href="(/knowledge/[\w-]+/)"', web.get("/knowledge/").content.decode())
    for path in ("/my/", "/my/exercises/", "/knowledge/", *slugs):
        pages[path] = web.get(path)
    shown = {name: page.content.decode() for name, page in pages.items() if page.status_code == 200 and page["Content-Type"].startswith("text/html")}
    assert {name: text for name, text in shown.items() if "<img src=x" in text or "}49" in text or "onerror=hit()>" in text} == {}
    unseen = [field for field in FIELDS if not any(f"&lt;img src=x{FIELDS.index(field)} " in text for text in shown.values())]
    assert unseen == [] and len(shown) > 30
