"""The words of the pages of plans."""

from myosotis.clinic.care.presenters import wording

PAGE = "words/plans_page"


def say(name, **filled) -> str:
    return wording.text(f"{PAGE}.{name}", **filled)


def reason_in_words(kept) -> str:
    """A reason with what it was asked for: another thing would have needed another."""
    label = ", ".join(wording.first_letter(say(f"reason_label.{hold}")) for hold in kept.holds)
    return say("reason_given", label=label, reason=kept.reason)


def number(value) -> str:
    """2.5 as it is written in the language of the page, and 2.0 as 2."""
    said = f"{value:g}"
    return said.replace(".", ",") if wording.language() == "da" else said


def lever(name) -> str:
    return wording.text(f"advice/plan.{name}")
