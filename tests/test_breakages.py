"""The shipped data broken in many ways: each report says the right thing at the right place."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest
from conftest import ROOT

import kg

MARK = "▶"
SHEET = tomllib.loads((Path(__file__).parent / "breakages.toml").read_text())["breakage"]
Told = tuple[str, str, int, int]  # rule, file, line, column


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the shipped graph that may be broken."""
    for folder in ("ontology", "data", "queries"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


def broken(project: Path, breakage: dict[str, str], rules: list[str]) -> list[Told]:
    """Break a copy of the project, and return what its report must say."""
    file = breakage["file"]
    path = project / file
    text = path.read_text(encoding="utf-8")
    if "find" in breakage:
        assert text.count(breakage["find"]) == 1, "what is looked for must stand there once"
        text = text.replace(breakage["find"], breakage["write"])
    else:
        text += "\n" + breakage["write"]
    if "at" in breakage:
        bare = breakage["at"].replace(MARK, "")
        assert text.count(bare) == 1, "where the finding points must stand there once"
        text = text.replace(bare, breakage["at"])
    parts = text.split(MARK)
    path.write_text("".join(parts), encoding="utf-8")
    before = ["".join(parts[: number + 1]) for number in range(len(parts) - 1)]
    return [
        (rule, file, above.count("\n") + 1, len(above) - above.rfind("\n"))
        for rule, above in zip(rules, before, strict=True)
    ]


@pytest.mark.parametrize("breakage", SHEET, ids=lambda entry: entry["done"])
def test_what_is_broken_is_told_at_its_place_and_nothing_else(
    copy: Path, breakage: dict[str, str]
) -> None:
    expected = broken(copy, breakage, list(breakage["rules"]))
    report = kg.load(copy).validate()
    found = [(f.rule, f.file, f.line, f.column) for f in report.findings]
    assert sorted(found) == sorted(expected), report.write()


def test_the_sheet_breaks_the_data_in_thirty_ways() -> None:
    assert len({breakage["done"] for breakage in SHEET}) >= 30
    assert len({rule for breakage in SHEET for rule in breakage["rules"]}) >= 25
