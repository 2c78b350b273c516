"""The therapist's own judgement: the two questions when closing, and what was said."""

from myosotis.clinic.care.presenters import wording
from myosotis.terms import Level, Reading

PAGE = "words/plans_page"


class OwnViewFields:
    def __init__(self, assessment):
        self.pk = assessment.pk
        self.offered = assessment.level is None or assessment.level >= Level.tell_therapist
        self.required = assessment.level is not None and assessment.level >= Level.doctor_today
        self.reading_label = wording.text(f"{PAGE}.own.reading")
        self.rests_on_label = wording.text(f"{PAGE}.own.rests_on")
        self.must = wording.text(f"{PAGE}.own.must")
        self.choose = wording.text(f"{PAGE}.own.choose")
        self.readings, self.rests_on = readings(), bases()


def readings() -> list[tuple[str, str]]:
    return [(r.value, wording.text(f"words/readings.{r.value}.therapist.label")) for r in Reading]


def bases() -> list[tuple[str, str]]:
    entries = wording.load_book().words("plans_page")["rests_on"]
    return [(name, wording.first_letter(entry[wording.language()])) for name, entry in entries.items()]


def own_view_said(acknowledgement) -> str:
    """One line beside the machine's reading, or nothing."""
    own = getattr(acknowledgement, "own_view", None)
    if own is None:
        return ""
    return said_in_words(own.reading, own.rests_on)


def said_in_words(reading: str, rests_on: str) -> str:
    return wording.text(
        f"{PAGE}.own.said",
        reading=wording.text(f"words/readings.{reading}.therapist.label"),
        rests_on=wording.text(f"{PAGE}.rests_on.{rests_on}"),
    )
