"""One way in a process of its own: ready, one client, the same client many times, and then all the work. Clocks are arguments."""

import gc
import json
import re
from collections.abc import Callable
from pathlib import Path

from myosotis.population.bench.ways import RUNNERS

# One client is asked so many times at least, and then no longer than this.
_LEAST, _MOST_MS = 20, 3000
# How a parent starts it: the process says `first` when the first client is judged, and then what was measured.
PROGRAM = (
    "from time import perf_counter, process_time; import sys; from myosotis.population.bench.child import main; "
    "main(sys.argv[1], sys.argv[2], int(sys.argv[3]), perf_counter, process_time)"
)


def main(key: str, folder: str, asked: int, clock: Callable[[], float], cpu: Callable[[], float]) -> None:
    runner = RUNNERS[key](Path(folder))
    runner.first()
    print("first", flush=True)
    took: list[float] = []
    while len(took) < asked and (len(took) < _LEAST or sum(took) < _MOST_MS):
        began = clock()
        runner.first()
        took.append((clock() - began) * 1000)
    runner.load()
    gc.collect()
    began, spent = clock(), cpu()
    done = runner.run()
    measured = {"checkins": done, "seconds": clock() - began, "cpu_seconds": cpu() - spent, "client_ms": took}
    measured["peak_gb"] = peak_gb()  # before anything is written for comparing
    runner.leave(Path(folder) / f"{key}.found")
    print(json.dumps(measured), flush=True)


def peak_gb() -> float:
    """The most memory that this process has held. `getrusage` would count what its parent held when it was started."""
    return int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) / 1e6
