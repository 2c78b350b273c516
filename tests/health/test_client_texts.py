"""Every sentence that a client can meet: plain, in both languages, resting on something, and no firmer than its source."""

import json
import re

import pytest

from myosotis.body.sites import REGIONS, SIDES
from myosotis.course import words as course_words
from myosotis.judge import assess, explain
from myosotis.judge.examples import course_of
from myosotis.knowledge import load_book
from myosotis.knowledge.load import book_folder, read_folder
from myosotis.knowledge.plain_words import (
    LIX_LIMIT,
    SENTENCE_LIMIT,
    faults,
    filled,
    forbidden,
    hedges,
    lix,
    sentences,
    words,
)
from myosotis.terms import CALM_READINGS, Level, Reading, Scope

RAW = read_folder(book_folder())
LANGUAGES = ("da", "en")
WORDED = ("words/", "questions/", "advice/", "knowledge_pages/", "statements/", "phones.yaml", "sources.yaml")


def every_text():
    """(path, wording, is it for clients, does it rest on something) of every text in the files of words."""
    for file, content in RAW.items():
        name = file.removesuffix(".yaml")
        if file.startswith(WORDED):
            yield from _texts(content, name, True, False)
        elif file.startswith("rules/") and content.get("over", "checkin") == "checkin":
            # A card's `why` is the sentence that a client reads; the rest of it is for the rule book.
            yield from _texts(content.get("why"), f"{name}.why", True, True)


def _texts(node, path, for_clients, grounded):
    if isinstance(node, list):
        for i, item in enumerate(node):
            yield from _texts(item, f"{path}.{i}", for_clients, grounded)
    if not isinstance(node, dict):
        return
    for_clients = for_clients and node.get("audience") != "therapist" and not path.endswith(".therapist")
    grounded = grounded or bool(node.get("because") or node.get("tag"))
    if "da" in node or "en" in node:
        yield path, node, for_clients, grounded
    for key, value in node.items():
        yield from _texts(value, f"{path}.{key}", for_clients, grounded)


TEXTS = list(every_text())
CLIENT_TEXTS = [(path, node) for path, node, for_clients, _ in TEXTS if for_clients]
STATEMENTS = {key: s for file, content in RAW.items() if file.startswith("statements/") for key, s in content.items()}
QUESTIONS = {key: q for file, content in RAW.items() if file.startswith("questions/") for key, q in content.items()}
SYMPTOMS = RAW["words/symptoms.yaml"]


def test_there_are_hundreds_of_texts_to_look_at():
    assert len(CLIENT_TEXTS) > 800


def test_every_text_stands_in_both_languages():
    assert [path for path, node, *_ in TEXTS if not (node.get("da") and node.get("en"))] == []


def test_every_text_rests_on_a_statement_or_says_that_it_does_not():
    assert [path for path, _, _, grounded in TEXTS if not grounded] == []


def test_the_title_of_a_card_says_nothing_that_we_never_say():
    titles = [(file, card["title"]) for file, card in RAW.items() if file.startswith("rules/")]
    assert [file for file, title in titles if forbidden(title["da"]) or forbidden(title["en"])] == []


def test_every_statement_that_a_text_rests_on_exists():
    named = [(path, i) for path, node, *_ in TEXTS for i in node.get("because", [])]
    assert [pair for pair in named if pair[1] not in STATEMENTS] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_client_text_is_plain(language):
    found = [f"{path}: {fault}" for path, node in CLIENT_TEXTS for fault in faults(node[language], language)]
    assert found == []


def test_each_text_is_as_firm_in_english_as_in_danish():
    unequal = [path for path, node, *_ in TEXTS if hedges(node["da"], "da") != hedges(node["en"], "en")]
    assert unequal == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("certainty", ["possible", "probable"])
def test_a_statement_keeps_the_hedge_of_its_source(certainty, language):
    firmer = [
        key
        for key, statement in STATEMENTS.items()
        if statement["certainty"] == certainty
        for wording in (statement, statement.get("therapist", statement))
        if certainty not in hedges(wording[language], language)
    ]
    assert firmer == []


def test_all_statements_of_both_sources_are_there():
    assert {key[0]: sum(k[0] == key[0] for k in STATEMENTS) for key in STATEMENTS} == {"A": 38, "B": 113}


def test_every_statement_is_shown_where_it_says_so():
    shown = {}

    def walk(node, page):
        if isinstance(node, dict):
            for key in node.get("because", []):
                shown.setdefault(key, set()).add(page)
            for value in node.values():
                walk(value, page)
        elif isinstance(node, list):
            for value in node:
                walk(value, page)

    for file, pages in RAW.items():
        if file.startswith("knowledge_pages/"):
            for name, page in pages.items():
                walk(page, f"knowledge_pages.{name}")
    assert {key: set(s["shown_in"]) for key, s in STATEMENTS.items()} == {
        key: shown.get(key, set()) for key in STATEMENTS
    }
    assert [key for key, s in STATEMENTS.items() if s["kind"] == "informs" and not s["shown_in"]] == []


