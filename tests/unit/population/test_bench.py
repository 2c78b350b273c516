"""The bench measures what it says, on equal answers, and cleans up."""

import contextlib
import io
import json
from itertools import count
from types import SimpleNamespace
from xml.etree import ElementTree

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from myosotis.cli import main
from myosotis.cli import population as cli
from myosotis.engines.plain import Series
from myosotis.knowledge import load_book
from myosotis.language import nodes as n
from myosotis.language.nodes import walk
from myosotis.population.bench import child, growth, growth_page, guarded, page, race, registry, sql
from myosotis.population.bench.parts import comparable, cut, with_parts
from myosotis.population.bench.ways import WAYS
from myosotis.population.rows import CHECKIN_FACTS, courses
from myosotis.population.simulate import population, simulate
from tests.generative.sentences import ASKED, CHECKIN, yes_nos

FEW = race.Sizes(all=400, some=40, few=12, runs=1, asked=2)


@pytest.fixture(scope="module")
def book():
    return load_book()


# ---- the sentences as other engines read them


def answered(sentences, row):
    """The program as an engine runs it: a part, once worked out, is a fact for those after it."""
    columns = {name: [value] for name, value in row.items()}
    for name, node in sentences.items():
        columns[name] = Series(columns, [0.0]).column(node)
    return {name: columns[name][0] for name in sentences}


def test_cards_cut_into_parts_say_what_they_said(book):
    cards = comparable(book)
    work = cut({f"card {name}": when for name, when in cards.items()})
    assert len(work.parts) > 20
    for course in courses(population(0, 8).collect()):
        series = Series(course.columns(), course.clock)
        expected = {name: series.column(when) for name, when in cards.items()}
        for row in range(series.length):
            found = answered(work.sentences, {name: column[row] for name, column in course.columns().items()})
            assert {name: found[f"card {name}"] for name in cards} == {name: column[row] for name, column in expected.items()}


def test_cards_that_look_back_are_left_out_and_no_others(book):
    left_out = {rule.name for rule in book.rules.values() if rule.scope == "checkin"} - set(comparable(book))
    assert "unsettled_after_strong" in left_out and "better" not in left_out
    assert 0 < len(left_out) < 20


def test_no_sentence_is_written_twice(book):
    work = cut(comparable(book))
    assert len(set(work.parts.values())) == len(work.parts)
    used = {part.name for node in work.sentences.values() for part in walk(node) if isinstance(part, n.Fact)}
    assert set(work.parts) <= used
    assert used - set(work.parts) == set(work.facts) <= set(CHECKIN_FACTS)


def at_this_row(node):
    """The sentence without looking back, which no other engine can."""
    if isinstance(node, (n.HeldFor, n.Since, n.Times)):
        return n.Number(3, node.type.unit)
    if isinstance(node, (n.Previous, n.First, n.Ever, n.Earlier, n.Highest, n.Lowest)):
        return at_this_row(node.part)
    return with_parts(node, [at_this_row(part) for part in node.parts]) if node.parts else node


ROWS = st.lists(CHECKIN, min_size=1, max_size=5)
SENTENCES = yes_nos().map(at_this_row)
slowly = settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])


def expected(sentence, rows):
    return [Series({name: [row[name]] for name in ASKED}, [0.0]).column(sentence)[0] for row in rows]


def with_unasked(row):
    return {**row, **{f"never_asked_{kind}": None for kind in ("number", "yes_no", "word")}}


def run_by_zen(text):
    import zen

    return zen.compile_expression(text).evaluate


def run_by_rule_engine(text):
    import rule_engine

    return rule_engine.Rule(text, context=rule_engine.Context(resolver=rule_engine.resolve_item)).evaluate


@pytest.mark.long
@pytest.mark.parametrize(("package", "read"), [("zen-engine", run_by_zen), ("rule-engine", run_by_rule_engine)])
@slowly
@given(sentence=SENTENCES, rows=ROWS)
def test_a_rule_engine_reads_any_sentence_as_it_is_meant(package, read, sentence, rows):
    if not race.installed(package):
        pytest.skip(f"no {package} here (python3 go.py test --long installs it)")
    texts = {name: read(text) for name, text in guarded.written(cut({"x": sentence}), str).items()}
    for row, answer in zip(rows, expected(sentence, rows), strict=True):
        held = with_unasked(row)
        for name, answered_by in texts.items():
            held[name] = answered_by(held)
        assert held["card_x"] == answer


