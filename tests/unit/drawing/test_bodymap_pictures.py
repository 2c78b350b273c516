"""Pictures of body maps: every mark on its own side, every change readable without colour, one form for page and PDF."""

import re
from xml.etree import ElementTree

import pytest

from myosotis.body.pictures import picture
from myosotis.body.zones import ZONES
from myosotis.course import Course
from myosotis.drawing.body_picker import picker, read_marks
from myosotis.drawing.bodymap import (
    KINDS,
    LINE,
    Mark,
    Panel,
    apart,
    kind_of_change,
    lines_of,
    muscle_map,
    panels,
    then_and_now,
)
from myosotis.knowledge.load import load_book

WORDS = picker(load_book(), "da").words
BLADES = "B.between_blades.R"


def marked(svg, kind):
    """(view, path) of each mark. The same path may be the left elbow in front and the right one behind."""
    found = set()
    for view, marks in re.findall(r'<use href="#\w+-(\w+)"/>(.*?)<path class="hint"', svg):
        found |= {(view, path) for path in re.findall(rf'class="mark-{kind}" d="([^"]+)"', marks)}
    return found


def drawn(code):
    return {(view, picture(view).zones[code]) for view in ZONES[code].views}


@pytest.mark.parametrize("code", sorted(ZONES))
def test_a_mark_stays_on_its_side_from_form_to_picture(code):
    class Posted(dict):
        def getlist(self, key):
            return self.get(key, [])

    given = read_marks(Posted({"zones": [code], f"zones.pain.{code}": "6"}))
    assert (given.zones, given.pain_at, given.refused) == ((code,), {code: 6}, ())
    svg = panels([Panel("", {code: Mark(pain) for code, pain in given.pain_at.items()})], WORDS, "da")
    assert marked(svg, "middle") and marked(svg, "middle") <= drawn(code)
    overlay = then_and_now({code: 7}, {code: 3}, WORDS, "da")
    assert marked(overlay, "less") and marked(overlay, "less") <= drawn(code)
    side = {"L": "venstre", "R": "højre", "M": "midt"}[code[-1]]
    assert side in lines_of({code: Mark(6)}, "da")[0]


def test_zones_become_the_places_that_the_judge_reads():
    class Posted(dict):
        def getlist(self, key):
            return self.get(key, [])

    posted = Posted({"zones": [BLADES, "B.blade.R", "F.temple.L"], f"zones.pain.{BLADES}": "6", "zones.pain.B.blade.R": "3", f"zones.kind.{BLADES}": "aching"})
    answers = read_marks(posted, kinds=["aching"]).as_answers()
    assert set(answers["sites"]) == {BLADES, "B.blade.R", "F.temple.L"}
    assert answers["pain_at"] == {BLADES: 6, "B.blade.R": 3}
    assert answers["qualities"] == ["aching"]
    course = {"client": {"age": 40}, "treatment": {"kind": "massage"}, "baseline": None, "checkins": [{"hours": 4, "pain": 6, **answers}]}
    assert {str(place) for place in Course.read(course).checkins[0].sites} == set(answers["sites"])


def test_what_is_not_on_the_map_is_refused():
    class Posted(dict):
        def getlist(self, key):
            return self.get(key, [])

    posted = Posted({"zones": ["B.nowhere.L", BLADES], f"zones.pain.{BLADES}": "11", f"zones.kind.{BLADES}": "odd"})
    given = read_marks(posted, kinds=["burning"])
    assert given.zones == (BLADES,)
    assert given.refused == ("B.nowhere.L", f"{BLADES}=11", f"{BLADES}=odd")


@pytest.mark.parametrize(
    ("before", "after", "kind"), [(0, 3, "new"), (3, 0, "gone"), (3, 3, "same"), (7, 3, "less"), (3, 7, "more")]
)
def test_each_change_has_its_own_number_and_pattern(before, after, kind):
    assert kind_of_change(before, after) == kind
    svg = then_and_now({BLADES: before}, {BLADES: after}, WORDS, "da")
    label = str(before) if before == after else f"{before}→{after}"
    assert f">{label}</text>" in svg
    assert WORDS["legend"][kind] in svg


