"""What the made-up population is made of: every number of it, with where it comes from.

`published` stands in a study; `bracketed` is ours, between published numbers; `ours` is chosen so that every kind of
answer occurs. It is not a forecast: nobody has counted how often each card would be raised.
"""

# Share of treatments followed by any minor reaction. Cambron 2007 (light massage 10 %), Carnes 2010 and Paanalahti
# 2014 (22–51 %), first visits 41–61 %, fewer at later visits (Senstad 1996); needling 100 % soreness if asked.
ANY_REACTION = {
    "wellness_massage": 0.12,  # published 0.10
    "massage": 0.40,  # bracketed
    "mixed": 0.40,  # bracketed
    "neck_manipulation": 0.40,  # bracketed
    "trigger_point": 0.40,  # bracketed; 0.50 at the first treatment
    "dry_needling": 0.60,  # bracketed
}
ANY_REACTION_FIRST_TRIGGER_POINT = 0.50

# Hours until it starts, and the share that has started by then. Senstad 1997: 64 % within 4 h, later than next day
# unusual; Cambron 2007: the majority within 12 h.
ONSET = ((0.0, 0.0), (4.0, 0.64), (12.0, 0.85), (24.0, 0.95), (48.0, 1.0))

# Hours it lasts, and the share that is over by then. Senstad 1997: 74 % within 24 h; Cambron: most within 36 h;
# Carnes: within 72 h. Trigger points and needling are guesses between manual therapy and muscle soreness.
LASTS = {
    "manual": ((0.0, 0.0), (24.0, 0.74), (36.0, 0.83), (48.0, 0.90), (72.0, 0.96), (120.0, 0.98), (240.0, 1.0)),
    "trigger_point": ((0.0, 0.0), (24.0, 0.55), (36.0, 0.70), (48.0, 0.80), (72.0, 0.93), (120.0, 0.97), (240.0, 1.0)),
    "dry_needling": ((0.0, 0.0), (24.0, 0.40), (36.0, 0.60), (48.0, 0.75), (72.0, 0.92), (120.0, 0.97), (240.0, 1.0)),
}

# Signs among those who react, as a share of reactions. Senstad 1997 and Cagnie 2004: headache 12–20 %, tiredness
# 11–12 %, dizziness and nausea up to 5 %; stiffness 19.5 % (Cagnie).
SIGNS = {
    "headache": 0.14, "fatigue": 0.12, "stiffness": 0.195, "dizziness": 0.05, "nausea": 0.04, "malaise": 0.03,
    "sweating": 0.02, "ringing_ears": 0.01, "palpitations": 0.01, "weakness": 0.01, "vomiting": 0.005, "fainted": 0.005,
    "visual_disturbance": 0.004, "numb_limb": 0.004,
}  # fmt: skip

# What is there before the treatment already (ours): rarer where it would be a sign of danger.
ALREADY_THERE = {"headache": 0.10, "fatigue": 0.10, "stiffness": 0.10, "dizziness": 0.03, "nausea": 0.01, "malaise": 0.02,
                 "sweating": 0.01, "ringing_ears": 0.03}  # fmt: skip
ALREADY_THERE_OTHER = 0.003

# Marks: 7.55 % of needlings (Brady 2014), 7.7 % (Boyce 2020); with strong pressure ours.
SMALL_MARK = {"dry_needling": 0.076, "strong_pressure": 0.12, "other": 0.03}
LARGE_MARK = 0.006  # ours
# How often a mixed treatment has needles in it.
NEEDLES_WHEN_MIXED = 0.3  # ours

# How the reaction shows itself (ours): the soreness of a bruise, a flare of the pain, or worse and lasting.
SHAPES = {"sore": 0.62, "flare": 0.28, "lasting": 0.10}
LASTING_TIMES = 2.5

# Any sign of danger, one of all of them each as likely. Far above what is known (no serious event in 42,451
# treatments, Carnes 2010), so that every card of danger is met.
DANGER = 0.006

# Where the pain goes (ours): gone to a new place, near, on the other side or far.
MOVED = 0.07
# What the pain comes to (ours): points gained, reached after three days.
GAIN = {"much": 0.50, "some": 0.33, "none": 0.17}

KINDS = {"massage": 0.25, "wellness_massage": 0.10, "trigger_point": 0.40, "dry_needling": 0.15,
         "neck_manipulation": 0.03, "mixed": 0.07}  # fmt: skip
TREATMENTS = 4  # at most, a client
# When a check-in is asked for, and between which hours it comes.
CHECKINS = ((4, 1.5, 9.0), (24, 17.0, 31.0), (49, 43.0, 57.0), (72, 65.0, 86.0), (168, 150.0, 192.0), (336, 320.0, 380.0))
MISSED = 0.24
UNANSWERED_BASELINE = 0.04
UNTOLD_PLACES = 0.15
UNANSWERED_SIGN = 0.015
UNANSWERED_PAGE = 0.003
