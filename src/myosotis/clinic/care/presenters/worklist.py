"""The therapist's worklist: one line a client, the worst that nobody has seen yet at the top.

Everything comes from the standings and from exercises that hurt more in one query, as plain values; words are made for the
lines that are shown.
"""

from dataclasses import dataclass
from functools import cached_property
from textwrap import shorten
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Subquery
from django.utils.translation import gettext as _

from myosotis.clinic.care.actions.standing import level_of, silent_hours
from myosotis.clinic.care.models import Baseline, CheckIn, Client, Complaint, LeftOff, Standing, Treatment
from myosotis.clinic.care.models.standing import RANK_CALM, RANK_NOT_JUDGED, FollowedUp, rank_of
from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.care.presenters.answered import say, who_wrote, written
from myosotis.clinic.care.presenters.contact import in_one_piece
from myosotis.clinic.care.presenters.felt import as_felt, felt_in_words
from myosotis.clinic.care.presenters.grounds import why_it_stands
from myosotis.clinic.care.presenters.in_order import RANK_AWAITED, Ranked, ranked_lines
from myosotis.clinic.care.presenters.judged import LevelWords, reading_words
from myosotis.clinic.care.schedule import FOLLOWED, missed
from myosotis.clinic.exercises.presenter import name_of
from myosotis.clinic.keeping.word import with_standing_no
from myosotis.clinic.people.models import Clinic, Therapist
from myosotis.clinic.plans.due import review_due
from myosotis.clinic.plans.models import OwnView
from myosotis.clinic.plans.presenters.own_view import said_in_words
from myosotis.clinic.presence.models import Opening, Pause
from myosotis.clinic.presence.pauses import in_words
from myosotis.clinic.presence.reach import AWAY, Away, now_away
from myosotis.terms import Level

# So many lines of a part are shown at once; the others by a press.
MOST_OPEN, MOST_QUIET = 32, 20
PAINS_SHOWN = 2
MOST_OF_HER_WORDS = 160
# Something in her own words that nobody has seen yet, for any of her treatments.
UNSEEN_WORDS = CheckIn.objects.filter(
    treatment__complaint__client=OuterRef("client"), assessments__acknowledgements=None, answers__has_key="note"
)
# What was judged last of the newest answer, by whoever saw it.
OWN_VIEW = {
    f"own_{name}": Subquery(OwnView.objects.filter(clinic=OuterRef("clinic"), acknowledgement__assessment=OuterRef("last")).order_by("-made_at").values(name)[:1])
    for name in ("reading", "rests_on")
}
# Who followed up last on a silence of hers, and when.
FOLLOWED_UP = {
    f"followed_{name}": Subquery(FollowedUp.objects.filter(treatment=OuterRef("treatment")).order_by("-made_at").values(path)[:1])
    for name, path in (("at", "made_at"), ("by", "by__name"))
}
# The newest pause of hers, be it over or not.
PAUSE = {
    f"pause_{name}": Subquery(Pause.objects.filter(clinic=OuterRef("clinic"), client=OuterRef("client")).order_by("-made_at").values(name)[:1])
    for name in ("made_at", "until_at", "reason")
}
# A line says little of these: a hundred of them are made for a page.
NOT_ON_A_LINE = tuple(
    f"{path}__{field.name}"
    for path, model, said in (
        ("treatment", Treatment, {"id", "complaint", "ended_at", "neck_treated"}),
        ("treatment__complaint", Complaint, {"id", "client", "region", "side"}),
        ("treatment__complaint__client", Client, {"id", "name", "phone"}),
        ("treatment__baseline", Baseline, {"id", "treatment", "pain"}),
    )
    for field in model._meta.concrete_fields
    if field.name not in said
)
# The line says it in a sentence of its own.
SAID_IN_FULL = ("contact_wanted",)
SHUT = Standing.objects.filter(client=OuterRef("client"), shut_at__isnull=False)
SAID_NO = with_standing_no(Standing.objects.filter(client=OuterRef("client")))
PAGE = "words/worklist"


