"""What the pages point at is there."""

import re
import subprocess

import pytest

from tests.conftest import ROOT

PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "changelog.d").glob("*.md")],
    key=lambda path: str(path),
)
ADRS = sorted(path for path in (ROOT / "docs/adr").glob("*.md"))


def prose(text: str) -> str:
    return re.sub(r"(?s)```.*?```|`[^`\n]*`", "", text)


def anchors(text: str) -> set[str]:
    titles = re.findall(r"(?m)^#+ (.+)$", text)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(path):
    lost = []
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(path.read_text())):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        there = path if not file else (path.parent / file)
        if not there.exists() or (anchor and anchor not in anchors(there.read_text())):
            lost.append(target)
    assert lost == []


def test_decisions_are_numbered_once_each():
    numbers = [path.name[:4] for path in ADRS]
    assert all(re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", path.name) for path in ADRS), [path.name for path in ADRS]
    assert len(numbers) == len(set(numbers)), numbers


@pytest.mark.parametrize("path", ADRS, ids=lambda path: path.stem)
def test_a_decision_has_its_number_and_its_three_parts(path):
    text = path.read_text()
    assert text.startswith(f"# {path.name[:4]}")
    assert re.findall(r"(?m)^## (.+)$", text)[:3] == ["Context", "Decision", "Consequences"]


def test_every_page_of_the_docs_can_be_reached_from_the_readme():
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md" or not page.exists():
            continue
        reached.add(page)
        for target in re.findall(r"\]\(([^)\s#]+)", page.read_text()):
            if not re.match(r"[a-z]+:", target):
                there = (page.parent / target).resolve()
                waiting.extend(sorted(there.glob("*.md")) if there.is_dir() else [there])
    tracked = subprocess.run(
        ["git", "ls-files", "docs"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split()
    alone = {name for name in tracked if name.endswith(".md") and ROOT / name not in reached}
    assert alone == set()
