"""One client for the therapist: complaint by complaint, the course as a drawing, each answer with its reasons."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from myosotis.clinic.before.known import agreed_in_words, before_in_words
from myosotis.clinic.books.shelf import book_of
from myosotis.clinic.care.actions.standing import level_of, silent_hours
from myosotis.clinic.care.models import Assessment, CheckIn
from myosotis.clinic.care.models.standing import RANK_CALM, rank_of
from myosotis.clinic.care.presenters import answered, moments, wording
from myosotis.clinic.care.presenters.answered import answers_in_words
from myosotis.clinic.care.presenters.checkin import CheckInPresenter
from myosotis.clinic.care.presenters.contact import in_one_piece
from myosotis.clinic.care.presenters.felt import felt, felt_in_words
from myosotis.clinic.care.presenters.flags import flags_in_words
from myosotis.clinic.care.presenters.here import expected_edges
from myosotis.clinic.care.presenters.judged import LevelWords
from myosotis.clinic.care.presenters.points import points_in_words
from myosotis.clinic.care.schedule import LINK_OPEN, pauses_of
from myosotis.clinic.during.presenter import said_during
from myosotis.clinic.exercises.models import worse_unseen
from myosotis.clinic.exercises.presenter import hurt_more
from myosotis.clinic.keeping.presenter import ConsentPresenter
from myosotis.clinic.maps.found import found_in_words
from myosotis.clinic.maps.pictures import TreatmentMaps
from myosotis.clinic.notices.actions import may_be_asked
from myosotis.clinic.plans.presenters.elsewhere import elsewhere_in_words
from myosotis.clinic.plans.presenters.plan import decision_in_words, direction, saved_plan
from myosotis.clinic.plans.presenters.review import link_to_plan
from myosotis.clinic.plans.situation import Situation, own_views
from myosotis.clinic.presence.pauses import PausePresenter
from myosotis.course import Felt
from myosotis.drawing.course_chart import Band, Chart, Point, TreatmentMark, course_chart
from myosotis.terms import Level, Reading

WIDE, NARROW = 720, 360
MOST_TREATMENTS = 1
# What an assessment rests on and what was said of it: long, and only for those shown in full.
LARGE = ("inputs", "told", "answer")
# A baseline's further scores, each with its question.
BASELINE_SCORES = {
    "pain_worst": "pain_worst", "pain_usual": "pain_usual", "stiffness": "stiffness_before",
    "mobility": "mobility_before", "tension": "tension_before", "function": "function_before",
}  # fmt: skip


def say(name, **filled) -> str:
    return wording.text(f"words/worklist.{name}", **filled)


class ClientPresenter:
    def __init__(self, client, at, *, everything=False, tried=None):
        """`tried`: assessment → what was written beside it and could not be kept, or is to be gone on with."""
        self.client, self.at, self.tried = client, at, tried or {}
        self.map_words = {name: wording.text(f"words/map_page.{name}") for name in ("row", "change", "title")}
        self.letters = {name: wording.text(f"advice/letters.{name}") for name in ("summary_link", "letter_link", "file_link", "paper_link", "incident_link")}
        self.agree_before = wording.text("advice/sheet.before_title")
        self.exercises = wording.text("advice/exercises_page.link")
        self.hurt = {name: wording.text(f"advice/exercises_page.{name}") for name in ("what_done", "i_saw")}
        self.consent = ConsentPresenter(client)
        self.leaving, self.log_link = wording.text("advice/keeping.link"), wording.text("words/log_page.link")
        self.words = {name: say(name) for name in ("what_did_you_do", "note_it", "correct")} | {name: answered.say(name) for name in ("wrote", "first", "stands_first")}
        self.age = client.age_on(timezone.localdate(at))
        self.way_in = wording.text("advice/mine.hand_over")
        self.conditions = [wording.label("conditions", name) for name in client.conditions or ()]
        prefetch_related_objects([client], "pauses__by")
        self.pause = PausePresenter(client, at)
        self.tell = answered.say("tell") if may_be_asked(client) else ""
        self.call = answered.say("call", phone=in_one_piece(client.phone)) if client.phone else answered.say("no_phone")
        third = book_of(client.clinic).limits["third"].limit.value
        # Every answer asks the clinic for its hours: one clinic, read once.
        prefetch_related_objects([client.clinic], "openings", "absences")
        self.complaints = [
            ComplaintPresenter(of_one_clinic(complaint, client.clinic), at, third, everything)
            for complaint in client.complaints.order_by("-made_at").prefetch_related(
                "treatments__baseline",
                "treatments__by",
                "treatments__links",
                "treatments__followed_up__by",
                Prefetch("treatments__standing__last", Assessment.objects.defer(*LARGE)),
                "treatments__localisation",
                "treatments__kept_sittings__sitting__signals",
                Prefetch("treatments__checkins", CheckIn.objects.select_related("corrected_by").order_by("hours", "made_at")),
                Prefetch("treatments__checkins__assessments", Assessment.objects.defer(*LARGE)),
                "treatments__checkins__assessments__acknowledgements__by",
                "treatments__checkins__assessments__acknowledgements__own_view",
                "elsewhere__taken_back",
                "decisions__by",
                "agreements_before__acceptances__by",
                "plans__by",
                Prefetch("exercises__done", worse_unseen(client.clinic).select_related("exercise"), to_attr="worse"),
                "preparations",
            )
        ]
        every = [c for complaint in self.complaints for treatment in complaint.treatments for c in treatment.checkins]
        for each in every:
            each.tried = self.tried.get(each.assessment.pk, each.tried)
        # What asks for a person today, before everything else on the page; here and not once more below.
        self.first = sorted((c for c in every if c.stands_first), key=lambda c: (-rank_of(c.assessment.level), c.assessment.made_at))
        self.first += self._behind_the_line(every)
        read_in_full(client.clinic, (each.assessment for each in self.first))


    def _behind_the_line(self, every) -> list:
        """What the worklist's line is about, where it belongs to a treatment that is not shown in full."""
        shown = {each.treatment.pk for complaint in self.complaints for each in complaint.shown}
        standings = [each.treatment.standing for complaint in self.complaints for each in complaint.treatments]
        worst = max((each for each in standings if each.rank > RANK_CALM), key=lambda each: (each.rank, each.ended_at), default=None)
        if worst is None or worst.treatment_id in shown:
            return []
        return [each for each in every if each.assessment.pk == worst.unseen_id and not each.stands_first]


