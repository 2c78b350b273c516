"""Two runs beside each other share what either may do: each file of tests goes to whichever is free first."""

import os
from pathlib import Path

import pytest

SHARED = pytest.StashKey["SharedOut"]()


class SharedOut:
    """A folder in which one run writes down what it takes, so that the other leaves it alone."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.items: set[str] = set()
        self.asked: dict[Path, bool] = {}

    def is_left_to_the_other(self, item) -> bool:
        return item.nodeid in self.items and not self._takes(item.path)

    def _takes(self, path: Path) -> bool:
        if path not in self.asked:
            self.asked[path] = self.is_first("-".join(path.parts[1:]))
        return self.asked[path]

    def is_first(self, name: str) -> bool:
        """Only one of two can be, at whatever moment they ask."""
        try:
            os.close(os.open(self.folder / name, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        except FileExistsError:
            return False
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item, nextitem):
        """A test that the other run has taken is passed over, and neither run reports it twice."""
        if not self.is_left_to_the_other(item):
            return None
        if nextitem is not None:
            # What only this test would have needed is taken down, as after a test; at the end pytest does so itself.
            item.session._setupstate.teardown_exact(nextitem)
        return True
