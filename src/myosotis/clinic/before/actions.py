"""A link for today, her answers, and that they were read. Each is one transaction with its event."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from myosotis.clinic.before.models import Disclosure, Localisation, Preparation, PreparationLink
from myosotis.clinic.care.actions import is_her_birthday
from myosotis.clinic.people.models import Event
from myosotis.knowledge import load_book

EXPERIENCE = {
    "recent": {"first_treatment": False, "unaccustomed_to_massage": False},
    "long_ago": {"first_treatment": False, "unaccustomed_to_massage": True},
    "never": {"first_treatment": True, "unaccustomed_to_massage": True},
}


def end_of_the_day(at) -> datetime:
    """Midnight on the wall: a baseline belongs to the day of the treatment."""
    local = timezone.localtime(at)
    return datetime.combine(local.date() + timedelta(days=1), time(), tzinfo=local.tzinfo)


@transaction.atomic
def make_preparation_link(*, complaint, by, at) -> PreparationLink:
    """A way in for today; an older one of the same complaint closes."""
    for earlier in complaint.preparation_links.select_for_update().filter(used_at=None, expires_at__gt=at):
        earlier.close(at)
    link = PreparationLink.objects.create(
        clinic=complaint.clinic, complaint=complaint, made_at=at, expires_at=end_of_the_day(at)
    )
    Event.record("preparation_link.made", link, at=at, by=by)
    return link


@transaction.atomic
def fits_her_birthday(*, link, day: int, month: int, at) -> bool:
    """Each miss is counted, and the fifth closes the link."""
    link = PreparationLink.objects.select_for_update(of=("self",)).select_related("complaint__client").get(pk=link.pk)
    return link.is_open(at) and is_her_birthday(link=link, day=day, month=month, at=at, event="preparation_link.wrong_birthday")


@transaction.atomic
def give_preparation(*, link, answers, language, at) -> Preparation:
    """Her answers, once: sent twice, the first ones stand."""
    link = PreparationLink.objects.select_for_update(of=("self",)).select_related("complaint").get(pk=link.pk)
    if given := Preparation.objects.filter(link=link).first():
        return given
    made = Preparation.objects.create(
        clinic=link.clinic, link=link, complaint=link.complaint, language=language, answers=answers, made_at=at
    )
    link.used_at = at
    link.save(update_fields=["used_at"])
    Event.record("preparation.given", made, at=at)
    return made


def preparation_of(complaint, at) -> Preparation | None:
    """What she said today; of yesterday nothing is taken over."""
    newest = complaint.preparations.last()
    return newest if newest and timezone.localdate(newest.made_at) == timezone.localdate(at) else None


@transaction.atomic
def keep_disclosure(*, treatment, conditions, changed, preparation, by, at) -> Disclosure:
    """The therapist has read what is known. What is new is known of the client from now on."""
    client = treatment.client
    background = client.background | (background_of(preparation.answers) if preparation else {})
    if client.conditions != conditions or client.background != background:
        client.conditions, client.background = conditions, background
        client.save(update_fields=["conditions", "background"])
        Event.record("client.disclosed", client, at=at, by=by)
    made = Disclosure.objects.create(
        clinic=treatment.clinic, treatment=treatment, conditions=conditions, changed=changed,
        preparation=preparation, by=by, made_at=at,
    )  # fmt: skip
    Event.record("disclosure.read", made, at=at, by=by)
    return made


@transaction.atomic
def keep_localisation(*, treatment, marks, by, at) -> Localisation | None:
    """What was found; nothing where there was nothing to find."""
    if not marks:
        return None
    made = Localisation.objects.create(clinic=treatment.clinic, treatment=treatment, marks=marks, by=by, made_at=at)
    Event.record("places.localised", made, at=at, by=by)
    return made


def background_of(answers) -> dict[str, bool]:
    """What the cards ask of a person, as far as she has said it."""
    found = dict(EXPERIENCE.get(answers.get("massage_before"), {}))
    if (bad := answers.get("bad_experience")) in ("yes", "no"):
        found["previous_bad_experience"] = bad == "yes"
    if how_long := answers.get("how_long"):
        found["long_standing"] = how_long == "over_three_months"
    for question in ("stress_now", "feel_safe"):
        if (score := answers.get(question)) is not None:
            for fact, limit in load_book().file("questions/intake")[question]["counts_as"].items():
                found[fact] = score >= limit["at_least"] if "at_least" in limit else score <= limit["at_most"]
    return found


def baseline_of(answers) -> dict:
    """Her answers as the fields of a baseline; what she left out stays out."""
    plain = ("pain", "qualities", "sites", "pain_worst", "pain_usual", "stiffness", "mobility", "tension", "function")
    found = {name: answers[name] for name in plain if name in answers}
    found["activities"] = answers.get("activities", [])
    found["symptoms"] = answers.get("symptoms")
    return found
