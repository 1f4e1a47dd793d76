"""What is explained: why something holds, what it lacks, and what contradicts itself."""

from __future__ import annotations

import itertools
import json
import random
import re
import string
import tomllib
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from conftest import ROOT, Run

import kg
from kg.explaining.because import because
from kg.explaining.conflicts import Conflicts
from kg.explaining.naming import Words
from kg.explaining.phrases import PHRASES
from kg.explaining.steps import Step
from kg.graph import KnowledgeGraph
from kg.reasoning import saturate
from kg.reasoning.facts import as_triple
from kg.reasoning.notation import RULES, Each, Rule
from kg.terms import NamedNode, Triple, al

PREFIXES = """\
@prefix ex: <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

"""
ONTOLOGY = """\
ex:Being a owl:Class ; rdfs:label "being"@en , "ser"@es .
ex:Person a owl:Class ; rdfs:label "person"@en , "persona"@es ; rdfs:subClassOf ex:Being .
ex:Event a owl:Class ; rdfs:label "event"@en , "suceso"@es .
ex:Place a owl:Class ; rdfs:label "place"@en , "lugar"@es .
ex:Elder a owl:Class ; rdfs:label "elder"@en , "anciano"@es ;
    owl:intersectionOf ( ex:Person [ owl:onProperty ex:age ; owl:hasValue "old" ] ) .
ex:Mother a owl:Class ; rdfs:label "mother"@en , "madre"@es ;
    owl:equivalentClass [ owl:onProperty ex:child ; owl:someValuesFrom ex:Person ] .
ex:Holder a owl:Class ; rdfs:label "holder"@en , "titular"@es ; owl:hasKey ( ex:passport ) .
[] a owl:AllDisjointClasses ; owl:members ( ex:Being ex:Event ex:Place ) .
ex:age a owl:DatatypeProperty ; rdfs:label "age"@en , "edad"@es .
ex:passport a owl:DatatypeProperty ; rdfs:label "passport"@en , "pasaporte"@es .
ex:number a owl:DatatypeProperty , owl:FunctionalProperty ; rdfs:label "number"@en , "número"@es .
ex:child a owl:ObjectProperty , owl:IrreflexiveProperty ; rdfs:range ex:Person ;
    rdfs:label "child"@en , "hijo"@es .
ex:childOf a owl:ObjectProperty ; owl:inverseOf ex:child ; rdfs:subPropertyOf ex:ancestor ;
    rdfs:label "child of"@en , "hijo de"@es .
ex:ancestor a owl:ObjectProperty , owl:TransitiveProperty ;
    rdfs:label "ancestor"@en , "antepasado"@es .
ex:grandchild a owl:ObjectProperty ; owl:propertyChainAxiom ( ex:child ex:child ) ;
    rdfs:label "grandchild"@en , "nieto"@es .
ex:knows a owl:ObjectProperty , owl:SymmetricProperty ; rdfs:label "knows"@en , "conoce"@es .
"""
DATA = """\
ex:ann a ex:Person ;
    rdfs:label "Ann"@en ;
    ex:age "old" ;
    ex:child ex:bob .

ex:bob rdfs:label "Bob"@en ;
    ex:child ex:cid ;
    ex:knows ex:eve .

ex:cid rdfs:label "Cid"@en .

ex:eve a ex:Holder ;
    rdfs:label "Eve"@en ;
    ex:passport "A1" .

ex:eva a ex:Holder ;
    rdfs:label "Eva"@en ;
    ex:passport "A1" .
"""
BROKEN = """
ex:dan rdfs:label "Dan <b>&</b>"@en ;
    ex:child ex:dan .

ex:cid a ex:Event .

ex:eva ex:number 1 , 2 .
"""


@pytest.fixture
def family(tmp_path: Path) -> Path:
    """A folder with an ontology that uses every kind of axiom a family needs."""
    folder = tmp_path / "family"
    for name, text in {"ontology/family.ttl": ONTOLOGY, "data/people.ttl": DATA}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PREFIXES + text, encoding="utf-8")
    return folder


@pytest.fixture
def broken(family: Path) -> Path:
    """The family with three contradictions."""
    data = family / "data" / "people.ttl"
    data.write_text(data.read_text() + BROKEN)
    return family


