"""The expectation agreement of one treatment, given or planned: what she may notice, how long, what is not expected, when to
write, whom to call. Every sentence comes from the book with what it rests on; every time is her own.
"""

from dataclasses import asdict, dataclass
from datetime import UTC, timedelta

from django.utils import formats, timezone

from myosotis.clinic.agreement.models import Acceptance
from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.care.presenters.agreed import agreed_before, agreed_next
from myosotis.clinic.care.presenters.client import address_of
from myosotis.clinic.care.presenters.here import is_ordinary
from myosotis.clinic.care.schedule import asks_of
from myosotis.course.words import KINDS
from myosotis.drawing.first_hours import FirstHours, Mark, first_hours
from myosotis.judge.wording import say_hours
from myosotis.knowledge import load_book

TEXTS, AGREED = "advice/sheet", "advice/agreement"
PICTURE_HOURS = 72
AGREEMENT = ("agree_tell_me", "agree_stop_any_time", "agree_disclose", "agree_not_one_time", "agree_third",
             "agree_not_proven")  # fmt: skip


@dataclass(frozen=True)
class Sentence:
    """A sentence and the statements it rests on, or the mark of what we added."""

    text: str
    ids: str


@dataclass(frozen=True)
class Time:
    """One time at which she is asked: how long after, and when that is for her."""

    after: str
    when: str


def say(name: str, **filled) -> str:
    return wording.text(f"{TEXTS}.{name}", **filled)


def headings(given) -> dict[str, str]:
    """What the whole is called and its last part: a talk and an agreement only where both said so."""
    agreed = set(given) >= set(Acceptance.Party.values)
    return {"title": say("title" if agreed else "to_talk_title"), "agreed_heading": say("agreed_heading" if agreed else "to_agree_heading")}


def sentence(file: str, name: str, **filled) -> Sentence:
    entry = load_book().file(file)[name]
    return _sentence(entry, **filled)


def _sentence(entry, **filled) -> Sentence:
    words = entry[wording.language()]
    ids = [*entry.get("because", ()), *([entry["tag"]] if entry.get("tag") in ("R", "X") else [])]
    return Sentence(words.format(**filled) if filled else words, ", ".join(ids))


