"""Agreed before the treatment: shown for what is planned, kept word for word, and spoken of after it."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from myosotis.clinic.agreement.models import Agreement
from myosotis.clinic.care.presenters.agreed import agreed_before, agreed_next
from myosotis.clinic.care.presenters.here import talked_about
from myosotis.clinic.letters.incident import Incident
from myosotis.clinic.people.models import Event
from tests.integration.agreement.test_agreement import said
from tests.integration.people import a_client, a_complaint, a_treatment, an_answer, press_link

pytestmark = pytest.mark.either_database

YES = {"yes": "1", "client": "1"}


def planned(hours=1.0, **more):
    ends = timezone.localtime(timezone.now() + timedelta(hours=hours))
    return {"kind": "trigger_point", "pressure": "4", "neck_treated": "no", "ended_at": ends.strftime("%Y-%m-%dT%H:%M")} | more


@pytest.fixture
def complaint(therapist):
    return a_complaint(a_client(therapist), therapist)


@pytest.fixture
def before(desk, complaint):
    """Sends the page; gives the response."""
    return lambda **given: desk.post(f"/complaints/{complaint.pk}/agreement/", planned() | given, headers={"accept-language": "da"})


def test_what_is_planned_is_shown_and_nothing_is_kept_before_a_yes(before):
    # In the forenoon, so that no time of asking falls in the night.
    tomorrow = timezone.localtime(timezone.now() + timedelta(days=1))
    page = before(show="1", ended_at=f"{tomorrow:%Y-%m-%d}T10:00")
    assert page.status_code == 200 and "Du er færdig cirka" in said(page) and "efter 49 timer" in said(page)
    assert "halvdelen" in said(page), "a trigger point treatment may flare"
    assert not Agreement.objects.exists()


def test_after_an_ordinary_massage_planned_nothing_worse_is_expected(before):
    assert "halvdelen" not in said(before(show="1", kind="wellness_massage", pressure="2"))


def test_both_say_yes_and_it_stands_on_the_page_and_on_paper(before, desk, complaint, therapist):
    assert before(**YES).status_code == 302
    agreement = Agreement.objects.get()
    assert (agreement.treatment, agreement.complaint, agreement.planned["kind"]) == (None, complaint, "trigger_point")
    assert {(each.party, each.by) for each in agreement.acceptances.all()} == {("therapist", therapist), ("client", therapist)}
    page = desk.get(f"/complaints/{complaint.pk}/agreement/")
    assert "Klienten sagde ja" in said(page) and "Du er færdig cirka" in said(page)
    paper = desk.get(f"/complaints/{complaint.pk}/agreement/pdf/")
    assert paper.content.startswith(b"%PDF-") and b"pdfuaid:part" in paper.content
    assert Event.objects.filter(what="agreement.accepted_by_client").count() == 1


def test_said_twice_it_is_one_agreement_and_about_something_else_another(before, complaint):
    before(**YES)
    before(**YES)
    assert Agreement.objects.count() == 1
    before(**YES, pressure="2", kind="wellness_massage")
    assert Agreement.objects.count() == 2
    assert agreed_next(complaint, timezone.now()).planned["kind"] == "wellness_massage"


@pytest.mark.parametrize("wrong", [{"kind": "hugging"}, {"pressure": ""}, {"ended_at": "2020-01-01T10:00"}, {"ended_at": "soon"}, {"neck_treated": ""}])
def test_what_is_wrong_is_said_at_the_field_and_keeps_the_rest(before, wrong):
    page = before(**YES, **wrong)
    assert page.status_code == 400 and "trigger_point" in page.content.decode()
    assert 'role="alert"' in page.content.decode() and not Agreement.objects.exists()


def test_without_a_yes_there_is_no_paper(desk, complaint):
    assert desk.get(f"/complaints/{complaint.pk}/agreement/pdf/").status_code == 404


def recorded(therapist, complaint, hours_ago):
    """A treatment of this complaint, as if it had ended then."""
    treatment = a_treatment(therapist, client=complaint.client, hours_ago=hours_ago)
    treatment.complaint = complaint
    treatment.save()
    return treatment


def test_it_is_spoken_of_after_the_treatment(before, web, complaint, therapist):
    before(**YES)
    agreement = Agreement.objects.get()
    treatment = recorded(therapist, complaint, hours_ago=0)
    treatment.ended_at = agreement.made_at + timedelta(seconds=1)
    treatment.save()
    assert agreed_before(treatment) == agreement
    press_link(web, treatment)
    assert "Før behandlingen:" in said(web.get("/agreement/"))
    an_answer(treatment, hours=4, pain=5, compared="better")
    with translation.override("da"):
        assert "aftale" in Incident(treatment, timezone.now()).as_mapping()["agreed"].lower()


def test_an_agreement_is_about_one_treatment_only(before, complaint, therapist):
    before(**YES)
    agreement = Agreement.objects.get()
    first, second = recorded(therapist, complaint, 0), recorded(therapist, complaint, 0)
    for treatment, later in ((first, 1), (second, 2)):
        treatment.ended_at = agreement.made_at + timedelta(seconds=later)
        treatment.save()
    assert (agreed_before(first), agreed_before(second)) == (agreement, None)
    assert agreed_next(complaint, agreement.made_at + timedelta(seconds=3)) is None


def test_after_a_fortnight_it_is_agreed_anew(before, complaint):
    before(**YES)
    made = Agreement.objects.get().made_at
    assert agreed_next(complaint, made + timedelta(days=14)) and agreed_next(complaint, made + timedelta(days=14, seconds=1)) is None


def test_the_client_may_say_yes_after_the_therapist(before, desk, complaint):
    before(yes="1")
    page = desk.get(f"/complaints/{complaint.pk}/agreement/").content.decode()
    assert 'name="client"' in page, "she has not said yes yet"
    before(**YES)
    assert Agreement.objects.get().acceptances.count() == 2


def just_after(agreement, treatment):
    treatment.ended_at = agreement.made_at + timedelta(seconds=1)
    treatment.save()
    return treatment


def test_what_was_given_as_planned_is_quoted_and_its_planned_times_are_not(before, complaint, therapist):
    before(**YES)
    treatment = just_after(Agreement.objects.get(), recorded(therapist, complaint, 0))
    with translation.override("da"):
        calm = talked_about(treatment, 1)
        assert calm.sentences and not any("kl." in each for each in calm.sentences)


@pytest.mark.parametrize("planned_otherwise", [{"kind": "massage"}, {"pressure": "2"}, {"neck_treated": "yes"}])
def test_what_was_planned_otherwise_than_given_is_not_quoted(before, complaint, therapist, planned_otherwise):
    before(**YES, **planned_otherwise)
    treatment = just_after(Agreement.objects.get(), recorded(therapist, complaint, 0))
    with translation.override("da"):
        assert talked_about(treatment, 1) is None