def line_of(folder: Path, file: str, text: str) -> int:
    lines = (folder / file).read_text().splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def leaves(step: Step) -> list[str]:
    return [f"{leaf.sentence} {', '.join(leaf.places)}" for leaf in step.leaves()]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("grandchild", ("ann", "grandchild", "cid")),
        ("elder", ("ann", "elder")),
        ("ancestor", ("cid", "ancestor", "ann")),
        ("mother", ("ann", "mother")),
        ("knows", ("eva", "knows", "bob")),
        ("about-ann", ("ann",)),
        ("missing-grandchild", ("bob", "grandchild", "eve")),
        ("missing-elder", ("bob", "elder")),
        ("impossible", ("ann", "event")),
        ("reversed", ("bob", "child", "ann")),
    ],
)
def test_a_proof_reads_as_it_did(
    family: Path,
    golden: Callable[[str, str], None],
    name: str,
    asked: tuple[str, ...],
    language: str,
) -> None:
    told = kg.load(family).why(*asked, language=language)
    golden(f"why/{name}-{language}.txt", told.write())


@pytest.mark.parametrize("language", ["en", "es"])
def test_contradictions_read_as_they_did(
    broken: Path, golden: Callable[[str, str], None], language: str
) -> None:
    golden(f"why/clashes-{language}.txt", kg.load(broken).why(None, language=language).write())


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_shipped_graph_says_why_somebody_recognizes_somebody(
    graph: KnowledgeGraph, golden: Callable[[str, str], None], language: str
) -> None:
    told = graph.why("carvajal", "recognizes", "guaido", language=language)
    shown = re.sub(r"(ttl):\d+:\d+", r"\1:LINE:COLUMN", told.write())
    golden(f"why/carvajal-recognizes-guaido-{language}.txt", shown)


def test_every_leaf_of_a_proof_is_written_at_its_line_and_column(graph: KnowledgeGraph) -> None:
    (answer,) = graph.why("carvajal", "recognizes", "guaido").answers
    files = {file.name: file.content.decode().splitlines() for file in graph.project.graph_files}
    seen = []
    for leaf in answer.proofs[0].leaves():
        assert [passage.label for passage in leaf.passages] == ["Key officials, paragraph 2"]
        (place,) = leaf.places
        file, line, column = place.split(":")
        seen.append(files[file][int(line) - 1][int(column) - 1 :].split(" ")[0])
    assert seen == ["id:hugo-carvajal", "id:juan-guaido"]


def test_a_contradiction_goes_away_without_any_one_of_its_facts(broken: Path) -> None:
    data = broken / "data" / "people.ttl"
    before = kg.load(broken).why(None).clashes
    whole = data.read_text()
    for clash in before:
        for fact in clash.facts:
            subject, predicate, value = fact.triple
            (place,) = fact.places
            line = int(place.split(":")[1])
            lines = whole.splitlines(keepends=True)
            kept = lines[line - 1]
            lines[line - 1] = re.sub(rf"(?<![\w:]){re.escape(_written(value))}(?![\w])", "[]", kept)
            assert lines[line - 1] != kept
            data.write_text("".join(lines))
            after = {(c.rule, c.sentence) for c in kg.load(broken).why(None).clashes}
            assert (clash.rule, clash.sentence) not in after, fact
    assert len(before) == 3


def _written(value: str) -> str:
    return value if value[:1].isdigit() or ":" in value else f'"{value}"'


def test_a_thing_is_told_with_the_contradictions_it_takes_part_in(broken: Path) -> None:
    graph = kg.load(broken)
    (clash,) = graph.why("cid").clashes
    assert clash.sentence == "Cid cannot be both a being and an event."
    at = line_of(broken, "data/people.ttl", "ex:cid a ex:Event")
    assert f"data/people.ttl:{at}:10" in [place for fact in clash.facts for place in fact.places]
    assert graph.why("ann").clashes == ()


def test_two_axioms_against_the_same_facts_are_one_contradiction(broken: Path) -> None:
    ontology = broken / "ontology" / "family.ttl"
    ontology.write_text(ontology.read_text() + "\nex:Event owl:disjointWith ex:Being .\n")
    assert len(kg.load(broken).why(None).clashes) == 3


