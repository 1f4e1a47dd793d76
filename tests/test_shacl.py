"""Shapes mean what SHACL says: values as they were written, queries asked once for all, and
ill-formed shapes told by name."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from pyoxigraph import RdfFormat
from pyoxigraph import parse as parse_turtle

import kg
from kg.report import Report
from kg.shacl import BadShape, Result, messages, pyshacl_results, templates, validate
from kg.shacl.asking import Answerer
from kg.shacl.facts import Facts
from kg.shacl.naming import Names
from kg.terms import Triple

PREFIXES = """\
@prefix ex: <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
DECLARED = 'ex: sh:declare [ sh:prefix "ex" ; sh:namespace "http://example.org/" ] .\n'


def turtle(text: str) -> list[Triple]:
    parsed = parse_turtle((PREFIXES + text).encode(), RdfFormat.TURTLE)
    return [quad.triple for quad in parsed]


def check(data: str, shapes: str) -> list[Result]:
    return validate(turtle(data), turtle(DECLARED + shapes))


def values(data: str, constraint: str) -> list[str]:
    """The values of ex:p of ex:a that a constraint does not accept, as Turtle writes them."""
    shape = f"ex:S sh:targetNode ex:a ; sh:property [ sh:path ex:p ; {constraint} ] ."
    return [str(result.value) for result in check(f"ex:a ex:p {data} .", shape)]


def selecting(text: str, more: str = "") -> str:
    """A shape for ex:C whose rule is a query."""
    return (
        "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:sparql ex:rule ."
        f' ex:rule sh:prefixes ex: ; sh:select """{text}""" {more} .'
    )


# -- Values as they were written ---------------------------------------------------------------


def test_a_number_keeps_the_kind_and_the_digits_it_was_written_with() -> None:
    data = '"7"^^xsd:nonNegativeInteger , "007"^^xsd:int , "8"^^xsd:integer'
    xsd = "<http://www.w3.org/2001/XMLSchema#"
    assert values(data, "sh:datatype xsd:nonNegativeInteger") == [
        f'"007"^^{xsd}int>',
        f'"8"^^{xsd}integer>',
    ]
    assert values(data, 'sh:pattern "^0"') == [
        f'"7"^^{xsd}nonNegativeInteger>',
        f'"8"^^{xsd}integer>',
    ]
    assert values('"1.0"^^xsd:decimal , "1.00"^^xsd:decimal', "sh:maxCount 1") == ["None"]


def test_a_query_returns_a_value_as_it_was_written() -> None:
    shape = selecting("SELECT $this ?value WHERE { $this ex:p ?value FILTER(?value > 5) }")
    (result,) = check('ex:a a ex:C ; ex:p "007"^^xsd:int .', shape)
    assert str(result.value) == '"007"^^<http://www.w3.org/2001/XMLSchema#int>'


def test_a_number_that_a_query_counts_is_not_taken_for_one_that_was_written() -> None:
    shape = selecting("SELECT $this (COUNT(?x) AS ?value) WHERE { $this ex:p ?x } GROUP BY $this")
    (result,) = check('ex:a a ex:C ; ex:p ex:b ; ex:q "1"^^xsd:byte .', shape)
    assert str(result.value) == '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'


def test_a_text_is_a_text_with_its_datatype_written_or_not() -> None:
    assert values('"a"^^xsd:string , "a"', 'sh:in ( "a" )') == []
    assert values('"a"', "sh:datatype xsd:string ; sh:maxCount 1") == []


@pytest.mark.parametrize(
    "value",
    ['"2019"^^xsd:gYear', '"2019-02-30"^^xsd:date', '"2026-01-02T00:00:00Z"^^xsd:dateTime',
     "ex:b", "[]", '"2026-01-02"', "true", '"2026-01-02"@en', "2026"],
)  # fmt: skip
def test_what_cannot_be_compared_with_a_day_is_neither_before_nor_after_it(value: str) -> None:
    day = '"2025-01-01"^^xsd:date'
    for limit in ("minInclusive", "maxInclusive", "minExclusive", "maxExclusive"):
        assert len(values(value, f"sh:{limit} {day}")) == 1
    shape = "ex:S sh:targetNode ex:a ; sh:property [ sh:path ex:p ; sh:lessThanOrEquals ex:q ] ."
    assert len(check(f"ex:a ex:p {value} ; ex:q {day} .", shape)) == 1


