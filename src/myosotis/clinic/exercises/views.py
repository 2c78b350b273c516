"""A therapist chooses and takes back; a client, in her own pages, reads and writes how it went."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from myosotis.clinic.care.presenters import wording
from myosotis.clinic.exercises import actions
from myosotis.clinic.exercises.models import Exercise
from myosotis.clinic.exercises.presenter import muscle_choices, say, shown, texts
from myosotis.clinic.exercises.waits import against_choosing, told_to_wait
from myosotis.clinic.mine.views import with_client
from myosotis.clinic.people.door import in_clinic
from myosotis.clinic.worklist.forms import SCALE


class ChooseForm(forms.Form):
    def __init__(self, *args, region, **kwargs):
        super().__init__(*args, **kwargs)
        missing = {"required": say("choose_one"), "invalid_choice": say("choose_one")}
        self.fields["muscle"] = forms.ChoiceField(label=say("muscle"), choices=[("", "–"), *muscle_choices(region)], error_messages=missing)
        self.fields["kind"] = forms.ChoiceField(label=say("kind"), choices=[(name, say(name)) for name in Exercise.Kind.values], error_messages=missing)
        self.fields["words"] = forms.CharField(label=say("words"), max_length=300, required=False)
        self.fields["reason"] = forms.CharField(label=say("reason"), max_length=1000, required=False)


class DoneForm(forms.Form):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("pain_before", "pain_after"):
            self.fields[name] = field = forms.TypedChoiceField(
                label=say(name), choices=SCALE, coerce=int, error_messages={"required": say("a_number"), "invalid_choice": say("a_number")}
            )
            field.kind = "scale"
        self.fields["words"] = field = forms.CharField(label=say("how_it_went"), max_length=300, required=False)
        field.kind = "line"


@in_clinic
@require_http_methods(["GET", "POST"])
def exercises(request, complaint_id):
    complaint = get_object_or_404(request.clinic.complaints.select_related("client", "clinic"), pk=complaint_id)
    form = ChooseForm(request.POST if request.method == "POST" else None, region=complaint.region)
    if form.is_bound and form.is_valid():
        try:
            actions.choose(complaint=complaint, by=request.therapist, at=request.at, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, say("saved"))
            return redirect("exercises", complaint.pk)
    page = {
        "complaint": complaint,
        "place": wording.first_letter(wording.site(complaint.site)),
        "form": form,
        "muscles": muscle_choices(complaint.region),
        "exercises": [shown(each, for_therapist=True) for each in complaint.exercises.select_related("by").prefetch_related("done__seen__by").filter(ended_at=None)],
        "against": against_choosing(complaint, Exercise.Kind.strengthen),
        "texts": texts(),
        "errors": [(field, error) for field in form for error in field.errors] if form.is_bound else [],
    }
    return render(request, "exercises/chosen.html", page, status=400 if form.is_bound else 200)


@in_clinic
@require_POST
def end(request, exercise_id):
    exercise = get_object_or_404(request.clinic.exercises, pk=exercise_id)
    actions.end(exercise=exercise, by=request.therapist, at=request.at)
    return redirect("exercises", exercise.complaint_id)


@in_clinic
@require_POST
def see_worse(request, done_id):
    done = get_object_or_404(request.clinic.dones.select_related("exercise__complaint"), pk=done_id)
    actions.see_worse(done=done, by=request.therapist, at=request.at, note=request.POST.get("note", "")[:2000])
    messages.success(request, say("noted"))
    return redirect("client", done.exercise.complaint.client_id)


def _wanted(request, chosen):
    """The exercise that she says she did: one of hers."""
    for each in chosen:
        if str(each.pk) == request.POST.get("exercise"):
            return each
    raise Http404


@with_client
@require_http_methods(["GET", "POST"])
def mine(request, client):
    """Only what was chosen for her, with what always stands beside it; she writes how it went."""
    chosen = client.clinic.exercises.filter(complaint__client=client, ended_at=None).select_related("by", "complaint").prefetch_related("done")
    wanted = _wanted(request, chosen) if request.method == "POST" else None
    form = DoneForm(request.POST) if wanted else None
    if form is not None and form.is_valid():
        actions.write_done(exercise=wanted, at=request.at, **form.cleaned_data)
        return redirect("my_exercises")
    page = {
        "exercises": [(shown(each, waits=told_to_wait(each.complaint, each.kind)), form if each == wanted else DoneForm(auto_id=f"{each.pk.hex[:6]}-%s")) for each in chosen],
        "texts": texts(),
        "errors": [(field, error) for field in form for error in field.errors] if form is not None else [],
        "phones": wording.phones(client.clinic, request.at, client),
    }
    return render(request, "exercises/mine.html", page, status=400 if form is not None else 200)
