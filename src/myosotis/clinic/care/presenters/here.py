"""Where she is on her own course, and what was talked about before it."""

from dataclasses import dataclass

from django.utils import timezone

from myosotis.clinic.care.actions.answer import standing
from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.care.presenters.agreed import agreed_before
from myosotis.clinic.care.presenters.felt import felt, felt_in_words
from myosotis.course import Felt
from myosotis.drawing.course_chart import Band, Chart, Point, TreatmentMark, course_chart, expected_band
from myosotis.terms import Level

WIDTH, HEIGHT = 360, 240
STRONG_FROM = 4
MOST_QUOTED = 2


@dataclass(frozen=True)
class Here:
    """The drawing with its words, and the same as figures."""

    heading: str
    drawing: str
    words: str
    band: str
    figures_heading: str
    figures: list[str]


@dataclass(frozen=True)
class Talked:
    heading: str
    sentences: list[str]


def say(name: str, **filled) -> str:
    return wording.text(f"advice/answer.{name}", **filled)


def is_ordinary(treatment) -> bool:
    """Judged by the stricter table: after it, worse is never expected."""
    kind = treatment.kind
    return kind == "wellness_massage" or (kind == "massage" and not _is_strong(treatment.pressure))


def _is_strong(pressure: int) -> bool:
    return pressure >= STRONG_FROM


def expected_edges(treatment, baseline):
    """The expected course after this treatment; our reading. Nothing is expected of what cannot be measured from."""
    if baseline is None or not baseline.is_located:
        return ()
    return expected_band(baseline.pain, ordinary=is_ordinary(treatment), gain=2 if baseline.pain > 3 else 1)


def drawn_for_her(treatments, *, title: str, name: str, width: int) -> str:
    """The course of one complaint over its treatments, in her words, as SVG; empty before anything was felt."""
    points, bands = [], []
    for treatment in treatments:
        baseline = getattr(treatment, "baseline", None)
        if baseline and baseline.pain is not None:
            points.append(_drawn(baseline.taken_at, Felt(baseline.pain)))
        bands.append(Band(timezone.localtime(treatment.ended_at), expected_edges(treatment, baseline)))
        for checkin in treatment.checkins.all():
            if checkin.answers.get("pain") is not None and getattr(checkin, "corrected_by", None) is None:
                points.append(_drawn(checkin.received_at, felt(checkin.answers, baseline)))
    if not points:
        return ""
    ended = wording.text("advice/sheet.picture_end")
    marks = [TreatmentMark(timezone.localtime(treatment.ended_at), ended) for treatment in treatments]
    words = f"{say('here_words')} {'. '.join(point.label for point in points)}."
    chart = Chart(title, words, points, marks, bands, wording.language())
    return course_chart(chart, name=name, width=width, height=240)


def _drawn(moment, pain: Felt) -> Point:
    return Point(timezone.localtime(moment), pain.number, None, _figures(moments.short(moment), pain), pain.is_elsewhere)


def _figures(when, pain: Felt) -> str:
    return say("here_figures", when=when, pain=felt_in_words(pain))


def here_on_her_course(checkin) -> Here | None:
    """The course up to this answer; None where nothing was felt before or no number was given now."""
    treatment = checkin.treatment
    baseline = getattr(treatment, "baseline", None)
    if baseline is None or not baseline.is_located or checkin.answers.get("pain") is None:
        return None
    said = [(baseline.taken_at, Felt(baseline.pain), say("before_treatment"))]
    said += [
        (each.received_at, felt(each.answers, baseline), moments.short(each.received_at))
        for each in standing(treatment)
        if each.hours <= checkin.hours and each.answers.get("pain") is not None
    ]
    figures = [_figures(wording.first_letter(when), pain) for _at, pain, when in said]
    chart = Chart(
        title=say("here_heading"),
        description=f"{say('here_words')} {'. '.join(figures)}.",
        points=[Point(timezone.localtime(at), pain.number, None, f"{when}: {felt_in_words(pain)}", pain.is_elsewhere) for at, pain, when in said],
        treatments=[TreatmentMark(timezone.localtime(treatment.ended_at), wording.text("advice/sheet.picture_end"))],
        bands=[Band(timezone.localtime(treatment.ended_at), expected_edges(treatment, baseline))],
        language=wording.language(),
        here=say("here_mark"),
    )
    drawing = course_chart(chart, name="here", width=WIDTH, height=HEIGHT)
    return Here(say("here_heading"), drawing, say("here_words"), say("band_is_ours"), say("figures"), figures)


def agreed_about(treatment):
    """The agreement of this treatment, else what was agreed before it; None where neither was.

    What was planned otherwise than it was given promised something else, and is not quoted.
    """
    if own := getattr(treatment, "agreement", None):
        return own
    before = agreed_before(treatment)
    same = before and all(before.planned[name] == getattr(treatment, name) for name in ("kind", "neck_treated"))
    return before if same and _is_strong(before.planned["pressure"]) == _is_strong(treatment.pressure) else None


def talked_about(treatment, level) -> Talked | None:
    """What both said yes to, in the words they said yes to; None when nobody did, or in another language.

    Calm sentences are quoted beside a calm answer only: else it is how long it may last, and what to do.
    """
    agreement = agreed_about(treatment)
    if agreement is None or agreement.language != wording.language():
        return None
    # Agreed before it, its times were those that were planned.
    said = agreement.said if agreement.treatment_id else agreement.said | {"how_long": []}
    calm = level is not None and level < Level.tell_therapist
    chosen = [*said["may_notice"][:1], *said["how_long"][:1]] if calm else [*said["how_long"][:1], said["any_time"]]
    if level is None or level >= Level.doctor_today:
        chosen = [said["any_time"]]
    heading = say("talked_heading", time=moments.day_and_time(agreement.made_at))
    return Talked(heading, [each["text"] for each in chosen[:MOST_QUOTED]])
