"""The whole client on paper: every note and every word of hers, who and when, as an accessible PDF."""

import json
import shutil
import subprocess

import pytest
from django.utils import timezone, translation

from myosotis.clinic.care.presenters import wording
from myosotis.clinic.letters.whole import WholeClient, as_pdf
from myosotis.clinic.mine.paper import as_pdf as mine_pdf
from myosotis.clinic.mine.presenter import HerCourses
from tests.integration.people import a_client
from tests.integration.whole_client import HERS, NOTES, a_whole_client

pytestmark = pytest.mark.either_database


def said_of(client, language) -> dict:
    with translation.override(language):
        return WholeClient(client, timezone.now()).as_mapping()


@pytest.mark.parametrize("language", ["da", "en"])
def test_no_note_and_no_word_of_hers_is_missing(therapist, language):
    text = json.dumps(said_of(a_whole_client(therapist), language), ensure_ascii=False)
    assert [words for words in (*NOTES.values(), *HERS.values()) if words not in text] == []
    assert ".." not in text


def test_it_holds_doses_answers_readings_levels_what_was_told_and_who_read_of_illness(therapist):
    said = said_of(a_whole_client(therapist), "da")["complaints"][0]
    newest, before = said["treatments"][:2]
    answers = next(part["lines"] for part in before["parts"] if part["heading"] == "Svar")
    assert any("Niveau " in line and "Klienten fik at vide: “" in line and "Egen vurdering" in line for line in answers)
    lines = " ".join(line for part in newest["parts"] for line in part["lines"])
    with translation.override("da"):
        statin = wording.label("conditions", "statin")
    for words in ("tryk: ", "40 minutter", f"Sygdom og medicin: {statin}", "Læst af Nora", "Nakke", "7 af 10"):
        assert words.lower() in lines.lower(), (words, lines)
    assert said["chart"].startswith("<svg") and [part["heading"] for part in said["parts"]] == [
        "Det vigtigste først", "Beslutninger", "Planer", "Behandlinger andre steder", "Øvelser", "Svar før et besøg", "Det der var aftalt",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["da", "en"])
def test_it_is_an_accessible_pdf_for_a_whole_client_and_for_a_new_one(therapist, language):
    for client in (a_whole_client(therapist), a_client(therapist, name="Anna Bo", conditions=None)):
        with translation.override(language):
            made = as_pdf(WholeClient(client, timezone.now()))
        assert made.startswith(b"%PDF") and b"pdfuaid:part" in made


def test_it_is_taken_from_the_clients_page_and_logged(desk, therapist):
    client = a_client(therapist)
    address = f"/clients/{client.pk}/file.pdf"
    assert address in desk.get(f"/clients/{client.pk}/").content.decode()
    answer = desk.get(address)
    assert answer["Content-Type"] == "application/pdf" and "Mette" not in answer["Content-Disposition"]
    assert client.clinic.events.filter(what="client_paper.seen", by=therapist).exists()


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="no pdftotext here (sudo apt install poppler-utils)")
@pytest.mark.parametrize("language, mark", [("da", "Demo – opdigtede personer"), ("en", "Demo – invented people")])
def test_in_the_demo_every_sheet_of_every_paper_says_that_the_people_are_invented(desk, therapist, settings, tmp_path, language, mark):
    client = a_whole_client(therapist)
    complaint, desk.cookies[settings.LANGUAGE_COOKIE_NAME] = client.complaints.get(), language
    newest = complaint.treatments.latest("ended_at")
    papers = [f"/clients/{client.pk}/file.pdf", *(f"/complaints/{complaint.pk}/{name}" for name in ("letter.pdf", "summary.pdf"))]
    papers += [f"/treatments/{newest.pk}/{name}" for name in ("incident.pdf", "map.pdf", "agreement/pdf/")]
    for demo in (True, False):
        settings.DEMO = demo
        for address in papers:
            sheets, title = read(desk.get(address).content, tmp_path)
            assert all((mark in sheet) is demo for sheet in sheets) and (mark in title) is demo, address
        with translation.override(language):
            hers = read(mine_pdf(HerCourses(client, timezone.now())), tmp_path)
        assert all((mark in sheet) is demo for sheet in hers[0])


def read(made, tmp_path) -> tuple[list[str], str]:
    """The words of each sheet, and the title."""
    file = tmp_path / "made.pdf"
    file.write_bytes(made)
    words = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True).stdout
    return words.rstrip("\f").split("\f"), subprocess.run(["pdfinfo", file], capture_output=True, text=True, check=True).stdout.partition("\n")[0]
