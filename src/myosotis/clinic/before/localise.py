"""Before the next treatment: each place she wrote about since the last, marked as the old pain, a new one or one that spreads."""

from django import forms

from myosotis.clinic.care.presenters import wording
from myosotis.clinic.maps.beside import LastAndNew, new_pains

QUESTION = "questions/intake"


class LocaliseForm(forms.Form):
    """One mark a place, beside the last map and the new places on a second one; nothing to mark asks nothing."""

    def __init__(self, *args, last=None, **kwargs):
        super().__init__(*args, **kwargs)
        pains = new_pains(last) if last else []
        self.maps = LastAndNew(last, pains) if pains else None
        marks = wording.load_book().file(QUESTION)["old_or_new"]["options"]
        for pain in pains:
            self.fields[f"mark_{pain.place}"] = forms.ChoiceField(
                label=wording.first_letter(wording.site(pain.place)),
                help_text=pain.said,
                choices=[(name, wording.first_letter(words[wording.language()])) for name, words in marks.items()],
                error_messages={"required": wording.text("words/worklist.mark_each"), "invalid_choice": wording.text("words/worklist.mark_each")},
            )

    def answers(self) -> dict[str, str]:
        return {name.removeprefix("mark_"): mark for name, mark in self.cleaned_data.items()}
