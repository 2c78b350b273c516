#!/usr/bin/env python3
"""One file that gets Myosotis going: `python3 go.py demo`, `python3 go.py test`, `python3 go.py COMMAND`.

It needs nothing but Python. The first time it makes `.venv` from the hashed lock; later it hands over at once.
The syntax is kept so old that a Python which is too old still reads the line that says so.
"""

import errno
import hashlib
import json
import os
import re
import socket
import subprocess
import sys
import threading

ROOT = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
STAMP = os.path.join(VENV, "installed.json")
OLDEST = (3, 11)
NEWER = ("3.13", "3.12", "3.11")
# Every lock, and those whose packages it holds as well, at the same versions.
LOCKS = {"run": (), "test": ("run",), "bench": ("run",), "spark": ("run",)}
# Comes as source only. It is built by what its lock holds, not by whatever is newest today.
FROM_SOURCE, BUILDER = "pyspark", "setuptools"

SERVING = ("demo", "serve")

USAGE = """python3 go.py demo            a demo clinic with made-up clients, on this machine only
python3 go.py serve           the real clinic
python3 go.py test            every test; add --long for those that take longer
python3 go.py COMMAND ...     any other command of myosotis; --help lists them"""


class Stop(Exception):
    """Something the person at the keyboard must do first; the text says what."""


def main(arguments):
    try:
        refuse_old_python(sys.version_info, arguments)
        if not arguments:
            print(USAGE)
            return 0
        for lock in locks_for(arguments):
            if not is_ready(lock):
                refuse_port_in_use(arguments)
            prepare(lock)
    except Stop as stop:
        sys.stderr.write("%s\n" % stop)
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. The next run starts the installation again.\n")
        return 130
    sys.stdout.flush()
    if arguments[0] in ("demo", "test"):
        # Without its cache each Python compiles again all that it imports: two seconds of a start, and the tests start hundreds.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if arguments[0] == "test":
        os.chdir(ROOT)
        hand_over(["-m", "pytest"] + arguments[1:])
    hand_over(["-m", "myosotis"] + arguments)


def locks_for(arguments):
    """What a command needs: a cluster and the engines to compare with are large, and few ask for them."""
    command = arguments[0]
    if command == "test" and "--long" in arguments:
        return ("test", "bench") + (("spark",) if on_path("java") else ())
    if command == "replay" and any(word.split("=")[0] == "--on" for word in arguments):
        return ("spark",)
    return (command,) if command in ("test", "bench") else ("run",)


def hand_over(arguments):
    os.execv(PYTHON, [PYTHON] + arguments)


def refuse_old_python(version, arguments):
    if tuple(version[:2]) >= OLDEST:
        return
    newer = [name for name in NEWER if on_path("python" + name)]
    again = " ".join(["go.py"] + arguments)
    then = "Run it with: python%s %s" % (newer[0], again) if newer else "Install a newer one, such as Debian 12's python3."
    raise Stop("Myosotis needs Python 3.11 or newer; this is %d.%d. %s" % (version[0], version[1], then))


def refuse_port_in_use(arguments):
    """Before minutes of installing; `serve` and `demo` look again, and say whatever else is wrong with a port."""
    if arguments[0] not in SERVING:
        return
    options = dict(word.split("=", 1) if "=" in word else (word, after) for word, after in zip(arguments, arguments[1:] + [""]))
    host, port = options.get("--host", "127.0.0.1"), options.get("--port", "8000")
    probe = socket.socket()
    try:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, int(port)))
    except socket.error as error:
        if error.errno == errno.EADDRINUSE:
            raise Stop("Port %s cannot be used (%s). Choose another one: --port %d" % (port, error.strerror, int(port) + 1))
    except (ValueError, OverflowError):
        pass
    finally:
        probe.close()


def on_path(name):
    return any(os.access(os.path.join(folder, name), os.X_OK) for folder in os.environ.get("PATH", "").split(":"))


def prepare(lock):
    """Make `.venv` hold what the lock says, besides what it holds already. Two at once wait for each other."""
    if is_ready(lock):
        return
    with Turn():
        if not is_ready(lock):
            install(lock)


def is_ready(lock):
    stamp = read_stamp()
    return is_current(lock, stamp) and stamp.get("python") == python_behind_the_venv()


def read_stamp():
    try:
        with open(STAMP) as file:
            return json.load(file)
    except (OSError, ValueError):
        return {}


