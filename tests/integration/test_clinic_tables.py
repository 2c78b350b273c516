"""The clinic's own file holds every table and every column of the clinic, says what each is in both languages, and holds no secret."""

import io
import zipfile
from datetime import timedelta

import polars as pl
import pytest
from django.apps import apps
from django.utils import timezone

from myosotis.clinic.care.models import AnswerLink
from myosotis.clinic.letters.rows import LEFT_OUT
from myosotis.clinic.letters.tables import NOT_HERE, VERSIONS, called, clinic_zip, readme, things_of
from myosotis.clinic.presence.actions import begin_absence
from tests.integration.test_client_file import SECRET
from tests.integration.whole_client import HERS, NOTES, a_whole_client

pytestmark = pytest.mark.either_database

# Of nobody's treatment, and made by no client: an empty table is enough.
EMPTY = {"limits", "own_links", "openings", "erasures"}


@pytest.fixture
def made(therapist):
    a_whole_client(therapist)
    at = timezone.now()
    begin_absence(clinic=therapist.clinic, by=therapist, at=at, from_at=at, until_at=at + timedelta(days=2), reason="holiday", substitute="Vikar Ida", substitute_phone="+4570102031")
    return zipfile.ZipFile(io.BytesIO(clinic_zip(therapist.clinic)))


def frame_of(made, name):
    return pl.read_parquet(io.BytesIO(made.read(f"parquet/{name}.parquet")))


def everything_of_a_clinic():
    """Walked anew, by what points to a clinic: (model, what its file is called)."""
    for model in apps.get_models():
        if any(field.name == "clinic" for field in model._meta.concrete_fields) and model._meta.label not in LEFT_OUT:
            yield model, called(things_of(model.instance_type)) + VERSIONS if hasattr(model, "instance_type") else called(things_of(model))


def test_no_table_and_no_column_of_a_clinic_is_forgotten(made):
    files = {name for name in made.namelist() if name.startswith("parquet/")}
    wanted = {name: model for model, name in everything_of_a_clinic()}
    assert files == {f"parquet/{name}.parquet" for name in wanted}
    for name, model in wanted.items():
        frame = frame_of(made, name)
        columns = {field.name for field in model._meta.concrete_fields if field.name not in LEFT_OUT and f"{model._meta.label}.{field.name}" not in NOT_HERE}
        assert columns <= set(frame.columns), name
        assert frame.height or name.removesuffix(VERSIONS) in EMPTY, f"{name}: make one in tests/integration/whole_client.py"


def test_what_is_left_out_is_there_to_be_left_out_and_says_why():
    known = {f"{model._meta.label}.{field.name}" for model in apps.get_models() for field in model._meta.concrete_fields}
    assert set(NOT_HERE) <= known and all(NOT_HERE.values())


def test_every_table_is_told_of_in_both_languages(made):
    danish, english = readme().split("\n\n")
    for _model, name in everything_of_a_clinic():
        if not name.endswith(VERSIONS):
            assert f"\n{name}: " in danish and f"\n{name}: " in english, name
    assert made.read("README.txt").decode() == readme()


def test_every_note_and_every_word_is_in_it_and_no_secret(made, therapist):
    text = "\n".join(made.read(name).decode() for name in made.namelist() if name.endswith(".csv"))
    assert [words for words in (*NOTES.values(), *HERS.values(), "Vikar Ida") if words not in text] == []
    for link in AnswerLink.objects.filter(clinic=therapist.clinic):
        assert link.token not in text and link.token_hash not in text and str(link.nonce) not in text
    for _model, name in everything_of_a_clinic():
        # The seal of the log proves that a line is whole; it opens nothing.
        assert not [column for column in frame_of(made, name).columns if any(part in column for part in SECRET) and column != "seal"], name


def test_an_own_judgement_stands_beside_what_it_closed(made):
    frame = frame_of(made, "acknowledgements")
    assert "negative_reaction" in frame["own_reading"].to_list() and "talked" in frame["own_rests_on"].to_list()
    assert set(frame_of(made, "own_judgements")["by"].to_list()) == {"Nora"}
