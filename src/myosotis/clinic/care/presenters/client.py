"""One client for the therapist: complaint by complaint, the course as a drawing, each answer with its reasons."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from myosotis.clinic.books.shelf import book_of
from myosotis.clinic.care.actions.acknowledge import needs_reason
from myosotis.clinic.care.models import CheckIn
from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.care.presenters.judged import LevelWords, explained, reading_words
from myosotis.clinic.plans.presenters.own_view import OwnViewFields, own_view_said
from myosotis.clinic.plans.presenters.review import link_to_plan
from myosotis.drawing.course_chart import Band, Chart, Point, TreatmentMark, course_chart, expected_band

WIDE, NARROW = 720, 360


class ClientPresenter:
    def __init__(self, client, at):
        self.client, self.at = client, at
        self.age = client.age_on(timezone.localdate(at))
        self.conditions = [wording.label("conditions", name) for name in client.conditions or ()]
        third = book_of(client.clinic).limits["third"].limit.value
        self.complaints = [
            ComplaintPresenter(complaint, at, third)
            for complaint in client.complaints.order_by("-made_at").prefetch_related(
                "treatments__baseline",
                "treatments__by",
                "treatments__links",
                Prefetch("treatments__checkins", CheckIn.objects.order_by("hours")),
                "treatments__checkins__assessments__acknowledgements__by",
                "treatments__checkins__assessments__acknowledgements__own_view",
                "elsewhere",
                "decisions",
            )
        ]


class ComplaintPresenter:
    def __init__(self, complaint, at, third):
        self.complaint = complaint
        self.title = wording.first_letter(wording.site(complaint.site))
        stored = sorted(complaint.treatments.all(), key=lambda t: t.ended_at)
        self.plan, self.review_due = link_to_plan(complaint, stored, third)
        self.treatments = [TreatmentPresenter(t, number, at) for number, t in enumerate(stored, 1)][::-1]
        self.chart = drawn(complaint, stored) if stored else None
        self.rows = [row for t in self.treatments[::-1] for row in t.rows]


class TreatmentPresenter:
    def __init__(self, treatment, number, at):
        self.treatment, self.number = treatment, number
        self.ended = moments.day_and_time(treatment.ended_at)
        self.kind = wording.first_letter(wording.label("kinds", treatment.kind))
        self.pressure = wording.label("pressures", str(treatment.pressure))
        self.sites = wording.sites(treatment.sites)
        self.map_link = wording.text("words/map_page.link")
        self.link = next((link for link in treatment.links.all() if link.is_open(at)), None)
        self.baseline = getattr(treatment, "baseline", None)
        self.baseline_words = answers_in_words(_baseline_answers(self.baseline)) if self.baseline else []
        self.checkins = [CheckInPresenter(c, treatment) for c in treatment.checkins.all()][::-1]

    @property
    def rows(self):
        """The drawing as a table: when, how much, how it was judged."""
        if self.baseline:
            yield Row(moments.short(self.baseline.taken_at), self.baseline.pain, _("Before the treatment"), "")
        for checkin in self.checkins[::-1]:
            yield Row(checkin.when, checkin.pain, checkin.level.words, checkin.reading)


@dataclass(frozen=True)
class Row:
    when: str
    pain: object
    level: str
    reading: str


class CheckInPresenter:
    def __init__(self, checkin, treatment):
        self.checkin = checkin
        self.when = moments.short(checkin.received_at)
        self.after = moments.hours(checkin.hours)
        self.pain = checkin.answers.get("pain")
        self.answers = answers_in_words(checkin.answers)
        self.assessment = assessment = checkin.assessments.all()[len(checkin.assessments.all()) - 1]
        self.level = LevelWords.for_therapist(assessment.level)
        self.reading = reading_words(assessment)
        self.acknowledged = assessment.acknowledged
        self.acknowledged_when = self.acknowledged and moments.short(self.acknowledged.made_at)
        self.needs_reason = needs_reason(assessment)
        self.told = assessment.told
        self.own = OwnViewFields(assessment)
        self.own_said = own_view_said(self.acknowledged) if self.acknowledged else ""

    @property
    def explained(self):
        return explained(self.assessment, audience="therapist")


def _baseline_answers(baseline):
    return {name: getattr(baseline, name) for name in ("pain", "qualities", "sites", "symptoms")}


def answers_in_words(answers) -> list[tuple[str, str]]:
    """What was answered, as pairs of question and answer; what was not asked is not there."""
    pairs = []
    if (pain := answers.get("pain")) is not None:
        pairs.append((_("Pain"), _("%(pain)s of 10") % {"pain": pain}))
    if compared := answers.get("compared"):
        pairs.append((_("Compared with before"), load("answers", "compared", compared)))
    if qualities := answers.get("qualities"):
        pairs.append((_("How it feels"), ", ".join(wording.label("qualities", q) for q in qualities)))
    if sites := answers.get("sites"):
        pairs.append((_("Where"), wording.sites(sites)))
    symptoms = {name: grade for name, grade in (answers.get("symptoms") or {}).items() if grade}
    if symptoms:
        pairs.append((_("Signs"), ", ".join(sign(name, grade) for name, grade in symptoms.items())))
    elif answers.get("symptoms") is not None:
        pairs.append((_("Signs"), wording.text("words/answers.choice.none_of_these").lower()))
    if bruise := answers.get("bruise"):
        pairs.append((_("Marks on the skin"), load("answers", "bruise", bruise)))
    if (taken := answers.get("painkiller_hours")) is not None:
        pairs.append((_("Painkiller"), _("taken %(hours)s ago") % {"hours": moments.hours(taken)}))
    elif answers.get("painkiller") == "no":
        pairs.append((_("Painkiller"), _("none in the last 6 hours")))
    return pairs


def load(file, group, name) -> str:
    return wording.text(f"words/{file}.{group}.{name}")


def sign(name, grade) -> str:
    """hovedpine (let); a sign that is only there or not has no grade."""
    graded = wording.load_book().words("symptoms").get(name, {}).get("graded")
    words = wording.label("symptoms", name)
    return f"{words} ({wording.label('grades', str(grade))})" if graded else words


def drawn(complaint, treatments):
    """The chart of a complaint, once for a desk and once for a phone; the page shows one of them."""
    points, bands = [], []
    for treatment in treatments:
        baseline = getattr(treatment, "baseline", None)
        if baseline:
            points.append(_point(baseline.taken_at, baseline.pain, None, _("before the treatment")))
            bands.append(Band(timezone.localtime(treatment.ended_at), _edges(treatment, baseline)))
        for checkin in treatment.checkins.all():
            pain, judged = checkin.answers.get("pain"), checkin.assessments.all()
            if pain is not None:
                level = judged[len(judged) - 1].level if judged else None
                points.append(_point(checkin.received_at, pain, level, LevelWords.for_therapist(level).words))
    marks = [
        TreatmentMark(timezone.localtime(t.ended_at), _("Treatment %(number)d") % {"number": number})
        for number, t in enumerate(treatments, 1)
    ]
    chart = Chart(
        title=_("Pain over time: %(site)s") % {"site": wording.site(complaint.site)},
        description=_(
            "Pain from 0 to 10. The shaded area is the expected course. The same figures stand in the table below."
        ),
        points=points,
        treatments=marks,
        bands=bands,
        language=wording.language(),
    )
    name = f"chart-{complaint.pk.hex[:8]}"
    return {
        "wide": course_chart(chart, name=f"{name}-wide", width=WIDE),
        "narrow": course_chart(chart, name=f"{name}-narrow", width=NARROW, height=270),
    }


def _point(moment, pain, level, words):
    label = f"{moments.short(moment)}: {_('pain')} {pain} – {words}"
    return Point(timezone.localtime(moment), pain, level, label)


def _edges(treatment, baseline):
    ordinary = treatment.kind == "wellness_massage" or (treatment.kind == "massage" and treatment.pressure <= 3)
    return expected_band(baseline.pain, ordinary=ordinary, gain=2 if baseline.pain > 3 else 1)


def address_of(link) -> str:
    """The client's link as it is handed over."""
    return settings.PUBLIC_ADDRESS + reverse("checkin", args=[link.token])
