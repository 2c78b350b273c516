"""What each sign of danger means without a network: judged beforehand, by the same cards, for nobody in particular."""

from collections.abc import Mapping
from functools import lru_cache
from itertools import product

from myosotis.course import Course
from myosotis.course.words import SYMPTOMS
from myosotis.judge import Contact, assess, explain
from myosotis.knowledge import load_book
from myosotis.terms import Level

# Signs are judged after each of these, and the most urgent answer is the one that is kept on the phone.
TREATED = ({"kind": "trigger_point", "neck_treated": True}, {"kind": "dry_needling", "neck_treated": True}, {"kind": "massage", "neck_treated": False})
HOURS, STRONG = (5.0, 60.0), 4
AGES = (40, 70)


@lru_cache(maxsize=8)
def danger_table(language: str, version: str) -> Mapping[str, dict]:
    """sign → {level 1–5, headline, do}, for every sign that the danger page asks about; and line → the same of its worst sign.

    `version` is that of the book now: another book is another table.
    """
    flags = load_book().file("questions/red_flags")
    signs = [sign for line in flags["red_flags"]["lines"] for sign in flags[line]["signs"]]
    found = {sign: _worst(sign, language) for sign in dict.fromkeys(signs)}
    return found | {line: found[flags[line]["worst"]] for line in flags["red_flags"]["lines"]}


def _worst(sign: str, language: str) -> dict:
    told = max((_told(sign, *case, language) for case in product(TREATED, HOURS, AGES)), key=lambda each: each["level"])
    # A sign of danger is never for her alone, whatever the cards would make of it by itself.
    return told if told["level"] >= Level.therapist_today else told | {"level": int(Level.therapist_today)}


def _told(sign, treated, hours, age, language) -> dict:
    checkin = {"hours": hours, "pain": 6, "qualities": ["sore"], "sites": ["shoulder:left"], "symptoms": {}}
    if sign in SYMPTOMS:
        checkin["symptoms"] = {sign: STRONG}
    course = Course.read(
        {
            "client": {"age": age},
            "treatment": {"pressure": 3, "minutes": 30, "sites": ["shoulder:left"], **treated},
            "baseline": {"pain": 6, "qualities": ["sore"], "sites": ["shoulder:left"], "symptoms": {}},
            "checkins": [checkin],
        }
    )
    book = load_book()
    answer = assess(course, book)[-1]
    said = explain(answer, course, book, language=language, contact=Contact())
    return {"level": int(answer.level), "headline": said.headline, "do": list(said.do)}