def judged_of(treatment) -> list:
    """The newest assessment of each answer, in the order of the answers."""
    found = [checkin.assessments.all() for checkin in treatment.checkins.all()]
    return [each[len(each) - 1] for each in found if each]


def read_in_full(clinic, assessments) -> None:
    """What was left out of many, for those that are shown or that the plan rests on, in one look."""
    by_id = {each.pk: each for each in assessments if LARGE[0] in each.get_deferred_fields()}
    if not by_id:
        return
    for pk, *values in clinic.assessments.filter(pk__in=by_id).values_list("pk", *LARGE):
        for name, value in zip(LARGE, values, strict=True):
            setattr(by_id[pk], name, value)


def of_one_clinic(complaint, clinic):
    for treatment in complaint.treatments.all():
        treatment.clinic = clinic
        for checkin in treatment.checkins.all():
            checkin.clinic = clinic
    return complaint


class ComplaintPresenter:
    def __init__(self, complaint, at, third, everything):
        self.complaint = complaint
        self.title = wording.first_letter(wording.site(complaint.site))
        stored = sorted(complaint.treatments.all(), key=lambda t: t.ended_at)
        # The newest in full; what lies further back is one press away, and in the chart and its table.
        in_full = stored if everything else stored[-MOST_TREATMENTS:]
        read_in_full(complaint.client.clinic, (a for t in stored for a in judged_of(t)[0 if t in in_full else -1 :]))
        self.plan, self.review_due = link_to_plan(complaint, stored, third)
        self.elsewhere = elsewhere_in_words(complaint.elsewhere.all())
        self.next_time = next_time(complaint, stored, at)
        self.saved_plan = saved_plan(complaint, stored[-1] if stored else None)
        prefetch_related_objects(in_full, "disclosure__by", "start_reasons__by", "agreement__acceptances__by")
        self.treatments = [TreatmentPresenter(t, number, at) for number, t in enumerate(stored, 1)][::-1]
        self.shown = self.treatments[: len(in_full)]
        self.left_out = len(self.treatments) - len(self.shown)
        # What she said before today's treatment, until that treatment is written down.
        self.said_today = said_today(complaint, stored, at)
        self.chart = drawn(complaint, stored) if stored else None
        self.maps = TreatmentMaps(stored[-1], ident=f"map-{complaint.pk.hex[:8]}-") if stored else None
        self.then_and_now = self.maps.change_wide if self.maps else ""
        self.to_map = wording.text("words/map_page.link")
        self.decided = [decision_in_words(each) for each in complaint.decisions.all()][::-1]
        self.agreed = agreed_in_words(list(complaint.agreements_before.all())[-1:])
        self.rows = [row for t in self.treatments[::-1] for row in t.rows]
        self.hurt_more = [(done, hurt_more(done)) for exercise in complaint.exercises.all() for done in exercise.worse]


