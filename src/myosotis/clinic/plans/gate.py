"""May the next treatment be started? Never into an open danger, not into an open reaction or against the direction of the
plan without a reason, not a fourth without a decision.
"""

from datetime import timedelta

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import F, Q
from django.utils import timezone

from myosotis.clinic.books.shelf import book_of
from myosotis.clinic.care.models import Complaint
from myosotis.clinic.care.presenters import wording
from myosotis.clinic.care.presenters.grounds import named
from myosotis.clinic.people.models import Event
from myosotis.clinic.plans.models import Decision, StartReason
from myosotis.clinic.plans.situation import Situation
from myosotis.terms import Level

PAGE = "words/plans_page"
MOST_NAMED = 3
LEAST_LETTERS = 5
AGAINST_THE_PLAN = ("pause", "not_gentler", "age_cap")
# Each of them asks for a reason of its own: what answers one says nothing of another.
HOLDS = ("two_days", "unread", *AGAINST_THE_PLAN)


class HeldError(ValidationError):
    """The treatment may not be started, or not without a reason that is missing: the names are those of the form."""


def holds_of(client, complaint, ended_at) -> tuple[str, ...]:
    """What speaks for waiting: two days are not over, an answer that nobody has read."""
    book = book_of(client.clinic)
    window = timedelta(hours=book.limits["two_days"].limit.value)
    day = timezone.localdate(ended_at)
    open_window = any(
        # Two places in one sitting are not a treatment into an open reaction; one place twice a day is.
        earlier.complaint_id == getattr(complaint, "pk", None) or timezone.localdate(earlier.ended_at) != day
        for complaint_ in client.complaints.all()
        for earlier in complaint_.treatments.filter(ended_at__gt=ended_at - window, ended_at__lte=ended_at)
    )
    return tuple(name for name, held in (("two_days", open_window), ("unread", unread_of(client).exists())) if held)


def unread_of(client):
    """Answers that nobody has seen and that ask for a look before the next treatment, the worst first."""
    asking = Q(level__gte=Level.tell_therapist) | Q(level=None)
    # What she has put right since asks for nothing, unless it told of danger.
    holds = Q(checkin__corrected_by=None) | Q(level=None) | Q(level__gte=Level.doctor_today) | Q(checkin__answers__alarm_words=True)
    found = client.clinic.assessments.filter(asking, holds, checkin__treatment__complaint__client=client, acknowledgements=None)
    return found.select_related("checkin").order_by(F("level").desc(nulls_first=True), "made_at")


def open_cases(client):
    """Those that asked for a doctor or 112 and that no person has closed: no treatment before."""
    return [each for each in unread_of(client) if each.level is not None and each.level >= Level.doctor_today]


def against_the_plan(now, *, pressure, minutes, ended_at) -> tuple[str, ...]:
    """What this dose must say a reason for: as a plan of it would have to, unless one did and this is no more than that."""
    last = now.last
    since = ended_at - last.treatment.ended_at if last else timedelta(0)
    days = round(since / timedelta(days=1))
    needed = now.reasons_needed(pressure=pressure, minutes=minutes, days=days, hours=since / timedelta(hours=1))
    plan = now.complaint.plans.last() if needed and last else None
    no_more = plan and plan.after_id == last.treatment.pk and pressure <= plan.pressure and minutes <= plan.minutes and days >= plan.days
    return tuple(name for name in needed if not (no_more and name in plan.reason_for))


def said_of(client, hold) -> list[str]:
    """What speaks for waiting, in words: each unread answer by its urgency, its time and why."""
    if hold == "unread":
        return [wording.text(f"{PAGE}.holds.unread", answer=named(each)) for each in unread_of(client)[:MOST_NAMED]]
    return [wording.text(f"{PAGE}.reason_for.{hold}" if hold in AGAINST_THE_PLAN else f"{PAGE}.holds.{hold}")]


def field_of(hold) -> str:
    """What the field for its reason is called in the form."""
    return f"reason_{hold}"


def said_of_open_cases(client) -> list[str]:
    return [wording.text(f"{PAGE}.refused.open_case", answer=named(each)) for each in open_cases(client)]


def refusal(now, kind) -> str:
    """Why a further treatment of this kind is refused, as a key of the page's words; empty when it is not."""
    if now.count < now.third:
        return ""
    decision = now.decision
    if decision is None:
        return "no_decision"
    if decision.what == Decision.What.go_on:
        return ""
    if decision.what == Decision.What.other_method:
        return "same_method" if kind == decision.kind else ""
    return "someone_else"


def begin(*, complaint, kind, pressure, minutes, ended_at, at, reasons) -> tuple[str, ...]:
    """The holds that a reason was given for, each its own. Raises HeldError where the treatment may not be started."""
    Complaint.objects.select_for_update().get(pk=complaint.pk)  # one after the other: a third is counted once
    now = Situation(complaint, at)
    if why := refusal(now, kind):
        raise HeldError({NON_FIELD_ERRORS: wording.text(f"{PAGE}.refused.{why}")})
    if cases := said_of_open_cases(complaint.client):
        raise HeldError({NON_FIELD_ERRORS: cases})
    holds = holds_of(complaint.client, complaint, ended_at)
    holds += against_the_plan(now, pressure=pressure, minutes=minutes, ended_at=ended_at)
    if missing := [hold for hold in holds if not is_a_reason(reasons.get(hold, ""))]:
        raise HeldError({field_of(hold): _asked(complaint.client, hold, reasons) for hold in missing})
    return holds


def _asked(client, hold, reasons) -> str:
    asked = "start_too_short" if reasons.get(hold, "").strip() else "start_missing"
    return " ".join([*said_of(client, hold), wording.text(f"{PAGE}.{asked}")])


def is_a_reason(words: str) -> bool:
    """A word at least: "x" tells nobody why."""
    return sum(map(str.isalpha, words)) >= LEAST_LETTERS


def keep_reasons(*, treatment, holds, reasons, by, at):
    """Why it was started all the same, written once; what was said in the same words of several is kept as one."""
    for words in dict.fromkeys(reasons[hold].strip() for hold in holds):
        of = [hold for hold in holds if reasons[hold].strip() == words]
        made = StartReason.objects.create(clinic=treatment.clinic, treatment=treatment, holds=of, reason=words, by=by, made_at=at)
        Event.record("treatment.started_with_reason", made, at=at, by=by)
