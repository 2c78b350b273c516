"""What a client has answered so far, kept in the session that her link opened; and as the judge reads it."""

import uuid
from dataclasses import dataclass, field

from myosotis.body.places import other_side, read_place
from myosotis.course.words import SYMPTOMS
from myosotis.judge import most_urgent
from myosotis.knowledge import load_book
from myosotis.knowledge.alarm import alarm_words
from myosotis.terms import Level

SESSION_KEY = "checkin"
# A sign that is there or not has no strength of its own; said yes to, it counts as strong.
PRESENT = 3


def flag_lines() -> list[str]:
    return load_book().file("questions/red_flags")["red_flags"]["lines"]


def signs_of(line: str) -> list[str]:
    return load_book().file("questions/red_flags")[line]["signs"]


def told_by_its_line(line: str) -> bool:
    """A line with one sign: a yes to it says all, and which is not asked."""
    return len(signs_of(line)) == 1


def other_signs() -> list[str]:
    return load_book().file("questions/checkin")["anything_else"]["options"]["keys"]


def is_graded(sign: str) -> bool:
    return bool(load_book().words("symptoms")[sign].get("graded"))


def may_be_ongoing(sign: str) -> bool:
    return sign == "fainted" or bool(load_book().words("symptoms")[sign].get("passes"))


# Region → signs of danger that are asked about again when pain is new there.
ASKED_AT = {
    "lower_leg": ("calf_swelling", "breathless"),
    "chest": ("breathless", "pain_on_breathing"),
    "abdomen": ("sudden_back_belly_pain",),
}
SIDED = frozenset({"numb_limb", "one_sided_weakness", "weakness"})