def digest(lock):
    with open(lock_path(lock), "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def lock_path(lock):
    return os.path.join(ROOT, "requirements", lock + ".txt")


def python_behind_the_venv():
    # After a system upgrade the link points at another Python, whose packages are not there.
    return os.path.realpath(PYTHON) if os.path.exists(PYTHON) else None


def install(lock):
    stamp = read_stamp()
    refuse_a_folder_that_cannot_be_written()
    if not stamp or stamp.get("python") != python_behind_the_venv():
        # No stamp means that an installation was broken off: begin again rather than guess what is missing.
        make_venv()
        stamp = {}
    else:
        os.remove(STAMP)
    fetch(lock)
    put_source_on_the_path()
    done = dict((other, stamp[other]) for other in LOCKS if other in stamp and is_current(other, stamp))
    done.update((each, digest(each)) for each in (lock,) + LOCKS[lock])
    done["python"] = python_behind_the_venv()
    write_whole(STAMP, json.dumps(done))


def is_current(lock, stamp):
    return os.path.exists(lock_path(lock)) and stamp.get(lock) == digest(lock)


def refuse_a_folder_that_cannot_be_written():
    probe = os.path.join(ROOT, ".write-probe-%d" % os.getpid())
    try:
        os.mkdir(probe)
        os.rmdir(probe)
    except OSError:
        raise Stop("%s cannot be written to. Copy the folder to a place of your own and run it there." % ROOT)


def make_venv():
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        raise Stop("This Python cannot make a virtual environment. Run: sudo apt install python3-venv")
    say("Making .venv (only the first time)")
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", VENV], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if made.returncode:
        raise Stop("The virtual environment could not be made. Run: sudo apt install python3-venv\n%s" % tail(made.stdout))


def fetch(lock):
    with open(lock_path(lock)) as file:
        entries = [entry for entry in re.split(r"(?m)^(?=[a-z0-9])", file.read()) if re.match(r"[a-z0-9]", entry)]
    source = [entry for entry in entries if entry.startswith(FROM_SOURCE + "==")]
    if source:
        install_with_pip([entry for entry in entries if entry.startswith(BUILDER + "==")], [])
        say("  %s comes as source and is large; it takes some minutes" % FROM_SOURCE)
    install_with_pip(entries, ["--no-binary", FROM_SOURCE, "--no-build-isolation"] if source else [])


def install_with_pip(entries, more):
    """Two at once, each with every other package: unpacking takes a processor, and there are mostly two."""
    parts = [part for part in (entries[::2], entries[1::2]) if part]
    seen, of = [], count(entries)
    running = [Installation(part, os.path.join(VENV, "part-%d.txt" % number), more) for number, part in enumerate(parts)]
    readers = [threading.Thread(target=each.read, args=(seen, of), daemon=True) for each in running]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    for failed in [each for each in running if each.process.wait()][:1]:
        raise Stop(
            "The packages could not be installed; run the same command again when this is mended:\n%s"
            % "\n".join(failed.lines[-8:])
        )


class Installation:
    """One pip with its part of a lock."""

    def __init__(self, entries, path, more):
        write_whole(path, "".join(entries))
        command = [PYTHON, "-m", "pip", "install", "--require-hashes", "--only-binary", ":all:", "--no-deps", "--no-input"]
        # Nothing is compiled ahead: Python does that at the first import, for the tenth that is imported at all.
        command += more + ["--no-compile", "--disable-pip-version-check", "--progress-bar", "off", "-r", path]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.lines = []

    def read(self, seen, of):
        """To its end; `seen` holds the packages of all that run beside it."""
        with self.process.stdout as output:
            for raw in output:
                line = raw.decode("utf-8", "replace").rstrip()
                self.lines.append(line)
                named = re.match(r"(?:Collecting|Requirement already satisfied:|Processing) (?:.*/)?([A-Za-z0-9._]+)", line)
                if named:
                    seen.append(named.group(1))
                    progress(len(seen), of, named.group(1))
                    if len(seen) == of:
                        say("Installing %d packages" % of)


def count(entries):
    return len(set(entry.split("==")[0] for entry in entries if "win32" not in entry.split("--hash")[0]))


def progress(seen, of, name):
    if sys.stdout.isatty():
        sys.stdout.write("\r\033[K  %d of %d  %s%s" % (seen, of, name, "\n" if seen >= of else ""))
        sys.stdout.flush()
    elif seen % 10 == 0 or seen == of:
        say("  %d of %d packages" % (seen, of))


def put_source_on_the_path():
    # Relative, so that the folder may be moved.
    found = subprocess.check_output([PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"])
    packages_folder = found.decode("utf-8").strip()
    source = os.path.relpath(os.path.join(ROOT, "src"), os.path.realpath(packages_folder))
    write_whole(os.path.join(packages_folder, "myosotis-source.pth"), source + "\n")


def write_whole(path, text):
    with open(path + ".new", "w") as file:
        file.write(text)
    os.rename(path + ".new", path)


def say(line):
    print(line)
    sys.stdout.flush()


def tail(output, lines=4):
    return "\n".join(output.decode("utf-8", "replace").splitlines()[-lines:])


class Turn:
    """The folder's own lock: nobody installs while another does."""

    def __enter__(self):
        import fcntl

        self.folder = os.open(ROOT, os.O_RDONLY)
        try:
            fcntl.flock(self.folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("Waiting for another installation in this folder")
            fcntl.flock(self.folder, fcntl.LOCK_EX)

    def __exit__(self, *_):
        os.close(self.folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
