"""Before the next treatment: each place she wrote about since the last, marked as the old pain, a new one or one that spreads."""

from django import forms

from myosotis.clinic.care.presenters import wording
from myosotis.clinic.care.presenters.felt import places_in

QUESTION = "questions/intake"


def places_since(treatment) -> list[str]:
    """Where it hurt after a treatment and not before it, in the order it was said."""
    before = set(getattr(getattr(treatment, "baseline", None), "sites", ()))
    said = [site for checkin in treatment.checkins.order_by("hours") for site in places_in(checkin.answers)]
    return [site for site in dict.fromkeys(said) if site not in before]


class LocaliseForm(forms.Form):
    """One mark a place; nothing to mark asks nothing."""

    def __init__(self, *args, last=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.last = last
        marks = wording.load_book().file(QUESTION)["old_or_new"]["options"]
        for site in places_since(last) if last else ():
            self.fields[f"mark_{site}"] = forms.ChoiceField(
                label=wording.first_letter(wording.site(site)),
                choices=[(name, wording.first_letter(words[wording.language()])) for name, words in marks.items()],
                error_messages={"required": wording.text("words/worklist.mark_each"), "invalid_choice": wording.text("words/worklist.mark_each")},
            )

    def answers(self) -> dict[str, str]:
        return {name.removeprefix("mark_"): mark for name, mark in self.cleaned_data.items()}
