"""The hours, an absence and its end, who is told at once. Each is one transaction with its event."""

from django.core.exceptions import ValidationError
from django.db import transaction

from myosotis.clinic.care.presenters import wording
from myosotis.clinic.notices.actions import write_entry_notice
from myosotis.clinic.people.models import Event
from myosotis.clinic.presence.models import Absence, LinkSlot, Opening

PAGE = "advice/presence"


@transaction.atomic
def set_contact(*, clinic, name, phone, region, retention, by, at) -> None:
    clinic.name, clinic.phone, clinic.region, clinic.retention = name, phone, region, retention
    clinic.save(update_fields=["name", "phone", "region", "retention"])
    Event.record("clinic.contact_set", clinic, at=at, by=by)


@transaction.atomic
def set_hours(*, clinic, hours: dict, by, at) -> None:
    """hours: weekday → (opens, closes), or None where it is closed."""
    stored = {each.weekday: each for each in clinic.openings.select_for_update()}
    for weekday, times in hours.items():
        row = stored.get(weekday)
        if times is None:
            if row:
                row.delete()
            continue
        row = row or Opening(clinic=clinic, weekday=weekday, made_at=at)
        row.opens, row.closes = times
        row.save()
    Event.record("clinic.hours_set", clinic, at=at, by=by)


@transaction.atomic
def set_links(*, clinic, slots: dict[str, tuple[str, str]], by, at) -> None:
    """name → (address, own text); where both are empty the slot is taken away."""
    stored = {slot.name: slot for slot in clinic.linkslots.select_for_update()}
    for name, (url, text) in slots.items():
        slot = stored.get(name) or LinkSlot(clinic=clinic, name=name, made_at=at)
        if url or text:
            slot.url, slot.text = url, text
            slot.save()
        elif name in stored:
            slot.delete()
    Event.record("clinic.links_set", clinic, at=at, by=by)


@transaction.atomic
def begin_absence(*, clinic, by, at, from_at, until_at, reason, substitute="", substitute_phone="", who=None) -> Absence:
    if until_at <= from_at:
        raise ValidationError({"until_at": wording.text(f"{PAGE}.ends_before")})
    if bool(substitute) != bool(substitute_phone):
        raise ValidationError({"substitute_phone": wording.text(f"{PAGE}.both_or_none")})
    if who and not substitute:
        # The clinic is open: her clients are sent to a person, and not past it to a doctor.
        raise ValidationError({"substitute": wording.text(f"{PAGE}.who_instead")})
    made = Absence.objects.create(
        clinic=clinic, by=by, made_at=at, from_at=from_at, until_at=until_at, reason=reason, who=who,
        substitute=substitute, substitute_phone=substitute_phone,
    )  # fmt: skip
    Event.record("absence.begun", made, at=at, by=by)
    return made


@transaction.atomic
def end_absence(*, absence, by, at) -> None:
    """From now on somebody is there again; one that has not begun is taken back."""
    if absence.from_at >= at:
        Event.record("absence.taken_back", absence, at=at, by=by)
        absence.delete()
        return
    absence.until_at = at
    absence.save(update_fields=["until_at"])
    Event.record("absence.ended", absence, at=at, by=by)


@transaction.atomic
def set_alert_address(*, therapist, address, at) -> None:
    """Where she is told that something waits; empty is nowhere."""
    before, therapist.alert_to = therapist.alert_to, address
    therapist.save(update_fields=["alert_to"])
    Event.record("alert_address.set", therapist, at=at, by=therapist)
    if before != address:
        write_entry_notice(therapist=therapist, at=at, to=before)
