"""An assessment is kept as it was: what was judged, from what, and what the client was told."""

import uuid

import pytest
from django.db import DatabaseError, connection, transaction

from myosotis.clinic.care.actions import acknowledge
from myosotis.clinic.care.models import Acknowledgement, Assessment
from myosotis.clinic.during.actions import begin_sitting, give_signal, keep_sittings
from myosotis.clinic.during.models import KeptSitting, Signal
from myosotis.clinic.people.append_only import WrittenOnce
from myosotis.clinic.people.models import Event
from tests.integration.people import a_treatment, an_answer

WAYS_ROUND = {
    "save": lambda kept: kept.save(),
    "delete": lambda kept: kept.delete(),
    "update": lambda kept: type(kept).objects.update(pk=kept.pk),
    "filter and update": lambda kept: type(kept).objects.filter(pk=kept.pk).update(pk=kept.pk),
    "filter and delete": lambda kept: type(kept).objects.filter(pk=kept.pk).delete(),
    "bulk_create": lambda kept: type(kept).objects.bulk_create([kept]),
    "bulk_update": lambda kept: type(kept).objects.bulk_update([kept], ["id"]),
    "update_or_create": lambda kept: type(kept).objects.update_or_create(pk=kept.pk),
}


@pytest.fixture
def kept(therapist):
    treatment = a_treatment(therapist)
    assessment = an_answer(treatment)
    sitting = begin_sitting(complaint=treatment.complaint, by=therapist, at=treatment.ended_at, draft={})
    signal = give_signal(sitting=sitting, what="stop", key=uuid.uuid4(), at=treatment.ended_at, language="da")
    return {
        Assessment: assessment,
        Acknowledgement: acknowledge(assessment=assessment, by=therapist, at=assessment.made_at, note="ringet"),
        Event: Event.objects.last(),
        Signal: signal,
        KeptSitting: keep_sittings(treatment=treatment, by=therapist, at=assessment.made_at)[0],
    }


@pytest.mark.parametrize("way", WAYS_ROUND)
@pytest.mark.parametrize("model", [Assessment, Acknowledgement, Event, Signal, KeptSitting])
def test_no_way_in_python_changes_what_is_written_once(kept, model, way):
    with pytest.raises(WrittenOnce):
        WAYS_ROUND[way](kept[model])


@pytest.mark.parametrize("table", ["care_assessment", "care_acknowledgement", "people_event", "during_signal", "during_keptsitting"])
def test_the_database_refuses_a_change_from_anywhere(kept, table):
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET clinic_id = clinic_id")


def test_an_assessment_holds_what_is_needed_to_judge_again(kept):
    assessment = kept[Assessment]
    assert assessment.book_version
    assert assessment.inputs["checkins"][-1]["pain"] == 7
    assert assessment.answer["findings"] is not None
    assert assessment.told["headline"]
