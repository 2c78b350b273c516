"""The page of the security checklist says what there is."""

from tests.docs.checklist import ITEMS, PAGE, missing, page


def test_every_test_that_it_names_is_there():
    assert missing() == []
    assert list(ITEMS) == list(range(1, 62))


def test_the_page_is_the_one_that_was_written():
    assert PAGE.read_text() == page(), "write it anew: .venv/bin/python -m tests.docs.checklist"
