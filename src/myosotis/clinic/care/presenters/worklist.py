"""The therapist's worklist: one line a client, the worst that nobody has seen yet at the top."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from myosotis.clinic.care.models import Assessment, CheckIn
from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.care.presenters.judged import LevelWords, reading_words
from myosotis.clinic.care.schedule import missed
from myosotis.terms import Level

FOLLOWED = timedelta(days=14)
# Between "answer today" and "doctor today": nobody knows what is in it.
RANK_NOT_JUDGED = 35
RANK_NO_ANSWER_AFTER_A_REACTION = 25
RANK_NO_ANSWER = 15


@dataclass(frozen=True)
class Line:
    rank: int
    waiting_since: object
    kind: str
    client: object
    treatment: object
    level: LevelWords
    reading: str
    what: str
    since: str
    changed: str


@dataclass(frozen=True)
class Counts:
    now: int
    today: int
    before_next: int
    quiet: int


class WorklistPresenter:
    def __init__(self, clinic, at):
        self.at = at
        self.lines = sorted(
            _one_a_client(self._lines(self._treatments(clinic))),
            key=lambda line: (-line.rank, line.waiting_since),
        )
        self.open_lines = [line for line in self.lines if line.rank > 10]
        self.calm_lines = [line for line in self.lines if line.rank == 10]
        self.seen_lines = [line for line in self.lines if line.rank < 10]

    @property
    def counts(self):
        ranks = [line.rank for line in self.lines]
        return Counts(
            now=sum(rank >= RANK_NOT_JUDGED for rank in ranks),
            today=sum(20 < rank < RANK_NOT_JUDGED for rank in ranks),
            before_next=sum(10 < rank <= 20 for rank in ranks),
            quiet=sum(rank <= 10 for rank in ranks),
        )

    def _treatments(self, clinic):
        """Those followed now, and older ones with an answer that nobody has seen."""
        unseen = clinic.assessments.filter(acknowledgements=None).values("checkin__treatment")
        wanted = clinic.treatments.filter(ended_at__gte=self.at - FOLLOWED) | clinic.treatments.filter(pk__in=unseen)
        return wanted.select_related("complaint__client", "baseline").prefetch_related(
            Prefetch("checkins", CheckIn.objects.order_by("received_at")),
            Prefetch("checkins__assessments", Assessment.objects.defer("inputs", "answer", "told")),
            "checkins__assessments__acknowledgements",
        )

    def _lines(self, treatments):
        """Whoever came again is not asked about the treatment before."""
        newest = {}
        for treatment in sorted(treatments, key=lambda treatment: treatment.ended_at):
            newest[treatment.complaint_id] = treatment
        for treatment in treatments:
            yield self._line(treatment, is_newest=newest[treatment.complaint_id] is treatment)

    def _line(self, treatment, *, is_newest):
        judged = [a for checkin in treatment.checkins.all() for a in checkin.assessments.all()]
        unseen = [a for a in judged if a.acknowledged is None]
        last = judged[-1] if judged else None
        late = is_newest and missed(
            treatment.ended_at,
            [checkin.hours for checkin in treatment.checkins.all()],
            last.level if last else None,
            self.at,
        )
        worst = max(unseen, key=_rank, default=None)
        if late and (worst is None or _rank(worst) < RANK_NO_ANSWER_AFTER_A_REACTION):
            return self._no_answer(treatment, last, late)
        if worst:
            return self._unseen(treatment, worst)
        return self._seen(treatment, last)

    def _unseen(self, treatment, worst):
        kind = "level" if worst.could_be_judged else "not_judged"
        return self._make(
            treatment,
            kind=kind,
            rank=_rank(worst),
            waiting_since=worst.made_at,
            level=LevelWords.for_therapist(worst.level),
            reading=reading_words(worst),
        )

    def _no_answer(self, treatment, last, late):
        reaction = last is not None and (last.level or 0) >= Level.tell_therapist
        return self._make(
            treatment,
            kind="no_answer",
            rank=RANK_NO_ANSWER_AFTER_A_REACTION if reaction else RANK_NO_ANSWER,
            waiting_since=treatment.ended_at,
            level=LevelWords(0, _("No answer")),
            reading=_("Asked after %(hours)d hours. No answer is not a good answer.") % {"hours": late},
        )

    def _seen(self, treatment, last):
        return self._make(
            treatment,
            kind="seen",
            rank=5 if last else 4,
            waiting_since=treatment.ended_at,
            level=LevelWords(-1, _("Seen")) if last else LevelWords(-1, _("Awaits the first answer")),
            reading=reading_words(last) if last else "",
        )

    def _make(self, treatment, **line):
        return Line(
            client=treatment.client,
            treatment=treatment,
            what=wording.first_letter(wording.site(treatment.complaint.site)),
            since=moments.hours(treatment.hours_at(self.at)),
            changed=pain_change(treatment),
            **line,
        )


def _one_a_client(lines):
    """Of each client's treatments the one that is most urgent; the newest when they are alike."""
    chosen = {}
    for line in sorted(lines, key=lambda line: (line.rank, line.treatment.ended_at)):
        chosen[line.client.pk] = line
    return chosen.values()


def _rank(assessment) -> int:
    return assessment.level * 10 if assessment.could_be_judged else RANK_NOT_JUDGED


def pain_change(treatment) -> str:
    """6 → 8: before the treatment, and in the last answer."""
    pains = [c.answers.get("pain") for c in treatment.checkins.all() if c.answers.get("pain") is not None]
    before = getattr(treatment, "baseline", None)
    known = ([before.pain] if before else []) + pains[-1:]
    return " → ".join(str(pain) for pain in known)
