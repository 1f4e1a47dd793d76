"""Each rule of OWL 2 RL derives what it must and nothing else, and what is no list is none."""

from __future__ import annotations

import itertools
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from owl.instances import is_instance
from owl.random_graphs import GROUPS, graphs
from owl.reading import Case, cases, fact, turtle

from kg.reasoning import closure, matching, saturate
from kg.reasoning.engine import Engine
from kg.reasoning.facts import Fact
from kg.reasoning.notation import RULES, SAME_AS, Comparison
from kg.reasoning.saturation import Saturation
from kg.terms import Triple

CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_rule_gives_what_it_must_and_no_more(case: Case) -> None:
    saturation = saturate(turtle(case.graph))
    if not case.fact:
        assert {clash.rule for clash in saturation.clashes} == (
            {case.rule} if case.follows else set()
        )
        return
    told = fact(case.fact)
    assert (told in saturation) is case.follows
    rules = {derivation.rule for derivation in saturation.derivations(told)}
    assert (case.rule in rules) is case.follows
    assert saturation.clashes == () or case.rule == "dt-diff"


def test_every_rule_has_a_graph_that_entails_and_one_that_does_not() -> None:
    assert len(RULES) == 78
    for name, rule in RULES.items():
        told = [case for case in CASES if case.rule == name]
        assert sorted(case.follows for case in told) == [False, True], name
        assert all(bool(case.fact) is bool(rule.head) for case in told), name


@pytest.mark.parametrize(
    "cells",
    [
        "_:l rdf:first :A .",
        "_:l rdf:rest () .",
        "_:l rdf:first :A ; rdf:rest _:m .",
        "_:l rdf:first :A ; rdf:rest _:l .",
        "_:l rdf:first :A ; rdf:rest _:m . _:m rdf:first :B ; rdf:rest _:l .",
        "_:l rdf:first :A ; rdf:rest () , _:m . _:m rdf:first :B ; rdf:rest () .",
        "_:l rdf:first :A , :B ; rdf:rest () .",
        "_:l rdf:first :A ; rdf:rest 5 .",
        "",
    ],
    ids=[
        *("no rest", "no first", "breaks off", "bites its tail", "a ring", "two rests"),
        *("two firsts", "a number for a rest", "no cell"),
    ],
)
def test_what_is_no_list_gives_nothing_and_hangs_nothing(cells: str) -> None:
    uses = """
        :U owl:unionOf _:l . :I owl:intersectionOf _:l . :O owl:oneOf _:l . :K owl:hasKey _:l .
        :p owl:propertyChainAxiom _:l .
        [] a owl:AllDifferent ; owl:members _:l . [] a owl:AllDisjointClasses ; owl:members _:l .
        :a a :A , :B , :I , :K ; :A :b ; :B :c . :b :B :c . :c a :K .
    """
    saturation = saturate(turtle(uses + cells))
    assert saturation.clashes == ()
    own = [told for told in saturation.derived() if "example.org" in str(told[0])]
    assert own == []


def test_the_empty_list_gives_nothing() -> None:
    text = ":I owl:intersectionOf () . :K owl:hasKey () . :a a :K . :b a :K . :O owl:oneOf () ."
    assert not [told for told in saturate(turtle(text)).derived() if "example.org" in str(told[0])]


def test_a_list_may_be_shared_and_a_rest_of_one_used_alone() -> None:
    text = ":U owl:unionOf _:l . _:l rdf:first :A ; rdf:rest _:m . _:m rdf:first :B ; rdf:rest () ."
    saturation = saturate(turtle(text + ":V owl:unionOf _:m . :W owl:unionOf _:l . :a a :A ."))
    for told, holds in {":a a :U": True, ":a a :W": True, ":a a :V": False}.items():
        assert (fact(told) in saturation) is holds


def _everything() -> list[Triple]:
    """Return one graph of all the graphs of the rules, each with names of its own."""
    made = []
    for number, case in enumerate(CASES):
        text = case.graph.replace(" :", f" :g{number}-")
        made += turtle(f":g{number}-" + text[1:] if text[0] == ":" else text)
    return made


