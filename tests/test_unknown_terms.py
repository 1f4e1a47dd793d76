"""Slips of the pen: names that lead nowhere, values that say nothing, lists that do not hold."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pyoxigraph
import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from make_vocabularies import NEWER

from kg import slips
from kg.slips.fault import Graph
from kg.slips.messages import MESSAGES
from kg.terms import PREFIXES, BlankNode, NamedNode, Triple
from kg.vocabularies import split, vocabularies
from kg.words import LANGUAGES

HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
HEAD += "@prefix ex: <https://example.org/words#> .\n@prefix it: <https://example.org/it/> .\n"
HEAD += "@prefix wd: <http://www.wikidata.org/entity/> .\n"
TWO = {"ex": "https://example.org/words#", "it": "https://example.org/it/"}


def triples(turtle: str) -> list[Triple]:
    quads = pyoxigraph.parse(HEAD + turtle, pyoxigraph.RdfFormat.TURTLE)
    return [quad.triple for quad in quads]


@cache
def shipped(folder: str) -> list[Triple]:
    paths = sorted((ROOT / folder).glob("*.ttl"))
    if folder == "ontology":
        paths = [path for path in paths if path.stem != "shapes"]
    return [
        quad.triple
        for path in paths
        for quad in pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TURTLE)
    ]


@cache
def shapes() -> list[Triple]:
    path = ROOT / "ontology" / "shapes.ttl"
    return [q.triple for q in pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TURTLE)]


def found(turtle: str) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """Return the slips when these triples stand beside the shipped graph."""
    data = [*shipped("data"), *triples(turtle)]
    faults = slips.faults(shipped("ontology"), data, shapes())
    return [(f.rule, f.case, f.at, f.near) for f in faults]


# A small ontology and a little data of somebody else.
WORDS = """
<https://example.org/words> a owl:Ontology .
ex:Animal a owl:Class . ex:Cat a owl:Class ; rdfs:subClassOf ex:Animal .
ex:eats a owl:ObjectProperty ; rdfs:range ex:Animal .
ex:owner a owl:ObjectProperty ; rdfs:domain ex:Animal .
ex:devours a owl:ObjectProperty ; owl:deprecated true ; dcterms:isReplacedBy ex:eats .
ex:gobbles a owl:ObjectProperty ; owl:deprecated true .
"""
DATA = """
it:tom a ex:Cat ; rdfs:label "Tom the cat"@en . it:felix a ex:Cat ; ex:eats it:tom .
"""


def elsewhere(turtle: str, words: str = WORDS, data: str = DATA) -> list[slips.Fault]:
    """Return the slips in a small project of its own."""
    return slips.faults(triples(words), triples(data + turtle), (), TWO)


# -- The shipped graph ------------------------------------------------------------------------


def test_what_is_shipped_has_no_slip() -> None:
    assert slips.faults(shipped("ontology"), shipped("data"), shapes()) == []


# -- Terms ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "case", "at", "near"),
    [
        ("a al:Recogntion", "missing", "value", "al:Recognition"),
        ("a al:Break ; al:actr id:juan-guaido", "missing", "predicate", "al:actor"),
        ("a al:Break ; al:label 'x'", "missing", "predicate", "rdfs:label"),
        ("a al:Break ; rdf:label 'x'", "missing", "predicate", "rdfs:label"),
        ("a al:Break ; id:actor id:juan-guaido", "missing", "predicate", "al:actor"),
        ("a al:Break ; al:Actor id:juan-guaido", "class-as-property", "predicate", "al:actor"),
        ("a al:actor", "property-as-class", "value", "al:Actor"),
        ("a al:Break ; al:verb al:defected", "missing", "value", "id:defected"),
        ("a al:Break ; al:date '2019'^^xsd:dat", "missing", "value", "xsd:date"),
        ("a al:Break ; al:date '2019'^^xsd:year", "property-as-datatype", "value", "xsd:gYear"),
        ("a al:Break ; skos:prefLable 'x'", "missing", "predicate", "skos:prefLabel"),
        ("a al:Break ; dcterms:Title 'x'", "missing", "predicate", "dcterms:title"),
        ("a al:Break ; rdfs:seeAlso id:juan-guaido ; foaf:nam 'x'", "missing", "predicate", ""),
        ("a schema:Persn", "missing", "value", "schema:Person"),
        ("a al:Break ; schema:actors id:juan-guaido", "deprecated", "predicate", "schema:actor"),
        ("a owl:DataRange", "deprecated", "value", "rdfs:Datatype"),
        ("a al:Break ; foaf:Person 'x'", "class-as-property", "predicate", ""),
        ("a owl:Class ; rdfs:subClassOf al:Evnt", "missing", "value", "al:Event"),
        ("a sh:NodeShape ; sh:path al:actr", "missing", "value", "al:actor"),
        ("a sh:NodeShape ; sh:minCuont 1", "missing", "predicate", "sh:minCount"),
    ],
)
def test_a_term_that_is_none_or_is_misused_is_told(
    line: str, case: str, at: str, near: str
) -> None:
    rows = found(f"id:planted {line} .")

    assert [row[:3] for row in rows] == [("unknown-term", case, at)]
    assert not near or rows[0][3][0] == near


@pytest.mark.parametrize(
    "line",
    [
        "rdfs:seeAlso <https://schema.org/docs> , <https://schema.org/docs/about.html>",
        "al:note <https://schema.org/docs/about.html> , <http://www.w3.org/ns/prov>",
        "al:note <http://www.w3.org/2004/02/skos/core> , <http://www.w3.org/2004/02/skos/core#>",
        "al:note <https://w3id.org/allegiance/ontology>",
        "al:note <https://w3id.org/allegiance/ontology#>",
        "al:note <https://w3id.org/allegiance/ontology/0.3.0> , <http://www.w3.org/ns/org.ttl>",
        "skos:closeMatch wd:Q1 , <https://sws.geonames.org/1/>",
        "skos:closeMatch schema:Person ; a foaf:Person , schema:Person , prov:Agent",
        "rdf:_1 'a container' ; dcterms:title 'x' ; al:note 'x'^^<https://example.org/metres>",
        "al:note 'x'^^rdf:HTML , 'x'^^xsd:token",
    ],
)
def test_a_term_that_exists_and_an_address_are_no_slips(line: str) -> None:
    assert found(f"id:planted a al:Break ; {line} .") == []


def test_a_deprecated_term_names_what_takes_its_place() -> None:
    first, second = elsewhere("it:tom ex:devours it:felix ; ex:gobbles it:felix .")

    assert (first.case, first.near) == ("deprecated", ("ex:eats",))
    assert (second.case, second.near) == ("deprecated", ())
    assert (
        slips.message(first)
        == "The term ex:devours is no longer to be used. Write ex:eats instead."
    )
    assert slips.message(second) == "The term ex:gobbles is no longer to be used."


def test_a_deprecated_term_may_be_named_by_what_replaces_it() -> None:
    words = WORDS + "ex:eats dcterms:replaces ex:devours ."

    assert elsewhere("", words) == []


def test_a_finding_about_a_property_stands_in_for_that_of_a_closed_shape() -> None:
    [wrong_property] = elsewhere("it:tom ex:eat it:felix .")
    [wrong_class] = elsewhere("it:jerry a ex:Cet .")

    assert wrong_property.at == "predicate"
    assert wrong_property.thing == NamedNode(TWO["it"] + "tom")
    assert wrong_property.predicate == NamedNode(TWO["ex"] + "eat")
    assert wrong_class.at == "value"


@pytest.mark.parametrize(
    ("line", "certain"),
    [
        ("a al:Break ; rdf:label 'x'", True),
        ("a al:break", True),
        ("a al:Break ; al:actor id:Juan-Guaidó", True),
        ("a al:Break ; schema:actors id:juan-guaido", True),
        ("a al:Break ; al:earliest '2019-2-3'^^xsd:date", True),
        ("a al:Break ; al:actr id:juan-guaido", False),
        ("a al:Break ; al:actor id:juan-guido", False),
        ("a al:Break ; al:earliest '2019-02-30'^^xsd:date", False),
        ("rdfs:label 'planted'", False),
    ],
)
def test_only_what_was_certainly_meant_may_be_written_without_asking(
    line: str, certain: bool
) -> None:
    data = [*shipped("data"), *triples(f"id:planted {line} .")]

    [fault] = slips.faults(shipped("ontology"), data, (), PREFIXES)

    assert fault.is_certain is certain


def test_the_words_of_a_project_are_those_that_its_ontology_names_as_its_own() -> None:
    words = WORDS + "<https://elsewhere.org/Dog> a owl:Class ."
    line = "it:tom <https://elsewhere.org/barksAt> it:felix ."

    assert elsewhere(line, words) == []
    assert Graph(triples(words), []).own == {TWO["ex"]}


@pytest.mark.parametrize(
    "header",
    [
        "<https://example.org/words> a owl:Ontology .",
        "<https://example.org/words#> a owl:Ontology .",
        "<https://else.org/> a owl:Ontology ; vann:preferredNamespaceUri ex: .",
        "",
    ],
)
def test_a_header_names_the_namespace_in_any_of_the_usual_ways(header: str) -> None:
    words = header + WORDS.split("\n", 2)[2]

    assert Graph(triples(words), []).own == {TWO["ex"]}


def test_an_ontology_that_declares_nothing_has_no_words_of_its_own() -> None:
    graph = Graph(triples("ex:Cat rdfs:subClassOf ex:Animal . ex:eats rdfs:range ex:Animal ."), [])

    assert graph.own == set()
    assert elsewhere("", "ex:Cat rdfs:subClassOf ex:Animal .", "it:tom a ex:Dog .") == []


def test_words_are_not_looked_for_among_the_things_of_a_project_without_words() -> None:
    data = "it:tom a it:Cat ; it:likes it:felix . it:felix a it:Cat ."

    assert elsewhere("", "", data) == []
    assert [fault.case for fault in elsewhere("", WORDS, data)] == ["missing"] * 3


def test_a_well_known_term_that_the_project_calls_deprecated_is_told() -> None:
    [fault] = elsewhere("it:tom foaf:name 'Tom' .", WORDS + "foaf:name owl:deprecated true .")

    assert (fault.case, fault.near) == ("deprecated", ())


def test_a_word_may_be_a_class_and_a_property_at_once() -> None:
    words = WORDS + "ex:Cat a owl:ObjectProperty ."

    assert elsewhere("it:tom ex:Cat it:felix .", words) == []


# -- Things -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("juan-guido", "id:juan-guaido"),
        ("Juan-Guaido", "id:juan-guaido"),
        ("guaido", "id:juan-guaido"),
        ("nicolas_maduro", "id:nicolas-maduro"),
        ("nobody-of-this-name-at-all", ""),
    ],
)
def test_a_thing_that_nothing_describes_is_told_with_the_nearest_names(
    name: str, near: str
) -> None:
    rows = found(f"id:planted a al:Break ; al:actor id:{name} .")

    assert [row[:3] for row in rows] == [("dangling-name", "dangling", "value")]
    assert list(rows[0][3][:1]) == ([near] if near else [])


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("al:actor <http://w3id.org/allegiance/id/juan-guaido>", "id:juan-guaido"),
        ("<http://w3id.org/allegiance/ontology#actor> id:juan-guaido", "al:actor"),
        ("<https://www.w3.org/2000/01/rdf-schema#label> 'x'", "rdfs:label"),
        ("al:actor <https://w3id.org/allegiance/data/juan-guaido>", "id:juan-guaido"),
    ],
)
def test_an_address_that_is_nearly_that_of_something_is_told_with_it(line: str, meant: str) -> None:
    [row] = found(f"id:planted a al:Break ; {line} .")

    assert row[3] == (meant,)


def test_each_triple_that_points_nowhere_is_told_once() -> None:
    data = DATA + "it:tom ex:eats it:jery . it:felix ex:eats it:jery ; ex:owner it:jery ."
    data += "it:jerry a ex:Animal ."

    faults = elsewhere("", data=data + data)

    assert [fault.rule for fault in faults] == ["dangling-name"] * 3
    assert {fault.near for fault in faults} == {("it:jerry",)}


def test_a_thing_is_also_found_by_its_label() -> None:
    [fault] = elsewhere("it:felix ex:eats it:tom-the-kat .")

    assert fault.near == ("it:tom",)


def test_the_names_of_others_need_no_description() -> None:
    line = "wd:Q1 rdfs:label 'one'@en . it:tom skos:closeMatch wd:Q2 , wd:Q3 ."

    assert elsewhere(line) == []


def test_a_thing_without_a_kind_is_told_with_the_kind_that_its_uses_speak_for() -> None:
    owned, pointed = elsewhere(
        "it:tom ex:eats it:jery . it:jery rdfs:label 'J' . it:felx ex:owner 1 ."
    )

    assert (pointed.rule, pointed.fillers["kinds"]) == ("untyped-thing", "ex:Animal")
    assert owned.fillers["kinds"] == "ex:Animal"
    assert owned.near == ("it:felix",)


def test_where_no_range_is_given_the_usual_kind_is_told() -> None:
    rows = slips.faults(
        shipped("ontology"),
        [
            *shipped("data"),
            *triples("id:planted rdfs:label 'P'@en . id:it a al:Break ; al:actor id:planted ."),
        ],
    )

    assert [(f.rule, f.fillers["kinds"]) for f in rows] == [("untyped-thing", "al:Person")]


def test_where_things_of_all_kinds_are_used_so_no_kind_is_told() -> None:
    data = DATA + "it:rex a ex:Dog ; ex:about it:tom , it:rex , it:planted . it:planted ex:is 1 ."

    faults = [fault for fault in elsewhere("", data=data) if fault.rule == "untyped-thing"]

    assert [(fault.case, fault.fillers["kinds"]) for fault in faults] == [("untyped", "")]


def test_a_thing_of_which_nothing_is_known_is_told_all_the_same() -> None:
    [fault] = elsewhere("it:unlike rdfs:label 'x' .")

    assert (fault.rule, fault.case, fault.near) == ("untyped-thing", "untyped", ())


def test_where_thousands_of_names_lead_nowhere_not_all_are_compared() -> None:
    """A missing file or a wrong prefix makes so many; each is told, some without advice."""
    line = "id:planted a al:Break ; al:actor " + " , ".join(f"id:guaido-{n}" for n in range(3000))

    faults = [
        f for f in slips.faults(shipped("ontology"), [*shipped("data"), *triples(line + ".")])
    ]

    assert [f.rule for f in faults] == ["dangling-name"] * 3000
    assert faults[0].near[0] == "id:juan-guaido"
    assert faults[-1].near == ()


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("petare", "Pérez"),
        ("new-york", "New York Times"),
        ("carvajal-video", "Hugo Carvajal"),
        ("peru", "Petare"),
        ("caracas-mutiny", "Caracas"),
        ("by", "be"),
    ],
)
def test_names_that_only_have_letters_in_common_are_not_proposed(name: str, other: str) -> None:
    data = f"it:other a ex:Cat ; rdfs:label '{other}'@es ; ex:eats it:{name} ."

    [fault] = elsewhere("", data=data)

    assert (fault.rule, fault.near) == ("dangling-name", ())


@pytest.mark.parametrize(
    ("written", "meant"),
    [("jaun-guaido", "juan-guaido"), ("juanguaido", "juan-guaido"), ("guaydo", "juan-guaido")],
)
def test_a_name_with_a_letter_out_of_place_is_proposed(written: str, meant: str) -> None:
    [row] = found(f"id:planted a al:Break ; al:actor id:{written} .")

    assert row[3][0] == f"id:{meant}"


@pytest.mark.parametrize(
    "line",
    [
        "it:felx rdfs:label 'a thing of its own' .",
        "it:felx ex:owner 1 . it:tom ex:eats it:felx .",
    ],
)
def test_a_thing_with_a_name_or_that_others_name_is_no_other_one_misspelt(line: str) -> None:
    [fault] = elsewhere(line)

    assert (fault.rule, fault.near) == ("untyped-thing", ())


# -- Values -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "english"),
    [
        (
            '"2019-02-30"^^xsd:date',
            "“2019-02-30” is not a day of the calendar: look up the day again in the source.",
        ),
        (
            '"2019-02-30T10:00:00-04:00"^^xsd:dateTime',
            "“2019-02-30T10:00:00-04:00” is not a day of the calendar: "
            "look up the day again in the source.",
        ),
        (
            '"2019-2-3"^^xsd:date',
            "“2019-2-3” is not a day, which is written like “2019-01-23”. Write “2019-02-03”.",
        ),
        (
            '"23/01/2019"^^xsd:date',
            "“23/01/2019” is not a day, which is written like “2019-01-23”.",
        ),
        (
            '"2019-02"^^xsd:date',
            "“2019-02” is no full day: write a day with its year, month and day, "
            "such as “2019-02-01”.",
        ),
        (
            '"1,200"^^xsd:integer',
            "“1,200” is not a whole number, which is written like “27”. Write “1200”.",
        ),
        (
            '"1,200"^^xsd:decimal',
            "“1,200” is not a number with a point, which is written like “27.5”.",
        ),
        (
            '"27,5"^^xsd:decimal',
            "“27,5” is not a number with a point, which is written like “27.5”. Write “27.5”.",
        ),
        (
            '"-1"^^xsd:nonNegativeInteger',
            "“-1” is not a whole number, zero or more, which is written like “27”.",
        ),
        (
            '" 12"^^xsd:integer',
            "“ 12” has spaces or line breaks that do not belong there. Write “12”.",
        ),
        (
            '"sí"^^xsd:boolean',
            "“sí” is not a yes or a no, which is written like “true”. Write “true”.",
        ),
        (
            '"a b"^^xsd:NCName',
            "“a b” is not written as a value of the kind xsd:NCName is: write it as that kind is "
            "written, or give it no kind.",
        ),
        ('"{x} 1"^^xsd:gYear', "“{x} 1” is not a year, which is written like “2019”."),
    ],
)
def test_a_value_that_is_none_of_its_kind_is_told_with_how_that_is_written(
    value: str, english: str
) -> None:
    [fault] = elsewhere(f"it:tom rdfs:comment {value} .")

    assert (fault.rule, fault.at) == ("ill-typed-value", "value")
    assert slips.message(fault) == english
    assert slips.message(fault, "es") != english


@pytest.mark.parametrize(
    ("line", "written", "meant"),
    [
        ('al:earliest "2019-02-23"@en', '"2019-02-23"@en', '"2019-02-23"^^xsd:date'),
        ('al:date "2019-02-23"^^xsd:date', '"2019-02-23"^^xsd:date', '"2019-02-23"'),
        ('al:date "2019-02"@es', '"2019-02"@es', '"2019-02"'),
        ('al:percent "90,0"', '"90,0"', "90.0"),
        ('al:former "sí"', '"sí"', "true"),
        ('al:value "27"@en', '"27"@en', "27"),
    ],
)
def test_a_value_of_another_kind_than_its_property_takes_is_told_with_what_to_write(
    line: str, written: str, meant: str
) -> None:
    data = [*shipped("data"), *triples(f"id:planted a al:Break ; {line} .")]

    [fault] = slips.faults(shipped("ontology"), data, shapes())

    assert (fault.rule, fault.case, fault.at) == ("ill-typed-value", "other-kind", "value")
    assert slips.message(fault).endswith(f": write {meant}, not {written}.")


def test_a_comma_inside_a_number_is_told_once() -> None:
    data = [*shipped("data"), *triples("id:planted a al:Headcount ; al:percent 90,5 .")]

    [fault] = slips.faults(shipped("ontology"), data, shapes())

    assert (fault.rule, fault.case, str(fault.value)[:4]) == ("ill-typed-value", "comma", '"90"')
    assert "write 90.5" in slips.message(fault)


def test_a_value_that_may_be_meant_so_is_left_to_the_shapes() -> None:
    assert (
        found("id:planted a al:Break ; al:percent '90.0' ; al:former 'maybe' ; al:date 1 .") == []
    )


@pytest.mark.parametrize("count", ["-1", '"one"', "1.5", "ex:Cat"])
def test_how_many_there_may_be_is_a_whole_number(count: str) -> None:
    words = (
        WORDS + f"ex:Cat rdfs:subClassOf [ owl:onProperty ex:eats ; owl:maxCardinality {count} ] ."
    )

    [fault] = elsewhere("", words)

    assert (fault.rule, fault.case, fault.at) == ("ill-typed-value", "no-count", "value")
    assert elsewhere("", words.replace(f" {count} ]", ' "1"^^xsd:nonNegativeInteger ]')) == []


# -- Lines of an ontology that say nothing ----------------------------------------------------


def test_a_restriction_that_names_no_property_is_told_once() -> None:
    words = (
        WORDS + "ex:Cat rdfs:subClassOf [ a owl:Restriction ; owl:someValuesFrom ex:Animal{} ] ."
    )

    [fault] = elsewhere("", words.replace("{}", ""))
    [misspelt] = elsewhere("", words.replace("{}", " ; owl:onProprty ex:eats"))

    assert (fault.rule, fault.case) == ("unknown-term", "no-property")
    assert (misspelt.case, misspelt.near) == ("missing", ("owl:onProperty",))
    assert elsewhere("", words.replace("{}", " ; owl:onProperty ex:eats")) == []


def test_a_text_where_a_term_belongs_is_told_with_the_term_of_that_name() -> None:
    words = WORDS + 'ex:licks a owl:ObjectProperty ; rdfs:domain "cat" ; rdfs:range "some animal" .'

    domain, range = elsewhere("", words)

    assert (domain.rule, domain.case, domain.near) == ("unknown-term", "text-as-term", ("ex:Cat",))
    assert (range.case, range.near) == ("text-as-term", ())
    assert "rdfs:domain takes the name of a term, not a text" in slips.message(domain)


def test_the_path_of_a_parameter_declares_a_property() -> None:
    shape = """ex:Least a sh:ConstraintComponent ; sh:parameter [ sh:path ex:least ] .
    ex:Shape a sh:NodeShape ; ex:least 18 ; ex:leest 18 ."""

    [fault] = slips.faults(triples(WORDS), triples(DATA), triples(shape), TWO)

    assert (fault.case, fault.fillers["term"], fault.near) == ("missing", "ex:leest", ("ex:least",))


def test_no_thing_is_proposed_where_a_class_belongs() -> None:
    words = WORDS + "ex:tom a ex:Cat . ex:Cat owl:disjointWith ex:Tom ."
    words += "ex:Pet owl:unionOf ( ex:Catt ex:Tom ) ."

    faults = elsewhere("", words)

    assert [(f.case, f.fillers["term"], f.near) for f in faults] == [
        ("missing", "ex:Tom", ()),
        ("missing", "ex:Catt", ("ex:Cat",)),
        ("missing", "ex:Tom", ()),
    ]
    nobody = slips.faults(triples("it:C owl:intersectionOf ( it:A ) ."), triples("it:a a it:A ."))
    assert nobody == []  # as with other classes where an ontology declares nothing


# -- Imports ----------------------------------------------------------------------------------


def test_an_import_that_is_not_among_the_files_is_told_once() -> None:
    words = WORDS + "<https://example.org/words> owl:imports <https://example.org/other> ."

    [fault] = elsewhere("", words)

    assert (fault.rule, fault.at) == ("import-missing", "value")
    assert "<https://example.org/other>, which is not among the files" in slips.message(fault)


@pytest.mark.parametrize("name", ["other", "other#", "other/1.2"])
def test_an_import_that_is_among_the_files_is_no_slip(name: str) -> None:
    words = WORDS + f"<https://example.org/words> owl:imports <https://example.org/{name}> ."
    words += "<https://example.org/other> a owl:Ontology ; owl:versionIRI "
    words += "<https://example.org/other/1.2> ."

    assert elsewhere("", words) == []


# -- Lists ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("turtle", "cases"),
    [
        ("it:a a owl:Class ; owl:unionOf ex:Cat .", ["no-list"]),
        ("it:a a rdf:List ; rdf:first 1 .", ["no-rest"]),
        ("it:a a rdf:List ; rdf:rest () .", ["no-first"]),
        ("it:a a rdf:List ; rdf:first 1 , 2 ; rdf:rest () .", ["two-firsts"]),
        ("it:a a rdf:List ; rdf:first 1 ; rdf:rest () , ( 2 ) .", ["two-rests"]),
        ("it:a a rdf:List ; rdf:first 1 ; rdf:rest 'x' .", ["broken-off"]),
        ("it:a a rdf:List ; rdf:first 1 ; rdf:rest [] .", ["broken-off"]),
        ("it:a a rdf:List ; rdf:first 1 ; rdf:rest it:a .", ["circle"]),
        (
            "it:a a rdf:List ; rdf:first 1 ; rdf:rest it:b . "
            "it:b a rdf:List ; rdf:first 2 ; rdf:rest it:a .",
            ["circle"],
        ),
        ("rdf:nil rdf:first 1 .", ["nil"]),
        ("it:a a owl:Class ; owl:unionOf ( ex:Cat ) , () .", []),
        ("it:a a rdf:List ; rdf:first 1 ; rdf:rest ( 2 3 ) .", []),
        ("it:a rdf:first 1 ; rdf:rest () .", []),
        ("it:a a ex:Cat ; rdfs:comment ( 1 ( 2 ) () ) .", []),
    ],
)
def test_a_list_that_does_not_hold_is_told_once(turtle: str, cases: list[str]) -> None:
    faults = [fault for fault in elsewhere(turtle) if fault.rule == "malformed-list"]

    assert [fault.case for fault in faults] == cases


NODES = st.sampled_from([BlankNode("a"), BlankNode("b"), NamedNode(PREFIXES["rdf"] + "nil")])
LINES = st.sampled_from([NamedNode(PREFIXES["rdf"] + name) for name in ("first", "rest")])


@settings(deadline=None)
@given(st.lists(st.builds(Triple, NODES, LINES, NODES), max_size=6))
def test_any_knot_of_lists_is_looked_through(knot: list[Triple]) -> None:
    nil = NamedNode(PREFIXES["rdf"] + "nil")
    rest = {t.subject: t.object for t in knot if t.predicate.value.endswith("rest")}
    one_each = len(set(knot)) == len({(t.subject, t.predicate) for t in knot})
    both = {t.subject for t in knot if t.predicate.value.endswith("first")} == rest.keys()
    ends = all(follows(rest, node) == nil for node in rest)

    assert (slips.faults([], knot) == []) == (one_each and both and ends and nil not in rest)


def follows(rest: dict[Any, Any], node: Any) -> Any:
    for _ in range(len(rest) + 1):
        node = rest.get(node, node)
    return node


# -- What is said -----------------------------------------------------------------------------


def test_everything_is_said_in_both_languages_with_the_same_names() -> None:
    assert LANGUAGES == ("en", "es")
    for english, spanish in MESSAGES.values():
        names = [sorted(re.findall("{(.*?)}", text)) for text in (english, spanish)]
        assert names[0] == names[1]
        assert english != spanish


def test_the_names_that_may_be_meant_are_offered_in_both_languages() -> None:
    [fault] = elsewhere("it:tom ex:eat it:felix .")

    assert slips.message(fault) == "There is no term ex:eat. Did you mean ex:eats?"
    assert slips.message(fault, "es") == "No existe el término ex:eat. ¿Quiso decir ex:eats?"


# -- The vocabularies -------------------------------------------------------------------------

RDFLIB = "DC DCAM DCAT DCMITYPE DCTERMS DOAP FOAF GEO ORG OWL PROF PROV QB RDF RDFS SDO SH SKOS"
RDFLIB += " SOSA SSN TIME VANN VOID WGS XSD"


@pytest.mark.parametrize("name", RDFLIB.split())
def test_the_names_kept_are_those_that_rdflib_keeps(name: str) -> None:
    import rdflib.namespace

    vocabulary = getattr(rdflib.namespace, name)
    theirs = {*vocabulary.__annotations__, *getattr(vocabulary, "_extras", ())}
    theirs = {term for term in theirs if term[:1] != "_"}
    prefix = {"SDO": "schema"}.get(name, name.lower())
    ours = next(v for v in vocabularies().values() if v.prefix == prefix).kinds

    assert theirs <= ours.keys()
    if name != "SDO":  # of schema.org a newer list is kept
        newer = {word for names in NEWER.get(prefix, {}).values() for word in names.split()}
        assert ours.keys() == theirs | newer


def test_every_prefix_of_the_project_that_is_not_its_own_is_known() -> None:
    foreign = {iri for iri in PREFIXES.values() if "w3id.org/allegiance" not in iri}

    assert foreign <= vocabularies().keys()
    assert {"http://schema.org/", "http://www.w3.org/2006/time#"} <= vocabularies().keys()
    assert {kind for v in vocabularies().values() for kind in v.kinds.values()} == {
        "class",
        "property",
        "other",
    }


def test_a_name_that_is_superseded_gives_way_to_one_that_exists() -> None:
    replaced = [new for v in vocabularies().values() for new in v.replaced.values()]

    assert len(replaced) > 60
    for iri in replaced:
        namespace, name = split(iri)
        assert name in vocabularies()[namespace].kinds


# -- Questions --------------------------------------------------------------------------------

ASK = """\
PREFIX a: <https://w3id.org/allegiance/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?who WHERE {
  ?who PATH ?it .
}
"""


def asked(text: str) -> list[tuple[str, str, tuple[str, ...], int, int]]:
    """Return the slips in the text of a question about the shipped graph, with their places."""
    found = slips.asked({"q": text}, shipped("ontology"), shipped("data"))
    return [
        (a.fault.rule, a.fault.fillers["term"], a.fault.near, a.line, a.column) for _, a in found
    ]


def texts(folder: str) -> dict[str, str]:
    return {p.name: p.read_text("utf-8") for p in sorted((ROOT / folder).glob("*.rq"))}


@pytest.mark.parametrize("folder", ["queries", "kg/rules", "tests/rules"])
def test_the_questions_and_rules_that_ship_have_no_slip(folder: str) -> None:
    assert texts(folder)
    assert slips.asked(texts(folder), shipped("ontology"), shipped("data")) == []


@pytest.mark.parametrize(
    ("path", "term", "near", "column"),
    [
        ("a:actr", "al:actr", "al:actor", 8),
        ("a:partOf+/a:actr", "al:actr", "al:actor", 18),
        ("a:actor|^a:maedBy", "al:maedBy", "al:madeBy", 17),
        ("!(a:by|a:byy)", "al:byy", "al:by", 15),
        ("(a:relays/a:relys)*", "al:relys", "al:relays", 18),
        ("a:act\\-or", "al:act-or", "al:actor", 8),
        ("<https://w3id.org/allegiance/ontology#actr>", "al:actr", "al:actor", 8),
        ("skos:prefLable", "skos:prefLable", "skos:prefLabel", 8),
        ("rdfs:labl", "rdfs:labl", "rdfs:label", 8),
        ("a a:Evnt ; a:by", "al:Evnt", "al:Event", 10),
        ("a:label", "al:label", "rdfs:label", 8),
    ],
)
def test_a_term_of_a_question_that_does_not_exist_is_told_where_it_stands(
    path: str, term: str, near: str, column: int
) -> None:
    [row] = asked(ASK.replace("PATH", path))

    assert (row[0], row[1], row[3], row[4]) == ("unknown-term", term, 4, column)
    assert list(row[2][:1]) == ([near] if near else [])


def test_each_place_of_a_misspelt_term_in_a_question_is_told() -> None:
    text = ASK.replace("PATH", "a:actr/a:actr|a:actor")

    assert [(line, column) for *_, line, column in asked(text)] == [(4, 8), (4, 15)]


def test_a_question_is_told_of_values_and_kinds_of_values_that_there_are_not() -> None:
    text = ASK.replace("?it .", '"2019"^^xsd:dat . FILTER(xsd:integr(?who) > 1)').replace(
        "PATH", "a:date"
    )

    assert [row[1:3] for row in asked(text)] == [
        ("xsd:dat", ("xsd:date",)),
        ("xsd:integr", ("xsd:integer",)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p ?o } # al:actr",
        'SELECT * { ?s ?p \'al:actr\', """al:actr""", \'x\'@al }',
        "SELECT * { ?s <http://example.org/actr> <actr>, <#actr> }",
        "BASE <https://w3id.org/allegiance/ontology#x> PREFIX e: <https://e.org/> ASK { e:a e:b 1}",
        "PREFIX al: <https://e.org/> SELECT * { ?s al:actr ?o }",
        "SELECT * { ?s unknown:actr ?o ; a ?class . FILTER(STRSTARTS(STR(?class), STR(al:))) }",
        "SELECT * { ?s rdf:type/rdfs:subClassOf* al:Event ; rdf:_1 ?o }",
        "SELECT * { GRAPH <https://w3id.org/allegiance/data/people> { ?s ?p id:juan-guaido } }",
        "SELECT * { ?s al:kind id:abdication }",  # looked for before it is told of anybody
    ],
)
def test_what_is_right_or_no_name_in_a_question_is_passed_over(text: str) -> None:
    assert asked(text) == []


@pytest.mark.parametrize(
    ("kinds", "term", "near"),
    [
        ("thing al:Plaze", "al:Plaze", "al:Place"),
        ("thing al:Actor al:place", "al:place", "al:Place"),
    ],
)
def test_the_kind_of_a_parameter_that_is_none_is_told(kinds: str, term: str, near: str) -> None:
    text = f"SELECT * {{\n  VALUES ?at {{ UNDEF }}  # ({kinds}) where\n  ?s al:place ?at }}"

    [row] = asked(text)

    assert row[:2] == ("unknown-term", term) and near in row[2]
    assert row[3:] == (2, text.split("\n")[1].index(term) + 1)


def test_a_thing_of_a_question_is_told_when_another_is_spelt_much_the_same() -> None:
    text = "SELECT * { VALUES ?who { id:juan-guido } ?s al:kind id:deth ; id:actor ?who }"

    assert [(row[0], row[1], row[2][0]) for row in asked(text)] == [
        ("dangling-name", "id:juan-guido", "id:juan-guaido"),
        ("dangling-name", "id:deth", "id:death"),
        ("dangling-name", "id:actor", "al:actor"),
    ]


def test_a_slip_in_a_question_is_said_in_both_languages() -> None:
    [(name, slip)] = slips.asked(
        {"who-fled": ASK.replace("PATH", "a:actr")}, shipped("ontology"), shipped("data")
    )

    assert name == "who-fled"
    assert slips.message(slip.fault) == "There is no term al:actr. Did you mean al:actor?"
    assert slips.message(slip.fault, "es") == "No existe el término al:actr. ¿Quiso decir al:actor?"


def test_in_a_project_of_ones_own_its_own_terms_are_known() -> None:
    text = "PREFIX w: <https://example.org/words#> SELECT * { ?a w:eats it:tom ; w:eat it:tim }"

    found = slips.asked({"q": text}, triples(WORDS), triples(DATA), TWO)

    assert [(slip.fault.rule, slip.fault.near) for _, slip in found] == [
        ("unknown-term", ("ex:eats",)),
        ("dangling-name", ("it:tom",)),
    ]


# -- Lists that are none needed ---------------------------------------------------------------


def test_a_list_where_values_stand_one_by_one_is_told() -> None:
    line = "id:planted a al:Claim ; al:about ( id:juan-guaido id:nicolas-maduro ) ; al:madeBy ( ) ."
    data = [*shipped("data"), *triples(line)]

    faults = slips.faults(shipped("ontology"), data, shapes())

    assert [(f.rule, f.case, f.predicate) for f in faults] == [
        ("malformed-list", "needless-list", NamedNode(PREFIXES["al"] + "about")),
        ("malformed-list", "needless-list", NamedNode(PREFIXES["al"] + "madeBy")),
    ]
    assert "with commas" in slips.message(faults[0])


@pytest.mark.parametrize(
    "line",
    ["it:tom ex:eats ( it:felix it:tom ) .", "[] owl:members ( it:tom it:felix ) ."],
)
def test_a_list_where_lists_are_usual_is_right(line: str) -> None:
    assert elsewhere(line, data="it:tom a ex:Cat . it:felix a ex:Cat .") == []


def test_a_column_that_nothing_gives_a_value_is_told() -> None:
    text = "SELECT ?whoo (COUNT(?x) AS ?n) { ?who al:actor ?x } GROUP BY ?who VALUES (?y) { (1) }"
    assert asked(text) == [("dangling-name", "?whoo", ("?who",), 1, 8)]


def test_a_prefix_that_a_question_with_a_head_does_not_declare_is_told() -> None:
    text = "#+ summary: Who?\nSELECT ?who { ?who al:actor ?x }"
    assert asked(text) == [("unknown-term", "al:", (), 2, 20)]


def test_words_beside_questions_about_what_is_not_there_are_told_once() -> None:
    notes = triples(
        "<https://w3id.org/allegiance/query/column-acuser> rdfs:label 'a'@en , 'b'@es ."
        "id:arest skos:hiddenLabel 'x'@en ."
    )
    texts = {"queries/q.rq": "SELECT ?accuser { ?accuser al:actor ?x }"}
    found = slips.noted(notes, texts, shipped("ontology"), shipped("data"))
    assert [(f.case, f.near[0]) for f in found] == [
        ("unasked", "query:column-accuser"),
        ("dangling", "id:arrest"),
    ]


def test_thousands_parted_by_a_comma_are_told_as_the_number_that_was_meant() -> None:
    data = [*shipped("data"), *triples("id:few a al:Headcount ; al:value 4,009 .")]
    [fault] = slips.faults(shipped("ontology"), data, shapes())
    assert (fault.case, fault.fillers["meant"]) == ("comma", "4009")