def test_numbers_are_compared_by_value_however_they_are_written_and_however_large() -> None:
    data = '"1.50"^^xsd:decimal , "015"^^xsd:integer , 1e1 , 99999999999999999999999999'
    assert values(data, "sh:minInclusive 1.5") == []
    assert values('"-INF"^^xsd:double , "NaN"^^xsd:double , "-5"^^xsd:byte', "sh:minExclusive -5")
    assert len(values(data, "sh:maxExclusive 10")) == 3
    assert values("true , false", "sh:minInclusive true") == [
        '"false"^^<http://www.w3.org/2001/XMLSchema#boolean>'
    ]


def test_days_without_a_time_zone_are_compared_with_others_only_where_it_makes_no_difference() -> (
    None
):
    assert values('"2025-01-03"^^xsd:date', 'sh:minInclusive "2025-01-01Z"^^xsd:date') == []
    assert values('"2025-01-01"^^xsd:date', 'sh:minInclusive "2025-01-01Z"^^xsd:date') != []


# -- Shapes ------------------------------------------------------------------------------------


def test_the_words_of_a_shape_come_before_those_that_stand_in_for_them() -> None:
    shape = "ex:S sh:targetNode ex:a ; sh:class ex:C{} ."
    (plain,) = check("", shape.format(""))
    assert [str(text) for text in plain.messages] == [
        '"This must be described as <http://example.org/C>."@en',
        '"Debe estar descrito como <http://example.org/C>."@es',
    ]
    (worded,) = check("", shape.format(' ; sh:message "Sí"@es , "Yes"@en ; sh:severity sh:Info'))
    assert [str(text) for text in worded.messages] == ['"Yes"@en', '"Sí"@es']
    assert worded.severity == "Info"


def test_a_class_of_owl_that_is_a_shape_targets_its_instances_and_those_of_its_subclasses() -> None:
    shape = "ex:C a owl:Class , sh:NodeShape ; sh:nodeKind sh:BlankNode ."
    data = "ex:a a ex:D . ex:D rdfs:subClassOf ex:C . ex:b a ex:E ."
    assert [str(result.focus) for result in check(data, shape)] == ["<http://example.org/a>"]


def test_results_have_the_same_order_whatever_the_order_of_the_facts() -> None:
    data = turtle("".join(f"ex:a{n} a ex:C ; ex:p {n} , {n + 1} . " for n in range(30)))
    shapes = turtle(
        "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:class ex:D ; sh:property"
        " [ sh:path ex:p ; sh:maxCount 1 ] , [ sh:path ( ex:p [ sh:zeroOrOnePath ex:q ] ) ;"
        " sh:maxInclusive 3 ] ."
    )
    first = validate(data, shapes)
    assert len(first) > 100
    for seed in range(3):
        random.Random(seed).shuffle(data)
        random.Random(seed).shuffle(shapes)
        assert validate(data, shapes) == first
    assert {result.path for result in first} == {
        "", "http://example.org/p", "<http://example.org/p>/(<http://example.org/q>?)",
    }  # fmt: skip