def test_the_order_of_the_graph_changes_nothing() -> None:
    graph = _everything()
    names = {str(told): told for told in saturate(graph)}
    expected = saturate(graph)
    for seed in range(3):
        random.Random(seed).shuffle(graph)
        shuffled = saturate(iter(graph))
        assert list(shuffled) == list(expected)
        assert shuffled.clashes == expected.clashes
        for told in names.values():
            assert shuffled.derivation(told) == expected.derivation(told)
        assert closure(graph).quads() == closure(graph).quads()


def test_the_seed_of_hashes_changes_nothing() -> None:
    program = """
from owl.reading import cases, turtle
from kg.reasoning import closure, saturate
for case in cases():
    graph = turtle(case.graph.replace("[]", "_:x"))
    if "(" not in case.graph:
        saturation = saturate(graph)
        print(*saturation, *map(saturation.derivation, saturation), saturation.clashes)
        print(closure(graph))
"""
    told = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parent)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(told) == 1


@pytest.mark.parametrize(
    ("graph", "told", "holds"),
    [
        # The ontology grows while the data is there already.
        (":kin rdfs:subPropertyOf rdfs:subClassOf . :A :kin :B . :a a :A .", ":a a :B", True),
        (
            ":T rdfs:subClassOf owl:TransitiveProperty . :p a :T . :a :p :b . :b :p :c .",
            ":a :p :c",
            True,
        ),
        (":i rdfs:subPropertyOf owl:inverseOf . :p :i :q . :a :p :b .", ":b :q :a", True),
        (
            ":S owl:oneOf ( :p ) . :S rdfs:subClassOf owl:SymmetricProperty . :a :p :b .",
            ":b :p :a",
            True,
        ),
        (
            ":isA rdfs:subPropertyOf rdf:type . :A rdfs:subClassOf :B . :a :isA :A .",
            ":a a :B",
            True,
        ),
        ("rdf:type rdfs:domain :Described . :a a :A .", ":a a :Described", True),
        # Equality reaches classes, properties and the ontology's own triples.
        (":A owl:sameAs :B . :a a :A .", ":a a :B", True),
        (":A owl:sameAs :B . :B rdfs:subClassOf :C . :a a :A .", ":a a :C", True),
        (":p a owl:FunctionalProperty . :a :p :b , :c . :b :q 1 .", ":c :q 1", True),
        # Chains of one and of four, keys of one, members that repeat.
        (":p owl:propertyChainAxiom ( :q ) . :a :q :b .", ":a :p :b", True),
        (
            ":p owl:propertyChainAxiom ( :q :r :q :r ) ."
            " :a :q :b . :b :r :c . :c :q :d . :d :r :e .",
            ":a :p :e",
            True,
        ),
        (
            ":p owl:propertyChainAxiom ( :p :p ) . :a :p :b . :b :p :c . :c :p :d .",
            ":a :p :d",
            True,
        ),
        (":K owl:hasKey ( :k ) . :a a :K ; :k 1 . :b a :K ; :k 2 .", ":a owl:sameAs :b", False),
        (":K owl:hasKey ( :k ) . :a a :K ; :k 1 . :b a :K ; :k 1.0 .", ":a owl:sameAs :b", True),
        (":K owl:hasKey ( :k ) . :a a :K ; :k 1 . :b :k 1 .", ":a owl:sameAs :b", False),
        # Two restrictions that are spelt alike mean the same.
        (
            ":A rdfs:subClassOf [ owl:onProperty :p ; owl:someValuesFrom :D ] . :D a owl:Class ."
            "[ owl:onProperty :p ; owl:someValuesFrom :D ] rdfs:subClassOf :B . :a a :A .",
            ":a a :B",
            True,
        ),
        # Everything of a declared class is a thing.
        (":A a owl:Class . :C owl:intersectionOf ( owl:Thing :A ) . :a a :A .", ":a a :C", True),
        (
            ":C owl:onProperty :p ; owl:maxCardinality '01'^^xsd:integer . :a a :C ; :p :b , :c .",
            ":b owl:sameAs :c",
            True,
        ),
        (
            ":C owl:onProperty :p ; owl:hasValue '1'^^xsd:integer . :a :p '1.00'^^xsd:decimal .",
            ":a a :C",
            True,
        ),
        (":C owl:onProperty :p ; owl:hasValue 'a'@en . :a :p 'a' .", ":a a :C", False),
        (
            ":C owl:onProperty :p ; owl:hasValue 'a'@en . :a :p 'a@en'^^rdf:PlainLiteral .",
            ":a a :C",
            True,
        ),
    ],
)
def test_rules_work_together(graph: str, told: str, holds: bool) -> None:
    saturation = saturate(turtle(graph))
    assert (fact(told) in saturation) is holds
    assert saturation.clashes == ()