class TreatmentPresenter:
    def __init__(self, treatment, number, at):
        self.treatment, self.number = treatment, number
        self.ended = moments.day_and_time(treatment.ended_at)
        self.kind = wording.first_letter(wording.label("kinds", treatment.kind))
        self.pressure = wording.label("pressures", str(treatment.pressure))
        self.sites = wording.sites(treatment.sites)
        self.points = points_in_words(treatment.points)
        self.during = during_in_words(treatment)
        self.who = treatment.by.name
        self.flags = flags_in_words(treatment)
        self.map_link = wording.text("words/map_page.link")
        # Open or shut, a new one can be made for as long as the course is followed.
        self.has_link = at < treatment.ended_at + LINK_OPEN
        self.shut = shut_in_words(treatment)
        self.baseline = getattr(treatment, "baseline", None)
        self.baseline_words = baseline_in_words(self.baseline) if self.baseline else []
        self.checkins = [CheckInPresenter(c, treatment, number) for c in treatment.checkins.all()][::-1]
        self.followed_up = followed_up_in_words(treatment)
        hours = silent_hours(treatment.standing, at, pauses_of(treatment.client))
        self.silence = say("silence", hours=moments.hours(hours)) if hours else ""

    @property
    def known(self) -> list[str]:
        """What was known, agreed and weighed before it, each with who and when."""
        return before_in_words(self.treatment)

    @property
    def went_wrong(self) -> bool:
        """There is something for a report: an answer that asked for somebody, could not be judged or was read as a bad reaction, by
        the program or by a person; a silence that somebody went after; a treatment that was too hard.
        """
        bad = (Reading.negative_reaction, Reading.red_flag)
        judged = [checkin.assessment for checkin in self.checkins]
        asked = any(a.level is None or a.level >= Level.therapist_today or a.reading in bad for a in judged)
        own = any(view.reading in bad for a in judged for view in own_views(a))
        return asked or own or bool(self.followed_up) or bool(self.treatment.too_hard)

    @property
    def rows(self):
        """The drawing as a table: when, how much, how it was judged."""
        if self.baseline:
            yield Row(moments.short(self.baseline.taken_at), self.baseline.pain, _("Before the treatment"), "")
        for checkin in self.checkins[::-1]:
            yield Row(checkin.when, checkin.pain_and_place, checkin.level.words, checkin.corrected or checkin.reading)


def next_time(complaint, treatments, at) -> str:
    """What to do differently next time, in one line; empty before anybody has answered, and while the last one is unanswered."""
    said = direction(Situation(complaint, at, stored=treatments)) if any(t.checkins.all() for t in treatments) else ""
    return answered.say("next_time", direction=said) if said else ""


def said_today(complaint, treatments, at):
    """Her preparation of today with its time and rows, or None; once the treatment is written down it stands with that."""
    # Here, for the questions before a treatment know this page's words too.
    from myosotis.clinic.before.presenter import TodayPresenter
    from myosotis.clinic.before.said import said_in_words

    newest = max(complaint.preparations.all(), key=lambda each: each.made_at, default=None)
    if newest is None or timezone.localdate(newest.made_at) != timezone.localdate(at):
        return None
    if treatments and treatments[-1].ended_at > newest.made_at:
        return None
    today = TodayPresenter(newest, complaint.client, at)
    return today.title, [*said_in_words(newest.answers), *today.words]


