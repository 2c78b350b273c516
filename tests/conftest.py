"""What every test may rely on: which tests run, on which database, with how many generated examples, and no way out.

Options: `--long` adds the tests marked long and runs generated tests with thousands of examples;
`--postgres` runs the tests that touch the database, on a PostgreSQL of the run's own (the plain run starts
such a run by itself; see docs/adr/0003-both-databases-in-one-test-run.md). A walk that exists in both languages goes in
Danish on SQLite or in English on PostgreSQL; with `--long`, in both on both.
"""

import gc
import os
import shutil
import tempfile
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from zlib import crc32

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests import postgres
from tests.chromium import chromium
from tests.emptied import let_tables_be_emptied
from tests.second_run import SecondRun
from tests.shared_out import SHARED, SharedOut
from tests.unit.population import spark_cluster

pytest_plugins = ["tests.browser"]

ROOT = Path(__file__).resolve().parent.parent
NO_PARAMETERS = SimpleNamespace(params={})
TOUCHES_THE_DATABASE = {"db", "transactional_db", "live_server"}

hypothesis_settings.register_profile("ci", max_examples=60, derandomize=True, deadline=None)
hypothesis_settings.register_profile(
    "long", max_examples=3000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def pytest_addoption(parser):
    parser.addoption("--long", action="store_true", help="also run what takes longer, and far more generated examples")
    parser.addoption("--shared", metavar="FOLDER", help="with --postgres: also run what touches no database and the run beside this one has not taken")
    parser.addoption("--postgres", action="store_true", help="run what touches the database on a private PostgreSQL")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config):
    hypothesis_settings.load_profile("long" if config.getoption("--long") else "ci")
    if _clinic_is_there():
        _prepare_the_clinic(config)


def _clinic_is_there() -> bool:
    return find_spec("myosotis.clinic") is not None and find_spec("myosotis.clinic.config.settings") is not None


def _prepare_the_clinic(config):
    """A folder, a secret and a database that belong to this test run alone."""
    if "DJANGO_SETTINGS_MODULE" in os.environ:
        # Django would already have read its settings, and with them somebody's own database.
        raise pytest.UsageError("DJANGO_SETTINGS_MODULE is set; unset it and run the tests again")
    home = Path(tempfile.mkdtemp(prefix="myosotis-tests-"))
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))
    (home / "static").mkdir()  # `serve` collects into it, and WhiteNoise warns where it is missing
    for name in [name for name in os.environ if name.startswith("MYOSOTIS_")]:
        del os.environ[name]
    os.environ.pop("DATABASE_URL", None)
    os.environ.update(
        DJANGO_SETTINGS_MODULE="myosotis.clinic.config.settings",
        # Playwright runs a loop in the test's own thread, and Django would refuse queries there.
        DJANGO_ALLOW_ASYNC_UNSAFE="true",
        MYOSOTIS_HOME=str(home),
        MYOSOTIS_SECRET_KEY="only-for-tests-" * 4,
        MYOSOTIS_HTTP="1",
    )
    if config.getoption("--postgres"):
        if reason := postgres.why_not():
            raise pytest.UsageError(reason)
        server = postgres.private_postgres()
        os.environ["DATABASE_URL"] = server.__enter__()
        # Its database goes with it.
        config.option.reuse_db = True
        config.add_cleanup(lambda: server.__exit__(None, None, None))

    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        # A file, as in the clinic: in memory, SQLite locks whole tables and knows no WAL.
        database["TEST"] = {"NAME": str(home / "test.sqlite3")}
    # Real hashes take a tenth of a second each, on purpose; no test is about them.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_sessionstart(session):
    """Nothing asks for Django's own permissions and types; making hundreds of them after every walk takes longer than emptying the tables."""
    if _clinic_is_there():
        from django.contrib.contenttypes.management import create_contenttypes
        from django.db.models.signals import post_migrate

        post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")
        post_migrate.disconnect(create_contenttypes)
        let_tables_be_emptied()
        if session.config.getoption("--postgres"):
            postgres.empty_row_by_row()
        _pack_each_book_once()


def _pack_each_book_once():
    """After every test the shelf is empty again; packing the book anew would take longer than the rest of an answer."""
    from myosotis.clinic.books.models import BookVersion

    pack, packed = BookVersion.pack, {}

    def once(book):
        return packed.get(book.version) or packed.setdefault(book.version, pack(book))

    BookVersion.pack = staticmethod(once)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    keep, leave = [], []
    shared = _shared_out(config, items)
    for item in items:
        wanted = _wanted(item, config)
        (keep if wanted else leave).append(item)
        if wanted and shared and _may_go_in_either(item):
            shared.items.add(item.nodeid)
        if wanted:
            _skip_what_cannot_run(item)
    if leave:
        config.hook.pytest_deselected(items=leave)
        items[:] = keep
    if shared:
        # Last of all, and from both ends, so that the two meet where the work ends.
        ours = [item for item in items if item.nodeid in shared.items]
        items[:] = [item for item in items if item.nodeid not in shared.items] + (ours if config.getoption("--postgres") else _backwards(ours))


