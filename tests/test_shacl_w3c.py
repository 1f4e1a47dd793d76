"""The engine for shapes passes every test of the W3C's suite, with the results it asks for.

The suite comes out of the source distribution of pyshacl, which carries it: 121 small files that
nobody here has to keep. It is downloaded once, into the folder KG_W3C_CACHE names or pytest's own
cache; where it cannot be had the tests are skipped, unless KG_REQUIRE_W3C is 1.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat
from pyoxigraph import parse as parse_turtle

from kg.shacl import BadShape, Result, validate
from kg.shacl.facts import Facts
from kg.shacl.paths import read
from kg.shacl.results import severity_name
from kg.shacl.vocabulary import sh
from kg.terms import BlankNode, Literal, NamedNode, Term, Triple

PYSHACL = "0.40.1"
NAMES = (Path(__file__).parent / "shacl" / "w3c.txt").read_text(encoding="utf-8").split()
MANIFEST = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
TEST = "http://www.w3.org/ns/shacl-test#"


@pytest.fixture(scope="session")
def suite(request: pytest.FixtureRequest) -> Path:
    """The folder of the suite, downloaded when it is not there yet."""
    assert request.config.cache is not None
    cache = os.environ.get("KG_W3C_CACHE") or request.config.cache.mkdir("w3c-shacl")
    folder = Path(cache) / f"pyshacl-{PYSHACL}"
    if not folder.exists():
        pip = [sys.executable, "-m", "pip", "download", "--no-deps", "--no-binary", ":all:"]
        wanted = [f"pyshacl=={PYSHACL}", "--dest", str(cache)]
        done = subprocess.run([*pip, *wanted], capture_output=True, text=True, timeout=300)
        if done.returncode:
            reason = f"the W3C's tests cannot be downloaded: {done.stderr.strip()[-300:]}"
            if os.environ.get("KG_REQUIRE_W3C") == "1":
                pytest.fail(reason)
            pytest.skip(reason)
        with tarfile.open(Path(cache) / f"pyshacl-{PYSHACL}.tar.gz") as archive:
            archive.extractall(cache, filter="data")
    return folder / "test" / "resources" / "sht_tests"


@dataclass(frozen=True)
class Case:
    """A test of the suite: what is checked by which shapes; `results` None: shapes are refused."""

    data: list[Triple]
    shapes: list[Triple]
    results: list[tuple[str, ...]] | None
    messages: dict[tuple[str, ...], set[Term]]


@cache
def triples(path: Path) -> list[Triple]:
    base = path.resolve().as_uri()
    parsed = parse_turtle(path.read_bytes(), RdfFormat.TURTLE, base_iri=base)
    return [quad.triple for quad in parsed]


def case(path: Path) -> Case:
    graph = Facts(triples(path))

    def one(node: Term, name: str) -> Term:
        (found,) = graph.values(node, NamedNode(name))
        return found

    (test,) = graph.instances(NamedNode(TEST + "Validate"))
    action, outcome = one(test, MANIFEST + "action"), one(test, MANIFEST + "result")
    files = [one(action, TEST + name) for name in ("dataGraph", "shapesGraph")]
    data, shapes = (triples(Path(str(f)[1:-1].removeprefix("file://"))) for f in files)
    if outcome == NamedNode(TEST + "Failure"):
        return Case(data, shapes, None, {})
    results, messages = [], {}
    for node in graph.values(outcome, sh("result")):
        told = expected(graph, node)
        results.append(told)
        messages.setdefault(told, set()).update(graph.values(node, sh("resultMessage")))
    conforms = one(outcome, sh("conforms").value)
    assert conforms == Literal(not results)
    return Case(data, shapes, results, messages)


def shown(term: Term | None) -> str:
    """A term for comparison: nodes without a name cannot be told apart."""
    return "" if term is None else "_" if isinstance(term, BlankNode) else str(term)


def expected(graph: Facts, node: Term) -> tuple[str, ...]:
    names = ("focusNode", "value", "sourceShape", "sourceConstraintComponent", "sourceConstraint")
    values = [next(iter(graph.values(node, sh(name))), None) for name in names]
    (severity,) = graph.values(node, sh("resultSeverity"))
    paths = graph.values(node, sh("resultPath"))
    path = read(graph, paths[0]).name if paths else ""
    return (*map(shown, values), severity_name(severity), path)


def found(result: Result) -> tuple[str, ...]:
    values = (result.focus, result.value, result.shape, result.component, result.constraint)
    return (*map(shown, values), result.severity, result.path)


@pytest.mark.parametrize("name", NAMES)
def test_a_test_of_the_w3c_has_the_results_it_asks_for(name: str, suite: Path) -> None:
    wanted = case(suite / name)
    if wanted.results is None:
        with pytest.raises(BadShape):
            validate(wanted.data, wanted.shapes)
        return
    results = validate(wanted.data, wanted.shapes)
    assert Counter(map(found, results)) == Counter(wanted.results)
    for result in results:
        assert wanted.messages[found(result)] <= set(result.messages)


def test_no_test_of_the_suite_is_left_out(suite: Path) -> None:
    kind = NamedNode(TEST + "Validate")
    files = [p for p in suite.rglob("*.ttl") if Facts(triples(p)).instances(kind)]
    assert sorted(str(path.relative_to(suite)) for path in files) == NAMES
    assert [sum(n.startswith(part) for n in NAMES) for part in ("core/", "sparql/")] == [98, 23]