@pytest.mark.long
@slowly
@given(SENTENCES, ROWS)
def test_sql_reads_any_sentence_as_it_is_meant(sentence, rows):
    duckdb = pytest.importorskip("duckdb", reason="no DuckDB here (python3 go.py test --long installs it)")
    kinds = {"number": "DOUBLE", "yes_no": "BOOLEAN", "word": "VARCHAR"}
    columns = {name: kinds[CHECKIN_FACTS[name].type.kind] for name in ASKED} | {f"never_asked_{kind}": kinds[kind] for kind in kinds}
    keys = {"client": "BIGINT", "treatment": "BIGINT", "hours": "DOUBLE"}
    with duckdb.connect() as base:
        base.execute(f"CREATE TABLE r ({', '.join(f'{name} {dtype}' for name, dtype in {**keys, **columns}.items())})")
        marks = ", ".join("?" * (len(keys) + len(columns)))
        for i, row in enumerate(rows):
            base.execute(f"INSERT INTO r VALUES ({marks})", [0, i, 0.0, *(with_unasked(row)[name] for name in columns)])
        found = base.execute(sql.query(cut({"x": sentence}), "r") + " ORDER BY treatment").fetchall()
    assert [None if unsure else raised for *_, raised, unsure in found] == expected(sentence, rows)


# ---- the race


@pytest.fixture(scope="module")
def ran(tmp_path_factory, book):
    """A folder in which our own ways have done the work, in this process."""
    folder, ticks = tmp_path_factory.mktemp("ran"), count()
    race.prepare(folder, book, None, FEW)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        for way in ("floor", "frame", "plain", "replay", "outcomes", "assess"):
            child.main(way, str(folder), 1, lambda: next(ticks), lambda: next(ticks))
    return SimpleNamespace(folder=folder, said=said.getvalue().splitlines())


def test_a_way_says_when_it_has_answered_and_what_it_took(ran):
    assert ran.said[::2] == ["first"] * 6
    told = [json.loads(line) for line in ran.said[1::2]]
    assert all(one["client_ms"] == [1000] and one["seconds"] == one["cpu_seconds"] == 2 for one in told)
    assert told[0]["checkins"] == told[1]["checkins"] == told[3]["checkins"] >= 400
    assert 40 <= told[2]["checkins"] == told[4]["checkins"] == told[5]["checkins"] < 60


def test_equal_answers_are_found_equal(ran, book):
    found = race.compare(ran.folder, list(comparable(book)), [rule.name for rule in book.rules_of("checkin")], ["plain", "outcomes", "assess"])
    assert set(found) == {"plain", "outcomes", "assess"} and len(set(found.values())) == 1


@pytest.fixture(scope="module")
def run(tmp_path_factory, book):
    ticks, steps = count(), []
    folder = tmp_path_factory.mktemp("race")
    found = race.race(folder, book, None, FEW, clock=lambda: next(ticks), tell=lambda *step: steps.append(step))
    return SimpleNamespace(race=found, folder=folder, steps=steps)


@pytest.mark.long
def test_all_ways_are_measured_on_equal_answers(run):
    there = {way.key for way in WAYS.values() if way.needs is None or race.installed(way.needs)}
    assert set(run.race.measured) == there
    assert {key for key in there if key not in ("floor", "frame", "replay")} == set(run.race.compared)
    assert all(compared > 0 for compared in run.race.compared.values())
    for way in run.race.measured.values():
        assert way.cpu_ns > 0 and way.rate > 0 and 0 < way.peak_gb[0] < 4
        assert way.first_seconds == [1]  # a tick of the clock that was given
    assert run.steps[-1][:2] == (1 + len(there), 1 + len(there))


@pytest.mark.long
def test_the_page_holds_every_way_and_what_was_left_out(run, tmp_path):
    written = page.write(run.race, tmp_path, "A machine.").read_text()
    for way in WAYS.values():
        assert written.count(way.title) >= 1
    if {"zen", "rules"} & set(run.race.measured):
        assert "times as many check-ins a second" in written
    assert "The aim of 5 ms is" in written and "The aim of 1 ms is" in written
    drawn = ElementTree.fromstring((tmp_path / "engines.svg").read_text())
    assert len(drawn.findall(".//{*}rect")) == len(run.race.measured)


@pytest.mark.parametrize("way", ["plain", "assess", "outcomes"])
def test_unequal_answers_are_no_race(ran, book, way):
    file = ran.folder / f"{way}.found"
    before = file.read_text()
    lines = before.splitlines()
    swapped = {"1": "0", "0": "1", "?": "0"}
    lines[3] = swapped[lines[3][0]] + lines[3][1:] if way != "assess" else "recovered 5"
    file.write_text("\n".join(lines))
    names = [rule.name for rule in book.rules_of("checkin")]
    with pytest.raises(race.UnequalAnswers, match="first at check-in 4"):
        race.compare(ran.folder, list(comparable(book)), names, [way])
    file.write_text(before)


