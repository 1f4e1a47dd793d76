"""How the house is built: which way imports point, what starting costs, what is documented."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from conftest import ROOT

import kg

# From the ground up; a module may import what stands in a line above its own, never beside it.
STOREYS = [
    {"errors", "lines", "progress", "formats", "words"},
    {"terms", "cells", "vocabularies"},
    {"sparql", "dates", "datatypes", "schema"},
    {"files", "breaks", "bridge", "jsonld"},
    {"turtle", "slips", "prefixes"},
    {"parsing", "report", "store"},
    {"snapshots", "rows", "waivers"},
    {"answers", "inventory"},
    {"names", "dressing"},
    {"queries", "reasoning", "shacl", "verdicts", "exports", "fixes"},
    {"pages", "plots", "tables", "syntax", "closures", "executables", "coverage"},
    {"asking", "planted", "rules", "explaining"},
    {"rulebook", "why_not"},
    {"living", "echoes", "findings"},
    {"bounds", "clashes"},
    {"checks"},
    {"checked"},
    {"graph"},
    {"cli"},
]
HEAVY = ("rdflib", "owlrl", "pyshacl", "rich", "pandas", "rapidfuzz", "matplotlib")


def module_of(path: Path) -> str:
    return path.relative_to(ROOT / "kg").parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """Return the modules of `kg` that a file imports, also inside functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module == "kg":
            found |= {alias.name for alias in node.names if alias.name != "__version__"}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kg."):
            found.add((node.module or "").split(".")[1])
    return found


SOURCES = [p for p in sorted((ROOT / "kg").rglob("*.py")) if not p.name.startswith("__")]
SOURCES += [ROOT / "kg" / "cli" / "__init__.py"]


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_point_one_way(path: Path) -> None:
    module = module_of(path)
    storey = next(n for n, modules in enumerate(STOREYS) if module in modules)
    below = set().union(*STOREYS[:storey])
    if path.parent != ROOT / "kg":  # the modules of a package know each other
        below |= {module}
    assert imported(path) <= below


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_is_short_enough_to_read_at_a_sitting(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 300


def test_only_the_store_and_the_writers_of_formats_know_the_engine() -> None:
    knowing = {
        module_of(path)
        for path in SOURCES
        if re.search(r"^\s*(from|import) pyoxigraph", path.read_text(), re.M)
    }
    assert knowing == {"store", "parsing", "terms", "exports", "answers"}


def loaded_by(code: str, tmp_path: Path) -> set[str]:
    """Return which heavy packages a fresh interpreter has loaded after running `code`."""
    program = (
        f"{code}\nimport sys\nprint(*(m for m in {HEAVY} if m in sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return set(done.stderr.split())


def test_starting_and_answering_loads_nothing_heavy(tmp_path: Path) -> None:
    code = "from kg.cli import run\nassert run(['query', 'who-recognized', '--evidence']) == 0"
    loaded_by(code, tmp_path)  # so that the snapshot stands
    assert loaded_by(code, tmp_path) == set()
    code = "from kg.cli import run\nassert run(['sparql', 'ASK { ?s ?p ?o }']) == 0"
    loaded_by(code, tmp_path)  # so that the closure stands
    assert loaded_by(code, tmp_path) == set()
    assert loaded_by("import kg, kg.cli", tmp_path) == set()


def test_importing_kg_loads_no_engine() -> None:
    program = "import kg, sys; print('pyoxigraph' in sys.modules, 'click' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout == "False False\n"


def test_the_public_names_are_sorted_and_exist() -> None:
    assert kg.__all__ == sorted(kg.__all__)
    for name in kg.__all__:
        assert getattr(kg, name).__module__.startswith("kg.")
    with pytest.raises(AttributeError):
        kg.nothing_like_that  # noqa: B018


def test_one_version_is_told_everywhere() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    version = settings["project"]["version"]
    assert version == kg.__version__
    assert f"version: {version}\n" in (ROOT / "CITATION.cff").read_text()
    assert f'owl:versionInfo "{version}"' in (ROOT / "ontology" / "allegiance.ttl").read_text()


def test_the_readme_names_every_command_question_and_class() -> None:
    import rdflib

    readme = (ROOT / "README.md").read_text()
    from kg.cli import cli

    for name in cli.commands:
        assert f"kg {name}" in readme, name
    for file in (ROOT / "queries").glob("*.rq"):
        assert file.stem in readme, file.stem
    ontology = rdflib.Graph().parse(ROOT / "ontology" / "allegiance.ttl")
    for term in ontology.subjects(rdflib.RDF.type, rdflib.OWL.Class):
        if str(term).startswith("https://w3id.org/allegiance/"):
            assert f"`{str(term).partition('#')[2]}`" in readme, term


def test_the_top_level_is_the_one_that_was_agreed() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("this is no checkout")
    top = {name.split("/")[0] for name in listed.stdout.split()}
    agreed = {"pyproject.toml", "README.md", "ontology", "data", "kg", "queries", "tests"}
    assert {n for n in top - agreed if not n.startswith((".", "LICENSE"))} <= {"CITATION.cff"}


def test_every_public_function_and_class_says_what_it_is() -> None:
    for path in SOURCES:
        tree = ast.parse(path.read_text())
        assert ast.get_docstring(tree), path
        for node in ast.walk(tree):
            named = isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name[:1] != "_"
            if named and node in tree.body:
                assert ast.get_docstring(node), f"{path}: {node.name}"