@pytest.mark.parametrize(
    ("graph", "rules"),
    [
        (":a owl:differentFrom :a .", {"eq-diff1"}),
        ("[] a owl:AllDifferent ; owl:members ( :a :b :a ) .", {"eq-diff2"}),
        (":p a owl:FunctionalProperty . :a :p 1 , 2 .", {"eq-diff1"}),
        (":p a owl:FunctionalProperty . :a :p 'x' , 'x'@en .", {"eq-diff1"}),
        (":p a owl:FunctionalProperty . :a :p 1 , 1.0 .", set()),
        (":p rdfs:range xsd:integer . :a :p 'x'^^xsd:integer .", {"dt-not-type"}),
        (":p rdfs:range xsd:string . :a :p 'x'@en .", {"dt-not-type"}),
        (":p rdfs:range rdf:PlainLiteral . :a :p 'x'@en , 'x' .", set()),
        (":p rdfs:range rdfs:Literal . :a :p 'x'@en , 1 .", set()),
        (":p a owl:FunctionalProperty . :a :p 'x' , 'x'^^xsd:token .", set()),
        (":p rdfs:range :made-up . :a :p 'x'^^:made-up .", set()),
        (":C owl:onProperty :p ; owl:allValuesFrom xsd:byte . :a a :C ; :p 300 .", {"dt-not-type"}),
        (":p owl:propertyDisjointWith :q . :a :p 1 ; :q '01'^^xsd:integer .", {"prp-pdw"}),
        (":A rdfs:subClassOf :B , :C . :B owl:disjointWith :C . :a a :A .", {"cax-dw"}),
        (":A owl:disjointWith :B . :a a :A . :a owl:sameAs :b . :b a :B .", {"cax-dw"}),
        (":A rdfs:subClassOf owl:Nothing . :a a :A .", {"cls-nothing2"}),
        (":A a owl:Class .", set()),
    ],
)
def test_contradictions_are_found_through_what_follows(graph: str, rules: set[str]) -> None:
    assert {clash.rule for clash in saturate(turtle(graph)).clashes} == rules


LITERALS = [
    "{name} {property} {literal} .",
    "{property} rdfs:range {datatype} .",
    "{restriction} owl:onProperty {property} ; owl:someValuesFrom {datatype} .",
    "{restriction} owl:onProperty {property} ; owl:hasValue {literal} .",
    "{class} owl:hasKey ( {property} ) .",
]


@settings(max_examples=80, deadline=None)
@given(graphs(*GROUPS, *LITERALS))
def test_nothing_more_follows_from_a_closure(statements: list[str]) -> None:
    engine = Engine(turtle("\n".join(statements)))
    engine.run()
    index = engine.index
    for rule in engine.rules:
        tested = any(isinstance(atom, Comparison) for atom in rule.body)
        if rule.name == "eq-ref" or tested:  # said only where they lead to anything
            continue
        atoms = [((place,), atom) for place, atom in enumerate(rule.body)]
        for bound, premises in matching.solutions(index, atoms, {}):
            assert rule.head or (rule.name, frozenset(premises)) in engine.clashes
            for head in rule.head:
                row = matching.row(head, bound)
                assert row in index.place or (row[1] == SAME_AS and row[0] == row[2])


