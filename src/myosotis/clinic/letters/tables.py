"""The clinic's own data as tables, for whoever moves them elsewhere or counts them: CSV and Parquet, with what each column is."""

import io
import json
import zipfile

import polars as pl

# file → (what the clinic calls it, columns). A column with __ is looked up along the way.
TABLES = {
    "clients": ("clients", ("id", "made_at", "name", "born", "phone", "language", "conditions")),
    "complaints": ("complaints", ("id", "made_at", "client", "region", "side", "words")),
    "treatments": ("treatments", (
        "id", "made_at", "complaint", "by__name", "kind", "pressure", "minutes", "trigger_points", "points", "sites", "neck_treated", "ended_at",
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
    "acknowledgements": ("acknowledgements", ("assessment", "made_at", "by__name", "note")),
    "decisions": ("decisions", ("complaint", "made_at", "by__name", "what", "change", "words", "felt_progress", "counted")),
    "plans": ("plans", ("complaint", "made_at", "by__name", "pressure", "minutes", "days", "reason")),
    "disclosures": ("disclosures", ("treatment", "made_at", "by__name", "changed", "conditions")),
}  # fmt: skip
README = """One row a thing; `id` is its own, the other names point to the id of that thing. Lists and answers are JSON.
Times are UTC. In the CSV a cell that begins like a formula has an apostrophe in front; the Parquet has it as it is. The same tables twice: CSV for a spreadsheet, Parquet with types. These are health data: keep them as such.
"""


def clinic_zip(clinic) -> bytes:
    """Every table of one clinic, and of no other."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("README.txt", README)
        for name, (things, columns) in TABLES.items():
            frame = table(getattr(clinic, things), columns)
            made.writestr(f"csv/{name}.csv", _no_formula(frame).write_csv())
            parquet = io.BytesIO()
            frame.write_parquet(parquet)
            made.writestr(f"parquet/{name}.parquet", parquet.getvalue())
    return out.getvalue()


def table(rows, columns) -> pl.DataFrame:
    """The rows as a frame, one column a name; an empty table keeps its columns."""
    found = list(rows.order_by("pk").values_list(*columns))
    plain = [name.replace("__name", "") for name in columns]
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
