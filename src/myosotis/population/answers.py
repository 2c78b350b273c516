"""What a made-up client answers at each check-in, from what is going on in the course (see `simulate.latent`).

The columns hang together as those of `Course.columns` do: places agree with the pain, counts of qualities with the
qualities, and what nobody was asked is unknown.
"""

import polars as pl

from myosotis.course import words as w
from myosotis.engines.frame import WORD
from myosotis.population import assumptions as a
from myosotis.population.chance import Chance
from myosotis.population.rows import HOURS

_RARE = [name for name in w.SYMPTOMS if name not in a.SIGNS]
_LASTING_QUALITIES = ("aching", "tight", "dull", "stabbing", "throbbing", "burning")
_BRUISED = ("sore", "bruised", "inflamed")
_CONDITIONS = {  # ours: shares of clients, near what is common among adults in treatment
    "anticoagulant": 0.03, "pregnancy": 0.01, "osteoporosis": 0.03, "cancer": 0.02, "heart_disease": 0.04,
    "stroke": 0.01, "neck_problem": 0.08, "statin": 0.10, "kidney_disease": 0.01, "diabetes": 0.05,
    "hypertension": 0.15, "migraine": 0.10, "recent_accident": 0.02, "faint_tendency": 0.03, "asthma": 0.06,
    "allergy": 0.10, "widespread_pain": 0.04, "mental_strain": 0.08,
}  # fmt: skip
_OTHER_CONDITION = 0.001


def with_answers(rows: pl.LazyFrame, who: Chance, done: Chance, now: Chance) -> pl.LazyFrame:
    """The rows with every fact of a check-in, from the draws of its client, its treatment and itself."""
    rows = rows.with_columns(_client(who))
    rows = _treatment(rows, done)
    rows = _pain(rows, done, now)
    rows = _places(rows, done)
    rows = _qualities(rows, done, now)
    rows = _signs(rows, done, now)
    return _asked_beside(rows, done, now)


def _rarely_unknown(value: pl.Expr, draws: Chance, what: str, share: float = 0.01) -> pl.Expr:
    return pl.when(~draws.happens(f"{what} unknown", share)).then(value)


def _client(who: Chance) -> list[pl.Expr]:
    shares = {"long_standing": 0.5, "unaccustomed_to_massage": 0.3, "stressed": 0.35, "previous_bad_experience": 0.05,
              "low_safety_feeling": 0.05, "wants_gentler": 0.1}  # fmt: skip
    answered = ~who.happens("conditions unknown", 0.02)
    return [
        _rarely_unknown((18 + 35 * (who.draw("age") + who.draw("age again"))).floor(), who, "age").alias("age"),
        *(_rarely_unknown(who.happens(name, share), who, name).alias(name) for name, share in shares.items()),
        (pl.col("visit") == 0).alias("first_treatment"),
        *(
            pl.when(answered).then(who.happens(name, _CONDITIONS.get(name, _OTHER_CONDITION))).alias(f"has_{name}")
            for name in w.CONDITIONS
        ),
    ]


def _treatment(rows: pl.LazyFrame, done: Chance) -> pl.LazyFrame:
    taken = ~done.happens("no baseline", a.UNANSWERED_BASELINE)
    before = 1 + ((done.draw("pain before") + done.draw("pain before again")) * 4.99).floor()
    rows = rows.with_columns(
        taken.alias("baseline_taken"),
        before.cast(pl.Int8).alias("~before"),
        _rarely_unknown(done.whole("pressure", 1, 5), done, "pressure").alias("pressure"),
        (15 + done.draw("minutes") * 60).floor().alias("minutes"),
        done.whole("points", 0, 12).cast(pl.Int16).alias("trigger_points"),
        (pl.col("kind") == "dry_needling").alias("needled"),
        # Of a mixed treatment it has to be said, and now and then was not.
        pl.when(pl.col("kind") == "mixed")
        .then(_rarely_unknown(done.happens("needles", a.NEEDLES_WHEN_MIXED), done, "needles", 0.02))
        .otherwise(pl.col("kind") == "dry_needling").alias("needles_used"),
    )
    kept = _rarely_unknown(pl.col("neck_treated"), done, "neck", 0.02)
    felt = {quality: done.happens(f"felt {quality}", 0.3) for quality in _LASTING_QUALITIES}
    felt["aching"] = felt["aching"] | done.happens("felt aching anyhow", 0.5)
    told = pl.col("baseline_taken")
    return rows.with_columns(
        pl.when(told).then(pl.col("~before")).alias("baseline_pain"),
        kept.alias("neck_treated"),
        *(
            pl.when(told).then(
                done.happens(f"before {name}", a.ALREADY_THERE.get(name, a.ALREADY_THERE_OTHER))
                * done.whole(f"before {name} grade", 1, 2)
            ).alias(f"baseline_{name}")
            for name in w.ASKED_BEFORE
        ),
        *(pl.when(told).then(felt.get(quality, pl.lit(False))).alias(f"felt_{quality}") for quality in w.QUALITIES),
    )  # fmt: skip


