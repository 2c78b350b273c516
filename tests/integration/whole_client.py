"""One client with a row of every kind that can be kept about her, each made through the same actions as in the clinic."""

import uuid
from datetime import timedelta

from django.utils import timezone

from myosotis.clinic.agreement.actions import accept
from myosotis.clinic.before.actions import give_preparation, keep_disclosure, keep_localisation, make_preparation_link
from myosotis.clinic.care.actions import acknowledge
from myosotis.clinic.care.actions.correct import correct_client
from myosotis.clinic.care.actions.left_off import leave_for_now
from myosotis.clinic.care.actions.standing import follow_up
from myosotis.clinic.during.actions import begin_sitting, give_signal, keep_sittings
from myosotis.clinic.exercises import actions as exercises
from myosotis.clinic.mine.actions import make_login_link, withdraw
from myosotis.clinic.plans import actions as plans
from myosotis.clinic.presence.pauses import begin_pause, end_pause
from tests.integration.people import a_client, a_complaint, agree_before, an_answer, link_of
from tests.integration.plans.courses import BETTER, treat

# What stands nowhere but in one place, by that place. The second list is the client's own.
NOTES = {
    "acknowledgement": "Ringede efter svaret", "technique": "Langsomt tryk", "start_reason": "Aftalt fordi ferien kommer", "plan": "Planens grund",
    "decision": "Beslutningens ord", "elsewhere": "Hos fysioterapeut Bo", "exercise": "Tre gange daglig", "exercise_seen": "Øvelsen holdt op", "silence": "Ringede uden svar", "pause": "Ligger syg hjemme",
}  # fmt: skip
HERS = {"complaint": "Det borer når jeg sidder", "answer": "Det trækker i nakken", "exercise": "Det gik fint", "hopes": "Sove igennem"}


def a_whole_client(therapist):
    who, at = {"by": therapist}, timezone.now()
    client = a_client(therapist, phone="+4511111111", at=at - timedelta(days=60))
    complaint = a_complaint(client, therapist)
    complaint.words = HERS["complaint"]
    complaint.save()
    agree_before(complaint, therapist)
    _before(complaint, who, at)
    last = _treated(complaint, therapist, at)
    keep_localisation(treatment=last, marks={"neck:left": "new"}, by=therapist, at=at)
    keep_disclosure(treatment=last, conditions=["statin"], changed=True, preparation=complaint.preparations.get(), by=therapist, at=at)
    keep_sittings(treatment=last, by=therapist, at=at)
    for words in (NOTES["elsewhere"], "Skrevet forkert"):
        other = plans.add_elsewhere(complaint=complaint, at=at, day=timezone.localdate(at) - timedelta(days=5), kind="massage", words=words, **who)
    plans.take_back_elsewhere(elsewhere=other, by=therapist, at=at)
    plans.decide(complaint=complaint, at=at, what="other_therapist", felt="same", words=NOTES["decision"], **who)
    plans.record_plan(complaint=complaint, at=at, pressure=2, minutes=20, days=14, reason=NOTES["plan"], **who)
    _exercised(complaint, who, at)
    accept(treatment=last, party="therapist", by=therapist, at=at)
    correct_client(client=client, by=therapist, at=at, name=client.name, born=client.born, phone="+4512345678", language="da")
    begin_pause(client=client, by=therapist, at=at, last_day=timezone.localdate(at) + timedelta(days=3), reason="illness", words=NOTES["pause"])
    end_pause(client=client, by=therapist, at=at)
    make_login_link(client=client, at=at)
    leave_for_now(treatment=last, answers={"symptoms": {"slurred_speech": 3}}, key=uuid.uuid4(), at=at, language="da", link=link_of(last), by_her=True, shown={})
    withdraw(client=client, at=at)
    return client


def _before(complaint, who, at):
    link = make_preparation_link(complaint=complaint, at=at, **who)
    give_preparation(link=link, answers={"expectations": HERS["hopes"]}, language="da", at=at)
    sitting = begin_sitting(complaint=complaint, at=at, draft={}, **who)
    give_signal(sitting=sitting, what="too_hard", key=uuid.uuid4(), at=at, language="da")


def _treated(complaint, therapist, at):
    first = treat(complaint, therapist, 30)
    follow_up(treatment=first, by=therapist, at=at - timedelta(days=25), note=NOTES["silence"])
    before = treat(complaint, therapist, 10, BETTER, start_reason="Aftalt.")
    found = an_answer(before, hours=60, pain=8, qualities=["aching"], compared="worse", note=HERS["answer"])
    last = treat(complaint, therapist, 0, start_reason=NOTES["start_reason"], technique=NOTES["technique"])
    acknowledge(assessment=found, by=therapist, at=at, note=NOTES["acknowledgement"], own_reading="negative_reaction", rests_on="talked")
    baseline = last.baseline
    baseline.stiffness, baseline.function, baseline.mobility, baseline.tension = 7, 3, 4, 6
    baseline.save()
    return last


def _exercised(complaint, who, at):
    chosen = exercises.choose(complaint=complaint, muscle="trapezius_upper", kind="stretch", words=NOTES["exercise"], at=at, reason="Aftalt.", **who)
    done = exercises.write_done(exercise=chosen, pain_before=2, pain_after=6, words=HERS["exercise"], at=at)
    exercises.see_worse(done=done, at=at, note=NOTES["exercise_seen"], **who)