def test_a_contradiction_that_is_laid_down_both_ways_round_is_told_once(tmp_path: Path) -> None:
    mine = tmp_path / "mine.ttl"
    mine.write_text(
        "@prefix al: <https://w3id.org/allegiance/ontology#> .\n"
        "@prefix id: <https://w3id.org/allegiance/id/> .\n"
        "id:carvajal-breaks-with-maduro al:fromSide id:nicolas-maduro .\n"
    )
    (clash,) = kg.load(data=mine).why(None).clashes
    assert clash.sentence == "Nicolás Maduro cannot be both an actor and a side."


def test_there_is_nothing_to_explain_where_nothing_contradicts_itself(family: Path) -> None:
    assert kg.load(family).why(None).write() == "Nothing contradicts itself.\n"


def test_a_fact_that_is_written_is_told_with_its_place(family: Path) -> None:
    (answer,) = kg.load(family).why("eve", "passport").answers
    at = line_of(family, "data/people.ttl", "ex:passport")
    assert answer.verdict == "asserted"
    assert leaves(answer.proofs[0]) == [f"Eve — passport: A1 data/people.ttl:{at}:17"]


def test_every_way_in_which_a_fact_follows_is_told_on_request(family: Path) -> None:
    data = family / "data" / "people.ttl"
    data.write_text(data.read_text() + "\nex:ann ex:child ex:eve . ex:eve ex:child ex:cid .\n")
    graph = kg.load(family)
    (one,) = graph.why("ann", "grandchild", "cid").answers
    (every,) = graph.why("ann", "grandchild", "cid", all=True).answers
    (two,) = graph.why("ann", "grandchild", "cid", all=True, limit=2).answers
    assert len(one.proofs) == 1 and len(every.proofs) == 2 == len(two.proofs)
    through = {leaf.sentence for proof in every.proofs for leaf in proof.leaves()}
    assert {"Ann — child: Bob", "Ann — child: Eve"} <= through


def test_a_fact_that_a_proof_needs_twice_is_explained_once(family: Path) -> None:
    data = family / "data" / "people.ttl"
    data.write_text(data.read_text() + "\nex:Twice rdfs:subClassOf ex:Being .\n")
    ontology = family / "ontology" / "family.ttl"
    both = (
        '\nex:Both a owl:Class ; rdfs:label "both"@en ; owl:intersectionOf ( ex:Elder ex:Senior ) .'
    )
    both += (
        '\nex:Senior a owl:Class ; rdfs:label "senior"@en . ex:Elder rdfs:subClassOf ex:Senior .'
    )
    ontology.write_text(ontology.read_text() + both)
    text = kg.load(family).why("ann", "both").write()
    assert text.count("(explained above)") == 1
    assert text.count("Ann is an elder\n") == 2


def test_data_added_by_hand_is_explained_with_its_place(tmp_path: Path) -> None:
    mine = tmp_path / "mine.ttl"
    mine.write_text(
        "@prefix al: <https://w3id.org/allegiance/ontology#> .\n"
        "@prefix id: <https://w3id.org/allegiance/id/> .\n"
        "id:hugo-carvajal a al:Event .\n"
    )
    told = kg.load(data=mine).why("hugo-carvajal")
    assert f"{mine}:3:20" in told.write()
    assert "Hugo Carvajal cannot be both" in told.write()


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        (("guaidoo",), "No thing is called 'guaidoo'; `kg search` finds names. Did you mean"),
        (
            ("guaido", "recognises"),
            "No property is called 'recognises'. Did you mean 'recognizes'?",
        ),
        (("guaido", "recognizes", "carvajall"), "is called 'carvajall'"),
        (("guaido", "is", "brake"), "No class is called 'brake'"),
        (("rodriguez",), "'rodriguez' can mean"),
    ],
)
def test_a_name_that_nobody_bears_is_told(
    graph: KnowledgeGraph, asked: tuple[str, ...], problem: str
) -> None:
    with pytest.raises(kg.KgError) as error:
        graph.why(*asked)
    assert problem in str(error.value)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "Juan Guaidó has something as “doer”"), ("es", "Juan Guaidó tiene algo como «autor»")],
)
def test_a_property_that_a_thing_lacks_is_told_in_a_sentence(
    graph: KnowledgeGraph, language: str, sentence: str
) -> None:
    (answer,) = graph.why("guaido", "al:actor", language=language).answers
    assert (answer.verdict, answer.sentence) == ("missing", sentence)


