"""A stored treatment as the plain course that the judge reads."""

from django.utils import timezone

from myosotis.clinic.plans.latch import closed_until


def course_of(treatment, checkins) -> dict:
    """Nothing here is guessed: what was not asked or not answered is left out."""
    client = treatment.client
    baseline = getattr(treatment, "baseline", None)
    return {
        "client": {
            **client.background,
            "age": client.age_on(timezone.localdate(treatment.ended_at)),
            "conditions": client.conditions,
        },
        "treatment": {
            "kind": treatment.kind,
            "pressure": treatment.pressure,
            "minutes": treatment.minutes,
            "trigger_points": treatment.trigger_points,
            "sites": treatment.sites,
            "neck_treated": treatment.neck_treated,
            "needles_used": treatment.needles_used,
        },
        "baseline": baseline
        and {
            # A number of no known place is measured from no more than none.
            "pain": baseline.pain if baseline.is_located else None,
            "qualities": baseline.qualities,
            "sites": baseline.sites or ([] if baseline.is_located else None),
            "referral_sites": baseline.referral_sites,
            "symptoms": baseline.symptoms,
        },
        "checkins": [checkin.as_asked() for checkin in checkins],
        # What was urgent up to here is closed by a person with a reason.
        "closed_until": closed_until(treatment),
    }
