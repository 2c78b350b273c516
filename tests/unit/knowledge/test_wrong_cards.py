"""A card that cannot be used is refused: which file, which place, what would be right."""

import pytest

from myosotis.knowledge import KnowledgeError, load_book
from myosotis.knowledge.load import from_json, make_book, read_folder

CARD = {
    "title": {"da": "Meget ondt", "en": "Much pain"},
    "because": ["B-90"],
    "when": "pain >= very_strong_pain",
    "then": {"reading": "undetermined", "level": "tell_therapist"},
    "examples": [
        {"name": "a", "expect": "raised", "checkins": [{"hours": 1, "pain": 9}]},
        {"name": "b", "expect": "silent", "checkins": [{"hours": 1, "pain": 1}]},
        {"name": "c", "expect": "unsure", "checkins": [{"hours": 1, "pain": None}]},
    ],
}


def book_with(card, overrides=None, limits=None):
    raw = {name: content for name, content in load_book().raw.items() if not name.startswith("rules/")}
    if limits:
        raw["limits.yaml"] = raw["limits.yaml"] | limits
    return make_book(raw | {"rules/pain/much.yaml": card}, overrides)


def test_a_right_card_is_taken():
    assert list(book_with(CARD).rules) == ["much"]


WHEN = "rules/pain/much.yaml: in 'when': "
REFUSED = [
    ({"when": "pian >= 9"}, WHEN + "pian >= 9: no fact, measure or limit is called 'pian'; did you mean 'pain'?"),
    ({"when": "hours > pain"}, WHEN + "hours > pain: cannot compare hours with score"),
    ({"when": "neck_treated > 3"}, WHEN + "neck_treated > 3: a yes/no answer has no size"),
    ({"examples": CARD["examples"][:2]},
     "rules/pain/much.yaml: no example where the rule is unsure; every card shows all three"),
    ({"examples": CARD["examples"][1:]},
     "rules/pain/much.yaml: no example where the rule is raised; every card shows all three"),
    ({"because": ["B-900"]}, "rules/pain/much.yaml: in 'because': no statement is called 'B-900'; did you mean 'B-90'?"),
    ({"because": []}, "rules/pain/much.yaml: rests on nothing; give 'because' with statement ids, or 'tag: R' or 'tag: X'"),
    ({"unless": "neck_treated", "then": {"reading": "red_flag", "level": "doctor_today"}},
     "rules/pain/much.yaml: in 'unless': a card of level 4–5 has none; nothing may talk a danger down"),
    ({"title": {"da": "Kun dansk"}}, "rules/pain/much.yaml: in 'title': give both languages, {da: …, en: …}"),
    ({"when": "pain"}, WHEN + "'pain' is no yes/no sentence but score"),
    ({"wen": "pain > 3"}, "rules/pain/much.yaml: no part of a card is called 'wen'; did you mean 'when'?"),
    ({"over": "chekin"}, "rules/pain/much.yaml: in 'over': write checkin, complaint, person"),
    ({"names": ["mutch"]}, "rules/pain/much.yaml: in 'names': no rule is called 'mutch'; did you mean 'much'?"),
    ({"judge_after": "two_day"}, "rules/pain/much.yaml: in 'judge_after': no limit is called 'two_day'; did you mean 'two_days'?"),
    ({"judge_after": "strong_rise"}, "rules/pain/much.yaml: in 'judge_after': strong_rise is no number of hours"),
    ({"why": {"da": "{pian}", "en": "x"}},
     "rules/pain/much.yaml: in 'why': no fact or measure is called 'pian'; did you mean 'pain'?"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "message"), REFUSED, ids=[next(iter(change)) for change, _ in REFUSED])
def test_a_wrong_card_says_what_would_be_right(change, message):
    with pytest.raises(KnowledgeError) as refused:
        book_with(CARD | change)
    assert str(refused.value) == message


def test_a_level_that_does_not_exist_names_those_that_do():
    with pytest.raises(KnowledgeError, match="levels are self_care, tell_therapist"):
        book_with(CARD | {"then": {"reading": "undetermined", "level": "urgent"}})


def test_a_key_that_stands_twice_is_refused_with_its_line(tmp_path):
    (tmp_path / "limits.yaml").write_text("two_days: {value: 48}\ntwo_days: {value: 72}\n")
    with pytest.raises(KnowledgeError, match=r"limits.yaml: line 2: 'two_days' stands twice"):
        read_folder(tmp_path)


def test_a_folder_without_cards_is_refused(tmp_path):
    with pytest.raises(KnowledgeError, match="no cards were found"):
        read_folder(tmp_path)


@pytest.mark.parametrize(("name", "looser", "stricter"), [
    ("two_days", 60, 40), ("few_hours", 4, 2), ("extreme_soreness", 9, 7), ("third", 4, 2), ("painkiller_window", 4, 8),
])  # fmt: skip
def test_a_looser_limit_is_refused_by_name_and_a_stricter_one_taken(name, looser, stricter):
    with pytest.raises(KnowledgeError, match=rf"limits.yaml: {name}: {looser} is looser than"):
        book_with(CARD, {name: looser})
    stored = book_with(CARD, {name: stricter})
    assert stored.limits[name].limit.value == stricter
    assert stored.version != book_with(CARD).version


def test_a_limit_that_does_not_exist_is_refused():
    with pytest.raises(KnowledgeError, match="settings: no limit is called 'two_dayz'; did you mean 'two_days'"):
        book_with(CARD, {"two_dayz": 40})


@pytest.mark.parametrize("change", [
    {"when": "pain >= severe_pain"}, {"title": {"da": "Andet", "en": "Other"}}, {"note": "x"},
])  # fmt: skip
def test_any_change_of_a_card_gives_another_version(change):
    assert book_with(CARD | change).version != book_with(CARD).version


def test_measures_that_measure_each_other_are_refused():
    raw = {name: content for name, content in load_book().raw.items() if not name.startswith("rules/")}
    text = {"da": "x", "en": "x", "tag": "R"}
    raw["measures/extra.yaml"] = {"this_one": text | {"is": "not that_one"}, "that_one": text | {"is": "not this_one"}}
    with pytest.raises(KnowledgeError, match="measures itself, by this_one → that_one"):
        make_book(raw)


def test_a_stored_book_whose_cards_were_changed_is_refused():
    stored = book_with(CARD).as_json()
    stored["raw"] = stored["raw"] | {"rules/pain/much.yaml": CARD | {"when": "pain >= severe_pain"}}
    with pytest.raises(KnowledgeError, match="the stored book calls itself"):
        from_json(stored)
