"""A client, a complaint and a treatment with its baseline: recorded in one sitting."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from myosotis.clinic.care.actions.links import make_link
from myosotis.clinic.care.actions.standing import restand
from myosotis.clinic.care.models import Baseline, Client, Complaint, Treatment
from myosotis.clinic.care.models.treated import MAX_AGE_DAYS
from myosotis.clinic.care.presenters import wording
from myosotis.clinic.keeping.actions import give_consent
from myosotis.clinic.notices.actions import write_messages
from myosotis.clinic.people.models import Event
from myosotis.clinic.plans import gate

# The intended purpose: not for children and young people.
ADULT_FROM = 18


@transaction.atomic
def register_client(*, clinic, by, at, client, consent=False):
    """`consent`: she has said yes to being asked by message. Without it nothing is ever sent to her."""
    if is_child(client["born"], timezone.localdate(at)):
        raise ValidationError({"born": only_adults()})
    made = Client.objects.create(clinic=clinic, made_at=at, **client)
    Event.record("client.registered", made, at=at, by=by)
    if consent:
        give_consent(client=made, by=by, at=at)
    return made


@transaction.atomic
def add_complaint(*, client, by, at, complaint):
    made = Complaint.objects.create(clinic=client.clinic, client=client, made_at=at, **complaint)
    Event.record("complaint.added", made, at=at, by=by)
    return made


@transaction.atomic
def add_treatment(*, complaint, by, at, treatment, baseline, reasons=None):
    """The treatment with what was felt before it; `reasons`: why it is started all the same, by what speaks for waiting. The client's link and messages come with it."""
    check_end(treatment["ended_at"], at)
    reasons = reasons or {}
    holds = gate.begin(
        complaint=complaint, at=at, reasons=reasons, **{name: treatment[name] for name in ("kind", "pressure", "minutes", "ended_at")}
    )
    made = Treatment(clinic=complaint.clinic, complaint=complaint, by=by, made_at=at, **treatment)
    made.full_clean(exclude=("id", "clinic", "complaint", "by"))
    made.save(force_insert=True)
    check_located(baseline)
    before = Baseline(clinic=complaint.clinic, treatment=made, made_at=at, **baseline)
    check_same_day(before.taken_at, made.ended_at)
    before.full_clean(exclude=("id", "clinic", "treatment", "qualities", "sites", "referral_sites", "symptoms"))
    before.save(force_insert=True)
    gate.keep_reasons(treatment=made, holds=holds, reasons=reasons, by=by, at=at)
    # Here, for the pauses know the clinic's day. Whoever is treated in a pause is there, and is asked about it.
    from myosotis.clinic.presence.pauses import end_pause, pause_at

    if (pause := pause_at(complaint.client, at)) and made.ended_at >= pause.made_at:
        end_pause(client=complaint.client, by=by, at=at)
    link = make_link(treatment=made, by=by, at=at)
    write_messages(link=link, at=at)
    for each in complaint.treatments.filter(ended_at__lte=made.ended_at):
        restand(each)
    Event.record("treatment.recorded", made, at=at, by=by)
    return made


def is_child(born, day) -> bool:
    """Younger than the intended purpose allows."""
    return Client(born=born).age_on(day) < ADULT_FROM


def only_adults() -> str:
    return wording.text("words/worklist.only_adults", years=ADULT_FROM)


def check_end(ended_at, at):
    """A wrong end moves every clock that follows."""
    if timezone.is_naive(ended_at):
        raise ValidationError({"ended_at": _("The end needs a time zone.")})
    if ended_at > at:
        raise ValidationError({"ended_at": _("The treatment must be over. Give a time that has passed.")})
    if at - ended_at > timedelta(days=MAX_AGE_DAYS):
        raise ValidationError({"ended_at": _("That is more than 14 days ago. Check the date.")})


def check_located(baseline):
    """A treatment that was given is recorded all the same, but never with a number that somebody made up."""
    located = baseline.get("pain") == 0 or (baseline.get("pain") is not None and baseline["sites"])
    if not located and not gate.is_a_reason(baseline.get("missing_reason", "")):
        raise ValidationError({"pain": wording.text("words/worklist.number_or_reason")})


def check_same_day(taken_at, ended_at):
    if timezone.localdate(taken_at) != timezone.localdate(ended_at) or taken_at > ended_at:
        raise ValidationError({"taken_at": _("The baseline belongs to the day of the treatment, and comes before it.")})
