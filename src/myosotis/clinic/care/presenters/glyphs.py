"""Words for a paper whose fonts cannot show every character: what they cannot show becomes a mark, and the paper is made."""

import json
import re
import tempfile
import unicodedata
from functools import lru_cache
from pathlib import Path

import typst

# Cannot be put on paper at all: halves of characters, unassigned and private ones. Wide ones are pictures and East Asian script,
# of which the fonts hold none; trying each would take seconds.
NEVER_SHOWN, WIDE = ("Cs", "Cn", "Co"), ("W", "F")
LINES = "\n\t"
PROBE = "#set document(title: [-])\n#text(json(bytes(sys.inputs.said)))\n"
PAPER = {"format": "pdf", "pdf_standards": ["ua-1"], "ignore_system_fonts": True}


def is_missing_glyph(error: Exception) -> bool:
    return "could not be displayed" in str(error) or "failed to parse JSON" in str(error)


def shown_with_marks(said, mark: str, *, plainest=False):
    """The same lists and words, each run that the fonts cannot show as one `mark`. Keys stay. `plainest` keeps Latin letters only:
    where each character can be shown and the word that they make up cannot.
    """
    if isinstance(said, dict):
        return {name: shown_with_marks(value, mark, plainest=plainest) for name, value in said.items()}
    if isinstance(said, (list, tuple)):
        return [shown_with_marks(value, mark, plainest=plainest) for value in said]
    return _words(said, mark, plainest) if isinstance(said, str) else said


def _words(said: str, mark: str, plainest: bool) -> str:
    found = []
    for char in unicodedata.normalize("NFC", said):
        kind = unicodedata.category(char)
        if kind == "Cc" and char not in LINES:
            continue
        if kind in ("Mn", "Me", "Cf") and found and found[-1] == mark:
            # An accent, or the joint of a composed picture, goes with what it stands on.
            continue
        if _is_latin(char) or not plainest and _can_be_shown(char):
            found.append(char)
        elif not found or found[-1] != mark:
            found.append(mark)
    return "".join(found)


def _is_latin(char: str) -> bool:
    return char in LINES or bool(re.match(r"[ -~\u00a0-\u017f–—‘’“”•…→]", char))


@lru_cache(maxsize=20_000)
def _can_be_shown(char: str) -> bool:
    kind = unicodedata.category(char)
    if kind in NEVER_SHOWN or unicodedata.east_asian_width(char) in WIDE:
        return False
    # An accent is tried on a letter, as it is read.
    return _tried(f"a{char}" if kind.startswith("M") else char)


def _tried(words: str) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "probe.typ"
        page.write_text(PROBE)
        try:
            typst.compile(page, root=page.parent, sys_inputs={"said": json.dumps(words)}, **PAPER)
        except typst.TypstError:
            return False
    return True
