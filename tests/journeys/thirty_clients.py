"""A clinic with thirty clients on its worklist, at least one for every level and every state a line can be in, and four who must not stand there.

They are made in an order that says nothing; `ORDER` is the order a therapist must see, written down by hand from the rule: the worst that
nobody has seen first, and of equals the one that waits longest.
"""

import uuid
from datetime import timedelta

LANGUAGES = ("da", "en")
# What a line says of how urgent it is.
SAYS = {
    5: {"da": "Livsfare – 112", "en": "Emergency – 112"},
    4: {"da": "Læge nu", "en": "Doctor now"},
    "unread": {"da": "Kunne ikke vurderes: svar klienten i dag", "en": "Could not be judged: answer the client today"},
    3: {"da": "Svar klienten i dag", "en": "Answer the client today"},
    2: {"da": "Se på det før næste behandling", "en": "Look at it before the next treatment"},
    "silent": {"da": "Intet svar", "en": "No answer"},
    1: {"da": "Klienten ser tiden an", "en": "The client waits and sees"},
    "seen": {"da": "Set", "en": "Seen"},
    "awaited": {"da": "Venter på første svar", "en": "Awaits the first answer"},
}

DROOP, VOMITING = {"symptoms": {"face_droop": 3}}, {"symptoms": {"vomiting": 2}}
BETTER = {"pain": 4, "compared": "better"}
SHARP = {"pain": 8, "qualities": ["aching"], "compared": "worse"}

# name → hours since the treatment, then (hours after it, answers). The comment says what makes the line.
PEOPLE = {
    "Alma": (30, [(6, DROOP)]),  # danger, a day ago
    "Bent": (12, [(5, DROOP), (9, BETTER)]),  # danger, and calm since: it stays
    "Carl": (6.5, [(5.5, DROOP)]),  # danger, an hour ago
    "Dorte": (20, [(5, VOMITING)]),  # a doctor, since fifteen hours
    "Erik": (8, [(6, {"symptoms": {"dark_urine": 2}})]),  # a doctor, since two hours
    "Freja": (9, [(5, {"qualities": ["?"]})]),  # could not be judged
    "Gerda": (26, [(4, BETTER), (25, {"qualities": ["?"]})]),  # could not be judged, after a calm one
    "Hugo": (60, [(52, {"pain": 8})]),  # worse after two days
    "Ida": (12, [(7, {"pain": 2, "contact_wanted": True})]),  # asks to hear from her therapist
    "Jonas": (9, [(5, {"pain": 6}), ("corrects", {"pain": 9})]),  # corrected since, and worse than first written
    "Kaja": (30, [(27, BETTER | {"bruise": "large"})]),  # a large bruise
    "Lone": (31, [(5, SHARP), "seen"]),  # no answer after a reaction
    "Mads": (30.5, [(5, {"qualities": ["?"]}), "seen"]),  # no answer after one that could not be judged
    "Nanna": (60, [(52, {"pain": 6, "qualities": ["aching"]})]),  # no net improvement
    "Poul": (10, [(7, SHARP)]),  # worse the same evening
    "Rosa": (4, [(3, {"pain": 6, "symptoms": {"headache": 2}})]),  # a moderate headache
    "Signe": (100, ["told at 80"]),  # no answer, followed up, and again no answer
    "Tage": (90, [(4, {"pain": 6})]),  # one calm answer, and then none
    "Una": (80, []),  # never an answer
    "Vera": (75, [(73.2, {"pain": 0, "qualities": [], "sites": [], "compared": "better"})]),  # recovered
    "Willy": (31, [(27, BETTER)]),  # a known reaction
    "Olga": (26, [(22.5, BETTER | {"qualities": ["aching"], "sites": ["moved"]})]),  # the pain has moved
    "Xenia": (30, [(27, BETTER | {"pain": 3, "painkiller_hours": 2})]),  # masked by a painkiller
    "Yrsa": (6.2, [(4, {"pain": 7})]),  # an expected flare
    "Zita": (6, [(5, {"pain": 6})]),  # too early to say
    "Anker": (76, [(74, BETTER), "seen"]),  # calm and seen
    "Bodil": (28, [(27, DROOP), "seen"]),  # danger, and closed with a reason
    "Cilla": (11, [(9, SHARP), "seen"]),  # level 2, seen
    "Ditte": (5, []),  # not asked yet
    "Ebbe": (2, []),  # not asked yet, treated last
}  # fmt: skip