def test_a_file_that_differs_in_one_answer_is_no_race(ran, book):
    (ran.folder / "duckdb").mkdir(exist_ok=True)
    file = next((ran.folder / "frame").glob("*.parquet"))
    rows = pl.read_parquet(file)
    rows.with_columns((pl.col("rule_better") ^ (pl.int_range(pl.len()) == 5)).alias("rule_better")).write_parquet(ran.folder / "duckdb" / file.name)
    with pytest.raises(race.UnequalAnswers, match="rule_better"):
        race.compare(ran.folder, list(comparable(book)), [], ["duckdb"])


def test_the_command_shows_no_figures_where_answers_differ(monkeypatch, capsys, tmp_path):
    def differs(*_, **__):
        raise race.UnequalAnswers("zen answers otherwise")

    monkeypatch.setattr(race, "race", differs)
    assert main(["bench", str(tmp_path / "new")]) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err == "myosotis bench: no figures: zen answers otherwise\n"


def test_the_command_works_in_a_folder_of_its_own(capsys, tmp_path):
    (tmp_path / "mine").touch()
    assert main(["bench", str(tmp_path)]) == 2
    assert "is not empty; give a new folder" in capsys.readouterr().err


# ---- growth


def test_growth_is_measured_and_leaves_nothing_behind(tmp_path, book):
    ticks, told = count(), []
    sizes = {"checkins": (200, 600), "cards": (10,), "at": 200, "runs": 1}
    found = growth.growth(tmp_path / "work", book, None, clock=lambda: next(ticks), tell=told.append, on_spark=False, **sizes)
    assert list((tmp_path / "work").iterdir()) == []
    assert [point.cards for point in found.by_cards] == [10, 109]
    assert found.by_checkins[0].checkins < found.by_checkins[1].checkins
    assert all(point.bytes_out > 0 and point.cpu_ns > 0 for point in (*found.by_checkins, *found.by_cards))
    assert told == sorted(told) and told[-1] >= growth.work(**sizes)
    written = growth_page.write(found, tmp_path / "page", "A machine.", 2).read_text()
    assert "| 10,000,000,000 |" in written and "Not measured: it was not asked for." in written


def test_what_is_far_off_is_reckoned_from_the_two_largest():
    def point(checkins, seconds):
        return growth.Point(checkins, 108, checkins, checkins, [seconds], [2 * seconds], [0.5])

    far = growth.Growth((point(10, 9), point(1000, 11), point(2000, 12)), (point(10, 1),), None, "x", "book", 1)
    assert far.slope(lambda one: one.seconds[0]) == pytest.approx(0.001)
    assert "| 1,000,000,000 | 11.6 days | 2.9 days |" in "\n".join(growth_page.lines(far, 2))


def test_fewer_cards_are_spread_over_the_book(book):
    few = growth.fewer(book, 10)
    assert len(few.rules_of("checkin")) == 10
    assert few.version != book.version
    assert few.rules_of("complaint") == book.rules_of("complaint")
    assert growth.fewer(book, 500) is book


@pytest.mark.parametrize(("text", "count"), [("1e6", 10**6), ("20_000", 20_000), ("7", 7)])
def test_a_large_number_may_be_written_shortly(text, count):
    assert cli._count(text) == count


# ---- a whole registry


def test_a_registry_is_timed_by_every_way_and_nothing_is_left(tmp_path, capsys):
    rows, work, pages = tmp_path / "rows", tmp_path / "work", tmp_path / "pages"
    assert main(["simulate", "600", str(rows)]) == 0
    assert main(["bench", str(work), "--registry", str(rows), "--out", str(pages)]) == 0
    said = capsys.readouterr().out
    checkins = sum(pl.read_parquet(file).height for file in rows.glob("*.parquet"))
    assert said.count(f"| {checkins:,} |") == 3
    assert said.count("the aim of") == 2
    assert list(work.iterdir()) == [] and said.strip() in (pages / "registry.md").read_text()


def test_a_registry_that_is_not_there_is_one_line(tmp_path, capsys):
    assert main(["bench", str(tmp_path / "work"), "--registry", str(tmp_path / "nowhere")]) != 0
    assert "holds no Parquet file" in capsys.readouterr().err


def test_two_million_check_ins_stay_within_three_gigabytes(tmp_path):
    list(simulate(2_000_000, tmp_path / "rows"))
    found = registry.measure(tmp_path / "rows", tmp_path / "work", None)
    print("\n".join(registry.lines(found)))
    assert {each.checkins for each in found} == {found[0].checkins} and found[0].checkins >= 2_000_000
    assert max(each.peak_gb for each in found) <= 3
