"""A change of a card or a limit shows what it means for everyone, in the same commit."""

import json

from tests.spec.small_population import KEPT, summary


def test_what_the_book_says_about_a_small_population_is_what_was_reviewed():
    kept, now = json.loads(KEPT.read_text()), summary()
    other = {f"{part}.{name}": (kept[part].get(name), now[part].get(name)) for part in ("said", "cards") for name in kept[part].keys() | now[part].keys() if kept[part].get(name) != now[part].get(name)}
    assert other == {}, "look at it, then write it anew: .venv/bin/python -m tests.spec.small_population"
    assert kept["checkins"] == now["checkins"] == sum(now["said"].values())