def _pain(rows: pl.LazyFrame, done: Chance, now: Chance) -> pl.LazyFrame:
    trend = done.draw("gain")
    gain = (
        pl.when(trend < a.GAIN["much"]).then(done.whole("much gained", 3, 6))
        .when(trend < a.GAIN["much"] + a.GAIN["some"]).then(done.whole("some gained", 1, 2))
        .otherwise(pl.lit(0, dtype=pl.Int8))
    )  # fmt: skip
    so_far = (pl.col(HOURS) / 72).clip(0, 1)
    added = (
        pl.when(~pl.col("reacting") | (pl.col("shape") == "sore")).then(pl.lit(0, dtype=pl.Int8))
        .when(pl.col("shape") == "flare").then(done.whole("flare", 1, 4))
        .otherwise(done.whole("worse", 1, 4))
    )  # fmt: skip
    return rows.with_columns(
        (pl.col("~before") - (gain * so_far).round().cast(pl.Int8) + added).clip(0, 10).alias("~here"),
        (done.happens("moved", a.MOVED) & (pl.col(HOURS) > 6)).alias("~moved"),
        done.happens("places untold", a.UNTOLD_PLACES).alias("~untold"),
    ).with_columns(
        pl.when(pl.col("~moved")).then((pl.col("~before") - 3).clip(0, 10)).otherwise(pl.col("~here")).alias("~here"),
        pl.when(pl.col("~moved"))
        .then(pl.min_horizontal(done.whole("new pain", 1, 6), pl.col("~before") + 1) - (pl.col(HOURS) > 60) * 1)
        .otherwise(pl.lit(0, dtype=pl.Int8))
        .clip(0, 10).alias("~new"),
    ).with_columns(
        _rarely_unknown(pl.max_horizontal("~here", "~new"), now, "pain", 0.008).alias("pain")
    )  # fmt: skip


def _places(rows: pl.LazyFrame, done: Chance) -> pl.LazyFrame:
    told = ~pl.col("~untold") | (pl.col("pain") == 0).fill_null(False)
    known = told & pl.col("pain").is_not_null()
    where = done.draw("new place")
    new, treated = pl.col("~new"), done.happens("new place was treated", 0.2)
    nothing = pl.lit(0, dtype=pl.Int8)
    near, mirror = where < 0.45, (where >= 0.45) & (where < 0.6)
    # A place that hurts has the number unknown when the pain is; a place that does not is quiet.
    quiet_or = {"near": near, "mirror": mirror, "far": where >= 0.6}
    found = []
    for name, here in quiet_or.items():
        value = pl.when(here).then(new).otherwise(nothing)
        untreated = pl.when(here & ~treated).then(new).otherwise(nothing)
        found += [
            pl.when(known | (told & (value == 0))).then(value).alias(f"pain_{name}"),
            pl.when(known | (told & (untreated == 0))).then(untreated).alias(f"pain_{name}_untreated"),
        ]
    at_treated = pl.when(treated).then(new).otherwise(nothing)
    hurting = (pl.col("~here") > 0).cast(pl.Int16) + (new > 0).cast(pl.Int16)
    neck = pl.col("neck_treated").fill_null(False)
    somewhere = hurting > 0
    return rows.with_columns(
        *found,
        pl.when(told).then(pl.when(known).then(pl.col("~here"))).otherwise(pl.col("pain")).alias("pain_same"),
        pl.when(known | (told & (at_treated == 0))).then(at_treated).alias("pain_treated"),
        pl.when(told).then(hurting).alias("regions_hurting"),
        pl.when(pl.col("baseline_taken")).then(pl.lit(1, dtype=pl.Int16)).alias("regions_before"),
        pl.when(told).then(somewhere & (neck | done.happens("head hurts", 0.05))).alias("neck_or_head_hurts"),
        pl.when(told).then(somewhere & ~neck & done.happens("calf", 0.06)).alias("calf_hurts"),
        pl.when(told).then(somewhere & ~neck & done.happens("chest", 0.03)).alias("chest_hurts"),
        pl.when(told).then(somewhere & ~neck & done.happens("belly", 0.02)).alias("belly_hurts"),
    )


