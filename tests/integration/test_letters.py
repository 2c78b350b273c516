"""Letters and files: what a doctor must see first stands first, every PDF is accessible, and no table holds another clinic."""

import io
import json
import subprocess
import uuid
import zipfile
from datetime import date, timedelta

import polars as pl
import pytest
from django.utils import timezone, translation

from myosotis.body.zones import ZONES
from myosotis.clinic.care.actions import acknowledge, receive_checkin
from myosotis.clinic.care.actions.standing import follow_up
from myosotis.clinic.care.presenters import moments
from myosotis.clinic.care.presenters.paper import typeset
from myosotis.clinic.care.presenters.wording import site, sites
from myosotis.clinic.care.schedule import asks_of
from myosotis.clinic.letters.answer import pain_words
from myosotis.clinic.letters.letter import Letter, as_pdf
from myosotis.clinic.letters.tables import clinic_zip, tables
from myosotis.clinic.mine.actions import withdraw
from myosotis.clinic.plans import actions as plan_actions
from myosotis.clinic.plans.presenters.plan import why
from myosotis.clinic.plans.situation import Situation
from tests.integration.people import a_client, a_clinic, a_treatment, an_answer, becomes
from tests.integration.plans.courses import BETTER, NEGATIVE, a_course, treat

pytestmark = pytest.mark.either_database


@pytest.fixture
def treatment(therapist):
    made = a_treatment(therapist, client=a_client(therapist, conditions=["anticoagulant"]), hours_ago=80)
    danger = an_answer(made, hours=5, symptoms={"slurred_speech": 3})
    acknowledge(assessment=danger, by=therapist, at=timezone.now(), note="Sendt til 112.", own_reading="red_flag", rests_on="talked")
    an_answer(made, hours=50, pain=8)
    return made


def text_of_pdf(made, tmp_path) -> str:
    file = tmp_path / "made.pdf"
    file.write_bytes(made)
    return " ".join(subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True).stdout.split())


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("short", [True, False])
def test_every_letter_is_an_accessible_pdf(treatment, language, short):
    with translation.override(language):
        made = as_pdf(Letter(treatment.complaint, timezone.now(), short=short))
    assert made.startswith(b"%PDF") and b"pdfuaid:part" in made


def test_what_called_for_a_doctor_stands_first_with_what_was_done(treatment):
    said = Letter(treatment.complaint, timezone.now()).as_mapping()
    assert len(said["urgent"]) >= 1 and "Sendt til 112." in " ".join(said["urgent"]) and "tale" in " ".join(said["urgent"]).lower()
    assert "blodfortyndende" in said["conditions"] and len(said["treatments"][0]["answers"]) == 2


def test_the_page_before_a_visit_is_short_and_says_the_direction(treatment, therapist):
    last = treatment.checkins.last().assessments.last()
    acknowledge(assessment=last, by=therapist, at=timezone.now(), note="talt med hende", own_reading="negative_reaction", rests_on="talked")
    a_treatment(therapist, client=treatment.client, hours_ago=1)
    said = Letter(treatment.complaint, timezone.now(), short=True).as_mapping()
    assert len(said["treatments"]) == 1 and said["next"]


@pytest.mark.item(2)
def test_what_a_client_wrote_is_no_command_on_paper(therapist, tmp_path):
    made = a_treatment(therapist, client=a_client(therapist, name='#panic("x") *Mette*'), hours_ago=8)
    an_answer(made, pain=7)
    letter = as_pdf(Letter(made.complaint, timezone.now()))
    if not __import__("shutil").which("pdftotext"):
        pytest.skip("no pdftotext here (sudo apt install poppler-utils)")
    assert '#panic("x") *Mette*' in text_of_pdf(letter, tmp_path)


@pytest.mark.item(26, 32, 33)
def test_a_letter_is_taken_from_the_clients_page_and_logged(desk, treatment):
    page = desk.get(f"/clients/{treatment.client.pk}/").content.decode()
    for name in ("letter.pdf", "summary.pdf"):
        address = f"/complaints/{treatment.complaint.pk}/{name}"
        answer = desk.get(address)
        assert address in page and answer["Content-Type"] == "application/pdf" and "Mette" not in answer["Content-Disposition"]


def test_a_clients_file_holds_everything_and_who_looked(desk, treatment):
    desk.get(f"/clients/{treatment.client.pk}/")
    said = json.loads(desk.get(f"/clients/{treatment.client.pk}/file.json").content)
    assert said["conditions"] == ["anticoagulant"] and len(said["complaints"][0]["treatments"][0]["answers"]) == 2
    assert {"client.seen", "treatment.recorded", "checkin.received"} <= {line["what"] for line in said["log"]}


