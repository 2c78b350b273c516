"""The words of the pages of plans."""

from myosotis.clinic.care.presenters import wording

PAGE = "words/plans_page"


def say(name, **filled) -> str:
    return wording.text(f"{PAGE}.{name}", **filled)


def number(value) -> str:
    """2.5 as it is written in the language of the page, and 2.0 as 2."""
    said = f"{value:g}"
    return said.replace(".", ",") if wording.language() == "da" else said


def lever(name) -> str:
    return wording.text(f"advice/plan.{name}")
