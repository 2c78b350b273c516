"""Habits of the house that a reader would otherwise have to police: names, sizes, both languages, one word per thing."""

import ast
import re
import subprocess
import sys
import tomllib

import pytest
import yaml

# The book is read by the C loader where there is one, as here.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "manager", "managers", "data", "info", "misc", "common"}
LONGEST = 400
# Longer than that, with the reason.
LONG_FOR_A_REASON = {
    "src/myosotis/language/nodes.py": "every word of the language, one small class each, and nothing else",
}


def modules(root):
    return sorted(path for path in (root / "src").rglob("*.py") if "migrations" not in path.parts)


def test_no_module_or_folder_has_a_name_that_says_nothing(root):
    named = {path for path in (root / "src").rglob("*") if path.stem in NAMES_THAT_SAY_NOTHING}
    assert named == set()


def test_no_module_hides_a_second_idea(root):
    long = {}
    for path in modules(root):
        lines = len(path.read_text().splitlines())
        name = str(path.relative_to(root))
        if lines > LONGEST and name not in LONG_FOR_A_REASON:
            long[name] = lines
    assert long == {}, "split it, or give the reason in LONG_FOR_A_REASON"


def test_every_module_says_what_it_is_for(root):
    # What Django wants by a fixed name says no more than that name.
    silent = [
        str(path.relative_to(root))
        for path in modules(root)
        if path.name not in ("apps.py", "urls.py") and path.read_text().strip() and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert silent == []


def test_ruff_finds_nothing(root):
    found = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format=concise", "."],
        cwd=root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert found.returncode == 0, found.stdout


def book_files(root):
    return sorted((root / "src/myosotis/knowledge/book").rglob("*.y*ml"))


def lacking(node, where):
    """Places where one language speaks and the other does not."""
    if isinstance(node, dict):
        if ("da" in node) != ("en" in node):
            yield f"{where}: only {'da' if 'da' in node else 'en'}"
        elif "da" in node:
            da, en = node["da"], node["en"]
            if type(da) is not type(en) or (isinstance(da, list) and len(da) != len(en)) or not da or not en:
                yield f"{where}: da and en do not match"
        for key, value in node.items():
            yield from lacking(value, f"{where}.{key}")
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from lacking(value, f"{where}[{number}]")


def test_the_book_speaks_both_languages_everywhere(root):
    files = book_files(root)
    if not files:
        pytest.skip("there is no book yet")
    found = [
        problem for path in files for problem in lacking(yaml.load(path.read_text(), Loader=LOADER), path.relative_to(root).name)
    ]
    assert found == []


def test_the_change_log_fragments_are_named_by_kind_and_hold_a_sentence(root):
    for path in sorted((root / "changelog.d").iterdir()):
        if path.name == "README.md":
            continue
        assert re.fullmatch(r"[a-z0-9-]+\.(added|changed|fixed)\.md", path.name), path.name
        text = path.read_text().strip()
        assert text.endswith((".", ".`")), f"{path.name} is not a sentence"


def test_the_wheel_takes_the_version_from_the_package(root):
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    assert project["dynamic"] == ["version"]


def test_views_reach_clients_through_the_clinic_only(root):
    reached = [
        f"{path.relative_to(root)}:{number}: {line.strip()}"
        for path in (root / "src/myosotis/clinic").rglob("views*.py")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if re.search(r"\b[A-Z]\w+\.objects\b", line)
    ]
    assert reached == []


def test_outside_the_clinic_and_the_commands_time_is_an_argument(root):
    clocks = {"now", "utcnow", "today", "time", "monotonic"}
    asked = []
    for path in modules(root):
        room = path.relative_to(root / "src/myosotis").parts[0]
        if room in ("clinic", "cli", "cli.py"):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in clocks:
                asked.append(f"{path.relative_to(root)}:{node.lineno}: {ast.unparse(node)}")
    assert asked == []
