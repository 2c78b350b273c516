"""The course as a drawing: true to the numbers, within 0 to 10, legible without colour, and never a style inside."""

import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest

from myosotis.clinic.care.presenters.here import here_on_her_course
from myosotis.drawing.course_chart import Band, Chart, Point, TreatmentMark, course_chart, expected_band
from tests.integration.people import a_treatment, an_answer

pytestmark = pytest.mark.either_database

BEGAN = datetime(2026, 11, 2, 14, tzinfo=UTC)


def a_chart(pains=(6, 8, 5), levels=(None, 3, 1), treatments=1, **more):
    points = [
        Point(BEGAN + timedelta(hours=12 * i), pain, level, f"smerte {pain}")
        for i, (pain, level) in enumerate(zip(pains, levels, strict=False))
    ]
    marks = [TreatmentMark(BEGAN + timedelta(days=3 * i), f"Behandling {i + 1}") for i in range(treatments)]
    bands = [Band(mark.at, expected_band(6, ordinary=False, gain=2)) for mark in marks]
    return Chart(title="Smerte", description="Fra 0 til 10", points=points, treatments=marks, bands=bands, **more)


def test_it_is_an_image_with_a_name_and_a_description():
    drawn = ElementTree.fromstring(course_chart(a_chart(), name="x"))
    assert drawn.get("role") == "img"
    assert drawn.get("aria-labelledby") == "x-title x-words"
    assert [child.text for child in list(drawn)[:2]] == ["Smerte", "Fra 0 til 10"]


def test_nothing_in_it_needs_a_style_or_a_script():
    assert not re.search(r"style|<script|\bon\w+=|href", course_chart(a_chart(), name="x"))


def test_urgent_answers_have_a_shape_of_their_own():
    drawn = course_chart(a_chart(levels=(1, 2, 5)), name="x")
    assert [drawn.count(f'class="chart-{kind}"') for kind in ("calm", "look", "today")] == [1, 1, 1]


def test_what_was_felt_in_another_place_lies_beside_the_line_and_looks_otherwise():
    points = [Point(BEGAN + timedelta(hours=12 * i), pain, 1, "x", elsewhere=pain == 9) for i, pain in enumerate((6, 9, 4))]
    drawn = course_chart(Chart("Smerte", "Fra 0 til 10", points, []), name="x")
    assert len(line_of(drawn)) == 2 and drawn.count("chart-elsewhere") == 1 and drawn.count('class="chart-calm') == 3


def test_her_page_and_her_therapists_say_which_number_is_of_another_place(desk, therapist):
    treatment = a_treatment(therapist, hours_ago=30)
    an_answer(treatment, hours=4, pain=7)
    an_answer(treatment, hours=20, pain=4, sites=["hip:left"])
    page = desk.get(f"/clients/{treatment.client.pk}/").content.decode()
    assert 'class="key key-elsewhere">et andet sted' in page
    here = here_on_her_course(treatment.checkins.last())
    assert here.figures[-1].endswith(": 4 (et andet sted)") and here.figures[1].endswith(": 7") and "chart-elsewhere" in here.drawing


def here_of(drawn):
    """The box of the word at the last point: left, top, right, foot."""
    found = re.search(r'<circle class="chart-here".*?<text class="chart-label" x="([\d.]+)" y="([\d.]+)">(\w+)</text>', drawn)
    x, y = float(found[1]), float(found[2])
    return x, y - 12, x + 8.2 * len(found[3]), y


def line_of(drawn):
    path = re.search(r'class="chart-line" d="M([^"]+)"', drawn)[1]
    return [tuple(map(float, pair.split())) for pair in path.split("L")]