def test_the_clinics_tables_open_as_csv_and_parquet_and_hold_no_other_clinic(treatment, therapist):
    other = a_treatment(a_clinic("Klinik Syd", "sune"))
    made = zipfile.ZipFile(io.BytesIO(clinic_zip(therapist.clinic)))
    assert set(made.namelist()) == {"README.txt"} | {f"{kind}/{name}.{kind}" for kind in ("csv", "parquet") for name in tables(therapist.clinic)}
    for name in tables(therapist.clinic):
        frame = pl.read_parquet(io.BytesIO(made.read(f"parquet/{name}.parquet")))
        assert frame.height == pl.read_csv(io.BytesIO(made.read(f"csv/{name}.csv")), infer_schema=False).height, name
        assert str(other.pk) not in made.read(f"csv/{name}.csv").decode()
    clients = pl.read_parquet(io.BytesIO(made.read("parquet/clients.parquet")))
    assert clients["name"].to_list() == ["Mette Holm"]
    answers = pl.read_parquet(io.BytesIO(made.read("parquet/checkins.parquet")))["answers"].to_list()
    assert json.loads(answers[0])["pain"] in (7, 8)


def test_only_the_owner_takes_the_clinics_tables(desk, therapist):
    assert desk.get("/settings/clinic.zip")["Content-Type"] == "application/zip"
    becomes(therapist, "therapist")
    assert desk.get("/settings/clinic.zip").status_code == 403


def test_a_chart_on_paper_brings_its_own_colours(treatment):
    from myosotis.clinic.mine.paper import _complaint
    from myosotis.clinic.mine.presenter import HerCourses

    hers = _complaint(HerCourses(treatment.client, timezone.now()).complaints[0])["picture"]
    for drawing in (Letter(treatment.complaint, timezone.now()).as_mapping()["chart"], hers):
        used = set(__import__("re").findall(r'class="(chart-[a-z]+)"', drawing))
        assert used and all(f".{name} {{" in drawing for name in used), used


@pytest.mark.item(3)
def test_no_cell_of_a_spreadsheet_is_a_formula(therapist):
    for name in ("=HYPERLINK(1)", "+1", "@SUM(A1)", "-2", "\tx"):
        a_client(therapist, name=name)
    made = zipfile.ZipFile(io.BytesIO(clinic_zip(therapist.clinic)))
    cells = made.read("csv/clients.csv").decode()
    assert "'=HYPERLINK(1)" in cells and not any(f",{sign}" in cells for sign in ("=", "@", "+1,", "-2"))
    assert "=HYPERLINK(1)" in pl.read_parquet(io.BytesIO(made.read("parquet/clients.parquet")))["name"].to_list()


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_report_for_own_learning_has_the_facts_by_the_clock_and_where_to_tell_it(treatment, language):
    from myosotis.clinic.letters.incident import Incident
    from myosotis.clinic.letters.incident import as_pdf as incident_pdf

    with translation.override(language):
        said = Incident(treatment, timezone.now()).as_mapping()
        made = incident_pdf(Incident(treatment, timezone.now()))
    assert b"pdfuaid:part" in made and any("stps.dk" in line for line in said["where"])
    assert any("Sendt til 112." in line for line in said["lines"]) and len(said["lines"]) >= 5
    assert treatment.by.name in said["done"][0]


@pytest.mark.parametrize("language, source, unread", [("da", "Kilde: ", "Ikke læst i en kilde"), ("en", "Source: ", "Not read in a source")])
def test_the_report_says_where_to_tell_it_whoever_treated_each_with_its_source(language, source, unread):
    from myosotis.clinic.letters.incident import where_to_tell
    from myosotis.knowledge import load_book

    with translation.override(language):
        said = where_to_tell()
    assert all((source in line) is not (unread in line) for line in said)
    assert any("RAB" in line and "https://dansketerapeuter.dk." in line for line in said)
    assert sum("https://stps.dk." in line for line in said) >= 2
    # An address stands only where its source was read, and is of that source.
    for entry in load_book().file("advice/authorities").values():
        assert ("address" in entry) <= ("source" in entry) and ("source" in entry) == entry.get("verified", True)
        assert entry.get("address", "").removeprefix("https://") in entry.get("source", entry)["da"]


