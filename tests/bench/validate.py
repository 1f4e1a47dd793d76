"""What `kg validate` costs as a whole process on the shipped graph, beside the `pyshacl` command.

The first time there is no cache but that of bytecode, as after an installation; the second time
the files are the same.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from tests.bench.grow import ROOT
from tests.bench.measuring import goal, whole


def main() -> None:
    """Print what each takes, and the goals, each with its figure."""
    kg = [sys.executable, "-m", "kg", "--project", str(ROOT)]
    files = sorted([ROOT / "ontology" / "allegiance.ttl", *(ROOT / "data").glob("*.ttl")])
    shapes = ["--shapes", str(ROOT / "ontology" / "shapes.ttl"), "--allow-warnings"]
    peer = [sys.executable, "-m", "pyshacl", *shapes, *map(str, files)]
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": f"{folder}/bytecode"}
        environment["KG_CACHE"] = str(Path(folder) / "cache")
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        whole([*kg, "validate"], environment, runs=1)
        first = min(_anew([*kg, "validate"], environment) for _ in range(3))
        again = whole([*kg, "validate"], environment, runs=5)
        asked = whole([*kg, "query", "who-recognized"], environment, runs=5)
        pyshacl = whole(peer, environment)
    for name, seconds in (
        ("kg validate, the first time", first),
        ("kg validate, the files unchanged", again),
        ("kg query who-recognized", asked),
        ("the pyshacl command", pyshacl),
    ):
        print(f"  {name:34}{seconds:7.3f} s CPU")
    print("goals")
    goal("the first time, as a share of pyshacl", first / pyshacl, most=0.25)
    goal("unchanged, in times a question", again / asked, most=2)


def _anew(command: list[str], environment: dict[str, str]) -> float:
    """Return the CPU of a command that finds no cache."""
    shutil.rmtree(environment["KG_CACHE"], ignore_errors=True)
    return whole(command, environment, runs=1)
