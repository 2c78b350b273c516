"""The figures in the README are those that the labelled cases give today, and no emergency is answered too low."""

import subprocess
import sys
from pathlib import Path

import pytest

from myosotis.cli import main
from tests.docs.readme import PAGE

CASES = Path(__file__).parents[3] / "shared" / "vignettes"
KINDS = {"assess": "vignettes", "review": "progress", "selfcheck": "selfcheck"}
pytestmark = pytest.mark.skipif(not CASES.exists(), reason="the labelled cases are not beside this checkout")


def scored(kind: str, tmp_path: Path, capsys) -> tuple[int, list[str]]:
    """The exit status of the scorer and what it printed, its last line being the figures."""
    cases = CASES / f"{KINDS[kind]}.jsonl"
    assert main([kind, str(cases)]) == 0
    answers = tmp_path / "answers.jsonl"
    answers.write_text(capsys.readouterr().out)
    scorer = [sys.executable, str(CASES / "score.py"), kind, str(cases), str(answers)]
    run = subprocess.run(scorer, capture_output=True, text=True, check=False)
    return run.returncode, run.stdout.strip().splitlines()


@pytest.mark.parametrize("kind", KINDS)
def test_the_labelled_cases_are_answered_as_the_readme_says(kind, tmp_path, capsys):
    status, printed = scored(kind, tmp_path, capsys)
    assert printed[-1] in PAGE.read_text()
    assert status == 0, "\n".join(printed)