def test_the_report_is_on_the_clients_page(desk, treatment):
    address = f"/treatments/{treatment.pk}/incident.pdf"
    assert address in desk.get(f"/clients/{treatment.client.pk}/").content.decode()
    assert desk.get(address)["Content-Type"] == "application/pdf"


def test_what_could_not_be_judged_stands_first_and_nothing_is_called_calm(therapist):
    treatment = a_treatment(therapist, hours_ago=20)
    unread = an_answer(treatment, hours=5, pain=6, sites=["nowhere:left"])
    assert not unread.could_be_judged
    with translation.override("da"):
        urgent = Letter(treatment.complaint, timezone.now()).urgent
        assert len(urgent) == 1 and "kunne ikke vurdere svaret" in urgent[0]


STRANGE = {
    "a picture": "\N{FACE WITH HEAD-BANDAGE}", "a family": "\U0001f469\u200d\U0001f469\u200d\U0001f467", "a flag": "\U0001f1e9\U0001f1f0",
    "a keycap": "1\ufe0f\u20e3", "Arabic": "مرحبا", "Chinese": "王小明", "Hindi": "हिन्दी", "Thai": "ไทย", "apart": "Rene\u0301",
    "stacked": "x\u0323\u20dd\u0301\u0302", "control": "a\x07b\x1bc", "private": "\ue000\U000f0000", "half": "\ud83e", "unassigned": "\u0378",
}  # fmt: skip


@pytest.mark.parametrize("words", STRANGE.values(), ids=STRANGE)
def test_no_paper_is_refused_for_a_character(words):
    from myosotis.clinic.letters import incident
    from myosotis.clinic.mine import paper as mine

    at = timezone.now()
    for template in (incident.TEMPLATE, mine.TEMPLATE):
        said = {
            "language": "da", "title": words, "clinic": words, "whose": f"Før {words} efter", "done": [words], "agreed": words, "lines": [words],
            "questions": [words], "where": [words], "note": words, "not_a_doctor": words, "complaints": [],
            "headings": dict.fromkeys((*incident.HEADINGS, "answers", "no_answers", "agreed", "nothing_yet"), words),
        }  # fmt: skip
        assert b"pdfuaid:part" in typeset(template, said, at)


def test_every_paper_of_a_client_with_a_picture_in_her_name_and_words_is_made(desk, therapist, tmp_path):
    from tests.integration.people import agree_before

    client = a_client(therapist, name="Mette \N{FACE WITH HEAD-BANDAGE}\N{FACE WITH HEAD-BANDAGE} Holm 王小明")
    made = a_treatment(therapist, client=client, hours_ago=60)
    acknowledge(assessment=an_answer(made, hours=50, pain=8, note="ondt \N{CRYING FACE}"), by=therapist, at=timezone.now(), note="ringet \N{OK HAND SIGN}", own_reading="negative_reaction", rests_on="talked")
    agree_before(made.complaint, therapist)
    complaint, treatment = f"/complaints/{made.complaint.pk}", f"/treatments/{made.pk}"
    papers = (f"{complaint}/letter.pdf", f"{complaint}/summary.pdf", f"{treatment}/incident.pdf", f"{treatment}/map.pdf", f"{complaint}/agreement/pdf/")
    for address in papers:
        assert desk.get(address)["Content-Type"] == "application/pdf", address
    said = text_of_pdf(desk.get(papers[0]).content, tmp_path)
    assert "Mette [tegn] Holm [tegn]" in said and "ondt [tegn]" in said and "ringet [tegn]" in said


def test_in_the_last_resort_every_word_is_of_latin_letters():
    from myosotis.clinic.care.presenters.glyphs import shown_with_marks

    said = shown_with_marks({"a": ["مرحبا René – x\u20dd", 7]}, "[tegn]", plainest=True)
    assert said == {"a": ["[tegn] René – x[tegn]", 7]}


def pages_of(made, tmp_path) -> int:
    file = tmp_path / "pages.pdf"
    file.write_bytes(made)
    said = subprocess.run(["pdfinfo", file], capture_output=True, text=True, check=True).stdout
    return int(said.split("Pages:")[1].split()[0])


def letter_of(complaint, language="da", **more) -> dict:
    with translation.override(language):
        return Letter(complaint, timezone.now(), **more).as_mapping()


def everything(said) -> str:
    return json.dumps(said, ensure_ascii=False)


