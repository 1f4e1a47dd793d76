"""What follows from the data by the ontology: the OWL 2 RL closure, computed by owlrl.

The rules are those of https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules.
owlrl adds about 130 triples about RDF itself to anything; what is kept here speaks of the
project's own terms. It marks a contradiction by a node with a message; those become `clashes`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from kg.progress import Progress, silent
from kg.terms import INFERRED, PREFIXES, RDF_TYPE, BlankNode, Literal, NamedNode, Quad, Triple

_ERROR = "http://www.daml.org/2002/03/agents/agent-ont#"
_BUILT_IN = tuple(PREFIXES[name] for name in ("rdf", "rdfs", "owl", "xsd"))
_SCHEMA = {
    NamedNode(PREFIXES[prefix] + name)
    for prefix, name in (("rdfs", "subClassOf"), ("rdfs", "subPropertyOf"), ("owl", "sameAs"))
}


@dataclass(frozen=True)
class Closure:
    """What reasoning adds: `triples` sorted, and `clashes` as the sentences of the engine."""

    triples: tuple[Triple, ...]
    clashes: tuple[str, ...]

    def inferred(self) -> list[Quad]:
        """Return the triples in the graph of inferred triples."""
        return [Quad(t.subject, t.predicate, t.object, INFERRED) for t in self.triples]

    def quads(self) -> list[Quad]:
        """Return the triples and, as comments on their graph, the clashes: what is kept."""
        comment = NamedNode(PREFIXES["rdfs"] + "comment")
        clashes = [Quad(INFERRED, comment, Literal(clash), INFERRED) for clash in self.clashes]
        return self.inferred() + clashes

    @staticmethod
    def from_quads(quads: Iterable[Quad]) -> Closure:
        """Return the closure that `quads()` wrote."""
        triples, clashes = [], []
        for quad in quads:
            if quad.subject == INFERRED and isinstance(quad.object, Literal):
                clashes.append(quad.object.value)
            else:
                triples.append(quad.triple)
        return Closure(tuple(sorted(triples, key=str)), tuple(sorted(clashes)))


def closure(asserted: Iterable[Triple], progress: Progress = silent) -> Closure:
    """Return what OWL 2 RL adds to `asserted` about terms that it itself uses."""
    from kg import bridge

    with bridge.quiet():
        return _closure(asserted, progress)


def _closure(asserted: Iterable[Triple], progress: Progress) -> Closure:
    import owlrl

    from kg import bridge

    class Watched(owlrl.OWLRL_Semantics):  # type: ignore[misc]
        """owlrl's engine, telling how far it is in each round."""

        def rules(self, triple: tuple[object, object, object], round: int) -> None:
            if round != self.__dict__.get("round"):
                self.__dict__.update(round=round, seen=0)
            self.__dict__["seen"] += 1
            if self.__dict__["seen"] % 200 == 0:
                progress(f"inferring, round {round}", self.__dict__["seen"], len(self.graph))
            super().rules(triple, round)

    known = set(asserted)
    graph = bridge.graph(known)
    progress("inferring, round 1", 0, len(graph))
    owlrl.DeductiveClosure(Watched, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    before = {bridge.to_rdflib(triple) for triple in known}
    properties = {triple.predicate for triple in known}
    things = {triple.subject for triple in known}
    kept, clashes = set(), set()
    for subject, predicate, value in graph:
        if str(predicate) == _ERROR + "error":
            clashes.add(" ".join(str(value).split()))
        elif (subject, predicate, value) not in before:
            added = bridge.from_rdflib(subject, predicate, value)
            if added is not None and _tells(added, properties, things):
                kept.add(added)
    return Closure(tuple(sorted(kept, key=str)), tuple(sorted(clashes)))


def _tells(triple: Triple, properties: set[NamedNode], things: Collection[object]) -> bool:
    """Say whether an inferred triple is about the project's own terms and no mere reflexion."""
    subject, predicate, value = triple.subject, triple.predicate, triple.object
    if not isinstance(subject, NamedNode) or subject not in things or subject == value:
        return False
    if isinstance(value, BlankNode) or subject.value.startswith(_BUILT_IN):
        return False
    if isinstance(value, NamedNode) and value.value.startswith(_BUILT_IN):
        return False
    if predicate == RDF_TYPE or predicate in _SCHEMA:
        return isinstance(value, NamedNode) and value in things
    return not predicate.value.startswith(_BUILT_IN)
