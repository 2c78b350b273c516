"""The 31 rules on which engines were first compared, as sentences of our language over our facts.

They are there to be timed, not to advise: their thresholds are placeholders. Where a rule asks for what no client of
ours is asked (a bruise in centimetres), the same shape of sentence asks for what she is. The work is that of the
comparison: 31 flags in one number, and a class, which is the first kind of rule that holds.
"""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache, reduce
from operator import or_
from pathlib import Path

import polars as pl

from myosotis.course.facts import FACTS
from myosotis.engines.frame import AS_PLANNED, Lowering
from myosotis.language.nodes import Measure, Node, names_in
from myosotis.language.read import read
from myosotis.population.checks import as_facts, in_order
from myosotis.population.judge import longest_course
from myosotis.population.replay import FILES_AT_A_TIME, ROWS_AT_A_TIME, input_files, keys_of, pieces
from myosotis.population.rows import HOURS, TREATMENT
from myosotis.population.steps import any_of
from myosotis.terms import Scope

# Conditions that several rules share.
MEASURES = {
    "alike": "qualities_shared + qualities_shared >= qualities_given",
    "in_place": "pain_same >= 1",
    "elsewhere": "pain_far >= 1 and pain_same <= 0",
    "nearby": "pain_near >= 1",
    "peak": "highest(pain)",
    "peaked_at": "hours - since(pain >= peak)",
    "rose_at": "hours - since(pain > previous(pain))",
    "worst_grade": "largest(headache, dizziness, nausea, vomiting, fatigue, fainted, sweating, ringing_ears, palpitations, weakness, visual_disturbance, numb_limb, malaise, dark_urine, fever, neck_pain_unlike, slurred_speech, swelling)",
}
_NECK_SIGNS = ("dizziness", "visual_disturbance", "numb_limb", "slurred_speech", "neck_pain_unlike")
_TWO_NECK_SIGNS = " or ".join(
    f"({one} >= 1 and {other} >= 1)" for i, one in enumerate(_NECK_SIGNS) for other in _NECK_SIGNS[i + 1 :]
)

# The classes, the first that holds first.
RED_FLAG, RECOVERED, NEGATIVE, MOVED, HEALING, EXPECTED, OBSERVE = CLASSES = (
    "red_flag", "recovered", "negative", "moved", "healing_crisis", "expected", "observe",
)  # fmt: skip
RULES = {
    "r0_extreme_gi": ("nausea >= 3 and vomiting >= 2 and dizziness >= 3", RED_FLAG),
    "r1_dizzy_48h": ("hours >= 48 and held_for(dizziness >= 1) >= 24", RED_FLAG),
    "r2_nausea_48h": ("hours >= 48 and held_for(nausea >= 1) >= 24", RED_FLAG),
    "r3_headache_48h": ("hours >= 48 and held_for(headache >= 1) >= 24", RED_FLAG),
    "r4_worse_hours": ("held_for(pain > baseline_pain) >= 4", RED_FLAG),
    "r5_extreme_sore": ("soreness >= 8 and pain >= 8", RED_FLAG),
    "r6_big_bruise": ("bruise == 'large' or (bruise == 'small' and has_anticoagulant)", RED_FLAG),
    "r7_syncope": ("fainted >= 2 or (fainted >= 1 and not has_faint_tendency)", RED_FLAG),
    "r8_vad": (f"neck_treated and ({_TWO_NECK_SIGNS})", RED_FLAG),
    "r9_rhabdo": ("dark_urine >= 1 and (weakness >= 2 or soreness >= 6)", RED_FLAG),
    "r10_rhabdo_old": ("age >= 70 and soreness >= 6 and malaise >= 2", RED_FLAG),
    "r11_cardiac": ("palpitations >= 3 and (sweating >= 2 or weakness >= 2)", RED_FLAG),
    "r12_infection": ("fever >= 2 and swelling >= 2", RED_FLAG),
    "r13_numb_24h": ("held_for(numb_limb >= 1) >= 24", RED_FLAG),
    "n14_same_worse": ("alike and in_place and pain > baseline_pain", NEGATIVE),
    "n15_unresolved": ("hours >= 48 and in_place and pain >= baseline_pain and pain >= 1", NEGATIVE),
    "n16_no_net": ("hours >= 48 and pain >= baseline_pain and peak > baseline_pain", NEGATIVE),
    "n17_relapse": ("hours >= 24 and pain > previous(pain) and previous(pain) < peak and pain >= baseline_pain", NEGATIVE),
    "h18_bruise_like": ("feels_bruised and not alike", HEALING),
    "h19_quick_stable": ("hours <= 48 and peaked_at <= 24 and pain < peak and rose_at <= peaked_at", HEALING),
    "h20_flare_gone": ("hours <= 48 and peak > baseline_pain and pain < baseline_pain and rose_at <= peaked_at", HEALING),
    "m21_moved": ("elsewhere and pain >= 1", MOVED),
    "m22_moved_near": ("elsewhere and pain >= 1 and nearby", MOVED),
    "m23_moved_similar": ("elsewhere and pain >= 1 and alike and pain <= baseline_pain", MOVED),
    "m24_moved_serious": ("pain >= 7 and held_for(elsewhere) >= 72", MOVED),
    "e25_mild": ("malaise >= 1 and malaise <= 2 and hours <= 72", EXPECTED),
    "e26_sore_expected": ("soreness >= 1 and soreness <= 6 and hours <= 72 and (first_treatment or long_standing or stressed)", EXPECTED),
    "e27_small_mark": ("bruise == 'small'", EXPECTED),
    "v28_better": ("pain + 2 <= baseline_pain and worst_grade <= 1", RECOVERED),
    "v29_gone": ("pain <= 0 and worst_grade <= 0", RECOVERED),
    "p30_no_progress": ("hours >= 168 and pain >= baseline_pain", OBSERVE),
}  # fmt: skip


