"""Which of Debian's two chromiums drives the tests."""

import shutil


def chromium() -> str | None:
    """The one without a window of its own where it is there: it needs a fifth less of the machine for the same pages."""
    return shutil.which("chromium-headless-shell") or shutil.which("chromium")
