"""A dose in words: pressure by its name, minutes, points, days."""

from myosotis.clinic.care.presenters import wording

PAGE = "words/plans_page"


def dose_of(treatment) -> str:
    return ", ".join(
        (*_pressure_and_minutes(treatment), wording.text(f"{PAGE}.points", points=treatment.trigger_points))
    )


def dose_of_plan(plan) -> str:
    return ", ".join((*_pressure_and_minutes(plan), wording.text(f"{PAGE}.plans.days", days=plan.days)))


def _pressure_and_minutes(dose):
    yield wording.text(f"{PAGE}.pressure", pressure=wording.label("pressures", str(dose.pressure)))
    yield wording.text(f"{PAGE}.minutes", minutes=dose.minutes)
