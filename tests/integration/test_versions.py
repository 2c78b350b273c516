"""What was changed of a client can be read: from what to what, by whom and when, in words, and no column is forgotten."""

import re
from datetime import date

import pytest
from django.utils import timezone, translation

from myosotis.clinic.before.actions import keep_disclosure
from myosotis.clinic.care.actions.correct import correct_client
from myosotis.clinic.keeping.actions import everything_of
from myosotis.clinic.keeping.versions import SAID, STAYS, TOGETHER, changes_of
from myosotis.knowledge import load_book
from tests.integration.people import a_client, a_treatment
from tests.integration.whole_client import HERS, a_whole_client

pytestmark = pytest.mark.either_database


def words_of(desk, address) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", desk.get(address).content.decode()))


def test_no_column_that_can_change_is_forgotten(therapist):
    client = a_whole_client(therapist)
    shown = load_book().words("versions_page")["columns"]
    recorded = [model for model in everything_of(client.pk) if hasattr(model, "history") and not hasattr(model, "instance_type")]
    assert {model.__name__ for model in recorded} == set(shown), "give the new thing its words in words/versions_page.yaml"
    for model in recorded:
        together = {column for columns, _said in TOGETHER.get(model.__name__, {}).values() for column in columns}
        said = together | set(shown[model.__name__]) - set(TOGETHER.get(model.__name__, {}))
        assert said == {field.name for field in model._meta.concrete_fields} - STAYS, f"{model.__name__}: give each column its words in words/versions_page.yaml"
    assert set(SAID) <= {column for columns in shown.values() for column in columns}


CHANGED = {
    "da": ("Hvad der er rettet", "fra +4512345678 til +4587654321", "fra Mette Holm til Mette Lund", "4. maj 1980", "Sygdom og medicin", "graviditet", "fra 40 til 25", "fra hårdt til let"),
    "en": ("What was changed", "from +4512345678 to +4587654321", "from Mette Holm to Mette Lund", "4 May 1980", "Illness and medicine", "pregnancy", "from 40 to 25", "from firm to light"),
}


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_change_says_from_what_to_what_by_whom_and_when(desk, therapist, settings, language):
    treatment = a_treatment(therapist, hours_ago=5)
    client = treatment.client
    address, log = f"/clients/{client.pk}/changes/", f"/clients/{client.pk}/log/"
    desk.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    nothing = {"da": "Intet er rettet.", "en": "Nothing was changed."}[language]
    assert nothing in words_of(desk, address) and address in desk.get(log).content.decode()
    desk.post(f"/clients/{client.pk}/correct/", {"name": "Mette Lund", "born": "1980-05-14", "phone": "+4587654321", "language": "da"})
    keep_disclosure(treatment=treatment, conditions=["pregnancy"], changed=True, preparation=None, by=therapist, at=timezone.now())
    treatment.refresh_from_db()
    treatment.minutes, treatment.pressure = 25, 2
    treatment.save()
    said = words_of(desk, address)
    assert [words for words in CHANGED[language] if words not in said] == [] and nothing not in said
    assert f"{timezone.localtime():%Y}" in said and f"· {therapist.name}" in said


def test_what_was_saved_without_a_change_is_no_change(therapist):
    client = a_client(therapist)
    client.save()
    assert changes_of(client) == []


def test_the_newest_stands_first_and_nothing_of_another_client_is_there(therapist):
    client, other = a_whole_client(therapist), a_client(therapist, name="Anna Bo")
    correct_client(client=other, by=therapist, at=timezone.now(), name="Anna Bo Lund", born=date(1990, 1, 1), phone="", language="en")
    with translation.override("da"):
        found = changes_of(client)
        assert all("Anna" not in said for change in found for _column, said in change.rows)
    assert any(HERS["complaint"] in said for change in found for _column, said in change.rows)
    assert found[-1].what.startswith("Genen: ") and found[-1] != found[0] and {change.who for change in found} <= {"Nora", "uden login"}
