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


def refused_in_every_way(kept):
    """Each row in each way; the first that is not refused fails."""
    for row in kept:
        for way, tried in WAYS_ROUND.items():
            try:
                tried(row)
            except WrittenOnce:
                continue
            pytest.fail(f"{type(row).__name__}: {way} is not refused")


def refused_by_the_database(kept):
    for table in (row._meta.db_table for row in kept):
        with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET clinic_id = clinic_id")


def test_no_way_in_python_changes_what_is_written_once(kept):
    refused_in_every_way(kept.values())


@pytest.mark.item(60)
def test_the_database_refuses_a_change_from_anywhere(kept):
    refused_by_the_database(kept.values())


def test_an_assessment_holds_what_is_needed_to_judge_again(kept):
    assessment = kept[Assessment]
    assert assessment.book_version
    assert assessment.inputs["checkins"][-1]["pain"] == 7
    assert assessment.answer["findings"] is not None
    assert assessment.told["headline"]
