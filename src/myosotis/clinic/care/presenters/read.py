"""For a client who comes back by her link: that her last answer has been read, by whom and when, and what happens now.

Never what was written beside it: that field is the therapist's own. That it was read does not say that all is well.
"""

from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.care.schedule import asked_next_at, pauses_of
from myosotis.clinic.notices.actions import may_be_asked
from myosotis.terms import Level


def read_in_words(treatment, at) -> list[str]:
    """Empty before her last answer has been read, while an earlier one that is more than calm still waits, and where it is not
    known that the last one is hers.
    """
    last = treatment.checkins.order_by("received_at").last()
    if last is None or not last.by_her:
        return []
    judged = last.assessments.last()
    seen = judged and judged.acknowledgements.select_related("by").first()
    if seen is None or treatment.clinic.standings.filter(pk=treatment.pk).exclude(unseen=None).exists():
        return []
    said = [say("answered", when=moments.near(last.received_at, at)), say("read", who=seen.by.name, when=moments.near(seen.made_at, at))]
    if judged.level is None or judged.level >= Level.doctor_today:
        # That somebody has read it is no reason to leave what she was told undone.
        said.append(say("call_if_not_yet"))
    if (asked := asked_next_at(treatment, judged.level, last.received_at, at, pauses_of(treatment.client))) and may_be_asked(treatment.client):
        said.append(say("asked_again", when=moments.near(asked, at)))
    return [*said, say("changed")]


def say(name: str, **filled) -> str:
    return wording.text(f"advice/gate.back.{name}", **filled)
