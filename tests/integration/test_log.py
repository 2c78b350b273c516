"""Who did and saw what: every look and every change is kept, sealed, and in versions; what was touched shows."""

import pytest
from django.db import connection

from myosotis.clinic.care.models import Baseline, Client, Complaint, Treatment
from myosotis.clinic.keeping.log import check_log, faults_in
from myosotis.clinic.people.history import Unrecorded
from myosotis.clinic.people.models import Event
from tests.integration.people import a_client, a_treatment, agree_before, an_answer
from tests.integration.test_doors import CLINIC, TAKES_NO, address, patterns

# Pages that show no client, or change something, which is an event of its own.
SHOW_NOBODY = {"register", "limits", "gallery", "mfa_index", "clinic_settings", "colleagues", "alert_address", "clinic_file"}


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
        cursor.execute(f"DROP TRIGGER people_event_written_once{on}")
        cursor.execute(statement, values)


@pytest.mark.parametrize("statement, number, why", [
    ("UPDATE people_event SET what = 'nothing' WHERE number = 3", 3, "changed"),
    ("UPDATE people_event SET by_id = NULL WHERE number = 3", 3, "changed"),
    ("DELETE FROM people_event WHERE number = 3", 3, "missing"),
    ("UPDATE people_event SET seal = 'x' WHERE number = 2", 2, "changed"),
])  # fmt: skip
def test_what_was_changed_or_taken_out_shows(therapist, statement, number, why):
    a_treatment(therapist)
    touch(statement)
    fault = faults_in(therapist.clinic)[0]
    assert fault.number == number and why in fault.why and therapist.clinic.name in str(fault)


def test_the_guard_still_stands_after_the_table_was_made_anew(therapist):
    from django.db import DatabaseError, transaction

    with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE people_event SET what = 'x'")


def test_every_version_is_kept_with_who_made_it(desk, therapist):
    treatment = a_treatment(therapist, hours_ago=80)
    from tests.integration.test_registration import filled

    desk.post(f"/complaints/{treatment.complaint.pk}/treatments/new/", filled(disclosure="changed", conditions=["pregnancy"]))
    versions = list(treatment.client.history.order_by("history_date"))
    assert [version.conditions for version in versions] == [[], ["pregnancy"]]
    assert versions[-1].history_user == therapist.user and versions[-1].history_type == "~"


@pytest.mark.parametrize("model", [Client, Complaint, Treatment, Baseline])
@pytest.mark.parametrize("way", ["update", "bulk_update", "bulk_create", "update_or_create"])
def test_no_bulk_write_goes_round_the_versions(therapist, model, way):
    a_treatment(therapist, client=a_client(therapist))
    row = model.objects.first()
    ways = {
        "update": lambda: model.objects.filter(pk=row.pk).update(made_at=row.made_at),
        "bulk_update": lambda: model.objects.bulk_update([row], ["made_at"]),
        "bulk_create": lambda: model.objects.bulk_create([row]),
        "update_or_create": lambda: model.objects.update_or_create(pk=row.pk),
    }
    with pytest.raises(Unrecorded):
        ways[way]()
