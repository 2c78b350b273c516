"""What another book would have said: exactly the check-ins that change, from what to what, and by which card."""

import shutil

import polars as pl
import pytest

from myosotis.knowledge import load_book
from myosotis.knowledge.load import book_folder
from myosotis.population.checks import TableError
from myosotis.population.compare import Change, Said, compare
from myosotis.population.compared import lines, page
from myosotis.population.judge import judged
from myosotis.population.simulate import simulate

CHECKINS = 4_000


@pytest.fixture(scope="module")
def registry(tmp_path_factory):
    folder = tmp_path_factory.mktemp("registry")
    list(simulate(CHECKINS, folder, clients_a_file=150))
    return folder


@pytest.fixture(scope="module")
def stricter(tmp_path_factory):
    """The same book with a stricter limit: two days are over after a day and a half."""
    folder = tmp_path_factory.mktemp("stricter") / "book"
    shutil.copytree(book_folder(), folder)
    file = folder / "limits.yaml"
    text = file.read_text()
    changed = text.replace("two_days: {value: 48,", "two_days: {value: 36,")
    assert changed != text
    file.write_text(changed)
    return load_book(folder)


@pytest.fixture(scope="module")
def found(registry, stricter):
    return compare(load_book(), stricter, registry, rows_at_a_time=700)


def one_by_one(registry, stricter):
    rows = pl.concat(pl.read_parquet(file) for file in sorted(registry.glob("*.parquet")))
    return [judged(rows.lazy(), book).collect(engine="in-memory") for book in (load_book(), stricter)]


def test_it_counts_what_judging_both_ways_gives(found, registry, stricter):
    a, b = one_by_one(registry, stricter)
    differs = (a["reading"] != b["reading"]) | (a["level"] != b["level"])
    assert found.checkins == len(a) and found.changed == int(differs.sum()) > 0
    pairs = zip(a["reading"], a["level"], b["reading"], b["level"], differs, strict=True)
    expected = {}
    for reading, level, reading_now, level_now, other in pairs:
        if other:
            change = Change(Said(reading, level), Said(reading_now, level_now))
            expected[change] = expected.get(change, 0) + 1
    assert dict(found.changes) == expected
    assert sum(found.levels["before"].values()) == sum(found.levels["after"].values()) == found.checkins


def test_a_stricter_limit_makes_nobody_calmer(found):
    assert found.more_urgent > 0 and found.less_urgent == 0


def test_the_cards_that_did_it_are_named(found):
    assert found.cards and all(sum(counts.values()) > 0 for counts in found.cards.values())
    resting = {card for card in found.cards if "two_days" in str(load_book().rules[card])}
    assert resting, "a card that rests on the limit that was changed"


def test_each_change_has_check_ins_to_read(found):
    assert set(found.examples) == set(found.changes)
    for change, examples in found.examples.items():
        assert 1 <= len(examples) <= 3 and all(each.answers for each in examples), change
    assert sum(not each.cards for each in sum(found.examples.values(), [])) < len(found.examples), "held from before is the exception"


def test_a_book_compared_with_itself_changes_nothing(registry):
    same = compare(load_book(), load_book(), registry)
    assert (same.changed, dict(same.changes), same.cards) == (0, {}, {})
    assert "Nothing." in page(same, "a", "a") and "0 change" in next(lines(same))


def test_a_card_that_one_book_lacks_is_found(registry, tmp_path):
    folder = tmp_path / "book"
    shutil.copytree(book_folder(), folder)
    card = folder / "rules/symptoms/stiffness.yaml"
    card.unlink()
    less = compare(load_book(), load_book(folder), registry)
    assert card.stem in less.cards and less.cards[card.stem]["no_longer"] > 0


def test_the_page_stands_alone_and_says_the_same(found, tmp_path):
    made = page(found, "<own>", "changed")
    assert "&lt;own&gt;" in made and f"{found.changed:,} check-ins change" in made
    assert "http" not in made.replace("http-equiv", "") and "<script" not in made
    assert made.count("<details>") == len(found.changes)


def test_the_command_writes_both(registry, stricter, tmp_path, capsys):
    from myosotis.cli import main

    folder = tmp_path / "book"
    shutil.copytree(book_folder(), folder)
    (folder / "limits.yaml").write_text((folder / "limits.yaml").read_text().replace("two_days: {value: 48,", "two_days: {value: 36,"))
    assert main(["compare", "own", str(folder), str(registry), "--report", str(tmp_path / "changes.html")]) == 0
    assert "more urgent" in capsys.readouterr().out and (tmp_path / "changes.html").exists()
    assert main(["compare", "own", str(tmp_path / "nothing"), str(registry)]) == 2


def test_what_cannot_be_is_refused_with_file_and_row(registry, tmp_path):
    folder = tmp_path / "spoilt"
    folder.mkdir()
    for file in registry.glob("*.parquet"):
        pl.read_parquet(file).with_columns(pl.when(pl.int_range(pl.len()) == 3).then(pl.lit(11)).otherwise(pl.col("pain")).alias("pain")).write_parquet(folder / file.name)
    with pytest.raises(TableError, match="pain"):
        compare(load_book(), load_book(), folder)
