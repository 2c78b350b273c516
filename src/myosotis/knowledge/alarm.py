"""Words in a client's own text that may mean danger. Finding one only ever raises; finding none says nothing [X]."""

import re
from collections.abc import Iterable
from functools import lru_cache

from myosotis.knowledge.model import Book

# Two beginnings within a few words of each other.
BOTH = " + "
SHORT = 4


def alarm_words(text: str, book: Book) -> dict[str, list[str]]:
    """Danger line → the words of `words/alarm` that the text holds for it, as they stand there, in lower case.

    Both languages are looked for, whatever the page's language is.
    """
    words, found = " ".join(text.lower().split()), {}
    for line, signs in book.words("alarm")["signs"].items():
        if seen := _sought(tuple(sorted({*signs["danish"], *signs["english"]}))).findall(words):
            found[line] = list(dict.fromkeys(seen))
    return found


def quoted(words: Iterable[str]) -> str:
    """As a sentence names them: each in its marks, once."""
    return ", ".join(f"“{word}”" for word in dict.fromkeys(words))


@lru_cache(maxsize=64)
def _sought(beginnings: tuple[str, ...]) -> re.Pattern:
    # Longest first, so that the whole phrase is what is quoted.
    parts = [part for beginning in sorted(beginnings, key=len, reverse=True) for part in _patterns(beginning)]
    return re.compile(r"\b(?:" + "|".join(parts) + ")")


def _patterns(beginning: str) -> list[str]:
    if BOTH not in beginning:
        # A short word stands alone, so that "dør" is a door and "dø" is not; of a longer one the whole is given.
        return [re.escape(beginning) + (r"\b" if len(beginning) < SHORT else r"\w*")]
    one, other = (re.escape(word) + (r"\w{0,3}" if len(word) < SHORT else r"\w*") for word in beginning.split(BOTH))
    return [rf"{first}\W+(?:\w+\W+){{0,4}}{then}" for first, then in ((one, other), (other, one))]
