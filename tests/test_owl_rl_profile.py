"""The OWL 2 RL check accepts what the profile allows and names what it does not."""

import pytest
from owl_rl_profile import violations
from rdflib import Graph

DECLARED = """
@prefix : <http://example.org/#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

:Act a owl:Class . :Break a owl:Class . :Mutiny a owl:Class . :Shift a owl:Class .
:actor a owl:ObjectProperty . :actorOf a owl:ObjectProperty . :accepted a owl:ObjectProperty .
:accepts a owl:ObjectProperty . :partOf a owl:ObjectProperty .
:count a owl:DatatypeProperty .
:remark a owl:AnnotationProperty .
"""

ALLOWED = {
    "a union below a class": "[ owl:unionOf ( :Break :Mutiny ) ] rdfs:subClassOf :Shift .",
    "some value below a class": """
        [ owl:onProperty :actor ; owl:someValuesFrom owl:Thing ] rdfs:subClassOf :Shift .""",
    "a given value below a class": """
        [ owl:onProperty :actor ; owl:hasValue :ney ] rdfs:subClassOf :Shift .""",
    "a given literal in an equivalence": """
        :Shift owl:equivalentClass [ owl:onProperty :count ; owl:hasValue 1 ] .""",
    "a complement above a class": ":Act rdfs:subClassOf [ owl:complementOf :Shift ] .",
    "all values above a class": """
        :Act rdfs:subClassOf [ owl:onProperty :actor ; owl:allValuesFrom :Act ] .""",
    "at most one above a class": """
        :Act rdfs:subClassOf [ owl:onProperty :actor ; owl:maxCardinality 1 ] .""",
    "an intersection in an equivalence": """
        :Shift owl:equivalentClass [ owl:intersectionOf ( :Break :Mutiny ) ] .""",
    "disjoint classes": "[] a owl:AllDisjointClasses ; owl:members ( :Break :Mutiny ) .",
    "a chain": ":accepts owl:propertyChainAxiom ( :actorOf :accepted ) .",
    "a chain that makes a property transitive": """
        :partOf owl:propertyChainAxiom ( :partOf :partOf ) .""",
    "a chain that begins with the whole": """
        :partOf owl:propertyChainAxiom ( :partOf :actor ) .""",
    "an inverse and a transitive property": """
        :actorOf owl:inverseOf :actor . :partOf a owl:TransitiveProperty .""",
    "an integer as range": ":count rdfs:range xsd:integer .",
    "a remark with any value": ":Act :remark :Break ; :remark 1 .",
    "a datatype defined by intersection": """
        :small a rdfs:Datatype ; owl:equivalentClass
            [ a rdfs:Datatype ; owl:intersectionOf ( xsd:byte xsd:unsignedByte ) ] .""",
}

