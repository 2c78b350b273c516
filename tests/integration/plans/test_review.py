"""After the third treatment somebody decides. Until then no fourth."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from myosotis.clinic.people.models import Event
from myosotis.clinic.plans.actions import add_elsewhere, decide
from myosotis.clinic.plans.models import Decision
from myosotis.clinic.plans.presenters.review import state_of
from myosotis.clinic.plans.situation import Situation
from tests.integration.people import a_client, a_complaint
from tests.integration.plans.courses import BETTER, SAME, a_course, treat
from tests.integration.test_registration import filled

pytestmark = pytest.mark.either_database

DECISIONS = ["go_on", "other_method", "other_therapist", "doctor"]


def state(complaint):
    return state_of(Situation(complaint, timezone.now()))


def decided(complaint, therapist, what="go_on", **more):
    given = {"felt": "same", "change": ["lighter"] if what == "go_on" else []} | more
    return decide(complaint=complaint, by=therapist, at=timezone.now(), what=what, **given)


def elsewhere(complaint, therapist, days_ago=30):
    day = timezone.localdate() - timedelta(days=days_ago)
    return add_elsewhere(complaint=complaint, by=therapist, at=timezone.now(), day=day, kind="massage")


def fourth(complaint, therapist, start_reason="Aftalt igen.", **dose):
    return treat(complaint, therapist, 0.01, start_reason=start_reason, **dose)


def test_the_review_is_due_after_the_third_and_not_before(therapist):
    complaint = a_course(therapist, SAME, SAME)
    assert state(complaint) == "not_yet"
    treat(complaint, therapist, 0.01, start_reason="Aftalt igen.")
    assert state(complaint) == "awaits"


def test_with_the_answer_after_two_days_it_is_due_now(therapist):
    assert state(a_course(therapist, SAME, SAME, SAME)) == "due"


def test_treatments_elsewhere_count_and_left_and_right_do_not(therapist):
    complaint = a_course(therapist, SAME, SAME)
    right = a_complaint(complaint.client, therapist, "shoulder:right")
    elsewhere(complaint, therapist)
    assert (state(complaint), state(right)) == ("due", "not_yet")


def test_a_fourth_without_a_decision_is_refused(therapist):
    complaint = a_course(therapist, SAME, SAME, SAME)
    with pytest.raises(ValidationError, match="kræver en beslutning"):
        fourth(complaint, therapist)
    assert complaint.treatments.count() == 3


def test_the_record_of_a_fourth_leads_to_the_review_and_asks_for_nothing(therapist, desk):
    complaint = a_course(therapist, SAME, SAME, SAME)
    address, review = f"/complaints/{complaint.pk}/treatments/new/", f'<a class="button" href="/complaints/{complaint.pk}/review/">Til gennemgangen</a>'
    page = desk.get(address).content.decode()
    assert "kræver en beslutning" in page and review in page and 'name="reason_' not in page and "<textarea" not in page
    decide(complaint=complaint, by=therapist, at=timezone.now(), what="other_method", felt="same")
    assert review not in desk.get(address).content.decode(), "another kind may be recorded"
    same = desk.post(address, filled(reason_not_gentler="Aftalt.")).content.decode()
    assert "Beslutningen var en anden metode" in same and review in same and 'name="minutes"' in same


def test_a_reason_to_start_is_no_decision(therapist):
    with pytest.raises(ValidationError, match="kræver en beslutning"):
        fourth(a_course(therapist, SAME, SAME, SAME), therapist, start_reason="Klienten ønsker det.")


def test_after_going_on_with_a_change_the_fourth_is_recorded(therapist):
    complaint = a_course(therapist, BETTER, BETTER, BETTER)
    decided(complaint, therapist)
    assert fourth(complaint, therapist).pk


def test_going_on_needs_a_stated_change(therapist):
    with pytest.raises(ValidationError, match="Vælg en ændring"):
        decided(a_course(therapist, SAME, SAME, SAME), therapist, change=[])


def test_another_method_is_another_kind(therapist):
    complaint = a_course(therapist, SAME, SAME, SAME)
    decided(complaint, therapist, "other_method")
    with pytest.raises(ValidationError, match="en anden metode"):
        fourth(complaint, therapist)
    assert fourth(complaint, therapist, kind="massage", pressure=2).pk


@pytest.mark.parametrize("what", ["other_therapist", "doctor"])
def test_who_was_sent_elsewhere_is_not_treated_without_a_new_decision(therapist, what):
    complaint = a_course(therapist, SAME, SAME, SAME)
    decided(complaint, therapist, what)
    with pytest.raises(ValidationError, match="ny beslutning"):
        fourth(complaint, therapist)
    decided(complaint, therapist, "go_on")
    assert fourth(complaint, therapist).pk


def test_a_decision_before_the_third_is_refused(therapist):
    with pytest.raises(ValidationError, match="ikke givet"):
        decided(a_course(therapist, SAME, SAME), therapist)


@pytest.mark.parametrize("what", DECISIONS)
def test_it_is_kept_who_decided_what_when_and_on_what(therapist, what):
    kept = decided(a_course(therapist, SAME, SAME, SAME), therapist, what)
    event = Event.objects.get(what="decision.recorded")
    assert (kept.what, kept.counted, kept.felt_progress, event.by) == (what, 3, "same", therapist)
    assert kept.review["progress"] == "no_progress" and kept.review["consider_alternatives"]


def test_what_the_client_feels_is_one_of_the_rules(therapist):
    complaint = a_course(therapist, SAME, SAME, SAME)
    review = Situation(complaint, timezone.now(), felt="better").review
    assert (review.progress, review.rule_used) == ("improving", ("felt",))


def test_a_rating_under_a_painkiller_shows_no_progress(therapist):
    complaint = a_course(therapist, SAME, SAME, BETTER | {"painkiller_hours": 2})
    assert Situation(complaint, timezone.now()).last.later_pain is None


def test_a_treatment_in_the_future_is_not_counted(therapist):
    with pytest.raises(ValidationError, match="fremtiden"):
        elsewhere(a_course(therapist, SAME), therapist, days_ago=-1)


@pytest.fixture
def due(therapist):
    return a_course(therapist, SAME, SAME, BETTER)


def test_the_review_without_her_word_says_what_is_missing(desk, due):
    """It is asked for by a press; a page that came back as it was would look broken."""
    address = f"/complaints/{due.pk}/review/"
    assert "Udfyld dette." not in desk.get(address).content.decode()
    assert "Udfyld dette." in desk.get(f"{address}?show=1").content.decode()


def test_the_page_says_then_and_now_the_rule_and_whether_it_is_chance(desk, due):
    page = desk.get(f"/complaints/{due.pk}/review/?felt=better").content.decode()
    for words in ("6 → 3", "50 procent", "det klienten selv mærker", "mindst to point mindre smerte", "større end", "Gennemgangen skal ske nu"):
        assert words in page, words


def test_a_decision_through_the_page(desk, due):
    answer = desk.post(f"/complaints/{due.pk}/review/", {"felt": "better", "what": "doctor", "words": "Sendt videre."}, follow=True)
    assert answer.status_code == 200 and "Sendt videre." in answer.content.decode()
    assert due.decisions.get().what == "doctor"


def test_a_decision_without_the_clients_word_is_not_kept(desk, due):
    answer = desk.post(f"/complaints/{due.pk}/review/", {"what": "doctor"})
    assert answer.status_code == 400 and not due.decisions.exists()


def test_treatments_elsewhere_through_the_page(desk, therapist):
    complaint = a_course(therapist, SAME)
    address = f"/complaints/{complaint.pk}/elsewhere/"
    assert desk.post(address, {"day": "", "kind": "massage"}).status_code == 400
    answer = desk.post(address, {"day": "2026-01-05", "kind": "massage", "words": "Fys i Aarhus"}, follow=True)
    assert "Fys i Aarhus" in answer.content.decode() and complaint.elsewhere.count() == 1


def test_the_page_of_a_fourth_treatment_says_why_not_and_where_to_decide(desk, due):
    page = desk.get(f"/complaints/{due.pk}/treatments/new/").content.decode()
    assert "kræver en beslutning" in page and f"/complaints/{due.pk}/review/" in page


def test_the_clients_page_says_that_the_review_is_due(desk, due):
    assert "Gennemgang efter tredje behandling" in desk.get(f"/clients/{due.client.pk}/").content.decode()


def test_what_was_measured_stands_beside_what_was_felt(desk, due):
    """Function and stiffness before the first treatment and before the latest, with what the difference is worth."""
    for treatment, values in zip(due.treatments.order_by("ended_at"), ((3, 8), (4, 7), (6, 5)), strict=True):
        treatment.baseline.function, treatment.baseline.stiffness = values
        treatment.baseline.save()
    page = desk.get(f"/complaints/{due.pk}/review/").content.decode()
    assert "3 point bedre." in page and "Målt før hver behandling" in page and "Ikke spurgt." in page
    assert page.count("kan være så forskellige") <= 1


def test_where_word_and_numbers_disagree_the_page_says_which_weighs_more(desk, due):
    page = desk.get(f"/complaints/{due.pk}/review/?felt=same").content.decode()
    assert "Der er ingen fremgang" in page and "tallene siger bedre. Klientens ord vejer mest" in page
    assert "vejer mest" not in desk.get(f"/complaints/{due.pk}/review/?felt=better").content.decode()


@pytest.mark.parametrize("pain", [4, 5])
def test_per_cent_has_no_decimals_anywhere_on_the_page(desk, therapist, pain):
    due = a_course(therapist, SAME, SAME, BETTER | {"pain": pain}, pain=7)
    page = desk.get(f"/complaints/{due.pk}/review/?felt=same").content.decode()
    said = {4: "43", 5: "29"}[pain]
    assert f"{said} procent" in page and not re.search(r"\d,\d+ procent", page)


def test_the_plan_starts_from_what_was_decided(desk, due, therapist):
    address = f"/complaints/{due.pk}/plan/"
    assert "Besluttet i gennemgangen" not in desk.get(address).content.decode()
    decided(due, therapist, words="Vi prøver det.")
    page = desk.get(address).content.decode()
    assert "Besluttet i gennemgangen: Gå videre med en ændring: mindre tryk. Vi prøver det." in page
    assert "Næste gang bliver som sidst" not in page and "<li>mindre tryk</li>" in page
    fourth(due, therapist)
    assert "Besluttet i gennemgangen" not in desk.get(address).content.decode(), "it was for that one"


def test_who_gets_better_may_go_on_as_now_and_the_page_says_why(desk, therapist):
    due = a_course(therapist, SAME, SAME, BETTER)
    address = f"/complaints/{due.pk}/review/"
    page = desk.get(f"{address}?felt=better").content.decode()
    assert "Gå videre som nu" in page and "Det går frem. Så kan I gå videre som nu" in page
    answer = desk.post(address, {"felt": "better", "what": "as_now", "words": "Vi fortsætter let som sidst."}, follow=True).content.decode()
    assert "<strong>Gå videre som nu</strong>" in answer and (due.decisions.get().what, due.decisions.get().change) == ("go_on", [])
    plan = desk.get(f"/complaints/{due.pk}/plan/").content.decode()
    assert "Besluttet i gennemgangen: Gå videre som nu. Vi fortsætter let som sidst. (" in plan and ".." not in plan.split("<main")[1]
    assert "Næste gang bliver som sidst" in plan


def test_a_decision_of_before_with_its_change_in_words_is_not_called_as_now(due, therapist):
    """Going on "as now" is what was chosen, never what is left when no change was ticked."""
    review = {"progress": "improving"}
    kept = Decision(what=Decision.What.go_on, change=[], words="Kortere tid.", review=review)
    assert not kept.is_as_now and Decision(what=Decision.What.go_on, change=[], review=review | {"as_now": True}).is_as_now


def test_without_progress_going_on_as_now_is_not_offered_and_not_taken(desk, therapist):
    due = a_course(therapist, SAME, SAME, SAME)
    address = f"/complaints/{due.pk}/review/"
    page = desk.get(f"{address}?felt=same").content.decode()
    assert "Gå videre som nu" not in page and "Derfor går I kun videre med en ændring" in page
    assert desk.post(address, {"felt": "same", "what": "as_now"}).status_code == 400
    with pytest.raises(ValidationError, match="Vælg en ændring"):
        decided(due, therapist, change=[], as_now=True)


def test_words_alone_are_no_change(desk, due):
    answer = desk.post(f"/complaints/{due.pk}/review/", {"felt": "better", "what": "go_on", "words": "Vi fortsætter let som sidst."})
    assert answer.status_code == 400 and "Vælg en ændring" in answer.content.decode() and not due.decisions.exists()


def test_while_the_decision_is_missing_the_plan_says_so_and_nothing_is_as_last_time(desk, due):
    page = desk.get(f"/complaints/{due.pk}/plan/").content.decode()
    assert "Gennemgangen kommer før den næste" in page and "som sidst" not in page


@pytest.mark.parametrize("felt, is_said, is_not", [
    ("worse", "Klienten mærker selv at det går værre.", ["er steget", "unktionen er faldet", "Smerte eller funktion"]),
    ("better", "Klienten mærker selv at det går frem.", ["Du mærker", "Smerte eller funktion"]),
])  # fmt: skip
def test_the_reasons_name_only_what_was_measured_and_is_so(desk, due, felt, is_said, is_not):
    page = desk.get(f"/complaints/{due.pk}/review/?felt={felt}").content.decode()
    assert is_said in page and not any(words in page for words in is_not)


def test_the_numbers_say_which_they_are_and_from_which_day(desk, therapist):
    complaint = a_complaint(a_client(therapist), therapist)
    treat(complaint, therapist, 10, BETTER, pain=7)
    treat(complaint, therapist, 1, {"hours": 20, "pain": 3, "compared": "better"}, pain=4)
    page = desk.get(f"/complaints/{complaint.pk}/review/").content.decode()
    assert "7 → 4. Det er 3 point og 43 procent mindre." in page and "Seneste: før den seneste behandling" in page
    assert "Det seneste svar er 3 (" in page and "før to døgn" in page


def test_with_one_number_nothing_is_compared(desk, therapist):
    complaint = a_complaint(a_client(therapist), therapist)
    treat(complaint, therapist, 0.3, {"hours": 5, "pain": 6, "compared": "worse"}, pain=5)
    page = desk.get(f"/complaints/{complaint.pk}/review/").content.decode()
    assert "0 point" not in page and "5 → 5" not in page and "intet svar efter to døgn at sammenligne med" in page
    assert "Det seneste svar er 6 (" in page and "1 behandling af denne gene." in page


def test_a_day_of_a_treatment_elsewhere_is_written_as_days_are(desk, therapist):
    complaint = a_course(therapist, SAME)
    page = desk.post(f"/complaints/{complaint.pk}/elsewhere/", {"day": "2026-01-05", "kind": "massage"}, follow=True).content.decode()
    assert "5. jan" in page and "2026-01-05" not in page and "1 her og 1 andre steder" in page


@pytest.mark.parametrize("hours, said", [
    (20, "Det seneste svar er 3 (et andet sted 4) ("), (52, "6 → 3 (et andet sted 4). Det er 3 point"),
])  # fmt: skip
def test_the_number_is_that_of_the_old_place_with_the_other_beside_it(desk, therapist, hours, said):
    two = {"pain": 4, "qualities": ["aching"], "compared": "better", "sites": ["hand:right"], "sites_confirmed": True, "pain_at": {"hand:right": 4, "shoulder:left": 3}}
    complaint = a_course(therapist, {"hours": hours} | two)
    page = desk.get(f"/complaints/{complaint.pk}/review/").content.decode()
    assert said in page and "Det seneste svar er 4" not in page
