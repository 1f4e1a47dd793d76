"""The syntactic conditions of the OWL 2 RL profile, checked over the triples of an ontology.

Source: https://www.w3.org/TR/owl2-profiles/#OWL_2_RL_2 for the grammar, and sections 5.8.1 and
11.2 of https://www.w3.org/TR/owl2-syntax/ for declarations and the hierarchy of properties.
Only the terms are judged: the literals in annotations and assertions about individuals are not.
"""

from collections.abc import Iterator
from enum import Enum

from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

DATATYPES = {
    RDF.PlainLiteral,
    RDF.XMLLiteral,
    RDFS.Literal,
    *(
        XSD[name]
        for name in (
            "anyURI base64Binary boolean byte dateTime dateTimeStamp decimal double float "
            "hexBinary int integer language long Name NCName negativeInteger NMTOKEN "
            "nonNegativeInteger nonPositiveInteger normalizedString positiveInteger short string "
            "token unsignedByte unsignedInt unsignedLong unsignedShort"
        ).split()
    ),
}
"""The OWL 2 datatype map without owl:real and owl:rational, which OWL 2 RL leaves out."""

RESERVED = tuple(str(namespace) for namespace in (RDF, RDFS, OWL, XSD))
KINDS = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
BUILT_IN_ANNOTATIONS = {
    RDFS.label,
    RDFS.comment,
    RDFS.seeAlso,
    RDFS.isDefinedBy,
    OWL.deprecated,
    OWL.versionInfo,
    OWL.priorVersion,
    OWL.backwardCompatibleWith,
    OWL.incompatibleWith,
}
CONSTRUCTORS = (OWL.intersectionOf, OWL.unionOf, OWL.complementOf, OWL.oneOf)
RESTRICTIONS = (
    OWL.someValuesFrom,
    OWL.allValuesFrom,
    OWL.hasValue,
    OWL.hasSelf,
    OWL.cardinality,
    OWL.minCardinality,
    OWL.maxCardinality,
    OWL.qualifiedCardinality,
    OWL.minQualifiedCardinality,
    OWL.maxQualifiedCardinality,
)
MUST_BE_SIMPLE = (
    OWL.FunctionalProperty,
    OWL.InverseFunctionalProperty,
    OWL.IrreflexiveProperty,
    OWL.AsymmetricProperty,
)


class Position(Enum):
    """Where in an axiom a class expression stands, which decides what it may be."""

    SUBCLASS = "as a subclass"
    SUPERCLASS = "as a superclass"
    EQUIVALENT = "in an equivalence"


ALLOWED = {
    Position.SUBCLASS: {
        OWL.intersectionOf,
        OWL.unionOf,
        OWL.oneOf,
        OWL.someValuesFrom,
        OWL.hasValue,
    },
    Position.SUPERCLASS: {
        OWL.intersectionOf,
        OWL.complementOf,
        OWL.allValuesFrom,
        OWL.hasValue,
        OWL.maxCardinality,
        OWL.maxQualifiedCardinality,
    },
    Position.EQUIVALENT: {OWL.intersectionOf, OWL.hasValue},
}


def violations(ontology: Graph) -> list[str]:
    """Return one sentence for each way in which the ontology leaves OWL 2 RL, sorted."""
    found = [
        *_class_axioms(ontology),
        *_property_axioms(ontology),
        *_hierarchy(ontology),
        *_declarations(ontology),
    ]
    return sorted(set(found))


def _name(node: Node) -> str:
    return f"<{node}>" if isinstance(node, URIRef) else "an anonymous expression"


def _is_data_property(ontology: Graph, node: Node) -> bool:
    return (node, RDF.type, OWL.DatatypeProperty) in ontology


def _is_annotation_property(ontology: Graph, node: Node) -> bool:
    return node in BUILT_IN_ANNOTATIONS or (node, RDF.type, OWL.AnnotationProperty) in ontology


def _members(ontology: Graph, head: Node) -> list[Node]:
    return list(Collection(ontology, head))


