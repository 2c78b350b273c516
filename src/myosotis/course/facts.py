"""Every fact a card may ask for, with its type, by scope. What a fact is called here is its name everywhere."""

from myosotis.course import words as w
from myosotis.language.nodes import YES_NO, Fact, Type, number
from myosotis.terms import Reading, Scope, Unit

CLOCKS = {Scope.checkin: Unit.hours, Scope.complaint: Unit.days, Scope.person: Unit.days}


def _word(words) -> Type:
    return Type("word", words=frozenset(words))


SCORE, GRADE, HOURS, COUNT = (number(unit) for unit in (Unit.score, Unit.grade, Unit.hours, Unit.count))

CLIENT = {
    "age": number(Unit.years),
    "long_standing": YES_NO,
    "many_points": YES_NO,  # many or very sore points: the therapist's own view, no number
    "unaccustomed_to_massage": YES_NO,
    "stressed": YES_NO,
    "previous_bad_experience": YES_NO,
    "first_treatment": YES_NO,
    "low_safety_feeling": YES_NO,
    "wants_gentler": YES_NO,
    **{f"has_{condition}": YES_NO for condition in w.CONDITIONS},
}

# Where the pain is: turned from places into numbers once, when a course is read.
PLACES = {
    "pain_same": SCORE,  # at the original place or inside its referral zone
    "pain_near": SCORE,
    "pain_mirror": SCORE,
    "pain_far": SCORE,
    "pain_near_untreated": SCORE,
    "pain_mirror_untreated": SCORE,
    "pain_far_untreated": SCORE,
    "pain_treated": SCORE,  # at treated places where nothing hurt before
    "regions_hurting": COUNT,
    "regions_before": COUNT,
    "neck_or_head_hurts": YES_NO,
    "calf_hurts": YES_NO,
    "chest_hurts": YES_NO,
    "belly_hurts": YES_NO,
}

CHECKIN = {
    **CLIENT,
    "kind": _word(w.KINDS),
    "pressure": number(Unit.pressure),
    "minutes": number(Unit.minutes),
    "trigger_points": COUNT,
    "neck_treated": YES_NO,
    "needles_used": YES_NO,
    "needled": YES_NO,  # the kind is dry needling: only older books ask it
    "baseline_taken": YES_NO,
    "baseline_pain": SCORE,
    **{f"baseline_{symptom}": GRADE for symptom in w.ASKED_BEFORE},
    "hours": HOURS,
    "pain": SCORE,
    **PLACES,
    "compared": _word(w.COMPARED),
    "strong_worse_hours": HOURS,
    "soreness": SCORE,
    "painkiller_hours": HOURS,
    "bruise": _word(w.BRUISES),
    "mark_spreading": YES_NO,
    "mark_growth_unsure": YES_NO,
    "sites_confirmed": YES_NO,
    "quality_kind": _word(w.QUALITY_KINDS),
    "qualities_given": COUNT,
    "qualities_shared": COUNT,
    **{f"feels_{quality}": YES_NO for quality in w.QUALITIES},
    **{f"felt_{quality}": YES_NO for quality in w.QUALITIES},
    **{symptom: GRADE for symptom in w.SYMPTOMS},
    **{f"ongoing_{symptom}": YES_NO for symptom in w.MAY_BE_ONGOING},
    "limb_side": _word(w.LIMB_SIDES),
    "danger_unsure": _word(w.UNSURE_OF),
    "contact_wanted": YES_NO,
    "alarm_words": YES_NO,
}

COMPLAINT = {
    **CLIENT,
    "days": number(Unit.days),
    "treatment_number": COUNT,
    "pressure": number(Unit.pressure),
    "minutes": number(Unit.minutes),
    "trigger_points": COUNT,
    "days_since_previous": number(Unit.days),
    "reaction": _word(Reading),
    # Numbers of a complaint may be means of several ratings, and so have decimals.
    "complaint_pain": SCORE,
    "pain_before": SCORE,
    "pain_7_days_later": SCORE,
    "pain_fall": SCORE,  # from the complaint's first pain to the latest known of this treatment
    "pain_fall_percent": number(Unit.percent),
    "ratings": COUNT,  # how many ratings stand behind the pain before and behind the latest, the fewer of the two
    "function": SCORE,
    "stiffness": SCORE,
    "mobility": SCORE,
    "tension": SCORE,
    "felt_progress": _word(w.FELT_PROGRESS),
    "too_hard": YES_NO,
}

PERSON = {
    "age": number(Unit.years),
    "weeks": number(Unit.weeks),
    "home_care_tried": YES_NO,
    "home_care_helped": YES_NO,
    "affects_function": SCORE,
    **{f"notices_{name}": YES_NO for name in w.COMPLAINTS},
    **{f"cause_{name}": YES_NO for name in w.CAUSES},
    **{f"flag_{name}": YES_NO for name in (*w.SYMPTOMS, *w.PERSON_FLAGS)},
    **{f"feels_{quality}": YES_NO for quality in w.QUALITIES},
}

FACTS: dict[Scope, dict[str, Fact]] = {
    scope: {name: Fact(name, of_type) for name, of_type in facts.items()}
    for scope, facts in ((Scope.checkin, CHECKIN), (Scope.complaint, COMPLAINT), (Scope.person, PERSON))
}
