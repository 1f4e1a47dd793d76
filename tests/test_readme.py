"""What the README says is what happens."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys

from conftest import ROOT

README = ROOT / "README.md"


def test_every_generated_block_is_what_the_command_prints() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cogapp", "--check", "--diff", "-I", "tests/readme", "README.md"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_command_of_the_readme_stands_in_a_generated_block() -> None:
    outside = re.sub(r"<!-- \[\[\[cog.*?\[\[\[end\]\]\] -->", "", README.read_text(), flags=re.S)
    assert "$ kg" not in outside


def test_the_python_of_the_readme_does_what_it_shows() -> None:
    outcome = doctest.testfile(str(README), module_relative=False, optionflags=doctest.ELLIPSIS)
    assert outcome.attempted > 4
    assert outcome.failed == 0


def test_ci_runs_the_test_command_of_the_readme() -> None:
    command = (
        "python3 -m venv .venv && .venv/bin/pip install '.[test]' && .venv/bin/python -m pytest"
    )
    assert f"\n{command}\n" in README.read_text()


def test_every_link_within_the_readme_leads_to_a_heading() -> None:
    text = README.read_text()
    headings = {
        re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-")
        for heading in re.findall(r"^#+ (.*)$", text, re.M)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= headings
