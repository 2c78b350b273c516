"""The pages of a client's link. A GET changes nothing: mail scanners and previews open links too."""

import json
from functools import wraps
from uuid import UUID, uuid5

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from myosotis.clinic.care.actions import (
    go_on,
    is_still_there,
    may_be_corrected,
    receive_checkin,
    say_it_is_her,
    shut_links,
    told_now,
)
from myosotis.clinic.care.actions.links import NOT_HER
from myosotis.clinic.care.models import AnswerLink
from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.care.presenters.answer import AnswerPresenter, headings
from myosotis.clinic.care.presenters.read import read_in_words
from myosotis.clinic.checkin.draft import Draft
from myosotis.clinic.checkin.fields import against_none, beside_none, given_so_far
from myosotis.clinic.checkin.in_danger import alarm_of, is_danger, leave_or_go_on
from myosotis.clinic.checkin.refused import as_sent, to_keep
from myosotis.clinic.checkin.review import BACK, only_what_is_asked, rows_of
from myosotis.clinic.checkin.steps import (
    AFTER_DANGER,
    DANGER_STEPS,
    STEPS,
    applying,
    first_unanswered,
    is_open,
    progress,
    step_before,
)
from myosotis.clinic.people.misses import too_many_misses
from myosotis.clinic.people.models import Event
from myosotis.clinic.presence.reach import the_only_clinic
from myosotis.terms import Level


def with_open_link(view):
    """Only in a browser where the link's button was pressed less than a quarter of an hour ago."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        draft = Draft.of(request)
        if draft is None or request.at.timestamp() - draft.touched > settings.CHECKIN_OPEN_SECONDS:
            return closed(request)
        link = AnswerLink.opened(draft.link)
        if link is None or not link.is_open(request.at):
            return closed(request)
        with in_language_of(request, link.treatment.client):
            return view(request, draft, link, *args, **kwargs)

    return guarded


def with_her(view):
    """Only once her birthday has fitted and she has said that the treatment is hers."""

    @with_open_link
    @wraps(view)
    def guarded(request, draft, link, *args, **kwargs):
        if must := _not_yet(draft):
            return redirect(must)
        return view(request, draft, link, *args, **kwargs)

    return guarded


def _not_yet(draft) -> str | None:
    """The page that must come first."""
    if draft.is_hers:
        return None
    return "checkin_you" if draft.known else "checkin_birthday"


def in_language_of(request, client):
    """The client's own language, until she has chosen another on the page."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    language = chosen if chosen in dict(settings.LANGUAGES) else client.language
    request.LANGUAGE_CODE = language
    return translation.override(language)


def gate_texts():
    """The gate's own words, in the language of the page."""
    return wording.texts("advice/gate")


def refused(request):
    """A link that opens nothing. Whoever tries many of them is told to wait; a link that is right opens all the same."""
    if too_many_misses(request):
        return closed(request, "too_many", status=429)
    return closed(request, "no_longer_opens")


