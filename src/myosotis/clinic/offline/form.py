"""What can be answered without a network: the same questions as online, in one form; danger first, all the rest optional."""

from django import forms

from myosotis.clinic.care.presenters import wording
from myosotis.clinic.checkin.draft import Draft, flag_lines, other_signs, signs_of
from myosotis.clinic.checkin.fields import CHECKIN, FLAGS, ask, bruise_choices, checks, options, radio, scale
from myosotis.clinic.checkin.steps import LONGEST_NOTE
from myosotis.clinic.worklist.forms import SitesField


class OfflineForm(forms.Form):
    """The fields by section; a field left out was not asked, and counts as unknown."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="offline-%s", **kwargs)
        symptoms = wording.load_book().words("symptoms")
        lang = wording.language()
        for line in flag_lines():
            self.fields[line] = checks(line, [(sign, symptoms[sign]["ask"][lang]) for sign in signs_of(line)], file=FLAGS, help_text="")
            # What she had answered to the line when the network went: it is sent along, and one yes counts without its sign.
            self.fields[f"said_{line}"] = forms.ChoiceField(choices=[(each, each) for each in ("yes", "unsure", "no")], required=False)
        # Ticked by the page when it went on from the danger lines, and when "none of these" was pressed: only then is an empty line a no.
        self.fields["flags_read"] = forms.BooleanField(required=False)
        self.fields["flags_none"] = forms.BooleanField(required=False)
        self.fields["pain"] = scale("pain_now", required=False)
        self.fields["compared"] = radio("compared", options("answers", "compared"), required=False)
        self.fields["qualities"] = checks("quality", wording.choices("qualities"))
        self.fields["sites"] = sites = SitesField(label=ask(CHECKIN, "where_now"))
        sites.kind = "sites"
        self.fields["signs"] = checks("anything_else", [(sign, wording.first_letter(symptoms[sign][lang])) for sign in other_signs()])
        # Likewise: an untouched list was not asked. A page kept from before says only that it was passed, and that is no answer.
        self.fields["signs_none"] = forms.BooleanField(required=False)
        self.fields["bruise"] = radio("bruise", bruise_choices(), required=False)
        self.fields["painkiller"] = radio("painkiller", options("answers", "choice", ("yes", "no", "unsure")), required=False)
        self.fields["note"] = note = forms.CharField(label=ask(CHECKIN, "free_text"), required=False, max_length=LONGEST_NOTE)
        note.kind = "lines"

    @property
    def sections(self) -> dict[str, list]:
        """The questions of each page, as bound fields."""
        parts = {
            "danger": flag_lines(),
            "feel": ["pain", "compared", "qualities"],
            "where": ["sites"],
            "signs": ["signs"],
            "more": ["bruise", "painkiller", "note"],
        }
        return {name: [self[field] for field in fields] for name, fields in parts.items()}

    def fill(self, draft: Draft) -> Draft:
        """The answers as steps of a check-in. What was left out is no step, and so unknown."""
        given = self.cleaned_data
        ticked = {line: given[line] for line in flag_lines() if given[line]}
        said = {line: given[f"said_{line}"] for line in flag_lines() if given[f"said_{line}"]} | dict.fromkeys(ticked, "yes")
        if given["flags_none"] or "yes" in said.values() or (given["flags_read"] and said):
            # Beside a yes the lines left out are unknown, as online; where the page was not gone through, they are in doubt.
            otherwise = "no" if given["flags_none"] else None if given["flags_read"] else "unsure"
            lines = {line: said.get(line, otherwise) for line in flag_lines()}
            draft.steps["flags"] = {line: answer for line, answer in lines.items() if answer}
            draft.steps["which"] = ticked
        if given["pain"] is not None:
            draft.steps["pain"] = {name: given[name] for name in ("pain", "compared") if given[name] not in (None, "")}
        if given["qualities"]:
            draft.steps["feel"] = {"qualities": given["qualities"]}
        if given["sites"]:
            draft.steps["places"] = {"sites": given["sites"], "pain_at": {}}
        if given["signs_none"] or given["signs"]:
            draft.steps["signs"] = {"signs": given["signs"]}
        marks = {name: given[name] for name in ("bruise", "painkiller") if given[name]}
        if marks:
            draft.steps["marks"] = marks
        if given["note"]:
            draft.steps["review"] = {"note": given["note"]}
        return draft
