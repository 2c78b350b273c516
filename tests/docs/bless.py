"""Writes the README's examples anew, for someone to read the difference: `.venv/bin/python -m tests.docs.bless`."""

from tests.docs.readme import PAGE, blessed

if __name__ == "__main__":
    PAGE.write_text(blessed(PAGE.read_text()))
