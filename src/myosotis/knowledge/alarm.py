"""Words in a client's own text that may mean danger. Finding one only ever raises; finding none says nothing [X]."""

import re
from collections.abc import Iterable
from functools import lru_cache

from myosotis.knowledge.model import Book


def alarm_words(text: str, book: Book) -> dict[str, list[str]]:
    """Danger line → the words of `words/alarm` that the text holds for it, as they stand there, in lower case.

    Both languages are looked for, whatever the page's language is.
    """
    words, found = " ".join(text.lower().split()), {}
    for line, signs in book.words("alarm")["signs"].items():
        if seen := _sought(tuple(sorted({*signs["danish"], *signs["english"]}))).findall(words):
            found[line] = list(dict.fromkeys(seen))
    return found


def has_alarm_words(text: str, book: Book) -> bool:
    return bool(alarm_words(text, book))


def quoted(words: Iterable[str]) -> str:
    """As a sentence names them: each in its marks, once."""
    return ", ".join(f"“{word}”" for word in dict.fromkeys(words))


@lru_cache(maxsize=64)
def _sought(beginnings: tuple[str, ...]) -> re.Pattern:
    # A short word stands alone, so that "dør" is a door and "dø" is not; of a longer one the whole is given.
    parts = [re.escape(word) + (r"\b" if len(word) < 4 else r"\w*") for word in beginnings]
    return re.compile(r"\b(?:" + "|".join(parts) + ")")
