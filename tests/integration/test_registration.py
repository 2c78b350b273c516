"""A client, a complaint, a baseline and a treatment: recorded in one sitting, refused when the clock is wrong."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from myosotis.clinic.care.course_of import course_of
from myosotis.clinic.care.models import Client, Treatment
from myosotis.clinic.letters.letter import Letter
from tests.integration.people import a_client, a_treatment, an_answer

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def filled(**more):
    ended = timezone.localtime() - timedelta(minutes=5)
    # Who answers that nothing is new ticks nothing.
    ticked = ["statin"] if more.get("disclosure", "changed") in ("changed", "") else []
    return {
        "name": "Mette Holm", "born": "1980-05-04", "phone": "+45 12 34 56 78", "language": "da",
        "disclosure": "changed", "conditions": ticked, "conditions_seen": ["statin", "pregnancy"], "region": "shoulder", "side": "left", "words": "", "pain": "6",
        "qualities": ["aching"], "sites": ["neck:left"], "sign_headache": "1", "kind": "trigger_point",
        "pressure": "4", "minutes": "4", "trigger_points": "5", "treated_sites": ["neck:left"], "neck_treated": "no",
        "needles_used": "no",
        "ended_at": ended.strftime("%Y-%m-%dT%H:%M"), **more,
    }  # fmt: skip


def test_one_sitting_makes_client_complaint_baseline_treatment_and_link(desk):
    response = desk.post("/clients/new/", filled())
    treatment = Treatment.objects.get()
    assert response["Location"] == f"/treatments/{treatment.pk}/link/"
    page = desk.get(response["Location"]).content.decode()
    assert treatment.links.get(hours=None).token in page and "<svg" in page
    assert treatment.baseline.sites == ["shoulder:left", "neck:left"]
    assert treatment.baseline.symptoms == {"headache": 1}
    assert treatment.neck_treated, "a neck among the places treated is a neck treated"


def test_illness_and_medicine_are_asked_about_before_anything_is_recorded(desk):
    page = desk.post("/clients/new/", filled(disclosure="")).content.decode()
    assert "Spørg om sygdom og medicin" in page and not Client.objects.exists()


@pytest.mark.parametrize(("language", "named"), [
    ("da", "Du har sat kryds ved: blodfortyndende medicin. Men du har svaret: “Jeg har spurgt. Der er intet at oplyse”."),
    ("en", "You ticked: blood thinners. But you answered: “I have asked. There is nothing to report”."),
])  # fmt: skip
def test_ticks_beside_nothing_to_report_are_asked_about_and_kept(desk, language, named):
    desk.cookies["django_language"] = language
    refused = desk.post("/clients/new/", filled(disclosure="asked_first", conditions=["anticoagulant"])).content.decode()
    assert named in refused and not Client.objects.exists()
    assert 'value="anticoagulant" checked' in refused and 'value="asked_first" checked' in refused and "Mette Holm" in refused


def test_neither_a_new_tick_nor_one_taken_away_is_lost_behind_nothing_new(desk, therapist):
    treatment = a_treatment(therapist, client=a_client(therapist, conditions=["statin"]), hours_ago=80)
    address, sent = f"/complaints/{treatment.complaint.pk}/treatments/new/", filled(disclosure="nothing_new")
    added = desk.post(address, {**sent, "conditions": ["statin", "pregnancy"]}).content.decode()
    gone = desk.post(address, {**sent, "conditions": []}).content.decode()
    assert "Du har sat kryds ved: graviditet. Men du har svaret: “Jeg har spurgt. Intet er nyt”." in added
    assert "Du har fjernet krydset ved:" in gone and Treatment.objects.count() == 1
    assert desk.post(address, {**sent, "conditions": ["statin"]}).status_code == 302


def test_signs_that_nobody_asked_about_are_unknown(desk):
    desk.post("/clients/new/", filled(sign_headache=""))
    assert course_of(Treatment.objects.get(), [])["baseline"]["symptoms"] is None


def test_asked_and_none_is_none(desk):
    desk.post("/clients/new/", filled(conditions=[], disclosure="asked_first", sign_headache="", no_signs="1"))
    course = course_of(Treatment.objects.get(), [])
    assert (course["client"]["conditions"], course["baseline"]["symptoms"]) == ([], {})


NEEDLES = {
    ("mixed", ""): None, ("mixed", "no"): False, ("mixed", "yes"): True, ("trigger_point", ""): None, ("trigger_point", "yes"): True,
    ("dry_needling", ""): True, ("dry_needling", "yes"): True, ("dry_needling", "no"): None, ("massage", ""): False, ("massage", "yes"): True,
}  # fmt: skip


@pytest.mark.parametrize(("kind", "said"), NEEDLES)
def test_needles_are_asked_about_where_the_kind_leaves_it_open(desk, kind, said):
    answer = desk.post("/clients/new/", filled(kind=kind, needles_used=said))
    kept = Treatment.objects.first()
    assert (kept and kept.needles_used) == NEEDLES[kind, said] and (answer.status_code == 302) == bool(kept)
    if kept:
        assert course_of(kept, [])["treatment"]["needles_used"] == kept.needles_used == kept.history.get().needles_used
    elif said:
        assert "Slags siger nåle, men her er svaret nej." in answer.content.decode()


@pytest.mark.parametrize(("used", "told", "level"), [(True, "der blev brugt nåle", 4), (False, None, 2), (None, "ikke oplyst om der blev brugt nåle", 4)])
def test_needles_in_a_mixed_treatment_are_judged_and_shown(desk, therapist, used, told, level):
    treatment = a_treatment(therapist, kind="mixed", needles_used=used)
    assert an_answer(treatment, hours=18, pain=3, qualities=["dull"], sites=["chest:left"]).level == level
    shown = [desk.get(f"/clients/{treatment.client.pk}/").content.decode(), str(Letter(treatment.complaint, timezone.now()).as_mapping())]
    for each in shown:
        assert (told in each.lower()) if told else ("brugt nåle" not in each)


WRONG = {
    "a treatment that is not over": {"ended_at": "2999-01-01T12:00"},
    "a treatment of last month": {"ended_at": (datetime.now() - timedelta(days=15)).strftime("%Y-%m-%dT%H:%M")},
    "no end": {"ended_at": ""},
    "pressure six": {"pressure": "6"},
    "pressure nought": {"pressure": "0"},
    "no minutes": {"minutes": "0"},
    "pain eleven": {"pain": "11"},
    "no baseline": {"pain": ""},
    "an unknown kind": {"kind": "magic"},
    "no side": {"side": ""},
    "the middle of a knee": {"region": "knee", "side": "mid"},
    "born tomorrow": {"born": "2999-01-01"},
    "a child": {"born": f"{timezone.localdate() - timedelta(days=17 * 365)}"},
    "letters for a phone": {"phone": "ring mig\r\nBcc: x"},
    "a place that is none": {"treated_sites": ["moon:left"]},
}


@pytest.mark.parametrize("what", WRONG)
@pytest.mark.item(4, 11, 12)
def test_what_cannot_be_is_refused_and_nothing_is_stored(desk, what):
    response = desk.post("/clients/new/", filled(**WRONG[what]))
    assert response.status_code == 200
    assert 'role="alert"' in response.content.decode()
    assert not Client.objects.exists()


def test_the_end_must_have_a_time_zone(therapist):
    with pytest.raises(ValidationError):
        a_treatment(therapist, ended_at=datetime.now() - timedelta(hours=2))


def test_hours_are_elapsed_hours_when_the_clocks_change():
    for before, after, hours in (
        (datetime(2026, 10, 24, 20, tzinfo=COPENHAGEN), datetime(2026, 10, 25, 20, tzinfo=COPENHAGEN), 25),
        (datetime(2027, 3, 27, 20, tzinfo=COPENHAGEN), datetime(2027, 3, 28, 20, tzinfo=COPENHAGEN), 23),
    ):
        # Python subtracts two times of one zone by the wall; what comes from a database is in UTC.
        treatment = Treatment(ended_at=before.astimezone(ZoneInfo("UTC")))
        assert treatment.hours_at(after.astimezone(ZoneInfo("UTC"))) == hours


def test_a_second_treatment_of_the_same_complaint(desk, therapist):
    first = a_treatment(therapist, hours_ago=100)
    response = desk.post(f"/complaints/{first.complaint.pk}/treatments/new/", filled())
    assert response.status_code == 302
    assert first.complaint.treatments.count() == 2


def test_a_new_complaint_of_a_known_client(desk, therapist):
    client = a_client(therapist)
    desk.post(f"/clients/{client.pk}/complaints/new/", filled(region="knee", side="right"))
    assert client.complaints.get().site == "knee:right"


@pytest.mark.item(2)
def test_what_is_typed_is_shown_as_typed_and_never_run(desk):
    canary = "<script>alert(1)</script>{{7*7}}"
    desk.post("/clients/new/", filled(name=canary, words=canary))
    client = Client.objects.get()
    for page in (desk.get("/worklist/"), desk.get(f"/clients/{client.pk}/"), desk.get("/clients/?q=<script>")):
        text = page.content.decode()
        assert "<script>" not in text


@pytest.mark.parametrize("kind, status", [("massage", 302), ("wellness_massage", 302), ("trigger_point", 200)])
def test_where_no_points_were_counted_a_massage_had_none(desk, kind, status):
    assert desk.post("/clients/new/", filled(kind=kind, trigger_points="")).status_code == status
    assert list(Treatment.objects.values_list("trigger_points", flat=True)) == ([0] if status == 302 else [])


def test_a_reason_that_a_new_client_needs_is_asked_for_and_nothing_is_lost(desk):
    refused = desk.post("/clients/new/", filled(born="1940-05-04")).content.decode()
    assert "skriftlig grund" in refused and "Mette Holm" in refused and not Client.objects.exists()
    assert desk.post("/clients/new/", filled(born="1940-05-04", reason_age_cap="Klienten kender det hårde tryk.")).status_code == 302


def test_what_new_medicine_means_today_is_read_before_the_treatment_is_kept(desk, therapist):
    sent = filled(conditions=["anticoagulant"], conditions_seen=[])
    page = desk.post("/clients/new/", sent).content.decode()
    assert not Treatment.objects.exists()
    assert "Nyt: blodfortyndende medicin. Læs nedenfor" in page
    assert "Spørg hvad det betyder i dag." in page and "Sæt kryds ved det der er nyt" not in page
    assert '<input type="hidden" name="conditions_seen" value="anticoagulant">' in page and 'value="anticoagulant" checked' in page
    desk.post("/clients/new/", {**sent, "conditions_seen": ["anticoagulant"]})
    assert Treatment.objects.get().client.conditions == ["anticoagulant"]


def test_the_field_for_points_says_before_it_is_sent_when_it_must_be_filled_in(desk):
    page = desk.get("/clients/new/").content.decode()
    hint = '<p class="hint" id="id_trigger_points-hint">Skal udfyldes, undtagen ved massage.</p>'
    assert hint in page and 'aria-describedby="id_trigger_points-hint"' in page
