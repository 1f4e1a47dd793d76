"""Small random ontologies and data, as Turtle statements: every construct of OWL 2 RL."""

from __future__ import annotations

import string

from hypothesis import strategies as st

_CHOICES = {
    "name": [":a", ":b", ":c", ":d"],
    "class": [":A", ":B", ":C", ":D", ":R1", ":R2", ":R3"],
    "restriction": [":R1", ":R2", ":R3"],
    "property": [":p", ":q", ":r"],
    "trait": [
        *("Functional", "InverseFunctional", "Irreflexive"),
        *("Symmetric", "Asymmetric", "Transitive"),
    ],
    "literal": ["1", "2", "1.0", '"01"^^xsd:integer', '"a"', '"a"@en', '"a"^^xsd:token'],
    "datatype": ["xsd:integer", "xsd:byte", "xsd:string", "rdf:PlainLiteral", "rdfs:Literal"],
    "number": ['"0"^^xsd:nonNegativeInteger', '"1"^^xsd:nonNegativeInteger'],
}
_FACTS = ["{name} a {class} .", "{name} {property} {name} ."]
_AXIOMS = [
    "{name} owl:sameAs {name} .",
    "{name} owl:differentFrom {name} .",
    "{property} rdfs:domain {class} .",
    "{property} rdfs:range {class} .",
    "{property} rdfs:subPropertyOf {property} .",
    "{property} owl:equivalentProperty {property} .",
    "{property} owl:inverseOf {property} .",
    "{property} owl:propertyDisjointWith {property} .",
    "{property} owl:propertyChainAxiom ( {property} {property} ) .",
    "{property} a owl:{trait}Property .",
    "{property} a owl:ObjectProperty .",
    "[] owl:sourceIndividual {name} ; owl:assertionProperty {property} ;"
    " owl:targetIndividual {name} .",
    "{class} a owl:Class .",
    "{class} rdfs:subClassOf {class} .",
    "{class} owl:equivalentClass {class} .",
    "{class} owl:disjointWith {class} .",
    "{class} owl:complementOf {class} .",
    "{class} owl:intersectionOf ( {class} {class} ) .",
    "{class} owl:unionOf ( {class} {class} ) .",
    "{class} owl:oneOf ( {name} {name} ) .",
    "{restriction} owl:onProperty {property} ; owl:someValuesFrom {class} .",
    "{restriction} owl:onProperty {property} ; owl:someValuesFrom owl:Thing .",
    "{restriction} owl:onProperty {property} ; owl:allValuesFrom {class} .",
    "{restriction} owl:onProperty {property} ; owl:hasValue {name} .",
    "{restriction} owl:onProperty {property} ; owl:maxCardinality {number} .",
    "{restriction} owl:onProperty {property} ; owl:maxQualifiedCardinality {number} ;"
    " owl:onClass {class} .",
]
GROUPS = [
    "[] a owl:AllDisjointClasses ; owl:members ( {class} {class} {class} ) .",
    "[] a owl:AllDisjointProperties ; owl:members ( {property} {property} ) .",
    "[] a owl:AllDifferent ; owl:members ( {name} {name} ) .",
    "[] a owl:AllDifferent ; owl:distinctMembers ( {name} {name} ) .",
]
"""Axioms about several things at once, of which owlrl misses some contradictions."""


def _statement(template: str) -> st.SearchStrategy[str]:
    """Return the statements of a template, each of its gaps filled by a choice of its own."""
    parts = [part[:2] for part in string.Formatter().parse(template)]
    pieces = [
        st.sampled_from(_CHOICES[gap]).map(text.__add__) if gap else st.just(text)
        for text, gap in parts
    ]
    return st.tuples(*pieces).map("".join)


def _well_formed(statements: list[str]) -> list[str]:
    """Return statements as an ontology has them: one restriction, or one list, for each class.

    No two restrictions are the same, and no property has two chains. (The engine does not need
    that, as its own tests show; those that it is compared with do.)
    """
    said: dict[str, str] = {}
    bodies: set[str] = set()
    for text in statements:
        subject, _, body = text.partition(" ")
        kind = "restriction" if "onProperty" in text else "list" if "(" in text else ""
        if not kind or subject == "[]":
            said[text] = text
        elif f"{subject} {kind}" not in said and body not in bodies:
            said[f"{subject} {kind}"] = text
            bodies.add(body)
    return list(said.values())


def graphs(*further: str) -> st.SearchStrategy[list[str]]:
    """Return random graphs of facts and axioms; `further` are templates of more axioms."""
    axioms = st.one_of(*map(_statement, [*_AXIOMS, *further]))
    facts = st.one_of(*map(_statement, _FACTS))
    return st.tuples(
        st.lists(axioms, min_size=1, max_size=8), st.lists(facts, min_size=1, max_size=8)
    ).map(lambda both: [*_well_formed(both[0]), *both[1]])
