"""What must follow by the ontology, what must not, and what contradicts it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from owl.instances import is_instance
from owl.reading import cases, fact, turtle

import kg
from kg import closures, reasoning
from kg.answers import Answer
from kg.closures import asserted
from kg.errors import KgError
from kg.graph import KnowledgeGraph
from kg.reasoning import Clash, Closure, Fact, Proof, saturate
from kg.reasoning.facts import as_text, from_text
from kg.reasoning.saturation import Saturation
from kg.terms import INFERRED, PREFIXES, NamedNode, Triple, expand


def triple(text: str) -> Triple:
    subject, predicate, value = (expand(word) for word in text.split())
    assert subject and predicate and value
    return Triple(subject, predicate, value)


@pytest.mark.parametrize(
    "expected",
    [
        "id:carvajal-breaks-with-maduro rdf:type al:AllegianceShift",
        "id:hugo-carvajal al:recognizes id:juan-guaido",
        "id:hugo-carvajal al:actorOf id:carvajal-breaks-with-maduro",
        "id:hugo-carvajal rdf:type al:Actor",
        "al:Recognition rdfs:subClassOf al:Event",
    ],
)
def test_this_follows(graph: KnowledgeGraph, expected: str) -> None:
    assert triple(expected) in graph.closure().triples


def test_no_foreign_state_shifts_its_allegiance_by_recognizing(graph: KnowledgeGraph) -> None:
    answer = graph.sparql(
        "SELECT ?act { ?act a al:AllegianceShift ; al:actor ?state . ?state al:kind id:state }"
    )
    assert isinstance(answer, Answer) and answer.rows == []


def test_nothing_is_inferred_about_what_was_only_claimed(graph: KnowledgeGraph) -> None:
    answer = graph.sparql("SELECT ?s { ?s a al:Statement , al:Event }")
    assert isinstance(answer, Answer) and answer.rows == []


def test_what_is_inferred_is_new_and_no_noise(graph: KnowledgeGraph) -> None:
    asserted = {quad.triple for quad in graph.store.quads() if quad.graph_name != INFERRED}
    built_in = tuple(PREFIXES[name] for name in ("rdf", "rdfs", "owl", "xsd"))
    for found in graph.closure().triples:
        assert found not in asserted
        assert isinstance(found.subject, NamedNode)
        assert not found.subject.value.startswith(built_in)
        assert found.subject != found.object


def test_the_shipped_graph_contradicts_nothing(graph: KnowledgeGraph) -> None:
    assert graph.closure().clashes == ()


def test_a_thing_of_two_disjoint_classes_is_a_clash(project: Path) -> None:
    data = project / "data" / "cities.ttl"
    data.write_text(data.read_text() + "\nex:danube a ex:City .\n")
    (clash,) = kg.load(project).closure().clashes
    assert clash.rule == "cax-dw"
    assert clash.premises == tuple(
        fact(text)
        for text in (":River owl:disjointWith :City", ":danube a :River", ":danube a :City")
    )


def test_what_follows_is_printed_with_labels(project: Path) -> None:
    (row,) = kg.load(project).infer()
    assert (row.thing.label, row.property.label, row.value.label) == ("Ulm", "rdf:type", "place")


def test_alignments_are_not_reasoned_over(graph: KnowledgeGraph) -> None:
    assert not any(
        "prov" in found.object.value
        for found in graph.closure().triples
        if isinstance(found.object, NamedNode)
    )


@pytest.fixture(scope="module")
def shipped(graph: KnowledgeGraph) -> Saturation:
    """The shipped graph with all that follows from it."""
    return saturate(asserted(graph.project))


def test_owlrl_infers_the_same_from_the_shipped_graph(graph: KnowledgeGraph) -> None:
    triples = asserted(graph.project)
    told: list[str] = []
    by_owlrl = reasoning.closure(triples, lambda stage, *_: told.append(stage), engine="owlrl")
    assert by_owlrl == reasoning.closure(triples)
    assert told[0] == "inferring, round 1"


def test_owlrl_tells_which_rule_is_broken_and_where_it_can_of_what(project: Path) -> None:
    graph = turtle(
        ":A owl:disjointWith :B . :a a :A , :B . :p a owl:IrreflexiveProperty . :a :p :a ."
    )
    one, other = reasoning.closure(graph, engine="owlrl").clashes
    assert one == reasoning.closure(graph).clashes[0]
    assert other == Clash("prp-irp", ())


def test_an_engine_that_does_not_exist_is_refused() -> None:
    with pytest.raises(KgError, match="write kg or owlrl"):
        reasoning.closure([], engine="pellet")


def test_every_derivation_of_the_shipped_graph_is_an_instance_of_its_rule(
    shipped: Saturation,
) -> None:
    for told in shipped.derived():
        first = shipped.derivation(told)
        every = shipped.derivations(told)
        assert first is not None and (first in every or not first.premises)
        for derivation in [first, *every]:
            assert is_instance(derivation.rule, derivation.premises, told), (told, derivation)
            assert all(premise in shipped and premise != told for premise in derivation.premises)


def test_every_proof_of_the_shipped_graph_ends_in_what_is_asserted(shipped: Saturation) -> None:
    for told in shipped.derived():
        for leaf in _leaves(shipped.proof(told)):
            assert shipped.is_asserted(leaf)


def _leaves(proof: Proof) -> list[Fact]:
    """Return what a proof rests on; an axiom of the rules themselves rests on nothing."""
    if proof.rule is None:
        return [proof.fact]
    return [fact for premise in proof.premises for fact in _leaves(premise)]


def _height(proof: Proof) -> int:
    return 0 if proof.rule is None else 1 + max(map(_height, proof.premises), default=0)


def test_a_proof_is_the_shallowest_and_reads_down_to_the_data(shipped: Saturation) -> None:
    told = triple("id:hugo-carvajal al:recognizes id:juan-guaido")
    proof = shipped.proof((told.subject, told.predicate, told.object))
    assert proof.rule == "prp-spo2"
    assert [premise.rule for premise in proof.premises[-2:]] == ["prp-inv2", None]
    assert not any(_height(other) < _height(proof) for other in shipped.proofs(proof.fact, 20))


def test_what_does_not_follow_has_no_proof(shipped: Saturation) -> None:
    unknown = fact(":a :b :c")
    assert unknown not in shipped and not shipped.is_asserted(unknown)
    assert shipped.derivation(unknown) is None and shipped.derivations(unknown) == []
    with pytest.raises(KeyError):
        shipped.proof(unknown)
    with pytest.raises(KeyError):
        shipped.proofs(unknown)


def test_all_proofs_are_told_the_lowest_first_and_none_goes_in_a_circle() -> None:
    saturation = saturate(
        turtle("""
        :A rdfs:subClassOf :B , :C . :B rdfs:subClassOf :D . :C rdfs:subClassOf :D .
        :B owl:equivalentClass :C . :p rdfs:domain :D . :x a :A ; :p :y .
        """)
    )
    proofs = saturation.proofs(fact(":x a :D"), limit=50)
    assert proofs[0] == saturation.proof(fact(":x a :D"))
    assert proofs[0].rule == "prp-dom" and _height(proofs[0]) == 1
    heights = [_height(proof) for proof in proofs]
    assert heights == sorted(heights)
    assert len(set(proofs)) == len(proofs) > 4
    for proof in proofs:
        assert not _circular(proof, ())
    assert saturation.proofs(fact(":x a :D"), limit=2) == proofs[:2]


def _circular(proof: Proof, above: tuple[Fact, ...]) -> bool:
    return proof.fact in above or any(_circular(p, (*above, proof.fact)) for p in proof.premises)


def test_an_asserted_fact_is_its_own_proof_and_may_follow_besides() -> None:
    saturation = saturate(turtle(":A rdfs:subClassOf :B . :x a :A , :B ."))
    told = fact(":x a :B")
    assert saturation.derivation(told) is None
    assert saturation.proof(told) == Proof(told, None)
    assert [proof.rule for proof in saturation.proofs(told)] == [None, "cax-sco"]


def test_a_proof_as_high_as_a_long_chain_can_be_told() -> None:
    links = "".join(f":x{n} :next :x{n + 1} . " for n in range(3_000))
    ontology = ":R owl:onProperty :next ; owl:someValuesFrom :R . :x3000 a :R ."
    saturation = saturate(turtle(ontology + links))
    proof = saturation.proof(fact(":x0 a :R"))
    height = 0
    while proof.rule:
        proof, height = proof.premises[-1], height + 1
    assert height == 3_000


CLASHES = [case for case in cases() if not case.fact and case.follows]


@pytest.mark.parametrize("case", CLASHES, ids=str)
def test_every_clash_is_an_instance_of_its_rule_and_survives_the_snapshot(case: object) -> None:
    triples = turtle(case.graph)  # type: ignore[attr-defined]
    closure = reasoning.closure(triples)
    assert closure.clashes
    for clash in closure.clashes:
        assert is_instance(clash.rule, clash.premises, None)
        assert from_text(as_text(clash)) == clash
    assert Closure.from_quads(closure.quads()) == closure


@pytest.mark.parametrize("case", CLASHES, ids=str)
def test_of_a_minimal_set_no_triple_can_be_left_out(case: object) -> None:
    noise = " :z1 a :Z . :Z rdfs:subClassOf :Y . :a :seen :z1 . :b :seen :z1 . :A a owl:Class ."
    saturation = saturate(turtle(case.graph + noise))  # type: ignore[attr-defined]
    for clash in saturation.clashes:
        _check_minimal(saturation, clash)


def _check_minimal(saturation: Saturation, clash: Clash) -> None:
    """Check that a minimal set is asserted, clashes, and does not without any one triple."""
    needed = saturation.minimal(clash)
    assert needed and len(set(needed)) == len(needed)
    assert all(map(saturation.is_asserted, needed))
    assert _clashes(needed, clash)
    for left_out in needed:
        assert not _clashes([fact for fact in needed if fact != left_out], clash)


def _clashes(facts: Iterable[Fact], clash: Clash) -> bool:
    found = saturate(Triple(*fact) for fact in facts).clashes  # type: ignore[arg-type]
    return (clash.rule, set(clash.premises)) in [(c.rule, set(c.premises)) for c in found]


NAMES = st.sampled_from([":a", ":b", ":c"])
KINDS = st.sampled_from([":A", ":B", ":C", ":D"])
LINKS = st.sampled_from([":p", ":q", ":r"])
STATEMENTS = st.one_of(
    st.builds("{} a {} .".format, NAMES, KINDS),
    st.builds("{} {} {} .".format, NAMES, LINKS, NAMES),
    st.builds("{} rdfs:subClassOf {} .".format, KINDS, KINDS),
    st.builds("{} owl:disjointWith {} .".format, KINDS, KINDS),
    st.builds("{} rdfs:subPropertyOf {} .".format, LINKS, LINKS),
    st.builds("{} rdfs:domain {} .".format, LINKS, KINDS),
    st.builds("{} owl:propertyDisjointWith {} .".format, LINKS, LINKS),
    st.builds("{} a owl:{}Property .".format, LINKS, st.sampled_from(["Asymmetric", "Functional"])),
    st.builds("{} owl:unionOf ( {} {} ) .".format, KINDS, KINDS, KINDS),
    st.builds("{} owl:differentFrom {} .".format, NAMES, NAMES),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(STATEMENTS, min_size=4, max_size=14))
def test_minimal_sets_of_random_graphs_are_minimal(statements: list[str]) -> None:
    saturation = saturate(turtle("\n".join(statements)))
    for clash in saturation.clashes[:3]:
        _check_minimal(saturation, clash)
    independent = saturation.independent(saturation.clashes, limit=5)
    assert bool(independent) is bool(saturation.clashes)
    sets = [set(needed) for needed in independent.values()]
    for needed in sets:
        assert not any(other <= needed for other in sets if other is not needed)


SPELLINGS = ["1", "01", "1.0", "2", '"a"', '"a"@en', "true"]
VALUES = {"1": 1, "01": 1, "1.0": 1}
DISJOINT = "[] a owl:AllDisjointClasses ; owl:members ( :A :B :C :D ) . "
ONE_VALUE = ":p a owl:FunctionalProperty . :q a owl:IrreflexiveProperty . "


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(SPELLINGS), unique=True, max_size=5),
    st.lists(st.sampled_from("ABCD"), unique=True, max_size=4),
    st.booleans(),
)
def test_every_contradiction_of_one_thing_is_told_by_its_own_facts(
    values: list[str], classes: list[str], of_itself: bool
) -> None:
    facts = {f":x :p {value} ": value for value in values}
    kinds = [f":x a :{name} " for name in classes]
    own = [":x :q :x "] if of_itself else []
    saturation = saturate(turtle(DISJOINT + ONE_VALUE + ". ".join([*facts, *kinds, *own, ""])))
    pairs = [*itertools.combinations(facts, 2)]
    wanted = [p for p in pairs if len({VALUES.get(facts[f], facts[f]) for f in p}) > 1]
    wanted += [*itertools.combinations(kinds, 2), *((fact,) for fact in own)]
    told = saturation.independent(saturation.clashes, limit=50)
    data = [
        {(s, p, o) for s, p, o in needed if s == NamedNode("http://example.org/x")}
        for needed in told.values()
    ]
    expected = [{_fact(text) for text in together} for together in wanted]
    assert len(data) == len(expected) and all(one in data for one in expected)


def _fact(text: str) -> Fact:
    (found,) = turtle(f"{text}.")
    return found.subject, found.predicate, found.object


def test_independent_clashes_are_told_once_each_and_bounded() -> None:
    faults = "".join(f":x{n} a :A , :B ; :p :x{n} . " for n in range(30))
    ontology = (
        ":A owl:disjointWith :B . :B rdfs:subClassOf :C . :C owl:disjointWith :A . "
        ":p a owl:IrreflexiveProperty . "
    )
    saturation = saturate(turtle(ontology + faults))
    found = saturation.independent(saturation.clashes, limit=100)
    assert len(found) == 90 and len(saturation.clashes) == 90
    assert len(saturation.independent(saturation.clashes)) == 10
    least = min(len(needed) for needed in found.values())
    assert len(next(iter(found.values()))) == least == 2
    few = saturation.clashes[:1]
    assert list(saturation.independent(few)) == list(few)


def test_a_clash_that_another_engine_found_and_does_not_explain_is_left_out() -> None:
    saturation = saturate(turtle(":A owl:disjointWith :B . :a a :A , :B ."))
    untold, wrong = Clash("prp-irp", ()), Clash("prp-irp", (fact(":a :p :a"),))
    assert list(saturation.independent([untold, wrong, *saturation.clashes])) == list(
        saturation.clashes
    )
    with pytest.raises(KeyError):
        saturation.minimal(wrong)


def test_a_thousand_different_things_are_compared_by_what_is_the_same() -> None:
    names = " ".join(f":n{n}" for n in range(1_000))
    same = " ".join(f":n{n} owl:sameAs :m{n} ." for n in range(300))
    saturation = saturate(  # which would take minutes if every pair were looked at each time
        turtle(f"[] a owl:AllDifferent ; owl:members ( {names} ) . {same} :n7 owl:sameAs :n900 .")
    )
    assert {clash.rule for clash in saturation.clashes} == {"eq-diff2"}


def test_each_engine_keeps_a_closure_of_its_own(project: Path) -> None:
    graph = kg.load(project)
    first = closures.closure(graph.project)
    told: list[str] = []

    def tell(stage: str, done: int = 0, total: int = 0) -> None:
        told.append(stage)

    assert closures.closure(graph.project, tell) == first and told == []
    by_owlrl = closures.closure(graph.project, tell, engine="owlrl")
    assert by_owlrl == first and told
    told.clear()
    assert closures.closure(graph.project, tell, engine="owlrl") == first
    assert told == []


def test_a_kept_closure_has_its_values_as_they_are_written(project: Path) -> None:
    (project / "data" / "values.ttl").write_text(
        "@prefix ex: <http://example.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . ex:p rdfs:subPropertyOf ex:q .\n"
        "ex:a ex:p '01'^^xsd:integer , 1.50 , '2019-02-02Z'^^xsd:date , 'x'@EN-gb .\n"
    )
    computed = kg.load(project).closure()
    read = kg.load(project).closure()
    assert read == computed
    values = {str(told.object) for told in read.triples if "/q" in told.predicate.value}
    assert {value.partition("^")[0] for value in values} >= {'"01"', '"1.50"', '"2019-02-02Z"'}


def test_what_owlrl_cannot_read_is_told_in_a_sentence(tmp_path: Path) -> None:
    from kg.errors import KgError

    (tmp_path / "ontology").mkdir()
    (tmp_path / "ontology" / "o.ttl").write_text(
        "@prefix : <http://example.org/> .\n@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
        ":C owl:unionOf _:l .\n_:l rdf:first :D ; rdf:rest _:l .\n:x a :D .\n"
    )
    graph = kg.load(tmp_path)
    assert graph.closure().clashes == ()
    with pytest.raises(KgError, match="owlrl cannot reason over this graph"):
        graph.closure("owlrl")
