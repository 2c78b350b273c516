"""Chow 2006: 90 people with lasting neck pain, laser or placebo, measured at the start, after 7 and after 12 weeks.

One complaint a person. Each measurement stands as a visit; the scale 0–1 becomes 0–10, decimals kept.
"""

from pathlib import Path
from zoneinfo import ZoneInfo

from myosotis.course import AnswerError
from myosotis.records.tables import Imported, amount_in, rows_of

GROUPS = {"1": "active", "2": "placebo"}
DAYS_SINCE_PREVIOUS = {"1": None, "2": 7 * 7, "3": 5 * 7}


def imported(path: Path, zone: ZoneInfo | None = None) -> Imported:
    people: dict[str, dict] = {}
    rows = rows_of(path, "id", "vas", "laser", "time")
    for number, row in enumerate(rows, start=2):
        person = people.setdefault(row["id"], {"group": row["laser"], "pain": {}})
        if row["laser"] != person["group"] or row["time"] not in DAYS_SINCE_PREVIOUS:
            raise AnswerError(f"line {number}", f"laser {row['laser']}, time {row['time']} do not fit person {row['id']}",
                              "one group a person; time is 1, 2 or 3")  # fmt: skip
        vas = amount_in(row, "vas", f"line {number}")
        person["pain"][row["time"]] = None if vas is None else round(vas * 10, 6)
    return Imported([_complaint(name, person) for name, person in people.items()], len(rows))


def _complaint(name: str, person: dict) -> dict:
    pain = person["pain"]
    return {
        "id": f"chow-{name}",
        "group": GROUPS[person["group"]],
        "baseline_pain": pain.get("1"),
        "treatments": [
            {"days_since_previous": days, "pain_before": pain.get(time)} for time, days in DAYS_SINCE_PREVIOUS.items()
        ],
    }