def test_a_probable_bad_reaction_stands_first_with_what_she_was_told_and_when_to_ring_a_doctor(therapist):
    treatment = a_treatment(therapist, hours_ago=54, pain=6)
    an_answer(treatment, hours=52, pain=8, compared="worse")
    said = letter_of(treatment.complaint)
    assert len(said["urgent"]) == 1
    for words in ("Niveau 3 af 5, Svar klienten i dag", "Negativ reaktion (sandsynligvis)", "6, nu 8", "“Kontakt din behandler i dag”, og at ringe til en læge hvis ingen har svaret", "Ikke set af nogen"):
        assert words in said["urgent"][0], words
    assert "kan være negativ" in said["purpose"]


def test_a_letter_says_why_it_is_sent_and_how_it_is_read(treatment, therapist):
    danger = an_answer(treatment, hours=60, symptoms={"vomiting": 2})
    assert "Vi beder om en lægelig vurdering" in letter_of(treatment.complaint)["purpose"]
    acknowledge(assessment=danger, by=therapist, at=timezone.now(), note="Hos læge.", own_reading="red_flag", rests_on="doctor_seen")
    said = letter_of(treatment.complaint)
    assert said["purpose"].startswith("Til orientering") and "blå felt" in said["headings"]["band"]
    assert any("1 Klienten ser tiden an" in line for line in said["how_to_read"]) and any("helingskrise" in line and "ikke bevist" in line for line in said["how_to_read"])


@pytest.mark.parametrize("short", [True, False])
def test_that_the_neck_was_treated_stands_with_the_danger_and_with_the_treatment(therapist, short):
    treatment = a_treatment(therapist, hours_ago=8, neck_treated=True, kind="mixed")
    an_answer(treatment, hours=5, symptoms={"slurred_speech": 3})
    said = letter_of(treatment.complaint, short=short)
    assert "Nakken blev behandlet." in said["urgent"][0] and "Nakken blev behandlet." in said["treatments"][0]["what"]


def test_a_map_says_which_treatment_it_is_of(therapist):
    first = a_treatment(therapist, hours_ago=24 * 9, pain=6)
    an_answer(first, hours=50, pain=7)
    treat(first.complaint, therapist, 1, start_reason="Aftalt igen.")
    assert letter_of(first.complaint)["map_of"].startswith("Kortet er fra behandling 1, ")


@pytest.mark.parametrize("language", ["da", "en"])
def test_no_sentence_of_a_paper_ends_twice(therapist, language):
    from myosotis.clinic.letters.incident import Incident

    treatment = a_treatment(therapist, hours_ago=24 * 8, pain=5)
    unjudged = an_answer(treatment, hours=5, pain=6, qualities=["spiky"], compared="worse")
    acknowledge(assessment=unjudged, by=therapist, at=timezone.now(), note="Ringet.")
    papers = [letter_of(treatment.complaint, language), letter_of(treatment.complaint, language, short=True)]
    with translation.override(language):
        papers.append(Incident(treatment, timezone.now()).as_mapping())
    assert not [paper for paper in papers if ".." in everything(paper | {"map": "", "chart": ""})]


def test_in_english_what_she_was_told_is_quoted_in_danish_and_its_level_said_in_english(therapist):
    treatment = a_treatment(therapist, hours_ago=8)
    an_answer(treatment, hours=5, symptoms={"slurred_speech": 3})
    said = letter_of(treatment.complaint, "en")
    assert "On the client's screen stood in Danish: “Ring 112” (Call 112)" in said["urgent"][0]
    assert "“Ring 112”" in letter_of(treatment.complaint)["urgent"][0]


def test_a_judgement_of_ones_own_stands_beside_the_machines_on_every_paper(therapist):
    from myosotis.clinic.letters.incident import Incident

    treatment = a_treatment(therapist, hours_ago=54, pain=6)
    judged = an_answer(treatment, hours=52, pain=8, compared="worse")
    acknowledge(assessment=judged, by=therapist, at=timezone.now(), note="Ringet.", own_reading="expected_reaction", rests_on="talked")
    with translation.override("da"):
        papers = [letter_of(treatment.complaint), letter_of(treatment.complaint, short=True), Incident(treatment, timezone.now()).as_mapping()]
    for paper in papers:
        assert "Egen vurdering: Kendt reaktion, hviler på: en samtale med klienten." in everything(paper) and "Negativ reaktion (sandsynligvis)" in everything(paper)


