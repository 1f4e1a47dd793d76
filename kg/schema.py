"""What an ontology declares: classes and properties, what is a kind of what, what takes what."""

from __future__ import annotations

from collections.abc import Iterable

from kg.terms import PREFIXES, RDF_TYPE, XSD, NamedNode, Term, Triple

_RDF, _RDFS, _OWL, _SH = (PREFIXES[prefix] for prefix in ("rdf", "rdfs", "owl", "sh"))
# What makes a subject a class or a property, by the type it has and by the property it has.
CLASSES = {_OWL + "Class", _RDFS + "Class", _RDFS + "Datatype", _OWL + "DeprecatedClass"}
PROPERTIES = {_RDF + "Property"} | {
    f"{_OWL}{kind}Property"
    for kind in "Object Datatype Annotation Ontology Deprecated Functional InverseFunctional "
    "Transitive Symmetric Asymmetric Reflexive Irreflexive".split()
}
_KINDS = dict.fromkeys(CLASSES, "class") | dict.fromkeys(PROPERTIES, "property")
_OF_CLASSES = (_RDFS + "subClassOf", _OWL + "disjointWith", _OWL + "equivalentClass")
_DOMAIN, _RANGE = _RDFS + "domain", _RDFS + "range"
_OF_PROPERTIES = (_RDFS + "subPropertyOf", _DOMAIN, _RANGE, _OWL + "inverseOf")
_LINES = dict.fromkeys(_OF_CLASSES, "class") | dict.fromkeys(_OF_PROPERTIES, "property")

_BUILT_IN = (_RDF, _RDFS, _OWL, XSD)


def word(name: str) -> NamedNode:
    """Return a word of the languages in which ontologies are written, such as `owl:Class`."""
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def is_built_in(term: Term) -> bool:
    """Say whether a term is a word of the languages in which ontologies are written.

    >>> is_built_in(word("owl:Class")), is_built_in(word("al:Act"))
    (True, False)
    """
    return isinstance(term, NamedNode) and term.value.startswith(_BUILT_IN)


class Schema:
    """What some triples declare; classes, properties and datatypes are IRIs as text."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.kinds: dict[str, set[str]] = {}  # each word with "class", "property" or both
        self.domains: dict[str, list[str]] = {}
        self.ranges: dict[str, list[str]] = {}
        lists = {_DOMAIN: self.domains, _RANGE: self.ranges}
        shapes: dict[str, dict[Term, str]] = {_SH + "path": {}, _SH + "datatype": {}}
        for triple in triples:
            subject, predicate, value = triple.subject, triple.predicate.value, triple.object
            named = value.value if isinstance(value, NamedNode) else ""
            if isinstance(subject, NamedNode):
                kind = _KINDS.get(named) if predicate == RDF_TYPE.value else _LINES.get(predicate)
                if kind:
                    self.kinds.setdefault(subject.value, set()).add(kind)
                if named and predicate in lists:
                    lists[predicate].setdefault(subject.value, []).append(named)
            if named and predicate in shapes:
                shapes[predicate][subject] = named
        paths, datatypes = shapes.values()
        self._asked = {(paths[shape], datatypes[shape]) for shape in paths.keys() & datatypes}

    def datatype(self, property: str) -> str:
        """Return the datatype that ranges and shapes agree on for a property, else ""."""
        found = {range for range in self.ranges.get(property, ()) if range.startswith(XSD)}
        found |= {datatype for path, datatype in self._asked if path == property}
        return found.pop() if len(found) == 1 else ""
