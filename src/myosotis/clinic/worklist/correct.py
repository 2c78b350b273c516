"""A client's name, birthday, number and language, put right."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from myosotis.clinic.care.actions.correct import correct_client
from myosotis.clinic.care.presenters import wording
from myosotis.clinic.people.door import in_clinic
from myosotis.clinic.worklist.forms import ClientForm

PAGE = "words/worklist"


@in_clinic
@require_http_methods(["GET", "POST"])
def correct(request, client_id):
    client = get_object_or_404(request.clinic.clients.select_related("clinic"), pk=client_id)
    known = {"name": client.name, "born": client.born.isoformat(), "phone": client.phone, "language": client.language}
    form = ClientForm(request.POST if request.method == "POST" else None, initial=known)
    del form.fields["consent"]
    if form.is_bound and form.is_valid():
        made = correct_client(client=client, by=request.therapist, at=request.at, **form.answers())
        messages.success(request, _in_words(form.answers()["phone"], made, had=client.phone))
        return redirect("client", client.pk)
    page = {
        "client": client, "form": form, "words": wording.texts(PAGE),
        "errors": [(field, error) for field in form for error in field.errors],
    }  # fmt: skip
    return render(request, "worklist/correct.html", page, status=400 if form.is_bound else 200)


def _in_words(phone, made, *, had) -> str:
    if made:
        return wording.text(f"{PAGE}.corrected_sent", phone=phone)
    return wording.text(f"{PAGE}.{'corrected' if phone == had else 'corrected_closed'}")