def test_a_client_is_spoken_to_and_not_about():
    about = re.compile(r"\b(klienten|patienten|brugeren|the client|the patient|the user)\b", re.IGNORECASE)
    formal = re.compile(r"(?<=[a-zæøå,] )(De|Dem|Deres)\b")
    found = [p for p, n in CLIENT_TEXTS if about.search(n["da"]) or about.search(n["en"]) or formal.search(n["da"])]
    assert found == []


def test_no_text_gives_advice_on_drugs():
    drug = re.compile(r"paracetamol|panodil|ibuprofen|ipren|aspirin|morfin|morphine|gigtmedicin", re.IGNORECASE)
    assert [path for path, node, *_ in TEXTS if drug.search(node["da"] + node["en"])] == []


def test_a_telephone_number_stands_only_among_the_telephone_numbers():
    number = re.compile(r"\d{4}|\d\d \d\d \d\d \d\d|\b\d{3} \d{3}\b")
    found = [p for p, n, *_ in TEXTS if number.search(n["da"].replace("2024", "").replace("2027", ""))]
    assert found == []


def test_urgent_advice_carries_its_number_and_stands_alone():
    levels = RAW["words/levels.yaml"]
    assert list(levels) == [level.name for level in Level]
    for language in LANGUAGES:
        assert "{phone}" in levels["therapist_today"]["client"]["then"][language]
        assert "{clinic_phone}" in levels["therapist_today"]["client"]["first"][language]
        assert "{phone}" in levels["doctor_today"]["client"]["first"][language]
        assert "112" in levels["doctor_today"]["client"]["then"][language]
        assert "112" in levels["emergency"]["client"]["first"][language]


def test_calm_sentences_stand_only_beside_calm_readings():
    calm = {
        key: card
        for file, content in RAW.items()
        if file.startswith("advice/")
        for key, card in content.items()
        if card.get("calm")
    }
    assert len(calm) > 5
    # At level 1 "undetermined" means too early to say; the level keeps it from being shown above.
    allowed = {*CALM_READINGS, Reading.undetermined}
    for key, card in calm.items():
        assert {Reading(name) for name in card["readings"]} <= allowed, key
        assert "levels" not in card or card["levels"] == ["self_care"], key


def test_every_reading_has_words_for_both_readers():
    readings = RAW["words/readings.yaml"]
    assert set(readings) == {*Reading, "no_net_improvement"}
    for name, card in readings.items():
        for audience in ("client", "therapist"):
            assert card[audience]["label"]["da"], name
            assert "sentence" in card[audience] or {"possible", "probable"} <= set(card[audience]), name


def test_every_word_of_an_answer_has_a_label():
    labelled = {
        "kinds": course_words.KINDS,
        "qualities": course_words.QUALITIES,
        "symptoms": (*course_words.SYMPTOMS, *course_words.COMPLAINTS, *course_words.PERSON_FLAGS),
        "conditions": course_words.CONDITIONS,
        "causes": course_words.CAUSES,
    }
    for file, names in labelled.items():
        assert [name for name in names if name not in RAW[f"words/{file}.yaml"]] == [], file
    regions = RAW["words/sites.yaml"]["regions"]
    assert [r for r in REGIONS if not set(SIDES) <= set(regions[r])] == []
    answers = RAW["words/answers.yaml"]
    assert set(answers["bruise"]) == set(course_words.BRUISES)
    assert set(answers["compared"]) == set(course_words.COMPARED)
    assert set(answers["kind_of_pain"]) == set(course_words.QUALITY_KINDS)
    assert set(answers["limb_side"]) == set(course_words.LIMB_SIDES)
    assert set(answers["felt_progress"]) == set(course_words.FELT_PROGRESS)


def test_every_danger_sign_is_asked_for_by_a_line_of_the_danger_page():
    page = QUESTIONS["red_flags"]
    # One screen or two on a phone: more would not be read, and fewer would hide a sign behind another.
    assert 6 <= len(page["lines"]) <= 10
    asked = {sign for line in page["lines"] for sign in QUESTIONS[line]["signs"]}
    elsewhere = {"selfcheck_flags", "symptoms"}
    missing = [
        name
        for name, card in SYMPTOMS.items()
        if card.get("flag") and card["asked_in"] not in elsewhere and name not in asked
        if name not in course_words.PERSON_FLAGS
    ]
    assert missing == []
    assert [sign for sign in asked if sign not in SYMPTOMS] == []
    for line in page["lines"]:
        assert QUESTIONS[line]["worst"] in QUESTIONS[line]["signs"]


def test_every_question_points_at_answers_that_exist():
    for name, question in QUESTIONS.items():
        options = question.get("options", {})
        if "from" not in options:
            continue
        file, _, group = options["from"].partition(".")
        among = RAW[f"{file}.yaml"]
        among = among[group] if group else among
        assert [key for key in options.get("keys", []) if key not in among] == [], name


