"""Pages for anyone. Nothing that is answered here is stored: it lies sealed in the browser, for two hours at most."""

from functools import wraps

from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from myosotis.clinic.care.presenters import wording
from myosotis.clinic.checkin.fields import against_none, given_so_far
from myosotis.clinic.checkin.steps import progress
from myosotis.clinic.checkin.views import gate_texts
from myosotis.clinic.public.answers import Answers, TooOld
from myosotis.clinic.public.knowledge import all_pages, by_source
from myosotis.clinic.public.result import Result, ended_at, ends_here
from myosotis.clinic.public.steps import ALWAYS, STEPS, applying, is_open, last_open

# More is never on a page of ours, and a cookie has little room.
LONGEST_GIVEN, MOST_GIVEN = 40, 20
# Time to read the answer, print it and go back in it.
RESULT_SECONDS = 15 * 60


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request):
    """Where the self-check begins. A press forgets whatever was answered before."""
    if request.method == "POST":
        return Answers().carry(redirect("selfcheck_step", 1))
    return _begin(request)


def with_answers(view):
    """Only with what was answered so far in this browser."""

    @wraps(view)
    def guarded(request, **named):
        try:
            answers = Answers.carried(request)
        except TooOld:
            return _begin(request, too_old=True)
        return view(request, answers, **named)

    return guarded


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_answers
def step(request, answers, number):
    """One page of questions. Its address says how many came before it, and nothing of what was answered."""
    return _take(request, answers) if request.method == "POST" else _show(request, answers, number)


def _show(request, answers, number):
    order, end = applying(answers), ended_at(answers)
    furthest = order.index(STEPS[end] if end else last_open(answers)) + 1
    if number > furthest:
        return redirect("selfcheck_answer") if end else redirect("selfcheck_step", furthest)
    if number < 1:
        return redirect("selfcheck_step", 1)
    asked = order[number - 1]
    if answers.tried.get("step") != asked.name:
        return _ask(request, answers, asked, asked.form(answers=answers, initial=answers.steps.get(asked.name)))
    form = _as_sent(asked, answers)
    if answers.tried["none"]:
        return _ask(request, answers, asked, asked.form(answers=answers, initial=given_so_far(form)), against_none(form))
    form.is_valid()
    return _ask(request, answers, asked, form)


def _as_sent(asked, answers):
    sent = QueryDict(mutable=True)
    for name, values in answers.tried["given"].items():
        sent.setlist(name, values)
    return asked.form(sent, answers=answers)


def _take(request, answers):
    """Every answer leads to an address of its own, so that going back never sends anything again."""
    asked, order = STEPS.get(request.POST.get("step", "")), applying(answers)
    if asked not in order or order.index(asked) > order.index(last_open(answers)):
        return redirect("selfcheck_step", order.index(last_open(answers)) + 1)
    form = asked.form(request.POST, answers=answers)
    is_none = "none" in request.POST and hasattr(form, "nothing")
    if against_none(form) if is_none else not form.is_valid():
        given = {name: [value[:LONGEST_GIVEN] for value in request.POST.getlist(name)[:MOST_GIVEN]] for name in form.fields}
        answers.tried = {"step": asked.name, "none": is_none, "given": given}
        return answers.carry(redirect("selfcheck_step", order.index(asked) + 1))
    answers.tried = {}
    answers.steps[asked.name] = form.nothing() if is_none else form.cleaned_data
    # A step that no longer applies must not speak.
    order = applying(answers)
    answers.steps = {each.name: answers.steps[each.name] for each in order if each.name in answers.steps}
    return answers.carry(_onwards(answers, asked, order))


def _onwards(answers, asked, order):
    if ends_here(answers, asked.name):
        return redirect("selfcheck_answer")
    following = order[order.index(asked) + 1 :]
    if answers.is_without_lines or asked.name == "flags":
        following = [each for each in order if is_open(each, answers)]
    return redirect("selfcheck_step", order.index(following[0]) + 1) if following else redirect("selfcheck_answer")


@never_cache
@require_http_methods(["GET", "HEAD"])
@with_answers
def answer(request, answers):
    if not ended_at(answers):
        return redirect("selfcheck_step", applying(answers).index(last_open(answers)) + 1)
    result = Result(answers, request.at)
    template = "public/emergency.html" if result.is_emergency else "public/result.html"
    # Whoever takes the same screen after her finds nothing.
    return answers.carry(render(request, template, _page(result=result)), RESULT_SECONDS)


def _alarm(answers):
    """What to do at once, where what was said yes to may be a danger to life; else None."""
    result = Result(answers, timezone.now()) if answers.flagged else None
    return {"headline": result.headline, "do": result.do} if result and result.is_emergency else None


def _begin(request, too_old=False):
    return render(request, "public/begin.html", _page(too_old=too_old))


def _ask(request, answers, step, form, against=None):
    number = applying(answers).index(step) + 1
    alarm = _alarm(answers) if step.name == "which" else None
    return render(
        request,
        "public/step.html",
        _page(
            form=form,
            step=step,
            asked=step.name,
            back=reverse("selfcheck_step", args=[number - 1]) if number > 1 else reverse("selfcheck"),
            progress=progress(step.name, of=tuple(STEPS), always=ALWAYS),
            as_heading=len(form.fields) == 1 and not form.title,
            errors=[(field, error) for field in form for error in field.errors],
            against=against,
            gate=gate_texts(),
            alarm=alarm,
            doubt=answers.has_doubt and not alarm and step.name in ("which", "background"),
            is_danger=step.name in ("flags", "which"),
        ),
    )


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