def _qualities(rows: pl.LazyFrame, done: Chance, now: Chance) -> pl.LazyFrame:
    told = ~now.happens("qualities untold", 0.02)
    bruised = pl.col("reacting") & (pl.col("shape") != "lasting") & done.happens("like a bruise", 0.8)
    hurts = (pl.col("pain") > 0).fill_null(True)
    odd = done.draw("odd quality")
    nerve = {"tingling": odd < 0.006, "numb": (odd >= 0.006) & (odd < 0.010), "electric": (odd >= 0.010) & (odd < 0.013)}
    rows = rows.with_columns(bruised.alias("~bruised"), told.alias("~told"))
    feels = {}
    for quality in w.QUALITIES:
        as_before = hurts & pl.col(f"felt_{quality}").fill_null(False) & ~done.happens(f"{quality} gone", 0.2)
        if quality in _BRUISED:
            as_before = as_before | (pl.col("~bruised") & done.happens(f"feels {quality}", 0.7))
        elif quality in nerve:
            as_before = as_before | (pl.col("reacting") & nerve[quality])
        elif quality == "sharp":
            as_before = as_before | (hurts & ((odd >= 0.013) & (odd < 0.03)))
        feels[quality] = as_before
    rows = rows.with_columns(pl.when(pl.col("~told")).then(is_so).alias(f"feels_{quality}") for quality, is_so in feels.items())
    shared = pl.sum_horizontal((pl.col(f"feels_{q}") & pl.col(f"felt_{q}")).cast(pl.Int16) for q in w.QUALITIES)
    kind = (
        pl.when(pl.col("~bruised")).then(pl.lit("bruise_like", dtype=WORD))
        .when(odd >= 0.97).then(pl.lit("different", dtype=WORD))
        .when(odd >= 0.95).then(pl.lit("unsure", dtype=WORD))
        .otherwise(pl.lit("same", dtype=WORD))
    )  # fmt: skip
    given = pl.sum_horizontal(pl.col(f"feels_{q}").cast(pl.Int16) for q in w.QUALITIES)
    return rows.with_columns(
        pl.when(pl.col("~told")).then(given).alias("qualities_given"),
        pl.when(pl.col("~told") & pl.col("baseline_taken")).then(shared).alias("qualities_shared"),
        pl.when(hurts & done.happens("asked what kind", 0.5)).then(kind).alias("quality_kind"),
    )


def _signs(rows: pl.LazyFrame, done: Chance, now: Chance) -> pl.LazyFrame:
    """Each symptom's grade: common ones while reacting, one sign of danger at most, a few unanswered."""
    asked = list(w.SYMPTOMS)
    danger = done.happens("danger", a.DANGER) & (pl.col("slot") >= done.whole("danger from", 0, 3))
    untold, page = now.draw("sign untold"), now.happens("page untold", a.UNANSWERED_PAGE)
    rows = rows.with_columns(
        pl.when(danger).then((done.draw("which danger") * len(asked)).cast(pl.Int8)).otherwise(-1).cast(pl.Int8).alias("~danger"),
        done.whole("danger grade", 1, 4).alias("~danger_grade"),
        # The number of the one sign that was left out, or -1.
        pl.when(untold < a.UNANSWERED_SIGN)
        .then((untold * (len(asked) / a.UNANSWERED_SIGN)).cast(pl.Int8)).otherwise(-1).cast(pl.Int8).alias("~untold_sign"),
        page.alias("~untold_page"),
    )  # fmt: skip
    found = []
    for number, name in enumerate(asked):
        grade = pl.when(pl.col("~danger") == number).then(pl.col("~danger_grade")).otherwise(pl.lit(0, dtype=pl.Int8))
        if name in a.SIGNS:
            felt = pl.col("reacting") & done.happens(f"sign {name}", a.SIGNS[name])
            grade = pl.max_horizontal(grade, felt * done.whole(f"grade {name}", 1, 3))
        if name in w.ASKED_BEFORE:
            # What was there before is mostly still there.
            grade = pl.max_horizontal(grade, pl.col(f"baseline_{name}"))
        unanswered = (pl.col("~untold_sign") == number) | (pl.col("~untold_page") if name in _RARE else False)
        found.append(pl.when(~unanswered).then(grade).alias(name))
    return rows.with_columns(found)


