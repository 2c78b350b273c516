"""One page of the clinic's own numbers."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from myosotis.clinic.care.presenters import wording
from myosotis.clinic.numbers.own import PAGE, OwnNumbers, say
from myosotis.clinic.people.door import in_clinic


@in_clinic
@require_GET
def own_numbers(request):
    own = OwnNumbers(request.clinic, request.at)
    due, answered = own.asked
    given, same, pressed = own.agreement
    not_judged, not_known = own.left_out
    page = {
        "texts": wording.texts(PAGE),
        "groups": [(say("by_kind"), own.by_kind), (say("by_pressure"), own.by_pressure), (say("by_minutes"), own.by_minutes)],
        "not_counted": say("not_counted", not_judged=not_judged, not_known=not_known),
        "priors": list(own.priors.known.values()),
        "asked": [say("asked", due=due, answered=answered, silent=due - answered), say("received", total=own.received), say("on_the_worklist")],
        "agreement": say("agreement", given=given, same=same, pressed=pressed),
        "weeks": own.weeks,
    }
    return render(request, "numbers/own.html", page)
