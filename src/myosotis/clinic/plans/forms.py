"""What a therapist writes on the pages of plans. No number is filled in beforehand."""

from django import forms

from myosotis.clinic.care.presenters import wording
from myosotis.clinic.plans.gate import HOLDS, field_of
from myosotis.clinic.plans.models import Decision, OwnView, takes_a_press
from myosotis.clinic.plans.presenters.own_view import bases, readings
from myosotis.clinic.plans.presenters.plan import LEVERS
from myosotis.clinic.plans.presenters.say import lever, say
from myosotis.course.words import FELT_PROGRESS


class Worded(forms.Form):
    """Labels and messages come from the book: `part` says where."""

    part = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = say(f"{self.part}.{name}" if self.part else name)
            field.error_messages["required"] = say("missing")


class PlanForm(Worded):
    part = "form"
    pressure = forms.TypedChoiceField(choices=lambda: wording.choices("pressures"), coerce=int)
    minutes = forms.IntegerField(min_value=1, max_value=240)
    days = forms.IntegerField(min_value=1, max_value=365)
    too_hard = forms.BooleanField(required=False)
    wants_gentler = forms.BooleanField(required=False)
    reason = forms.CharField(required=False, max_length=1000)


AS_NOW = "as_now"


class DecisionForm(Worded):
    """`may_go_on_as_now`: it moves forward, so going on needs no change."""

    part = "decision"
    what = forms.ChoiceField()
    change = forms.MultipleChoiceField(
        required=False, choices=lambda: [(name, wording.first_letter(lever(name))) for name in LEVERS]
    )
    words = forms.CharField(required=False, max_length=1000)

    def __init__(self, *args, may_go_on_as_now=False, **kwargs):
        super().__init__(*args, **kwargs)
        names = [AS_NOW, *Decision.What.values] if may_go_on_as_now else Decision.What.values
        self.fields["what"].choices = [(name, wording.first_letter(say(f"decision.{name}"))) for name in names]

    def answers(self) -> dict:
        """As the decision is kept: to go on as now is to go on with nothing changed."""
        said = dict(self.cleaned_data)
        return said | {"what": Decision.What.go_on.value, "change": [], "as_now": True} if said["what"] == AS_NOW else said


class FeltForm(forms.Form):
    felt = forms.ChoiceField(
        choices=lambda: [(name, wording.text(f"words/answers.felt_progress.{name}")) for name in FELT_PROGRESS]
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["felt"].label = say("review.ask")
        self.fields["felt"].error_messages["required"] = say("missing")


class ElsewhereForm(Worded):
    part = "elsewhere"
    day = forms.DateField()
    kind = forms.ChoiceField(choices=lambda: wording.choices("kinds"))
    words = forms.CharField(required=False, max_length=200)


class StartForm(forms.Form):
    """A reason for each thing that speaks for waiting; the page shows those that do, and those that were found missing or written."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for hold in HOLDS:
            self.fields[field_of(hold)] = forms.CharField(label=say(f"reason_label.{hold}"), required=False, max_length=1000)
        # Whether it is more gentle shows only in the dose, which is written further down.
        self.fields[field_of("not_gentler")].label = say("reason_if_not_gentler")

    def answers(self) -> dict[str, str]:
        return {hold: self.cleaned_data[field_of(hold)] for hold in HOLDS}

    def rows(self, start=None) -> list[tuple[list[str], object]]:
        """(what speaks for waiting, the field for its reason); what an error says already is not said twice."""
        held = dict(start.holds) if start else {}
        fields = ((hold, self[field_of(hold)]) for hold in HOLDS)
        asked = [(hold, field) for hold, field in fields if hold in held or field.errors or (self.is_bound and field.value())]
        return [([] if field.errors else held.get(hold, []), field) for hold, field in asked]


class OwnViewForm(forms.Form):
    own_reading = forms.ChoiceField(required=False, choices=lambda: [("", ""), *readings()])
    rests_on = forms.ChoiceField(required=False, choices=lambda: [("", ""), *bases()])


def own_view(posted, assessment) -> dict:
    """The judgement that came with an acknowledgement; what is not among the choices is as if not said. One press agrees with the
    program, unless a reading of her own was chosen: that stands.
    """
    form = OwnViewForm(posted)
    form.is_valid()
    said = {name: form.cleaned_data.get(name, "") for name in form.fields}
    if "as_program" in posted and takes_a_press(assessment) and not said["own_reading"]:
        return {"own_reading": assessment.reading, "rests_on": said["rests_on"] or OwnView.ANSWER_READ}
    return said
