"""The demo clinic: invented people whose answers show every level and every reading, made relative to now."""

import logging
import uuid
from contextlib import contextmanager
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone, translation

from myosotis.clinic.care import actions
from myosotis.clinic.entry.codes import register_demo_phone
from myosotis.clinic.notices.actions import send_due
from myosotis.clinic.people.actions import mark_installation, open_clinic
from myosotis.clinic.people.demo_door import DEMO_CLIENT, PASSWORD, USERNAME
from myosotis.clinic.people.models import Installation
from myosotis.clinic.plans.gate import HOLDS
from myosotis.terms import Level

# Who, born, complaint (site, zones where somebody marked them on the map, words), treatments. A treatment: hours since its end,
# dose, baseline, and the answers by hours after it.
TRIGGER_POINTS = {"kind": "trigger_point", "pressure": 4, "minutes": 45, "trigger_points": 7, "neck_treated": False, "needles_used": False}
WELLNESS = {"kind": "wellness_massage", "pressure": 2, "minutes": 50, "trigger_points": 0, "neck_treated": False, "needles_used": False}
NECK = {"kind": "mixed", "pressure": 3, "minutes": 40, "trigger_points": 4, "neck_treated": True, "needles_used": False}

LEFT, RIGHT, HAND = "shoulder:left", "shoulder:right", "F.palm_thumb.R"

PEOPLE = [
    {
        "name": DEMO_CLIENT,
        "born": date(1979, 5, 14),
        "site": LEFT,
        "marked": ("B.trap_upper.L", "B.neck_angle.L"),
        "words": "Det sidder i skulderen når jeg har siddet længe.",
        "treatments": [
            (216, TRIGGER_POINTS, (7, ["aching", "tight"]), [
                (4, 7, ["aching", "sore"], "same", {}),
                (25, 6, ["sore"], "better", {}),
                (50, 5, ["dull"], "better", {}),
                (74, 5, ["dull"], "better", {}),
            ]),
            (25, TRIGGER_POINTS, (6, ["aching"]), [
                (4, 7, ["sore", "bruised"], "worse", {"fatigue": 1}),
            ]),
        ],
    },
    {
        "name": "Jens Krogh",
        "born": date(1964, 11, 2),
        "site": "neck:right",
        "words": "Stiv nakke efter en lang køretur.",
        "treatments": [(6, NECK, (5, ["tight"]), [(5, 6, ["throbbing"], "worse", {"slurred_speech": 3, "dizziness": 3})])],
    },
    {
        "name": "Aase Lund",
        "born": date(1951, 3, 23),
        "site": "upper_back:left",
        "words": "",
        "treatments": [(9, TRIGGER_POINTS, (5, ["aching"]), [(8, 5, ["sore"], "same", {"vomiting": 2, "nausea": 3})])],
    },
    {
        "name": "Peter Vang",
        "born": date(1988, 8, 30),
        "site": "lower_back:right",
        "marked": ("B.loin_low.R", "B.loin_side.R"),
        "words": "Lænden låser når jeg løfter.",
        "treatments": [
            (54, TRIGGER_POINTS, (6, ["aching"]), [
                (5, 8, ["sore"], "worse", {}),
                (25, 8, ["sore", "inflamed"], "worse", {}),
                (52, 8, ["sore"], "worse", {}),
            ]),
        ],
    },
    {
        "name": "Sofie Dahl",
        "born": date(1993, 1, 19),
        "site": "neck:left",
        "words": "",
        "treatments": [(11, TRIGGER_POINTS, (6, ["aching"]), [(10, 8, ["aching"], "worse", {"headache": 1})])],
    },
    {
        "name": "Karim Nasser",
        "born": date(1985, 6, 6),
        "site": LEFT,
        "marked": ("B.shoulder_back.L", "F.shoulder_side.L"),
        "words": "",
        "treatments": [
            (22, TRIGGER_POINTS, (7, ["aching"]), [
                (20, 4, ["aching"], "better", {}, {"sites": [HAND, "B.shoulder_back.L"], "sites_confirmed": True,
                                                   "pain_at": {HAND: 4, "B.shoulder_back.L": 3}}),
            ]),
        ],
    },
    {
        "name": "Birgit Skov",
        "born": date(1970, 9, 9),
        "site": "hip:left",
        "marked": ("B.hip_side.L", "F.hip_side.L"),
        "words": "",
        "treatments": [(75, WELLNESS, (4, ["tight"]), [(24, 2, ["tight"], "better", {}), (73, 0, [], "better", {})])],
    },
    {
        "name": "Ole Bjerre",
        "born": date(1958, 12, 12),
        "site": "knee:right",
        "words": "",
        "treatments": [(80, TRIGGER_POINTS, (6, ["dull"]), [(5, 7, ["sore"], "worse", {})])],
    },
    {
        "name": "Line Ravn",
        "born": date(1997, 4, 4),
        "site": RIGHT,
        "words": "",
        # A word that no book knows: the answers are kept, and a human must read them.
        "treatments": [(7, TRIGGER_POINTS, (5, ["tight"]), [(5, 6, ["spiky"], "worse", {})])],
    },
    {
        "name": "Hanne Friis",
        "born": date(1982, 2, 27),
        "site": RIGHT,
        "marked": ("F.shoulder_front.R", "F.shoulder_side.R", "B.trap_upper.R"),
        "words": "Kan ikke nå op på øverste hylde.",
        "treatments": [
            (318, TRIGGER_POINTS, (7, ["aching"]), [
                (4, 7, ["sore"], "same", {}), (25, 5, ["sore"], "better", {}), (50, 4, ["dull"], "better", {}),
            ]),
            (170, TRIGGER_POINTS, (5, ["aching"]), [
                (5, 8, ["aching"], "much_worse", {}), (25, 7, ["aching"], "worse", {}), (50, 5, ["aching"], "same", {}),
            ]),
            (28, TRIGGER_POINTS | {"pressure": 2, "minutes": 25}, (4, ["aching"]), [
                (4, 4, ["sore"], "same", {}), (25, 3, ["sore"], "better", {}),
            ]),
        ],
    },
    {
        "name": "Mikkel Toft",
        "born": date(2000, 7, 15),
        "site": "thigh:right",
        "marked": ("F.thigh_out_up.R", "F.thigh_front_up.R"),
        "words": "",
        "treatments": [(26, TRIGGER_POINTS, (5, ["tight"]), [(25, 3, ["tight"], "better", {}, {"painkiller_hours": 2})])],
    },
]  # fmt: skip


