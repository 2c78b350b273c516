"""Her own history: complaint by complaint, what was done, what she felt, what she was told, what was agreed."""

from functools import cached_property

from django.db.models import Prefetch

from myosotis.clinic.care.models import CheckIn
from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.care.presenters.felt import felt, felt_in_words
from myosotis.clinic.care.presenters.here import agreed_about, drawn_for_her
from myosotis.clinic.during.presenter import signals_of
from myosotis.clinic.keeping.word import standing_no
from myosotis.clinic.maps.pictures import TreatmentMaps

WIDE, NARROW = 720, 360
# What she said before a treatment: each a number or a word of hers.
FELT = (
    "pain", "pain_worst", "pain_usual", "stiffness", "mobility", "tension", "function", "qualities", "sites", "symptoms", "activities",
)  # fmt: skip


def say(name: str, **filled) -> str:
    return wording.text(f"advice/mine.{name}", **filled)


class HerCourses:
    def __init__(self, client, at):
        self.client, self.at = client, at
        self.withdrawn = standing_no(client)
        self.complaints = [
            HerComplaint(complaint)
            for complaint in client.complaints.order_by("-made_at").prefetch_related(
                "treatments__baseline",
                "treatments__agreement",
                "treatments__kept_sittings__sitting__signals",
                Prefetch("treatments__checkins", CheckIn.objects.select_related("corrected_by").order_by("hours", "made_at")),
                "treatments__checkins__assessments__acknowledgements",
            )
        ]

    @property
    def withdrawn_words(self) -> str:
        return say("withdrawn", time=moments.day_and_time(self.withdrawn.made_at)) if self.withdrawn else ""

    def as_mapping(self) -> dict:
        """All of it as plain values, for the file she takes along."""
        return {
            "name": self.client.name,
            "born": self.client.born.isoformat(),
            "made_at": self.at.isoformat(),
            "complaints": [complaint.as_mapping() for complaint in self.complaints],
        }


class HerComplaint:
    def __init__(self, complaint):
        self.complaint = complaint
        self.title = wording.first_letter(wording.site(complaint.site))
        stored = sorted(complaint.treatments.all(), key=lambda treatment: treatment.ended_at)
        self.treatments = [HerTreatment(treatment) for treatment in stored][::-1]
        self.caption = " ".join(wording.text(f"advice/answer.{name}") for name in ("here_words", "band_is_ours"))
        self.wide = drawn_for_her(stored, title=self.title, name=f"wide-{complaint.pk.hex[:8]}", width=WIDE)
        self.narrow = drawn_for_her(stored, title=self.title, name=f"narrow-{complaint.pk.hex[:8]}", width=NARROW)

    @property
    def map(self) -> str:
        """Then and now for the newest treatment that was answered, as SVG; empty without one."""
        return self._maps.change_wide if self._maps else ""

    @property
    def map_narrow(self) -> str:
        """The same for a phone."""
        return self._maps.change_narrow if self._maps else ""

    @cached_property
    def _maps(self):
        answered = next((each.treatment for each in self.treatments if each.answers), None)
        return TreatmentMaps(answered) if answered else None

    def as_mapping(self) -> dict:
        return {
            "site": self.complaint.site,
            "place": self.title,
            "words": self.complaint.words,
            "treatments": [treatment.as_mapping() for treatment in self.treatments[::-1]],
        }


class HerTreatment:
    def __init__(self, treatment):
        self.treatment = treatment
        self.ended = moments.day_and_time(treatment.ended_at)
        self.what = say(
            "what_was_done",
            kind=wording.first_letter(wording.label("kinds", treatment.kind)),
            minutes=treatment.minutes,
            pressure=wording.label("pressures", str(treatment.pressure)),
            where=wording.sites(treatment.sites),
        )
        baseline = getattr(treatment, "baseline", None)
        self.before = say("pain_before", pain=baseline.pain) if baseline and baseline.pain is not None else ""
        self.answers = [HerAnswer(checkin) for checkin in treatment.checkins.all()]
        agreement = agreed_about(treatment)
        self.agreed_language = agreement.language if agreement else wording.language()
        # Agreed before it, its times were those that were planned.
        parts = ("may_notice", *(("how_long",) if agreement and agreement.treatment_id else ()), "not_expected", "agreed")
        self.agreed = [each["text"] for part in parts for each in (agreement.said[part] if agreement else ())]

    def as_mapping(self) -> dict:
        treatment = self.treatment
        baseline = getattr(treatment, "baseline", None)
        dose = ("kind", "pressure", "minutes", "trigger_points", "points", "sites", "neck_treated", "needles_used")
        return {
            "ended_at": treatment.ended_at.isoformat(),
            **{name: getattr(treatment, name) for name in dose},
            "pressed": [{"what": each.what, "at": each.pressed_at.isoformat()} for each in signals_of(treatment)],
            "before": {name: getattr(baseline, name) for name in FELT} if baseline else None,
            "answers": [answer.as_mapping() for answer in self.answers],
            "agreed": self.agreed,
        }


class HerAnswer:
    def __init__(self, checkin):
        self.checkin, self.language = checkin, checkin.language
        self.when = moments.day_and_time(checkin.received_at)
        pain = felt(checkin.answers, getattr(checkin.treatment, "baseline", None))
        self.pain = say("pain_then", pain=felt_in_words(pain)) if checkin.answers.get("pain") is not None else say("no_number")
        assessments = list(checkin.assessments.all())
        self.assessment = assessments[-1] if assessments else None
        told = self.assessment.told if self.assessment else {}
        self.told = " ".join(f"{part.rstrip('.')}." for part in (told.get("headline"), told.get("reading")) if part)
        # Quoted as it stood there: what she was told is not put into other words afterwards.
        self.told_lead = say("told_then" if checkin.language == wording.language() else f"told_then_{checkin.language}") if self.told else ""
        seen = self.assessment.acknowledged if self.assessment else None
        self.seen = say("seen", time=moments.day_and_time(seen.made_at)) if seen else ""
        self.marks = [say(mark) for mark, holds in (("corrects", checkin.corrects_id), ("not_known", not checkin.by_her)) if holds]

    def as_mapping(self) -> dict:
        return {
            "received_at": self.checkin.received_at.isoformat(),
            "answers": self.checkin.answers,
            "told": self.assessment.told if self.assessment else None,
            "book_version": self.assessment.book_version if self.assessment else None,
        }