def _class_axioms(ontology: Graph) -> Iterator[str]:
    for below, above in ontology.subject_objects(RDFS.subClassOf):
        yield from _class_expression(ontology, below, Position.SUBCLASS)
        yield from _class_expression(ontology, above, Position.SUPERCLASS)
    for one, other in ontology.subject_objects(OWL.equivalentClass):
        if (one, RDF.type, RDFS.Datatype) not in ontology:
            for side in (one, other):
                yield from _class_expression(ontology, side, Position.EQUIVALENT)
    for one, other in ontology.subject_objects(OWL.disjointWith):
        for side in (one, other):
            yield from _class_expression(ontology, side, Position.SUBCLASS)
    for axiom in ontology.subjects(RDF.type, OWL.AllDisjointClasses):
        for head in ontology.objects(axiom, OWL.members):
            for member in _members(ontology, head):
                yield from _class_expression(ontology, member, Position.SUBCLASS)
    for keyed in ontology.subjects(OWL.hasKey):
        yield from _class_expression(ontology, keyed, Position.SUBCLASS)
    for named in ontology.subjects(OWL.disjointUnionOf):
        yield f"{_name(named)} is a disjoint union, which OWL 2 RL does not have."
    for constructor in CONSTRUCTORS:
        for named in ontology.subjects(constructor):
            if isinstance(named, URIRef):
                yield from _constructed(ontology, named, constructor, Position.EQUIVALENT)
    for kind in ontology.objects(None, RDF.type):
        if isinstance(kind, BNode):
            yield from _class_expression(ontology, kind, Position.SUPERCLASS)


def _class_expression(ontology: Graph, node: Node, position: Position) -> Iterator[str]:
    if isinstance(node, URIRef):
        if node == OWL.Thing:
            yield f"owl:Thing stands {position.value}."
        elif node != OWL.Nothing and (node, RDF.type, OWL.Class) not in ontology:
            yield f"{_name(node)} stands {position.value} and is not declared as a class."
        return
    used = [term for term in (*CONSTRUCTORS, *RESTRICTIONS) if (node, term, None) in ontology]
    if len(used) != 1:
        yield f"An anonymous class {position.value} has {len(used)} constructors, not one."
        return
    yield from _constructed(ontology, node, used[0], position)


def _constructed(
    ontology: Graph, node: Node, constructor: URIRef, position: Position
) -> Iterator[str]:
    if constructor not in ALLOWED[position]:
        yield f"{constructor.fragment} stands {position.value}, which OWL 2 RL does not allow."
        return
    value = ontology.value(node, constructor)
    assert value is not None
    if constructor in (OWL.intersectionOf, OWL.unionOf):
        for member in _members(ontology, value):
            yield from _class_expression(ontology, member, position)
    elif constructor == OWL.complementOf:
        yield from _class_expression(ontology, value, Position.SUBCLASS)
    elif constructor != OWL.oneOf:
        yield from _restriction(ontology, node, constructor, value, position)


def _restriction(
    ontology: Graph, node: Node, constructor: URIRef, value: Node, position: Position
) -> Iterator[str]:
    on = ontology.value(node, OWL.onProperty)
    if on is None:
        yield f"A restriction with {constructor.fragment} names no property."
        return
    data = _is_data_property(ontology, on)
    if constructor == OWL.hasValue:
        if isinstance(value, Literal) != data:
            yield f"The value that a restriction on {_name(on)} asks for is of the wrong sort."
        return
    if constructor in (OWL.maxCardinality, OWL.maxQualifiedCardinality):
        if int(str(value)) > 1:
            yield f"A maximal cardinality of {value} stands on {_name(on)}; only 0 and 1 may."
        filler = ontology.value(node, OWL.onClass) or ontology.value(node, OWL.onDataRange)
        inner = Position.SUBCLASS
    else:
        filler, inner = value, position
    if filler is None:
        return
    if data:
        yield from _data_range(ontology, filler)
    elif filler != OWL.Thing or constructor == OWL.allValuesFrom:
        yield from _class_expression(ontology, filler, inner)


def _data_range(ontology: Graph, node: Node) -> Iterator[str]:
    if isinstance(node, URIRef):
        declared = (node, RDF.type, RDFS.Datatype) in ontology
        if node not in DATATYPES and not (declared and not str(node).startswith(RESERVED)):
            yield f"The datatype {_name(node)} is not among those of OWL 2 RL."
        return
    head = ontology.value(node, OWL.intersectionOf)
    if head is None:
        yield "A data range is built otherwise than by intersection."
        return
    for member in _members(ontology, head):
        yield from _data_range(ontology, member)


def _property_axioms(ontology: Graph) -> Iterator[str]:
    for reflexive in ontology.subjects(RDF.type, OWL.ReflexiveProperty):
        yield f"{_name(reflexive)} is reflexive, which OWL 2 RL does not have."
    for on, domain in ontology.subject_objects(RDFS.domain):
        if not _is_annotation_property(ontology, on):
            yield from _class_expression(ontology, domain, Position.SUPERCLASS)
    for on, values in ontology.subject_objects(RDFS.range):
        if _is_data_property(ontology, on):
            yield from _data_range(ontology, values)
        elif not _is_annotation_property(ontology, on):
            yield from _class_expression(ontology, values, Position.SUPERCLASS)
    for defined, meaning in ontology.subject_objects(OWL.equivalentClass):
        if (defined, RDF.type, RDFS.Datatype) in ontology:
            yield from _data_range(ontology, meaning)


