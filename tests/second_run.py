"""The run on PostgreSQL: a run of its own, beside this one from its start, so that both processors have work."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path


class SecondRun:
    """pytest with `--postgres`, and its part of what needs no database, in a process of its own; what it prints goes to a file.

    In the folder `shared` each of the two writes down what it takes of that.
    """

    def __init__(self, root: Path, shared: Path, *, long: bool):
        command = [sys.executable, "-m", "pytest", "--postgres", f"--shared={shared}", "-p", "no:cacheprovider"]
        if long:
            command.append("--long")
        # A run of its own reads its settings itself; those of this run would lead it to SQLite.
        surroundings = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("DJANGO_", "MYOSOTIS_", "PYTEST_"))
        }
        self.output = tempfile.TemporaryFile("w+", encoding="utf-8")
        self.process = subprocess.Popen(
            command, cwd=root, env=surroundings, stdin=subprocess.DEVNULL, stdout=self.output, stderr=subprocess.STDOUT
        )

    def ended(self, *, timeout_seconds: float) -> tuple[int, str]:
        """Wait for its end: the exit status and all that was printed."""
        status = self.process.wait(timeout_seconds)
        self.output.seek(0)
        return status, self.output.read()

    def stop(self) -> None:
        """End it if it still runs, and let go of the file."""
        if self.process.poll() is None:
            # As Ctrl+C does, so that it takes its own PostgreSQL away.
            self.process.send_signal(signal.SIGINT)
            self.process.wait(30)
        self.output.close()
