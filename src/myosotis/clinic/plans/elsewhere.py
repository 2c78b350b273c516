"""On which day a treatment elsewhere can have been given."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

from myosotis.clinic.care.presenters import moments, wording

PAGE = "words/plans_page.elsewhere"
# What she said of how long it has hurt → the most days that is [R]. "More than three months" has no end.
MOST_DAYS = {"under_two_weeks": 14, "under_three_months": 92}


def check_day(complaint, day, at) -> None:
    """Not tomorrow, not before the client was born, nor before it began to hurt where she said when."""
    born, began = complaint.client.born, began_at_the_earliest(complaint)
    if day > timezone.localdate(at):
        raise ValidationError({"day": wording.text(f"{PAGE}.future")})
    if born and day < born:
        raise ValidationError({"day": wording.text(f"{PAGE}.before_birth", born=moments.day(born))})
    if began and day < began:
        raise ValidationError({"day": wording.text(f"{PAGE}.before_it_began", day=moments.day(began))})


def began_at_the_earliest(complaint) -> date | None:
    """From the first time she was asked; None where nobody asked or it may have been any time ago."""
    for said in complaint.preparations.order_by("made_at"):
        if how_long := said.answers.get("how_long"):
            days = MOST_DAYS.get(how_long)
            return timezone.localdate(said.made_at) - timedelta(days=days) if days else None
    return None
