"""What writes the generated blocks of README.md; `python -m cogapp -r README.md` rewrites them.

Each block is the real output of a real command, run in a fresh folder.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

import cog

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = Path(__file__).parent
_FOLDER = Path(tempfile.mkdtemp(prefix="kg-readme-"))
_KG = f"{shlex.quote(sys.executable)} -m kg"


def shell(*commands: str) -> None:
    """Write each command as a reader types it, and below it what it prints."""
    for example in EXAMPLES.glob("*.ttl"):
        (_FOLDER / example.name).write_bytes(example.read_bytes())
    cog.outl("```console")
    for command in commands:
        words = re.sub(r"(^|[|;&] ?)kg ", rf"\1{_KG} ", command)
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100"}
        for name in ("KG_LANG", "KG_PROJECT"):
            environment.pop(name, None)
        done = subprocess.run(
            words,
            shell=True,
            cwd=_FOLDER,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        cog.outl(f"$ {command}")
        cog.out(done.stdout)
    cog.outl("```")


def turtle(name: str) -> None:
    """Write an example file of this folder."""
    cog.outl("```turtle")
    cog.out((EXAMPLES / name).read_text(encoding="utf-8"))
    cog.outl("```")


def classes() -> None:
    """Write the classes of the ontology, each with its definition."""
    import kg

    graph = kg.load()
    rows = graph.sparql(
        "SELECT ?class ?definition { ?class a owl:Class ; skos:definition ?definition ."
        " FILTER(STRSTARTS(STR(?class), STR(al:)) && LANG(?definition) = 'en') } ORDER BY ?class",
        inferred=False,
    )
    for row in rows:  # type: ignore[union-attr]
        name = row["class"].iri.partition("#")[2]
        cog.outl(f"- `{name}`: {row['definition'][:1].lower()}{row['definition'][1:]}")


def rules() -> None:
    """Write the rules of the book, set by set, each with its problem."""
    from kg.report import SETS
    from kg.rules import book

    for name in SETS:
        found = [rule for rule in book().values() if rule.set == name]
        if found:
            cog.outl(f"*{name}*\n")
            for rule in found:
                cog.outl(f"- `{rule.id}` ({rule.severity}): {rule.problem['en']}")
            cog.outl()


def storeys() -> None:
    """Write which modules may import which, from the ground up."""
    sys.path.insert(0, str(ROOT / "tests"))
    from test_house import STOREYS

    lines = [" ".join(sorted(storey)) for storey in STOREYS]
    cog.outl("```")
    cog.outl("\n  → ".join(lines))
    cog.outl("```")
