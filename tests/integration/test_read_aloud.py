"""Every page of a client as it stands on the screen: short sentences, few long words, nothing that we never say, one language.

The book's texts are measured one by one elsewhere; here the filled-in page is, with her own place, times and numbers in it.
"""

import re
from html.parser import HTMLParser

import pytest
from django.utils import timezone

from myosotis.clinic.mine.actions import make_login_link
from myosotis.knowledge.plain_words import (
    AGREED,
    LIX_LIMIT,
    SENTENCE_LIMIT,
    forbidden,
    hard_words,
    lix,
    sentences,
    words,
)
from tests.integration.people import ALL_WELL, a_client, a_complaint, a_treatment, an_answer, press_link

pytestmark = pytest.mark.either_database

LANGUAGES = pytest.mark.parametrize("language", ["da", "en"])
# A line that ends without a stop ends all the same.
BLOCKS = {"p", "li", "h1", "h2", "h3", "dt", "dd", "td", "th", "label", "legend", "summary", "button", "a", "div", "section", "option", "span", "strong", "title", "caption", "tr"}
UNREAD = {"script", "style", "svg", "template"}
SHORTEST_LINE = 3
STEPS = ("flags", "pain", "feel", "places", "signs", "marks", "review")
COURSES = {
    "calm": {"hours": 26, "pain": 4},
    "flare": {"hours": 5, "pain": 8, "compared": "worse", "qualities": ["sore", "bruised"], "quality_kind": "bruise_like"},
    "negative": {"hours": 60, "pain": 8, "compared": "worse", "qualities": ["sore"], "quality_kind": "bruise_like"},
    "moved": {"hours": 20, "pain": 4, "sites": ["hip:left"]},
    "danger": {"hours": 5, "pain": 5, "symptoms": {"chest_pain": 3}},
    "doctor": {"hours": 30, "pain": 6, "symptoms": {"dark_urine": 3}},
    "unknown": {"hours": 30, "pain": None},
    "recovered": {"hours": 72, "pain": 0, "qualities": [], "sites": []},
}
ENGLISH = re.compile(r"\b(the|your|you|and|pain|treatment|answer|with|this|write)\b", re.IGNORECASE)
DANISH = re.compile(r"\b(og|ikke|din|dit|dine|det|den|behandling|svar|med|skriv|smerte)\b|[æøåÆØÅ]")


class Lines(HTMLParser):
    """What is read aloud of `main`, line by line."""

    def __init__(self):
        super().__init__()
        self.lines, self.unread, self.inside, self.in_list_of_places = [""], 0, False, 0

    def handle_starttag(self, tag, attrs):
        self.inside |= tag == "main"
        self.unread += tag in UNREAD
        # The names of all places of a body are no sentences: nobody reads them through.
        if tag == "details" and (self.in_list_of_places or "bm-list" in (dict(attrs).get("class") or "")):
            self.in_list_of_places += 1
        if tag in BLOCKS and not self._in_a_sentence(tag):
            self.lines.append("")

    def handle_endtag(self, tag):
        self.inside &= tag != "main"
        self.unread -= tag in UNREAD
        self.in_list_of_places -= bool(self.in_list_of_places and tag == "details")
        if tag in BLOCKS and not self._in_a_sentence(tag):
            self.lines.append("")

    def _in_a_sentence(self, tag):
        """A link or a stressed word in the middle of one."""
        return tag in ("a", "strong", "span") and bool(self.lines[-1].strip()) and not self.lines[-1].rstrip().endswith((".", ":"))

    def handle_data(self, text):
        if self.inside and not self.unread and not self.in_list_of_places:
            self.lines[-1] += text


def read(page) -> list[str]:
    reader = Lines()
    reader.feed(page.content.decode())
    return [" ".join(line.split()) for line in reader.lines if words(line)]


def faults_of(lines, language, but=()) -> list[str]:
    """What makes a page hard to read, or says what is never said, or says it in the other language."""
    found, names = [], ("Klinik Nord", "Mette Holm", "Nora", "Dansk", "English", *but)
    shown = []
    for line in lines:
        for name in (*AGREED, *names):
            line = line.replace(name, "en")
        shown.append(line)
        found += [f"{len(words(each))} words: {each}" for each in sentences(line) if len(words(each)) > SENTENCE_LIMIT]
        found += [f"{word}: {line}" for word in forbidden(line)]
        found += [f"{word}: {line}" for word in hard_words(line, language)]
        other = (ENGLISH if language == "da" else DANISH).search(line)
        found += [f"the other language: {line}"] if other else []
    # A choice of one or two words is a name, and LIX is about sentences; hard names are found by the lists above.
    whole = "\n".join(line if line[-1] in ".!?" else f"{line}." for line in shown if len(words(line)) >= SHORTEST_LINE)
    if lix(whole) > LIX_LIMIT:
        found.append(f"LIX {lix(whole):.1f}: {whole}")
    return found


