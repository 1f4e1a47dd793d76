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
_LINES = dict.fromkeys(
    (_RDFS + "subClassOf", _OWL + "disjointWith", _OWL + "equivalentClass"), "class"
) | dict.fromkeys(
    (_RDFS + "subPropertyOf", _RDFS + "domain", _RDFS + "range", _OWL + "inverseOf"), "property"
)


class Schema:
    """What some triples declare; classes, properties and datatypes are IRIs as text."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.kinds: dict[str, set[str]] = {}  # each word with "class", "property" or both
        self.domains: dict[str, list[str]] = {}
        self.ranges: dict[str, list[str]] = {}
        self.broader: dict[str, list[str]] = {}  # each class with those that it is said to be under
        paths: dict[Term, str] = {}
        kept: dict[Term, str] = {}  # the datatype that a shape asks for
        lists = {
            _RDFS + "domain": self.domains,
            _RDFS + "range": self.ranges,
            _RDFS + "subClassOf": self.broader,
        }
        for triple in triples:
            subject, predicate, value = triple.subject, triple.predicate.value, triple.object
            named = value.value if isinstance(value, NamedNode) else ""
            if isinstance(subject, NamedNode):
                kind = _KINDS.get(named) if predicate == RDF_TYPE.value else _LINES.get(predicate)
                if kind:
                    self.kinds.setdefault(subject.value, set()).add(kind)
                if named and predicate in lists:
                    lists[predicate].setdefault(subject.value, []).append(named)
            if named and predicate == _SH + "path":
                paths[subject] = named
            elif named and predicate == _SH + "datatype":
                kept[subject] = named
        self._asked = {(path, kept[shape]) for shape, path in paths.items() if shape in kept}

    def datatype(self, property: str) -> str:
        """Return the datatype that ranges and shapes agree on for a property, else ""."""
        found = {range for range in self.ranges.get(property, ()) if range.startswith(XSD)}
        found |= {datatype for path, datatype in self._asked if path == property}
        return found.pop() if len(found) == 1 else ""
