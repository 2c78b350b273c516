"""A dose in words: pressure by its name, minutes, points, days."""

from myosotis.clinic.care.presenters import wording
from myosotis.clinic.care.presenters.points import points_in_words
from myosotis.clinic.during.presenter import said_too_hard

PAGE = "words/plans_page"


def dose_of(treatment) -> str:
    """What was given, how bad the points were, and whether the client said meanwhile that it was too hard."""
    points = wording.text(f"{PAGE}.points", points=treatment.trigger_points)
    if found := points_in_words(treatment.points):
        points = f"{points} ({found})"
    said = said_too_hard(treatment)
    return ", ".join((*_pressure_and_minutes(treatment), points, *([said] if said else [])))


def dose_of_plan(plan) -> str:
    days = wording.text(f"{PAGE}.plans.day") if plan.days == 1 else wording.text(f"{PAGE}.plans.days", days=plan.days)
    return ", ".join((*_pressure_and_minutes(plan), days))


def _pressure_and_minutes(dose):
    yield wording.text(f"{PAGE}.pressure", pressure=wording.label("pressures", str(dose.pressure)))
    yield wording.text(f"{PAGE}.minute") if dose.minutes == 1 else wording.text(f"{PAGE}.minutes", minutes=dose.minutes)