@settings(max_examples=30, deadline=None)
@given(graphs(*GROUPS, *LITERALS))
def test_the_proof_kept_is_never_twice_as_high_as_need_be(statements: list[str]) -> None:
    # What says that things differ brings in, later, that they are themselves.
    told_late = ("iffer", "AllDisjoint")
    plain = [s for s in statements if not any(word in s for word in told_late)]
    saturation = saturate(turtle("\n".join(plain)))
    facts = list(saturation)
    every = {told: saturation.derivations(told, limit=1_000) for told in facts}
    for told, derivations in every.items():  # dt-type2 is applied only where it leads to anything
        kept_one = saturation.derivation(told)
        every[told] = [d for d in derivations if d.rule != "dt-type2" or d == kept_one]
    least = {told: 0 if saturation.is_asserted(told) else 10_000 for told in facts}
    changed = True
    while changed:
        changed = False
        for told, derivations in every.items():
            for derivation in derivations:
                height = 1 + max((least[p] for p in derivation.premises), default=0)
                if height < least[told]:
                    least[told], changed = height, True
    kept = {told: 0 if saturation.is_asserted(told) else 1 for told in facts}
    for told in facts:  # no fact rests on a later one
        derivation = saturation.derivation(told)
        if derivation is not None:
            kept[told] = 1 + max((kept[p] for p in derivation.premises), default=0)
            assert is_instance(derivation.rule, derivation.premises, told)
    assert all(kept[told] <= max(2 * least[told] - 1, least[told]) for told in facts)


CHAINS = {
    "subclasses": ("rdfs:subClassOf", ""),
    "subproperties": ("rdfs:subPropertyOf", ""),
    "things that are the same": ("owl:sameAs", ":n0 :q :n1 ."),
    "a transitive property": (":p", ":p a owl:TransitiveProperty ."),
    "a chain of a property": (":p", ":p owl:propertyChainAxiom ( :p :p ) ."),
    "what is said late": (":p", ":p a :T . :T rdfs:subClassOf owl:TransitiveProperty ."),
    "steps both ways": (":p", ":p a owl:TransitiveProperty , owl:SymmetricProperty ."),
    "its own inverse": (":p", ":p a owl:TransitiveProperty ; owl:inverseOf :p ."),
}


@pytest.mark.parametrize("name", CHAINS)
def test_the_steps_of_a_chain_add_up_by_low_proofs_and_in_the_time_of_its_pairs(name: str) -> None:
    link, axioms = CHAINS[name]

    def chain(length: int) -> Saturation:
        steps = " ".join(f":n{n} {link} :n{n + 1} ." for n in range(length))
        return saturate(turtle(f"{axioms} {steps}"))

    saturation = chain(128)
    assert _height(saturation, fact(f":n0 {link} :n128")) == 7 + ("late" in name)
    facts = set(saturation)
    for one, other in itertools.combinations(range(129), 2):
        assert fact(f":n{one} {link} :n{other}") in facts
    assert _calls(lambda: chain(80)) < 5 * _calls(lambda: chain(40))  # twice the length, 4 times


GROWING = {
    "keys": (":K owl:hasKey ( :k :l ) .", ":n# a :K ; :k # ; :l 'a' . :m# a :K ; :k # ; :l 'a' ."),
    "values that are the same": (":p a owl:FunctionalProperty .", ":n# :p :a# , :b# . :a# :q # ."),
    "different things": ("[] a owl:AllDifferent ; owl:members ( * ) .", ":n# :p # ."),
    "members of a list": (":C owl:oneOf ( * ) ; rdfs:subClassOf :D .", ":n# :p # ."),
}


@pytest.mark.parametrize("name", GROWING)
def test_twice_as_many_things_take_about_twice_the_time(name: str) -> None:
    axiom, told = GROWING[name]

    def graph(size: int) -> list[Triple]:
        names = " ".join(f":n{n}" for n in range(size))
        each = " ".join(told.replace("#", str(n)) for n in range(size))
        return turtle(axiom.replace("*", names) + each)

    small, large = (graph(size) for size in (200, 400))
    assert _calls(lambda: saturate(large)) < 2.3 * _calls(lambda: saturate(small))


def _calls(work: Callable[[], object]) -> int:
    """Return how many functions are called: what takes time, but the same in every run."""
    calls = 0

    def count(_frame: object, event: str, _function: object) -> None:
        nonlocal calls
        calls += event.endswith("call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return calls


def _height(saturation: Saturation, told: Fact) -> int:
    derivation = saturation.derivation(told)
    if derivation is None:
        return 0
    return 1 + max((_height(saturation, premise) for premise in derivation.premises), default=0)
