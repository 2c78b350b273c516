"""Muscles and exercises: every referral phrase has its place, hints are careful, exercises are plain and complete."""

import csv
import re

import pytest

from myosotis.body.zones import ZONES, mirrored_zone
from myosotis.knowledge.load import load_book
from myosotis.knowledge.muscles import exercises_for, hint_in_words, muscle_hints, read_muscles
from myosotis.knowledge.plain_words import faults

BOOK = load_book()
MUSCLES = read_muscles(BOOK)
A_FEELING_NOT_A_PLACE = {"breathlessness-like feeling described", "dizziness or unsteadiness is described"}


def test_sixty_five_muscles_with_places_on_the_map():
    assert len(MUSCLES) == 65
    for muscle in MUSCLES:
        assert muscle.feel and muscle.primary and muscle.da and muscle.en and muscle.la
        for stem in (*muscle.feel, *muscle.primary, *muscle.secondary):
            assert stem in ZONES or {f"{stem}.L", f"{stem}.R"} <= set(ZONES), (muscle.key, stem)


def test_every_named_place_is_used_and_only_feelings_have_none():
    content = BOOK.file("muscles")
    used = {phrase for entry in content["muscles"].values() for phrase in (*entry["primary"], *entry["secondary"])}
    assert used == set(content["places"])
    assert {phrase for phrase, zones in content["places"].items() if not zones} == A_FEELING_NOT_A_PLACE


def test_every_referral_phrase_of_the_evidence_is_covered(request):
    file = request.config.rootpath.parent / "shared/evidence/muscles.csv"
    if not file.exists():
        pytest.skip("the table of evidence lies outside the repository (../shared/evidence) and is not here")
    content = BOOK.file("muscles")
    by_name = {entry["en"]: entry for entry in content["muscles"].values()}
    with file.open(encoding="utf-8") as rows:
        table = list(csv.DictReader(rows))
    phrases = 0
    for row in table:
        entry = by_name[row["english_name"]]
        for column, kind in (("primary_referral_regions", "primary"), ("secondary_referral_regions", "secondary")):
            text = re.sub(r"^(same side|both sides): (local: )?", "", row[column])
            assert entry[kind] == re.split(r";\s*", text), (row["english_name"], kind)
            phrases += len(entry[kind])
    print(f"{phrases} referral phrases of {len(table)} muscles have their zones")


def test_pain_at_the_temple_and_neck_leads_to_the_upper_trapezius():
    hints = muscle_hints(["F.temple.R", "B.neck_side.R", "B.behind_ear.R"], BOOK)
    assert (hints[0].muscle.key, hints[0].side) == ("trapezius_upper", "right")
    assert {hint.side for hint in hints} == {"right"}


@pytest.mark.parametrize("muscle", MUSCLES, ids=lambda muscle: muscle.key)
@pytest.mark.parametrize("letter", "LR")
def test_a_whole_pattern_finds_its_muscle(muscle, letter):
    marked = {stem if stem.endswith(".M") else f"{stem}.{letter}" for stem in muscle.primary}
    found = [(hint.muscle.key, hint.side[0].upper()) for hint in muscle_hints(marked, BOOK, limit=10)]
    assert (muscle.key, letter) in found


def test_the_mirrored_pain_gets_the_mirrored_hint():
    right = muscle_hints({"B.loin_side.R": 6, "F.groin.R": 3}, BOOK)
    left = muscle_hints({mirrored_zone(code): pain for code, pain in {"B.loin_side.R": 6, "F.groin.R": 3}.items()}, BOOK)
    assert [(h.muscle.key, h.fit) for h in right] == [(h.muscle.key, h.fit) for h in left]
    assert (right[0].muscle.key, right[0].side, left[0].side) == ("quadratus_lumborum", "right", "left")


@pytest.mark.parametrize(("language", "words"), [("da", "beskrevet i forbindelse med"), ("en", "described in connection with")])
def test_a_hint_never_names_a_cause(language, words):
    for hint in muscle_hints(["F.temple.L"], BOOK, limit=20):
        lines = hint_in_words(hint, BOOK, language)
        assert words in lines[0]
        assert not re.search(r"skyldes|kommer fra|caused by|comes from|because of", " ".join(lines))
        assert bool(hint.muscle.ask_first) == (len(lines) == 4)


def test_nothing_marked_gives_no_hint():
    assert muscle_hints([], BOOK) == ()


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_muscle_has_two_plain_exercises(language):
    wrong = []
    for muscle in MUSCLES:
        texts = exercises_for(muscle.key, BOOK, language)
        assert texts["stretch"] != texts["strengthen"]
        wrong += [f"{muscle.key}.{name}: {fault}" for name, text in texts.items() for fault in faults(text, language)]
    assert sorted(set(wrong)) == []
    assert set(BOOK.file("exercises")["muscles"]) == {muscle.key for muscle in MUSCLES}