# An answer that is turned into several facts when a course is read: what the cards call them.
TURNED_INTO = {
    "symptoms": "dizziness", "qualities": "feels_", "sites": "pain_same", "pain_at": "pain_far", "ongoing": "ongoing_",
    "conditions": "has_", "red_flags": "flag_", "causes": "cause_", "referral_sites": "pain_same",
    "recent_accident": "has_", "faint_tendency": "has_",
}  # fmt: skip


def test_no_question_is_asked_in_vain():
    cards = json.dumps([content for file, content in RAW.items() if file.startswith(("rules/", "measures/"))])
    in_vain = [
        name
        for name, question in QUESTIONS.items()
        if question["answers"] and "serves" not in question
        if not any(re.search(rf"\b{TURNED_INTO.get(answer, answer)}", cards) for answer in question["answers"])
    ]
    assert in_vain == []


def test_every_question_that_a_card_asks_is_worded():
    asked = {card["question"] for file, card in RAW.items() if file.startswith("rules/") and card.get("question")}
    unworded = []
    for key in asked:
        path, _, rest = key.partition(".")
        place = RAW[f"{path}.yaml"]
        for part in rest.split("."):
            place = next(iter(place.values())) if part.startswith("<") else place.get(part, {})
        unworded += [] if "da" in place else [key]
    assert unworded == []


def test_pages_that_we_do_not_have_are_empty_slots():
    links = RAW["sources.yaml"]["links"]
    assert len(links) == 5
    assert {card["url"] for card in links.values()} == {""}
    assert set(RAW["knowledge_pages/service.yaml"]["missing_pages"]["links"]) == set(links)


@pytest.fixture(scope="module")
def explanations():
    """Every example on every card, explained to the client in both languages."""
    book = load_book()
    found = []
    for rule in book.rules_of(Scope.checkin):
        for example in rule.examples:
            course = course_of(example.given)
            assessment = assess(course, book)[-1]
            for language in LANGUAGES:
                found.append((rule.name, language, explain(assessment, course, book, language)))
    return found


def test_every_explanation_is_plain_once_it_is_put_together(explanations):
    found = set()
    for rule, language, said in explanations:
        shown = [said.headline, said.reading, *said.do, *said.why, *said.normal, *said.changes, said.expires]
        for text in shown + [source.text for source in said.sources if source.tag is None]:
            found |= {(rule, fault, text) for fault in faults(text, language)}
    assert found == set()


def test_no_calm_sentence_is_shown_above_the_lowest_level(explanations):
    calm = {n[language] for p, n in CLIENT_TEXTS if n.get("calm") and p.startswith("advice/") for language in LANGUAGES}
    wrong = {
        (rule, text)
        for rule, _, said in explanations
        if said.level > Level.self_care
        for text in (*said.do, *said.normal, *said.changes)
        if text in calm
    }
    assert wrong == set()


def test_a_calm_answer_always_says_what_would_change_it(explanations):
    assert [rule for rule, _, said in explanations if said.normal and not said.changes] == []


def test_lix_counts_words_for_each_sentence_and_long_words():
    assert lix("Ring til læge nu. Vent ikke.") == 3
    assert lix("Det er sandsynligvis en reaktion.") == 5 + 100 * 2 / 5
    assert lix("") == 0


def test_a_list_or_a_time_of_day_does_not_blur_where_a_sentence_ends():
    assert len(sentences("Ring kl. 8. Gør det nu.")) == 2
    assert len(sentences("- Du er øm\n- Du er træt")) == 2


def test_a_heavy_text_is_refused_with_what_makes_it_heavy():
    heavy = "Behandlingen medfører sandsynligvis moderate eftervirkninger på grund af vævets inflammation."
    assert [fault.split(",")[0].split(";")[0] for fault in faults(heavy, "da")][1:] == [
        "we never say because of",
        "'moderate': write 'tydelig'",
        "'inflammation': write 'irriteret'",
    ]
    assert f"at most {LIX_LIMIT}" in faults(heavy, "da")[0]


def test_a_long_sentence_is_refused():
    assert faults(" ".join(["ord"] * (SENTENCE_LIMIT + 1)) + ".", "da")[0].startswith("21 words in one sentence")


def test_a_text_is_measured_as_the_client_sees_it():
    assert filled("Ring til {phone} inden {time}.", "da") == "Ring til 1813 inden 14.30."
    assert words("Før skrev du 6.") == ["Før", "skrev", "du", "6"]


@pytest.mark.parametrize(
    "text",
    [
        "Det er en helingskrise.",
        "A healing crisis.",
        "Giftstoffer forlader kroppen.",
        "It detoxes.",
        "Din diagnose er klar.",
    ],
)
def test_some_words_are_never_said(text):
    assert any(fault.startswith("we never say") for fault in faults(text, "da"))
