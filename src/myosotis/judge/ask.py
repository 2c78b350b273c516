"""What to ask next, and when: which questions a moment holds, and which answer would settle the most."""

from collections.abc import Mapping
from typing import NamedTuple

from myosotis.course import FACTS, Course
from myosotis.course import words as w
from myosotis.course.facts import PLACES
from myosotis.engines.plain import Series
from myosotis.judge.assess import CHECKIN_HOURS, NECK_CHECKIN_HOURS, Assessment, judge_rows
from myosotis.knowledge.model import Book, Judged, Rule
from myosotis.terms import Level, Outcome, Scope

# Hours after the treatment at which a moment's questions are asked; any other time holds those of `any`.
MOMENTS = {4: "4h", 24: "24h", 49: "49h", 72: "72h", 168: "day7", 336: "day14"}
AFTER = frozenset(("any", *MOMENTS.values()))
BEFORE = frozenset(("intake", "before_treatment"))
# What the therapist's record and the clock say: no question fills these.
RECORDED = frozenset(
    {"kind", "pressure", "minutes", "trigger_points", "needles_used", "needled", "neck_treated", "hours", "days", "treatment_number",
     "days_since_previous", "reaction", "baseline_taken", "ratings"}
)  # fmt: skip
_FALL = ("pain_fall", "pain_fall_percent")
_FILES = ("red_flags", "checkin", "followup", "intake", "review", "selfcheck")


class Asked(NamedTuple):
    """One question to ask, and what it is about where it is asked of one thing (a symptom, a place)."""

    key: str
    about: str = ""


class Next(NamedTuple):
    """The question that would settle the most: the rules that it would settle for certain, and the highest level at stake."""

    key: str
    settles: tuple[str, ...]
    touches: tuple[str, ...]
    level: Level


def all_questions(book: Book) -> dict[str, Mapping]:
    """Every question of the book by its key, danger first."""
    return {
        f"questions/{file}.{name}": question
        for file in _FILES
        for name, question in book.file(f"questions/{file}").items()
    }


def fills(key: str, book: Book) -> dict[Scope, frozenset[str]]:
    """The facts that an answer to the question fills, by scope."""
    file, _, name = key.partition(".")
    question = book.file(file)[name]
    moments = set(question["when"])
    found: dict[Scope, set[str]] = {scope: set() for scope in Scope}
    keys = question.get("options", {}).get("keys") if isinstance(question.get("options"), Mapping) else None
    for answer in question["answers"]:
        if moments & AFTER:
            found[Scope.checkin] |= _after(answer, keys)
            found[Scope.complaint] |= _after(answer, keys)
        if moments & BEFORE:
            found[Scope.checkin] |= _before(answer, keys)
            found[Scope.complaint] |= _before(answer, keys) | {answer}
        if "review" in moments:
            found[Scope.complaint] |= {answer}
        if "selfcheck" in moments:
            found[Scope.person] |= _selfcheck(answer, keys)
    return {scope: frozenset(names & set(FACTS[scope])) for scope, names in found.items()}


def _after(answer: str, keys) -> set[str]:
    match answer:
        case "symptoms":
            return set(keys or w.SYMPTOMS)
        case "qualities":
            return {"qualities_given", "qualities_shared", *(f"feels_{quality}" for quality in w.QUALITIES)}
        case "pain":
            return {"pain", "pain_same"}
        case "sites":
            return set(PLACES)
        case "pain_at":
            return {*PLACES, "pain"}
        case "pain_7_days_later":
            return {answer, *_FALL}
        case "ongoing":
            return {f"ongoing_{symptom}" for symptom in w.MAY_BE_ONGOING}
        case "painkiller":
            return {"painkiller", "painkiller_hours"}
    return {answer}


def _before(answer: str, keys) -> set[str]:
    match answer:
        case "symptoms":
            return {f"baseline_{symptom}" for symptom in keys or w.ASKED_BEFORE}
        case "qualities":
            return {"qualities_shared", *(f"felt_{quality}" for quality in w.QUALITIES)}
        case "pain":
            return {"baseline_pain", "baseline_taken", "complaint_pain", "pain_before", *_FALL}
        case "sites" | "referral_sites":
            return {*PLACES, "regions_before"}
        case "conditions":
            return {f"has_{condition}" for condition in w.CONDITIONS}
        case "faint_tendency" | "recent_accident":
            return {f"has_{answer}"}
    return {answer}


def _selfcheck(answer: str, keys) -> set[str]:
    match answer:
        case "symptoms":
            return {f"notices_{name}" for name in w.COMPLAINTS} | {f"feels_{quality}" for quality in w.QUALITIES}
        case "causes":
            return {f"cause_{cause}" for cause in w.CAUSES}
        case "red_flags":
            return {f"flag_{name}" for name in keys or w.PERSON_FLAGS}
        case "recent_accident":
            return set()
    return {answer, f"flag_{answer}"}


def rules_that_need(key: str, book: Book) -> tuple[str, ...]:
    """The rules that rest on a fact which the question fills."""
    filled = fills(key, book)
    return tuple(name for name, rule in book.rules.items() if filled[rule.scope].intersection(rule.facts))


# ---- what a moment holds


