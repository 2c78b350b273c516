"""A complaint as a letter: why it is sent, what matters most, what was done and when, what was felt, and what was told."""

from functools import cached_property
from pathlib import Path
from textwrap import shorten

from django.db.models import Prefetch

from myosotis.clinic.care.models import CheckIn
from myosotis.clinic.care.models.standing import rank_of
from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.care.presenters.client import drawn, felt_before
from myosotis.clinic.care.presenters.flags import flag_sentences
from myosotis.clinic.care.presenters.paper import typeset
from myosotis.clinic.letters.answer import BAD, first_line, is_first, level_words, row, say, sentences
from myosotis.clinic.maps.found import found_after, found_by, found_in_words
from myosotis.clinic.maps.pictures import TreatmentMaps, says_where
from myosotis.clinic.plans.presenters.dose import dose_of
from myosotis.clinic.plans.presenters.elsewhere import elsewhere_in_words
from myosotis.clinic.plans.presenters.grounds import reaction_words
from myosotis.clinic.plans.presenters.own_view import own_view_with_who
from myosotis.clinic.plans.presenters.plan import decision_in_words, direction, saved_plan, why
from myosotis.clinic.plans.presenters.silence import silence
from myosotis.clinic.plans.situation import Situation, own_views
from myosotis.drawing.course_chart import on_paper
from myosotis.terms import Level, Reading

TEMPLATE = Path(__file__).with_name("letter.typ")
# What one page holds.
SHORT_TREATMENTS, SHORT_FIRST, SHORT_ANSWERS, SHORT_EARLIER = 1, 4, 5, 5
# The most letters of one line of it: the first with which it is one page.
SHORT_LINES = (400, 250, 150, 100)
PURPOSES = {Reading.red_flag: "purpose_flag", Reading.negative_reaction: "purpose_reaction"}
HEADINGS = ("urgent", "none_urgent", "illness", "course", "chart_alt", "map_alt", "treated", "no_answers", "before", "next", "earlier", "band", "purpose", "asks", "how_to_read")


class Letter:
    """`short` is the page before a visit: the newest treatment in full, the earlier ones in a line each, and where to go on."""

    def __init__(self, complaint, at, *, short=False):
        self.complaint, self.at, self.short, self.longest = complaint, at, short, SHORT_LINES[0]
        self.client, self.clinic = complaint.client, complaint.clinic
        stored = complaint.treatments.select_related("by", "baseline", "complaint", "localisation__by").prefetch_related(
            Prefetch("checkins", CheckIn.objects.select_related("corrected_by").order_by("hours", "made_at")),
            "checkins__assessments__acknowledgements__by",
            "checkins__assessments__acknowledgements__own_view__by",
            "kept_sittings__sitting__signals",
        )
        self.all = sorted(stored, key=lambda treatment: treatment.ended_at)
        self.treatments = self.all[-SHORT_TREATMENTS:] if short else self.all

    @cached_property
    def now(self) -> Situation:
        return Situation(self.complaint, self.at, stored=self.all)

    def _fit(self, words: str) -> str:
        return shorten(words, self.longest, placeholder=" …") if self.short else words

    @cached_property
    def first(self) -> list:
        """What matters most, the newest first: (treatment, its number, check-in, assessment)."""
        found = [(t, n, c, j) for n, t in enumerate(self.all, 1) for c in t.checkins.all() for j in c.assessments.all() if is_first(j)]
        return _most_urgent(found)[::-1] if self.short else found[::-1]

    @property
    def urgent(self) -> list[str]:
        """That she stayed silent stands above them: "nothing was bad" is then said of nothing."""
        lines = (first_line(*each, short=self.short) for each in self.first)
        return [self._fit(line) for line in (silence(self.now), *lines) if line]

    @property
    def purpose(self) -> str:
        """Why it is sent, from what is known: an assessment is asked for, or it is for information."""
        waits = [j for *_, j in self.first if (j.level or 0) >= Level.doctor_today and not j.acknowledgements.all()]
        if waits or (self.now.decision and self.now.decision.what == "doctor"):
            return say("purpose_assess" if waits else "purpose_review")
        known = {given.reaction for given in self.now.given}
        return say(next((name for reading, name in PURPOSES.items() if reading in known), "purpose_inform"))

    def as_mapping(self) -> dict:
        newest = next((n for n, t in reversed([*enumerate(self.all, 1)]) if any(says_where(c.answers) for c in t.checkins.all())), None)
        return {
            "language": wording.language(),
            "short": self.short,
            "title": say("summary" if self.short else "title"),
            "clinic": self.clinic.name,
            "whose": say("whose", client=self.client.name, born=f"{self.client.born:%d.%m.%Y}", phone=self.client.phone or "–"),
            "from": say("from", clinic=self.clinic.name, phone=self.clinic.phone, time=moments.day_and_time(self.at)),
            "about": say("about" if len(self.all) != 1 else "about_one", site=wording.site(self.complaint.site), count=len(self.all)),
            "elsewhere": self._fit(elsewhere_in_words(self.now.elsewhere)),
            "words": self._fit(self.complaint.words),
            "purpose": "" if self.short else self.purpose,
            "conditions": conditions_in_words(self.client),
            "urgent": self.urgent,
            "chart": on_paper(drawn(self.complaint, self.all)["wide"]) if self.all else "",
            "map": TreatmentMaps(self.all[newest - 1]).change if newest else "",
            "map_of": say("map_of", number=newest, when=moments.day_and_time(self.all[newest - 1].ended_at)) if newest else "",
            "treatments": [self._treatment(number, treatment) for number, treatment in reversed([*enumerate(self.all, 1)]) if treatment in self.treatments],
            "earlier": self._earlier() if self.short else [],
            "next": (self._next() if self.all else []) if self.short else self._decided(),
            "how_to_read": [] if self.short else how_to_read(),
            "headings": {name: say(name) for name in HEADINGS} | ({} if self.short else {"next": say("decided")}),
            "note": say("note"),
            "not_a_doctor": wording.text("advice/service.not_a_doctor"),
        }  # fmt: skip

    def _next(self) -> list[str]:
        """Where the visit starts: the direction, each reason that the plan's page gives, what was decided, the plan saved for this time."""
        now, last = self.now, self.all[-1]
        # Her silence stands above already.
        reasons = [ground.text for ground in why(now) if ground.text != silence(now)]
        said = [sentences(direction(now) or say("no_direction")), *map(sentences, reasons)]
        said += self._decided()
        said.append(saved_plan(self.complaint, last) or say("no_plan"))
        return [self._fit(line) for line in said]

    def _decided(self) -> list[str]:
        """What the review after the third treatment came to."""
        return [sentences(decision_in_words(self.now.decision))] if self.now.decision else []

    def _earlier(self) -> list[str]:
        """Those before the newest, a line each; where there are too many, the ones with a bad reaction first."""
        before = self.now.given[:-SHORT_TREATMENTS]
        kept = sorted(before, key=lambda given: (given.reaction in BAD, given.number), reverse=True)[:SHORT_EARLIER]
        return [self._fit(sentences(_in_a_line(given), self._found(given.treatment))) for given in sorted(kept, key=lambda given: -given.number)]

    def _found(self, treatment) -> str:
        """Which of the new pains in its answers were found to be old ones."""
        found = found_after(self.all).get(treatment.pk)
        return sentences(found_by(found), "; ".join(found_in_words(found))) if found else ""

    def _treatment(self, number, treatment) -> dict:
        before = felt_before(getattr(treatment, "baseline", None))
        answers = [row(checkin) for checkin in treatment.checkins.all()]
        return {
            "when": say("treatment", number=number, when=moments.day_and_time(treatment.ended_at)),
            "what": sentences(
                f"{wording.first_letter(wording.label('kinds', treatment.kind))}: {dose_of(treatment)}", *flag_sentences(treatment), wording.first_letter(wording.sites(treatment.sites)), treatment.by.name
            ),
            "before": "; ".join(f"{question.lower()}: {answer}" for question, answer in before),
            "found": self._found(treatment),
            "answers": [{name: self._fit(words) for name, words in each.items()} for each in (answers[-SHORT_ANSWERS:] if self.short else answers)],
        }