@dataclass(frozen=True)
class Line:
    kind: str  # level, not_judged, no_answer, link_shut, exercise, seen
    client: object
    name: str
    # On paper there is no page to open.
    phone: str
    level: LevelWords
    reading: str
    what: str
    since: str
    changed: str
    asks_for_contact: bool
    wrote: str = ""
    shut: str = ""
    # Until when she waits, as she was told.
    waits: str = ""
    # Until when nobody asks her, and why.
    paused: str = ""
    # How much else of hers is open.
    more: str = ""
    # What the therapist judged of the answer, beside what the program did.
    own: str = ""
    review: str = ""


@dataclass(frozen=True)
class Counts:
    now: int
    today: int
    before_next: int
    calm: int
    seen: int


class WorklistPresenter:
    def __init__(self, clinic, at, *, everything=False):
        self.clinic, self.at, self.everything = clinic, at, everything
        self.ranked = ranked_lines(clinic, at)

    @property
    def lines(self) -> list[Line]:
        return self._lines(self.ranked)

    @cached_property
    def _parts(self) -> list[list[Line]]:
        """Open, calm, seen: with words from one look at what is shown."""
        parts = ((lambda rank: rank > RANK_CALM, MOST_OPEN), (lambda rank: rank == RANK_CALM, MOST_QUIET), (lambda rank: rank < RANK_CALM, MOST_QUIET))
        chosen = [[each for each in self.ranked if wanted(each.rank)][: None if self.everything else most] for wanted, most in parts]
        lines = iter(self._lines([each for part in chosen for each in part]))
        return [[next(lines) for _ in part] for part in chosen]

    @property
    def open_lines(self) -> list[Line]:
        return self._parts[0]

    @property
    def calm_lines(self) -> list[Line]:
        return self._parts[1]

    @property
    def seen_lines(self) -> list[Line]:
        return self._parts[2]

    @property
    def calm_treatments(self) -> list:
        """Whose line stands among the calm ones: not a calm answer behind a silence or behind something worse."""
        return [UUID(each.row.treatment_id) for each in self.ranked if each.rank == RANK_CALM]

    @property
    def calm_left_out(self) -> int:
        """What is not on the page cannot be noted as seen."""
        return self.counts.calm - len(self.calm_lines)

    @cached_property
    def _known_of_the_clinic(self) -> list[tuple]:
        """Is anybody alarmed, are there hours, did somebody leave on a yes to danger, and who is away: in one look, a row an absence."""
        return list(Clinic.objects.filter(pk=self.clinic.pk).annotate(now_away=now_away(self.at)).order_by(F("now_away__who").asc(nulls_first=True)).values_list(
            Exists(Therapist.objects.filter(clinic=OuterRef("pk")).exclude(alert_to="")), Exists(Opening.objects.filter(clinic=OuterRef("pk"))),
            Exists(LeftOff.objects.filter(clinic=OuterRef("pk"), take_at__lte=self.at)), *AWAY,
        ))  # fmt: skip

    @property
    def somebody_left(self) -> bool:
        return self._known_of_the_clinic[0][2]

    @cached_property
    def set_up(self) -> list[tuple[str, str, str]]:
        """What is not set up yet and ought to be: (what follows, what to do, the page)."""
        alarmed, has_hours, *_ = self._known_of_the_clinic[0]
        # While nobody is there clients are sent past the clinic, whatever the hours.
        has_hours = has_hours or any(each.who is None for each in self._away)
        missing = [("nobody_is_alarmed", "write_address", "mfa_index")] if not alarmed else []
        missing += [("no_hours", "write_hours", "clinic_settings")] if not has_hours else []
        return [(wording.text(f"{PAGE}.{what}"), wording.text(f"{PAGE}.{do}"), page) for what, do, page in missing]

    @property
    def _away(self) -> list[Away]:
        found = [Away(*row[3:]) for row in self._known_of_the_clinic]
        return [each for each in found if each.until_at]

    @property
    def away(self) -> list[str]:
        """Who is not there now, until when, and who takes over."""
        return [each.in_words(self.at) for each in self._away]

    @property
    def to_absences(self) -> str:
        return wording.text("advice/presence.to_absences")

    @cached_property
    def _waiting(self) -> dict:
        """Client → until when she waits for somebody, should any answer of hers that nobody has seen have told her so."""
        told = self.clinic.assessments.filter(waits_until__gte=self.at - FOLLOWED, acknowledgements=None, checkin__corrected_by=None).order_by("-waits_until")
        return dict(told.values_list("checkin__treatment__complaint__client", "waits_until"))

    @property
    def left_out(self) -> int:
        """How many lines are not on the page."""
        return len(self.ranked) - len(self.open_lines) - len(self.calm_lines) - len(self.seen_lines)

    @cached_property
    def counts(self) -> Counts:
        ranks = [each.rank for each in self.ranked]
        return Counts(
            now=sum(rank > RANK_NOT_JUDGED for rank in ranks),
            # What could not be judged stands first of these: the client was told to get in touch today.
            today=sum(20 < rank <= RANK_NOT_JUDGED for rank in ranks),
            before_next=sum(RANK_CALM < rank <= 20 for rank in ranks),
            calm=ranks.count(RANK_CALM),
            seen=sum(rank < RANK_CALM for rank in ranks),
        )

    def _lines(self, ranked: list[Ranked]) -> list[Line]:
        """Words for the lines that are shown, from one more look at those alone."""
        rows = [row for each in ranked for row in (each.row, each.before) if row and not row.is_exercise]
        treatments = [UUID(row.treatment_id) for row in rows]
        stored = Standing.objects.filter(treatment__in=treatments).select_related(
            "treatment__complaint__client", "treatment__baseline", "unseen__checkin", "last__checkin"
        )
        stored = stored.defer("unseen__inputs", "unseen__told", "last__checkin__answers", *(f"last__{column}" for column in ("inputs", "answer", "told")), *NOT_ON_A_LINE)
        by_treatment = {each.treatment_id: each for each in stored.annotate(**OWN_VIEW, **PAUSE, **FOLLOWED_UP, wrote=Exists(UNSEEN_WORDS), shut=Exists(SHUT), said_no=Exists(SAID_NO), review_due=review_due())}
        hurt = [UUID(each.row.treatment_id) for each in ranked if each.row.is_exercise]
        done = self.clinic.dones.select_related("exercise__complaint__client").in_bulk(hurt) if hurt else {}
        return [
            _exercise_line(done[own], each) if each.row.is_exercise else self._line(each, by_treatment[own], by_treatment.get(each.before and UUID(each.before.treatment_id)))
            for each, own in ((each, UUID(each.row.treatment_id)) for each in ranked)
        ]

    def _line(self, each: Ranked, standing, before) -> Line:
        treatment, last = standing.treatment, standing.last
        if each.is_shut:
            kind, level, reading = "link_shut", LevelWords(0, wording.text(f"{PAGE}.link_shut")), wording.text(f"{PAGE}.make_new_link")
        elif each.is_silent:
            kind, level = "no_answer", LevelWords(0, _("No answer"))
            hours = silent_hours(standing, self.at, [(standing.pause_made_at, standing.pause_until_at)] if standing.pause_until_at else ())
            reading = _("Asked after %(hours)d hours. No answer is not a good answer.") % {"hours": hours}
            if standing.said_no:
                reading = wording.text(f"{PAGE}.silent_by_choice", hours=hours)
        elif standing.unseen:
            kind = "level" if standing.unseen.could_be_judged else "not_judged"
            level, reading = LevelWords.for_therapist(standing.unseen.level), why_it_stands(standing.unseen, SAID_IN_FULL)
        else:
            kind, level = "seen", LevelWords(-1, _("Seen") if last else _("Awaits the first answer"))
            reading = _of_seen(last) if last else _ended_with(before, treatment)
            if standing.followed_at and (last is None or last.checkin.received_at < standing.followed_at):
                # What she answered before that is not how it goes now.
                reading = wording.text(f"{PAGE}.silence_followed", who=standing.followed_by, when=moments.near(standing.followed_at, self.at))
        baseline = getattr(treatment, "baseline", None)
        return Line(
            kind=kind,
            client=treatment.client.pk,
            name=treatment.client.name,
            phone=in_one_piece(treatment.client.phone),
            level=level,
            reading=reading,
            what=wording.first_letter(wording.site(treatment.complaint.site)),
            since=_since(treatment, self.at, None if each.is_silent or each.is_shut else standing.unseen, awaited=each.rank == RANK_AWAITED),
            changed=pain_change(baseline.pain if baseline else None, standing.pains),
            asks_for_contact=bool(standing.unseen and standing.unseen.checkin.answers.get("contact_wanted")),
            wrote=_words_of_hers(standing),
            shut=wording.text(f"{PAGE}.link_shut") if standing.shut and not each.is_shut else "",
            own=said_in_words(standing.own_reading, standing.own_rests_on) if kind == "seen" and standing.own_reading else "",
            review=wording.text("words/plans_page.review.missing") if standing.review_due else "",
            paused=in_words(standing.pause_reason, standing.pause_until_at) if standing.pause_until_at and standing.pause_until_at > self.at else "",
            more=_more(each),
            waits="" if _rings_now(each, standing) else _until_when(self._waiting.get(treatment.complaint.client_id), self.at),
        )


