"""Words in a client's own text that may mean danger. Finding one only ever raises; finding none says nothing [X]."""

import re
from functools import lru_cache

from myosotis.knowledge.model import Book


def has_alarm_words(text: str, book: Book) -> bool:
    """Does the text hold a word of `words/alarm`? Both languages are looked for, whatever the page's language is."""
    signs = book.words("alarm")["signs"]
    words = tuple(sorted({word for language in ("danish", "english") for word in signs[language]}))
    return bool(_sought(words).search(" ".join(text.lower().split())))


@lru_cache(maxsize=8)
def _sought(beginnings: tuple[str, ...]) -> re.Pattern:
    # A short word stands alone, so that "dør" is a door and "dø" is not.
    parts = [re.escape(word) + (r"\b" if len(word) < 4 else "") for word in beginnings]
    return re.compile(r"\b(?:" + "|".join(parts) + ")")
