"""The list of answers before they are sent, each row with the page on which it is changed; and what is no longer asked is dropped."""

from typing import NamedTuple

from myosotis.clinic.care.presenters import wording
from myosotis.clinic.care.presenters.answered import answers_in_words
from myosotis.clinic.checkin.draft import SIDED
from myosotis.clinic.checkin.fields import FLAGS, ask, none_of_these
from myosotis.clinic.checkin.steps import STEPS

# Where the page was opened from the list, and goes back to it.
BACK = "review"
# Step → the answers that are changed there, in the order of the list.
CHANGED_AT = {
    "pain": ("pain", "compared"),
    "more": ("strong_worse_hours", "mark_spreading", "mark_growth_unsure"),
    "feel": ("qualities", "quality_kind"),
    "places": ("sites", "pain_at"),
    "other_side": ("sites_confirmed",),
    "signs": ("symptoms", "ongoing", "limb_side"),
    "marks": ("soreness", "bruise", "painkiller", "painkiller_hours"),
}
# The pages that ask more of what was said before them.
FOLLOW = ("which_strength", "at_place", "strength", "more")


class Row(NamedTuple):
    question: str
    answer: str
    step: str


def rows_of(draft) -> list[Row]:
    """Everything that was said; what was not asked is not there."""
    answers = draft.answers()
    found = [Row(*danger_in_words(draft), "flags")]
    for step, names in CHANGED_AT.items():
        at = step if step in draft.steps else "places" if step == "other_side" else step
        found += [Row(*row, at) for row in answers_in_words({name: answers[name] for name in names if name in answers})]
    return found


def danger_in_words(draft) -> tuple[str, str]:
    """What was answered to the danger questions, as a row of the list before it is sent."""
    unsure = [ask(FLAGS, line) for line in draft.unsure_lines]
    there = [wording.label("symptoms", sign) for sign in draft.flagged]
    doubt = [f"{wording.text('words/answers.choice.unsure')}: {question}" for question in unsure]
    return wording.text("knowledge_pages/service.danger_signs.title"), "; ".join([*there, *doubt]) or none_of_these().lower()


def only_what_is_asked(draft, link) -> None:
    """An answer to a question that is no longer asked must go, and a page with a question that is new is asked again."""
    for name in FOLLOW:
        said = draft.steps.get(name)
        if said is None:
            continue
        fields = set(STEPS[name].form(draft=draft, link=link).fields)
        # Asked once for both pages of signs.
        fields |= {"limb_side"} & set(said) if SIDED & {*draft.flagged, *draft.other} else set()
        if fields - set(said):
            del draft.steps[name]
        else:
            draft.steps[name] = {field: answer for field, answer in said.items() if field in fields}