def _of_seen(last) -> str:
    """What was said of an answer that somebody has read: where no program could, it is not asked for once more."""
    return reading_words(last) if last.reading else wording.text(f"{PAGE}.read_by_a_person")


def not_taken(client) -> tuple:
    """A client who left on a sign of danger or a doubt, and what she wrote could not be read in: somebody must call."""
    phone = in_one_piece(client.phone) if client.phone else "–"
    return client.pk, wording.text(f"{PAGE}.not_taken", name=client.name, phone=phone)


def _rings_now(ranked, standing) -> bool:
    """She was told to ring a doctor or 112 at once: no later hour of an earlier answer counts. What a stranger may have written does not undo it."""
    return ranked.rank >= rank_of(Level.doctor_today) and bool(standing.unseen and standing.unseen.checkin.by_her)


def _more(ranked) -> str:
    return wording.text(f"{PAGE}.more", count=ranked.more) if ranked.more else ""


def _until_when(by, at) -> str:
    return wording.text(f"{PAGE}.{'waits_until' if by > at else 'waited_until'}", when=moments.near(by, at)) if by else ""


def _words_of_hers(standing) -> str:
    """That it is not known who wrote, and how her own words begin, which no program has read."""
    unknown = who_wrote(standing.unseen.checkin) if standing.unseen else ""
    words = " ".join(written(standing.unseen.checkin.answers).split()) if standing.unseen else ""
    said = say("wrote_words", words=shorten(words, MOST_OF_HER_WORDS, placeholder="…")) if words else say("wrote_something") if standing.wrote else ""
    return " ".join(filter(None, (unknown, said)))


