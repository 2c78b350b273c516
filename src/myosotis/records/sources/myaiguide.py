"""MyAIGuide: pain diaries kept for months and years, in each person's own words for where it hurts.

A diary is no follow-up of a treatment: it has no baseline and is judged by absolute values. One course a year, one
check-in a day, at the same time each evening by the wall clock; `hours` are those that truly went by, so a day is
23 hours when the clock goes forward and 25 when it goes back. Of several entries for a place the worst counts.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from math import ceil
from pathlib import Path
from zoneinfo import ZoneInfo

from myosotis.course import AnswerError
from myosotis.course.words import SYMPTOMS
from myosotis.records.tables import Imported, amount_in, rows_of, whole_score

EVENING = time(20)
# The diary's names and the regions they lie in. A name without a side is taken for both sides, or the middle.
PLACES = {
    "abdominal pain": ("abdomen",), "abs": ("abdomen",), "ankle": ("ankle",), "ankle pain": ("ankle",),
    "back pain": ("upper_back", "lower_back"), "bellow ankle": ("foot",), "elbow": ("elbow",), "elbow pain": ("elbow",),
    "eyes": ("head",), "eyes (or around them)": ("head",), "fingers": ("hand",), "foot pain": ("foot",),
    "forearm close to elbow": ("forearm",), "forehead": ("head",), "forehead and eyes": ("head",),
    "gastrocnemius": ("lower_leg",), "hand pain": ("hand",), "hands and fingers": ("hand",), "headache": ("head",),
    "hip": ("hip",), "hip pain": ("hip",), "knee pain": ("knee",), "knees": ("knee",), "leg pain": ("thigh", "lower_leg"),
    "low back": ("lower_back",), "low back pain": ("lower_back",), "neck": ("neck",),
    "patellar tendon throbbing": ("knee",), "quadricepts": ("thigh",), "right big toe": ("foot",),
    "shoulder": ("shoulder",), "shoulder neck": ("shoulder", "neck"), "shoulder pain": ("shoulder",),
    "thoracic region": ("upper_back",), "trapezius": ("upper_back",), "under the foot": ("foot",),
}  # fmt: skip
FEELINGS = {"sick/tired": "fatigue", "sick": "malaise", "dizziness": "dizziness"}
PAIN_WITHOUT_PLACE = {"acute pain"}
WITHOUT_A_DAY = "(no day)"
_MIDDLE = {"head", "neck", "upper_back", "lower_back", "abdomen"}
_SIDES = {"": None, "right only": ("right",), "left only": ("left",), "right mostly": ("right", "left"),
          "left mostly": ("left", "right")}  # fmt: skip


def imported(path: Path, zone: ZoneInfo | None = None) -> Imported:
    zone = zone or ZoneInfo("Europe/Copenhagen")
    rows, unmapped = list(_entries(path, zone)), Counter()
    days: dict[date, list] = defaultdict(list)
    for day, name, side, intensity in rows:
        if day is None:
            unmapped[WITHOUT_A_DAY] += 1
            continue
        days[day].append((name, side, intensity))
        if name.lower() not in PLACES and name.lower() not in FEELINGS:
            unmapped[name] += 1
    years: dict[int, list] = defaultdict(list)
    for day in sorted(days):
        years[day.year].append(_checkin(day, days[day]))
    cases = []
    for year, checkins in years.items():
        first = _moment(checkins[0]["day"], zone)
        for checkin in checkins:
            checkin["hours"] = (_moment(checkin["day"], zone) - first).total_seconds() / 3600
        cases.append({"id": f"{path.stem}-{year}", "baseline": None, "checkins": checkins})
    return Imported(cases, len(rows), unmapped)


def _moment(day: str, zone: ZoneInfo) -> datetime:
    # In UTC: two moments of one zone would be subtracted by the wall clock.
    return datetime.combine(date.fromisoformat(day), EVENING, zone).astimezone(UTC)


def _entries(path: Path, zone: ZoneInfo) -> Iterable[tuple[date | None, str, str, float]]:
    """Each row as day, name, side and intensity, from either of the two shapes of file."""
    tidy = "region" in _columns(path)
    needed = ("date", "region", "side", "intensity") if tidy else ("name", "startday", "startmonth", "startyear", "intensity")
    for number, row in enumerate(rows_of(path, *needed), start=2):
        intensity = amount_in(row, "intensity", f"line {number}")
        if intensity is None or not 0 <= intensity <= 10:
            raise AnswerError(f"line {number}, intensity", f"{row['intensity']!r} is outside 0 to 10", "give 0 to 10")
        name, side = (row["region"], row["side"]) if tidy else (row["name"], "")
        yield _day(row, tidy, number, zone), name.strip(), side.strip(), intensity


def _day(row: Mapping[str, str], tidy: bool, number: int, zone: ZoneInfo) -> date | None:
    """The day of the entry. Where the diary's app wrote none, the one of the moment it was stored, which is in UTC."""
    try:
        if tidy:
            return date.fromisoformat(row["date"])
        year, month, day = (int(row[f"start{part}"] or 0) for part in ("year", "month", "day"))
        if year and month and day:
            return date(year, month, day)
        stored = row.get("date")
        return datetime.fromisoformat(stored).replace(tzinfo=UTC).astimezone(zone).date() if stored else None
    except ValueError as error:
        raise AnswerError(f"line {number}", f"no such day ({error})", "write the day as 2016-03-27") from None


def _columns(path: Path) -> Mapping:
    return next(iter(rows_of(path)), {})


def _checkin(day: date, entries: list[tuple[str, str, float]]) -> dict:
    pain_at, feelings, pains = {}, {}, []
    for name, side, intensity in entries:
        key, score = name.lower(), whole_score(intensity)
        if key in PLACES:
            pains.append(score)
            for site in _sites(key, side, day):
                pain_at[site] = max(score, pain_at.get(site, 0))
        elif key in FEELINGS:
            # Ten steps to four grades: our reading.
            feelings[FEELINGS[key]] = max(ceil(intensity / 2.5), feelings.get(FEELINGS[key], 0))
        elif key in PAIN_WITHOUT_PLACE:
            pains.append(score)
    checkin = {"hours": 0.0, "day": day.isoformat(), "pain": max(pains, default=None)}
    if pain_at:
        checkin["pain_at"] = pain_at
    if feelings:
        # What the diary did not ask for stays unknown, never "none".
        checkin["symptoms"] = dict.fromkeys(SYMPTOMS) | feelings
    checkin["original"] = [[name, side, intensity] for name, side, intensity in entries]
    return checkin


def _sites(key: str, side: str, day: date) -> Iterable[str]:
    if side.lower() not in _SIDES:
        raise AnswerError(f"{day}, side", f"{side!r} is not known", f"the sides are {', '.join(filter(None, _SIDES))}")
    sides = ("right",) if key.startswith("right ") else _SIDES[side.lower()]
    for region in PLACES[key]:
        for one in sides or (("mid",) if region in _MIDDLE else ("left", "right")):
            yield f"{region}:{one}"
