"""Rich made-up courses: every kind of treatment, place, quality and sign, missing answers and no baseline.

A course is read off a handful of bytes, each of which chooses one answer: drawn in one go, and a smaller byte is the
more ordinary answer, so that what fails shrinks to the simplest course. Hours and numbers are those at which
something in the book changes, one below and one above.
"""

from hypothesis import strategies as st

from myosotis.course import words as w

HOURS = (5, 0.3, 1, 2, 3, 3.5, 10, 19, 20, 23, 24, 25, 30, 40, 47, 48, 48.5, 49, 60, 72, 73, 96, 97, 168)
SITES = (
    "shoulder:left", "shoulder:right", "neck:left", "neck:right", "head:mid", "upper_back:left", "upper_back:mid",
    "upper_arm:left", "lower_back:mid", "hip:left", "hip:right", "lower_leg:left", "foot:right", "chest:left",
)  # fmt: skip
COMMON = (
    "dizziness", "headache", "nausea", "fatigue", "malaise", "sweating", "ringing_ears", "palpitations", "weakness",
    "visual_disturbance", "numb_limb", "stiffness", "fainted", "vomiting", "swelling", "dark_urine", "fever",
)  # fmt: skip
CONDITIONS = ("anticoagulant", "statin", "kidney_disease", "heart_disease", "faint_tendency", "osteoporosis")
KINDS = ("trigger_point", "trigger_point", "mixed", "massage", "wellness_massage", "dry_needling", "neck_manipulation", None)
# Answered by few clients; each is given to about one check-in in six.
FURTHER = {
    "compared": w.COMPARED,
    "soreness": tuple(range(11)),
    "strong_worse_hours": (0, 1, 3, 4, 30),
    "painkiller_hours": (7, 6, 1),
    "mark_spreading": (False, True),
    "sites_confirmed": (True, False),
    "limb_side": ("both", "one", "unsure"),
    "quality_kind": w.QUALITY_KINDS,
}


class Answers:
    """Chooses one answer a byte; when the bytes are used up, the first."""

    def __init__(self, given: bytes):
        self.given = iter(given)

    def one(self, choices):
        return choices[next(self.given, 0) % len(choices)]

    def chance(self, of: int) -> bool:
        return next(self.given, 0) % of == of - 1

    def maybe(self, value):
        """Now and then there is no answer."""
        return None if self.chance(9) else value

    def some(self, choices, most):
        return list(dict.fromkeys(self.one(choices) for _ in range(self.one(range(most + 1)))))


def course(given: bytes, most: int = 3) -> dict:
    a = Answers(given)
    baseline = None
    if not a.chance(8):
        baseline = {
            "pain": a.maybe(a.one((6, *range(11)))),
            "qualities": a.maybe(a.some(w.QUALITIES, 2)),
            "sites": a.maybe(a.some(SITES, 2)),
            "referral_sites": a.some(SITES, 1) if a.chance(5) else [],
            "symptoms": {a.one(w.ASKED_BEFORE): a.one((1, 2, 3))} if a.chance(4) else {},
        }
    usual = baseline is not None and not a.chance(3)
    rows = [_checkin(a, baseline if usual else None) for _ in range(a.one(range(1, most + 1)))]
    hours = sorted({a.one(HOURS) for _ in rows})
    return {
        "client": {"age": a.maybe(a.one((40, 64, 65, 80))), "conditions": a.maybe(a.some(CONDITIONS, 1))},
        "treatment": {
            "kind": a.one(KINDS), "pressure": a.maybe(a.one((3, 1, 4, 5))), "sites": a.maybe(a.some(SITES, 3)),
            "needles_used": a.maybe(a.one((False, False, True))),
        },
        "baseline": baseline,
        "checkins": [{"hours": hour} | row for hour, row in zip(hours, rows, strict=False)],
    }


def _checkin(a: Answers, before) -> dict:
    row = {
        "pain": a.maybe(a.one(range(11))),
        "qualities": a.maybe(a.some(w.QUALITIES, 2)),
        "sites": a.maybe(a.some(SITES, 2)),
        "symptoms": _symptoms(a) if a.chance(2) else {},
        "bruise": a.one(("none", "none", "none", "none", "none", "small", "large", None)),
    }
    if before:
        # The usual client: the same place as before, and the same kind or like a bruise.
        row["sites"] = before["sites"]
        row["qualities"] = a.one((before["qualities"], before["qualities"], ["sore"], ["bruised", "inflamed"]))
    for name, choices in FURTHER.items():
        if a.chance(6):
            row[name] = a.one(choices)
    if a.chance(6):
        row["ongoing"] = a.some(w.MAY_BE_ONGOING, 1)
    return row


def _symptoms(a: Answers) -> dict:
    names = [a.one(w.SYMPTOMS if a.chance(6) else COMMON) for _ in range(a.one((1, 1, 2, 3)))]
    return {name: a.one((1, 1, 1, 2, 2, 3, 4)) for name in names}


def courses(most: int = 3):
    """The plain mapping of one course with one to `most` check-ins."""
    return st.binary(min_size=150, max_size=150).map(lambda given: course(given, most))