def shut_in_words(treatment) -> str:
    """That her link was shut from outside, when and why; empty while it is open."""
    if treatment.standing.shut_at is None:
        return ""
    newest = max((link for link in treatment.links.all() if link.hours is None), key=lambda link: link.made_at)
    return say(f"shut_{newest.shut_why}", when=wording.first_letter(moments.day_and_time(treatment.standing.shut_at)))


@dataclass(frozen=True)
class Row:
    when: str
    pain: object
    level: str
    reading: str


def followed_up_in_words(treatment) -> list[str]:
    """What was done about each answer that did not come."""
    return [say("followed_by", who=each.by.name, when=moments.short(each.made_at), note=each.note) for each in treatment.followed_up.all()]


def during_in_words(treatment) -> list[str]:
    """What was said of the treatment itself, and what was found before it."""
    found = [treatment.technique] if treatment.technique else []
    if treatment.pain_during is not None:
        found.append(f"{say('pain_during')} {treatment.pain_during}")
    if treatment.too_hard is not None:
        found.append(f"{say('too_hard')} {wording.text('words/answers.choice.yes' if treatment.too_hard else 'words/answers.choice.no')}")
    if signals := said_during(treatment):
        found.append(wording.first_letter(signals))
    if located := found_in_words(getattr(treatment, "localisation", None)):
        found.append(f"{wording.text('words/map_page.found')}: {'; '.join(located)}")
    return found


def felt_before(baseline) -> list[tuple[str, str]]:
    """How it was just before the treatment, as pairs of question and answer; nothing without a baseline."""
    asked = ("pain", "qualities", "sites", "symptoms")
    if baseline is None:
        return []
    what = "no_number_before" if baseline.pain is None else "no_place_before"
    missing = [] if baseline.is_located else [(say(what), baseline.missing_reason)]
    return [*missing, *answers_in_words({name: getattr(baseline, name) for name in asked})]


def baseline_in_words(baseline) -> list[tuple[str, str]]:
    """What was answered before the treatment; her further scores and what matters to her come last."""
    found = felt_before(baseline)
    for name, question in BASELINE_SCORES.items():
        if (score := getattr(baseline, name)) is not None:
            found.append((wording.text(f"questions/intake.{question}"), _("%(pain)s of 10") % {"pain": score}))
    for thing in baseline.activities:
        score = "–" if thing["score"] is None else thing["score"]
        found.append((thing["words"], wording.text("advice/before.goes", score=score)))
    return found


def drawn(complaint, treatments):
    """The chart of a complaint, once for a desk and once for a phone; the page shows one of them."""
    points, bands = [], []
    for treatment in treatments:
        baseline = getattr(treatment, "baseline", None)
        if baseline and baseline.pain is not None:
            points.append(_point(baseline.taken_at, Felt(baseline.pain), None, _("before the treatment")))
        bands.append(Band(timezone.localtime(treatment.ended_at), expected_edges(treatment, baseline)))
        for checkin in treatment.checkins.all():
            pain, judged = checkin.answers.get("pain"), checkin.assessments.all()
            # What she has put right is kept, and is no measurement.
            if pain is not None and getattr(checkin, "corrected_by", None) is None:
                level = judged[len(judged) - 1].level if judged else None
                words = LevelWords.for_therapist(level).words
                # What could not be judged is as urgent as she was told.
                points.append(_point(checkin.received_at, felt(checkin.answers, baseline), level_of(judged[len(judged) - 1]) if judged else None, words))
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
        "has_band": any(band.edges for band in bands),
        "elsewhere": answered.say("elsewhere") if any(point.elsewhere for point in points) else "",
    }


def _point(moment, pain, level, words):
    label = f"{moments.short(moment)}: {_('pain')} {felt_in_words(pain)} – {words}"
    return Point(timezone.localtime(moment), pain.number, level, label, pain.is_elsewhere)


def address_of(link) -> str:
    """The client's link as it is handed over."""
    return settings.PUBLIC_ADDRESS + reverse("checkin", args=[link.token])
