"""Every word of the book that a page shows, in the language of the page."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache

from django.utils import timezone
from django.utils.translation import get_language

from myosotis.body.sites import AXIAL, REGIONS, SIDES
from myosotis.body.zones import ZONES
from myosotis.knowledge import load_book

# The regions of the list, from top to bottom, as a person looks for them.
REGION_ORDER = tuple(REGIONS)
FEWEST_DIGITS = 8
SATURDAY = 5


def language() -> str:
    """The page's language, da or en."""
    return "en" if (get_language() or "da").startswith("en") else "da"


def text(key: str, lang: str | None = None, **filled) -> str:
    """A wording by its key in the book, its gaps filled."""
    words = load_book().text(key, lang or language())
    return words.format_map(filled) if filled else words


def texts(file: str) -> dict[str, str]:
    """Every wording of one file of the book by its name; those with gaps keep them."""
    lang = language()
    return {name: entry[lang] for name, entry in load_book().file(file).items() if lang in entry}


def label(file: str, name: str, lang: str | None = None) -> str:
    """How the book calls a thing: `label("qualities", "sore")`."""
    entry = load_book().words(file).get(name)
    return entry[lang or language()] if entry else name.replace("_", " ")


def first_letter(words: str) -> str:
    """The same words, the first letter a capital."""
    return words[:1].upper() + words[1:]


def choices(file: str, group: str | None = None) -> list[tuple[str, str]]:
    """The words of one file of the book as (name, label), in the book's order."""
    entries = load_book().words(file)
    if group:
        entries = entries[group]
    return [(name, first_letter(entry[language()])) for name, entry in entries.items()]


def said(file: str, group: str | None, name: str) -> str:
    """The sentence that explains a choice, or nothing."""
    entries = load_book().words(file)
    entry = (entries[group] if group else entries).get(name, {})
    return entry.get("say", entry.get("anchor", {})).get(language(), "")


def site(name: str, lang: str | None = None) -> str:
    """`shoulder:left` → venstre skulder; `B.trap_upper.R` → the zone with its side."""
    if name in ZONES:
        return ZONES[name].short_name(lang or language())
    region, _, side = name.partition(":")
    entry = load_book().words("sites")["regions"].get(region, {})
    return entry.get(side, {}).get(lang or language(), name)


def sites(names, lang: str | None = None) -> str:
    return apart(site(name, lang) for name in names)


def apart(places) -> str:
    """Places one after the other; with a semicolon where a name has a comma of its own."""
    named = list(places)
    return ("; " if any(", " in each for each in named) else ", ").join(named)


@dataclass(frozen=True)
class Region:
    name: str
    label: str
    sites: tuple[tuple[str, str], ...]


@lru_cache(maxsize=4)
def _regions(lang: str) -> tuple[Region, ...]:
    regions = load_book().words("sites")["regions"]
    return tuple(
        Region(
            name,
            first_letter(regions[name][lang]),
            tuple((f"{name}:{side}", first_letter(site(f"{name}:{side}", lang))) for side in sides_of(name)),
        )
        for name in REGION_ORDER
    )


def regions() -> tuple[Region, ...]:
    """The list of places, grouped by region."""
    return _regions(language())


def sides_of(region: str) -> tuple[str, ...]:
    """A middle exists only where the body has one."""
    return SIDES if region in AXIAL else SIDES[:2]


def _doctor_name(region, lang: str) -> str:
    """Akuttelefonen (lægehjælp), Region Hovedstaden: one name on every page, and what it is."""
    helpline = text("phones.helpline", lang)
    # Its Danish name helps nobody who reads English; the number is what is dialled.
    called = f"{region['name']} ({helpline})" if lang == "da" else first_letter(helpline)
    return f"{called}, {region[lang]}"


def _helpline(region, lang: str) -> str:
    """The same in a sentence."""
    return region["name"] if lang == "da" else text("phones.the_helpline", lang)


def phones(clinic, at=None, client=None) -> dict:
    """Whom to ring at a moment (now, if none is given): the clinic or who stands in for it or for her therapist, the doctor on call, 112."""
    from myosotis.clinic.presence.reach import Reach, reach_at

    book, lang = load_book().file("phones"), language()
    at = at or timezone.now()
    reach = reach_at(clinic, at, client) if clinic else Reach("", "", "")
    doctor = book["regions"].get(clinic.region if clinic else None)
    return {
        "emergency": book["emergency"]["number"],
        "clinic": reach.phone,
        "clinic_name": reach.name,
        "clinic_hours": reach.said,
        "is_absent": reach.is_absent,
        "doctor": doctor["number"] if doctor else "",
        # What stands before that number while her own doctor may have open.
        "own_doctor": text("phones.own_doctor_else", phone="").strip() if doctor and own_doctor_has_open(at, at) else "",
        "doctor_name": _doctor_name(doctor, lang) if doctor else "",
        "when": text("phones.when_to_call", phone=f"{_helpline(doctor, lang)} {doctor['number']}") if doctor else "",
        "in_doubt": text("phones.in_doubt"),
        "all_doctors": [(_doctor_name(r, lang), r["number"]) for r in book["regions"].values()],
    }


def is_phone(words: str) -> bool:
    """Digits and spaces, perhaps with + in front, and enough of them to be rung."""
    return set(words) <= set("+0123456789 ") and words.rfind("+") <= 0 and sum(map(str.isdigit, words)) >= FEWEST_DIGITS


def doctor_phone(clinic) -> str:
    """The doctor on call where the clinic lies."""
    return load_book().file("phones")["regions"].get(clinic.region, {}).get("number", "")


def doctor_between(clinic, begins, ends) -> str:
    """Which doctor to ring from one moment to another, as a sentence names him: her own has open on weekdays, the one on call otherwise."""
    phone = doctor_phone(clinic)
    if phone and own_doctor_has_open(begins, ends):
        return text("phones.own_doctor_else", phone=phone)
    return phone


def own_doctor_has_open(begins, ends) -> bool:
    """At any time between two moments. Holidays are not known: whoever says "own doctor" says another number too."""
    hours = load_book().file("phones")["own_doctor"]
    opens, closes = (time.fromisoformat(hours[name]) for name in ("opens", "closes"))
    begins, ends = timezone.localtime(begins), timezone.localtime(ends)
    days = (begins.date() + timedelta(days=n) for n in range((ends.date() - begins.date()).days + 1))
    return any(
        day.weekday() < SATURDAY and datetime.combine(day, opens, begins.tzinfo) <= ends and begins < datetime.combine(day, closes, begins.tzinfo)
        for day in days
    )


def region_choices() -> list[tuple[str, str]]:
    """The regions of Denmark, each with its own number for a doctor."""
    return [(name, entry[language()]) for name, entry in load_book().file("phones")["regions"].items()]