def made_hours_ago() -> float | None:
    """How old the demo is; None when there is none."""
    row = Installation.row()
    return None if row is None else (timezone.now() - row.made_at).total_seconds() / 3600


@transaction.atomic
def make_demo_clinic(now=None):
    now = now or timezone.now()
    mark_installation(kind=Installation.Kind.demo, at=now)
    with translation.override("da"):
        owner = open_clinic(
            clinic_name="Klinik Forglemmigej",
            phone="70 10 20 30",
            region="hovedstaden",
            name="Anna Bek",
            username=USERNAME,
            password=PASSWORD,
            at=now,
        )
        register_demo_phone(owner.user)
        with _one_answer_that_nobody_can_judge():
            for person in PEOPLE:
                _make(person, owner, now)
    # Each when it was due, as a worker that always ran would have: nobody is invited after she has answered.
    for due in owner.clinic.messages.filter(due_at__lte=now).order_by("due_at").values_list("due_at", flat=True).distinct():
        send_due(at=due, send=lambda **message: None)
    return owner.clinic


@contextmanager
def _one_answer_that_nobody_can_judge():
    """Line Ravn's is meant to fail; whoever starts the demo need not read of it."""
    logging.disable(logging.ERROR)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


def _make(person, owner, now):
    first = now - timedelta(hours=max(hours for hours, *_ in person["treatments"]))
    client = actions.register_client(
        clinic=owner.clinic,
        by=owner,
        at=first,
        consent=True,
        client={
            "name": person["name"],
            "born": person["born"],
            "phone": "+45 00 00 00 00",
            "language": "da",
            "conditions": [],
        },
    )
    region, side = person["site"].split(":")
    complaint = actions.add_complaint(
        client=client, by=owner, at=first, complaint={"region": region, "side": side, "words": person["words"]}
    )
    for number, treatment in enumerate(person["treatments"], 1):
        last = number == len(person["treatments"])
        _treat(complaint, owner, now, treatment, person.get("marked", ()), seen=not last)


# By how much each next zone hurts less than the one before it.
ZONE_LESS = 2
# Kept where something spoke for waiting or for less.
GOES_ON = "Vi har talt om det, og klienten vil gerne videre."


def _treat(complaint, owner, now, treatment, marked, *, seen):
    hours, dose, (pain, qualities), answers = treatment
    ended = now - timedelta(hours=hours)
    began = max(ended - timedelta(minutes=dose["minutes"]), _midnight(ended))
    made = actions.add_treatment(
        complaint=complaint,
        by=owner,
        at=ended,
        treatment={**dose, "sites": [complaint.site], "ended_at": ended},
        baseline={
            "pain": pain,
            "qualities": qualities,
            "sites": [complaint.site, *marked],
            "referral_sites": [],
            "symptoms": {},
            "taken_at": began,
        },
        reasons=dict.fromkeys(HOLDS, GOES_ON),
    )
    for after, now_pain, words, compared, symptoms, *more in answers:
        at = ended + timedelta(hours=after)
        _checkin, assessment = actions.receive_checkin(
            treatment=made,
            answers={
                "pain": now_pain,
                "qualities": words,
                **_places(complaint.site, marked, now_pain),
                "compared": compared,
                "symptoms": symptoms,
                "bruise": "none",
                **(more[0] if more else {}),
            },
            key=uuid.uuid4(),
            at=at,
            language="da",
        )
        if seen:
            own = {"own_reading": assessment.reading, "rests_on": "talked"} if (assessment.level or 0) > Level.self_care else {}
            actions.acknowledge(
                assessment=assessment, by=owner, at=at + timedelta(minutes=40), note="Ringet og talt om det.", **own
            )


def _places(site, marked, pain) -> dict:
    """Where it hurts now: of the marked zones each next one hurts less, until it hurts no more there."""
    at = {zone: pain - ZONE_LESS * number for number, zone in enumerate(marked) if pain > ZONE_LESS * number}
    if not marked or not pain:
        return {"sites": [site] if pain else []}
    return {"sites": list(at), "pain_at": at}


def _midnight(moment):
    return timezone.localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0)
