"""The clinic's own data as tables, for whoever moves them elsewhere or counts them: CSV and Parquet, with what each column is."""

import io
import json
import zipfile

import polars as pl
from django.apps import apps

from myosotis.clinic.letters.rows import LEFT_OUT, columns_of
from myosotis.knowledge import load_book
from myosotis.terms import Reading

# What the tables leave out besides the links' secrets, and why: a whole table, or a column of one.
NOT_HERE = {
    "people.Therapist.user": "a login, which belongs to the person",
    "care.Assessment.inputs": "long, and judged from what stands in checkins and baselines; whole in each client's file",
    "care.Assessment.answer": "long, and its reading, variant, certainty and level are columns; whole in each client's file",
}
# Columns that are looked up along the way, beside a table's own.
BESIDE = {
    "signals": {"sitting__complaint": "sitting__complaint", "sitting__kept__treatment": "sitting__kept__treatment"},
    "acknowledgements": {"own_reading": "own_view__reading", "own_rests_on": "own_view__rests_on"},
}
VERSIONS = "_versions"
LANGUAGES, WORDS = ("da", "en"), "clinic_tables"


def tables(clinic) -> dict[str, tuple]:
    """file → (rows, columns) of every table of a clinic, and of every version of what can be changed."""
    found = {}
    for model in models_of_a_clinic():
        things = things_of(model)
        name, beside = called(things), BESIDE.get(things, {})
        found[name] = getattr(clinic, things).all(), columns_of(model, NOT_HERE) | beside
        if history := getattr(model, "history", None):
            found[name + VERSIONS] = history.filter(clinic=clinic), columns_of(history.model, NOT_HERE)
    return dict(sorted(found.items()))


def models_of_a_clinic() -> list:
    """Every kind of thing that belongs to a clinic, but for what is worked out anew."""
    owned = (model for model in apps.get_models() if not hasattr(model, "instance_type") and model._meta.label not in LEFT_OUT)
    return [model for model in owned if any(field.name == "clinic" for field in model._meta.concrete_fields)]


def things_of(model) -> str:
    """What a clinic calls them: `clinic.treatments`."""
    return model._meta.get_field("clinic").remote_field.get_accessor_name()


def called(things) -> str:
    return load_book().words(WORDS)[things].get("called", things)


def clinic_zip(clinic) -> bytes:
    """Every table of one clinic, and of no other."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("README.txt", readme())
        for name, (rows, columns) in tables(clinic).items():
            frame = table(rows, columns)
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
    listed = sorted(f"{called(things_of(model))}: {book.words(WORDS)[things_of(model)][lang]}" for model in models_of_a_clinic())
    said = {name: book.text(f"advice/letters.{name}", lang) for name in ("readme", "readme_tables", "readme_versions", "readme_own")}
    return "\n".join([said["readme"], said["readme_tables"], *listed, said["readme_versions"], said["readme_own"], *coded])


def table(rows, columns) -> pl.DataFrame:
    """The rows as a frame, one column a name, each looked up where `columns` says; an empty table keeps its columns."""
    found = list(rows.order_by("pk").values_list(*columns.values()))
    by_column = zip(*found, strict=True) if found else ([] for _ in columns)
    return pl.DataFrame({name: pl.Series(name, [_plain(v) for v in values], strict=False) for name, values in zip(columns, by_column, strict=True)})


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