def _shared_out(config, items):
    """What is shared with a run beside this one; None where this one is alone."""
    if config.getoption("--postgres"):
        folder = config.getoption("--shared")
    elif any(item.get_closest_marker("second_run") for item in items) and _may_start_another(config):
        folder = tempfile.mkdtemp(prefix="myosotis-shared-")
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    else:
        folder = None
    if folder is None:
        return None
    config.stash[SHARED] = shared = SharedOut(Path(folder))
    config.pluginmanager.register(shared)
    return shared


def _backwards(items):
    """The files from the last to the first, each with its tests in order."""
    files = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    return [item for tests in reversed(files.values()) for item in tests]


def _wanted(item, config) -> bool:
    if item.get_closest_marker("long") and not config.getoption("--long"):
        return False
    on_postgres = config.getoption("--postgres")
    if _is_crossed(item) and not config.getoption("--long") and _walked(item) != (item.callspec.params["language"], on_postgres):
        return False
    if on_postgres:
        if config.getoption("--shared") and _may_go_in_either(item):
            return True
        return _touches_the_database(item) and not item.get_closest_marker("sqlite_only")
    return not item.get_closest_marker("postgres_only")


def _walked(item) -> tuple[str, bool]:
    """In which language a walk goes, and whether on PostgreSQL: the same one each time, about as often the one as the other."""
    others = [f"{name}={value}" for name, value in sorted(item.callspec.params.items()) if name != "language"]
    name = "/".join([item.path.stem, item.originalname, *others])
    return ("en", True) if crc32(name.encode()) % 2 else ("da", False)


def _is_crossed(item) -> bool:
    """A walk in both languages over data: in one of its four ways each time, in all of them with `--long`."""
    if ROOT / "tests" / "journeys" not in item.path.parents or "language" not in getattr(item, "callspec", NO_PARAMETERS).params:
        return False
    return not any(item.get_closest_marker(name) for name in ("sqlite_only", "postgres_only", "all_four"))


def _may_go_in_either(item) -> bool:
    """One of two runs beside each other is enough for it, each time; with `--long` what has a database has both."""
    if any(item.get_closest_marker(name) for name in ("sqlite_only", "postgres_only", "undisturbed", "second_run")):
        return False
    if item.get_closest_marker("either_database"):
        return not item.config.getoption("--long")
    return not _touches_the_database(item)


def _touches_the_database(item) -> bool:
    if item.get_closest_marker("django_db"):
        return True
    return not TOUCHES_THE_DATABASE.isdisjoint(getattr(item, "fixturenames", ()))


def _skip_what_cannot_run(item):
    if "browser" in getattr(item, "fixturenames", ()):
        item.add_marker(pytest.mark.browser)
        if not chromium():
            item.add_marker(pytest.mark.skip(reason="no chromium here (sudo apt install chromium-headless-shell)"))
    if item.get_closest_marker("postgres") and (reason := postgres.why_not()):
        item.add_marker(pytest.mark.skip(reason=reason))
    if item.get_closest_marker("spark") and (reason := spark_cluster.why_not()):
        item.add_marker(pytest.mark.skip(reason=reason))


def pytest_collection_finish(session):
    """The run on PostgreSQL begins at once, beside this one; the test that reads how it ended comes last."""
    # Five thousand tests lie in this process from now on: the collector need not go through them again and again.
    gc.collect()
    gc.freeze()
    waiting = [item for item in session.items if item.get_closest_marker("second_run")]
    if not waiting or not _may_start_another(session.config):
        return
    run = SecondRun(ROOT, session.config.stash[SHARED].folder, long=session.config.getoption("--long"))
    session.config.stash[SECOND_RUN] = run
    session.config.add_cleanup(run.stop)
    # What is timed is timed after it, with nothing beside it.
    session.items.sort(key=lambda item: 2 if item.get_closest_marker("undisturbed") else item in waiting)


def _may_start_another(config) -> bool:
    return not postgres.why_not() and not config.getoption("--collect-only") and not config.getoption("--postgres")


def pytest_report_header():
    if not _clinic_is_there():
        return None
    from django.db import connection

    return f"database: {connection.display_name}"


def pytest_terminal_summary(terminalreporter, config):
    """The run on PostgreSQL is a run of its own; its closing line belongs in this one's summary."""
    if line := config.stash.get(ON_POSTGRES, None):
        terminalreporter.write_sep("-", f"on PostgreSQL, with what needs no database: {line}")


ON_POSTGRES = pytest.StashKey[str]()
SECOND_RUN = pytest.StashKey[SecondRun]()


@pytest.fixture(scope="session")
def root() -> Path:
    """The working copy."""
    return ROOT


@pytest.fixture
def second_run(pytestconfig) -> SecondRun:
    """The run on PostgreSQL that began with this one."""
    return pytestconfig.stash[SECOND_RUN]


@pytest.fixture
def note_postgres_result(pytestconfig):
    """Tells the summary how the run on PostgreSQL ended."""

    def note(line: str):
        pytestconfig.stash[ON_POSTGRES] = line

    return note
