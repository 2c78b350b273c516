"""The agreement: her own hours, what is not expected after this treatment, both yeses kept, on paper and in a calendar."""

import html
import json
import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation
from icalendar import Calendar

from myosotis.clinic.agreement.actions import accept
from myosotis.clinic.agreement.models import Acceptance, Agreement
from myosotis.clinic.agreement.paper import as_pdf
from myosotis.clinic.agreement.sheet import Sheet, headings
from myosotis.clinic.care.presenters import wording
from myosotis.clinic.people.append_only import WrittenOnce
from myosotis.knowledge import load_book
from tests.integration.people import a_client, a_clinic, a_treatment, enter, press_link

pytestmark = pytest.mark.either_database

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


@pytest.fixture
def treatment(therapist):
    return a_treatment(therapist, hours_ago=1)


def ended(treatment, *when):
    treatment.ended_at = datetime(*when, tzinfo=COPENHAGEN).astimezone(UTC)
    return treatment


def sheet_of(treatment, language="da"):
    with translation.override(language):
        return Sheet(treatment, timezone.now()).as_mapping()


def texts(sentences):
    return " ".join(each["text"] for each in sentences)


def said(page) -> str:
    main = re.search(r"<main.*?</main>", page.content.decode(), re.DOTALL)[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def test_every_time_is_her_own(treatment):
    sheet = sheet_of(ended(treatment, 2026, 6, 10, 10, 30))
    assert sheet["about"].startswith("Din behandling sluttede onsdag 10. juni kl. 10.30.")
    assert {"after": "efter 4 timer", "when": "onsdag 10. juni kl. 14.30"} in sheet["times"]
    assert {"after": "efter 49 timer", "when": "fredag 12. juni kl. 11.30"} in sheet["times"]
    assert {"after": "efter 7 dage", "when": "onsdag 17. juni kl. 10.30"} in sheet["times"]
    assert "Det er fredag 12. juni kl. 10.30." in texts(sheet["how_long"])


def test_hours_are_elapsed_over_the_change_of_the_clocks(treatment):
    sheet = sheet_of(ended(treatment, 2026, 10, 24, 14, 30))
    assert {"after": "efter 49 timer", "when": "mandag 26. oktober kl. 14.30"} in sheet["times"]
    assert "Det er mandag 26. oktober kl. 13.30." in texts(sheet["how_long"])


def test_a_night_is_said_as_before_bedtime_and_at_eight(treatment):
    sheet = sheet_of(ended(treatment, 2026, 6, 10, 19, 0))
    assert sheet["times"][0]["when"] == "onsdag før sengetid, og igen torsdag 11. juni kl. 08.00"
    assert sheet["times"][0]["after"] == "4 timer efter ville være om natten"


def test_what_it_rests_on_is_there_for_every_sentence_and_in_nobodys_way(treatment, client):
    press_link(client, treatment)
    page = client.get("/agreement/").content.decode()
    before, after = page.split('<details class="rests-on">')
    assert not re.search(r"[AB]-\d\d", before)
    rows = re.findall(r"<li>(.+?) <span class=\"hint\">(.*?)</span></li>", after.split("</details>")[0])
    assert len(rows) > 15 and all(re.fullmatch(r"([AB]-\d+|R|X)(, ([AB]-\d+|R|X))*", ids) for _text, ids in rows)


def test_after_ordinary_massage_nothing_worse_is_expected(therapist):
    ordinary = sheet_of(a_treatment(therapist, hours_ago=1, kind="wellness_massage", pressure=2, trigger_points=0))
    strong = sheet_of(a_treatment(therapist, hours_ago=1, client=a_client(therapist)))
    assert "halvdelen" in texts(strong["may_notice"]) and "halvdelen" not in texts(ordinary["may_notice"])
    assert "Det gør mere ondt end før." in texts(ordinary["not_expected"])
    assert "Det gør mere ondt end før." not in texts(strong["not_expected"])


def test_after_work_on_the_neck_there_is_a_fortnights_watch(therapist):
    sheet = sheet_of(a_treatment(therapist, hours_ago=1, neck_treated=True))
    assert "14 dage" in texts(sheet["danger"][0]["signs"])
    assert sheet["times"][-1]["after"] == "efter 14 dage"


def test_it_says_whom_to_call(treatment):
    calls = [call["number"] for call in sheet_of(treatment)["calls"]]
    assert calls == ["112", "1813", "70 10 20 30"]


def test_every_sentence_rests_on_a_statement_or_says_that_it_does_not(treatment):
    known = {*load_book().statements, "R", "X"}
    sheet = sheet_of(treatment)
    sentences = [*sheet["may_notice"], *sheet["how_long"], *sheet["not_expected"], *sheet["agreed"], sheet["any_time"]]
    for each in sentences + [sign for part in sheet["danger"] for sign in part["signs"]]:
        assert each["ids"] and set(each["ids"].split(", ")) <= known, each


def test_both_say_yes_and_it_is_kept_word_for_word(web, desk, treatment, therapist):
    desk.post(f"/treatments/{treatment.pk}/agreement/")
    press_link(web, treatment)
    assert "har sagt det samme" in said(web.get("/agreement/"))
    web.post("/agreement/")
    web.post("/agreement/")
    agreement = Agreement.objects.get()
    assert [(a.party, a.by) for a in agreement.acceptances.all()] == [("therapist", therapist), ("client", None)]
    assert agreement.said == json.loads(json.dumps(sheet_of(treatment)))
    assert agreement.book_version == load_book().version
    assert "Du sagde ja til det her" in said(web.get("/agreement/"))
    assert "Klienten sagde ja" in said(desk.get(f"/treatments/{treatment.pk}/agreement/"))


def test_the_client_may_say_yes_beside_the_therapist(desk, treatment, therapist):
    desk.post(f"/treatments/{treatment.pk}/agreement/", {"client": "1"})
    assert {(a.party, a.by) for a in Acceptance.objects.all()} == {("therapist", therapist), ("client", therapist)}


def test_what_was_agreed_is_never_changed(treatment, therapist):
    given = accept(treatment=treatment, party="therapist", at=timezone.now(), by=therapist)
    for kept in (given, given.agreement):
        with pytest.raises(WrittenOnce):
            kept.save()


def test_another_clinic_finds_nothing(web, treatment):
    other = a_clinic(name="Klinik Syd", username="sofia")
    enter(web, other)
    for page in ("", "pdf/", "calendar/"):
        assert web.get(f"/treatments/{treatment.pk}/agreement/{page}").status_code == 404
    assert web.post(f"/treatments/{treatment.pk}/agreement/").status_code == 404


@pytest.mark.parametrize("page", ["/agreement/", "/agreement/pdf/", "/agreement/calendar/"])
def test_without_a_press_on_the_link_or_before_she_said_that_it_is_her_nothing_is_shown(web, treatment, page):
    assert web.get(page).status_code == 410
    press_link(web, treatment, yes=False)
    assert web.get(page).status_code == 302


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_paper_is_tagged_and_says_its_language_and_title(treatment, language):
    with translation.override(language):
        pdf = as_pdf(Sheet(treatment, timezone.now()))
    assert pdf.startswith(b"%PDF-") and b"/StructTreeRoot" in pdf and b"/MarkInfo" in pdf
    assert f"/Lang ({language})".encode() in pdf or f"/Lang({language})".encode() in pdf
    assert b"pdfuaid:part" in pdf
    assert len(pdf) < 400_000


def test_nothing_that_was_written_becomes_a_command_of_the_paper(therapist, treatment):
    therapist.clinic.name = '#panic("x") *fed* $x$ \\ "'
    therapist.clinic.save()
    treatment.refresh_from_db()
    assert as_pdf(Sheet(type(treatment).objects.get(pk=treatment.pk), timezone.now())).startswith(b"%PDF-")


def test_the_calendar_is_whole_and_says_nothing_of_health(web, treatment):
    press_link(web, treatment)
    answer = web.get("/agreement/calendar/")
    assert "attachment" in answer["Content-Disposition"] and answer["Content-Type"].startswith("text/calendar")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert len(events) == 5 and len({str(event["uid"]) for event in events}) == 5
    assert all(event.start.tzinfo is not None and event.end - event.start == timedelta(minutes=5) for event in events)
    text = answer.content.decode().replace("\r\n ", "").lower()
    text = text.replace(treatment.links.get(hours=None).token.lower(), "")
    book = load_book()
    words = {entry["da"].lower() for file in ("symptoms", "qualities", "kinds") for entry in book.words(file).values()}
    words |= {region.label.lower() for region in wording.regions()} | {"mette", "klinik", "behandl", "smerte", "massage"}
    assert {word for word in words if word in text} == set()


def test_the_picture_shows_her_own_hours(treatment):
    picture = Sheet(ended(treatment, 2026, 6, 10, 10, 30), timezone.now()).picture(name="x", width=720)
    assert 'role="img"' in picture and "style=" not in picture and "var(" not in picture
    for clock in ("14.30", "10.30", "11.30"):
        assert f">{clock}</text>" in picture


@pytest.mark.parametrize("parties, agreed", [([], False), (["therapist"], False), (["therapist", "client"], True)])
def test_nobody_is_said_to_agree_before_both_said_yes(desk, treatment, therapist, parties, agreed, tmp_path):
    for party in parties:
        accept(treatment=treatment, party=party, at=timezone.now(), by=therapist)
    page = desk.get(f"/treatments/{treatment.pk}/agreement/").content.decode()
    assert ("Det er vi enige om" in page) is agreed and ("Det skal vi være enige om" in page) is not agreed
    assert ("<h1>Det vi har talt om" in page) is agreed
    assert headings(Sheet(treatment, timezone.now()).given)["agreed_heading"] == ("Det er vi enige om" if agreed else "Det skal vi være enige om")


def test_the_picture_says_what_its_grey_and_its_dots_are(desk, therapist):
    treatment = a_treatment(therapist, neck_treated=True)
    page = desk.get(f"/treatments/{treatment.pk}/agreement/").content.decode()
    assert 'class="key key-night">nat<' in page and "her spørger vi" in page and 'class="first-paper"' in page


def test_under_112_nothing_says_112_again(desk, therapist):
    page = desk.get(f"/treatments/{a_treatment(therapist, neck_treated=True).pk}/agreement/").content.decode()
    listed = page.split(">Ring 112<")[1].split("</section>")[0]
    assert "Hold øje med tegnene i 14 dage." in listed and "Ring 112 hvis" not in listed