def test_the_page_before_a_visit_holds_earlier_reactions_the_decision_and_the_saved_plan_on_one_page(therapist, tmp_path):
    complaint = a_course(therapist, BETTER, NEGATIVE, BETTER)
    for name, words in (("decide", {"what": "go_on", "felt": "better", "change": ["lighter"], "words": "Vi tager det roligt. " * 20}),
                        ("record_plan", {"pressure": 2, "minutes": 20, "days": 14, "reason": "Aftalt. " * 60})):  # fmt: skip
        getattr(plan_actions, name)(complaint=complaint, by=therapist, at=timezone.now(), **words)
    last = complaint.treatments.order_by("ended_at").last()
    for hours in range(53, 66):
        acknowledge(assessment=an_answer(last, hours=hours, pain=8, note="Det gør ondt. " * 50), by=therapist, at=timezone.now(), note="Talt om det. " * 40, own_reading="negative_reaction", rests_on="talked")
    said = letter_of(complaint, short=True)
    assert "Behandling 2, " in said["earlier"][0] and "Negativ reaktion" in said["earlier"][0] and len(said["earlier"]) == 2
    assert "Gå videre med en ændring: mindre tryk" in everything(said["next"])
    assert "Gemt plan: tryk: let, 20 minutter, 14 dage til næste gang (Nora, " in everything(said["next"])
    for language in ("da", "en"):
        with translation.override(language):
            assert pages_of(as_pdf(Letter(complaint, timezone.now(), short=True)), tmp_path) == 1


def test_a_plan_that_was_used_is_not_offered_again(therapist):
    complaint = a_course(therapist, BETTER)
    plan_actions.record_plan(complaint=complaint, by=therapist, at=timezone.now(), pressure=2, minutes=20, days=14)
    treat(complaint, therapist, 0.01)
    assert "Der er ingen gemt plan." in everything(letter_of(complaint, short=True)["next"])


def test_a_report_is_offered_where_something_went_wrong_and_not_where_nothing_did(desk, therapist):
    calm = a_treatment(therapist, hours_ago=60)
    an_answer(calm, hours=50, pain=2, qualities=["dull"], compared="better")
    silent = a_treatment(therapist, client=a_client(therapist, name="Ole"), hours_ago=8)
    bad = a_treatment(therapist, client=a_client(therapist, name="Peter"), hours_ago=60)
    an_answer(bad, hours=50, pain=8, compared="worse")
    offered = {made.client.name: "incident.pdf" in desk.get(f"/clients/{made.client.pk}/").content.decode() for made in (calm, silent, bad)}
    assert offered == {"Mette Holm": False, "Ole": False, "Peter": True}


def test_the_saved_plan_stands_on_the_clients_page_until_it_is_used(desk, therapist):
    complaint = a_course(therapist, BETTER)
    address = f"/clients/{complaint.client.pk}/"
    assert "Gemt plan" not in desk.get(address).content.decode()
    plan_actions.record_plan(complaint=complaint, by=therapist, at=timezone.now(), pressure=2, minutes=20, days=14, reason="Aftalt.")
    assert "Gemt plan: tryk: let, 20 minutter, 14 dage til næste gang (Nora, " in desk.get(address).content.decode()
    treat(complaint, therapist, 0.01)
    assert "Gemt plan" not in desk.get(address).content.decode()


def test_the_export_holds_the_own_judgement_with_its_reason_and_is_explained_in_both_languages(treatment, therapist):
    made = zipfile.ZipFile(io.BytesIO(clinic_zip(therapist.clinic)))
    rows = pl.read_csv(io.BytesIO(made.read("csv/acknowledgements.csv")), infer_schema=False)
    assert rows.select("note", "own_reading", "own_rests_on").rows() == [("Sendt til 112.", "red_flag", "talked")]
    said = made.read("README.txt").decode()
    assert "Én række er én ting" in said and "One row is one thing" in said and said.index("Én række") < said.index("One row")
    assert "talked: en samtale med klienten" in said and "red_flag: Sign of danger" in said


def test_a_doctor_reads_which_answer_she_took_back_and_no_number_of_another_place(therapist, tmp_path):
    given = a_treatment(therapist, hours_ago=60)
    wrong = an_answer(given, hours=50, pain=9, compared="much_worse", qualities=["aching"])
    receive_checkin(
        treatment=given, answers={"pain": 4, "compared": "better", "qualities": ["aching"], "sites": ["hand:right"], "symptoms": {}, "bruise": "none",
                                  "pain_at": {"hand:right": 4, "shoulder:left": 3}},
        key=uuid.uuid4(), at=given.ended_at + timedelta(hours=50, minutes=5), language="da", corrects=str(wrong.checkin_id),
    )  # fmt: skip
    with translation.override("da"):
        letter = text_of_pdf(as_pdf(Letter(given.complaint, timezone.now())), tmp_path)
    assert letter.count("Rettet af klienten") >= 2, "in what matters most, and below its treatment"
    with translation.override("da"):
        assert pain_words(given, given.checkins.get(corrects=wrong.checkin)).endswith("6, nu 3 (et andet sted 4)")


