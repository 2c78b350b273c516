"""What was agreed about a treatment: right after it, or before it, while it was planned."""

from datetime import timedelta

# Agreed earlier than that before a treatment, it was about another.
HOLDS = timedelta(days=14)


def agreed_before(treatment):
    """What was agreed about it while it was planned: after the treatment before it, and not long ago. None where nothing was."""
    return _newest(treatment.complaint, treatment.ended_at, earlier=treatment.complaint.treatments.filter(ended_at__lt=treatment.ended_at))


def agreed_next(complaint, at):
    """What was agreed about the next treatment of this complaint; None where nothing was."""
    return _newest(complaint, at, earlier=complaint.treatments.all())


def _newest(complaint, until, *, earlier):
    made = complaint.agreements_before.filter(made_at__lte=until, made_at__gte=until - HOLDS)
    if last := earlier.order_by("ended_at").last():
        made = made.filter(made_at__gt=last.ended_at)
    return made.last()
