"""What a therapist says of illness and medicine when a treatment is recorded: asked, read, and nothing left unasked."""

from django import forms

from myosotis.clinic.before.presenter import asks_something, meaning_of, say
from myosotis.clinic.care.presenters import wording

# What stood on the page when this was sent.
SEEN = "conditions_seen"


class DisclosureForm(forms.Form):
    """One compulsory answer. `client` is None for somebody new; `preparation` is what she said herself today."""

    def __init__(self, *args, client=None, preparation=None, **kwargs):
        super().__init__(*args, **kwargs)
        known, self.new = client.conditions if client else None, []
        self.known, self.hers = known, preparation.answers.get("conditions") if preparation else None
        if self.hers is not None:
            answers = ("read_it", "changed")
        else:
            answers = ("asked_first" if known is None else "nothing_new", "changed")
        self.fields["disclosure"] = forms.ChoiceField(
            label=say("what_she_said"),
            # Of whom nothing was known, nothing is new.
            choices=[(name, say("there_is" if name == "changed" and answers[0] == "asked_first" else name)) for name in answers],
            error_messages={"required": say("must_ask"), "invalid_choice": say("must_ask")},
        )
        self.fields["conditions"] = forms.MultipleChoiceField(
            label=say("what_there_is"),
            choices=[(name, label) for name, label in wording.choices("conditions") if name != "nothing"],
            required=False,
            initial=self.hers if self.hers is not None else known,
        )

    def clean(self):
        given = super().clean()
        self.new = self._new(given)
        if clash := self._clash(given):
            # One of the two is a slip, and only she who asked knows which.
            self.add_error("conditions", clash)
        elif unread := [name for name in self.new if name not in self._seen]:
            # Said before the treatment is kept: it may be a reason not to give it.
            self.add_error("conditions", say("read_first", what=", ".join(wording.label("conditions", name) for name in unread)))
        elif given.get("disclosure") == "changed" and not given.get("conditions") and not (self.known or self.hers):
            self.add_error("conditions", say("tick_it"))
        return given

    def _clash(self, given) -> str:
        """Why the ticks and the answer cannot both be so; empty where they can. Neither is ever dropped for the other."""
        said, field = given.get("disclosure"), self.fields["conditions"]
        if "conditions" not in given or said in (None, "changed"):
            return ""
        offered = [name for name, _label in field.choices]
        shown = (self.hers if said == "read_it" else self.known) or ()
        added = [name for name in offered if name in given["conditions"] and name not in shown]
        gone = [name for name in offered if name in shown and name not in given["conditions"]]
        if not (added or gone):
            return ""
        answers = dict(self.fields["disclosure"].choices)
        what = ", ".join(wording.label("conditions", name) for name in added or gone)
        return say("ticked_and_nothing" if added else "unticked_and_nothing", what=what, said=answers[said], instead=answers["changed"])

    def _new(self, given) -> list[str]:
        """What is said for the first time and asks for something today; what was known stands on the page already."""
        shown = {*(self.known or ()), *(self.hers or ())}
        ticked = given.get("conditions") or () if given.get("disclosure") == "changed" else ()
        return [name for name in ticked if name not in shown and asks_something(name)]

    @property
    def _seen(self) -> list[str]:
        return self.data.getlist(SEEN) if hasattr(self.data, "getlist") else self.data.get(SEEN, [])

    @property
    def meanings(self) -> list[tuple[str, object]]:
        """What the new ones mean for today, each with its name."""
        return [(name, meaning_of(name)) for name in self.new]

    def answers(self) -> dict:
        """conditions, and whether they are other than what was known; None where nobody had asked before."""
        said = self.cleaned_data["disclosure"]
        conditions = {"asked_first": [], "nothing_new": self.known, "read_it": self.hers}.get(said, self.cleaned_data["conditions"])
        changed = None if self.known is None else sorted(conditions) != sorted(self.known)
        return {"conditions": conditions, "changed": changed}