REFUSED = {
    "a union above a class": (
        ":Act rdfs:subClassOf [ owl:unionOf ( :Break :Mutiny ) ] .",
        "unionOf stands as a superclass",
    ),
    "a union in an equivalence": (
        ":Shift owl:equivalentClass [ owl:unionOf ( :Break :Mutiny ) ] .",
        "unionOf stands in an equivalence",
    ),
    "a class that is a union by itself": (
        ":Shift owl:unionOf ( :Break :Mutiny ) .",
        "unionOf stands in an equivalence",
    ),
    "some value above a class": (
        ":Act rdfs:subClassOf [ owl:onProperty :actor ; owl:someValuesFrom :Act ] .",
        "someValuesFrom stands as a superclass",
    ),
    "some value in an equivalence": (
        ":Act owl:equivalentClass [ owl:onProperty :actor ; owl:someValuesFrom :Act ] .",
        "someValuesFrom stands in an equivalence",
    ),
    "all values below a class": (
        "[ owl:onProperty :actor ; owl:allValuesFrom :Act ] rdfs:subClassOf :Act .",
        "allValuesFrom stands as a subclass",
    ),
    "a complement below a class": (
        "[ owl:complementOf :Act ] rdfs:subClassOf :Shift .",
        "complementOf stands as a subclass",
    ),
    "a list of individuals above a class": (
        ":Act rdfs:subClassOf [ owl:oneOf ( :one :two ) ] .",
        "oneOf stands as a superclass",
    ),
    "a union hidden in a domain": (
        ":actor rdfs:domain [ owl:unionOf ( :Break :Mutiny ) ] .",
        "unionOf stands as a superclass",
    ),
    "a union hidden in an intersection": (
        ":Act rdfs:subClassOf [ owl:intersectionOf ( :Shift [ owl:unionOf ( :Break ) ] ) ] .",
        "unionOf stands as a superclass",
    ),
    "a restriction on itself": (
        ":Act rdfs:subClassOf [ owl:onProperty :actor ; owl:hasSelf true ] .",
        "hasSelf stands as a superclass",
    ),
    "at least one": (
        ":Act rdfs:subClassOf [ owl:onProperty :actor ; owl:minCardinality 1 ] .",
        "minCardinality stands as a superclass",
    ),
    "at most two": (
        ":Act rdfs:subClassOf [ owl:onProperty :actor ; owl:maxCardinality 2 ] .",
        "maximal cardinality of 2",
    ),
    "a literal for a thing": (
        "[ owl:onProperty :actor ; owl:hasValue 1 ] rdfs:subClassOf :Shift .",
        "wrong sort",
    ),
    "everything below a class": ("owl:Thing rdfs:subClassOf :Act .", "owl:Thing stands as a sub"),
    "everything as a domain": (":actor rdfs:domain owl:Thing .", "owl:Thing stands as a super"),
    "a disjoint union": (":Shift owl:disjointUnionOf ( :Break :Mutiny ) .", "disjoint union"),
    "a reflexive property": (":partOf a owl:ReflexiveProperty .", "is reflexive"),
    "a day as a range": (":count rdfs:range xsd:date .", "XMLSchema#date> is not among"),
    "a rational number as a range": (":count rdfs:range owl:rational .", "rational> is not among"),
    "a restricted datatype": (
        ":count rdfs:range [ owl:onDatatype xsd:integer ; owl:withRestrictions () ] .",
        "otherwise than by intersection",
    ),
    "a chain in a circle": (
        """:accepts owl:propertyChainAxiom ( :actorOf :accepted ) .
        :accepted rdfs:subPropertyOf :actor . :accepts rdfs:subPropertyOf :accepted .""",
        "leads back to itself",
    ),
    "a chain with the whole in the middle": (
        ":accepts owl:propertyChainAxiom ( :actorOf :accepts :accepted ) .",
        "leads back to itself",
    ),
    "a transitive property kept single": (
        ":partOf a owl:TransitiveProperty , owl:FunctionalProperty .",
        "may not be an owl:FunctionalProperty",
    ),
    "a property above a chain kept asymmetric": (
        """:accepts owl:propertyChainAxiom ( :actorOf :accepted ) ;
            rdfs:subPropertyOf :partOf . :partOf a owl:AsymmetricProperty .""",
        "may not be an owl:AsymmetricProperty",
    ),
    "a property of two sorts": (":count a owl:ObjectProperty .", "several sorts"),
    "an undeclared class": (":Act rdfs:subClassOf :Deed .", "not declared as a class"),
    "an undeclared class of a thing": (":ney a :Marshal .", "used as a class and not declared"),
    "an undeclared property": (":ney :joined :napoleon .", "used as a property and not declared"),
    "an undeclared link of a chain": (
        ":accepts owl:propertyChainAxiom ( :actorOf :nothing ) .",
        "nothing> is used as a property and not declared",
    ),
    "a literal for an object property": (':ney :actor "Ney" .', "object property and has the lit"),
    "a thing for a datatype property": (":ney :count :two .", "datatype property and has a thing"),
    "a term of the language declared anew": (
        "rdfs:label a owl:AnnotationProperty .",
        "belongs to the language",
    ),
}


def _ontology(turtle: str) -> Graph:
    return Graph().parse(data=DECLARED + turtle, format="turtle")


@pytest.mark.parametrize("turtle", ALLOWED.values(), ids=ALLOWED.keys())
def test_what_the_profile_allows_is_accepted(turtle: str) -> None:
    assert violations(_ontology(turtle)) == []


@pytest.mark.parametrize(("turtle", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_what_the_profile_does_not_allow_is_named(turtle: str, words: str) -> None:
    found = violations(_ontology(turtle))

    assert any(words in sentence for sentence in found), found