@pytest.mark.parametrize(
    "words", [("is", "allegiance shift"), ("a", "al:AllegianceShift"), ("es", "cambio de lealtad")]
)
def test_a_class_is_asked_about_in_either_language(
    graph: KnowledgeGraph, words: tuple[str, str]
) -> None:
    (answer,) = graph.why("carvajal-breaks-with-maduro", *words).answers
    assert answer.verdict == "inferred"


@pytest.mark.parametrize(
    "name", ["recognized claimant", "recognizedClaimant", "pretendiente reconocido"]
)
def test_a_property_is_found_by_label_and_by_local_name(graph: KnowledgeGraph, name: str) -> None:
    (answer,) = graph.why("carvajal-recognizes-guaido", name).answers
    assert answer.verdict == "asserted" and answer.sentence.endswith("Juan Guaidó")


def test_an_accusation_is_never_explained_without_its_accuser_and_status(
    graph: KnowledgeGraph,
) -> None:
    told = graph.why("yanez-accusation-maduro-dictatorship").write()
    label = "Yánez Rodríguez's accusation against Maduro over dictatorship"
    own = "[said by: Francisco Esteban Yánez Rodríguez; status: attributed]"
    joined = " ".join(told.split())
    asserted = re.findall(rf"- {re.escape(label)} is an accusation(.{{80}})", joined)
    assert asserted and all(own.startswith(text.strip()[:40]) for text in asserted)


def test_the_picture_is_well_formed_and_fetches_nothing(broken: Path) -> None:
    for picture in (
        kg.load(broken).why("dan").write("svg"),
        kg.load(broken).why(None).write("svg"),
        kg.load(broken).why("bob", "grandchild", "eve").write("svg"),
    ):
        root = ElementTree.fromstring(picture)
        assert root.get("width") == "794"
        assert not re.search(r"href|url\(|<image|<script|<style", picture)
        texts = [t for t in root.iter("{http://www.w3.org/2000/svg}text") if t.text]
        assert all(float(text.get("x", "0")) < 700 for text in texts)
        assert max(len(text.text or "") for text in texts) < 125
    assert "Dan <b>&</b>" in "".join(
        ElementTree.fromstring(kg.load(broken).why("dan").write("svg")).itertext()
    )


def test_a_class_stands_in_place_of_a_property_that_has_its_name(graph: KnowledgeGraph) -> None:
    for kind in ("actor", "Actor", "al:Actor"):
        told = graph.why("guaido", kind).write()
        assert "- Juan Guaidó is an actor" in told
    assert "every institution is an actor" in graph.why("Maduro government", "actor").write()


def test_ways_that_rest_on_all_of_another_way_are_none_of_their_own(graph: KnowledgeGraph) -> None:
    (answer,) = graph.why("rotondaro-defects-to-colombia", "allegiance shift", all=True).answers
    assert [leaf.sentence.partition(" — ")[2] for p in answer.proofs for leaf in p.leaves()] == [
        "side left: Maduro's side",
        "verb: defected",
    ]
    assert not answer.more


def test_namesakes_that_are_not_meant_are_named(graph: KnowledgeGraph) -> None:
    told = graph.why("lopez", "recognizes", "guaido")
    (read,) = told.read_as
    assert "“lopez” was read as Alexis López Ramírez; it can also mean id:luis-lopez" in read
    assert " ".join(read.split()) in " ".join(told.write().split())
    assert json.loads(told.write("json"))["read as"] == [read]
    assert graph.why("carvajal", "recognizes", "guaido").read_as == ()


def test_what_is_laid_down_says_something(graph: KnowledgeGraph) -> None:
    told = graph.why("rotondaro-defects-to-colombia", "allegiance shift").write()
    assert "laid down: what it is to be a thing that has “side left”  ontology/" in told


