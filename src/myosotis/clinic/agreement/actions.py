"""Somebody says yes to what was agreed. One transaction; a second yes of the same person changes nothing."""

from django.db import transaction

from myosotis.clinic.agreement.models import Acceptance, Agreement
from myosotis.clinic.agreement.planned import planned_treatment
from myosotis.clinic.agreement.sheet import Sheet
from myosotis.clinic.care.models import Complaint, Treatment
from myosotis.clinic.care.presenters import wording
from myosotis.clinic.people.models import Event
from myosotis.knowledge import load_book


@transaction.atomic
def accept(*, treatment, party, at, by=None):
    """The yes, with what it is a yes to: kept in the language in which it was read."""
    Treatment.objects.select_for_update().get(pk=treatment.pk)
    agreement = Agreement.objects.filter(treatment=treatment).first() or Agreement.objects.create(
        clinic=treatment.clinic,
        treatment=treatment,
        made_at=at,
        language=wording.language(),
        book_version=load_book().version,
        said=Sheet(treatment, at).as_mapping(),
    )
    return _say_yes(agreement, party, at, by)


@transaction.atomic
def accept_before(*, complaint, planned, parties, at, by):
    """The yes of each of `parties` to what the next treatment may feel like; said again about the same, it changes nothing."""
    Complaint.objects.select_for_update().get(pk=complaint.pk)
    said = Sheet(planned_treatment(complaint, planned), at).as_mapping()
    agreement = complaint.agreements_before.filter(said=said, language=wording.language()).last()
    agreement = agreement or Agreement.objects.create(
        clinic=complaint.clinic,
        complaint=complaint,
        planned=planned,
        made_at=at,
        language=wording.language(),
        book_version=load_book().version,
        said=said,
    )
    for party in parties:
        _say_yes(agreement, party, at, by)
    return agreement


def _say_yes(agreement, party, at, by):
    given = agreement.acceptances.filter(party=party).first()
    if given is None:
        given = Acceptance.objects.create(clinic=agreement.clinic, agreement=agreement, party=party, by=by, made_at=at)
        Event.record(f"agreement.accepted_by_{party}", given, at=at, by=by)
    return given
