"""Before a treatment: her pages, opened by her birthday; and the therapist's page with the way in. A GET changes nothing."""

from functools import wraps

from django.conf import settings
from django.contrib.auth import logout
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from myosotis.clinic.before.actions import fits_her_birthday, give_preparation, make_preparation_link
from myosotis.clinic.before.models import PreparationLink
from myosotis.clinic.before.presenter import say, stops_of, texts
from myosotis.clinic.before.steps import PAGES, always, applying, as_stored, together
from myosotis.clinic.care.presenters import wording
from myosotis.clinic.checkin.fields import against_none, given_so_far
from myosotis.clinic.checkin.gate import once_opened_by_birthday
from myosotis.clinic.checkin.refused import as_sent, to_keep
from myosotis.clinic.checkin.steps import progress
from myosotis.clinic.checkin.views import closed, in_language_of, refused
from myosotis.clinic.people.door import in_clinic
from myosotis.clinic.worklist.qr import qr_svg

SESSION_KEY = "before"


@in_clinic
@require_http_methods(["GET", "POST"])
def ask_her(request, complaint_id):
    """The way in to scan. POST makes it; with `here` this device is handed over, and the therapist is logged out first."""
    complaint = get_object_or_404(request.clinic.complaints.select_related("client", "clinic"), pk=complaint_id)
    address, qr = "", ""
    if request.method == "POST":
        link = make_preparation_link(complaint=complaint, by=request.therapist, at=request.at)
        path = reverse("before_way_in", args=[link.token])
        if "here" in request.POST:
            # Whoever holds the tablet must not come back to the clinic's pages.
            logout(request)
            return redirect(path)
        address = settings.PUBLIC_ADDRESS + path
        qr = qr_svg(address)
    page = {"complaint": complaint, "place": wording.first_letter(wording.site(complaint.site)), "texts": texts(), "address": address, "qr": qr}
    return render(request, "before/ask.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def way_in(request, token):
    """Her birthday opens it. Looking at the address uses nothing up."""
    link = PreparationLink.find(token)
    if link is None or not link.is_open(request.at):
        return refused(request)
    with in_language_of(request, link.client):
        ask = once_opened_by_birthday(
            request, link, lead=say("lead"), fits=lambda **born: fits_her_birthday(link=link, at=request.at, **born)
        )
        if ask is None:
            request.session.cycle_key()
            _keep(request, {"link": str(link.pk), "steps": {}})
        return ask or redirect("before_step", applying({}, link.complaint)[0].name)


def _keep(request, kept):
    request.session[SESSION_KEY] = kept | {"touched": request.at.timestamp()}


def with_preparation(view):
    """Only in a browser where her birthday fitted less than a quarter of an hour ago."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        kept = request.session.get(SESSION_KEY)
        fresh = kept and request.at.timestamp() - kept["touched"] <= settings.CHECKIN_OPEN_SECONDS
        link = PreparationLink.opened(kept["link"]) if fresh else None
        if link is None or request.at >= link.expires_at:
            request.session.pop(SESSION_KEY, None)
            return closed(request)
        with in_language_of(request, link.client):
            return view(request, kept, link, *args, **kwargs)

    return guarded


@with_preparation
@require_http_methods(["GET", "POST"])
def step(request, kept, link, name):
    if link.used_at:
        return redirect("before_done")
    steps, complaint = kept["steps"], link.complaint
    pages = applying(steps, complaint)
    wanted = next((page for page in pages if page.name == name), None)
    must = next((page for page in pages if page.name not in steps), pages[-1])
    if wanted is None or pages.index(wanted) > pages.index(must):
        return redirect("before_step", must.name)
    about = {"given": together(steps), "complaint": complaint}
    if request.method == "GET":
        if (sent := as_sent(kept.get("refused"), name)) is not None:
            answers, form, against = _read(sent, wanted, about)
            if answers is None:
                return _page(request, wanted, pages, form, against)
        return _page(request, wanted, pages, wanted.form(initial=together(steps), **about))
    answers, form, against = _read(request.POST, wanted, about)
    if answers is None:
        refused = to_keep(name, request.POST, form.fields)
        if refused is None:
            return _page(request, wanted, pages, form, against)
        _keep(request, {"link": kept["link"], "steps": steps, "refused": refused})
        return redirect("before_step", name)
    steps[name] = answers
    pages = applying(steps, complaint)
    steps = {page.name: steps[page.name] for page in pages if page.name in steps}
    _keep(request, {"link": kept["link"], "steps": steps})
    following = next((page for page in pages if page.name not in steps), None)
    if following is None or wanted.name == pages[-1].name:
        give_preparation(link=link, answers=as_stored(steps), language=wording.language(), at=request.at)
        return redirect("before_done")
    return redirect("before_step", pages[pages.index(wanted) + 1].name)


def _read(sent, wanted, about):
    """(the answers of a page, or None where it must be shown again, then with this form and what speaks against "none of these")."""
    form = wanted.form(sent, **about)
    if "none" in sent and hasattr(wanted.form, "nothing"):
        if against := against_none(form):
            return None, wanted.form(initial=given_so_far(form), **about), against
        return wanted.form.nothing(), form, None
    return (form.answers() if form.is_valid() else None), form, None


def _page(request, wanted, pages, form, against=None):
    number = pages.index(wanted)
    page = {
        "form": form,
        "title": form.title or next(iter(form)).label,
        "errors": [(field, error) for field in form for error in field.errors],
        "against": against,
        "progress": progress(wanted.name, of=tuple(page.name for page in PAGES), always=always(form.complaint)),
        "back": reverse("before_step", args=[pages[number - 1].name]) if number else "",
        "is_last": number == len(pages) - 1,
        "as_heading": len(form.fields) == 1,
        "first_is_needed": next(iter(form.fields.values())).required,
        "texts": texts(),
        "regions": wording.regions(),
    }
    return render(request, "before/step.html", page)


@with_preparation
@require_GET
def done(request, kept, link):
    """She is done; what she must say aloud before they begin stands there."""
    given = getattr(link, "preparation", None)
    if given is None:
        return redirect("before_step", "illness")
    page = {"texts": texts(), "stops": stops_of(given.answers), "phones": wording.phones(link.clinic, client=link.client)}
    return render(request, "before/done.html", page)
