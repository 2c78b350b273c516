"""The made-up population: the same again, whole clients, every kind of answer, and the published shares."""

import polars as pl
import pytest

from myosotis.judge import assess
from myosotis.knowledge import load_book
from myosotis.population import assumptions as a
from myosotis.population.chance import Chance
from myosotis.population.judge import judged
from myosotis.population.rows import CHECKIN_FACTS, CLIENT, HOURS, SCHEMA, TREATMENT, courses
from myosotis.population.simulate import latent, population, simulate
from myosotis.terms import Level, Reading, Scope

# Facts of which the made-up clients say nothing.
NEVER_ASKED = {"many_points"}


@pytest.fixture(scope="module")
def people():
    return population(0, 1200).collect()


@pytest.fixture(scope="module")
def reactions():
    """One row a treatment, with what nobody can ask for."""
    return latent(0, 6000).unique(TREATMENT, keep="first").collect()


def test_the_same_seed_makes_the_same_people_whatever_the_file(people):
    second_half = population(600, 600).collect()
    assert second_half.equals(people.filter(pl.col(CLIENT) >= 600))
    assert not population(0, 600, seed=2).collect().equals(people.filter(pl.col(CLIENT) < 600))


def test_draws_looked_up_are_those_of_every_row():
    rows = pl.DataFrame({CLIENT: [7, 7, 8, 10, 10, 10]})
    each, looked_up = Chance(3, CLIENT), Chance(3, CLIENT, (7, 4))
    weights = {"small": 0.3, "large": 0.7}
    drawn = [
        rows.select(
            draw=who.draw("x"), happens=who.happens("x", 0.5), whole=who.whole("x", 1, 9), word=who.one_of("x", weights)
        )
        for who in (each, looked_up)
    ]
    assert drawn[0].equals(drawn[1])


def test_rows_stand_in_order_with_every_fact_in_its_type(people):
    assert dict(people.schema) == SCHEMA
    assert people.equals(people.sort(CLIENT, TREATMENT, HOURS))
    empty = {name for name in CHECKIN_FACTS if people[name].null_count() == len(people)}
    assert empty <= NEVER_ASKED


def test_files_hold_whole_clients_and_as_many_check_ins_as_asked(tmp_path):
    made = dict(simulate(900, tmp_path, clients_a_file=60))
    assert len(made) > 1
    tables = [pl.read_parquet(path) for path in made]
    assert [len(table) for table in tables] == list(made.values())
    assert 900 <= sum(made.values()) < 900 + 24
    clients = [client for table in tables for client in table[CLIENT].unique().to_list()]
    assert len(clients) == len(set(clients))


def test_every_reading_and_every_level_occurs():
    answers = judged(population(0, 4000).lazy(), load_book()).select("reading", "level").collect(engine="in-memory")
    assert set(answers["reading"].unique().to_list()) == {reading.value for reading in Reading}
    assert set(answers["level"].unique().to_list()) == set(Level)


@pytest.mark.long
def test_every_card_is_raised_by_somebody():
    book = load_book()
    rules = [f"rule_{rule.name}" for rule in book.rules_of(Scope.checkin)]
    raised = judged(population(0, 40_000).lazy(), book).select(pl.col(rules).sum()).collect(engine="in-memory")
    # A few cards join two rare signs, which only a larger population meets.
    assert sum(not count for count in raised.row(0)) <= 6


def test_places_and_qualities_hang_together(people):
    told = people.filter(pl.col("regions_hurting").is_not_null() & pl.col("pain").is_not_null())
    assert (told.select(pl.max_horizontal("pain_same", "pain_near", "pain_mirror", "pain_far") == pl.col("pain"))).to_series().all()
    untold = people.filter(pl.col("regions_hurting").is_null())
    assert untold["pain_same"].equals(untold["pain"], check_names=False)
    assert untold["pain_far"].null_count() == len(untold)
    shared = people.filter(pl.col("qualities_shared").is_not_null())
    assert (shared["qualities_shared"] <= shared["qualities_given"]).all()


@pytest.mark.parametrize(("hours", "share"), a.ONSET[1:4])
def test_reactions_start_when_published(reactions, hours, share):
    started = reactions.filter("reacts")["onset"] <= hours
    assert started.mean() == pytest.approx(share, abs=0.03)


@pytest.mark.parametrize("kind", ["massage", "wellness_massage", "trigger_point", "dry_needling"])
def test_as_many_react_as_published(reactions, kind):
    later = reactions.filter((pl.col("kind") == kind) & (pl.col("visit") > 0))
    assert later["reacts"].mean() == pytest.approx(a.ANY_REACTION[kind], abs=0.03)


def test_the_whole_population_is_judged_as_each_course_would_be(people):
    some = people.filter(pl.col(CLIENT) < 60)
    answers = judged(some.lazy(), load_book()).select("reading", "level").collect(engine="in-memory").rows()
    alone = [(each.reading.value, each.level) for course in courses(some) for each in assess(course, load_book())]
    assert answers == alone
