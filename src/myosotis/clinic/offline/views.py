"""Without a network: the page that is kept on the phone, the script that keeps it, and the one way in for what was written."""

import hashlib
import json
import uuid
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from myosotis.clinic.care.actions import fits_birthday, receive_checkin
from myosotis.clinic.care.models import AnswerLink
from myosotis.clinic.care.presenters import wording
from myosotis.clinic.checkin.draft import Draft
from myosotis.clinic.checkin.fields import none_of_these
from myosotis.clinic.checkin.gate import BirthdayForm
from myosotis.clinic.checkin.views import in_language_of
from myosotis.clinic.offline.danger import danger_table
from myosotis.clinic.offline.form import OfflineForm
from myosotis.clinic.people.misses import too_many_misses
from myosotis.knowledge import load_book

LANGUAGES = dict(settings.LANGUAGES)
# A phone's clock may be wrong. A moment that cannot be is not believed, and the moment of arrival counts.
CLOCK_MAY_LEAD = timedelta(minutes=5)
STATIC_FILES = ("myosotis/app.css", "myosotis/flower.svg", "myosotis/offline.js", "myosotis/offline-page.js")


def texts() -> dict[str, str]:
    return wording.texts("advice/offline")


@require_safe
def page(request, language):
    """The page itself. It holds nothing of anybody: the book's questions, the table of danger signs, the numbers."""
    chosen = language if language in LANGUAGES else settings.LANGUAGE_CODE
    with translation.override(chosen):
        form = OfflineForm()
        shown = {
            "form": form,
            "sections": form.sections,
            "birthday": BirthdayForm(auto_id="offline-%s"),
            "texts": texts(),
            "none": none_of_these(),
            "note_unread": wording.text("advice/answer.note_unread"),
            "against": {name: wording.text(f"advice/gate.against_{name}", none=none_of_these()) for name in ("heading", "lead", "yes", "no")},
            "gate": wording.texts("advice/gate"),
            "is_danger": True,
            "regions": wording.regions(),
            "danger": dict(danger_table(chosen, load_book().version)),
            "said": {name: texts()[name] for name in ("kept", "sending", "wrong_birthday", "closed", "not_taken", "no_link", "ticked")}
            | {"choose": wording.text("advice/offline.choose", none=none_of_these())},
            "phones": wording.phones(None),
        }
        return render(request, "offline/page.html", shown)


@require_safe
@cache_control(no_cache=True)
def worker(request, language):
    """The service worker: keeps the page and its files, and shows it when a page of the check-in cannot be had."""
    chosen = language if language in LANGUAGES else settings.LANGUAGE_CODE
    kept = [reverse("offline", args=[chosen]), *(static(name) for name in STATIC_FILES)]
    version = hashlib.sha256(json.dumps([kept, load_book().version, settings.STATIC_URL]).encode()).hexdigest()[:16]
    script = render(request, "offline/worker.js", {"page": kept[0], "kept": json.dumps(kept), "version": version})
    return HttpResponse(script.content, content_type="text/javascript; charset=utf-8", headers={"Service-Worker-Allowed": "/"})


@csrf_exempt
@require_POST
def receive(request, token):
    """What was written without a network, once by its key: {key, made_at, day, month, answers}.

    Nothing is proved by a cookie here: the token and her birthday are the proof, as at the gate, and count as tries.
    200 {go}, 400 what cannot be read, 403 {tries_left}, 410 where the link has closed.
    """
    link = AnswerLink.find(token)
    if link is None or not link.is_open(request.at):
        return JsonResponse({"said": "closed"}, status=429 if link is None and too_many_misses(request) else 410)
    with in_language_of(request, link.treatment.client):
        try:
            key, made_at, born, answers = _read(request)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return JsonResponse({"said": "not_taken"}, status=400)
        form = OfflineForm(answers)
        if not form.is_valid():
            return JsonResponse({"said": "not_taken", "where": sorted(form.errors)}, status=400)
        if not (born and fits_birthday(link=link, at=request.at, **born)):
            link.refresh_from_db()
            return JsonResponse({"said": "wrong_birthday"}, status=403 if link.is_open(request.at) else 410)
        draft = form.fill(Draft.begin(link, request.at))
        felt_at = _believed(made_at, link.treatment.ended_at, request.at)
        checkin, _assessment = receive_checkin(
            treatment=link.treatment, answers=draft.answers(), key=key, at=request.at, felt_at=felt_at, language=wording.language(), link=link
        )
        draft.checkin, draft.confirmed, draft.known = str(checkin.pk), True, True
        request.session.cycle_key()
        draft.keep(request)
        return JsonResponse({"go": reverse("checkin_answer")})


def _read(request):
    sent = json.loads(request.body)
    answers = QueryDict(mutable=True)
    for name, value in sent["answers"].items():
        answers.setlist(name, [str(each) for each in value] if isinstance(value, list) else [str(value)])
    birthday = BirthdayForm({"day": sent.get("day"), "month": sent.get("month")})
    born = birthday.cleaned_data if birthday.is_valid() else None
    return uuid.UUID(sent["key"]), datetime.fromisoformat(sent["made_at"]), born, answers


def _believed(made_at: datetime, ended_at: datetime, at: datetime) -> datetime:
    """When she wrote it, if that can be: after the treatment and not in the future."""
    moment = made_at if made_at.tzinfo else made_at.replace(tzinfo=UTC)
    return min(moment, at) if ended_at <= moment <= at + CLOCK_MAY_LEAD else at