class Sheet:
    def __init__(self, treatment, at):
        self.treatment, self.at, self.clinic = treatment, at, treatment.clinic
        self.ended = treatment.ended_at.astimezone(UTC)
        self.place = wording.site(treatment.complaint.site)
        self.kind = wording.label("kinds", treatment.kind if treatment.kind in KINDS else "massage")
        self.phones = wording.phones(treatment.clinic, client=treatment.client)

    def _at(self, hours: float) -> str:
        return moments.day_and_time(self.ended + timedelta(hours=hours))

    @property
    def is_ordinary(self) -> bool:
        """Judged by the stricter table: after it, worse is never expected."""
        return is_ordinary(self.treatment)

    @property
    def is_planned(self) -> bool:
        """Not recorded yet: only `planned_treatment` makes one that was never saved."""
        return self.treatment._state.adding

    @property
    def about(self) -> str:
        return say("about_planned" if self.is_planned else "about", time=self._at(0))

    @property
    def given(self) -> set[str]:
        """Who said yes to this treatment, or to it while it was planned."""
        if self.is_planned:
            return set(Acceptance.given_to(agreed_next(self.treatment.complaint, self.at)))
        return {*Acceptance.given_for(self.treatment), *Acceptance.given_to(agreed_before(self.treatment))}

    @property
    def may_notice(self) -> list[Sentence]:
        if self.is_ordinary:
            return [sentence(AGREED, name) for name in ("agree_ordinary_massage", "agree_may_be_sore")]
        names = ["agree_may_be_sore", "agree_mild_signs", "agree_marks"]
        if self.treatment.trigger_points or self.treatment.kind in ("trigger_point", "dry_needling", "mixed"):
            names += ["agree_flare", "agree_not_always_wrong"]
        return [sentence(AGREED, name) for name in names]

    @property
    def how_long(self) -> list[Sentence]:
        limits = load_book().limits
        return [
            sentence(TEXTS, "over_by", time=self._at(limits["two_days"].limit.value)),
            sentence(TEXTS, "mild_signs_a_day", time=self._at(limits["a_day"].limit.value)),
            sentence(AGREED, "agree_improvement_later"),
        ]

    @property
    def not_expected(self) -> list[Sentence]:
        listed = load_book().file("knowledge_pages/service")["danger_signs"]["sections"][2]["list"]
        first = [sentence(TEXTS, "worse_at_all")] if self.is_ordinary else []
        return first + [_sentence(entry) for entry in listed]

    @property
    def not_expected_then(self) -> Sentence:
        return sentence(TEXTS, "not_expected_then", clinic_phone=self.clinic.phone)

    @property
    def danger(self) -> list[tuple[str, list[Sentence]]]:
        lang = wording.language()
        sections = load_book().file("knowledge_pages/service")["danger_signs"]["sections"][:2]
        found = [(s["heading"][lang], [_sentence(entry) for entry in s["list"]]) for s in sections]
        if self.treatment.neck_treated:
            found[0][1].append(sentence(TEXTS, "neck_days_planned" if self.is_planned else "neck_days"))
        return found

    @property
    def times(self) -> list[Time]:
        return [Time(_after(ask), _when(ask)) for ask in asks_of(self.treatment)]

    @property
    def any_time(self) -> Sentence:
        return sentence(TEXTS, "any_time")

    @property
    def calls(self) -> list[tuple[str, str]]:
        """(number, whose it is), the one for danger to life first."""
        found = [(self.phones["emergency"], say("danger_to_life"))]
        if self.phones["doctor"]:
            found.append((self.phones["doctor"], self.phones["doctor_name"]))
        return found + [(self.clinic.phone, self.clinic.name)]

    @property
    def agreed(self) -> list[Sentence]:
        return [sentence(AGREED, name) for name in AGREEMENT]

    @property
    def grounds(self) -> list[Sentence]:
        """Every sentence with what it rests on, for whoever wants to know; on the page itself it would be in her way."""
        listed = [*self.may_notice, *self.how_long, *self.not_expected, self.not_expected_then, self.any_time]
        return listed + [each for _heading, signs in self.danger for each in signs] + self.agreed

    @property
    def link(self):
        if self.is_planned:
            return None
        return next((link for link in self.treatment.links.filter(revoked_at=None, hours=None) if link.is_open(self.at)), None)

    @property
    def address(self) -> str:
        return address_of(self.link) if self.link else ""

    @property
    def picture_words(self) -> str:
        return say("picture_words", start=self._at(0), over=self._at(load_book().limits["two_days"].limit.value))

    def picture(self, *, name: str, width: int, height: int = 170) -> str:
        """The first 72 hours with her own hours on them."""
        shown = [ask for ask in asks_of(self.treatment) if ask.hours <= PICTURE_HOURS]
        marks = [Mark(timezone.localtime(ask.sent_at), moments.clock(ask.sent_at)) for ask in shown]
        return first_hours(
            FirstHours(
                title=say("picture_heading"),
                description=self.picture_words,
                ended=timezone.localtime(self.ended),
                over=timezone.localtime(self.ended + timedelta(hours=load_book().limits["two_days"].limit.value)),
                marks=marks,
                end_label=say("picture_end"),
                band_label=say("picture_band") if not self.is_ordinary else "",
                over_label=say("picture_over"),
                weekday=lambda moment: formats.date_format(moment, "D"),
            ),
            name=name,
            width=width,
            height=height,
        )

    def as_mapping(self) -> dict:
        """Everything that was shown, as plain values: what is stored, and what the paper is made of."""
        lists = ("may_notice", "how_long", "not_expected", "agreed", "times")
        return {
            "title": say("title"),
            "about": self.about,
            **{name: [asdict(each) for each in getattr(self, name)] for name in lists},
            "not_expected_then": asdict(self.not_expected_then),
            "any_time": asdict(self.any_time),
            "danger": [{"heading": h, "signs": [asdict(each) for each in signs]} for h, signs in self.danger],
            "calls": [{"number": number, "whose": whose} for number, whose in self.calls],
            "when": self.phones["when"],
            "picture_words": self.picture_words,
        }


def _after(ask) -> str:
    """after 4 hours; and that it is not at night, where it would have been."""
    if ask.hours > PICTURE_HOURS:
        return say("days", days=ask.hours // 24)
    hours = say_hours(ask.hours, load_book(), wording.language())
    return say("after_hours_not_at_night" if ask.is_moved else "after_hours", hours=hours)


def _when(ask) -> str:
    """friday 14.30; before bedtime and at eight, where it falls at night."""
    if ask.bedtime_at:
        return say("at_bedtime", first=moments.weekday(ask.bedtime_at), then=moments.day_and_time(ask.sent_at))
    return moments.day_and_time(ask.sent_at)