@pytest.mark.parametrize("width", [360, 720])
@pytest.mark.parametrize("here", ["nu", "now"])
@pytest.mark.parametrize("hours, pains", [
    ((0, 48, 48.02), (6, 8, 3)), ((0, 48, 48.02), (6, 3, 8)), ((0, 4, 4.1), (6, 0, 10)), ((0, 4, 4.1), (6, 10, 0)), ((0, 24, 48), (6, 7, 4)),
    ((0, 1, 1.01, 1.02), (5, 10, 0, 5)), ((0, 170, 170.1), (2, 9, 1)), ((0,), (10,)), ((0, 48, 48.02), (0, 0, 0)), ((0, 48, 48.02), (10, 10, 10)),
])  # fmt: skip
def test_the_word_now_lies_on_no_line_and_within_the_drawing(width, here, hours, pains):
    points = [Point(BEGAN + timedelta(hours=hour), pain, None, "x") for hour, pain in zip(hours, pains, strict=True)]
    chart = Chart("Smerte", "Fra 0 til 10", points, [TreatmentMark(BEGAN + timedelta(minutes=1), "Slut")], here=here)
    drawn = course_chart(chart, name="x", width=width, height=240)
    left, top, right, foot = here_of(drawn)
    assert 0 <= left and right <= width and 0 <= top and foot <= 240
    line = line_of(drawn) if len(points) > 1 else []
    for (x, y), (to_x, to_y) in zip(line, line[1:], strict=False):
        for step in range(401):
            at = (x + (to_x - x) * step / 400, y + (to_y - y) * step / 400)
            assert not (left < at[0] < right and top < at[1] < foot), (at, (left, top, right, foot))


@pytest.mark.parametrize("width", [360, 720])
@pytest.mark.parametrize("pains", [(0, 10, 0), (10, 10), (0,)])
def test_every_point_lies_on_the_paper(width, pains):
    drawn = course_chart(a_chart(pains=pains, levels=(1, 1, 1)), name="x", width=width)
    numbers = [tuple(map(float, found)) for found in re.findall(r'class="chart-calm" d="M([\d.]+) ([\d.]+)', drawn)]
    assert len(numbers) == len(pains)
    assert all(0 <= x <= width and 0 <= y <= 300 for x, y in numbers)


@pytest.mark.parametrize("ordinary", [True, False])
@pytest.mark.parametrize("baseline", range(11))
def test_the_expected_band_stays_on_the_scale_and_low_is_below_high(baseline, ordinary):
    for _, low, high in expected_band(baseline, ordinary=ordinary, gain=2 if baseline > 3 else 1):
        assert 0 <= low <= high <= 10


def test_after_ordinary_massage_no_rise_is_expected():
    assert max(high for _, _, high in expected_band(5, ordinary=True, gain=2)) == 5


def test_names_cannot_break_out_of_the_drawing():
    assert "<b>" not in course_chart(a_chart(language="da").__class__("<b>", "<b>", a_chart().points, []), name="x")


def test_labels_do_not_lie_on_each_other():
    drawn = course_chart(a_chart(treatments=8), name="x", width=360)
    places = [float(x) for x in re.findall(r'class="chart-label" x="([\d.]+)"', drawn)]
    assert all(after - before >= 80 for before, after in zip(places, places[1:], strict=False))


@pytest.mark.parametrize("width", [330, 640])
@pytest.mark.parametrize("hour", [1, 9, 22, 23])
def test_dates_do_not_lie_on_each_other_at_the_edges_either(width, hour):
    for days in range(2, 40):
        first = BEGAN.replace(hour=hour)
        points = [Point(first, 6, 1, ""), Point(first + timedelta(days=days), 5, 1, "")]
        chart = Chart(title="", description="", points=points, treatments=[TreatmentMark(first, "Behandling 1")])
        spans = []
        for text in re.findall(r'<text class="chart-text"[^>]*>\d+\. \w+\.?</text>', course_chart(chart, name="x", width=width)):
            x, anchor, words = float(re.search(r'x="([\d.]+)"', text)[1]), re.search(r'anchor="(\w+)"', text)[1], re.sub(r"<[^>]*>", "", text)
            begins = x - 7.2 * len(words) * {"start": 0, "middle": 0.5, "end": 1}[anchor]
            spans.append((begins, begins + 7.2 * len(words)))
        assert spans and all(after[0] > before[1] for before, after in zip(spans, spans[1:], strict=False)), (days, spans)


def test_dates_are_written_as_the_language_writes_them():
    assert ">3. nov.<" in course_chart(a_chart(), name="x", width=720)
    assert ">3 Nov<" in course_chart(a_chart(language="en"), name="x", width=720)