def closed(request, why="", *, status=410):
    """Whom to ring stands on it; the clinic too, where there is but one and so no link can tell which."""
    said = {"phones": wording.phones(the_only_clinic()), "headline": wording.text(f"advice/gate.{why}") if why else ""}
    return render(request, "checkin/closed.html", said, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def opening(request, token):
    """Before the press nothing of the person is shown: only what this is, and whom to ring."""
    link = AnswerLink.find(token)
    if link is None or not link.is_open(request.at):
        return refused(request)
    with in_language_of(request, link.treatment.client):
        if request.method == "POST":
            request.session.cycle_key()
            Draft.begin(link.for_another(), request.at).keep(request)
            # The signs of danger stand before everything, also before she has said who she is.
            return redirect("checkin_step", DANGER_STEPS[0])
        return render(request, "checkin/opening.html", {"phones": wording.phones(link.clinic, client=link.client), "token": token})


@with_open_link
@require_http_methods(["GET", "POST"])
def you(request, draft, link):
    """Which treatment it is about; "no" stops it."""
    if not draft.known:
        return redirect("checkin_birthday")
    if request.method == "POST":
        draft.confirmed = True
        if not draft.checkin and is_danger(draft, link, request.at):
            return _send(request, draft, link)
        draft.keep(request)
        return redirect("checkin_answer") if draft.checkin else redirect("checkin_step", first_unanswered(draft, link).name)
    treatment = link.treatment
    when, site = moments.day_and_time(treatment.ended_at), wording.site(treatment.complaint.site)
    question = wording.text("questions/checkin.is_it_you", when=when, site=site)
    options = wording.load_book().file("questions/checkin")["is_it_you"]["options"]
    lang = wording.language()
    return render(
        request,
        "checkin/you.html",
        {"question": question, "yes": options["yes"][lang], "no": options["no"][lang], "read": read_in_words(treatment, request.at)},
    )


@with_open_link
@require_POST
def not_me(request, draft, link):
    """Somebody else has the link: asked once more, then it is closed, and the clinic sees that it was."""
    if not draft.known:
        return redirect("checkin_birthday")
    if "sure" not in request.POST:
        return render(request, "checkin/not_me_sure.html", {"texts": gate_texts()})
    Event.record("link.wrong_person", link, at=request.at)
    shut_links(treatment=link.treatment, at=request.at, why=NOT_HER)
    del request.session["checkin"]
    return render(request, "checkin/not_me.html", {"phones": wording.phones(link.clinic, client=link.client)})


@with_open_link
@require_http_methods(["GET", "POST"])
def step(request, draft, link, name):
    wanted = STEPS.get(name)
    if name not in DANGER_STEPS and (must := _not_yet(draft)):
        return redirect(must)
    if draft.checkin or wanted is None or wanted not in applying(draft, link):
        return redirect("checkin_answer" if draft.checkin else "checkin_you")
    must = next((s for s in applying(draft, link) if is_open(s, draft)), wanted)
    if draft.is_without_lines and wanted.name not in DANGER_STEPS:
        must = STEPS["flags"]
    if wanted.number > must.number:
        return redirect("checkin_step", must.name)
    if request.method == "POST":
        return _take(request, draft, link, wanted)
    if (sent := as_sent(draft.refused, name)) is not None:
        given, form, against = _read(sent, draft, link, wanted)
        if given is None:
            return _ask(request, draft, link, wanted, form, against)
    form = wanted.form(draft=draft, link=link, initial=draft.steps.get(name))
    return _ask(request, draft, link, wanted, form)


def _read(sent, draft, link, wanted):
    """(the answers of a page, or None where it must be shown again, then with this form and what speaks against "none of these")."""
    if "same" in sent and (last := wanted.form.as_last_time(link)):
        return last, None, None
    form = wanted.form(sent, draft=draft, link=link)
    if "none" in sent and hasattr(wanted.form, "nothing") and not draft.lines_asked_again:
        if against := against_none(form):
            return None, wanted.form(draft=draft, link=link, initial=given_so_far(form)), against
        return beside_none(form) | wanted.form.nothing(), form, None
    return (form.cleaned_data if form.is_valid() else None), form, None


def _take(request, draft, link, wanted):
    given, form, against = _read(request.POST, draft, link, wanted)
    if given is None:
        draft.refused = to_keep(wanted.name, request.POST, form.fields)
        if draft.refused is None:
            return _ask(request, draft, link, wanted, form, against)
        # Shown again as a page of its own: Back to it asks nobody to send anything twice.
        draft.keep(request)
        return redirect(request.get_full_path())
    draft.refused = None
    if "same" in request.POST and wanted.name == "feel" and (places := STEPS["places"].form.as_last_time(link)):
        # How it feels and where are offered in one press; where is shown again before anything is sent.
        draft.steps["places"] = places
    draft.steps[wanted.name] = given
    # A step that no longer applies must not speak.
    kept = {s.name for s in applying(draft, link)}
    draft.steps = {step_name: answers for step_name, answers in draft.steps.items() if step_name in kept}
    only_what_is_asked(draft, link)
    in_danger = wanted.name in (*DANGER_STEPS, "at_place") and is_danger(draft, link, request.at)
    if wanted.name == "review" and (at := STEPS.get(request.POST.get("change", ""))) in applying(draft, link):
        # What she has written below the list is kept while a row of it is put right.
        draft.keep(request)
        return redirect(f"{reverse('checkin_step', args=[at.name])}?then={BACK}")
    if wanted.name == "review" and draft.words_against_a_no:
        draft.ask_again()
        leave_or_go_on(request, draft, link)
        draft.keep(request)
        return redirect("checkin_step", "flags")
    if wanted.name == "review" or (in_danger and not _not_yet(draft)):
        return _send(request, draft, link)
    if in_danger:
        draft.kept_before = str(_receive(request, draft, link, by_her=False).pk)
        draft.keep(request)
        return redirect("checkin_danger")
    if wanted.name in DANGER_STEPS:
        leave_or_go_on(request, draft, link)
    elif draft.left:
        is_still_there(treatment=link.treatment, key=draft.key, at=request.at)
    draft.keep(request)
    following = next(s for s in applying(draft, link) if s.number > wanted.number)
    if "same" in request.POST or (wanted.name == "flags" and draft.has_said_which):
        following = first_unanswered(draft, link)
    if following.name not in DANGER_STEPS and draft.is_without_lines:
        return redirect("checkin_step", "flags")
    if following.name not in DANGER_STEPS and (must := _not_yet(draft)):
        return redirect(must)
    # Corrected answers are all there: back to the list of them.
    return redirect("checkin_step", first_unanswered(draft, link).name if draft.corrects or request.GET.get("then") == BACK else following.name)


@with_open_link
@require_GET
def danger(request, draft, link):
    """What to do at once, from the signs alone. It shows nothing of the person, and stands before her birthday."""
    if not is_danger(draft, link, request.at):
        return redirect(_not_yet(draft) or "checkin_you")
    level, told = told_now(treatment=link.treatment, answers=draft.answers(), at=request.at, language=wording.language())
    page = {"level": level, "told": told, "headings": headings()}
    return render(request, "checkin/danger.html", {"page": page, "phones": wording.phones(link.clinic, client=link.client), "texts": gate_texts()})


def _receive(request, draft, link, by_her=True):
    answers = draft.answers()
    # Until it is known who writes, each set of answers is one check-in, and changed ones take its place.
    key = draft.key if by_her else uuid5(UUID(draft.key), json.dumps(answers, sort_keys=True))
    go_on(treatment=link.treatment, key=draft.key)
    left = link.treatment.checkins.filter(key=draft.left).first() if draft.left else None
    return receive_checkin(
        treatment=link.treatment, answers=answers, key=key, at=request.at, language=wording.language(),
        corrects=draft.corrects or draft.kept_before or (left and str(left.pk)), link=link, by_her=by_her,
    )[0]  # fmt: skip


def _send(request, draft, link):
    kept = link.treatment.checkins.filter(pk=draft.kept_before, by_her=False).first() if draft.kept_before else None
    if kept and kept.answers == draft.answers():
        say_it_is_her(checkin=kept, at=request.at)
        checkin = kept
    else:
        checkin = _receive(request, draft, link)
    draft.checkin, draft.corrects, draft.kept_before = str(checkin.pk), None, None
    draft.keep(request)
    return redirect("checkin_answer")


@with_her
@require_POST
def contact(request, draft, link):
    """She wants to be rung: that is an answer by itself, with whatever she has said so far."""
    if draft.checkin:
        return redirect("checkin_answer")
    draft.steps["review"] = draft.steps.get("review", {}) | {"contact_wanted": True}
    return _send(request, draft, link)


def _one_question(form):
    """A page with one question has that question for its heading."""
    kinds = [field.kind for field in form.fields.values()]
    return len(kinds) == 1 and kinds[0] not in ("number", "tick") and not getattr(form, "title", "")


def _ask(request, draft, link, wanted, form, against=None):
    before = step_before(wanted, draft, link)
    alarm = alarm_of(draft, link, request.at) if wanted.name in DANGER_STEPS[1:] else None
    return render(
        request,
        "checkin/step.html",
        {
            "form": form,
            "as_heading": _one_question(form),
            "step": wanted,
            "progress": progress(wanted.name),
            "before": before,
            "phones": wording.phones(link.clinic, client=link.client),
            "answers": rows_of(draft) if wanted.name == "review" else (),
            "errors": [(field, error) for field in form for error in field.errors],
            "against": against,
            "texts": gate_texts(),
            "alarm": alarm,
            "doubt": draft.is_in_doubt and not alarm and wanted.name in (*DANGER_STEPS[1:], AFTER_DANGER),
            "is_danger": wanted.name in DANGER_STEPS,
            "contact": wording.text("advice/gate.contact") if wanted.name not in DANGER_STEPS else "",
        },
    )


@with_her
@require_GET
def answer(request, draft, link):
    if not draft.checkin:
        return redirect("checkin_you")
    checkin = link.treatment.checkins.get(pk=draft.checkin)
    page = AnswerPresenter(checkin, at=request.at)
    template = "checkin/emergency.html" if page.level == Level.emergency else "checkin/answer.html"
    return render(request, template, {"page": page, "phones": wording.phones(link.clinic, client=link.client), "texts": gate_texts()})


@with_her
@require_POST
def again(request, draft, link):
    """A new check-in: something has changed, or the rest of the questions. A link for one check-in has made its response."""
    link = link.for_another()
    fresh = Draft.begin(link, request.at)
    fresh.confirmed = fresh.known = True
    fresh.keep(request)
    return redirect("checkin_step", first_unanswered(fresh, link).name)


@with_her
@require_POST
def correct(request, draft, link):
    """The answers again, to change what was wrong; for half an hour."""
    checkin = link.treatment.checkins.filter(pk=draft.checkin).first()
    if checkin is None or not may_be_corrected(checkin, request.at):
        return redirect("checkin_answer" if draft.checkin else "checkin_you")
    fresh = draft.correcting()
    fresh.keep(request)
    # Where a sign of danger was said, that is what may have been wrong.
    return redirect("checkin_step", "flags" if fresh.lines_in_doubt else first_unanswered(fresh, link).name)


def robots(request):
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain; charset=utf-8")
