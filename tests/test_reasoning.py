"""What must follow by the ontology, what must not, and what contradicts it."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.answers import Answer
from kg.graph import KnowledgeGraph
from kg.terms import INFERRED, PREFIXES, NamedNode, Triple, expand


def triple(text: str) -> Triple:
    subject, predicate, value = (expand(word) for word in text.split())
    assert subject and predicate and value
    return Triple(subject, predicate, value)


@pytest.mark.parametrize(
    "expected",
    [
        "id:carvajal-breaks-with-maduro rdf:type al:AllegianceShift",
        "id:hugo-carvajal al:recognizes id:juan-guaido",
        "id:hugo-carvajal al:actorOf id:carvajal-breaks-with-maduro",
        "id:hugo-carvajal rdf:type al:Actor",
        "al:Recognition rdfs:subClassOf al:Event",
    ],
)
def test_this_follows(graph: KnowledgeGraph, expected: str) -> None:
    assert triple(expected) in graph.closure().triples


def test_no_foreign_state_shifts_its_allegiance_by_recognizing(graph: KnowledgeGraph) -> None:
    answer = graph.sparql(
        "SELECT ?act { ?act a al:AllegianceShift ; al:actor ?state . ?state al:kind id:state }"
    )
    assert isinstance(answer, Answer) and answer.rows == []


def test_nothing_is_inferred_about_what_was_only_claimed(graph: KnowledgeGraph) -> None:
    answer = graph.sparql("SELECT ?s { ?s a al:Statement , al:Event }")
    assert isinstance(answer, Answer) and answer.rows == []


def test_what_is_inferred_is_new_and_no_noise(graph: KnowledgeGraph) -> None:
    asserted = {quad.triple for quad in graph.store.quads() if quad.graph_name != INFERRED}
    built_in = tuple(PREFIXES[name] for name in ("rdf", "rdfs", "owl", "xsd"))
    for found in graph.closure().triples:
        assert found not in asserted
        assert isinstance(found.subject, NamedNode)
        assert not found.subject.value.startswith(built_in)
        assert found.subject != found.object


def test_the_shipped_graph_contradicts_nothing(graph: KnowledgeGraph) -> None:
    assert graph.closure().clashes == ()


def test_a_thing_of_two_disjoint_classes_is_a_clash(project: Path) -> None:
    data = project / "data" / "cities.ttl"
    data.write_text(data.read_text() + "\nex:danube a ex:City .\n")
    (clash,) = kg.load(project).closure().clashes
    assert "http://example.org/danube" in clash


def test_what_follows_is_printed_with_labels(project: Path) -> None:
    (row,) = kg.load(project).infer()
    assert (row.thing.label, row.property.label, row.value.label) == ("Ulm", "rdf:type", "place")


def test_alignments_are_not_reasoned_over(graph: KnowledgeGraph) -> None:
    assert not any(
        "prov" in found.object.value
        for found in graph.closure().triples
        if isinstance(found.object, NamedNode)
    )
