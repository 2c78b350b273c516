"""Dinat 2015: amitriptyline against placebo, each person in both periods, pain at the start, after 3 and 6 weeks.

One complaint a person and period. The words for the pain stand in a file beside it and come along where it is there.
"""

from collections import Counter
from pathlib import Path
from zoneinfo import ZoneInfo

from myosotis.course import AnswerError
from myosotis.records.tables import Imported, amount_in, rows_of

GROUPS = {"A": "active", "P": "placebo"}
MEASURED = ("Time1", "Time2", "Time3")
DAYS_BETWEEN = 21
WORDS_FILE = "ResponderAnalysis.csv"
# The study's words for pain, and ours; a word of which we have no like is listed as not mapped.
QUALITIES = {"Burning": "burning", "Electric.shocks": "electric", "Tingling": "tingling", "Pins.n.needles": "tingling",
             "Numbness": "numb"}  # fmt: skip
OTHER_WORDS = ("Painful.cold", "Itching")


def imported(path: Path, zone: ZoneInfo | None = None) -> Imported:
    rows = rows_of(path, "ID", "Period", "Treatment", *MEASURED)
    words, unmapped = _words(path.with_name(WORDS_FILE))
    cases = []
    for number, row in enumerate(rows, start=2):
        if row["Treatment"] not in GROUPS:
            raise AnswerError(f"line {number}, Treatment", f"{row['Treatment']!r} is not known", "write A or P")
        pain = [_pain(row, column, number) for column in MEASURED]
        cases.append(
            {
                "id": f"{row['ID']}-{row['Period']}",
                "group": GROUPS[row["Treatment"]],
                "baseline_pain": pain[0],
                "qualities": words.get(row["ID"]),
                "treatments": [
                    {"days_since_previous": DAYS_BETWEEN if i else None, "pain_before": one} for i, one in enumerate(pain)
                ],
            }
        )
    return Imported(cases, len(rows), unmapped)


def _pain(row: dict, column: str, number: int) -> float | None:
    return amount_in(row, column, f"line {number}")


def _words(path: Path) -> tuple[dict[str, list[str]], Counter]:
    if not path.exists():
        return {}, Counter()
    words, unmapped = {}, Counter()
    for row in rows_of(path, "ID", *QUALITIES, *OTHER_WORDS):
        words[row["ID"]] = list(dict.fromkeys(ours for theirs, ours in QUALITIES.items() if row[theirs] == "Yes"))
        unmapped.update(name for name in OTHER_WORDS if row[name] == "Yes")
    return words, unmapped
