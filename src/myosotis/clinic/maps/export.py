"""One treatment as a file: the course as the judge reads it, and every assessment, in plain JSON."""

from myosotis.clinic.care.course_of import course_of


def as_mapping(treatment) -> dict:
    """What was recorded and answered, in the shape that `myosotis assess` reads, with what was judged."""
    checkins = list(treatment.checkins.order_by("hours", "made_at"))
    return {
        "id": str(treatment.pk),
        **course_of(treatment, checkins),
        "ended_at": treatment.ended_at.isoformat(),
        "assessments": [
            {"made_at": assessment.made_at.isoformat(), "book_version": assessment.book_version, **assessment.answer}
            for checkin in checkins
            for assessment in checkin.assessments.all()
        ],
    }
