"""The security checklist: each item, what of it no test holds, and the tests that name its number (`@pytest.mark.item`).

Writes docs/explanation/security-checklist.md:

    .venv/bin/python -m tests.docs.checklist
"""

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/explanation/security-checklist.md"
# number: what is so
ITEMS = {
    1: "Statements to the database are parameters everywhere",
    2: "What is typed is shown as typed and never run",
    3: "A cell of a table is no formula",
    4: "No line break gets into a message's head",
    5: "No drawing comes from outside",
    6: "Rules are data with a closed grammar",
    7: "No request is made to an address that somebody typed",
    8: "A long text does not hold up a pattern",
    9: "No template runs what was typed",
    10: "Deep or broken JSON is refused",
    11: "Every number is checked at the server",
    12: "What cannot be together is refused",
    13: "No step is jumped over",
    14: "Answer, assessment and place on the worklist are one transaction",
    15: "Sent twice is one",
    16: "Guessing is slowed down and shuts nobody out",
    17: "Cookies are Secure, HttpOnly, SameSite and __Host-",
    18: "A browser is told to use TLS only, for a year",
    19: "A strict content security policy",
    20: "No guessing of content types",
    21: "Other hosts are told nothing",
    22: "No other origin reads",
    23: "Every change needs its form; looking changes nothing",
    24: "Nothing is loaded from elsewhere",
    25: "No redirect to elsewhere",
    26: "Content types are exact",
    27: "A visitor cannot say where she comes from",
    28: "A request with two meanings has one, or is refused",
    29: "Odd requests at every address, no fault of the server: four hundred in each run, twelve thousand with `--long`",
    30: "No list is without end",
    31: "No file is taken in",
    32: "The names of files come from us",
    33: "What is downloaded says so",
    34: "Passwords are long, and common ones are refused",
    35: "A therapist has a second factor",
    36: "There is no account by default",
    37: "A login link lives ten minutes, works once, and is kept as a hash",
    38: "A link opens what it was made for and nothing else",
    39: "Looking at a link uses nothing up",
    40: "The same answer for a name that is known and one that is not",
    41: "A notice when a new device comes in, and when signing in is changed",
    42: "Recovery does not pass over the second factor",
    43: "A code cannot be tried for ever",
    44: "Signing in makes a new session",
    45: "Signing out kills a session at the server",
    46: "Sessions end by themselves",
    47: "The password again before the second factor is changed, a whole file is fetched or a client erased",
    48: "Every role at every address",
    49: "Nothing of another clinic, by any address",
    50: "Nobody sets what is not hers to set",
    51: "A therapist's note is not in a client's file",
    52: "TLS 1.2 or newer, by the proxy of the how-to",
    53: "Secrets are made with sound algorithms and lie outside the database and every log",
    54: "No secret, no debug page",
    55: "A lock file with hashes",
    56: "No health word and no name in a message, a log, an address",
    57: "Private pages are not kept",
    58: "Every look, change, export, way in and refusal is in the log",
    59: "No line break gets into a log",
    60: "The log is written once and shows if it was touched",
    61: "When judging fails, a human must look",
}
# number: what the item asks beyond that, and no test here holds
BEYOND = {
    1: "a scanner (sqlmap) was not let loose on every field",
    47: "a letter and the file of one treatment are fetched without it",
    49: "each address once or twice: fewer than the five hundred tries of the item",
    52: "testssl was not run",
    53: "Fernet is AES-128 with HMAC, not AES-256-GCM; a new secret cannot take the place of an old one",
    55: "no list of parts (SBOM) beside the lock; semgrep was not run",
}
HEAD = """# The security checklist

Each item of the checklist, what of it is not held, and the tests that hold it: each names the number it holds. Written by
`.venv/bin/python -m tests.docs.checklist` from the tests themselves.

| | is so | not held | held by |
|---|---|---|---|
"""


def held() -> dict[int, list[str]]:
    """number → tests that name it, as file::function."""
    found: dict[int, list[str]] = {}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.parse(path.read_text()).body:
            for marker in getattr(node, "decorator_list", ()):
                if isinstance(marker, ast.Call) and ast.unparse(marker.func) == "pytest.mark.item":
                    for number in marker.args:
                        found.setdefault(number.value, []).append(f"{path.relative_to(ROOT / 'tests').as_posix()}::{node.name}")
    return found


def page() -> str:
    by = held()
    rows = [f"| {number} | {what} | {BEYOND.get(number, '')} | {'<br>'.join(f'`{name}`' for name in by.get(number, ())) or '**nothing**'} |" for number, what in ITEMS.items()]
    whole = sum(number in by and number not in BEYOND for number in ITEMS)
    return HEAD + "\n".join(rows) + f"\n\n{whole} of {len(ITEMS)} are held by tests as a whole, {len(ITEMS) - whole} in part.\n"


if __name__ == "__main__":
    PAGE.write_text(page())
    sys.exit(0 if set(held()) == set(ITEMS) else 1)
