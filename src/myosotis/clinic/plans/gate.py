"""May the next treatment be started? Not into an open reaction without a reason, not a fourth without a decision."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from myosotis.clinic.books.shelf import book_of
from myosotis.clinic.care.models import Complaint
from myosotis.clinic.care.presenters import wording
from myosotis.clinic.people.models import Event
from myosotis.clinic.plans.models import Decision, StartReason
from myosotis.clinic.plans.situation import Situation
from myosotis.terms import Level

PAGE = "words/plans_page"


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
    unread = client.clinic.assessments.filter(
        Q(level__gte=Level.tell_therapist) | Q(level=None),
        checkin__treatment__complaint__client=client,
        acknowledgements=None,
    ).exists()
    return tuple(name for name, held in (("two_days", open_window), ("unread", unread)) if held)


def refusal(complaint, kind, at) -> str:
    """Why a further treatment of this kind is refused, as a key of the page's words; empty when it is not."""
    now = Situation(complaint, at)
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


def begin(*, complaint, kind, ended_at, at, reason) -> tuple[str, ...]:
    """The holds that a reason was given for. Raises ValidationError where the treatment may not be started."""
    Complaint.objects.select_for_update().get(pk=complaint.pk)  # one after the other: a third is counted once
    if why := refusal(complaint, kind, at):
        raise ValidationError({"start_reason": wording.text(f"{PAGE}.refused.{why}")}, code="refused")
    holds = holds_of(complaint.client, complaint, ended_at)
    if holds and not reason.strip():
        said = [wording.text(f"{PAGE}.holds.{name}") for name in holds]
        raise ValidationError({"start_reason": " ".join([*said, wording.text(f"{PAGE}.start_missing")])})
    return holds


def keep_reason(*, treatment, holds, reason, by, at):
    """Why it was started all the same, written once."""
    if not holds:
        return None
    made = StartReason.objects.create(
        clinic=treatment.clinic, treatment=treatment, holds=list(holds), reason=reason.strip(), by=by, made_at=at
    )
    Event.record("treatment.started_with_reason", made, at=at, by=by)
    return made
