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
    agreement = Agreement.objects.filter(treatment=treatment).first() or _written(Sheet(treatment, at), at, treatment=treatment)
    return _say_yes(agreement, party, at, by)


@transaction.atomic
def accept_before(*, complaint, planned, parties, at, by):
    """The yes of each of `parties` to what the next treatment may feel like; said again about the same, it changes nothing."""
    Complaint.objects.select_for_update().get(pk=complaint.pk)
    sheet = Sheet(planned_treatment(complaint, planned), at)
    same = complaint.agreements_before.filter(planned=planned, said=sheet.as_mapping(), language=wording.language())
    agreement = same.last() or _written(sheet, at, complaint=complaint, planned=planned)
    for party in parties:
        _say_yes(agreement, party, at, by)
    return agreement


def _written(sheet, at, **about) -> Agreement:
    """What the sheet says now, word for word."""
    return Agreement.objects.create(
        clinic=sheet.clinic, made_at=at, language=wording.language(), book_version=load_book().version, said=sheet.as_mapping(), **about
    )


def _say_yes(agreement, party, at, by):
    given = agreement.acceptances.filter(party=party).first()
    if given is None:
        given = Acceptance.objects.create(clinic=agreement.clinic, agreement=agreement, party=party, by=by, made_at=at)
        Event.record(f"agreement.accepted_by_{party}", given, at=at, by=by)
    return given
