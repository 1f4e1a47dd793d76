"""The W3C's OWL 2 test cases of the RL profile: no verdict on them is wrong.

A conclusion follows when its triples are in the closure or, where it denies something, when the
opposite contradicts the premises. Some conclusions are of a kind that the rules of the profile do
not promise (theorem PR1 promises assertions about named things): they are listed with the reason.
"""

from __future__ import annotations

import xml.etree.ElementTree
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pyoxigraph
import pytest
from owl.reading import FOLDER, turtle

from kg.reasoning import saturate
from kg.reasoning.facts import as_triple
from kg.reasoning.saturation import Saturation
from kg.terms import PREFIXES, RDF_TYPE, BlankNode, NamedNode, Term, Triple

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_TEST = "{http://www.w3.org/2007/OWL/testOntology#}"
_OWL = PREFIXES["owl"]

ONLY_FUNCTIONAL = {
    "functionality-clash": """
        :p a owl:DatatypeProperty , owl:FunctionalProperty .
        :a a [ owl:onProperty :p ; owl:hasValue 18 ] , [ owl:onProperty :p ; owl:hasValue 19 ] .
    """,
    "string-integer-clash": """
        :p a owl:DatatypeProperty ; rdfs:range xsd:integer .
        :a a [ owl:onProperty :p ; owl:hasValue "aString" ] .
    """,
    "Plus and Minus Zero are Distinct": """
        :p a owl:DatatypeProperty , owl:FunctionalProperty .
        :a :p "+0.0"^^xsd:float , "-0.0"^^xsd:float .
    """,
}
"""Cases that the W3C has in functional syntax only, as triples."""

NOT_PROMISED = {
    "New-Feature-ReflexiveProperty-001": "no rule of the profile is about reflexive properties",
    "WebOnt-I4.6-005-Direct": "an annotation, which has no meaning under direct semantics",
    "WebOnt-equivalentClass-008-Direct": "an annotation, which has no meaning there",
    "WebOnt-I5.26-010": "that a class expression exists",
    "WebOnt-I5.5-005": "that a class expression exists",
    "WebOnt-I5.8-006": "an axiom about datatypes, from what values they have in common",
    "WebOnt-I5.8-008": "an axiom about datatypes, from what values they have in common",
    "WebOnt-I5.8-009": "an axiom about datatypes, from what values they have in common",
}


@dataclass(frozen=True)
class Published:
    """A test case: what kind it is, and its graphs as RDF/XML."""

    name: str
    kinds: frozenset[str]
    premise: str
    imported: str
    conclusion: str
    denied: str

    def asserted(self) -> list[Triple]:
        if self.name in ONLY_FUNCTIONAL:
            return turtle(ONLY_FUNCTIONAL[self.name])
        return triples(self.premise) + (triples(self.imported) if self.imported else [])


@cache
def published() -> tuple[Published, ...]:
    """Return the cases of the file, with what they import."""
    root = xml.etree.ElementTree.parse(FOLDER / "w3c" / "profile-RL.rdf").getroot()
    about = {element.get(f"{_RDF}about"): element for element in root}
    found = []
    for case in root.iter(f"{_TEST}TestCase"):
        kinds = {kind.get(f"{_RDF}resource", "").rpartition("#")[2] for kind in case}
        name, premise, conclusion, denied = (
            case.findtext(_TEST + part, "")
            for part in (
                *("identifier", "rdfXmlPremiseOntology"),
                *("rdfXmlConclusionOntology", "rdfXmlNonConclusionOntology"),
            )
        )
        imported = ""
        if (link := case.find(f"{_TEST}importedOntology")) is not None:
            document = about[link.get(f"{_RDF}resource")]
            imported = document.findtext(f"{_TEST}rdfXmlInputOntology", "")
        found.append(Published(name, frozenset(kinds), premise, imported, conclusion, denied))
    return tuple(found)


def triples(text: str) -> list[Triple]:
    """Return the triples of an RDF/XML document."""
    read = pyoxigraph.parse(
        text.strip(), pyoxigraph.RdfFormat.RDF_XML, base_iri="http://example.org/"
    )
    return [quad.triple for quad in read]