def conditions_in_words(client) -> str:
    if client.conditions is None:
        return say("not_asked")
    return ", ".join(wording.label("conditions", name) for name in client.conditions) or say("nothing_known")


def _in_a_line(given) -> str:
    treatment, before, after = given.treatment, given.baseline, given.later_pain
    return sentences(
        f"{say('treatment', number=given.number, when=moments.day(treatment.ended_at))}: {dose_of(treatment)}",
        *flag_sentences(treatment),
        say("pain_two_days", before=before.pain, now=after) if before and before.pain is not None and after is not None else "",
        wording.first_letter(reaction_words(given)) if given.reaction else say("no_answers"),
        level_words(given.level) if given.level else "",
        *(own_view_with_who(view) for a in given.judged for view in own_views(a)),
    )


def how_to_read() -> list[str]:
    """For somebody who has never seen the program: how the answers come, what a level is, and what the words and the band mean."""
    levels = "; ".join(f"{int(level)} {wording.text(f'words/levels.{level.name}.therapist.label')}" for level in sorted(Level))
    crisis = wording.text("words/readings.healing_crisis.therapist.label")
    return [say("read_answers"), say("read_levels", levels=levels), say("read_crisis", crisis=crisis), say("read_quotes")]


def as_pdf(letter: Letter) -> bytes:
    for letter.longest in SHORT_LINES:
        made = typeset(TEMPLATE, letter.as_mapping(), letter.at)
        if not letter.short or b"/Type/Pages/Count 1/" in made:
            break
    return made


def _most_urgent(found: list) -> list:
    """As many as the page before a visit has room for, in their order: what nobody has seen first, then the most urgent; of those
    alike that ask for a doctor the oldest, for later ones only hold what it said. Of each sort of open case one is always there.
    """

    def place(numbered):
        at, (*_, judged) = numbered
        rank = rank_of(judged.level)
        return bool(judged.acknowledgements.all()), -rank, at if rank >= rank_of(Level.doctor_today) else -at

    ordered = [at for at, _each in sorted(enumerate(found), key=place)]
    open_cases = {at for at, (*_, judged) in enumerate(found) if rank_of(judged.level) >= rank_of(None) and not judged.acknowledgements.all()}
    # One open case of a kind says what all of it say: the first of danger, and what could not be judged.
    kept = {min(at for at in open_cases if found[at][-1].level == level) for level in {found[at][-1].level for at in open_cases}}
    return [found[at] for at in sorted({*kept, *ordered[:SHORT_FIRST]})]