def _hierarchy(ontology: Graph) -> Iterator[str]:
    """Yield what is wrong with chains: irregular ones, and composed properties kept single."""
    below: dict[Node, set[Node]] = {}
    strictly: list[tuple[Node, Node]] = []
    composed = set(ontology.subjects(RDF.type, OWL.TransitiveProperty))
    for one, other in ontology.subject_objects(RDFS.subPropertyOf):
        below.setdefault(one, set()).add(other)
    for link in (OWL.equivalentProperty, OWL.inverseOf):
        for one, other in ontology.subject_objects(link):
            below.setdefault(one, set()).add(other)
            below.setdefault(other, set()).add(one)
    for whole, head in ontology.subject_objects(OWL.propertyChainAxiom):
        composed.add(whole)
        links = _members(ontology, head)
        if len(links) < 2:
            yield f"The chain of {_name(whole)} has fewer than two links."
            continue
        if links[0] == whole:
            links = links[1:] if len(links) > 2 or links[1] != whole else []
        elif links[-1] == whole:
            links = links[:-1]
        strictly += [(link, whole) for link in links]
    for lower, upper in strictly:
        below.setdefault(lower, set()).add(upper)
    for lower, upper in strictly:
        if lower in _reached(below, upper):
            yield f"The chain of {_name(upper)} leads back to itself through {_name(lower)}."
    for start in set(composed):
        composed |= _reached(below, start)
    for demand in MUST_BE_SIMPLE:
        for kept in set(ontology.subjects(RDF.type, demand)) & composed:
            yield f"{_name(kept)} is composed of others and so may not be an owl:{demand.fragment}."
    for pair in ontology.subject_objects(OWL.propertyDisjointWith):
        for kept in set(pair) & composed:
            yield f"{_name(kept)} is composed of others and so may not be disjoint with another."


def _reached(below: dict[Node, set[Node]], start: Node) -> set[Node]:
    reached: set[Node] = set()
    waiting = [start]
    while waiting:
        for following in below.get(waiting.pop(), set()) - reached:
            reached.add(following)
            waiting.append(following)
    return reached


def _declarations(ontology: Graph) -> Iterator[str]:
    for term in set(ontology.subjects(RDF.type)):
        kinds = [kind for kind in KINDS if (term, RDF.type, kind) in ontology]
        if len(kinds) > 1:
            yield f"{_name(term)} is declared as several sorts of property."
        if (term, RDF.type, OWL.Class) in ontology and (term, RDF.type, RDFS.Datatype) in ontology:
            yield f"{_name(term)} is declared as a class and as a datatype."
        if isinstance(term, URIRef) and kinds and str(term).startswith(RESERVED):
            yield f"{_name(term)} is declared again, though it belongs to the language."
    for term in sorted(_properties_used(ontology)):
        if not any((term, RDF.type, kind) in ontology for kind in KINDS):
            yield f"{_name(term)} is used as a property and not declared."
    for _, used, value in ontology:
        if (used, RDF.type, OWL.ObjectProperty) in ontology and isinstance(value, Literal):
            yield f"{_name(used)} is an object property and has the literal {value!r}."
        if _is_data_property(ontology, used) and not isinstance(value, Literal):
            yield f"{_name(used)} is a datatype property and has a thing as its value."
    for kind in set(ontology.objects(None, RDF.type)):
        if isinstance(kind, URIRef) and not str(kind).startswith(RESERVED):
            if (kind, RDF.type, OWL.Class) not in ontology:
                yield f"{_name(kind)} is used as a class and not declared."


def _properties_used(ontology: Graph) -> set[URIRef]:
    used: set[Node] = set(ontology.predicates())
    for link in (RDFS.subPropertyOf, OWL.inverseOf, OWL.equivalentProperty):
        for pair in ontology.subject_objects(link):
            used.update(pair)
    for link in (RDFS.domain, RDFS.range, OWL.propertyChainAxiom):
        used.update(ontology.subjects(link))
    used.update(ontology.objects(None, OWL.onProperty))
    for link in (OWL.propertyChainAxiom, OWL.hasKey):
        for head in ontology.objects(None, link):
            used.update(_members(ontology, head))
    return {
        term for term in used if isinstance(term, URIRef) and not str(term).startswith(RESERVED)
    }
