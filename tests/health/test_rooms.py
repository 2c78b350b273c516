"""Who may know whom: the house's layers, and which rooms may import which packages."""

import contextlib
import io
import subprocess
import sys
from importlib.util import find_spec

import grimp
import pytest
from importlinter.cli import lint_imports

# Only these may import the package on the left, themselves; everyone below them never meets it.
MAY_IMPORT = {
    "django": {"myosotis.clinic"},
    "polars": {"myosotis.engines.frame", "myosotis.records.tables", "myosotis.population", "myosotis.clinic.letters.tables"},
    "numpy": set(),
    "pandas": set(),
    "pyspark": {"myosotis.population.cluster"},
    "duckdb": {"myosotis.population.bench.ways"},
    "zen": {"myosotis.population.bench.ways"},
    "rule_engine": {"myosotis.population.bench.ways"},
    "yaml": {"myosotis.knowledge"},
    "typst": {"myosotis.drawing", "myosotis.clinic"},
}
# These answer a phone: they load Python's own library and each other.
PLAIN = ["myosotis.terms", "myosotis.language", "myosotis.body", "myosotis.course", "myosotis.engines.plain"]
HEAVY = ["yaml", "polars", "numpy", "django", "pandas", "pyspark", "duckdb", "zen", "rule_engine"]


@pytest.fixture(scope="module")
def imports():
    return grimp.build_graph("myosotis", include_external_packages=True, cache_dir=None)


def within(module: str, room: str) -> bool:
    return module == room or module.startswith(room + ".")


def test_each_room_knows_only_those_below_it(root):
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        status = lint_imports(config_filename=str(root / "pyproject.toml"), no_cache=True)
    assert status == 0, said.getvalue()


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_a_package_is_imported_only_where_it_belongs(imports, package):
    if package not in imports.modules:
        pytest.skip(f"nobody imports {package}")
    strangers = {
        module
        for module in imports.find_modules_that_directly_import(package)
        if not any(within(module, room) for room in MAY_IMPORT[package])
    }
    assert strangers == set()


@pytest.mark.parametrize("room", PLAIN)
def test_what_answers_a_phone_loads_nothing_heavy(room):
    program = f"import sys, {room}; print(*sorted(set(sys.modules) & set({HEAVY})))"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert loaded.stdout.split() == []


def test_a_replay_on_this_machine_never_meets_spark():
    program = "import sys, myosotis.population.cluster; print(*(name for name in sys.modules if name.startswith(('pyspark', 'py4j'))))"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert loaded.stdout.split() == []


@pytest.mark.skipif(find_spec("myosotis.judge") is None, reason="nothing judges yet")
def test_judging_one_client_loads_neither_polars_nor_numpy_nor_django():
    program = f"import sys, myosotis.judge; print(*sorted(set(sys.modules) & {{*{HEAVY}}} - {{'yaml'}}))"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert loaded.stdout.split() == []