def pages_of_a_check_in(web, treatment):
    """Every page from the link to the answer, as it comes."""
    from tests.integration.people import link_of

    yield "link", web.get(f"/c/{link_of(treatment).token}/")
    press_link(web, treatment, yes=False, birthday=False)
    yield "flags", web.get("/checkin/flags/")
    yield "birthday", web.get("/checkin/birthday/")
    press_link(web, treatment, yes=False)
    yield "you", web.get("/checkin/")
    web.post("/checkin/")
    given = {**ALL_WELL, "marks": {"bruise": "small", "painkiller": "yes"}, "pain": {"pain": "9", "compared": "much_worse"}}
    for step in STEPS:
        if step == "review":
            yield "more", web.get("/checkin/more/")
            web.post("/checkin/more/", {"mark_spreading": "no", "painkiller_hours": "3", "strong_worse_hours": "2"})
        yield step, web.get(f"/checkin/{step}/")
        web.post(f"/checkin/{step}/", given[step])
    yield "answer", web.get("/checkin/answer/")
    yield "agreement", web.get("/agreement/")
    yield "contact", web.post("/checkin/contact/", follow=True)
    yield "own link", web.post("/my/link/")
    yield "not me, sure?", web.post("/checkin/not-me/")
    yield "not me", web.post("/checkin/not-me/", {"sure": "1"})


@LANGUAGES
def test_every_page_of_a_check_in_is_plain(web, therapist, language):
    treatment = a_treatment(therapist, client=a_client(therapist, language=language, phone="12345678"), hours_ago=26)
    web.cookies["django_language"] = language
    seen, found = set(), {}
    for name, page in pages_of_a_check_in(web, treatment):
        if page.status_code == 302:
            continue
        seen.add(name)
        if faults := faults_of(read(page), language):
            found[name] = faults
    assert {*STEPS, "more", "answer", "agreement", "contact", "own link", "not me"} <= seen
    assert found == {}


@LANGUAGES
@pytest.mark.parametrize("course", COURSES)
def test_every_answer_is_plain(web, therapist, language, course):
    given = dict(COURSES[course])
    hours = given.pop("hours")
    treatment = a_treatment(therapist, client=a_client(therapist, language=language), hours_ago=hours)
    press_link(web, treatment)
    assessment = an_answer(treatment, hours=hours, **given)
    session = web.session
    session["checkin"] = {**session["checkin"], "checkin": str(assessment.checkin.pk)}
    session.save()
    page = web.get("/checkin/answer/")
    assert page.status_code == 200
    assert faults_of(read(page), language) == []


@LANGUAGES
def test_her_own_courses_are_plain(web, therapist, language):
    client = a_client(therapist, language=language, phone="12345678")
    treatment = a_treatment(therapist, client=client, hours_ago=60)
    for hours, pain in ((4, 8), (24, 7), (49, 4)):
        an_answer(treatment, hours=hours, pain=pain)
    web.cookies["django_language"] = language
    web.post(f"/my/in/{make_login_link(client=client, at=timezone.now()).token}/", {"day": 4, "month": 5})
    from myosotis.clinic.exercises.actions import choose

    choose(complaint=treatment.complaint, muscle="trapezius_upper", kind="stretch", words="", by=therapist, at=timezone.now())
    for address in ("/my/", "/my/withdraw/", "/my/exercises/"):
        page = web.get(address)
        assert page.status_code == 200 and faults_of(read(page), language) == [], address


@LANGUAGES
def test_every_page_before_a_treatment_is_plain(web, therapist, language):
    from tests.integration.test_before import BIRTHDAY, HERS, make_preparation_link

    complaint = a_complaint(a_client(therapist, language=language, conditions=None), therapist)
    link = make_preparation_link(complaint=complaint, by=therapist, at=timezone.now())
    found = {"way in": faults_of(read(web.get(f"/before/in/{link.token}/")), language)}
    web.post(f"/before/in/{link.token}/", BIRTHDAY)
    for name, given in HERS.items():
        page = web.get(f"/before/{name}/")
        assert page.status_code == 200, name
        found[name] = faults_of(read(page), language)
        web.post(f"/before/{name}/", {**given, "sites": ["shoulder:left"]})
    found["done"] = faults_of(read(web.get("/before/done/")), language)
    assert {name: faults for name, faults in found.items() if faults} == {}


@LANGUAGES
def test_every_open_page_is_plain(web, db, language):
    web.cookies["django_language"] = language
    slugs = re.findall(r'href="/knowledge/([\w-]+)/"', web.get("/knowledge/").content.decode())
    assert len(slugs) >= 5
    found = {}
    for address in ("/", "/check/", "/knowledge/", f"/offline/{language}/", *(f"/knowledge/{slug}/" for slug in slugs)):
        page = web.get(address)
        assert page.status_code == 200, address
        if faults := faults_of(read(page), language):
            found[address] = faults
    assert found == {}


def test_a_heavy_page_is_found():
    """The measure itself: a sentence no sore person reads at night."""
    heavy = "Behandlingsrelaterede eftervirkninger forekommer sandsynligvis overvejende efterfølgende behandlinger."
    assert any(fault.startswith("LIX") for fault in faults_of([heavy], "da"))
    assert faults_of(["The answer holds."], "da") and not faults_of(["Svaret gælder til i aften."], "da")
