"""Her own history: a way in that works once, the pages behind it, and her no. A GET changes nothing."""

from functools import wraps

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.care.presenters.paper import attached
from myosotis.clinic.checkin.gate import once_opened_by_birthday
from myosotis.clinic.checkin.views import in_language_of, refused, with_her
from myosotis.clinic.mine.actions import make_login_link, use_login_link, withdraw
from myosotis.clinic.mine.models import LoginLink
from myosotis.clinic.mine.paper import as_pdf
from myosotis.clinic.mine.presenter import HerCourses, say
from myosotis.clinic.people.door import in_clinic
from myosotis.clinic.people.models import Event
from myosotis.clinic.worklist.qr import qr_svg

SESSION_KEY = "mine"
WHAT_A_NO_MEANS = ("no_more_questions", "links_close", "stays_with_clinic", "still_treated")


def texts():
    """The words of these pages, in the language of the page; those with places in them are filled by `say`."""
    return wording.texts("advice/mine")


def with_client(view):
    """Only in a browser that used a login link, for as long as that lasts."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        kept = request.session.get(SESSION_KEY)
        link = LoginLink.used(kept["link"]) if kept and request.at.timestamp() < kept["until"] else None
        if link is None:
            request.session.pop(SESSION_KEY, None)
            return render(
                request, "mine/no_way_in.html", {"texts": texts(), "phones": wording.phones(None)}, status=403
            )
        with in_language_of(request, link.client):
            return view(request, link.client, *args, **kwargs)

    return guarded


@with_her
@require_POST
def ask_for_link(request, draft, link):
    """She asks from the page of her answer: the way in goes to her own number, and nowhere else."""
    client = link.treatment.client
    login = make_login_link(client=client, at=request.at)
    said = say("too_often") if login is None else say("sent" if client.phone else "no_number_known")
    shown = settings.DEMO and login
    address = settings.PUBLIC_ADDRESS + path_of(login) if shown else ""
    return render(
        request,
        "mine/asked.html",
        {"texts": texts(), "said": said, "address": address, "phones": wording.phones(link.clinic, client=link.client)},
    )


def path_of(login) -> str:
    return reverse("my_way_in", args=[login.token])


@in_clinic
@require_POST
def hand_over(request, client_id):
    """A therapist shows the client her way in, to be scanned beside her."""
    client = get_object_or_404(request.clinic.clients, pk=client_id)
    login = make_login_link(client=client, at=request.at, by=request.therapist)
    address = settings.PUBLIC_ADDRESS + path_of(login)
    page = {
        "texts": texts(),
        "client": client,
        "address": address,
        "qr": qr_svg(address),
        "open_until": say("open_until", time=moments.clock(login.expires_at)),
    }
    return render(request, "mine/hand_over.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def way_in(request, token):
    """Her birthday opens it, once. Looking at the address, as mail scanners do, uses nothing up."""
    link = LoginLink.find(token)
    if link is None or not link.is_open(request.at):
        return refused(request)
    with in_language_of(request, link.client):
        ask = once_opened_by_birthday(
            request, link, lead=say("lead"), fits=lambda **born: use_login_link(link=link, at=request.at, **born)
        )
        if ask is None:
            request.session.cycle_key()
            until = request.at.timestamp() + settings.MINE_OPEN_SECONDS
            request.session[SESSION_KEY] = {"link": str(link.pk), "until": until}
        return ask or redirect("my_courses")


@with_client
@require_GET
def courses(request, client):
    Event.record("courses.seen_by_client", client, at=request.at)
    page = {
        "courses": HerCourses(client, request.at),
        "texts": texts(),
        "exercises_link": wording.text("advice/exercises_page.mine"),
        "phones": wording.phones(client.clinic, client=client),
    }
    return render(request, "mine/courses.html", page)


@with_client
@require_GET
def paper(request, client):
    Event.record("courses.taken_along", client, at=request.at)
    return attached(HttpResponse(as_pdf(HerCourses(client, request.at)), content_type="application/pdf"), "myosotis.pdf")


@with_client
@require_GET
def file(request, client):
    Event.record("courses.taken_along", client, at=request.at)
    said = HerCourses(client, request.at).as_mapping()
    return attached(JsonResponse(said, json_dumps_params={"ensure_ascii": False, "indent": 1}), "myosotis.json")


@with_client
@require_http_methods(["GET", "POST"])
def withdraw_consent(request, client):
    if request.method == "POST":
        withdraw(client=client, at=request.at)
        return redirect("my_courses")
    return render(
        request,
        "mine/withdraw.html",
        {"texts": texts(), "what": [say(name) for name in WHAT_A_NO_MEANS], "phones": wording.phones(client.clinic, client=client)},
    )


@require_POST
def leave(request):
    """She is done: nothing of her stays open in this browser."""
    request.session.flush()
    return redirect("welcome")
