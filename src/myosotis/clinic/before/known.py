"""What was known, agreed and weighed before a treatment, a line each with who and when: for the client's page and for paper."""

from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.plans.presenters.plan import who_when
from myosotis.clinic.plans.presenters.say import reason_in_words

PAGE = "advice/letters"


def say(name: str, **filled) -> str:
    return wording.text(f"{PAGE}.{name}", **filled)


def before_in_words(treatment) -> list[str]:
    """Illness and medicine and who read it, why it was begun although something spoke for waiting, and who said yes to what was agreed."""
    found = []
    if disclosed := getattr(treatment, "disclosure", None):
        known = ", ".join(wording.label("conditions", name) for name in disclosed.conditions or ()) or say("nothing_known").rstrip(".")
        found.append(f"{say('illness')}: {known}. {say('whole_read', who=who_when(disclosed))}.")
    found += [say("whole_reason", reason=reason_in_words(each).rstrip("."), who=who_when(each)) + "." for each in treatment.start_reasons.all()]
    return [*found, *agreed_in_words([getattr(treatment, "agreement", None)])]


def agreed_in_words(agreements) -> list[str]:
    found = []
    for agreement in filter(None, agreements):
        found.append(say("incident_agreed_when", when=moments.day_and_time(agreement.made_at)))
        for yes in agreement.acceptances.all():
            key = "client_said_yes" if yes.party == yes.Party.client else "therapist_accepted"
            found.append(wording.text(f"advice/sheet.{key}", time=moments.day_and_time(yes.made_at), therapist=yes.by.name if yes.by else ""))
    return found
