"""What tests share: the shipped graph, the command as a process, and golden files."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import kg
from kg.graph import KnowledgeGraph

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/golden")


def pytest_configure(config: pytest.Config) -> None:
    """Keep the snapshots of this run apart from the user's."""
    os.environ["KG_CACHE"] = tempfile.mkdtemp(prefix="kg-tests-")
    for name in ("KG_PROJECT", "KG_LANG"):
        os.environ.pop(name, None)


@dataclass(frozen=True)
class Outcome:
    """How a process ended: exit code, standard output, standard error."""

    exit: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture(scope="session")
def run() -> Run:
    """Run the command `kg` as a process of its own, from a folder that is not the checkout."""

    def run(*arguments: str, stdin: str = "", **environment: str) -> Outcome:
        done = subprocess.run(
            [sys.executable, "-m", "kg", *arguments],
            input=stdin.encode(),
            capture_output=True,
            cwd=tempfile.gettempdir(),
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            timeout=300,
        )
        return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


def interrupted(*arguments: str, after: float = 2) -> Outcome:
    """Run `kg`, send it what Ctrl-C sends after some seconds, and return how it ended."""
    started = subprocess.Popen(
        [sys.executable, "-m", "kg", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    time.sleep(after)
    try:
        started.send_signal(signal.SIGINT)
        out, err = started.communicate(timeout=30)
    finally:
        started.kill()  # so that nothing outlives a test that fails
    return Outcome(started.returncode, out.decode(), err.decode())


@pytest.fixture(scope="session")
def graph() -> KnowledgeGraph:
    """The shipped graph."""
    return kg.load()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with a golden file, or rewrite the file under --update-golden."""

    def compare(path: str, text: str) -> None:
        file = GOLDEN / path
        if request.config.getoption("--update-golden"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert file.exists(), f"{file} is missing: run pytest --update-golden and review it"
        assert text == file.read_text(encoding="utf-8")

    return compare


SMALL_ONTOLOGY = """\
@prefix ex: <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

ex:City a owl:Class ; rdfs:label "city"@en ; rdfs:subClassOf ex:Place .
ex:Place a owl:Class ; rdfs:label "place"@en .
ex:River a owl:Class ; rdfs:label "river"@en ; owl:disjointWith ex:City .
ex:on a owl:ObjectProperty ; rdfs:label "lies on"@en .
"""
SMALL_DATA = """\
@prefix ex: <http://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

ex:ulm a ex:City ;
    rdfs:label "Ulm"@en ;
    ex:on ex:danube .

ex:danube a ex:River ;
    rdfs:label "Danube"@en , "Danubio"@es .
"""
SMALL_QUESTION = """\
#+ summary: Which cities lie on a river?
#+ tags: [geography]
PREFIX ex: <http://example.org/>
SELECT ?city WHERE {
  VALUES ?river { ex:danube }  # (thing) the river
  ?city ex:on ?river .
} ORDER BY ?city
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder of somebody's own with an ontology, data and a question, none of it ours."""
    folder = tmp_path / "rivers"
    for name, text in {
        "ontology/rivers.ttl": SMALL_ONTOLOGY,
        "data/cities.ttl": SMALL_DATA,
        "queries/cities-on.rq": SMALL_QUESTION,
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
