"""An example on a card → a little chart and a few words, for the rule book."""

from collections.abc import Mapping

from myosotis.course import Course
from myosotis.drawing.rule_card import Small
from myosotis.judge.examples import case_of, try_example
from myosotis.judge.wording import say_hours, say_number, say_word
from myosotis.knowledge.model import Book, Example, Rule
from myosotis.terms import Outcome, Scope

WORDS = "words/rulebook"
LANGUAGE = "da"
ANSWERS = {Outcome.raised: "✓", Outcome.silent: "–", Outcome.unsure: "?"}


def drawn(rule: Rule, example: Example, book: Book) -> Small:
    """The example as a chart; its verdict is what the rule truly says of it, not what the card promises."""
    case, judged = case_of(rule, example), try_example(rule, example)
    points, before, ticks, said = _of_course(case, example, book) if isinstance(case, Course) else _of_others(rule, case, book)
    verdict = _verdict(rule, judged, book)
    return Small(example.name, points, before, ticks, said, ANSWERS[judged.outcome], verdict,
                 judged.step.level if judged.step else None)  # fmt: skip


def _verdict(rule: Rule, judged, book: Book) -> str:
    if judged.outcome != Outcome.raised:
        return book.text(f"words/certainties.outcomes.{judged.outcome.value}", LANGUAGE)
    if rule.scope == Scope.checkin:
        reading = book.words("readings")[judged.step.reading.value]["therapist"]["label"][LANGUAGE]
        return f"{reading}, {book.text(f'words/levels.{judged.step.level.name}.client.label', LANGUAGE)}"
    return say_claims(judged.step.claims, book)


def say_claims(claims: Mapping[str, object], book: Book) -> str:
    """What a raised card of the plan or the self-check claims, in words."""
    said = []
    for what, value in claims.items():
        words = "words/causes" if what == "likely_cause" else f"{WORDS}.values"
        values = [book.text(f"{words}.{one}", LANGUAGE) for one in (value if isinstance(value, list) else [value])]
        said.append(f"{book.text(f'{WORDS}.claims.{what}', LANGUAGE)}: {', '.join(values)}")
    return "; ".join(said)


def _of_course(course: Course, example: Example, book: Book):
    before = course.baseline.pain if course.baseline else None
    points = [(checkin.hours, checkin.pain) for checkin in course.checkins]
    ticks = [say_hours(checkin.hours, book, LANGUAGE) for checkin in course.checkins]
    said = [book.text(f"{WORDS}.no_baseline", LANGUAGE)] if before is None else []
    said += _given(example.given.get("treatment", {}), book) + _given(example.given.get("client", {}), book)
    for checkin in example.given.get("checkins", [])[-1:]:
        said += _given({key: value for key, value in checkin.items() if key not in ("hours", "pain")}, book)
    return points, before, ticks, ", ".join(said)


def _given(answers: Mapping, book: Book) -> list[str]:
    """What an example says beside pain and time, in words."""
    said = []
    for name, value in answers.items():
        if name == "symptoms" and isinstance(value, Mapping):
            for symptom, grade in value.items():
                grade_said = "?" if grade is None else book.text(f"words/grades.{grade}", LANGUAGE)
                said.append(f"{book.text(f'words/symptoms.{symptom}', LANGUAGE)} ({grade_said})")
        elif name == "sites" and value:
            said.append(", ".join(_site(site, book) for site in value))
        elif name == "pain_at" and value:
            said.append(", ".join(f"{_site(site, book)} {pain}" for site, pain in value.items()))
        elif name == "qualities" and value:
            said.append(", ".join(book.text(f"words/qualities.{quality}", LANGUAGE) for quality in value))
        elif name == "conditions" and value:
            said.append(", ".join(book.text(f"words/conditions.{condition}", LANGUAGE) for condition in value))
        elif name in book.words("facts") or name == "kind":
            said.append(_fact(name, value, book))
    return said


def _fact(name: str, value, book: Book) -> str:
    label = book.words("facts")[name][LANGUAGE] if name in book.words("facts") else ""
    if isinstance(value, str):
        word = say_word(value, book, LANGUAGE)
        return word if name == "kind" else f"{label}: {word}"
    if isinstance(value, bool):
        choice = "yes" if value else "no"
        return f"{label}: {book.text(f'words/answers.choice.{choice}', LANGUAGE).lower()}"
    if isinstance(value, (int, float)):
        return f"{label} {say_number(value, LANGUAGE)}"
    return f"{label or name} ?"


def _site(text: str, book: Book) -> str:
    region, _, side = text.partition(":")
    return " ".join(book.text(f"words/sites.{key}", LANGUAGE) for key in (f"sides.{side}", f"regions.{region}"))


def _of_others(rule: Rule, case, book: Book):
    if rule.scope == Scope.person:
        return [], None, [], book.text(f"{WORDS}.selfcheck", LANGUAGE)
    rows = case.treatments
    points = [(row["days"], row.get("pain_7_days_later") if row.get("pain_7_days_later") is not None else row.get("pain_before"))
              for row in rows]  # fmt: skip
    ticks = [say_number(row["treatment_number"], LANGUAGE) for row in rows]
    given = rows[0]["treatment_number"] > 0
    said = book.text(f"{WORDS}.after_treatments", LANGUAGE).format(count=rows[-1]["treatment_number"])
    return points if given else [], case.pain, ticks, said if given else book.text(f"{WORDS}.before_first", LANGUAGE)
