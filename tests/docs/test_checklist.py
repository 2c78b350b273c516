"""The page of the security checklist says what there is."""

from tests.docs.checklist import BEYOND, ITEMS, PAGE, held, page


def test_every_item_is_named_by_a_test_and_no_test_names_another():
    assert sorted(held()) == sorted(ITEMS) == list(range(1, 62)) and set(BEYOND) <= set(ITEMS)


def test_the_page_is_the_one_of_the_tests():
    assert PAGE.read_text() == page(), "write it anew: .venv/bin/python -m tests.docs.checklist"
