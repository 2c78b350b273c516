"""What a client said before a treatment, as rows of question and answer; what was left open is not there."""

from myosotis.clinic.care.presenters import wording
from myosotis.clinic.care.presenters.answered import answers_in_words
from myosotis.clinic.care.presenters.client import BASELINE_SCORES
from myosotis.knowledge import load_book

INTAKE = "questions/intake"
# Asked by one press; the group of answers.yaml where the question has no choices of its own.
CHOSEN = {
    "massage_before": None, "bad_experience": "choice", "faint_history": "choice", "how_long": None,
    "since_last_treatment": "felt_progress", "gentler_please": "choice",
}  # fmt: skip
SCORES = BASELINE_SCORES | {"feel_safe": "feel_safe", "stress_now": "stress_now"}


def said_in_words(answers) -> list[tuple[str, str]]:
    """Illness first, then how it is today, then what she asks for."""
    found = []
    if (known := answers.get("conditions")) is not None:
        named = ", ".join(wording.label("conditions", name) for name in known)
        found.append((wording.text(f"{INTAKE}.disclosure"), named or wording.text("words/answers.choice.none_of_these").lower()))
    found += answers_in_words({name: answers[name] for name in ("pain", "qualities", "sites", "symptoms") if name in answers})
    for name, question in SCORES.items():
        if (score := answers.get(name)) is not None:
            found.append((wording.text(f"{INTAKE}.{question}"), wording.text("words/answered.of_ten", number=score)))
    for name, group in CHOSEN.items():
        if answer := answers.get(name):
            entries = load_book().words("answers")[group] if group else load_book().file(INTAKE)[name]["options"]
            found.append((wording.text(f"{INTAKE}.{name}"), entries[answer][wording.language()] if answer in entries else str(answer)))
    return found
