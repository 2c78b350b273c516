"""A treatment that is still planned: enough of it to say what it may feel like, and when."""

from datetime import datetime, timedelta

from django import forms
from django.utils import timezone

from myosotis.clinic.agreement.sheet import say
from myosotis.clinic.care.models import Treatment
from myosotis.clinic.care.presenters import wording
from myosotis.clinic.care.presenters.agreed import HOLDS

ENDS_AS = "%Y-%m-%dT%H:%M"
USUAL = timedelta(hours=1)


class PlannedForm(forms.Form):
    """The kind, the pressure, the neck, and when it should be over."""

    kind = forms.ChoiceField(choices=lambda: wording.choices("kinds"))
    pressure = forms.TypedChoiceField(choices=lambda: wording.choices("pressures"), coerce=int)
    neck_treated = forms.TypedChoiceField(
        choices=lambda: [(name, wording.text(f"words/answers.choice.{name}")) for name in ("yes", "no")],
        coerce=lambda value: value == "yes",
    )
    ended_at = forms.DateTimeField(input_formats=[ENDS_AS])

    def __init__(self, *args, at, **kwargs):
        super().__init__(*args, **kwargs)
        self.at = at
        for name, field in self.fields.items():
            field.label = say(f"planned_{name}")
            field.error_messages["required"] = say("planned_missing")

    def clean_ended_at(self):
        ended_at = self.cleaned_data["ended_at"]
        if not self.at < ended_at <= self.at + HOLDS:
            raise forms.ValidationError(say("planned_ahead"))
        return ended_at

    def planned(self) -> dict:
        """As it is stored: plain values, the end as an ISO time with its zone."""
        return self.cleaned_data | {"ended_at": self.cleaned_data["ended_at"].isoformat()}


def begin_with(complaint, agreement, at) -> dict:
    """What stands in the form at first: what was agreed last, else the kind of the last treatment, over in an hour."""
    last = complaint.treatments.order_by("ended_at").last()
    given = agreement.planned if agreement else {}
    ends = datetime.fromisoformat(given["ended_at"]) if given else at
    found = {name: given.get(name, getattr(last, name, None)) for name in ("kind", "pressure", "neck_treated")}
    return {
        **found,
        "neck_treated": {True: "yes", False: "no"}.get(found["neck_treated"]),
        "ended_at": timezone.localtime(ends if ends > at else at + USUAL).strftime(ENDS_AS),
    }


def planned_treatment(complaint, planned: dict) -> Treatment:
    """Never saved: what the sheet asks of a treatment."""
    given = planned | {"ended_at": datetime.fromisoformat(planned["ended_at"])}
    return Treatment(complaint=complaint, clinic=complaint.clinic, trigger_points=0, sites=[complaint.site], **given)