def test_markdown_has_links_no_stray_lines_and_reasons_apart_from_premises(
    graph: KnowledgeGraph,
) -> None:
    told = graph.why("carvajal", "recognizes", "guaido").write("markdown")
    assert "\n\n\n" not in told and told.endswith("\n") and not told.endswith("\n\n")
    assert "<https://en.wikipedia.org/wiki/Venezuelan_crisis_defection#Key_officials>" in told
    assert all(not re.match(r" *- (because|laid down|evidence|data/)", x) for x in told.split("\n"))
    assert re.search(r"\\\n +because from “doer of”", told)


def test_nothing_in_markdown_is_taken_for_markup(broken: Path) -> None:
    told = kg.load(broken).why("dan").write("markdown")
    assert "Dan &lt;b&gt;&amp;&lt;/b&gt;" in told and "<b>" not in told


def test_json_has_the_whole_tree(family: Path) -> None:
    told = json.loads(kg.load(family).why("ann", "grandchild", "cid").write("json"))
    (proof,) = told["answers"][0]["proofs"]
    assert proof["rule"] == "prp-spo2" and proof["triple"][1] == "ex:grandchild"
    assert [premise["asserted"] for premise in proof["premises"]] == [True, True]
    assert proof["ontology"][0]["place"].startswith("ontology/family.ttl:")


def test_an_unknown_format_is_refused(family: Path) -> None:
    with pytest.raises(kg.KgError, match="has no format 'pdf'"):
        kg.load(family).why("ann").write("pdf")


