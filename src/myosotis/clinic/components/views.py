"""A page with every small part in every state, for whoever changes one."""

from django import forms
from django.shortcuts import render
from django.views.decorators.http import require_GET

from myosotis.clinic.care.presenters import wording
from myosotis.clinic.care.presenters.judged import LevelWords
from myosotis.clinic.people.door import in_clinic
from myosotis.clinic.worklist.forms import SCALE, SitesField


class PartsForm(forms.Form):
    name = forms.CharField(label="forms.CharField")
    pain = forms.ChoiceField(label="0–10", choices=SCALE)
    bruise = forms.ChoiceField(choices=lambda: wording.choices("answers", "bruise"))
    qualities = forms.MultipleChoiceField(choices=lambda: wording.choices("qualities"))
    sites = SitesField()


@in_clinic
@require_GET
def gallery(request):
    form = PartsForm()
    ends = wording.load_book().file("questions/checkin")["pain_now"]["ends"]
    form.fields["pain"].low = ends["low"][wording.language()]
    form.fields["pain"].high = ends["high"][wording.language()]
    for name, question in (
        ("pain", "pain_now"),
        ("bruise", "bruise"),
        ("qualities", "quality"),
        ("sites", "where_now"),
    ):
        form.fields[name].label = wording.text(f"questions/checkin.{question}")
    form.fields["name"].label = wording.first_letter(wording.text("words/answers.choice.yes"))
    return render(
        request,
        "components/gallery.html",
        {
            "form": form,
            "regions": wording.regions(),
            "levels": [LevelWords.for_therapist(number) for number in (5, 4, None, 3, 2, 1)],
            "phones": wording.phones(request.clinic),
        },
    )
