"""Up to which answer a person has closed what was urgent. Later answers are then judged on their own."""

from myosotis.clinic.care.models import Assessment
from myosotis.terms import Level


def closed_until(treatment) -> float | None:
    """The hours of the last urgent answer that is closed, with every urgent one before it; None when none is."""
    until = None
    urgent = Assessment.objects.filter(checkin__treatment=treatment, level__gte=Level.doctor_today)
    for hours, closed in urgent.order_by("checkin__hours", "made_at").values_list("checkin__hours", "acknowledgements"):
        if closed is None:
            break
        until = hours
    return until
