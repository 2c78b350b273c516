"""Course, Complaint and Person: frozen, read from plain mappings, and turned into the columns that cards ask of.

    Course.read({"treatment": {"kind": "trigger_point"}, "baseline": {"pain": 6}, "checkins": [{"hours": 4, "pain": 8}]})

The judge never reads titles, notes or labels: unknown keys are passed over.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from myosotis.body.places import Place
from myosotis.course import answers as a
from myosotis.course import words as w
from myosotis.course.errors import AnswerError
from myosotis.course.places import place_columns
from myosotis.terms import Reading

NECK = frozenset({"neck", "head"})
# What a kind says of needles by itself where nobody else does. Trigger points are treated by hand, for needles have a kind of
# their own (the record asks all the same); a mixed treatment says nothing, nor does a kind that is not known.
NEEDLES_BY_KIND = {
    "dry_needling": True, "trigger_point": False, "massage": False, "wellness_massage": False, "neck_manipulation": False,
}  # fmt: skip


@dataclass(frozen=True)
class Client:
    """Who was treated, as known at the treatment. Facts are kept by name; None is unknown."""

    facts: Mapping[str, object]

    @classmethod
    def read(cls, raw, where: str = "client") -> "Client":
        raw = a.mapping(raw or {}, where)
        conditions = raw.get("conditions")
        known = None
        if conditions is not None:
            listed = [str(c) for c in a.listing(conditions, f"{where}.conditions")]
            known = {w.CONDITION_SYNONYMS.get(name, name) for name in listed}
        facts = {"age": a.amount(raw.get("age"), f"{where}.age", 0, 125)}
        for name in ("long_standing", "many_points", "unaccustomed_to_massage", "stressed", "previous_bad_experience",
                     "first_treatment", "low_safety_feeling", "wants_gentler"):  # fmt: skip
            facts[name] = a.yes_no(raw.get(name), f"{where}.{name}")
        for condition in w.CONDITIONS:
            facts[f"has_{condition}"] = None if known is None else condition in known
        return cls(facts)


@dataclass(frozen=True)
class Treatment:
    """One treatment with its dose. A kind that is not known is judged as ordinary massage, the stricter."""

    kind: str | None
    pressure: int | None
    minutes: float | None
    trigger_points: int | None
    sites: frozenset[Place] | None
    neck_treated: bool | None
    needles_used: bool | None

    @classmethod
    def read(cls, raw, where: str = "treatment") -> "Treatment":
        raw = a.mapping(raw or {}, where)
        kind = a.word(raw.get("kind"), f"{where}.kind", w.KINDS)
        sites = a.sites(raw.get("sites"), f"{where}.sites")
        neck = a.yes_no(raw.get("neck_treated"), f"{where}.neck_treated")
        if kind == "neck_manipulation" or any(site.region in NECK for site in sites or ()):
            neck = True
        elif neck is None and sites is not None:
            neck = False
        needles = a.yes_no(raw.get("needles_used"), f"{where}.needles_used")
        if kind == "dry_needling" or needles is None:
            needles = NEEDLES_BY_KIND.get(kind)
        return cls(
            kind,
            a.whole(raw.get("pressure"), f"{where}.pressure", 1, 5),
            a.amount(raw.get("minutes"), f"{where}.minutes", 0, 600),
            a.whole(raw.get("trigger_points"), f"{where}.trigger_points", 0, 200),
            sites,
            neck,
            needles,
        )


@dataclass(frozen=True)
class Baseline:
    """What was felt before the treatment, the same day: pain 0–10, its qualities and where."""

    pain: int | None
    qualities: tuple[str, ...] | None
    sites: frozenset[Place] | None
    referral_sites: frozenset[Place]
    symptoms: Mapping[str, int | None]

    @classmethod
    def read(cls, raw, where: str = "baseline") -> "Baseline | None":
        if raw is None:
            return None
        raw = a.mapping(raw, where)
        symptoms = raw.get("symptoms")
        if symptoms is not None:
            a.grades(symptoms, f"{where}.symptoms", w.SYMPTOMS, 0)
            symptoms = {name: grade for name, grade in symptoms.items() if name in w.ASKED_BEFORE}
        return cls(
            a.whole(raw.get("pain"), f"{where}.pain", 0, 10),
            a.several(raw.get("qualities"), f"{where}.qualities", w.QUALITIES),
            a.sites(raw.get("sites"), f"{where}.sites"),
            a.sites(raw.get("referral_sites"), f"{where}.referral_sites") or frozenset(),
            a.grades(symptoms, f"{where}.symptoms", w.ASKED_BEFORE, 0),
        )


@dataclass(frozen=True)
class CheckIn:
    """One set of answers at one time after the treatment. None is unknown, never good."""

    hours: float
    pain: int | None
    pain_at: Mapping[Place, int] | None
    sites: frozenset[Place] | None
    qualities: tuple[str, ...] | None
    symptoms: Mapping[str, int | None]
    ongoing: tuple[str, ...] | None
    facts: Mapping[str, object]

    @classmethod
    def read(cls, raw, where: str) -> "CheckIn":
        raw = a.mapping(raw, where)
        if raw.get("hours") is None:
            raise AnswerError(f"{where}.hours", "missing", "give the hours since the end of the treatment")
        pain_at = raw.get("pain_at")
        if pain_at is not None:
            pain_at = {
                a.site(name, f"{where}.pain_at"): a.whole(value, f"{where}.pain_at.{name}", 0, 10)
                for name, value in a.mapping(pain_at, f"{where}.pain_at").items()
            }
        sites = a.sites(raw.get("sites"), f"{where}.sites")
        if pain_at:
            sites = (sites or frozenset()) | frozenset(pain_at)
        pain = a.whole(raw.get("pain"), f"{where}.pain", 0, 10)
        numbers = [value for value in (pain_at or {}).values() if value is not None]
        if numbers and (pain is not None or len(numbers) == len(pain_at)):
            if (
                pain is not None
                and sites == frozenset(pain_at)
                and len(numbers) == len(pain_at)
                and max(numbers) < pain
            ):
                # The one number says worse than any place does: the worse counts, and nobody knows where.
                pain_at = None
            pain = max([*numbers, *([] if pain is None else [pain])])
        facts = {
            "compared": a.word(raw.get("compared"), f"{where}.compared", w.COMPARED),
            "quality_kind": a.word(raw.get("quality_kind"), f"{where}.quality_kind", w.QUALITY_KINDS),
            "bruise": a.word(raw.get("bruise"), f"{where}.bruise", w.BRUISES),
            "limb_side": a.word(raw.get("limb_side"), f"{where}.limb_side", w.LIMB_SIDES),
            "danger_unsure": a.word(raw.get("danger_unsure"), f"{where}.danger_unsure", w.UNSURE_OF),
            "soreness": a.whole(raw.get("soreness"), f"{where}.soreness", 0, 10),
            "strong_worse_hours": a.amount(raw.get("strong_worse_hours"), f"{where}.strong_worse_hours", 0, 2000),
            "painkiller_hours": a.amount(raw.get("painkiller_hours"), f"{where}.painkiller_hours", 0, 2000),
        }
        for name in ("mark_spreading", "mark_growth_unsure", "sites_confirmed", "contact_wanted", "alarm_words"):
            facts[name] = a.yes_no(raw.get(name), f"{where}.{name}")
        return cls(
            a.amount(raw["hours"], f"{where}.hours", 0, 24 * 366 * 2),
            pain,
            pain_at,
            sites,
            a.several(raw.get("qualities"), f"{where}.qualities", w.QUALITIES),
            a.grades(raw.get("symptoms"), f"{where}.symptoms", w.SYMPTOMS, 0),
            a.several(raw.get("ongoing"), f"{where}.ongoing", w.MAY_BE_ONGOING),
            facts,
        )


@dataclass(frozen=True)
class Course:
    """One treatment, what was felt before it, and the check-ins after it in order of time."""

    client: Client
    treatment: Treatment
    baseline: Baseline | None
    checkins: tuple[CheckIn, ...]

    @classmethod
    def read(cls, raw: Mapping) -> "Course":
        raw = a.mapping(raw, "course")
        checkins = tuple(
            CheckIn.read(item, f"checkins[{i}]")
            for i, item in enumerate(a.listing(raw.get("checkins", []), "checkins"))
        )
        for i, (before, after) in enumerate(zip(checkins, checkins[1:]), start=1):
            if after.hours < before.hours:
                raise AnswerError(f"checkins[{i}].hours", f"{after.hours:g} comes after {before.hours:g}",
                                  "check-ins stand in order of time")  # fmt: skip
        return cls(
            Client.read(raw.get("client")),
            Treatment.read(raw.get("treatment")),
            Baseline.read(raw.get("baseline")),
            checkins,
        )

    def until(self, count: int) -> "Course":
        """The same course with only its first `count` check-ins."""
        return Course(self.client, self.treatment, self.baseline, self.checkins[:count])

    @property
    def clock(self) -> list[float]:
        return [checkin.hours for checkin in self.checkins]

    def columns(self) -> dict[str, list]:
        """Every fact of the check-in scope as a column, one value a check-in."""
        rows, before, treatment = self.checkins, self.baseline, self.treatment
        fixed: dict[str, object] = dict(self.client.facts)
        fixed |= {
            "kind": treatment.kind,
            "pressure": treatment.pressure,
            "minutes": treatment.minutes,
            "trigger_points": treatment.trigger_points,
            "neck_treated": treatment.neck_treated,
            "needles_used": treatment.needles_used,
            # What cards asked before needles had a question of their own: answers of those days are judged again by it (ADR 0018).
            "needled": None if treatment.kind is None else treatment.kind == "dry_needling",
            "baseline_taken": before is not None and before.pain is not None,
            "baseline_pain": before.pain if before else None,
        }
        for symptom in w.ASKED_BEFORE:
            fixed[f"baseline_{symptom}"] = before.symptoms[symptom] if before else None
        felt = set(before.qualities) if before and before.qualities is not None else None
        for quality in w.QUALITIES:
            fixed[f"felt_{quality}"] = None if felt is None else quality in felt
        columns = {name: [value] * len(rows) for name, value in fixed.items()}
        columns["hours"] = self.clock
        columns["pain"] = [row.pain for row in rows]
        for name in rows[0].facts if rows else ():
            columns[name] = [row.facts[name] for row in rows]
        for symptom in w.SYMPTOMS:
            columns[symptom] = [row.symptoms[symptom] for row in rows]
        for symptom in w.MAY_BE_ONGOING:
            columns[f"ongoing_{symptom}"] = [None if row.ongoing is None else symptom in row.ongoing for row in rows]
        for quality in w.QUALITIES:
            columns[f"feels_{quality}"] = [None if r.qualities is None else quality in r.qualities for r in rows]
        columns["qualities_given"] = [None if row.qualities is None else len(set(row.qualities)) for row in rows]
        columns["qualities_shared"] = [
            None if row.qualities is None or felt is None else len(felt & set(row.qualities)) for row in rows
        ]
        original = before.sites if before else None
        referral = before.referral_sites if before else frozenset()
        return columns | place_columns(original, referral, treatment.sites or frozenset(), rows)


@dataclass(frozen=True)
class Complaint:
    """The treatments of one complaint (one site and side), in order, with what came of each."""

    client: Client
    pain: int | None
    treatments: tuple[Mapping[str, object], ...]

    @classmethod
    def read(cls, raw: Mapping) -> "Complaint":
        raw = a.mapping(raw, "complaint")
        rows, day = [], 0.0
        pain = a.amount(raw.get("baseline_pain"), "baseline_pain", 0, 10)
        elsewhere = a.whole(raw.get("outside_treatments"), "outside_treatments", 0, 200) or 0
        listed = raw.get("treatments")
        if listed is None:
            # Before the first treatment there is one row, numbered 0: the plan for the first dose is judged on it.
            return cls(Client.read(raw.get("client")), pain, ({"days": 0.0, "treatment_number": 0},))
        for i, item in enumerate(a.listing(listed, "treatments")):
            where = f"treatments[{i}]"
            item = a.mapping(item, where)
            gap = a.amount(item.get("days_since_previous"), f"{where}.days_since_previous", 0, 20000)
            day += gap or 0
            row = {
                "days": day,
                "treatment_number": i + 1 + elsewhere,
                "days_since_previous": gap,
                "pressure": a.whole(item.get("pressure"), f"{where}.pressure", 1, 5),
                "minutes": a.amount(item.get("minutes"), f"{where}.minutes", 0, 600),
                "trigger_points": a.whole(item.get("trigger_points"), f"{where}.trigger_points", 0, 200),
                "reaction": a.word(item.get("reaction"), f"{where}.reaction", tuple(Reading)),
                "function": a.whole(item.get("function_0_10"), f"{where}.function_0_10", 0, 10),
                "felt_progress": a.word(item.get("felt_progress"), f"{where}.felt_progress", w.FELT_PROGRESS),
                "too_hard": a.yes_no(item.get("too_hard"), f"{where}.too_hard"),
            }
            for name in ("pain_before", "pain_7_days_later"):
                row[name] = a.amount(item.get(name), f"{where}.{name}", 0, 10)
            for name in ("stiffness", "mobility", "tension"):
                row[name] = a.whole(item.get(name), f"{where}.{name}", 0, 10)
            row["ratings"] = a.whole(item.get("ratings"), f"{where}.ratings", 1, 100)
            row |= _fall(pain, row["pain_before"] if row["pain_7_days_later"] is None else row["pain_7_days_later"])
            rows.append(row)
        return cls(Client.read(raw.get("client")), pain, tuple(rows))

    @property
    def clock(self) -> list[float]:
        return [row["days"] for row in self.treatments]

    def columns(self) -> dict[str, list]:
        """Every fact of the complaint scope as a column, one value a treatment."""
        count = len(self.treatments)
        columns = {name: [value] * count for name, value in self.client.facts.items()}
        columns["complaint_pain"] = [self.pain] * count
        for name in self.treatments[0] if count else ():
            columns[name] = [row[name] for row in self.treatments]
        return columns


def _fall(first: float | None, latest: float | None) -> dict[str, float | None]:
    """How far the pain has fallen, in points and in per cent of where it began; of no pain nothing can fall."""
    if first is None or latest is None:
        return {"pain_fall": None, "pain_fall_percent": None}
    # Rounded, so that 6.6 down to 4.6 is two points and not a hair less.
    fall = round(first - latest, 6)
    return {"pain_fall": fall, "pain_fall_percent": round(fall / first * 100, 6) if first else 0.0}


@dataclass(frozen=True)
class Person:
    """Someone not yet treated, with the answers of one self-check."""

    facts: Mapping[str, object]

    @classmethod
    def read(cls, raw: Mapping) -> "Person":
        raw = a.mapping(raw, "person")
        given = a.mapping(raw.get("answers", raw), "answers")
        noticed = a.several(given.get("symptoms"), "answers.symptoms", (*w.COMPLAINTS, *w.SYMPTOMS, *w.QUALITIES))
        causes = a.several(given.get("causes"), "answers.causes", w.CAUSES)
        flags = a.several(given.get("red_flags"), "answers.red_flags", (*w.SYMPTOMS, *w.PERSON_FLAGS))
        both = None if noticed is None and flags is None else {*(noticed or ()), *(flags or ())}
        facts: dict[str, object] = {
            "age": a.amount(given.get("age"), "answers.age", 0, 125),
            "weeks": a.amount(given.get("weeks"), "answers.weeks", 0, 6000),
            "home_care_tried": a.yes_no(given.get("home_care_tried"), "answers.home_care_tried"),
            "home_care_helped": a.yes_no(given.get("home_care_helped"), "answers.home_care_helped"),
            "affects_function": a.whole(given.get("affects_function"), "answers.affects_function", 0, 10),
        }
        facts |= {f"notices_{name}": None if noticed is None else name in noticed for name in w.COMPLAINTS}
        facts |= {f"cause_{name}": None if causes is None else name in causes for name in w.CAUSES}
        facts |= {f"feels_{name}": None if noticed is None else name in noticed for name in w.QUALITIES}
        for name in (*w.SYMPTOMS, *w.PERSON_FLAGS):
            # `stiffness` is a complaint first; as a flag it would say nothing.
            asked = flags if name == "stiffness" else both
            facts[f"flag_{name}"] = None if flags is None and not (asked and name in asked) else name in (asked or ())
        return cls(facts)

    @property
    def clock(self) -> list[float]:
        return [0.0]

    def columns(self) -> dict[str, list]:
        return {name: [value] for name, value in self.facts.items()}
