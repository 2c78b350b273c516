"""What holds for every page: headers, no inline script or style, one language, nothing kept, nothing leaked."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.integration.people import a_treatment, an_answer, answer_all, press_link, shown_again

pytestmark = pytest.mark.either_database

CLINIC = Path(__file__).resolve().parents[2] / "src/myosotis/clinic"
LOCALE = CLINIC / "locale/da/LC_MESSAGES"
# The clinic's own catalogue, and those of rooms that bring theirs along.
CATALOGUES = sorted(CLINIC.rglob("locale/da/LC_MESSAGES/django.po"))


SHOWN = {}


@pytest.fixture
def pages(desk, web, therapist):
    """Every kind of page, with something on it: asked for once, for no test changes what was answered."""
    if not SHOWN:
        SHOWN.update(all_shown(desk, web, therapist))
    return SHOWN


def all_shown(desk, web, therapist):
    treatment = a_treatment(therapist, hours_ago=30)
    assessment = an_answer(treatment, symptoms={"vomiting": 2})
    an_answer(treatment, hours=5, pain=8, qualities=["aching"], compared="worse", symptoms={"headache": 2})
    shown = {
        name: desk.get(address)
        for name, address in {
            "welcome": "/", "login": "/login/", "purpose": "/purpose/", "worklist": "/worklist/", "clients": "/clients/",
            "register": "/clients/new/", "outbox": "/outbox/", "gallery": "/components/",
            "client": f"/clients/{treatment.client.pk}/", "treat": f"/complaints/{treatment.complaint.pk}/treatments/new/",
            "complaint": f"/clients/{treatment.client.pk}/complaints/new/", "link": f"/treatments/{treatment.pk}/link/",
            "missing": "/nowhere/",
        }.items()
    }  # fmt: skip
    shown["login"] = web.get("/login/")
    shown["refused login"] = web.post("/login/", {"username": "x", "password": "y"})
    shown["wrong form"] = desk.post("/clients/new/", {})
    shown["opening"] = web.get(f"/c/{treatment.links.get(hours=None).token}/")
    shown["closed"] = web.get("/c/nothing/")
    press_link(web, treatment, yes=False)
    shown["you"] = web.get("/checkin/")
    web.post("/checkin/")
    shown["flags"] = web.get("/checkin/flags/")
    shown["flags wrong"] = shown_again(web, "/checkin/flags/", {})
    for step in ("flags", "pain", "feel", "places", "signs", "marks", "review"):
        shown[step] = web.get(f"/checkin/{step}/")
        from tests.integration.people import ALL_WELL

        web.post(f"/checkin/{step}/", ALL_WELL[step])
    shown["answer"] = web.get("/checkin/answer/")
    assert assessment.level == 4
    return shown


@pytest.mark.item(19, 20, 21, 57)
def test_every_page_carries_the_headers_that_keep_it_private(pages):
    for name, page in pages.items():
        policy = page.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy and "unsafe" not in policy, name
        for directive in ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"):
            assert directive in policy, name
        assert page.headers["X-Content-Type-Options"] == "nosniff", name
        assert page.headers["Referrer-Policy"] == "same-origin", name
        assert "no-store" in page.headers["Cache-Control"], name
        assert "noindex" in page.headers["X-Robots-Tag"], name
        assert page.headers["X-Frame-Options"] == "DENY", name


@pytest.mark.item(19, 24)
def test_no_page_has_a_script_or_a_style_inside_or_asks_another_host(pages):
    for name, page in pages.items():
        text = page.content.decode()
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=", text), name
        assert not re.search(r"<script(?![^>]*\ssrc=)", text), name
        for address in re.findall(r'(?:src|href|action)="([^"]*)"', text):
            assert address.startswith(("/", "#", "tel:", "http://testserver/c/")), (name, address)


def test_every_page_links_to_what_it_is_for_and_says_its_language(pages):
    for name, page in pages.items():
        text = page.content.decode()
        assert 'href="/purpose/"' in text, name
        assert '<html lang="da">' in text, name
        assert text.count("<h1") == 1, name


def test_no_danish_page_holds_an_english_sentence(pages):
    asked = re.findall(r'^msgid "(.+)"$', (LOCALE / "django.po").read_text(), re.M)
    english = [text for text in asked if len(text) > 11 and "%" not in text and " " in text]
    found = {(name, text) for name, page in pages.items() for text in english if f">{text}<" in page.content.decode()}
    assert len(english) > 80
    assert found == set()


def test_an_answer_belongs_to_whoever_gave_it_and_is_not_kept(pages):
    assert "no-store" in pages["answer"].headers["Cache-Control"]


def test_no_address_holds_a_token_but_the_first(pages):
    for name, page in pages.items():
        if name not in ("opening", "outbox", "link"):
            assert not re.search(r'(?:href|action)="/c/', page.content.decode()), name


def test_pages_are_light(pages):
    import gzip

    sizes = {name: len(gzip.compress(page.content)) for name, page in pages.items()}
    assert max(sizes[name] for name in ("flags", "pain", "places", "signs", "marks", "review")) < 60_000, sizes
    assert sizes["answer"] < 40_000, sizes


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: path.parents[3].name)
def test_danish_is_complete_and_compiled_from_what_stands_there(tmp_path, catalogue):
    text = catalogue.read_text()
    assert "fuzzy" not in text
    entries = re.split(r"\n\n", text)[1:]
    assert [entry for entry in entries if re.search(r'msgstr(\[\d\])? ""\n*(?!")\Z', entry)] == []
    fresh = tmp_path / "django.mo"
    subprocess.run(["msgfmt", "-o", fresh, catalogue], check=True, capture_output=True)
    assert fresh.read_bytes() == catalogue.with_suffix(".mo").read_bytes(), "run msgfmt again"


def test_every_text_of_templates_and_code_is_in_the_danish_catalogue(tmp_path):
    """What makemessages would add is already there."""
    known = {text for catalogue in CATALOGUES for text in re.findall(r'^msgid "(.*)"$', catalogue.read_text(), re.M)}
    asked = set()
    for path in CLINIC.rglob("*.html"):
        asked |= set(re.findall(r'{% translate ["\']([^"\']+)["\'] %}', path.read_text()))
    for path in CLINIC.rglob("*.py"):
        asked |= set(re.findall(r'\b(?:_|gettext|gettext_lazy)\(\s*"([^"]+)"', path.read_text()))
    assert asked - known == set()


def test_the_purpose_says_what_the_documentation_says(web, db, root):
    """Each cell of docs/explanation/intended-purpose.md stands on the page of its language."""
    text = (root / "docs/explanation/intended-purpose.md").read_text()
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("| ")
    ]
    rows = [row for row in rows if "Dansk" not in row]
    pages = {
        language: re.sub(
            r"<[^>]+>|\s+", " ", web.get("/purpose/", headers={"accept-language": language}).content.decode()
        )
        for language in ("da", "en")
    }
    for row in rows:
        danish, english = (re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", cell) for cell in row[-2:])
        assert danish.replace('"', "") in pages["da"].replace("&quot;", "").replace('"', "")
        assert english.replace('"', "") in pages["en"].replace("&quot;", "").replace('"', "")


def test_answers_and_times_are_shown_in_the_language_of_the_page(web, therapist):
    treatment = a_treatment(therapist)
    press_link(web, treatment)
    answer_all(web)
    web.post("/language/", {"language": "en", "next": "/checkin/answer/"})
    page = web.get("/checkin/answer/").content.decode()
    assert '<html lang="en">' in page and "How to get help" in page and "Sådan får du hjælp" not in page