BAD = {
    "sh:minCount 1": "S> cannot be used: sh:minCount needs a sh:path beside it",
    "sh:datatype xsd:date , xsd:string": "sh:datatype is given more than once",
    'sh:datatype "date"': 'sh:datatype needs a name \\(an IRI\\), not "date"',
    "sh:nodeKind ex:Iri": "sh:nodeKind must be one of sh:IRI, sh:BlankNode",
    'sh:pattern "("': 'no regular expression of SPARQL: "\\("',
    'sh:pattern "a" ; sh:flags "w"': "sh:pattern or sh:flags is no regular expression",
    "sh:in ex:a": "sh:in needs a list in round brackets",
    "sh:in [ rdf:first ex:a ]": "complete to its end",
    "sh:languageIn ( ex:en )": "sh:languageIn needs a text",
    "sh:minLength 1.5": "sh:minLength needs a whole number",
    'sh:closed "yes"': "sh:closed must be true or false",
    'sh:class "C"': "sh:class needs a class",
    "sh:minInclusive ex:a": "sh:minInclusive needs a value",
    "sh:node ex:Nowhere": "ex:S|Nowhere> is no shape",
    "sh:node [ sh:path ex:p ]": "sh:node needs a node shape",
    "sh:property [ sh:minCount 1 ]": "sh:minCount needs a sh:path beside it",
    "sh:property [ sh:class ex:C ]": "sh:property needs a shape with a sh:path",
    "sh:property [ sh:path () ]": "or is none: rdf:nil",
    "sh:property [ sh:path [ sh:inversePath ex:p ; sh:zeroOrOnePath ex:q ] ]": "exactly one kind",
    "sh:property [ sh:path ( ex:p ) ]": "fewer than two members",
    "sh:property [ sh:path ex:p , ex:q ]": "sh:path is given more than once",
    "sh:property [ a sh:PropertyShape ]": "a property shape needs a sh:path",
    'sh:severity "high"': "sh:severity needs exactly one value",
    "sh:message ex:m": "sh:message must be a text",
    "sh:not ex:S": "refers to itself .*S> → .*S>",
    "sh:and ( [ sh:property [ sh:path ex:p ; sh:node ex:S ] ] )": "refers to itself",
    "sh:targetClass [ ]": "sh:targetClass cannot be",
    "sh:sparql [ ]": "needs one sh:select with its text",
}


@pytest.mark.parametrize("part", BAD)
def test_an_ill_formed_shape_is_refused_by_name(part: str) -> None:
    with pytest.raises(BadShape, match=BAD[part]) as refused:
        check("", f"ex:S a sh:NodeShape ; sh:targetNode ex:a ; {part} .")
    assert "<http://example.org/S>" in str(refused.value)


def test_a_list_without_end_or_a_path_that_goes_round_in_a_circle_is_refused() -> None:
    with pytest.raises(BadShape, match="complete to its end"):
        check("", "ex:S sh:targetNode ex:a ; sh:in _:l . _:l rdf:first 1 ; rdf:rest _:l .")
    with pytest.raises(BadShape, match="goes round in a circle"):
        check("", "ex:S sh:targetNode ex:a ; sh:path _:p . _:p sh:inversePath _:p .")


def test_a_shape_that_nothing_uses_may_be_ill_formed_and_an_inactive_one_asks_for_nothing() -> None:
    assert check("ex:a a ex:C .", "ex:S a sh:NodeShape ; sh:datatype 1 , 2 .") == []
    shape = "ex:S sh:targetNode ex:a ; sh:class ex:D ; sh:deactivated true ."
    assert check("ex:a a ex:C .", shape) == []


# -- Queries -----------------------------------------------------------------------------------