@pytest.mark.parametrize(("before", "after", "label", "kind"), [(None, 8, "?→8", "unrated"), (6, None, "6→?", "unrated"), (None, 0, "?→0", "gone")])
def test_a_place_without_a_number_is_neither_nothing_nor_new(before, after, label, kind):
    svg = then_and_now({BLADES: before}, {BLADES: after}, WORDS, "da")
    assert f">{label}</text>" in svg
    assert WORDS["legend"][kind] in svg
    assert WORDS["legend"]["new"] not in svg


def test_no_two_kinds_of_change_look_alike_in_grey():
    """Another pattern, or a dashed edge: never colour alone."""
    patterns = [KINDS[kind][1] for kind in ("new", "more", "same", "less", "gone")]
    assert len(set(patterns)) == 5


def test_numbers_never_lie_on_each_other():
    many = {code: 5 for code in ZONES if code.startswith("B.") and code.endswith(".R")}
    svg = then_and_now(dict.fromkeys(list(many)[:16], 7), {}, WORDS, "da")
    ys = sorted(int(y) for y in re.findall(r'<text class="words" x="5610" y="(\d+)"', svg))
    assert all(b - a >= 300 for a, b in zip(ys, ys[1:]))


@pytest.mark.parametrize("language", ["da", "en"])
def test_pictures_are_well_formed_with_real_colours_and_no_style(language):
    words = picker(load_book(), language).words
    svg = panels(
        [Panel("A < B", {BLADES: Mark(8, treated=True), "F.temple.L": Mark(referral=True), "S.heel_in.L": Mark(hurts=True)}), Panel("", {})],
        words, language,
    )  # fmt: skip
    for picture_text in (svg, muscle_map([BLADES], ["F.temple.L"], ["F.eye.L"], words, language)):
        ElementTree.fromstring(picture_text)
        assert "var(" not in picture_text and "style=" not in picture_text and "<script" not in picture_text
    assert words["sides"]["left"] in svg and words["sides"]["right"] in svg


def test_an_empty_map_is_front_and_back():
    svg = panels([Panel("", {})], WORDS, "da")
    assert 'id="maps-front"' in svg and 'id="maps-back"' in svg


def test_the_pdf_takes_the_same_picture(tmp_path):
    typst = pytest.importorskip("typst", reason="typst makes the PDFs")
    svg = then_and_now({BLADES: 7}, {BLADES: 3, "F.kneecap.L": 5}, WORDS, "da", title="Før og nu")
    (tmp_path / "map.svg").write_text(svg, "utf-8")
    (tmp_path / "page.typ").write_text('#image("map.svg", alt: "map")', "utf-8")
    pdf = typst.compile(str(tmp_path / "page.typ"))
    assert pdf.startswith(b"%PDF") and len(pdf) > 10_000


def test_a_coarse_original_place_means_all_its_zones_and_asks_about_the_other_side():
    found = picker(load_book(), "da", original=["shoulder:left", BLADES], ask_kind=False)
    assert BLADES in found.original and "B.trap_upper.L" in found.original and "B.trap_upper.R" not in found.original
    assert found.asked_about["B.trap_upper.R"] == ("B.trap_upper.L", "B.trap_upper.L")
    assert found.kinds == []


@pytest.mark.parametrize("wanted", [[600] * 9, [2900] * 9, [100, 200, 5000], [700, 2000, 2100, 2200], [3000], [1000] * 40])
def test_numbers_beside_a_figure_stand_apart_and_within(wanted):
    levels = apart(wanted, 500, 3000)
    gap = min(LINE, 2500 / max(1, len(wanted) - 1))
    assert 500 - 1e-6 <= levels[0] and levels[-1] <= 3000
    assert all(after - before >= gap - 1e-6 for before, after in zip(levels, levels[1:], strict=False))


def test_zones_with_the_same_number_share_it_with_one_line_and_a_dot_each():
    here = {code: 5 for code in ZONES if code.startswith("B.blade") and code.endswith(".L")}
    svg = then_and_now(here, here, WORDS, "da")
    assert len(here) >= 4 and svg.count('class="leader"') == svg.count(">5<") == 1 and svg.count('class="leader-end"') == len(here)
