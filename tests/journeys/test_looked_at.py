"""What the look with axe passes over, and that it passes over no fault."""

import pytest

PAGE = """<!doctype html><html lang="{language}"><head><title>{title}</title><style>body {{ background: #fff; color: #222 }} p {{ color: {colour} }}</style></head>
<body><main><h1>{title}</h1><p>{words}</p><input aria-label="{label}"></main></body></html>"""
GOOD = {"language": "da", "title": "Godt", "colour": "#222", "words": "Det her kan læses.", "label": "Navn"}


@pytest.fixture
def shown(phone, looked_at):
    page = phone()

    def show(**other):
        page.set_content(PAGE.format(**GOOD | other))
        return looked_at(page)

    show()
    return show


def test_the_same_page_in_other_words_is_good_too(shown):
    shown(language="en", title="Good", words="This can be read.", label="Name")


@pytest.mark.parametrize("fault", [{"colour": "#ccc"}, {"label": ""}, {"title": ""}, {"language": "xx"}, {"words": '<a href="#1">Kun farve <b style="color:#333">skiller</b></a> den <i style="color:#ddd">ud</i>'}])
def test_a_fault_in_a_page_otherwise_seen_is_found(shown, fault):
    with pytest.raises(AssertionError):
        shown(**fault)
