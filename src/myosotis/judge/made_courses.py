"""The answers of which `thorough` makes courses: what can be answered to each question, at the edges of the limits.

One factor a question. What stands more often stands for what most people answer, so that signs also meet quiet.
"""

from collections.abc import Sequence

FIELD = 23  # a prime, of at least as many as there are factors and answers to each


def _mostly(usual, *others) -> tuple:
    return (usual,) * max(1, FIELD - len(others)) + others


FACTORS: dict[str, tuple] = {
    "dose": (
        {"kind": "trigger_point", "pressure": 3}, {"kind": "trigger_point", "pressure": 3}, {"kind": "mixed", "needles_used": False},
        {"kind": "massage", "pressure": 3}, {"kind": "massage", "pressure": 4}, {"kind": "wellness_massage"},
        {"kind": "dry_needling"}, {"kind": "neck_manipulation"}, {"kind": None},
        {"kind": "mixed"}, {"kind": "trigger_point", "pressure": 3, "needles_used": True},
    ),
    "neck": _mostly(False, True, True, True, True, None),
    "who": _mostly(
        {"age": 40, "conditions": []}, {"age": 64, "conditions": ["anticoagulant"]}, {"age": 65, "conditions": []},
        {"age": 40, "conditions": ["statin"]}, {"age": None, "conditions": None},
    ),
    "before": (6, 6, 6, 0, 1, 3, 4, 7, 8, 9, 10, None, "not taken"),
    "felt": (["aching"], ["aching"], ["sore"], ["sharp", "dull"], [], None),
    "hours": (0.3, 3, 4, 10, 19, 20, 23, 24, 25, 30, 47, 48, 49, 60, 72, 73, 96, 97, 168),
    "where": (
        {}, {}, {}, {"sites": ["neck:left"]}, {"sites": ["neck:left"], "treated": True}, {"sites": ["shoulder:right"]},
        {"sites": ["shoulder:right"], "sites_confirmed": True}, {"sites": ["hip:left"]},
        {"sites": ["hip:left"], "treated": True}, {"sites": ["shoulder:left", "hip:left"]}, {"sites": None},
    ),
    "pain": (5, 6, 7, 8, 0, 1, 2, 3, 4, 9, 10, None),
    "feels": ("as before", "as before", ["sore"], ["bruised", "sharp"], ["sharp"], ["burning"], ["numb"], ["dull"], [], None),
    "compared": _mostly(None, "better", "same", "worse", "much_worse"),
    "soreness": _mostly(None, 0, 1, 3, 4, 7, 8, 9),
    "bruise": _mostly("none", "small", "small", "large", "large", None),
    "more": _mostly({}, {"mark_spreading": True}, {"mark_growth_unsure": True}, {"painkiller_hours": 6}, {"painkiller_hours": 7}, {"contact_wanted": True}),
    "earlier": _mostly(
        None, {"hours": 0.2, "pain": 10}, {"hours": 0.2, "bruise": "large"}, {"hours": 0.2, "pain": 3},
        {"hours": 0.2, "symptoms": {"fainted": 2}}, {"hours": 0.2, "bruise": None, "symptoms": None},
    ),
    "dizziness": _mostly(0, 1, 1, 2, 3, 4, None),
    "headache": _mostly(0, 1, 1, 2, 3, 4, None),
    "nausea": _mostly(0, 1, 1, 2, 3, 4, None),
    "palpitations": _mostly(0, 1, 1, 2, 3, 4, None),
    "ongoing": _mostly(None, [], ["palpitations"], ["visual_disturbance"], ["fainted"]),
    "sight_and_faint": _mostly(
        {}, {"visual_disturbance": 1}, {"visual_disturbance": 3}, {"fainted": 1}, {"fainted": 2}, {"fainted": None},
        {"vomiting": 1},
    ),
    "strength": _mostly(
        {}, {"fatigue": 1}, {"fatigue": 2}, {"malaise": 3}, {"weakness": 1}, {"weakness": 2}, {"weakness": 3},
        {"stiffness": 1}, {"stiffness": 3}, {"weakness": None}, {"numb_limb": 1},
    ),
    "limb_side": _mostly(None, "one", "both", "unsure"),
    "danger": _mostly(
        {}, {"face_droop": 1}, {"chest_pain": 1}, {"dark_urine": 1}, {"dark_urine": 1, "little_urine": 1}, {"fever": 1},
        {"fever": 1, "rash": 1}, {"swelling": 1}, {"swelling": 2}, {"face_droop": None}, {"drooping_eyelid": 1},
    ),
}  # fmt: skip


def made_course(row: Sequence[int]) -> dict:
    """The plain mapping of the course that one row of the covering array stands for."""
    chosen = {name: choices[value % len(choices)] for value, (name, choices) in zip(row, FACTORS.items(), strict=True)}
    where = dict(chosen["where"])
    treated = ["shoulder:left", *(where.get("sites") or [])] if where.pop("treated", False) else ["shoulder:left"]
    felt, feels = chosen["felt"], chosen["feels"]
    symptoms = {name: chosen[name] for name in ("dizziness", "headache", "nausea", "palpitations")}
    now = {"hours": chosen["hours"], "pain": chosen["pain"], "sites": ["shoulder:left"], "bruise": chosen["bruise"]}
    now |= where | chosen["more"]
    now["qualities"] = felt if feels == "as before" else feels
    now["symptoms"] = symptoms | chosen["sight_and_faint"] | chosen["strength"] | chosen["danger"]
    now |= {name: chosen[name] for name in ("compared", "soreness", "ongoing", "limb_side")}
    earlier = chosen["earlier"]
    quiet = {"pain": 5, "sites": ["shoulder:left"], "qualities": felt, "symptoms": {}, "bruise": "none"}
    neck = {} if "neck:left" in treated else {"neck_treated": chosen["neck"]}
    return {
        "client": chosen["who"],
        "treatment": {**chosen["dose"], "sites": treated, **neck},
        "baseline": None
        if chosen["before"] == "not taken"
        else {"pain": chosen["before"], "qualities": felt, "sites": ["shoulder:left"], "symptoms": {}},
        "checkins": [*([quiet | earlier] if earlier else []), now],
    }
