"""The words an answer may use. Their Danish and English labels stand in the book (`words/`)."""

KINDS = ("massage", "wellness_massage", "trigger_point", "dry_needling", "neck_manipulation", "mixed")
BRUISES = ("none", "small", "large")
COMPARED = ("better", "same", "worse", "much_worse")
QUALITY_KINDS = ("same", "bruise_like", "different", "unsure")
LIMB_SIDES = ("one", "both", "unsure")
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
    "unsteady_walk", "drooping_eyelid", "hoarseness", "confusion", "vision_loss", "sudden_worst_headache",
    "neck_pain_unlike", "both_legs_weak", "clumsy_hands", "drop_foot_or_hand", "little_urine",
    "muscle_hard_swollen", "unbearable_limb_pain", "limb_cold_pale", "coughing_blood", "calf_swelling",
    "stiff_neck", "hot_red_area", "bone_point_pain", "cannot_bear_weight", "belly_flank_pain", "temple_pain",
    "allergic_swelling", "pregnancy_alarm", "sudden_back_belly_pain", "suicidal_thoughts",
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
    "heart_disease", "stroke", "neck_problems", "fever", "statin", "kidney_disease", "previous_rhabdomyolysis",
    "faint_tendency", "diabetes", "hypertension", "recent_surgery", "immunosuppressed",
)  # fmt: skip
# Words used elsewhere for the same condition.
CONDITION_SYNONYMS = {
    "blood_thinners": "anticoagulant", "anticoagulants": "anticoagulant", "haemophilia": "bleeding_disorder",
    "hemophilia": "bleeding_disorder", "pregnant": "pregnancy", "accident": "recent_accident",
    "recent_trauma": "recent_accident", "active_cancer": "cancer", "cancer_history": "cancer", "dvt": "clot",
    "thrombosis": "clot", "blood_clot": "clot", "embolism": "clot", "cardiac_disease": "heart_disease",
    "arrhythmia": "heart_disease", "previous_stroke": "stroke", "tia": "stroke", "neck_problem": "neck_problems",
    "cervical_instability": "neck_problems", "neck_instability": "neck_problems", "statins": "statin",
    "renal_disease": "kidney_disease", "chronic_kidney_disease": "kidney_disease",
    "rhabdomyolysis": "previous_rhabdomyolysis", "rhabdomyolysis_history": "previous_rhabdomyolysis",
    "fainting": "faint_tendency", "vasovagal": "faint_tendency", "steroids": "osteoporosis",
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
