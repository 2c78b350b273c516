"""A client is not asked for a while, because she is on holiday or ill: what she writes herself is read as ever."""

from datetime import datetime, time, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from myosotis.clinic.care.actions.standing import restand
from myosotis.clinic.care.presenters import moments
from myosotis.clinic.notices.actions import ask_after_pause, ask_in_spite_of_pause
from myosotis.clinic.people.models import Event
from myosotis.clinic.presence.forms import Worded, say
from myosotis.clinic.presence.models import Pause

# Longer than any course is followed, and short enough that a mistyped year is seen.
MOST_DAYS = 90


class PauseForm(Worded):
    last_day = forms.DateField(input_formats=["%Y-%m-%d"])
    why = forms.ChoiceField(choices=lambda: [(name, say(f"pause.reasons.{name}")) for name in Pause.Reason.values])
    more = forms.CharField(max_length=200, required=False)


def pause_at(client, at: datetime):
    """The pause that holds then, or None."""
    return next((each for each in client.pauses.all() if each.made_at <= at < each.until_at), None)


def in_words(reason: str, until_at: datetime) -> str:
    """På pause til og med 5. december (ferie)"""
    return say("pause.until", day=moments.day(until_at - timedelta(seconds=1)), reason=say(f"pause.reasons.{reason}"))


class PausePresenter:
    """On the client's page: the pause that holds, by whom and since when, or a form for one."""

    def __init__(self, client, at):
        self.words = {name: say(f"pause.{name}") for name in ("title", "explained", "begin", "end")}
        self.form, self.said = PauseForm(auto_id="pause-%s"), ""
        if holds := pause_at(client, at):
            self.said, self.more = in_words(holds.reason, holds.until_at), holds.words
            self.who = say("pause.who", who=holds.by.name, when=moments.short(holds.made_at))


@transaction.atomic
def begin_pause(*, client, by, at, last_day, reason, words="") -> Pause:
    """From now until the end of that day. A pause that holds already ends now: one at a time."""
    if not timezone.localdate(at) <= last_day <= timezone.localdate(at) + timedelta(days=MOST_DAYS):
        raise ValidationError({"last_day": say("pause.bounds", days=MOST_DAYS)})
    if holds := pause_at(client, at):
        _end(holds, at)
    until_at = timezone.make_aware(datetime.combine(last_day + timedelta(days=1), time.min))
    made = Pause.objects.create(clinic=client.clinic, client=client, by=by, made_at=at, until_at=until_at, reason=reason, words=words.strip())
    _stand_again(client)
    ask_after_pause(pause=made, at=at)
    ask_in_spite_of_pause(client=client, at=at)
    Event.record("pause.begun", made, at=at, by=by)
    return made


@transaction.atomic
def end_pause(*, client, by, at):
    """From now on she is asked again; the pause that ended, or None where none holds."""
    pause = pause_at(client, at)
    if pause is not None:
        _end(pause, at)
        _stand_again(client)
        ask_after_pause(pause=pause, at=at)
        Event.record("pause.ended", pause, at=at, by=by)
    return pause


def _end(pause, at):
    pause.until_at = at
    pause.save(update_fields=["until_at"])


def _stand_again(client):
    """What fell into the pause is no silence."""
    for treatment in client.clinic.treatments.filter(complaint__client=client).select_related("complaint__client"):
        restand(treatment)