def sentences() -> dict[str, Node]:
    """The rules, read."""
    names = dict(FACTS[Scope.checkin])
    for name, sentence in MEASURES.items():
        names[name] = Measure(name, read(sentence, names))
    return {name: read(sentence, names) for name, (sentence, _) in RULES.items()}


class ThirtyOne:
    """The rules made ready; judges a table of check-ins into flags and a class."""

    def __init__(self) -> None:
        self.sentences = sentences()
        asked = {fact for sentence in self.sentences.values() for fact in names_in(sentence)} | {HOURS}
        self.facts = [name for name in FACTS[Scope.checkin] if name in asked]
        self._lowering = lru_cache(self._lowered)

    def _lowered(self, longest: int) -> Lowering:
        return Lowering(self.sentences, begins="~begins", clock=HOURS, facts=self.facts, longest=longest)

    def judged(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Treatment, hours, flags (bit i is rule i; what is unknown is no flag) and class, one row a check-in."""
        begins = pl.col(TREATMENT).ne_missing(pl.col(TREATMENT).shift(1)).alias("~begins")
        asked = rows.lazy().with_columns_seq(begins)
        told = self._lowering(longest_course(rows[TREATMENT])).applied(asked)
        names = list(RULES)
        bytes_ = [_packed(names[i : i + 8]).alias(f"~byte{i // 8}") for i in range(0, len(names), 8)]
        kinds = [
            pl.when(any_of(pl.col(name) for name, (_, kind) in RULES.items() if kind == each))
            .then(pl.lit(place, dtype=pl.UInt8)).otherwise(pl.lit(len(CLASSES) - 1, dtype=pl.UInt8))
            for place, each in enumerate(CLASSES[:-1])
        ]  # fmt: skip
        return (
            told.select_seq(TREATMENT, HOURS, *bytes_, pl.min_horizontal(kinds).alias("class"))
            .select_seq(
                TREATMENT, HOURS,
                reduce(or_, (pl.col(f"~byte{i}").cast(pl.Int64) * (1 << 8 * i) for i in range(len(bytes_)))).alias("flags"),
                pl.col("class").cat.to(pl.Enum(CLASSES)),
            )
            .collect(engine="in-memory", optimizations=AS_PLANNED)
        )  # fmt: skip

    def replay(self, source: Path, target: Path) -> int:
        """Parquet to Parquet, checked as `replay` checks; how many check-ins."""
        target.mkdir(parents=True, exist_ok=True)

        def one(file: Path) -> int:
            keys = keys_of(file)
            in_order(file, keys, None)
            found = [self.judged(as_facts(rows, self.facts)[0]) for _, rows in pieces(file, keys, self.facts, ROWS_AT_A_TIME)]
            pl.concat(found).write_parquet(target / file.name, compression="uncompressed", statistics=False)
            return len(keys)

        with ThreadPoolExecutor(FILES_AT_A_TIME) as beside:
            return sum(beside.map(one, input_files(source)))


def _packed(names: list[str]) -> pl.Expr:
    bits = (
        pl.when(name).then(pl.lit(1 << place, dtype=pl.UInt8)).otherwise(pl.lit(0, dtype=pl.UInt8))
        for place, name in enumerate(names)
    )
    return reduce(or_, bits)


def one_by_one(rows: Mapping[str, list]) -> list[int]:
    """The flags of one course, by the plain engine."""
    from myosotis.engines.plain import Series

    series = Series({name: rows[name] for name in rows}, rows[HOURS])
    columns = [series.column(sentence) for sentence in sentences().values()]
    return [sum(1 << place for place, said in enumerate(row) if said) for row in zip(*columns, strict=True)]
