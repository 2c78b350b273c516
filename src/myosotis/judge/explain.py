"""Why: an assessment in the client's own words and numbers, or in the therapist's, Danish or English.

Every sentence comes from the book. Calm sentences are never shown at level 2 or above.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from myosotis.course import Course
from myosotis.engines.plain import Series
from myosotis.judge.assess import NOT_ALL_ANSWERED, NOTHING_FITS, Assessment, Finding
from myosotis.judge.contact import Contact, places, told_to_do, with_words
from myosotis.judge.for_therapist import held_since, why_for_therapist
from myosotis.judge.wording import label, say_hours, say_value, values_said
from myosotis.knowledge.model import Book, Rule
from myosotis.language import nodes as n
from myosotis.language.describe import in_words
from myosotis.terms import Certainty, Level, Outcome, Reading, Scope, Tag

# A page at night is short: the rest stands in the knowledge pages.
MOST_HOME = 4
# Comfort that may not stand beside level 2 or more, not even as a source (readings, F2).
COMFORTING = {"A-36", "B-19", "B-21", "B-34", "B-67", "B-107", "B-108"}
MOST_FIRST_AID = 7
THOUGHTS_OF_DYING = "suicidal_thoughts"
NEEDLE_SIGNS = {"chest_pain", "breathless", "pain_on_breathing", "coughing_blood"}


@dataclass(frozen=True)
class Source:
    """What a sentence rests on: a statement with its certainty, or our reading [R] or safety extension [X]."""

    id: str
    text: str
    certainty: str
    tag: str | None


@dataclass(frozen=True)
class Explanation:
    """An answer for people. `headline` says what to do; the rest says why, what is normal, and what changes it."""

    level: Level
    headline: str
    reading: str
    do: list[str] = field(default_factory=list)
    why: list[str] = field(default_factory=list)
    normal: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    home: list[str] = field(default_factory=list)
    first_aid: list[str] = field(default_factory=list)
    call: list[str] = field(default_factory=list)
    expires: str = ""
    sources: list[Source] = field(default_factory=list)
    note: str = ""
    # The number of those who listen, where she thinks of dying.
    lifeline: str = ""


def explain(
    assessment: Assessment,
    course: Course,
    book: Book,
    language: str = "da",
    audience: str = "client",
    contact: Contact | None = None,
) -> Explanation:
    """One assessment of the course in words; `audience` is client or therapist.

    What is said to the client alone (at home, on the phone, when to write again) is no part of what the therapist reads.
    """
    contact = contact or Contact()
    level, reading = assessment.level, assessment.reading
    findings = _decisive(assessment)
    now = next(c for c in course.checkins if c.hours == assessment.hours)
    key, variant = _reading_key(reading, findings, book)
    if key == Reading.undetermined and _is_masked(now, findings, book):
        variant = "masked"
    if reading == Reading.red_flag and now.symptoms.get(THOUGHTS_OF_DYING):
        variant = "life"
    if audience == "therapist":
        level_key = f"words/levels.{level.name}.{audience}"
        therapist = book.words("readings")[key]["therapist"]
        note = therapist["note"][language] if "note" in therapist else ""
        return Explanation(
            level=level,
            headline=book.text(f"{level_key}.label", language),
            reading=_reading_text(book, key, variant, audience, assessment.certainty, language),
            do=[book.text(f"{level_key}.{with_words('do', level, audience, contact, book)}", language)],
            why=_why_of_her(assessment, findings, course, book, language),
            expires=_expires(assessment, contact, book, language, audience),
            sources=_sources(findings, audience, book, language),
            note=note,
        )
    headline, *do = told_to_do(contact, level, book, language)
    symptoms = _felt_now(assessment, course)
    return Explanation(
        level=level,
        headline=headline,
        reading=_reading_text(book, key, variant, audience, assessment.certainty, language),
        do=do,
        why=[*_why(assessment, findings, course, book, language), *_in_her_words(now, findings, book, language)],
        normal=_advice(book, "advice/normal", level, (reading, key), symptoms, findings, language),
        changes=_changes(book, level, (reading, key), symptoms, findings, course, assessment.hours, language),
        home=_advice(book, "advice/home", level, (reading, key), symptoms, findings, language)[:MOST_HOME],
        first_aid=_first_aid(symptoms, contact, level, book, language),
        call=_call(symptoms, level, book, language),
        expires=_expires(assessment, contact, book, language),
        sources=_sources(findings, audience, book, language),
        lifeline=_lifeline(symptoms, level, book),
    )


def _decisive(assessment: Assessment) -> tuple[Finding, ...]:
    """The findings that made the answer; an answer held from earlier has them at its own level, if at all now."""
    found = tuple(f for f in assessment.decisive if f.reading == assessment.reading) or assessment.decisive
    others = tuple(f for f in assessment.decisive if f not in found)
    return (found + others) or assessment.raised[:1]


def variant_of(assessment: Assessment, book: Book) -> str:
    """The finer sort of the reading (no_net_improvement, too_early, …) where all findings that made it agree; or ""."""
    made = [f for f in assessment.decisive if f.reading == assessment.reading]
    variants = {book.rules[f.rule].variant if f.rule in book.rules else None for f in made}
    return (variants.pop() or "") if len(variants) == 1 else ""


def _reading_key(reading: Reading, findings: tuple[Finding, ...], book: Book) -> tuple[str, str | None]:
    made = [f for f in findings if f.reading == reading and f.rule in book.rules]
    variants = {book.rules[f.rule].variant for f in made}
    variant = variants.pop() if len(variants) == 1 else None
    if variant == "no_net_improvement" and reading == Reading.negative_reaction:
        return "no_net_improvement", None
    return reading.value, variant


def _reading_text(book: Book, key: str, variant, audience: str, certainty: Certainty | None, language: str) -> str:
    texts = book.words("readings")[key][audience]
    for choice in (variant, certainty.value if certainty else None, "sentence", "possible"):
        if choice in texts:
            return texts[choice][language]
    return texts["label"][language]


class _Said(dict):
    """Places in a sentence, filled from the values of a finding; one that is not known is said as such."""

    def __init__(self, values: Mapping, book: Book, language: str):
        super().__init__()
        self.values_by_name, self.book, self.language = values, book, language

    def __missing__(self, name: str) -> str:
        return say_value(name, self.values_by_name.get(name), self.book, self.language)


def _why(assessment: Assessment, findings: tuple[Finding, ...], course: Course, book: Book, language: str) -> list[str]:
    found = []
    if assessment.latched_since_hours is not None and assessment.latched_since_hours < assessment.hours:
        since = say_hours(assessment.latched_since_hours, book, language)
        found.append(book.text("advice/explanation.reached_earlier", language).format(since=since))
    for finding in findings:
        if finding.rule in (NOT_ALL_ANSWERED, NOTHING_FITS):
            found.append(book.text(f"advice/explanation.{finding.rule}", language))
            continue
        rule = book.rules[finding.rule]
        text = rule.why or rule.title
        said = text[language].format_map(_Said(values_said(finding.values, course, assessment.hours, book, language), book, language))
        found.append(said[:1].upper() + said[1:])
    return list(dict.fromkeys(found))


def _why_of_her(assessment: Assessment, findings: tuple[Finding, ...], course: Course, book: Book, language: str) -> list[str]:
    """The same for a therapist: what was found and on which answers, said of the client and not to her."""
    unsaid = [f.rule for f in findings if f.rule in (NOT_ALL_ANSWERED, NOTHING_FITS)]
    unsaid = [book.text(f"advice/explanation.of_her.{name}", language) for name in dict.fromkeys(unsaid)]
    return [*held_since(assessment, book, language), *why_for_therapist(assessment, course, book, language), *unsaid]


def _felt_now(assessment: Assessment, course: Course) -> set[str]:
    checkin = next(c for c in course.checkins if c.hours == assessment.hours)
    felt = {name for name, grade in checkin.symptoms.items() if grade}
    return felt | ({"bruise"} if checkin.facts.get("bruise") not in (None, "none") else set())


def _advice(book: Book, file: str, level: Level, readings, symptoms: set[str], findings, language, regions: frozenset[str] = frozenset()) -> list[str]:
    found = []
    rules = {finding.rule for finding in findings}
    for card in book.file(file).values():
        if "readings" in card and not set(card["readings"]) & {str(reading) for reading in readings}:
            continue
        if "levels" in card and level.name not in card["levels"]:
            continue
        if "symptoms" in card and not set(card["symptoms"]) & symptoms:
            continue
        if symptoms & set(card.get("without_symptoms", ())):
            continue
        if "rules" in card and not set(card["rules"]) & rules:
            continue
        if "regions" in card and not set(card["regions"]) & regions:
            continue
        if card.get("calm") and level > Level.self_care:
            continue
        felt = [book.text(f"words/symptoms.{name}", language) for name in card.get("symptoms", ()) if name in symptoms and name != "bruise"]
        found.append(card[language].format(felt=", ".join(felt)))
    return found


def _first_aid(symptoms: set[str], contact: Contact, level: Level, book: Book, language: str) -> list[str]:
    """What to do after a faint, in the order to do it."""
    if "fainted" not in symptoms:
        return []
    fill = places(contact, level, book, language)
    steps = book.file("advice/first_aid").items()
    return [card[language].format(**fill) for name, card in steps if name.startswith("faint_")][:MOST_FIRST_AID]


def _call(symptoms: set[str], level: Level, book: Book, language: str) -> list[str]:
    """What to say on the phone to a doctor or 112."""
    if level < Level.doctor_today:
        return []
    names = ["say_what", "say_grows", "say_medicine", "no_answer"]
    if level == Level.emergency:
        names = ["say_what", "say_address"]
    found = [book.text(f"advice/phone_call.{name}", language) for name in names]
    if symptoms & NEEDLE_SIGNS:
        found.append(book.text("advice/first_aid.chest_after_needles", language))
    if line := _lifeline(symptoms, level, book):
        found.insert(0, book.text("advice/phone_call.mind_line", language).format(phone=line))
    return found


def _lifeline(symptoms: set[str], level: Level, book: Book) -> str:
    there = THOUGHTS_OF_DYING in symptoms and level >= Level.doctor_today
    return book.file("phones")["suicide_line"]["number"] if there else ""


def _is_masked(now, findings: tuple[Finding, ...], book: Book) -> bool:
    """A card that asks for a painkiller made the answer, and one was taken so lately that it may still be working."""
    taken = now.facts.get("painkiller_hours")
    asked = any("painkiller_hours" in book.rules[f.rule].facts for f in findings if f.rule in book.rules)
    return asked and taken is not None and taken <= book.limits["painkiller_window"].limit.value


def _in_her_words(now, findings: tuple[Finding, ...], book: Book, language: str) -> list[str]:
    """What she wrote of how it feels, in the words of this answer, where a card that made the answer rests on it."""
    asked = {name for f in findings if f.rule in book.rules for name in book.rules[f.rule].facts}
    found = []
    if now.qualities and any(name.startswith(("feels_", "qualities_")) for name in asked):
        words = ", ".join(book.text(f"words/qualities.{name}", language) for name in now.qualities)
        found.append(book.text("advice/explanation.it_feels", language).format(words=words))
    kind = now.facts.get("quality_kind")
    if kind and "quality_kind" in asked:
        words = book.text(f"words/answers.kind_of_pain.{kind}", language)
        found.append(book.text("advice/explanation.kind_of_pain", language).format(words=words[:1].lower() + words[1:]))
    if _is_masked(now, findings, book):
        hours = say_hours(now.facts["painkiller_hours"], book, language)
        found.append(book.text("advice/explanation.painkiller", language).format(hours=hours))
    return found


def _changes(book: Book, level, readings, symptoms, findings, course: Course, hours: float, language: str) -> list[str]:
    now = next(c for c in course.checkins if c.hours == hours)
    regions = frozenset(place.region for place in now.sites or ())
    found = _advice(book, "advice/changes", level, readings, symptoms, findings, language, regions)
    if course.treatment.neck_treated is False:
        neck = book.text("advice/changes.neck_watch", language)
        found = [text for text in found if text != neck]
    return found


def _expires(assessment: Assessment, contact: Contact, book: Book, language: str, audience: str = "client") -> str:
    of_her = "of_her." if audience == "therapist" else ""
    if assessment.expires_at_hours is None:
        return book.text(f"advice/explanation.{of_her}stays", language)
    if contact.holds_until:
        by_the_clock = "expires_at_night" if contact.holds_until_night and not of_her else "expires_by_the_clock"
        return book.text(f"advice/explanation.{by_the_clock}", language).format(time=contact.holds_until)
    hours = say_hours(assessment.expires_at_hours, book, language)
    return book.text(f"advice/explanation.{of_her}expires", language).format(hours=hours)


def _sources(findings: tuple[Finding, ...], audience: str, book: Book, language: str) -> list[Source]:
    found: dict[str, Source] = {}
    tags: dict[str, Source] = {}
    for finding in findings:
        for identity in finding.because:
            if identity in COMFORTING and audience == "client" and finding.level and finding.level > Level.self_care:
                continue
            statement = book.statements[identity]
            sureness = {"asserted": "from_source"}.get(statement["certainty"], statement["certainty"])
            text = book.text(f"advice/explanation.sureness.{sureness}", language)
            said = statement.get("therapist", statement) if audience == "therapist" else statement
            found[identity] = Source(identity, said[language], text, None)
        rule = book.rules.get(finding.rule)
        tag = rule.grounds.tag if rule else Tag.R
        if tag in (Tag.R, Tag.X):
            key = "our_reading" if tag == Tag.R else "safety"
            title = rule.title[language] if rule else book.text(f"advice/explanation.{finding.rule}", language)
            tags[f"{tag}:{finding.rule}"] = Source(
                f"[{tag}]", title, book.text(f"advice/explanation.sureness.{key}", language), tag.value
            )
    return [*found.values(), *tags.values()]


@dataclass(frozen=True)
class Part:
    """One part of a rule's sentence, and whether it held: yes, no or not known (None)."""

    text: str
    held: bool | None