def meant(document: str) -> list[Triple]:
    """Return what a document says beyond declaring names."""
    declared = "Ontology Class ObjectProperty DatatypeProperty AnnotationProperty NamedIndividual"
    kinds = {NamedNode(_OWL + name) for name in [*declared.split(), "Thing", "Restriction"]}
    return [t for t in triples(document) if not (t.predicate == RDF_TYPE and t.object in kinds)]


def entails(premise: list[Triple], document: str) -> bool:
    """Say whether a document follows, directly or because its opposite contradicts the premise."""
    saturation = saturate(premise)
    wanted = meant(document)
    if _found(saturation, wanted, {}):
        return True
    opposites = list(_opposites(wanted))
    return bool(opposites) and all(saturate(premise + opposite).clashes for opposite in opposites)


def _found(saturation: Saturation, wanted: list[Triple], named: dict[Term, Term]) -> bool:
    """Say whether the triples are in the closure, blank nodes standing for anything."""
    if not wanted:
        return True
    first, *rest = wanted
    terms = [named.get(term, term) for term in (first.subject, first.predicate, first.object)]
    if not any(isinstance(term, BlankNode) for term in terms):
        return tuple(terms) in saturation and _found(saturation, rest, named)
    for fact in saturation:
        pairs = list(zip(terms, fact, strict=True))
        if all(one == other or isinstance(one, BlankNode) for one, other in pairs):
            more = {one: other for one, other in pairs if isinstance(one, BlankNode)}
            if _found(saturation, rest, {**named, **more}):
                return True
    return False


def _opposites(wanted: list[Triple]) -> Iterator[list[Triple]]:
    """Yield, for each thing that a conclusion denies, what it denies; nothing for any other."""
    same = NamedNode(_OWL + "sameAs")
    first, members = (NamedNode(PREFIXES["rdf"] + "first"), NamedNode(_OWL + "members"))
    if any(triple.predicate == members for triple in wanted):
        names = [triple.object for triple in wanted if triple.predicate == first]
        for place, one in enumerate(names):
            yield from ([as_triple((one, same, other))] for other in names[place + 1 :])
        return
    complements = {
        triple.subject: triple.object
        for triple in wanted
        if triple.predicate == NamedNode(_OWL + "complementOf")
    }
    for triple in wanted:
        if triple.predicate == NamedNode(_OWL + "differentFrom"):
            yield [as_triple((triple.subject, same, triple.object))]
        elif triple.object in complements:
            yield [as_triple((triple.subject, RDF_TYPE, complements[triple.object]))]
        elif triple.object == NamedNode(_OWL + "TransitiveProperty"):
            yield _broken_chain(triple.subject)


def _broken_chain(property: Term) -> list[Triple]:
    """Return two steps of a property and that they do not add up to one."""
    text = """:x :p :y . :y :p :z . [] owl:sourceIndividual :x ; owl:assertionProperty :p ;
        owl:targetIndividual :z ."""
    stood = NamedNode("http://example.org/p")
    return [
        as_triple(
            tuple(
                property if term == stood else term for term in (t.subject, t.predicate, t.object)
            )
        )
        for t in turtle(text)
    ]


def cases(kind: str) -> list[object]:
    return [pytest.param(case, id=case.name) for case in published() if kind in case.kinds]


def test_all_of_them_are_here() -> None:
    assert len(published()) == 64
    names = {case.name for case in published()}
    assert set(NOT_PROMISED) | set(ONLY_FUNCTIONAL) <= names


@pytest.mark.parametrize("case", cases("ConsistencyTest"))
def test_what_is_consistent_has_no_clash(case: Published) -> None:
    assert saturate(case.asserted()).clashes == ()


@pytest.mark.parametrize("case", cases("InconsistencyTest"))
def test_what_is_inconsistent_has_one(case: Published) -> None:
    assert saturate(case.asserted()).clashes


@pytest.mark.parametrize("case", cases("PositiveEntailmentTest"))
def test_what_follows_is_found(case: Published) -> None:
    assert entails(case.asserted(), case.conclusion) is (case.name not in NOT_PROMISED)


@pytest.mark.parametrize("case", cases("NegativeEntailmentTest"))
def test_what_does_not_follow_is_not_found(case: Published) -> None:
    assert case.denied and not entails(case.asserted(), case.denied)
