"""A treatment that was given without a located baseline: recorded with the reason, never with an invented number, never expected (F9)."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from myosotis.clinic.care.actions import add_treatment
from myosotis.clinic.care.course_of import course_of
from myosotis.clinic.care.models import Baseline, Treatment
from myosotis.clinic.letters.answer import first_line
from myosotis.clinic.letters.incident import Incident
from myosotis.clinic.letters.letter import Letter
from myosotis.clinic.letters.tables import table, tables
from myosotis.terms import CALM_READINGS
from tests.integration.people import ALL_WELL, DOSE, a_treatment, an_answer, answer_all, press_link
from tests.integration.plans.courses import a_course, treat
from tests.integration.test_registration import filled

pytestmark = pytest.mark.either_database
WHY = "Klienten kunne ikke sætte tal på."


def without(therapist, **more):
    """Treated five hours ago, with no number."""
    treatment = a_treatment(therapist, **more)
    Baseline.objects.filter(treatment=treatment).delete()
    Baseline.objects.create(
        clinic=treatment.clinic, treatment=treatment, made_at=treatment.ended_at, taken_at=treatment.ended_at,
        pain=None, missing_reason=WHY, qualities=["aching"], sites=["shoulder:left"], symptoms={},
    )  # fmt: skip
    return Treatment.objects.get(pk=treatment.pk)


def test_without_a_number_the_record_takes_a_reason_and_keeps_all_else(desk):
    asked = desk.post("/clients/new/", filled(pain="")).content.decode()
    assert "Vælg et tal. Er der intet, så skriv hvorfor." in asked and "Mette Holm" in asked and not Treatment.objects.exists()
    assert "Skriv grunden med ord" in desk.post("/clients/new/", filled(pain="", missing_reason="x")).content.decode()
    assert desk.post("/clients/new/", filled(pain="", missing_reason=WHY)).status_code == 302
    kept = Baseline.objects.get()
    assert (kept.pain, kept.missing_reason, kept.qualities) == (None, WHY, ["aching"]) and kept.sites == ["shoulder:left", "neck:left"]
    assert kept.history.get().missing_reason == WHY


def test_a_number_beside_a_reason_why_there_is_none_is_asked_about(desk):
    asked = desk.post("/clients/new/", filled(missing_reason=WHY)).content.decode()
    assert "både et tal og en grund" in asked and WHY in asked and not Treatment.objects.exists()


def test_a_mark_for_the_whole_area_is_a_place(desk):
    assert desk.post("/clients/new/", filled(sites=[])).status_code == 302
    kept = Baseline.objects.get()
    assert kept.sites == ["shoulder:left"] and kept.is_located and not kept.missing_reason


@pytest.mark.parametrize("baseline", [{"pain": None, "sites": ["shoulder:left"]}, {"pain": 6, "sites": []}], ids=["no number", "no place"])
def test_no_baseline_without_a_reason_is_stored_by_nobody(therapist, baseline):
    complaint = a_treatment(therapist, hours_ago=24 * 8).complaint

    def given(**more):
        ended = timezone.now()
        return add_treatment(
            complaint=complaint, by=therapist, at=ended, treatment={**DOSE, "sites": ["shoulder:left"], "ended_at": ended},
            baseline={"qualities": [], "referral_sites": [], "symptoms": None, "taken_at": ended, **baseline, **more},
        )  # fmt: skip

    with pytest.raises(ValidationError, match="skriv hvorfor"):
        given()
    made = given(missing_reason=WHY)
    assert not made.baseline.is_located and course_of(made, [])["baseline"]["pain"] is None


@pytest.mark.parametrize("answer", [{"pain": 7}, {"pain": 2, "compared": "better", "qualities": ["dull"]}, {"pain": 0, "sites": [], "qualities": []}])
@pytest.mark.parametrize("hours", [5, 50])
def test_it_is_judged_as_no_baseline_and_never_calmly(therapist, hours, answer):
    judged = an_answer(without(therapist, hours_ago=60), hours=hours, **answer)
    assert judged.reading not in {reading.value for reading in CALM_READINGS} and judged.level >= 2
    assert "no_baseline" in {finding["rule"] for finding in judged.answer["findings"]}


def test_it_is_shown_wherever_the_number_would_stand(desk, therapist):
    treatment = without(therapist, hours_ago=60)
    judged = an_answer(treatment, hours=50, pain=8, compared="much_worse")
    at = timezone.now()
    letter = str(Letter(treatment.complaint, at).as_mapping())
    assert f"intet tal før behandlingen: {WHY}" in letter and WHY in str(Incident(treatment, at).as_mapping())
    assert first_line(treatment, 1, judged.checkin, judged)
    for address in ("clients/{c}/", "complaints/{p}/plan/", "complaints/{p}/review/", "treatments/{t}/map/", "complaints/{p}/treatments/new/"):
        page = desk.get("/" + address.format(c=treatment.client.pk, p=treatment.complaint.pk, t=treatment.pk))
        assert page.status_code == 200 and "None" not in page.content.decode(), address
    assert WHY in desk.get(f"/clients/{treatment.client.pk}/").content.decode()
    kept = table(*tables(treatment.clinic)["baselines"])
    assert kept["missing_reason"].to_list() == [WHY] and kept["pain"].to_list() == [None]


def test_no_course_is_drawn_as_expected_after_it(desk, therapist):
    complaint = a_treatment(therapist, hours_ago=24 * 6).complaint
    client_page = f"/clients/{complaint.client.pk}/"
    before = desk.get(client_page).content.decode().count('class="chart-band"')
    treat(complaint, therapist, 1)
    again = complaint.treatments.order_by("ended_at").last().baseline
    assert desk.get(client_page).content.decode().count('class="chart-band"') == before * 2 > 0
    again.pain, again.missing_reason = None, WHY
    again.save()
    page = desk.get(client_page).content.decode()
    assert page.count('class="chart-band"') == before and WHY in page


def test_the_review_of_a_course_that_began_so_says_that_it_is_not_known(desk, therapist):
    complaint = a_course(therapist, {"hours": 52, "pain": 3}, {"hours": 52, "pain": 3})
    treat(complaint, therapist, 0.01, start_reason="Talt igennem.")
    first = complaint.treatments.order_by("ended_at").first().baseline
    first.pain, first.missing_reason = None, WHY
    first.save()
    assert desk.get(f"/complaints/{complaint.pk}/review/").status_code == 200


def test_she_can_answer_all_her_pages(client, therapist):
    treatment = without(therapist)
    press_link(client, treatment)
    answer_all(client, ALL_WELL)
    assert treatment.checkins.count() == 1