def why_not(rule: Rule, course: Course, book: Book, hours: float, language: str = "da") -> tuple[Outcome, list[Part]]:
    """What a rule said at the check-in at `hours`, and which parts of its sentence held."""
    series = Series(course.columns(), course.clock)
    row = len(course.clock) - 1 - course.clock[::-1].index(hours)
    value = series.column(rule.when)[row]
    too_early = value is False and rule.judge_after is not None and series.clock[row] < rule.judge_after
    outcome = Outcome.unsure if value is None or too_early else Outcome.raised if value else Outcome.silent

    def named(node):
        return label(node, book, language, Scope.checkin)

    parts = rule.when.joined if isinstance(rule.when, n.Both) else (rule.when,)
    return outcome, [Part(in_words(part, language, named), series.column(part)[row]) for part in parts]


def fallback(
    book: Book,
    language: str = "da",
    contact: Contact | None = None,
    level: Level | None = None,
    signs: frozenset[str] = frozenset(),
    audience: str = "client",
) -> Explanation:
    """When judging fails: the whole list of warnings and whom to call; never blank, never "OK".

    `level` is 4 or 5 where a sign of danger was said all the same; `signs` are those that were said.
    """
    contact = contact or Contact()
    danger, level = level is not None, Level(level or Level.therapist_today)
    flags = book.file("questions/red_flags")
    headline, *do = told_to_do(contact, level, book, language)
    why = [book.text("words/symptoms." + sign, language) for sign in sorted(signs)] if danger else []
    if audience == "therapist":
        headline = book.text(f"words/levels.{level.name}.therapist.label", language)
        told = [book.text(f"words/levels.{level.name}.therapist.do", language)] if danger else []
        do = [*told, book.text("advice/explanation.not_judged", language)]
    else:
        do += [] if danger else [book.text("advice/changes.call_if_danger", language)]
        why.append(book.text("advice/explanation.could_not_be_judged", language))
    reading = f"red_flag.{audience}.sentence" if danger else f"undetermined.{audience}.not_judged"
    return Explanation(
        level=level,
        headline=headline,
        reading=book.text(f"words/readings.{reading}", language),
        do=do,
        why=[sentence[:1].upper() + sentence[1:] for sentence in why],
        changes=[] if audience == "therapist" else [book.text("advice/explanation.any_yes", language), *(flags[line][language] for line in flags["red_flags"]["lines"])],
        call=_call(set(signs), level, book, language),
        lifeline=_lifeline(set(signs), level, book),
        expires=book.text("advice/explanation.stays", language),
    )