def _ended_with(before, treatment) -> str:
    """What the treatment before came to, behind one that nobody has answered yet: its last answer, or that there was none."""
    if before is None:
        return ""
    answered = [before.last.checkin.hours] if before.last else []
    if missed(before.treatment, answered, level_of(before.last), treatment.ended_at) or before.last is None:
        return wording.text(f"{PAGE}.before_silent")
    return wording.text(f"{PAGE}.before_ended", reading=reading_words(before.last))


def _since(treatment, at, answer, awaited) -> str:
    """When the answer came, by the clock and after the treatment; without one, how long ago the treatment was, or when."""
    if awaited:
        return wording.text(f"{PAGE}.treated", when=moments.near(treatment.ended_at, at))
    if answer is None:
        return _("%(since)s after treatment") % {"since": moments.hours(treatment.hours_at(at))}
    checkin = answer.checkin
    return say("answered", when=moments.near(checkin.received_at, at), hours=moments.hours(checkin.hours))


def _exercise_line(done, ranked) -> Line:
    complaint = done.exercise.complaint
    page = "advice/exercises_page"
    return Line(
        kind="exercise",
        client=complaint.client.pk,
        name=complaint.client.name,
        phone=in_one_piece(complaint.client.phone),
        level=LevelWords(3, wording.text(f"{page}.list_level")),
        reading=wording.text(f"{page}.list_what", exercise=name_of(done.exercise)),
        what=wording.text(f"{page}.list_where", site=wording.first_letter(wording.site(complaint.site)), when=moments.short(done.made_at)),
        since="",
        changed=f"{done.pain_before} → {done.pain_after}",
        asks_for_contact=False,
        more=_more(ranked),
    )


def pain_change(before: int | None, pains: list[int | dict]) -> str:
    """6 → 8 → 5: before the treatment, and in the last two answers. What was felt in other places says so."""
    known = ([] if before is None else [before]) + pains[-PAINS_SHOWN:]
    return " → ".join(felt_in_words(as_felt(pain)) for pain in known)
