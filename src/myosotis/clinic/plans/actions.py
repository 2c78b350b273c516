"""A plan, a decision, a treatment elsewhere, a judgement of one's own: each one transaction with who and when."""

from django.core.exceptions import ValidationError
from django.db import transaction

from myosotis.clinic.books.shelf import keep
from myosotis.clinic.care.presenters import wording
from myosotis.clinic.people.models import Event
from myosotis.clinic.plans.elsewhere import check_day
from myosotis.clinic.plans.gate import said_of_open_cases
from myosotis.clinic.plans.models import Decision, Elsewhere, ElsewhereTakenBack, OwnView, Plan, takes_a_press
from myosotis.clinic.plans.situation import Situation
from myosotis.terms import Level

PAGE = "words/plans_page"


@transaction.atomic
def record_plan(*, complaint, by, at, pressure, minutes, days, too_hard=False, wants_gentler=False, reason=""):
    """The next dose. One that is not gentler after a bad outcome, or too strong for the age, needs a reason."""
    now = Situation(complaint, at, too_hard=too_hard, wants_gentler=wants_gentler)
    if cases := said_of_open_cases(complaint.client):
        # No next dose is planned into an open danger either.
        raise ValidationError({"reason": cases})
    needed = now.reasons_needed(pressure=pressure, minutes=minutes, days=days)
    if needed and not reason.strip():
        raise ValidationError({"reason": [wording.text(f"{PAGE}.reason_for.{name}") for name in needed]})
    keep(now.book, at)
    made = Plan(
        clinic=complaint.clinic, complaint=complaint, after=now.last and now.last.treatment, by=by, made_at=at,
        pressure=pressure, minutes=minutes, days=days, too_hard=too_hard, wants_gentler=wants_gentler,
        direction=now.review.as_mapping(), reason_for=list(needed), reason=reason.strip(),
        book_version=now.book.version,
    )  # fmt: skip
    made.full_clean(exclude=("clinic", "complaint", "after", "by", "direction", "reason_for"))
    made.save()
    Event.record("plan.recorded", made, at=at, by=by)
    return made


@transaction.atomic
def add_elsewhere(*, complaint, by, at, day, kind, words=""):
    """A treatment of the same complaint given by somebody else. Sent twice, it is the same one."""
    complaint.clinic.complaints.select_for_update().get(pk=complaint.pk)  # one after the other, so that none is counted twice
    check_day(complaint, day, at)
    alike = complaint.elsewhere.filter(day=day, kind=kind, taken_back=None)
    if there := next((row for row in alike if row.words.casefold() == words.strip().casefold()), None):
        return there
    made = Elsewhere.objects.create(
        clinic=complaint.clinic, complaint=complaint, by=by, made_at=at, day=day, kind=kind, words=words.strip()
    )
    Event.record("elsewhere.added", made, at=at, by=by)
    return made


@transaction.atomic
def take_back_elsewhere(*, elsewhere, by, at):
    """It was written wrongly: it counts no more, and stays to be read. Taken back twice, the first stands."""
    elsewhere.clinic.complaints.select_for_update().get(pk=elsewhere.complaint_id)
    if there := elsewhere.clinic.elsewheretakenbacks.filter(elsewhere=elsewhere).first():
        return there
    made = ElsewhereTakenBack.objects.create(clinic=elsewhere.clinic, elsewhere=elsewhere, by=by, made_at=at)
    Event.record("elsewhere.taken_back", made, at=at, by=by)
    return made


@transaction.atomic
def decide(*, complaint, by, at, what, felt, change=(), words="", as_now=False):
    """What happens after the third treatment. Going on needs a change of those offered, or that it moves forward; nothing here
    means more.
    """
    now = Situation(complaint, at, felt=felt)
    if now.count < now.third:
        raise ValidationError({"what": wording.text(f"{PAGE}.decision.too_early")})
    if what == Decision.What.go_on and not change and not (as_now and now.may_go_on_as_now):
        raise ValidationError({"change": wording.text(f"{PAGE}.decision.change_missing")})
    keep(now.book, at)
    made = Decision.objects.create(
        clinic=complaint.clinic, complaint=complaint, by=by, made_at=at, what=what,
        change=list(change) if what == Decision.What.go_on else [], words=words.strip(), felt_progress=felt,
        counted=now.count, kind=now.last.treatment.kind if now.last else "",
        # A change in words alone, as decisions of before may have, is one all the same.
        review=now.review.as_mapping() | ({"as_now": True} if what == Decision.What.go_on and not change else {}),
        book_version=now.book.version,
    )  # fmt: skip
    Event.record("decision.recorded", made, at=at, by=by)
    return made


def check_own_view(assessment, reading, rests_on):
    """What asks for a look before the next treatment, or for more, is closed only beside a judgement of one's own (readings F24)."""
    asks = assessment.level is not None and assessment.level >= Level.tell_therapist
    if not (asks or reading or rests_on):
        return
    if rests_on == OwnView.ANSWER_READ and not (takes_a_press(assessment) and reading == assessment.reading):
        # That the answer was read is enough to agree where nobody waits, and for nothing else.
        rests_on = ""
    missing = [name for name, given in (("own_reading", reading), ("rests_on", rests_on)) if not given]
    if missing:
        said = "missing" if len(missing) > 1 else f"missing_{missing[0]}"
        raise ValidationError({missing[0]: wording.text(f"{PAGE}.own.{said}")})


def keep_own_view(*, acknowledgement, reading, rests_on, by, at):
    """The judgement of the one who closes, beside the machine's and never over it."""
    if not reading:
        return None
    made = OwnView.objects.create(
        clinic=acknowledgement.clinic, acknowledgement=acknowledgement, reading=reading, rests_on=rests_on, by=by,
        made_at=at,
    )  # fmt: skip
    Event.record("own_view.kept", made, at=at, by=by)
    return made