def questions_at(hours: float, course: Course, book: Book) -> tuple[Asked, ...]:
    """The questions of a check-in at `hours`, in order, danger first.

    What was answered earlier, and what has been answered at `hours` itself, decides which are left out. A symptom that
    was reported is asked again at every check-in until it is said to be gone.
    """
    moment = MOMENTS.get(hours, "any")
    holds = _Branch(hours, course)
    found = []
    for key, question in all_questions(book).items():
        if moment not in question["when"] or question.get("audience") == "therapist":
            continue
        if key.split(".")[-1] == "still_there":
            found += [Asked(key, symptom) for symptom in holds.reported_before]
        elif all_of(question.get("only_if"), holds):
            found.append(Asked(key))
    # The client says first that it is really she.
    return tuple(sorted(found, key=lambda asked: not asked.key.endswith(".is_it_you")))


def all_of(conditions, holds: "_Branch") -> bool:
    """Is a question asked: it has no condition, or one of those it names is so."""
    return not conditions or any(holds.so(condition) for condition in conditions)


class _Branch:
    """What is known when the questions at one time are chosen."""

    def __init__(self, hours: float, course: Course):
        self.course = course
        self.earlier = [checkin for checkin in course.checkins if checkin.hours < hours]
        self.now = next((checkin for checkin in course.checkins if checkin.hours == hours), None)

    @property
    def reported_before(self) -> tuple[str, ...]:
        """Each symptom whose last known grade is not 0."""
        last = {}
        for checkin in self.earlier:
            last |= {name: grade for name, grade in checkin.symptoms.items() if grade is not None}
        return tuple(name for name, grade in last.items() if grade)

    def so(self, condition: str) -> bool:
        if condition == "neck_treated":
            return self.course.treatment.neck_treated is not False
        now = self.now
        if now is None:
            return False
        if condition in w.SYMPTOMS:
            return bool(now.symptoms[condition])
        pain, before = now.pain, self.course.baseline
        row = {
            name: column[-1]
            for name, column in self.course.until(self.course.checkins.index(now) + 1).columns().items()
        }
        match condition:
            case "hurts":
                return pain is None or pain > 0
            case "symptoms":
                return any(now.symptoms.values())
            case "sore":
                return bool(row["soreness"])
            case "bruise":
                return row["bruise"] in ("small", "large")
            case "painkiller":
                return row["painkiller_hours"] is not None or row.get("painkiller") is True
            case "several_places":
                return len(now.sites or ()) > 1
            case "mirror_place":
                return bool(row["pain_mirror"])
            case "new_place":
                return any(row[name] for name in ("pain_near", "pain_mirror", "pain_far"))
            case "strongly_worse":
                rise = None if pain is None or before is None or before.pain is None else pain - before.pain
                return row["compared"] == "much_worse" or (rise is not None and rise >= 3)
        return False


def taps(asked: tuple[Asked, ...], book: Book) -> int:
    """How many taps it takes to answer with nothing wrong: a page of danger lines is one, "none of these"."""
    questions = all_questions(book)
    lines = set(questions["questions/red_flags.red_flags"]["lines"])
    skipped = {*lines, "which_signs"}
    return sum(
        asked_one.key.split(".")[-1] not in skipped and not questions[asked_one.key].get("optional")
        for asked_one in asked
    )


# ---- what would settle the most, and when


def next_question(course: Course, book: Book) -> Next | None:
    """The question to ask after the last check-in, or None where no answer would settle anything.

    Among the rules that cannot be answered: first what settles one for certain, then the highest level at stake, then
    how many of that level it settles. What may be left unasked counts only where its own condition holds (a mark, a mirrored side).
    """
    if not course.checkins:
        return None
    series = Series(course.columns(), course.clock)
    row = series.length - 1
    unknown = {
        one.rule.name: _unknown(one.rule, row, series)
        for one in judge_rows(series, book.rules_of(Scope.checkin))[row]
        if _open(one)
    }
    holds = _Branch(series.clock[row], course)
    ranked = []
    for key, question in all_questions(book).items():
        conditions = question.get("only_if")
        if (
            not AFTER & set(question["when"])
            or question.get("audience") == "therapist"
            or not all_of(conditions, holds)
        ):
            continue
        filled = fills(key, book)[Scope.checkin] - (frozenset() if conditions else w.OPTIONAL)
        touched = [name for name, facts in unknown.items() if facts & filled]
        settled = [name for name in touched if unknown[name] - w.OPTIONAL <= filled]
        if touched:
            levels = [book.rules[name].highest_level or Level.self_care for name in settled or touched]
            rank = (bool(settled), max(levels), levels.count(max(levels)), len(settled), len(touched))
            ranked.append((rank, Next(key, tuple(settled), tuple(touched), max(levels))))
    return max(ranked, key=lambda one: one[0])[-1] if ranked else None


def _open(one: Judged) -> bool:
    """Unsure for want of an answer; too early is settled by time alone."""
    return one.outcome == Outcome.unsure and not one.too_early


def _unknown(rule: Rule, row: int, series: Series) -> frozenset[str]:
    """The facts of the rule that a question may fill and that nobody has answered."""
    return frozenset(
        name
        for name in rule.facts
        if name not in RECORDED and ((column := series.columns.get(name)) is None or column[row] is None)
    )


def next_checkin_hours(assessment: Assessment, course: Course, book: Book) -> float | None:
    """When to ask again, in hours after the treatment; None when the follow-up is over.

    Within the first few hours, with more than calm to tell, that is when those hours are over. Levels 4 and 5 are
    asked again like any other: it is only closing them that takes a person.
    """
    few = book.limits["few_hours"].limit.value
    if assessment.hours < few and assessment.level > Level.self_care:
        return few
    times = NECK_CHECKIN_HOURS if course.treatment.neck_treated is not False else CHECKIN_HOURS
    return next((hours for hours in times if hours > assessment.hours), None)