def test_the_same_question_gives_the_same_bytes(broken: Path) -> None:
    for format in ("text", "markdown", "json", "svg"):
        first, second = (kg.load(broken).why("dan").write(format) for _ in range(2))
        assert first == second


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_every_rule_has_a_sentence_in_both_languages_about_its_own_variables(rule: Rule) -> None:
    known = {"x", "list"}
    for atom in rule.body + rule.head:
        for slots in atom.patterns if isinstance(atom, Each) else (atom,):
            known |= {slot[1:] for slot in slots if isinstance(slot, str) and slot[:1] == "?"}
    english, spanish = PHRASES[rule.name]
    assert english != spanish
    for sentence in (english, spanish):
        used = {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
        assert used <= known, sentence


def test_a_rule_that_lists_are_part_of_names_their_members(family: Path) -> None:
    (answer,) = kg.load(family).why("ann", "grandchild", "cid").answers
    reason = "from “child” something that has “child”: Cid, follows “grandchild”: Cid"
    assert answer.proofs[0].reason == reason


def test_an_ontology_that_is_made_of_itself_is_explained_all_the_same(family: Path) -> None:
    ontology = family / "ontology" / "family.ttl"
    odd = """
_:a owl:unionOf ( _:a ex:Person ) ; rdfs:subClassOf ex:Odd .
_:b owl:onProperty _:b ; owl:hasValue "old" ; rdfs:subClassOf ex:Odd .
_:c owl:inverseOf _:c . _:d owl:onProperty _:c ; owl:someValuesFrom _:d ; rdfs:subClassOf ex:Odd .
_:e owl:intersectionOf _:f ; rdfs:subClassOf ex:Odd . _:f rdfs:subClassOf ex:Odd .
ex:Odd a owl:Class ; rdfs:label "odd"@en .
"""
    ontology.write_text(ontology.read_text() + odd)
    graph = kg.load(family)
    (answer,) = graph.why("ann", "odd").answers
    assert answer.verdict == "inferred"
    (missing,) = graph.why("eve", "odd").answers
    assert "it were a thing or person" in missing.ways


def test_a_long_chain_is_explained_within_bounds(family: Path) -> None:
    data = family / "data" / "people.ttl"
    line = "ex:p{0} ex:ancestor ex:p{1} .\n"
    data.write_text(data.read_text() + "".join(line.format(n, n + 1) for n in range(300)))
    told = kg.load(family).why("ex:p0", "ancestor", "ex:p300")
    assert told.answers[0].verdict == "inferred"
    assert len(list(told.answers[0].proofs[0].leaves())) == 300
    assert told.write().count("\n") < 5000 and told.write("svg").endswith("</svg>\n")


def test_a_rule_of_another_engine_is_told_without_inventing_a_reason(family: Path) -> None:
    store = kg.load(family).store
    fact = (NamedNode("http://example.org/ann"), al("actor"), NamedNode("http://example.org/bob"))
    assert because("no-such-rule", fact, [], Words(store)) == "the rule says so"


@pytest.mark.parametrize(
    ("arguments", "exit", "told"),
    [
        (["why", "carvajal", "recognizes", "guaido"], 0, "It follows:"),
        (["why", "--clashes"], 0, "Nothing contradicts itself."),
        (["why", "carvajal", "--lang", "es"], 0, "Lo que se deduce de ello"),
        (["why"], 2, "Name a SUBJECT, or ask for all contradictions with --clashes."),
        (["why", "carvajal", "--clashes"], 2, "Name a SUBJECT, or ask for all"),
        (["why", "carvajal", "--limit", "0"], 2, "--limit"),
        (["why", "nobody-at-all"], 2, "No thing is called 'nobody-at-all'"),
        (["why", "carvajal", "--format", "svgg"], 2, "svg"),
    ],
)
def test_the_command_answers_or_says_what_is_wrong(
    run: Run, arguments: list[str], exit: int, told: str
) -> None:
    done = run(*arguments)
    assert done.exit == exit
    assert told in (done.err if exit else done.out)


def test_every_example_in_the_help_runs(run: Run) -> None:
    import shlex

    text = " ".join(run("why", "--help").out.split()).split(" Options:")[0]
    examples = text.split("Example: kg ")[1:]
    assert len(examples) == 3
    for example in examples:
        assert run(*shlex.split(example)).exit == 0, example


def test_an_accusation_that_is_pointed_to_is_told_with_who_makes_it() -> None:
    graph = kg.load()
    told = graph.why("arrest-of-carvajal", "onAllegation").write()
    assert "[said by: United States; status: attributed]" in " ".join(told.split())
    told = " ".join(graph.why("nicolas-maduro", "accused").write().split())
    listed = told.partition("The other way round")[2].partition(" What is told")[0]
    lines = listed.split(" - ")[1:]
    assert len(lines) > 3 and lines[-1].startswith("… and ")
    assert all("[said by: " in line and "status: " in line for line in lines[:-1])


TRIALS = tomllib.loads((ROOT / "tests" / "why_trials.toml").read_text("utf-8"))["trial"]


@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial["done"])
def test_what_people_ask_is_answered(graph: KnowledgeGraph, trial: dict[str, Any]) -> None:
    language = trial.get("language", "en")
    if "fails" in trial:
        with pytest.raises(kg.KgError) as error:
            graph.why(*trial["ask"], language=language)
        assert trial["fails"] in str(error.value)
        return
    told = " ".join(graph.why(*trial["ask"], language=language).write().split())
    for text in trial["says"]:
        assert text in told
    for text in trial.get("never", ()):
        assert text not in told
    for format in ("markdown", "json", "svg"):
        assert graph.why(*trial["ask"], language=language).write(format)


FOREIGN_ONTOLOGY = """\
ex:code a owl:DatatypeProperty , owl:FunctionalProperty .
ex:Cat a owl:Class ; rdfs:subClassOf ex:Animal .
ex:Animal owl:disjointWith ex:Stone .
ex:owns rdfs:domain ex:Animal .
ex:livesAt a owl:ObjectProperty .
"""
FOREIGN_DATA = """\
ex:alpha ex:code "x" , "y" , "z" .

ex:tom a ex:Cat , ex:Stone ;
    ex:owns ex:alpha .

ex:PeterPan ex:livesAt [ ex:street "Main" ] , <http://other.org/things/Jos%C3%A9> .
"""


@pytest.fixture
def foreign(tmp_path: Path) -> KnowledgeGraph:
    """A project in which nothing has a label, with contradictions."""
    for folder, text in {"ontology": FOREIGN_ONTOLOGY, "data": FOREIGN_DATA}.items():
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "all.ttl").write_text(PREFIXES + text, encoding="utf-8")
    return kg.load(tmp_path)