@dataclass
class Draft:
    """The answers by step. A step that was not reached is not there."""

    link: str
    key: str
    touched: float
    confirmed: bool
    steps: dict
    checkin: str | None = None
    # Her day and month of birth fitted; nothing of her is shown before.
    known: bool = False
    # The check-in that these answers take the place of.
    corrects: str | None = None
    # The check-in with a sign of danger that was kept before it was known to be hers.
    kept_before: str | None = None
    # What was kept should she leave on a yes to danger: the key of the check-in that may have been made of it since.
    left: str | None = None
    # The lines of danger that were asked once more, because her own words name what they ask about.
    asked_again: list = field(default_factory=list)
    # What was sent from a page that must be shown again, as `refused.to_keep` gives it.
    refused: dict | None = None

    @classmethod
    def begin(cls, link, at):
        return cls(str(link.pk), str(uuid.uuid4()), at.timestamp(), False, {})

    @classmethod
    def of(cls, request):
        kept = request.session.get(SESSION_KEY)
        return cls(**kept) if kept else None

    def correcting(self):
        """The same answers again, her own words with them, to be changed where they were wrong."""
        return Draft(self.link, str(uuid.uuid4()), self.touched, True, dict(self.steps), known=True, corrects=self.checkin, asked_again=self.asked_again)

    def keep(self, request):
        self.touched = request.at.timestamp()
        request.session[SESSION_KEY] = dict(self.__dict__)

    @property
    def is_hers(self) -> bool:
        """Her birthday fitted, and she has said that the treatment is hers."""
        return self.known and self.confirmed

    def said(self, step, name, default=None):
        return self.steps.get(step, {}).get(name, default)

    # -- what follows from the answers --------------------------------------------------------------------------

    @property
    def lines_in_doubt(self) -> list[str]:
        """The danger lines that were not answered no."""
        return [line for line in flag_lines() if self.said("flags", line) in ("yes", "unsure")]

    @property
    def lines_to_ask(self) -> list[str]:
        """Those of them of which it is asked which sign it is."""
        return [line for line in self.lines_in_doubt if not told_by_its_line(line)]

    @property
    def has_said_which(self) -> bool:
        """Of every line in doubt it was asked which sign it is."""
        return "flags" in self.steps and set(self.lines_to_ask) <= set(self.steps.get("which", {}))

    @property
    def is_without_lines(self) -> bool:
        """One yes was enough to go on. It was no danger after all, and now the other lines must be answered."""
        return self.has_said_which and any(self.said("flags", line) is None for line in flag_lines())

    @property
    def flagged(self) -> list[str]:
        """The danger signs that are there. After a yes without saying which, the worst of that line counts."""
        found = []
        for line in self.lines_in_doubt:
            ticked = self.said("which", line, [])
            if not ticked and self.said("flags", line) == "yes":
                ticked = [load_book().file("questions/red_flags")[line]["worst"]]
            found += [sign for sign in ticked if sign not in found]
        return found

    @property
    def unsure_lines(self) -> list[str]:
        """The danger lines that were answered "not sure", with no sign of theirs ticked since."""
        return [line for line in self.lines_in_doubt if self.said("flags", line) == "unsure" and not self.said("which", line)]

    @property
    def unsure_of_danger(self) -> str:
        """How urgent the worst sign is of a line in `unsure_lines`."""
        book, found = load_book(), "none"
        for line in self.unsure_lines:
            if most_urgent(book.file("questions/red_flags")[line]["worst"], book) >= Level.emergency:
                return "emergency"
            found = "doctor"
        return found

    @property
    def words_against_a_no(self) -> dict[str, list[str]]:
        """Danger line → words of her own that name what it asks about, where she has said no to it and was asked once only."""
        found = alarm_words(self.said("review", "note", ""), load_book())
        return {line: words for line, words in found.items() if self.said("flags", line) == "no" and line not in self.asked_again}

    def ask_again(self):
        """Her words and her no do not go together: which holds only she can say."""
        lines = list(self.words_against_a_no)
        self.asked_again = [*self.asked_again, *lines]
        self.steps["flags"] = {line: answer for line, answer in self.steps["flags"].items() if line not in lines}

    @property
    def lines_asked_again(self) -> list[str]:
        """Those of them that still have no answer."""
        return [line for line in self.asked_again if self.said("flags", line) is None]

    @property
    def is_in_doubt(self) -> bool:
        return self.unsure_of_danger != "none"

    @property
    def other(self) -> list[str]:
        """The other signs that are there."""
        return self.said("signs", "signs", [])

    @property
    def hurts(self) -> bool:
        return bool(self.said("pain", "pain"))

    def mirrored_site(self, baseline) -> tuple[str, str] | None:
        """(the old place, its mirror), when the other side is said to hurt now."""
        now = {read_place(name).site for name in self.said("places", "sites", [])}
        before = [read_place(name) for name in baseline.sites] if baseline else []
        for old in before:
            name, other = str(old), other_side(old)
            if other.site in now and other.site not in {place.site for place in before}:
                return name, str(other)
        return None

    def left_place(self, baseline) -> str | None:
        """The old place, when only new ones are said to hurt: how it is there now has not been said."""
        now = {read_place(name).site for name in self.said("places", "sites", [])}
        before = [read_place(name) for name in baseline.sites] if baseline else []
        return str(before[0]) if before and now and not now & {place.site for place in before} else None

    def places_to_mind(self, baseline) -> list[str]:
        """The signs to ask about once more: pain in a new place that can have quite another reason there."""
        before = {read_place(name).site for name in baseline.sites} if baseline else set()
        now = {place.region for name in self.said("places", "sites", []) if (place := read_place(name)).site not in before}
        signs = [sign for region, asked in ASKED_AT.items() if region in now for sign in asked]
        return [sign for sign in dict.fromkeys(signs) if sign not in self.flagged]

    # -- as the judge reads it ----------------------------------------------------------------------------------

    def answers(self) -> dict:
        """In the shape of a course. What was not asked or not answered is left out; what was answered with
        "none of these" is an explicit none.
        """
        found = {"symptoms": self._symptoms()}
        if "flags" in self.steps:
            found["danger_unsure"] = self.unsure_of_danger
            if self.unsure_lines:
                # For whoever reads it: which questions those were.
                found["danger_unsure_of"] = self.unsure_lines
        ongoing = self._ongoing()
        if ongoing is not None:
            found["ongoing"] = ongoing
        for step, name in (
            ("pain", "pain"), ("pain", "compared"), ("feel", "quality_kind"), ("marks", "bruise"),
            ("marks", "soreness"), ("marks", "painkiller"), ("more", "strong_worse_hours"), ("review", "contact_wanted"),
            ("review", "since_last"), ("review", "note"),
            ("which_strength", "limb_side"), ("strength", "limb_side"),
        ):  # fmt: skip
            value = self.said(step, name)
            if value not in (None, "", []):
                found[name] = value
        if found.get("compared") in ("better", "same"):
            # What was said of the old place itself; where it is worse all in all, that counts.
            found["compared"] = self.said("old_place", "compared", found["compared"])
        # A word in her own text can only raise: where none is found, nothing is said about it.
        if alarm_words(found.get("note", ""), load_book()):
            found["alarm_words"] = True
        if "pain" in self.steps:
            found["qualities"] = self.said("feel", "qualities", [] if not self.hurts else None)
            found["sites"] = self.said("places", "sites", [] if not self.hurts else None)
            found["pain_at"] = self.said("places", "pain_at") or None
            found = {name: value for name, value in found.items() if value is not None}
        confirmed = self.said("other_side", "sites_confirmed")
        if self.said("places", "side_confirmed"):
            confirmed = "yes"
        if confirmed in ("yes", "both"):
            found["sites_confirmed"] = True
        if confirmed == "no":
            found["sites_confirmed"] = False
        spreading = self.said("more", "mark_spreading")
        if spreading in ("yes", "no"):
            found["mark_spreading"] = spreading == "yes"
        if spreading == "unsure":
            found["mark_growth_unsure"] = True
        hours = self._painkiller_hours()
        if hours is not None:
            found["painkiller_hours"] = hours
        return found

    def _symptoms(self) -> dict:
        # Absent are the signs of a line that was answered no, or of which others were ticked; all else is unknown.
        asked = {
            sign: 0 if self.said("flags", line) == "no" or self.said("which", line) else None
            for line in flag_lines()
            for sign in signs_of(line)
            if sign in SYMPTOMS
        }
        strengths = {**self.steps.get("which_strength", {}), **self.steps.get("strength", {})}
        # Signs that have not been asked yet are unknown, never absent.
        later = {sign: 0 if "signs" in self.steps else None for sign in other_signs()}
        present = {
            sign: strengths.get(f"grade_{sign}", PRESENT) if is_graded(sign) else PRESENT
            for sign in (*self.flagged, *self.other)
        }
        again = {sign: {"yes": PRESENT, "unsure": None}.get(said, asked.get(sign)) for sign, said in self.steps.get("at_place", {}).items()}
        return {**asked, **again, **later, **{sign: grade for sign, grade in present.items() if sign in SYMPTOMS}}

    def _ongoing(self):
        strengths = {**self.steps.get("which_strength", {}), **self.steps.get("strength", {})}
        asked = {name[8:]: value for name, value in strengths.items() if name.startswith("passing_") and value}
        return [sign for sign, value in asked.items() if value == "ongoing"] if asked else None

    def _painkiller_hours(self):
        given = self.said("more", "painkiller_hours")
        if given is not None:
            return given
        # Taken, but not said when: it may still be working.
        return 0 if self.said("marks", "painkiller") == "yes" else None