ORDER = [
    ("Alma", 5), ("Bent", 5), ("Carl", 5),
    ("Dorte", 4), ("Erik", 4),
    ("Freja", "unread"), ("Gerda", "unread"),
    ("Hugo", 3), ("Ida", 3), ("Jonas", 3), ("Kaja", 3),
    ("Lone", "silent"), ("Mads", "silent"),
    ("Nanna", 2), ("Poul", 2), ("Rosa", 2),
    ("Signe", "silent"), ("Tage", "silent"), ("Una", "silent"),
    ("Willy", 1), ("Olga", 1), ("Xenia", 1), ("Yrsa", 1), ("Vera", 1), ("Zita", 1),
    ("Anker", "seen"), ("Bodil", "seen"), ("Cilla", "seen"),
    ("Ditte", "awaited"), ("Ebbe", "awaited"),
]  # fmt: skip
COUNTS = {"now": 5, "today": 8, "before_next": 6}
# The part of a line that says what it is about, where the level alone does not.
TELLS = {
    "Ida": {"da": "Klienten vil gerne høre fra dig.", "en": "The client asks to hear from you."},
    "Nanna": {"da": "Ingen nettoforbedring", "en": "No net improvement"},
    "Olga": {"da": "Smerten mærkes et nyt sted", "en": "Pain felt in a new place"},
    "Freja": {"da": "Læs selv svarene", "en": "Read the answers yourself"},
    "Lone": {"da": "Spurgt efter 24 timer. Intet svar er ikke et godt svar.", "en": "Asked after 24 hours. No answer is not a good answer."},
    "Signe": {"da": "Spurgt efter 72 timer.", "en": "Asked after 72 hours."},
    "Vera": {"da": "Bedre og faldet til ro", "en": "Better and settled"},
}  # fmt: skip


def make_thirty(therapist):
    """Everyone of `PEOPLE`, by name backwards; and four who do not belong on the list."""
    from django.utils import timezone

    from myosotis.clinic.keeping.actions import set_aside
    from myosotis.clinic.presence.actions import begin_absence
    from tests.integration.people import a_client, a_clinic, a_complaint, a_treatment, an_answer
    from tests.integration.plans.courses import treat

    at = timezone.now()
    for name in sorted(PEOPLE, reverse=True):
        hours, happened = PEOPLE[name]
        treatment = a_treatment(therapist, client=a_client(therapist, name=name), hours_ago=hours)
        for each in happened:
            _happens(treatment, therapist, at, each)
    # The clinic is closed these days, and somebody takes over: the list is the same.
    begin_absence(clinic=therapist.clinic, by=therapist, at=at, from_at=at - timedelta(hours=8), until_at=at + timedelta(days=2), reason="illness")
    gone = a_client(therapist, name="Set aside")
    an_answer(a_treatment(therapist, client=gone, hours_ago=90), hours=50, **BETTER)
    set_aside(client=gone, by=therapist, at=at, reason="Flyttet.")
    treat(a_complaint(a_client(therapist, name="Long ago"), therapist), therapist, days_ago=20)
    a_client(therapist, name="Never treated")
    elsewhere = a_clinic("Klinik Syd", "sune")
    an_answer(a_treatment(elsewhere, client=a_client(elsewhere, name="Of another clinic")), **DROOP)


def _happens(treatment, therapist, at, what):
    from myosotis.clinic.care.actions import acknowledge, follow_up, receive_checkin
    from tests.integration.people import an_answer

    if what == "seen":
        assessment = treatment.clinic.assessments.filter(checkin__treatment=treatment).last()
        own = {"own_reading": "undetermined", "rests_on": "talked"} if (assessment.level or 0) >= 2 else {}
        acknowledge(assessment=assessment, by=therapist, at=at, note="Ringet og talt om det.", **own)
    elif what == "told at 80":
        follow_up(treatment=treatment, by=therapist, at=treatment.ended_at + timedelta(hours=80), note="Lagt en besked.")
    elif what[0] == "corrects":
        wrong = treatment.checkins.last()
        answers = wrong.answers | what[1]
        receive_checkin(treatment=treatment, answers=answers, key=uuid.uuid4(), at=wrong.received_at + timedelta(minutes=5), language="da", corrects=wrong.pk)
    else:
        hours, answers = what
        if answers.get("sites") == ["moved"]:
            answers = answers | {"sites": [_far_away()], "quality_kind": "same", "symptoms": {}, "sites_confirmed": True}
        an_answer(treatment, hours=hours, **answers)


def _far_away() -> str:
    from myosotis.body.sites import read_site
    from myosotis.body.zones import zones_of_site

    return sorted(zones_of_site(read_site("lower_back:left")))[0]
