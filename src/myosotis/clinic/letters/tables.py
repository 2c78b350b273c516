"""The clinic's own data as tables, for whoever moves them elsewhere or counts them: CSV and Parquet, with what each column is."""

import io
import json
import zipfile

import polars as pl

from myosotis.knowledge import load_book
from myosotis.terms import Reading

# file → (what the clinic calls it, columns). A column with __ is looked up along the way.
TABLES = {
    "clients": ("clients", ("id", "made_at", "name", "born", "phone", "language", "conditions")),
    "complaints": ("complaints", ("id", "made_at", "client", "region", "side", "words")),
    "treatments": ("treatments", (
        "id", "made_at", "complaint", "by__name", "kind", "pressure", "minutes", "trigger_points", "points", "sites", "neck_treated", "needles_used", "ended_at",
        "technique", "pain_during", "too_hard",
    )),
    "baselines": ("baselines", (
        "treatment", "taken_at", "pain", "pain_worst", "pain_usual", "stiffness", "mobility", "tension", "function", "qualities",
        "sites", "referral_sites", "symptoms", "activities",
    )),
    "signals": ("signals", ("id", "sitting__complaint", "sitting__kept__treatment", "what", "pressed_at", "language")),
    "checkins": ("checkins", ("id", "treatment", "received_at", "hours", "language", "answers", "corrects", "by_her")),
    "assessments": ("assessments", (
        "id", "checkin", "made_at", "book_version", "reading", "variant", "certainty", "level", "expires_at", "waits_until",
    )),
    "acknowledgements": ("acknowledgements", ("assessment", "made_at", "by__name", "note", "own_view__reading", "own_view__rests_on")),
    "decisions": ("decisions", ("complaint", "made_at", "by__name", "what", "change", "words", "felt_progress", "counted")),
    "plans": ("plans", ("complaint", "made_at", "by__name", "pressure", "minutes", "days", "reason")),
    "disclosures": ("disclosures", ("treatment", "made_at", "by__name", "changed", "conditions")),
}  # fmt: skip
# What a looked-up column is called in the file, where its way there says too much.
CALLED = {"own_view__reading": "own_reading", "own_view__rests_on": "own_rests_on"}
LANGUAGES = ("da", "en")


def clinic_zip(clinic) -> bytes:
    """Every table of one clinic, and of no other."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("README.txt", readme())
        for name, (things, columns) in TABLES.items():
            frame = table(getattr(clinic, things), columns)
            made.writestr(f"csv/{name}.csv", _no_formula(frame).write_csv())
            parquet = io.BytesIO()
            frame.write_parquet(parquet)
            made.writestr(f"parquet/{name}.parquet", parquet.getvalue())
    return out.getvalue()


def readme() -> str:
    """What the tables are, in both languages: whoever gets them may read only one. In its own words for each coded judgement."""
    return "\n\n".join(_readme(lang) for lang in LANGUAGES) + "\n"


def _readme(lang) -> str:
    book = load_book()
    bases = book.words("plans_page")["rests_on"]
    coded = [f"{each.value}: {book.text(f'words/readings.{each.value}.therapist.label', lang)}" for each in Reading]
    coded += [f"{name}: {entry[lang]}" for name, entry in bases.items()]
    return "\n".join([book.text("advice/letters.readme", lang), book.text("advice/letters.readme_own", lang), *coded])


def table(rows, columns) -> pl.DataFrame:
    """The rows as a frame, one column a name; an empty table keeps its columns."""
    found = list(rows.order_by("pk").values_list(*columns))
    plain = [CALLED.get(name, name.replace("__name", "")) for name in columns]
    by_column = zip(*found, strict=True) if found else ([] for _ in columns)
    return pl.DataFrame({name: pl.Series(name, [_plain(v) for v in values], strict=False) for name, values in zip(plain, by_column, strict=True)})


def _no_formula(frame: pl.DataFrame) -> pl.DataFrame:
    """A spreadsheet runs what begins like a formula: an apostrophe in front makes it text again."""
    words = [name for name, kind in frame.schema.items() if kind == pl.String]
    return frame.with_columns(
        pl.when(pl.col(name).str.contains(r"^[=+\-@\t\r]")).then("'" + pl.col(name)).otherwise(pl.col(name)).alias(name) for name in words
    )


def _plain(value):
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value) if hasattr(value, "hex") and not isinstance(value, float | bytes) else value
