"""Pages for anyone. Nothing that is answered here is stored: it travels signed in the page until it is closed."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from myosotis.clinic.care.presenters import wording
from myosotis.clinic.checkin.fields import against_none, given_so_far
from myosotis.clinic.checkin.views import gate_texts
from myosotis.clinic.public.answers import Answers, TooOld
from myosotis.clinic.public.knowledge import all_pages, by_source
from myosotis.clinic.public.result import Result, ends_here
from myosotis.clinic.public.steps import STEPS, applying, first_unanswered, is_open


@require_http_methods(["GET", "HEAD", "POST"])
def check(request):
    """The self-check: every page is the same address, and every answer a POST with those before it."""
    if request.method != "POST":
        return _begin(request)
    try:
        answers = Answers.carried(request.POST["answers"]) if "answers" in request.POST else Answers()
    except TooOld:
        return _begin(request, too_old=True)
    step = STEPS.get(request.POST.get("step", ""))
    reached = first_unanswered(answers)
    if step is None or not _may_answer(step, answers, reached):
        return _ask(request, answers, reached) if reached else _told(request, answers)
    if "back" in request.POST:
        before = _before(step, answers)
        return _ask(request, answers, before) if before else _begin(request)
    return _take(request, answers, step)


def _may_answer(step, answers, reached) -> bool:
    """No question can be skipped, the danger questions least of all."""
    order = applying(answers)
    return step in order and (reached is None or order.index(step) <= order.index(reached))


def _take(request, answers, step):
    if "none" in request.POST and hasattr(step.form, "nothing"):
        form = step.form(request.POST, answers=answers)
        if against := against_none(form):
            return _ask(request, answers, step, step.form(answers=answers, initial=given_so_far(form)), against)
        given = step.form.nothing()
    else:
        form = step.form(request.POST, answers=answers)
        if not form.is_valid():
            return _ask(request, answers, step, form)
        given = form.cleaned_data
    answers.steps[step.name] = given
    # A step that no longer applies must not speak.
    kept = {s.name for s in applying(answers)}
    answers.steps = {name: said for name, said in answers.steps.items() if name in kept}
    if ends_here(answers, step.name):
        return _told(request, answers)
    order = applying(answers)
    following = order[order.index(step) + 1 :]
    if answers.is_without_lines or step.name == "flags":
        following = [each for each in order if is_open(each, answers)]
    return _ask(request, answers, following[0]) if following else _told(request, answers)


def _alarm(answers):
    """What to do at once, where what was said yes to may be a danger to life; else None."""
    result = Result(answers, timezone.now()) if answers.flagged else None
    return {"headline": result.headline, "do": result.do} if result and result.is_emergency else None


def _before(step, answers):
    order = applying(answers)
    place = order.index(step)
    return order[place - 1] if place else None


def _begin(request, too_old=False):
    return render(request, "public/begin.html", _page(too_old=too_old))


def _ask(request, answers, step, form=None, against=None):
    form = form or step.form(answers=answers, initial=answers.steps.get(step.name))
    order = applying(answers)
    alarm = _alarm(answers) if step.name == "which" else None
    return render(
        request,
        "public/step.html",
        _page(
            form=form,
            step=step,
            sealed=answers.sealed(),
            progress=_("Step %(number)d of %(count)d") % {"number": order.index(step) + 1, "count": len(order)},
            as_heading=len(form.fields) == 1 and not form.title,
            errors=[(field, error) for field in form for error in field.errors],
            against=against,
            gate=gate_texts(),
            alarm=alarm,
            doubt=answers.has_doubt and not alarm and step.name in ("which", "background"),
            is_danger=step.name in ("flags", "which"),
        ),
    )


def _told(request, answers):
    result = Result(answers, request.at)
    template = "public/emergency.html" if result.is_emergency else "public/result.html"
    return render(request, template, _page(result=result))


def _page(**more):
    return {"texts": _texts(), "phones": wording.phones(None), **more}


def _texts():
    """The sentences of the book's page texts, in the language of the page."""
    lang = wording.language()
    found = {name: text[lang] for name, text in wording.load_book().file("advice/selfcheck").items() if lang in text}
    service = wording.load_book().file("advice/service")
    return found | {name: service[name][lang] for name in ("not_a_doctor", "sources_heading", "why_heading")}


@require_GET
def knowledge(request):
    return render(request, "public/knowledge.html", _page(groups=by_source()))


@require_GET
def knowledge_page(request, slug):
    pages = all_pages()
    if slug not in pages:
        raise Http404
    order = list(pages)
    place = order.index(slug)
    following = pages[order[place + 1]] if place + 1 < len(order) else None
    return render(request, "public/page.html", _page(page=pages[slug], following=following))
