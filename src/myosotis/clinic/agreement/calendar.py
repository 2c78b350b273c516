"""The times as a calendar file: when, and where to answer. Never a word about health: others see a calendar too."""

from datetime import timedelta

from icalendar import Calendar, Event

from myosotis.clinic.agreement.sheet import Sheet, say
from myosotis.clinic.care.schedule import asks_of

LASTS = timedelta(minutes=5)


def as_calendar(sheet: Sheet) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Myosotis//DA")
    calendar.add("version", "2.0")
    for ask in asks_of(sheet.treatment):
        event = Event()
        event.add("uid", f"{sheet.treatment.pk}-{ask.hours}@myosotis")
        event.add("dtstamp", sheet.at)
        event.add("dtstart", ask.sent_at.astimezone(sheet.at.tzinfo))
        event.add("dtend", (ask.sent_at + LASTS).astimezone(sheet.at.tzinfo))
        event.add("summary", say("calendar_title"))
        event.add("class", "PRIVATE")
        if sheet.address:
            event.add("url", sheet.address)
            event.add("description", sheet.address)
        calendar.add_component(event)
    return calendar.to_ical()
