"""A comma cuts a text that stands without quotation marks in braces; no text of the book may be half of what was written."""

import yaml

from myosotis.knowledge.load import book_folder


def cut(value, where=()):
    if isinstance(value, dict):
        yield from ((*where, name) for name, each in value.items() if each is None and " " in str(name))
        for name, each in value.items():
            yield from cut(each, (*where, name))
    elif isinstance(value, list):
        for each in value:
            yield from cut(each, where)


def test_no_text_is_cut_at_a_comma():
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    files = sorted(book_folder().rglob("*.yaml"))
    assert len(files) > 100
    assert [(path.name, *found) for path in files for found in cut(yaml.load(path.read_text("utf-8"), Loader=loader))] == []  # noqa: S506


def test_it_sees_one_that_is():
    assert list(cut(yaml.safe_load("a: {da: Ring, og vent, en: Call}"))) == [("a", "og vent")]
