"""Is the review after the third treatment due? Asked beside a treatment in the look that its line is made from."""

from django.db.models import Count, Exists, FloatField, OuterRef, PositiveIntegerField, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThanOrEqual

from myosotis.clinic.books.models import LimitSetting
from myosotis.clinic.care.models import Treatment
from myosotis.clinic.plans.models import Decision, Elsewhere, ElsewhereTakenBack
from myosotis.knowledge import load_book


def review_due():
    """For each standing: the complaint has been treated so often, here or elsewhere, and nobody has decided since."""
    complaint = OuterRef("treatment__complaint")
    count = _count(Treatment.objects.filter(complaint=complaint)) + _count(Elsewhere.objects.filter(complaint=complaint, taken_back=None))
    decided = Decision.objects.filter(complaint=complaint, counted__gte=_third() + _count(_counted_wrongly(), "elsewhere__complaint"))
    return GreaterThanOrEqual(count, _third()) & ~Exists(decided)


def _counted_wrongly():
    """For each decision: the lines it was taken on that were taken back since (as `Decision.counted_rightly` says it)."""
    then = OuterRef("made_at")
    of_complaint = ElsewhereTakenBack.objects.filter(clinic=OuterRef("clinic"), elsewhere__complaint=OuterRef("complaint"))
    return of_complaint.filter(elsewhere__made_at__lte=then, made_at__gt=then)


def _count(rows, by="complaint"):
    counted = rows.order_by().values(by).annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0, output_field=PositiveIntegerField())


def _third():
    """The clinic's own, where it wants the review sooner; the newest counts, and one given back is the book's."""
    wanted = LimitSetting.objects.filter(clinic=OuterRef("clinic"), name="third").order_by("-made_at").values("value")[:1]
    return Coalesce(Subquery(wanted), Value(load_book().limits["third"].limit.value), output_field=FloatField())
