"""An assessment is kept as it was: what was judged, from what, and what the client was told."""

import uuid

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from myosotis.clinic.care.actions import acknowledge
from myosotis.clinic.care.models import Acknowledgement, Assessment, CheckIn
from myosotis.clinic.during.actions import begin_sitting, give_signal, keep_sittings
from myosotis.clinic.during.models import KeptSitting, Signal
from myosotis.clinic.people.append_only import AppendOnly, WrittenOnce
from myosotis.clinic.people.guards import put_up, standing
from myosotis.clinic.people.history import Recorded
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
        CheckIn: assessment.checkin,
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
        for statement in (f"UPDATE {table} SET clinic_id = clinic_id", f"DELETE FROM {table}"):
            with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)


def test_no_way_in_python_changes_what_is_written_once(kept):
    refused_in_every_way(kept.values())


@pytest.mark.item(60)
def test_the_database_refuses_a_change_from_anywhere(kept, therapist):
    versions = [row.history.first() for row in (kept[Assessment].checkin.treatment, kept[Assessment].checkin.treatment.client, therapist)]
    refused_by_the_database([*kept.values(), *versions])


OUR_MODELS = [model for model in apps.get_models() if model.__module__.startswith("myosotis.")]
VERSIONS = [model for model in OUR_MODELS if hasattr(model, "instance_type")]
WRITTEN = [model for model in OUR_MODELS if issubclass(model, AppendOnly)]
# What is neither written once nor kept in versions, and why it need not be.
NEITHER = {
    "people.Installation": "one row that says what the database is for",
    "people.User": "a login; who may do what is the therapist's, and every way in is an event",
    "people.Miss": "counts guesses in a minute, of nobody",
    "care.LeftOff": "is taken away again should she go on; what she leaves becomes a check-in",
    "care.AnswerLink": "opens and closes, each an event",
    "care.Standing": "worked out anew each time",
    "notices.Message": "waits, is tried and sent; says nothing about her",
    "mine.LoginLink": "opens and closes, each an event",
    "before.PreparationLink": "opens and closes, each an event",
    "during.Sitting": "a draft until it is kept",
    "keeping.Erasing": "there while an erasure goes on",
}


def test_every_model_is_written_once_or_kept_in_versions_or_says_why_not():
    recorded = [model for model in OUR_MODELS if issubclass(model, Recorded)]
    assert {model._meta.label for model in OUR_MODELS} - {model._meta.label for model in (*WRITTEN, *recorded, *VERSIONS)} == set(NEITHER)
    assert {model.history.model for model in recorded} == set(VERSIONS)


@pytest.mark.item(60)
@pytest.mark.parametrize("model", WRITTEN, ids=lambda model: model.__name__)
def test_no_model_that_is_written_once_has_a_way_round(db, model):
    row = model(pk=uuid.uuid4().int >> 80 if model._meta.pk.get_internal_type() == "BigAutoField" else uuid.uuid4())
    row._state.adding = False
    refused_in_every_way([row])
    for way in (lambda: model._base_manager.update(pk=None), lambda: model._base_manager.filter(pk=None).delete(), lambda: row.save(update_fields=["id"])):
        with pytest.raises(WrittenOnce):
            way()


@pytest.mark.item(60)
@pytest.mark.parametrize("model", VERSIONS, ids=lambda model: model.__name__)
def test_no_version_is_changed_or_taken_out(db, model):
    for way in (lambda rows: rows.update(name=""), lambda rows: rows.delete(), lambda rows: rows.all().delete()):
        with pytest.raises(WrittenOnce):
            way(model.instance_type.history)


@pytest.mark.item(60)
def test_the_database_guards_every_table_that_is_kept(db):
    tables = {model._meta.db_table for model in (*WRITTEN, *VERSIONS)}
    assert {f"{table}_{guard}" for table in tables for guard in ("written_once", "kept")} - standing() == set()


def test_a_guard_that_was_lost_is_put_up_again(db):
    with connection.cursor() as cursor:
        for guard in ("written_once", "kept"):
            cursor.execute(f"DROP TRIGGER care_checkin_{guard}{'' if connection.vendor == 'sqlite' else ' ON care_checkin'}")
    lost = {"care_checkin_written_once", "care_checkin_kept"}
    assert not lost & standing()
    put_up()
    assert lost <= standing()


def test_of_an_answer_only_whether_it_is_hers_may_be_learned_later(kept):
    answer = kept[CheckIn]
    answer.by_her = False
    answer.save(update_fields=["by_her"])
    columns = {field.column for field in CheckIn._meta.concrete_fields} - set(CheckIn.MAY_CHANGE)
    for column in columns:
        with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE care_checkin SET {column} = {column}")
    with pytest.raises(WrittenOnce):
        answer.save(update_fields=["by_her", "answers"])


def test_an_assessment_holds_what_is_needed_to_judge_again(kept):
    assessment = kept[Assessment]
    assert assessment.book_version
    assert assessment.inputs["checkins"][-1]["pain"] == 7
    assert assessment.answer["findings"] is not None
    assert assessment.told["headline"]