def _asked_beside(rows: pl.LazyFrame, done: Chance, now: Chance) -> pl.LazyFrame:
    kind, hours, reacting = pl.col("kind"), pl.col(HOURS), pl.col("reacting")
    mark = (
        pl.when(kind == "dry_needling").then(a.SMALL_MARK["dry_needling"])
        .when((pl.col("pressure") >= 4).fill_null(False)).then(a.SMALL_MARK["strong_pressure"])
        .otherwise(a.SMALL_MARK["other"])
    )  # fmt: skip
    marked, u = hours < 60 + done.draw("mark fades") * 120, done.draw("mark")
    rise = (pl.col("pain") - pl.col("baseline_pain")).fill_null(0)
    compared = (
        pl.when(rise >= 3).then(pl.lit("much_worse", dtype=WORD)).when(rise >= 1).then(pl.lit("worse", dtype=WORD))
        .when(rise == 0).then(pl.lit("same", dtype=WORD)).otherwise(pl.lit("better", dtype=WORD))
    )  # fmt: skip
    sore = done.whole("sore", 1, 6) + done.happens("very sore", 0.03) * 3
    limb = pl.any_horizontal((pl.col(name) >= 1).fill_null(False) for name in ("weakness", "numb_limb"))
    return rows.with_columns(
        _rarely_unknown(
            pl.when(marked & (u < a.LARGE_MARK)).then(pl.lit("large", dtype=WORD))
            .when(marked & (u < mark)).then(pl.lit("small", dtype=WORD))
            .otherwise(pl.lit("none", dtype=WORD)), now, "mark", 0.005,
        ).alias("bruise"),
        pl.when(now.happens("asked to compare", 0.5) & pl.col("pain").is_not_null()).then(compared).alias("compared"),
        pl.when(rise >= 3).then((hours - pl.col("onset")).clip(0, 48).floor()).alias("strong_worse_hours"),
        pl.when(now.happens("asked how sore", 0.8))
        .then(pl.when(reacting).then(sore).otherwise(pl.lit(0, dtype=pl.Int8))).alias("soreness"),
        pl.when(now.happens("painkiller", 0.08)).then((now.draw("painkiller ago") * 24).floor()).alias("painkiller_hours"),
        pl.when(u < mark).then(done.happens("mark grows", 0.03)).alias("mark_spreading"),
        pl.when(u < mark).then(done.happens("mark may grow", 0.02)).alias("mark_growth_unsure"),
        pl.when(pl.col("~moved")).then(done.happens("place confirmed", 0.7)).alias("sites_confirmed"),
        pl.when(limb).then(done.one_of("limb", {"one": 0.7, "both": 0.25, "unsure": 0.05})).alias("limb_side"),
        pl.when(now.happens("in doubt", 0.004))
        .then(now.one_of("in doubt of", {"doctor": 0.8, "emergency": 0.2})).alias("danger_unsure"),
        now.happens("wants contact", 0.005).alias("contact_wanted"),
        now.happens("alarm words", 0.0005).alias("alarm_words"),
        *(
            pl.when((pl.col(name) >= 1).fill_null(False)).then(now.happens(f"{name} still there", 0.3)).alias(f"ongoing_{name}")
            for name in w.MAY_BE_ONGOING
        ),
    )  # fmt: skip
