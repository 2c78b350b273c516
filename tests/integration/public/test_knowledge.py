"""The knowledge pages: every section with its source, how sure it is and its date; nothing invented."""

import html
import re

import pytest

from myosotis.clinic.public.knowledge import KnowledgePage, all_pages
from myosotis.knowledge import load_book

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def said(page) -> str:
    main = re.search(r"<main.*?</main>", page.content.decode(), re.DOTALL)[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_page_opens_without_an_account_and_says_what_it_rests_on(web, language):
    listed = web.get("/knowledge/", headers={"accept-language": language}).content.decode()
    for slug in all_pages():
        assert f'href="/knowledge/{slug}/"' in listed
        text = said(web.get(f"/knowledge/{slug}/", headers={"accept-language": language}))
        raw = next(load_book().file(f"knowledge_pages/{file}").get(slug) for file in ("myoses", "reactions", "service")
                   if slug in load_book().file(f"knowledge_pages/{file}"))  # fmt: skip
        for section in raw["sections"]:
            if section.get("audience") == "therapist":
                continue
            for statement in section.get("because", ()):
                assert statement in text, f"{slug} does not name {statement}"


def test_the_sources_date_is_said_or_that_there_is_none(web):
    assert "Kilden er fra den 24. februar 2024." in said(web.get("/knowledge/about_myoses/"))
    assert "Kilden har ingen dato." in said(web.get("/knowledge/about_reactions/"))


def test_what_we_added_is_marked(web):
    text = said(web.get("/knowledge/when_to_seek_help/"))
    assert "Vi har lagt det til for din sikkerhed" in text and "Det er vores læsning af kilden" in text


def test_a_page_for_therapists_is_not_there(web):
    assert "background_for_therapists" not in all_pages()
    assert web.get("/knowledge/background_for_therapists/").status_code == 404
    assert "rhabdomyolys" not in "".join(said(web.get(f"/knowledge/{slug}/")).lower() for slug in all_pages())


def test_a_page_that_was_not_supplied_stays_hidden_until_it_has_an_address(web, monkeypatch):
    assert "<li><a" not in re.search(r"<h1.*?class=\"help", web.get("/knowledge/missing_pages/").content.decode(), re.DOTALL)[0]
    slots = load_book().file("sources")["links"]
    monkeypatch.setitem(slots, "effects", slots["effects"] | {"url": "https://klinik.example/virkning"})
    page = KnowledgePage("missing_pages", load_book().file("knowledge_pages/service")["missing_pages"])
    assert [link.url for link in page.links] == ["https://klinik.example/virkning"]