@pytest.mark.parametrize("subject", ["PeterPan", "peter pan", "ex:PeterPan"])
@pytest.mark.parametrize("relation", ["livesAt", "ex:livesAt", "<http://example.org/livesAt>"])
@pytest.mark.parametrize("value", ["josé", "http://other.org/things/Jos%C3%A9"])
def test_what_has_no_label_is_found_by_its_address_or_its_last_part(
    foreign: KnowledgeGraph, subject: str, relation: str, value: str
) -> None:
    (answer,) = foreign.why(subject, relation, value).answers
    assert answer.verdict == "asserted"
    with pytest.raises(kg.KgError, match="'peterpan'"):
        foreign.why("peterpn")


@pytest.mark.parametrize("format", ["text", "markdown", "json", "svg"])
def test_a_thing_without_a_name_is_told_by_its_place(foreign: KnowledgeGraph, format: str) -> None:
    at = line_of(foreign.project.folder, "data/all.ttl", "livesAt")
    told = " ".join(foreign.why("PeterPan", "livesAt").write(format).split())
    assert f"thing without a name, at data/all.ttl:{at}" in told.replace(r"\_", "_")
    assert "_:" not in told


def test_clashes_that_share_facts_are_all_told(foreign: KnowledgeGraph) -> None:
    told = [{fact.triple[2] for fact in clash.facts} for clash in foreign.why("alpha").clashes]
    assert [sorted(values) for values in told] == [["x", "y"], ["x", "z"], ["y", "z"]]
    one = foreign.why("alpha", limit=1)
    assert len(one.clashes) == 1 and one.more == 2
    assert "… and 2 more contradictions" in one.write()


def test_other_facts_that_contradict_each_other_in_the_same_way_are_told(
    foreign: KnowledgeGraph,
) -> None:
    (clash,) = foreign.why("tom").clashes
    facts = [[fact.sentence for fact in facts] for facts in (clash.facts, *clash.others)]
    assert facts == [
        ["ex:tom is an ex:Cat", "ex:tom is an ex:Stone"],
        ["ex:tom — ex:owns: ex:alpha", "ex:tom is an ex:Stone"],
    ]


def test_a_second_value_of_what_there_is_once_cannot_hold(foreign: KnowledgeGraph) -> None:
    (answer,) = foreign.why("tom", "code", "a").answers
    assert answer.obstacles == ()
    (answer,) = foreign.why("alpha", "code", "w").answers
    assert len(answer.obstacles) == 3 and answer.ways == ()


def test_of_more_ways_than_the_limit_it_is_said_that_there_are_more(family: Path) -> None:
    data = family / "data" / "people.ttl"
    data.write_text(data.read_text() + "\nex:ann ex:child ex:eve . ex:eve ex:child ex:cid .\n")
    graph = kg.load(family)
    assert "a greater --limit" in graph.why("ann", "grandchild", "cid", all=True, limit=1).write()
    assert "a greater --limit" not in graph.why("ann", "elder", all=True, limit=50).write()


def test_what_was_typed_is_shielded_in_every_format(graph: KnowledgeGraph) -> None:
    evil = "\u202e\x7f<script>&]] # x"
    told = {
        format: graph.why("carvajal-recognizes-guaido", "date", evil).write(format)
        for format in ("text", "markdown", "json", "svg")
    }
    assert not any("\u202e" in text or "\x7f" in text for text in told.values())
    assert evil in json.loads(told["json"])["answers"][0]["sentence"]
    assert "<script>" not in told["svg"] and "<script>" not in told["markdown"]
    ElementTree.fromstring(told["svg"])


def test_a_label_that_looks_like_a_list_or_heading_is_none_in_markdown(family: Path) -> None:
    data = family / "data" / "people.ttl"
    odd = '\nex:odd rdfs:label "# 1"@en ; ex:child ex:two . ex:two rdfs:label "1. x"@en .\n'
    data.write_text(data.read_text() + odd)
    graph = kg.load(family)
    assert "- \\# 1 — child: 1. x" in graph.why("odd", "child", "two").write("markdown")
    assert "- 1\\. x — " in graph.why("two", "child of", "odd").write("markdown")


