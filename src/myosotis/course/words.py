"""The words an answer may use. Their Danish and English labels stand in the book (`words/`)."""

KINDS = ("massage", "wellness_massage", "trigger_point", "dry_needling", "neck_manipulation", "mixed")
BRUISES = ("none", "small", "large")
COMPARED = ("better", "same", "worse", "much_worse")
QUALITY_KINDS = ("same", "bruise_like", "different", "unsure")
LIMB_SIDES = ("one", "both", "unsure")
# "I do not know" to a line of danger signs: how urgent the worst of that line is.
UNSURE_OF = ("none", "doctor", "emergency")
QUALITIES = (
    "aching", "tight", "stabbing", "burning", "throbbing", "sharp", "dull",
    "bruised", "sore", "inflamed", "tingling", "numb", "electric",
)  # fmt: skip

# Graded 0–4. `fainted` counts 1 near-faint, 2 one faint, 3 repeated, 4 prolonged.
SYMPTOMS = (
    "headache", "dizziness", "nausea", "vomiting", "fatigue", "malaise", "fainted", "sweating", "ringing_ears",
    "palpitations", "weakness", "visual_disturbance", "double_vision", "slurred_speech", "face_droop",
    "swallowing_difficulty", "numb_limb", "breathless", "chest_pain", "fever", "swelling", "dark_urine",
    "bladder_bowel_change", "saddle_numbness", "stiffness",
    # Signs that only the red flag questions ask for (R1–R28).
    "one_sided_weakness", "confusion", "vision_loss", "sudden_worst_headache", "neck_pain_unlike",
    "drooping_eyelid", "pulsing_ear_sound", "hoarseness", "unsteady_walk", "drop_attack", "both_legs_weak",
    "pain_both_legs", "sexual_feeling_change", "clumsy_hands", "electric_down_spine", "weak_arms_and_legs",
    "foot_drop", "winged_shoulder_blade", "lasting_numbness", "little_urine", "swollen_hard_muscle",
    "limb_pain_unbearable", "limb_cold_pale", "pain_on_breathing", "coughing_blood", "cold_sweat", "calf_swelling",
    "stiff_neck_with_fever", "hot_red_area", "bone_point_pain", "cannot_bear_weight", "tense_lump", "faint_injured",
    "faint_not_recovered", "faint_lying_or_effort", "faint_heart_first", "growing_headache", "temple_pain",
    "rash", "allergic_swelling", "pregnancy_alarm", "sudden_back_belly_pain", "suicidal_thoughts",
)  # fmt: skip
# Asked whether it has passed or is still there.
MAY_BE_ONGOING = ("fainted", "palpitations", "visual_disturbance")
# Asked whether it was already there before the treatment (section 3.6).
ASKED_BEFORE = (
    "headache", "dizziness", "nausea", "fatigue", "malaise", "sweating", "ringing_ears", "palpitations", "weakness",
    "visual_disturbance", "numb_limb", "stiffness",
)  # fmt: skip

# Conditions that the book knows; others are kept and ignored by rules.
CONDITIONS = (
    "anticoagulant", "bleeding_disorder", "pregnancy", "recent_accident", "osteoporosis", "cancer", "clot",
    "heart_disease", "stroke", "neck_problem", "fever", "statin", "kidney_disease", "previous_rhabdomyolysis",
    "faint_tendency", "diabetes", "hypertension", "recent_surgery", "immunosuppressed", "infection", "lung_disease",
    "asthma", "migraine", "connective_tissue_disease", "muscle_disease", "nerve_damage", "rheumatic_disease",
    "skin_or_wound", "steroid_use", "widespread_pain", "allergy", "epilepsy", "implant", "mental_strain",
)  # fmt: skip
# Words used elsewhere for the same condition.
CONDITION_SYNONYMS = {
    "blood_thinners": "anticoagulant", "anticoagulants": "anticoagulant", "haemophilia": "bleeding_disorder",
    "hemophilia": "bleeding_disorder", "pregnant": "pregnancy", "accident": "recent_accident",
    "recent_trauma": "recent_accident", "active_cancer": "cancer", "cancer_history": "cancer", "dvt": "clot",
    "thrombosis": "clot", "blood_clot": "clot", "embolism": "clot", "cardiac_disease": "heart_disease",
    "arrhythmia": "heart_disease", "previous_stroke": "stroke", "tia": "stroke", "neck_problems": "neck_problem",
    "cervical_instability": "neck_problem", "neck_instability": "neck_problem", "statins": "statin",
    "renal_disease": "kidney_disease", "chronic_kidney_disease": "kidney_disease",
    "rhabdomyolysis": "previous_rhabdomyolysis", "rhabdomyolysis_history": "previous_rhabdomyolysis",
    "fainting": "faint_tendency", "vasovagal": "faint_tendency", "steroids": "steroid_use",
}  # fmt: skip

# The self-check (a Person).
CAUSES = ("overuse", "sedentary", "stress", "posture", "trauma")
COMPLAINTS = ("local_pain", "stiffness", "reduced_mobility", "tension", "referred_pain", "tender_knots")
PERSON_FLAGS = (
    "immunosuppressed", "major_trauma", "night_pain", "unexplained_weight_loss", "cancer_history",
    "progressive_weakness",
)  # fmt: skip

# The review after the third treatment (a Complaint).
FELT_PROGRESS = ("much_better", "better", "same", "worse", "much_worse")

# What a check-in may leave unasked without the answer becoming less certain.
OPTIONAL = frozenset(
    {"compared", "strong_worse_hours", "soreness", "painkiller_hours", "mark_spreading", "mark_growth_unsure", "sites_confirmed",
     "quality_kind", "limb_side", "danger_unsure", "contact_wanted", "alarm_words", *(f"ongoing_{name}" for name in MAY_BE_ONGOING),
     *(f"baseline_{name}" for name in ASKED_BEFORE)}
)  # fmt: skip
