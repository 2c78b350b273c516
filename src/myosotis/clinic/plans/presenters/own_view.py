"""The therapist's own judgement: the two questions when closing, and what was said."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.plans.models import OwnView, takes_a_press
from myosotis.clinic.plans.situation import own_views
from myosotis.terms import Level, Reading

PAGE = "words/plans_page"


@dataclass(frozen=True)
class Tried:
    """What was written beside an answer and is not kept yet, with what is wrong with it by field."""

    note: str = ""
    own_reading: str = ""
    rests_on: str = ""
    # Is she to be told that there is news?
    tell: bool = False
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Choice:
    """One question with its choices; `chosen` is what was sent before."""

    name: str
    auto_id: str
    label: str
    choices: list[tuple[str, str]]
    chosen: str
    error: str


class OwnViewFields:
    def __init__(self, assessment, tried: Tried = Tried(), *, added: bool = False):
        """`added`: to an answer that was seen already. It is then a view of any answer, and nothing without one."""
        self.offered = added or assessment.level is None or assessment.level >= Level.tell_therapist
        # Where agreeing is one press, the fields are for whoever sees it otherwise.
        self.by_press = not added and takes_a_press(assessment)
        self.required = added or (assessment.level is not None and assessment.level > Level.tell_therapist)
        self.words = {name: wording.text(f"{PAGE}.own.{name}") for name in ("one_press", "as_program", "otherwise")} if self.by_press else {}
        self.must = "" if added else wording.text(f"{PAGE}.own.must")
        self.choose = wording.text(f"{PAGE}.own.choose")
        asked = (("own_reading", "reading", readings()), ("rests_on", "rests_on", bases()))
        self.fields = [
            Choice(name, f"{label}-{assessment.pk}", wording.text(f"{PAGE}.own.{label}"), choices, getattr(tried, name), tried.errors.get(name, ""))
            for name, label, choices in asked
        ]


def readings() -> list[tuple[str, str]]:
    return [(r.value, wording.text(f"words/readings.{r.value}.therapist.label")) for r in Reading]


def bases() -> list[tuple[str, str]]:
    entries = wording.load_book().words("plans_page")["rests_on"]
    return [(name, wording.first_letter(entry[wording.language()])) for name, entry in entries.items() if name != OwnView.ANSWER_READ]


def own_view_said(acknowledgement) -> str:
    """One line beside the machine's reading, or nothing. What was judged later stands for the answer as well."""
    found = own_views(acknowledgement.assessment)
    return said_in_words(found[-1].reading, found[-1].rests_on) if found else ""


def own_view_with_who(view) -> str:
    return f"{said_in_words(view.reading, view.rests_on)} {wording.text(f'{PAGE}.by', who=view.by.name, when=moments.short(view.made_at))}."


def further_said(acknowledgement) -> str:
    """A judgement that was added after the answer was seen: who, when, what, and the note beside it."""
    own = getattr(acknowledgement, "own_view", None)
    said = said_in_words(own.reading, own.rests_on) if own else ""
    note = f"“{acknowledgement.note}”" if acknowledgement.note else ""
    return " ".join(filter(None, (f"{acknowledgement.by.name}, {moments.short(acknowledgement.made_at)}:", note, said)))


def own_words() -> dict[str, str]:
    return {name: wording.text(f"{PAGE}.own.{name}") for name in ("add", "keep")}


def said_in_words(reading: str, rests_on: str) -> str:
    return wording.text(
        f"{PAGE}.own.said",
        reading=wording.text(f"words/readings.{reading}.therapist.label"),
        rests_on=wording.text(f"{PAGE}.rests_on.{rests_on}"),
    )