def test_letters_that_are_wide_stay_inside_their_box(family: Path) -> None:
    data = family / "data" / "people.ttl"
    data.write_text(data.read_text() + f'\nex:wide rdfs:label "{"MW" * 200}"@en ; ex:age "1" .\n')
    root = ElementTree.fromstring(kg.load(family).why("wide", "age").write("svg"))
    texts = [t for t in root.iter("{http://www.w3.org/2000/svg}text") if t.text]
    widths = [0.9 * float(t.get("font-size", "0")) * (t.text or "").count("M") * 2 for t in texts]
    assert all(float(t.get("x", "0")) + width < 770 for t, width in zip(texts, widths, strict=True))


def test_two_statements_in_one_fact_are_told_with_whose_each_is(graph: KnowledgeGraph) -> None:
    for quad in graph.store.quads(None, al("disputes")):
        assert isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode)
        if graph.store.is_a(quad.object, ("al:Statement",)):
            asked = (quad.subject.value, "disputes", quad.object.value)
            (answer,) = graph.why(*asked).answers
            assert len(answer.proofs[0].said) == 2
            assert answer.proofs[0].title().count("status: ") == 2


@pytest.mark.parametrize("seed", range(12))
def test_no_smallest_set_of_contradicting_facts_is_missed(seed: int) -> None:
    axioms = parsed(
        "ex:A owl:disjointWith ex:B . ex:C rdfs:subClassOf ex:A . ex:p rdfs:range ex:B ;"
        " a owl:FunctionalProperty ; rdfs:subPropertyOf ex:q . ex:q rdfs:domain ex:C ;"
        " a owl:TransitiveProperty , owl:IrreflexiveProperty ."
    )
    chosen = random.Random(seed)
    things, verbs = ["ex:x", "ex:y", "ex:z"], ["ex:p", "ex:q", "owl:sameAs", "owl:differentFrom"]
    facts = [f"{a} {p} {b} ." for a in things for p in verbs for b in things]
    facts += [f"{a} a ex:{kind} ." for a in things for kind in "ABC"]
    data = parsed(" ".join(chosen.sample(facts, 6)))
    smallest: list[set[Triple]] = []
    for size in range(1, len(data) + 1):
        for some in map(set, itertools.combinations(data, size)):
            if not any(known <= some for known in smallest) and saturate([*axioms, *some]).clashes:
                smallest.append(some)
    whole = saturate([*axioms, *data])
    found = [set(map(as_triple, facts)) for facts in Conflicts(whole, whole.clashes).smallest()]
    assert sorted(map(sorted_text, found)) == sorted(map(sorted_text, smallest))


def parsed(text: str) -> list[Triple]:
    quads = pyoxigraph.parse(PREFIXES + text, pyoxigraph.RdfFormat.TURTLE)
    return [quad.triple for quad in quads]


def sorted_text(triples: set[Triple]) -> list[str]:
    return sorted(map(str, triples))


def test_what_can_have_no_members_is_told_as_such(family: Path) -> None:
    ontology = family / "ontology" / "family.ttl"
    text = ontology.read_text() + "ex:Unreal a owl:Class ; rdfs:subClassOf owl:Nothing .\n"
    ontology.write_text(text)
    (family / "data" / "more.ttl").write_text(PREFIXES + "ex:ghost a ex:Unreal .\n")
    (told,) = kg.load(family).why().clashes
    assert told.rule == "cls-nothing2" and (len(told.facts), len(told.ontology)) == (1, 1)


def test_a_class_is_asked_about_where_a_property_has_values(family: Path) -> None:
    text = PREFIXES + "ex:zoe a ex:Person ; ex:number 44 .\nex:number rdfs:range xsd:integer .\n"
    (family / "data" / "more.ttl").write_text(text)
    assert "It follows" in kg.load(family).why("ex:zoe", "being").write()


def test_what_only_follows_is_known_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "ontology").mkdir()
    (tmp_path / "data").mkdir()
    prefixes = (
        "@prefix : <http://example.org/> .\n@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
    )
    (tmp_path / "ontology" / "o.ttl").write_text(
        prefixes + ":uncle owl:propertyChainAxiom ( :parent :brother ) .\n"
    )
    (tmp_path / "data" / "d.ttl").write_text(
        prefixes + ":ana :parent :eva .\n:eva :brother :bob .\n"
    )
    told = kg.load(tmp_path).why("ana", "uncle", "bob").write()
    assert "It follows:" in told and "[prp-spo2]" in told