def test_a_silence_stands_above_what_was_answered_on_paper_and_among_what_the_plan_rests_on(desk, therapist):
    treatment = a_treatment(therapist, hours_ago=80, site="knee:right")
    an_answer(treatment, hours=5, compared="worse", sites=["knee:right"])
    with translation.override("da"):
        asked = moments.day_and_time(next(ask for ask in asks_of(treatment) if ask.hours == 49).sent_at)
    said = f"Klienten blev spurgt {asked} (49 timer efter behandling 1) og har ikke svaret. Intet svar er ikke et godt svar."
    for short in (True, False):
        assert letter_of(treatment.complaint, short=short)["urgent"] == [said]
    address = f"/complaints/{treatment.complaint.pk}/plan/"
    assert said in desk.get(address).content.decode().split("Hvorfor")[1]
    follow_up(treatment=treatment, by=therapist, at=timezone.now(), note="Ringet. Det går.")
    assert letter_of(treatment.complaint)["urgent"][0].startswith(f"{said} Nora fulgte op ")
    an_answer(treatment, hours=79, compared="better", pain=3, sites=["knee:right"])
    assert letter_of(treatment.complaint)["urgent"] == [] and "har ikke svaret" not in desk.get(address).content.decode()


def test_whoever_said_no_to_being_asked_is_not_said_to_have_been_asked(therapist):
    treatment = a_treatment(therapist, hours_ago=80)
    withdraw(client=treatment.client, at=timezone.now())
    assert letter_of(treatment.complaint)["urgent"] == ["Klienten har sagt nej til at blive spurgt. Efter 49 timer ved ingen hvordan det går."]


def test_the_page_before_a_visit_gives_the_reasons_that_the_plan_gives(therapist):
    old = a_client(therapist, born=date(1955, 5, 4))
    treatment = a_treatment(therapist, client=old, hours_ago=80, pressure=4, start_reason="Aftalt med klienten.")
    an_answer(treatment, hours=50, pain=3, qualities=["dull"], compared="better")
    with translation.override("da"):
        reasons = [ground.text for ground in why(Situation(treatment.complaint, timezone.now()))]
    said = letter_of(treatment.complaint, short=True)["next"]
    assert "trykket var 4 af 5" in " ".join(reasons) and set(reasons) <= set(said)


def test_the_letter_says_what_the_review_decided(therapist, tmp_path):
    complaint = a_course(therapist, BETTER, BETTER, BETTER)
    assert letter_of(complaint)["next"] == []
    plan_actions.decide(complaint=complaint, by=therapist, at=timezone.now(), what="go_on", felt="better", change=["lighter"])
    with translation.override("da"):
        letter = text_of_pdf(as_pdf(Letter(complaint, timezone.now())), tmp_path)
    assert "Hvad behandleren har besluttet" in letter and "Besluttet i gennemgangen: Gå videre med en ændring: mindre tryk. (Nora, " in letter


def test_the_page_before_a_visit_never_cuts_what_nobody_has_closed(therapist):
    """Chest pain, then an answer that nobody could judge, then four calm ones with words of hers."""
    given = a_treatment(therapist, hours_ago=100)
    danger = an_answer(given, hours=5, symptoms={"chest_pain": 3})
    unread = an_answer(given, hours=10, qualities=["gribberish"])
    for hours in (20, 30, 50, 60):
        an_answer(given, hours=hours, pain=4, compared="better", note="hej")
    first = [judged for *_, judged in Letter(given.complaint, timezone.now(), short=True).first]
    assert danger in first and unread in first and len(first) <= 6
    acknowledge(assessment=danger, by=therapist, at=timezone.now(), note="Set af læge.", own_reading="red_flag", rests_on="talked")
    assert unread in [judged for *_, judged in Letter(given.complaint, timezone.now(), short=True).first]


def test_places_whose_names_have_a_comma_can_be_told_apart():
    assert sites(["hip:left", "knee:left"]) == "venstre hofte, venstre knæ"
    zones = [code for code in ZONES if ", " in site(code)][:2]
    assert sites(zones).count("; ") == 1
