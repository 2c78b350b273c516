"""Is a text plain enough for a sore and worried person on a phone?

Readability (LIX), the length of each sentence, words that we never say, and how firmly a text speaks. A text is
measured as the client sees it: a place such as `{phone}` is filled in first.
"""

import re
from string import Formatter

LIX_LIMIT = 30
SENTENCE_LIMIT = 20
# Under ten words LIX swings by ten points for each long word, so the long words are counted instead: two, or every third.
SHORT_TEXT = 10
LONG_WORDS_IN_A_SHORT_TEXT = 2

FILLED_IN = {
    "da": {
        "time": "14.30", "by": "12.30", "phone": "1813", "clinic_phone": "12 34 56 78", "clinic": "Klinik Eng", "therapist": "Anne",
        "site": "venstre skulder", "new_site": "højre hofte", "other_site": "højre skulder", "symptom": "kvalme",
        "grade": "let", "quality": "øm", "date": "3. maj", "day": "fredag", "kind": "massage", "words": "værre",
        "opens": "mandag kl. 9", "substitute": "Bo Vikar",
    },
    "en": {
        "time": "14.30", "by": "12.30", "phone": "1813", "clinic_phone": "12 34 56 78", "clinic": "Klinik Eng", "therapist": "Anne",
        "site": "left shoulder", "new_site": "right hip", "other_site": "right shoulder", "symptom": "nausea",
        "grade": "mild", "quality": "sore", "date": "3 May", "day": "Friday", "kind": "massage", "words": "worse",
        "opens": "Monday at 9", "substitute": "Bo Vikar",
    },
}  # fmt: skip

# Terms that the readings fix word for word (its second decision). They are not counted as long words.
AGREED = ("forventelig, forbigående eftervirkning", "expected, passing after-effect")

# What we never say, as beginnings of words or as phrases. Both lists are read in both languages.
FORBIDDEN = {
    "crisis": r"\b(?:\w*krise\w*|cris[ie]s)\b",
    "toxin": r"\b(?:\w*toxin\w*|\w*toksin\w*|giftstof\w*|forgift\w*|poison\w*|\w*detox\w*|affaldsstof\w*|udrens\w*|waste products?)\b",
    "diagnosis": r"\b(?:diagnos\w*|diagnostic\w*)\b",
    "because of": r"\b(?:på grund af|pga|because of|due to|skyldes)\b",
}
# Words that few readers know, with what to write instead.
HARD = {
    "da": {
        r"moderat\w*": "tydelig",
        r"intervention\w*": "behandling",
        r"kronisk\w*": "langvarig",
        r"udredning\w*": "undersøgelse",
        r"symptom\w*": "tegn",
        r"compliance": "samarbejde",
        r"inflammation\w*": "irriteret",
        r"rhabdo\w*": "nedbrudte muskler",
        r"cervikal\w*": "nakke",
        r"vasovagal\w*": "besvimelse",
        r"palpation\w*": "hånden",
        r"dysfunktion\w*": "",
    },
    "en": {
        r"moderate\w*": "clear",
        r"intervention\w*": "treatment",
        r"chronic\w*": "long-lasting",
        r"symptoms?": "sign",
        r"compliance": "co-operation",
        r"inflammation\w*": "irritated",
        r"rhabdo\w*": "muscle breakdown",
        r"cervical\w*": "neck",
        r"vasovagal\w*": "faint",
        r"palpation\w*": "by hand",
        r"deteriorat\w*": "get worse",
    },
}
# How firmly a text speaks. The two languages of one text must carry the same classes.
HEDGES = {
    "da": {
        "possible": r"\b(?:kan|kunne|kunnet|måske|muligvis|mulig|muligt|tænkeligt|tænkelige?)\b",
        "probable": r"\b(?:sandsynligvis|sandsynlig|sandsynligt|sandsynlighed\w*|formentlig|antageligt|antagelig|som regel)\b",
        "not necessarily": r"\bnødvendigvis\b",
        "up to": r"\bop til\b",
    },
    "en": {
        "possible": r"\b(?:can|cannot|can't|could|may|might|perhaps|possibly|possible|conceivable|conceivably)\b",
        "probable": r"\b(?:probably|probable|likely|probability|as a rule|presumably)\b",
        "not necessarily": r"\bnecessarily\b",
        "up to": r"\bup to\b",
    },
}

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?:])[\"”»)]*\s+|\n+")
_ABBREVIATION = re.compile(r"\b(kl|ca|f|eks|nr|evt|dvs|bl|a|m|e|g|i)\.", re.IGNORECASE)


def filled(text: str, language: str) -> str:
    """The text as the client sees it: each `{place}`, and each `<word>` of a repeated card, filled in with something."""
    parts = []
    for literal, name, _, _ in Formatter().parse(re.sub(r"\{<[\w.]+>\}|<[\w.]+>", "{symptom}", text)):
        parts.append(literal)
        if name is not None:
            parts.append(FILLED_IN[language].get(name, "8"))
    return "".join(parts)


def words(text: str) -> list[str]:
    return _WORD.findall(text)


def sentences(text: str) -> list[str]:
    """Sentences, list lines and the two halves around a colon, each counted apart."""
    pieces = _SENTENCE_END.split(_ABBREVIATION.sub(r"\1", text))
    return [piece for piece in pieces if words(piece)]


def long_words(text: str) -> list[str]:
    return [word for word in words(text) if len(word) > 6]


def lix(text: str) -> float:
    """Words for each sentence plus the share of words of more than six letters, in per cent."""
    counted = words(text)
    if not counted:
        return 0.0
    return len(counted) / len(sentences(text)) + 100 * len(long_words(text)) / len(counted)


def hedges(text: str, language: str) -> frozenset[str]:
    """Which classes of doubt the text carries: possible, probable, "not necessarily", "up to"; none if it is firm."""
    return frozenset(name for name, pattern in HEDGES[language].items() if re.search(pattern, text, re.IGNORECASE))


def too_hard_to_read(text: str, language: str) -> list[str]:
    """What makes the text heavy, said so that a writer can mend it."""
    found = []
    shown = filled(text, language)
    for term in AGREED:
        shown = shown.replace(term, "en ting")
    for sentence in sentences(shown):
        if len(words(sentence)) > SENTENCE_LIMIT:
            found.append(f"{len(words(sentence))} words in one sentence: {sentence!r}")
    if len(words(shown)) < SHORT_TEXT:
        if len(long_words(shown)) > max(LONG_WORDS_IN_A_SHORT_TEXT, len(words(shown)) // 3):
            found.append(f"{len(long_words(shown))} long words in a short text: {', '.join(long_words(shown))}")
    elif lix(shown) > LIX_LIMIT:
        found.append(f"LIX {lix(shown):.0f}, at most {LIX_LIMIT}; long words: {', '.join(long_words(shown))}")
    return found


def forbidden(text: str) -> list[str]:
    """Which of the words that we never say to a client stand in the text."""
    return [name for name, pattern in FORBIDDEN.items() if re.search(pattern, text, re.IGNORECASE)]


def hard_words(text: str, language: str) -> list[str]:
    """Words few readers know, each with a plainer one."""
    found = []
    for pattern, plainer in HARD[language].items():
        match = re.search(rf"\b{pattern}\b", filled(text, language), re.IGNORECASE)
        if match:
            found.append(f"{match.group()!r}: write {plainer!r}")
    return found


def faults(text: str, language: str) -> list[str]:
    """Everything that keeps the text from being shown to a client; empty when it is plain."""
    return (
        too_hard_to_read(text, language) + [f"we never say {w}" for w in forbidden(text)] + hard_words(text, language)
    )
