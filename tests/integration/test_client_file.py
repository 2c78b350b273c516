"""The file of one client holds everything that is stored about her, and her own copy no note of a therapist."""

import json

import pytest
from django.db import models
from django.utils import timezone, translation

from myosotis.clinic.care.models import AnswerLink
from myosotis.clinic.keeping.actions import everything_of
from myosotis.clinic.letters.rows import LEFT_OUT, columns_of
from myosotis.clinic.mine.presenter import HerCourses
from tests.integration.people import a_client, a_treatment
from tests.integration.whole_client import HERS, NOTES, a_whole_client

pytestmark = pytest.mark.either_database

SECRET = ("hash", "nonce", "token", "secret", "password", "seal")


@pytest.fixture
def client(therapist):
    return a_whole_client(therapist)


@pytest.fixture
def said(desk, client):
    return desk.get(f"/clients/{client.pk}/file.json").json()


def test_no_table_and_no_column_of_a_client_is_forgotten(client, said):
    """Both are walked by their foreign keys: what is added tomorrow stands in the file, or with a reason in LEFT_OUT."""
    for model, keys in everything_of(client.pk).items():
        table = model._meta.label
        if table in LEFT_OUT:
            continue
        assert keys, f"{table}: make one in tests/integration/whole_client.py"
        rows = said["rows"][table]
        assert len(rows) == len(keys), table
        for field in model._meta.concrete_fields:
            assert field.name in LEFT_OUT or all(field.name in row for row in rows), f"{table}.{field.name}"


def test_what_is_left_out_is_still_there_to_be_left_out_and_says_why(client, said):
    tables = everything_of(client.pk)
    known = {model._meta.label for model in tables} | {field.name for model in tables for field in model._meta.concrete_fields}
    assert set(LEFT_OUT) <= known and all(LEFT_OUT.values()) and said["left_out"] == LEFT_OUT


def test_no_secret_is_in_the_file(client, said):
    for model in everything_of(client.pk):
        assert not [name for name in columns_of(model) if any(part in name for part in SECRET)], model._meta.label
    text = json.dumps(said)
    for link in AnswerLink.objects.filter(clinic=client.clinic):
        assert link.token not in text and link.token_hash not in text and str(link.nonce) not in text


def test_every_row_is_told_with_who(client, said):
    for model in everything_of(client.pk):
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and field.name == "by" and model._meta.label in said["rows"]:
                assert {row["by"] for row in said["rows"][model._meta.label]} <= {"Nora", None}
    assert "Nora" in {row["by"] for row in said["rows"]["before.Disclosure"]}
    versions = said["rows"]["care.HistoricalClient"]
    assert versions[0]["phone"] == "+4511111111" and versions[-1]["phone"] == "+4512345678"


def test_the_notes_of_the_clinic_are_in_its_file_and_her_words_beside_them(client, said):
    text = json.dumps(said, ensure_ascii=False)
    assert [words for words in (*NOTES.values(), *HERS.values()) if words not in text] == []
    assert said["complaints"][0]["words"] == HERS["complaint"] and said["complaints"][0]["place"] == "Venstre skulder"
    before = said["complaints"][0]["treatments"][-1]["before"]
    assert [before[name] for name in ("stiffness", "function", "mobility", "tension")] == [7, 3, 4, 6]


@pytest.mark.item(51)
@pytest.mark.parametrize("language", ["da", "en"])
def test_her_own_copy_holds_no_note_of_a_therapist(client, language):
    with translation.override(language):
        hers = json.dumps(HerCourses(client, timezone.now()).as_mapping(), ensure_ascii=False, default=str)
    assert HERS["complaint"] in hers and HERS["answer"] in hers
    assert [words for words in NOTES.values() if words in hers] == []


def test_nothing_of_another_client_is_in_it(desk, client, therapist):
    other = a_treatment(therapist, client=a_client(therapist, name="Anna Bo"))
    text = json.dumps(desk.get(f"/clients/{client.pk}/file.json").json())
    assert str(other.pk) not in text and "Anna Bo" not in text
