"""A therapist has seen it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from myosotis.clinic.care.actions.standing import restand
from myosotis.clinic.care.models import Acknowledgement
from myosotis.clinic.people.models import Event
from myosotis.clinic.plans.actions import check_own_view, keep_own_view
from myosotis.terms import Level


@transaction.atomic
def acknowledge(*, assessment, by, at, note="", own_reading="", rests_on=""):
    """The assessment leaves the top of the worklist. Where somebody had to be answered the same day, and where nothing could be
    judged, only with what was done in words; from "tell your therapist" up also with a judgement of one's own beside the machine's.
    """
    check_acknowledgement(assessment, note, own_reading, rests_on)
    if same := _same(assessment, by, note, own_reading, rests_on):
        return same
    made = Acknowledgement.objects.create(
        clinic=assessment.clinic, assessment=assessment, by=by, made_at=at, note=note.strip()
    )
    restand(assessment.checkin.treatment)
    Event.record("assessment.acknowledged", made, at=at, by=by)
    keep_own_view(acknowledgement=made, reading=own_reading, rests_on=rests_on, by=by, at=at)
    return made


def _same(assessment, by, note, own_reading, rests_on):
    """The same sent twice is said once; a judgement that is added later is one more."""
    for each in assessment.acknowledgements.filter(by=by, note=note.strip()).select_related("own_view"):
        own = getattr(each, "own_view", None)
        if (own_reading, rests_on) == ((own.reading, own.rests_on) if own else ("", "")):
            return each
    return None


def check_acknowledgement(assessment, note, own_reading, rests_on):
    """Raises ValidationError where a reason or a judgement is missing. What is seen already takes a further judgement without a reason."""
    if needs_reason(assessment) and not note.strip() and not assessment.acknowledgements.exists():
        raise ValidationError({"note": _("Write what you have done. This cannot be closed without a reason.")})
    check_own_view(assessment, own_reading, rests_on)


@transaction.atomic
def acknowledge_all_calm(*, clinic, by, at, treatments, until):
    """All answers of these treatments that ask for nothing, at once; not what came after the list was shown, and not where
    she has written something herself: that is read one by one.
    """
    calm = clinic.assessments.filter(
        level=Level.self_care, acknowledgements=None, checkin__treatment__in=treatments, made_at__lte=until
    ).exclude(checkin__answers__has_key="note")
    return [acknowledge(assessment=assessment, by=by, at=at) for assessment in calm]


def needs_reason(assessment) -> bool:
    """She was told that somebody answers her, or rings a doctor: one empty press must not take that off the list."""
    return assessment.level is None or assessment.level >= Level.therapist_today


def is_case(assessment) -> bool:
    """It asked for a doctor or 112, and is closed rather than seen."""
    return assessment.level is not None and assessment.level >= Level.doctor_today