WORLD = """
ex:a a ex:C ; ex:p ex:b , ex:c ; ex:q 1 . ex:b a ex:C ; ex:p ex:a ; ex:r "x" .
ex:c a ex:C ; ex:q 2 , 3 . ex:d a ex:D ; ex:p ex:a , ex:d . _:n a ex:C ; ex:p _:n , ex:b ; ex:q 5 .
ex:e a ex:C .
"""
QUERIES = {
    "a pattern": "SELECT $this ?value WHERE { $this ex:p ?value }",
    "every column": "SELECT * WHERE { $this ex:p ?value }",
    "a filter in a group": "SELECT $this WHERE"
    " { { FILTER($this = ex:a) } UNION { $this ex:r ?x } }",
    "a value of a union": "SELECT $this ?value WHERE { { ?value ex:p ex:a FILTER(?value != $this) }"
    " UNION { $this ex:q ?value } }",
    "either of two": "SELECT $this WHERE { { $this ex:r ?x } UNION { ?x ex:p $this } }",
    "either of two and more": "SELECT $this WHERE { $this ex:q ?n { $this ex:p ?x }"
    " UNION { SELECT $this WHERE { ?y ex:p $this } } UNION { $this ex:r ?x } }",
    "either, one for all": "SELECT $this WHERE { { $this ex:r ?x } UNION { ex:d ex:p ex:a } }",
    "something optional": "SELECT $this WHERE { OPTIONAL { $this ex:q ?n } FILTER(!BOUND(?n)) }",
    "something optional that is compared": "SELECT $this ?value WHERE { ?value ex:q ?n"
    " OPTIONAL { ?value ex:p ?z FILTER(?z = $this) } FILTER(BOUND(?z)) }",
    "nothing that exists": "SELECT $this WHERE { FILTER NOT EXISTS { $this ex:p ?x } }",
    "nothing in a group": "SELECT $this ?value WHERE { ?value a ex:D"
    " FILTER NOT EXISTS { { ?value ex:p ?y FILTER(?y = $this) } } }",
    "nothing counted": "SELECT $this WHERE { FILTER NOT EXISTS { SELECT $this WHERE"
    " { $this ex:p ?x } GROUP BY $this HAVING(COUNT(?x) > 1) } }",
    "something bound": "SELECT $this ?value WHERE { BIND(STR($this) AS ?value) }",
    "a count": "SELECT $this (COUNT(?x) AS ?value) WHERE { $this ex:p ?x } GROUP BY $this",
    "a count within": "SELECT $this ?n WHERE { { SELECT $this (COUNT(?x) AS ?n) WHERE"
    " { $this ex:p ?x } GROUP BY $this } FILTER(?n > 1) }",
    "a count of others": "SELECT $this ?value WHERE { { SELECT $this (COUNT(?x) AS ?value) WHERE"
    " { ?x a ex:C FILTER(?x != $this) } GROUP BY $this } }",
    "a limit": "SELECT $this ?value WHERE { { SELECT $this ?value WHERE { $this ex:p ?value }"
    " ORDER BY STR(?value) LIMIT 1 } }",
    "the last": "SELECT $this ?value WHERE { $this ex:p ?value } ORDER BY STR(?value) LIMIT 1",
    "a path of any length": "SELECT $this ?value WHERE { $this ex:p* ?value }",
    "a comment": "SELECT $this # VALUES { MINUS\n"
    " WHERE { $this ex:r ?x FILTER(?x != 'SERVICE {') }",
    "a column of its own": "SELECT $this (ex:q AS ?path) ?value WHERE { $this ex:q ?value }",
}


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_asked_once_for_all_finds_what_it_finds_asked_for_each(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    together = check(WORLD, selecting(QUERIES[name]))
    assert together
    found = []
    for focus in ("ex:a", "ex:b", "ex:c", "ex:e", "_:n"):
        seen = f"{WORLD} {focus} a ex:Seen ."
        shape = selecting(QUERIES[name]).replace("targetClass ex:C", "targetClass ex:Seen")
        found += check(seen, shape)
    assert [outline(r) for r in together] == sorted(outline(r) for r in found)


def outline(result: Result) -> tuple[str, ...]:
    """A result; a node without a name is told by nothing but that."""
    nodes = (str(term) for term in (result.focus, result.value))
    return (*("_" if node.startswith("_:") else node for node in nodes), result.path)


def test_a_count_or_a_limit_is_asked_for_each_node_and_all_else_at_once() -> None:
    alone = {
        name
        for name, text in QUERIES.items()
        if not templates.read(text, {"this"}, {"this"}, "here").together
    }
    assert alone == {"nothing counted", "a limit", "the last"}


def test_a_union_binds_the_nodes_once_in_each_of_its_parts() -> None:
    def bound(name: str) -> int:
        return len(templates.read(QUERIES[name], {"this"}, {"this"}, "here").slots)

    # Twice over, the engine would hold each node against each of them.
    assert [bound(name) for name in QUERIES if name.startswith("either")] == [2, 3, 2]


REFUSED = {
    "SELECT $this WHERE { $this ?p ?o MINUS { $this ?p 1 } }": "MINUS is not allowed",
    "SELECT $this WHERE { VALUES ?x { 1 } }": "VALUES is not allowed",
    "SELECT $this WHERE { SERVICE ex:s { $this ?p ?o } }": "SERVICE is not allowed",
    "SELECT $this WHERE { BIND(1 AS $this) }": "has a value already",
    "SELECT $this WHERE { { SELECT ?x WHERE { ?x ?p $this } } }": "must name .this",
    "SELECT ?x WHERE { ?x ?p $this }": "must begin with .this",
    "SELECT $this WHERE { $this $PATH ?x }": "speaks of .PATH, and it has no sh:path",
    "SELECT $this WHERE { $this foo:p ?x }": "the prefix foo: is not known",
    "SELECT $this WHERE { $this ex:p }": "unexpected }",
    "DELETE WHERE { ?s ?p ?o }": "needs a SELECT or ASK",
    "": "needs a SELECT or ASK",
}


@pytest.mark.parametrize("text", REFUSED)
def test_a_query_that_shacl_does_not_allow_is_refused_by_the_name_of_its_shape(text: str) -> None:
    with pytest.raises(BadShape, match=REFUSED[text]) as refused:
        check(WORLD, selecting(text))
    assert "ex:S" in str(refused.value) or "<http://example.org/S>" in str(refused.value)


def test_a_rule_that_says_it_cannot_judge_is_an_error() -> None:
    with pytest.raises(BadShape, match="cannot judge"):
        check(WORLD, selecting("SELECT $this (true AS ?failure) WHERE { $this ex:p ?x }"))


def test_messages_of_queries_are_filled_in_and_keep_their_languages() -> None:
    words = '; sh:message "{?value} of {$this}"@en , "{?value} de {?this}, {?none}"@es'
    shape = selecting("SELECT $this ?value WHERE { $this ex:r ?value }", words)
    (ours,) = check(WORLD, shape)
    assert [str(text) for text in ours.messages] == [
        '"x of <http://example.org/b>"@en',
        '"x de <http://example.org/b>, {?none}"@es',
    ]
    (theirs,) = pyshacl_results(turtle(WORLD), turtle(DECLARED + shape))
    assert {text.language for text in theirs.messages} == {"en", "es"}
    own = selecting('SELECT $this ("So!" AS ?message) WHERE { $this ex:r ?x }', words)
    assert [text.value for text in check(WORLD, own)[0].messages] == ["So!"]


def test_a_rule_that_is_deactivated_finds_nothing() -> None:
    text = "SELECT $this WHERE { $this ex:p ?x }"
    assert check(WORLD, selecting(text))
    assert check(WORLD, selecting(text, "; sh:deactivated true")) == []


COMPONENT = """
ex:Part a sh:ConstraintComponent ; sh:labelTemplate "at most {$most} of {?kind}" ;
    sh:parameter [ sh:path ex:most ] , [ sh:path ex:kind ; sh:optional true ] ;
    sh:validator [ sh:prefixes ex: ; sh:ask "ASK { FILTER($value <= $most) }" ] ;
    sh:nodeValidator [ sh:prefixes ex: ; sh:message "{$this} has {?n}" ; sh:select '''
        SELECT $this ?n WHERE { { SELECT $this $most $kind (COUNT(?x) AS ?n) WHERE
            { $this ex:p ?x . ?x a $kind } GROUP BY $this $most $kind } FILTER(?n > $most) }''' ] .
"""


def test_a_component_is_checked_by_the_validator_for_the_kind_of_shape() -> None:
    shape = COMPONENT + "ex:S sh:targetClass ex:C ; ex:most 1 ; ex:kind ex:C ."
    of_a, of_nameless = check(WORLD, shape)
    assert of_nameless.value == of_nameless.focus
    assert (str(of_a.component), of_a.messages[0].value) == (
        "<http://example.org/Part>", "<http://example.org/a> has 2",
    )  # fmt: skip
    shape = COMPONENT + "ex:S sh:targetClass ex:C ; sh:property [ sh:path ex:q ; ex:most 2 ] ."
    found = [(str(r.focus)[:2], str(r.value)[:3], r.messages[0].value) for r in check(WORLD, shape)]
    assert sorted(found) == [
        ("<h", '"3"', "at most 2 of {?kind}"), ("_:", '"5"', "at most 2 of {?kind}"),
    ]  # fmt: skip


def test_a_parameter_whose_name_means_something_else_is_refused() -> None:
    component = COMPONENT.replace("ex:most ]", "ex:this ]")
    with pytest.raises(BadShape, match="whose name can be a variable"):
        check("", component + "ex:S sh:targetNode ex:a ; ex:this 1 .")


def test_the_engine_is_given_the_facts_only_when_a_query_is_asked() -> None:
    loaded = Answerer(iter(turtle("ex:a a ex:C .")), [])
    assert "_store" not in vars(loaded)


def test_checking_shapes_loads_no_other_engine() -> None:
    code = "import sys, kg.shacl; print({'rdflib', 'pyshacl', 'owlrl', 'rich'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.strip() == "set()", done.stderr


# -- Names of rules ----------------------------------------------------------------------------

NAMELESS = """
ex:P a sh:NodeShape ; sh:targetClass ex:C ;
    sh:property [ sh:path ex:p ; sh:minCount 9 ; sh:maxCount 9 ; sh:uniqueLang false ] ;
    sh:property [ sh:path ( [ sh:inversePath ex:p ] ex:q ) ; sh:minCount 9 ] ;
    sh:property [ sh:path ex:q ; sh:datatype xsd:date ] ;
    sh:property [ sh:path ex:q ; sh:datatype xsd:string ] ;
    sh:property [ sh:path ex:p ; sh:property [ sh:path ex:r ; sh:minCount 9 ] ] ;
    sh:not [ sh:property [ sh:path ex:z ; sh:minCount 1 ] ] .
ex:kind sh:property [ sh:path ex:z ; sh:hasValue 1 ] .
[] sh:targetClass ex:D ; sh:nodeKind sh:Literal .
"""


def test_a_rule_without_a_name_is_called_after_its_shape_its_property_and_its_constraint() -> None:
    names = Names(Facts(turtle(NAMELESS)))
    assert sorted(names.rules) == [
        "D-nodeKind",
        "P",
        "P-inverse-p-q-minCount",
        "P-p-maxCount",
        "P-p-minCount",
        "P-p-r-minCount",
        "P-q-datatype",
        "P-q-datatype-2",
    ]
    told = {result.rule for result in check(WORLD, NAMELESS)}
    assert told == names.rules.keys() - {"P", "P-p-maxCount"}
    theirs = pyshacl_results(turtle(WORLD), turtle(NAMELESS))
    assert {result.rule for result in theirs} == told


def test_a_name_stays_when_other_rules_come_before_it() -> None:
    before = "ex:A sh:targetClass ex:C ; sh:property [ sh:path ex:q ; sh:datatype xsd:date ] ."
    one, two = (
        {r.rule: r.messages for r in check(WORLD, text)} for text in (NAMELESS, before + NAMELESS)
    )
    assert one.items() <= two.items()


def test_a_missing_value_is_told_with_its_property() -> None:
    prefixes = {"ex": "http://example.org/"}
    found = validate(turtle("ex:a a ex:C ."), turtle(NAMELESS), prefixes)
    assert {r.messages[0].value for r in found if r.rule == "P-inverse-p-q-minCount"} == {
        "Too few values of (^ex:p)/ex:q: there must be at least 9."
    }


def test_a_message_of_a_query_never_has_the_label_of_a_nameless_thing() -> None:
    query = "SELECT $this ?value WHERE { $this ex:p ?value FILTER(isBlank(?value)) }"
    (result,) = check(WORLD, selecting(query, '; sh:message "{$this}, {?value}"@en'))
    assert result.messages[0].value == "a thing without a name, a thing without a name"


def test_what_to_do_is_told_for_every_constraint() -> None:
    for constraint in (*messages.PARAMETERS, "somebodysOwn"):
        assert messages.fix(constraint) != messages.fix(constraint, "es")


def test_a_broken_shape_says_which_line_of_it_is_wrong_and_what_was_meant() -> None:
    shape = "ex:S sh:targetNode ex:a ; sh:property ex:S-siez . ex:S-size sh:path ex:p ."
    with pytest.raises(BadShape, match="Did you mean .*S-size") as refused:
        check("", shape)
    error = refused.value
    assert (str(error.node), str(error.predicate).rpartition("#")[2], str(error.value)) == (
        "<http://example.org/S>",
        "property>",
        "<http://example.org/S-siez>",
    )


# -- What is said where a shape has no words ---------------------------------------------------


def test_a_rule_made_of_others_names_them_in_few_words() -> None:
    shape = (
        "@prefix far: <http://far.org/a/> . ex:S sh:targetNode ex:a ; sh:{} . far:T/x rdfs:label"
        ' "town"@en , "pueblo"@es . far:N a sh:NodeShape ; sh:class ex:C .'
    ).replace("far:T/x", "<http://far.org/a/T/x>")
    shape += "<http://far.org/a/T/x> sh:class ex:C ."
    parts = {
        "or ( <http://far.org/a/T/x> far:N )": "none of the alternatives of the rule: town, N.",
        "xone ( [ sh:path ex:p ; sh:minCount 1 ] [ sh:class ex:C ] )": (
            "exactly one of the alternatives of the rule: ex:p (at least 1), ex:C."
        ),
        "and ( [ sh:nodeKind sh:Literal ] )": "all the conditions of the rule: sh:Literal.",
        "not [ sh:nodeKind sh:IRI ]": "just what the rule forbids: sh:IRI.",
        "node far:N": "the conditions of the rule: N.",
    }
    prefixes = {"ex": "http://example.org/", "sh": "http://www.w3.org/ns/shacl#"}
    for part, words in parts.items():
        (found,) = validate([], turtle(shape.replace("{}", part)), prefixes)
        assert found.messages[0].value.endswith(words)
    (found,) = validate([], turtle(shape.replace("{}", "node <http://far.org/a/T/x>")), prefixes)
    assert found.messages[1].value == "No cumple las condiciones de la regla: pueblo."


def test_a_class_whose_address_has_no_prefix_is_told_by_its_label() -> None:
    data = turtle('ex:C rdfs:label "city"@en , "ciudad"@es .')
    (found,) = validate(data, turtle("ex:S sh:targetNode ex:a ; sh:class ex:C ."))
    told = [text.value for text in found.messages]
    assert told == ["This must be described as city.", "Debe estar descrito como ciudad."]


def project(folder: Path, data: str, shapes: str, ontology: str) -> Report:
    for name, text in {"data": data, "ontology": ontology, "ontology/shapes": shapes}.items():
        path = folder / (name if "/" in name else f"{name}/things")
        path.parent.mkdir(exist_ok=True)
        path.with_suffix(".ttl").write_text(PREFIXES + text, encoding="utf-8")
    return kg.load(folder).validate()


def test_a_value_of_a_wrong_kind_is_told_apart_from_its_kind(tmp_path: Path) -> None:
    data = 'ex:a a ex:C ; rdfs:label "A" ; ex:p ex:b . ex:b a ex:City ; rdfs:label "the home" .'
    shapes = "ex:S sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:class ex:C ] ."
    terms = 'ex:C a owl:Class . ex:City a owl:Class ; rdfs:label "city" . ex:p a rdf:Property .'
    (finding,) = project(tmp_path, data, shapes, terms).findings
    assert finding.value == "the home (ex:b) of the kind city"


def test_a_bad_literal_is_told_once_for_its_shape_and_the_range_of_its_property(
    tmp_path: Path,
) -> None:
    data = 'ex:a a ex:C ; rdfs:label "A" ; ex:p "forty" .'
    shapes = "ex:S sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:datatype xsd:integer ] ."
    terms = "ex:C a owl:Class . ex:p a owl:DatatypeProperty ; rdfs:range xsd:integer ."
    (finding,) = project(tmp_path, data, shapes, terms).findings
    assert (finding.rule, finding.term) == ("dt-not-type", '"forty"')
