"""Which inferred triples are kept: those about the project's own terms that are no mere reflexion.

The rules also say that every class is a class like itself, that everything is an `owl:Thing`,
and what blank nodes are; nobody asks for that.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.terms import PREFIXES, RDF_TYPE, Literal, NamedNode, Term, Triple

_BUILT_IN = tuple(PREFIXES[name] for name in ("rdf", "rdfs", "owl", "xsd"))
_ABOUT_THINGS = {
    RDF_TYPE,
    *(NamedNode(PREFIXES["rdfs"] + name) for name in ("subClassOf", "subPropertyOf")),
    NamedNode(PREFIXES["owl"] + "sameAs"),
}
_NOT, _ANY, _THING = 0, 1, 2


class Telling:
    """Knows which things a graph speaks of: the subjects and objects of its asserted triples."""

    def __init__(self, asserted: Iterable[Triple]) -> None:
        self._things: set[Term] = set()
        for triple in asserted:
            self._things.add(triple.subject)
            self._things.add(triple.object)

    def told_of(self, subject: Term) -> bool:
        """Say whether a subject is a thing with a name of its own."""
        return _is_own(subject) and subject in self._things

    def told_as(self, value: Term) -> int:
        """Return 2 for a thing with a name of its own, 1 for another value, 0 for neither."""
        if isinstance(value, Literal):
            return _ANY
        if not _is_own(value):
            return _NOT
        return _THING if value in self._things else _ANY

    def wants(self, predicate: Term) -> int:
        """Return 2 for a property between things, 1 for one of any value, 0 for neither."""
        if predicate in _ABOUT_THINGS:
            return _THING
        return _ANY if _is_own(predicate) else _NOT

    def tells(self, triple: Triple) -> bool:
        """Say whether an inferred triple is kept."""
        wanted = self.wants(triple.predicate)
        if not wanted or triple.subject == triple.object or not self.told_of(triple.subject):
            return False
        return self.told_as(triple.object) >= wanted


def _is_own(term: Term) -> bool:
    return isinstance(term, NamedNode) and not term.value.startswith(_BUILT_IN)
