"""A standalone Spark cluster of this machine's own, on loopback: a master and workers of one core each."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path


def why_not() -> str | None:
    if find_spec("pyspark") is None:
        return "no pyspark here (python3 go.py test --long installs it where Java is)"
    if not shutil.which("java"):
        return "no Java here (sudo apt install default-jre-headless)"
    return None


class Cluster:
    def __init__(self, home: Path):
        import pyspark

        self.home = home
        self.port = free_port()
        self.master = f"spark://127.0.0.1:{self.port}"
        self.started: list[subprocess.Popen] = []
        self.spark_class = Path(pyspark.__file__).parent / "bin/spark-class"
        self.environment = os.environ | {
            "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_HOME": str(Path(pyspark.__file__).parent),
            "SPARK_WORKER_DIR": str(home / "work"), "PYSPARK_PYTHON": sys.executable, "SPARK_DAEMON_MEMORY": "256m",
            # Compiled no further than is worth it for a minute's run; nobody submits from elsewhere.
            "SPARK_DAEMON_JAVA_OPTS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dspark.master.rest.enabled=false",
        }  # fmt: skip

    def start(self, what: str, *arguments: str) -> subprocess.Popen:
        command = [self.spark_class, f"org.apache.spark.deploy.{what}", *arguments]
        with (self.home / f"{what}-{len(self.started)}.log").open("wb") as log:
            self.started.append(subprocess.Popen(command, stdout=log, stderr=log, env=self.environment))
        return self.started[-1]

    def start_master(self) -> None:
        self.start("master.Master", "--host", "127.0.0.1", "--port", str(self.port), "--webui-port", str(free_port()))
        until(lambda: answers(self.port), "the master answers")

    def start_workers(self, count: int) -> None:
        self.workers = [
            self.start("worker.Worker", "--host", "127.0.0.1", "--cores", "1", "--memory", "600m",
                       "--webui-port", str(free_port()), self.master)
            for _ in range(count)
        ]  # fmt: skip
        for log in self.home.glob("worker.Worker-*.log"):
            until(lambda log=log: "Successfully registered" in log.read_text(), "a worker is known to the master")

    def lose(self, worker: subprocess.Popen) -> None:
        """As when its power goes: the worker and its executor, without a word."""
        for process in [worker.pid, *children(worker.pid)]:
            os.kill(process, signal.SIGKILL)
        worker.wait()

    def stop(self) -> None:
        for started in reversed(self.started):
            if started.poll() is None:
                started.terminate()
        for started in self.started:
            started.wait(timeout=30)


@contextmanager
def two_workers(home: Path) -> Iterator[Cluster]:
    cluster = Cluster(home)
    try:
        cluster.start_master()
        cluster.start_workers(2)
        yield cluster
    finally:
        cluster.stop()


def children(parent: int) -> list[int]:
    """All that a process has started, and what that has started."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            number, above = int(status.parent.name), int(status.read_text().rpartition(")")[2].split()[1])
        except (OSError, IndexError):
            continue
        if above == parent:
            found += [number, *children(number)]
    return found


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


def answers(port: int) -> bool:
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


def until(so, what: str, seconds: float = 600) -> None:
    deadline = time.monotonic() + seconds
    while not so():
        assert time.monotonic() < deadline, f"not within {seconds:g} seconds: {what}"
        time.sleep(0.1)
