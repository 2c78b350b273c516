"""Moments in words, by the clock on the wall in Denmark."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from myosotis.clinic.care.presenters.wording import language


def weekday_and_time(moment: datetime) -> str:
    """tirsdag kl. 14.00"""
    local = timezone.localtime(moment)
    return _("%(weekday)s at %(time)s") % {"weekday": formats.date_format(local, "l"), "time": clock(moment)}


def day_and_time(moment: datetime) -> str:
    """tirsdag 24. november kl. 14.00"""
    local = timezone.localtime(moment)
    day = formats.date_format(local, "l j. F" if language() == "da" else "l j F")
    return _("%(day)s at %(time)s") % {"day": day, "time": clock(moment)}


def short(moment: datetime) -> str:
    """24. nov. kl. 14.00"""
    return _("%(day)s at %(time)s") % {"day": _short_day(timezone.localdate(moment), language()), "time": clock(moment)}


def day(moment: date | datetime) -> str:
    """24. nov. 2026"""
    local = timezone.localdate(moment) if isinstance(moment, datetime) else moment
    return f"{_short_day(local, language())} {local:%Y}"


@lru_cache(maxsize=1000)
def _short_day(day: date, lang: str) -> str:
    """A page names the same days again and again; looking up a month's name is slow. `lang` is the page's own."""
    return formats.date_format(day, "j. b" if lang == "da" else "j M")


def clock(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{local:%H.%M}" if language() == "da" else f"{local:%H:%M}"


def near(moment: datetime, at: datetime) -> str:
    """In words that a person uses: i dag kl. 14.00, i går kl. 9.30, else the day itself."""
    day, today = timezone.localdate(moment), timezone.localdate(at)
    words = {
        today: _("today at %(time)s"),
        today - timedelta(days=1): _("yesterday at %(time)s"),
        today + timedelta(days=1): _("tomorrow at %(time)s"),
    }.get(day)
    return words % {"time": clock(moment)} if words else day_and_time(moment)


def hours(count: float) -> str:
    """How long after: 5 timer, 3 dage."""
    if count < 1:
        return _("under 1 hour")
    if count < 72:
        whole = int(count)
        return ngettext("%(count)d hour", "%(count)d hours", whole) % {"count": whole}
    days = int(count // 24)
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


def weekday(moment: datetime) -> str:
    """tirsdag"""
    return formats.date_format(timezone.localtime(moment), "l")
