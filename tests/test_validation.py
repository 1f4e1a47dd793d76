"""What is wrong is told with its place and in words; what is right is left alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import ROOT, Run

import kg
from kg import dates
from kg.graph import KnowledgeGraph
from kg.report import Finding, Report

HEAD = """\
@prefix al: <https://w3id.org/allegiance/ontology#> .
@prefix id: <https://w3id.org/allegiance/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

"""
WRONG = (
    HEAD
    + """\
id:ana-rompe a al:Break ;
    rdfs:label "break of Ana"@en , "ruptura de Ana"@es ;
    al:actor id:hugo-carvajal ;
    al:fromSide id:maduro-side ;
    al:date "15 February" ;
    al:earliest "2019-02-15"^^xsd:date ;
    al:latest "2019-02-14"^^xsd:date ;
    al:statedIn id:key-officials-2 .
"""
)


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    path = tmp_path / "wrong.ttl"
    path.write_text(WRONG)
    return path


def test_the_shipped_graph_has_nothing_to_find(graph: KnowledgeGraph) -> None:
    assert graph.validate().findings == ()


def test_a_finding_names_file_and_line_and_says_what_to_write(run: Run, wrong: Path) -> None:
    done = run("validate", str(wrong))
    assert done.exit == 1
    lines = done.out.splitlines()
    assert any(
        line.startswith(f"error: {wrong}:10:13: break of Ana (id:ana-rompe): ") for line in lines
    )
    assert any(f"{wrong}:12:15:" in line for line in lines)
    assert "2019-02" in done.out
    assert lines[-1].startswith("2 errors")


def test_findings_are_told_in_spanish_on_request(run: Run, wrong: Path) -> None:
    done = run("validate", str(wrong), "--lang", "es")
    assert "ruptura de Ana" in done.out and "Escriba" in done.out


def test_the_report_as_json_has_the_same_findings(wrong: Path) -> None:
    report = kg.load(data=[wrong]).validate()
    document = json.loads(report.write("json"))
    assert document["complete"] and document["counts"] == {"error": 2, "warning": 1, "info": 0}
    assert [f["line"] for f in document["findings"]] == [10, 12, 6]
    assert len(document["findings"]) == len(report.findings)


def test_the_report_is_written_to_a_file_also_when_something_is_wrong(
    run: Run, wrong: Path, tmp_path: Path
) -> None:
    done = run("validate", str(wrong), "-o", str(tmp_path / "report.txt"))
    assert (done.exit, done.out) == (1, "")
    assert "id:ana-rompe" in (tmp_path / "report.txt").read_text()


def test_a_contradiction_is_found_by_reasoning(tmp_path: Path) -> None:
    path = tmp_path / "clash.ttl"
    path.write_text(HEAD + 'id:juan-guaido a al:Institution ; rdfs:label "Guaidó"@en .\n')
    report = kg.load(data=[path]).validate()
    clashes = [finding for finding in report.findings if finding.rule == "cax-adc"]
    assert clashes and not report.conforms()
    assert "Juan Guaidó" in clashes[0].message and "person" in clashes[0].message
    assert clashes[0].thing == "id:juan-guaido" and clashes[0].line > 0


def test_an_accusation_without_its_accuser_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "accusation.ttl"
    path.write_text(
        HEAD
        + """id:acusacion a al:Accusation ;
    rdfs:label "accusation against Ana"@en , "acusación contra Ana"@es ;
    al:accused id:hugo-carvajal ;
    al:says "Something."@en , "Algo."@es ;
    al:reportedIn id:key-officials-2 .
"""
    )
    findings = kg.load(data=[path]).validate().findings
    assert [f.severity for f in findings if f.thing == "id:acusacion"].count("error") >= 1


def test_every_broken_file_is_told_at_once(project: Path) -> None:
    (project / "data" / "a.ttl").write_text("x")
    (project / "data" / "b.ttl").write_text("<a:b> <a:c> .")
    report = kg.load(project).validate()
    assert [finding.file for finding in report.findings] == ["data/a.ttl", "data/b.ttl"]
    assert not report.complete and report.exit_code() == 2


def finding(severity: str) -> Finding:
    return Finding(severity, "rule", "data/a.ttl", 1, 0, "id:a", "A", "Something.")


@pytest.mark.parametrize(
    ("worst", "fail_on", "code"),
    [
        ("error", "error", 1),
        ("warning", "error", 0),
        ("warning", "warning", 1),
        ("info", "warning", 0),
        ("info", "info", 1),
        ("error", "never", 0),
    ],
)
def test_the_exit_code_follows_the_worst_finding(worst: str, fail_on: str, code: int) -> None:
    assert Report((finding(worst),)).exit_code(fail_on) == code


def test_validating_changes_no_file(graph: KnowledgeGraph) -> None:
    before = {path: path.read_bytes() for path in (ROOT / "data").glob("*.ttl")}
    graph.validate()
    assert {path: path.read_bytes() for path in (ROOT / "data").glob("*.ttl")} == before


@pytest.mark.parametrize(
    ("date", "earliest", "latest", "says"),
    [
        ("2019-02", "2019-02-01", "2019-02-27", "2019-02-01 to 2019-02-28"),
        ("2019-02-12", "2011-02-28", "2011-03-01", "2019-02-12 to 2019-02-12"),
        ("2019-02-30", "2019-02-28", "2019-03-01", "no day of the calendar"),
        ("2019-03-01/2019-02-01", "2019-02-01", "2019-03-01", "ends before it begins"),
        ("2019-02~", "2019-05-01", "2019-05-09", "bounds within them"),
        ("2019-02-12~", "2019-02-12", "2019-03-01", "bounds within them"),
        ("../2019-04-15", "2019-04-01", "2019-04-15", ".. to 2019-04-15"),
    ],
)
def test_bounds_that_contradict_their_date_are_told(
    date: str, earliest: str, latest: str, says: str
) -> None:
    assert says in dates.contradiction(date, earliest, latest)


def test_the_bounds_of_the_shipped_dates_follow_from_them(graph: KnowledgeGraph) -> None:
    rows = graph.sparql(
        "SELECT ?date ?earliest ?latest { ?x al:date ?date OPTIONAL { ?x al:earliest ?earliest }"
        " OPTIONAL { ?x al:latest ?latest } }",
        inferred=False,
    )
    told = [
        dates.contradiction(row.date, str(row.earliest or ""), str(row.latest or ""))
        for row in rows  # type: ignore[union-attr]
    ]
    assert len(told) > 30 and set(told) == {""}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("id:a al:actr id:b .", "There is no term al:actr. Did you mean al:actor?"),
        ('id:a al:latest "2019-02-30"^^xsd:date .', "[ill-typed-value]"),
    ],
)
def test_a_slip_of_the_keyboard_is_told_with_what_was_meant(
    tmp_path: Path, text: str, says: str
) -> None:
    path = tmp_path / "slip.ttl"
    path.write_text(HEAD + "id:a a al:Break .\n" + text)
    assert says in kg.load(data=path).validate().write()


def test_a_broken_question_or_context_is_told(project: Path) -> None:
    question = project / "queries" / "cities-on.rq"
    question.write_text(question.read_text().replace("SELECT", "SELEC"))
    (project / "ontology" / "context.jsonld").write_text("{")
    report = kg.load(project).validate()
    assert not report.complete
    assert [(f.file.rpartition("/")[2], f.line) for f in report.findings] == [
        ("context.jsonld", 0),
        ("cities-on.rq", 4),
    ]


def test_a_fact_that_is_indented_is_found_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "indented.ttl"
    path.write_text(HEAD + "id:a a al:Place .\n\n  id:b a al:Break .  # indented\n")
    report = kg.load(data=path).validate()
    assert {f.line for f in report.findings if f.thing == "id:b"} == {8}
    assert {f.line for f in report.findings if f.thing == "id:a"} <= {6}


SHAPES = """\
@prefix ex: <http://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

ex:CityShape a sh:NodeShape ;
    sh:targetClass ex:City ;
    sh:property ex:CityShape-size, [ sh:path ex:size ; sh:minInclusive 9 ; sh:severity sh:Info ] .
ex:CityShape-size a sh:PropertyShape ;
    sh:path ex:size ;
    sh:datatype xsd:nonNegativeInteger ;
    sh:maxInclusive 6 .
"""


@pytest.mark.parametrize(("size", "severities"), [("5", ["info"]), ("8", ["error", "info"])])
def test_shapes_see_values_as_they_are_written_and_one_hides_no_other(
    project: Path, size: str, severities: list[str]
) -> None:
    (project / "ontology" / "shapes.ttl").write_text(SHAPES)
    data = project / "data" / "cities.ttl"
    of_type = "<http://www.w3.org/2001/XMLSchema#nonNegativeInteger>"
    data.write_text(data.read_text() + f'\nex:ulm ex:size "{size}"^^{of_type} .\n')
    findings = kg.load(project).validate(rules=["shapes"]).findings
    assert [finding.severity for finding in findings] == severities


def test_a_broken_shape_hides_nothing_else(project: Path) -> None:
    (project / "ontology" / "shapes.ttl").write_text(
        SHAPES.replace("sh:path ex:size ; sh:min", "sh:min")
    )
    data = project / "data" / "cities.ttl"
    data.write_text(data.read_text() + "\nex:danube a ex:City .\n")
    report = kg.load(project).validate()
    assert {"broken-shape", "cax-dw"} <= {finding.rule for finding in report.findings}


def test_contradictions_are_told_again_from_what_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "clash.ttl"
    path.write_text(HEAD + "id:juan-guaido a al:Institution .\n")
    first = kg.load(data=[path]).validate(rules=["contradictions"]).findings
    again = kg.load(data=[path]).validate("es", rules=["contradictions"]).findings
    assert len(first) == len(again) == 1
    assert [r.line for r in first[0].related] == [r.line for r in again[0].related]


def test_contradictions_in_an_ontology_are_each_told(tmp_path: Path) -> None:
    (tmp_path / "ontology").mkdir()
    (tmp_path / "ontology" / "o.ttl").write_text(
        "@prefix : <http://example.org/> .\n@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        ":A a owl:Class ; owl:disjointWith :B .\n:B a owl:Class .\n"
        ":p a owl:ObjectProperty , owl:IrreflexiveProperty .\n"
        ":x a :A , :B .\n:y a :A , :B .\n:z :p :z .\n"
    )
    found = kg.load(tmp_path).validate(rules=["contradictions"]).findings
    assert [(f.rule, f.thing.rpartition("/")[2].strip(">:"), f.line) for f in found] == [
        ("cax-dw", "x", 6),
        ("cax-dw", "y", 7),
        ("prp-irp", "z", 8),
    ]


def test_facts_and_not_the_property_are_wrong_while_others_of_it_are_right(project: Path) -> None:
    owl = "http://www.w3.org/2002/07/owl#"
    data = project / "data" / "kin.ttl"
    data.write_text(
        "@prefix ex: <http://example.org/> .\n"
        f"ex:parent a <{owl}AsymmetricProperty> . ex:born a <{owl}FunctionalProperty> .\n"
        "ex:a ex:parent ex:b .\nex:b ex:parent ex:a .\n"
        "ex:c ex:parent ex:d .\nex:d ex:parent ex:c .\nex:e ex:parent ex:c .\n"
        "ex:f ex:parent ex:f .\nex:f ex:born 1960 , 1961 .\n"
    )
    findings = kg.load(project).validate(rules=["contradictions"]).findings
    assert [(f.rule, f.line) for f in findings] == [
        ("prp-asyp", 4),
        ("prp-asyp", 6),
        ("prp-asyp", 8),
        ("eq-diff1", 9),
    ]
    assert "itself" in findings[2].message
    assert "1960 and 1961, of which a thing has only one" in findings[3].message


def test_what_is_said_to_differ_is_named_as_it_is_written(project: Path) -> None:
    data = project / "data" / "cities.ttl"
    data.write_text(
        data.read_text()
        + "ex:on a <http://www.w3.org/2002/07/owl#FunctionalProperty> .\n"
        + "ex:ulm ex:on ex:iller .\n"
        + "ex:danube <http://www.w3.org/2002/07/owl#differentFrom> ex:iller .\n"
    )
    (found,) = kg.load(project).validate(rules=["contradictions"]).findings
    assert found.rule == "eq-diff1" and "Danube and " in found.message
    assert "Danube and Danube" not in found.message


def test_what_follows_or_is_only_named_is_no_slip(tmp_path: Path) -> None:
    (tmp_path / "ontology").mkdir()
    (tmp_path / "data").mkdir()
    prefixes = (
        "@prefix : <http://example.org/> .\n@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    )
    (tmp_path / "ontology" / "o.ttl").write_text(
        prefixes
        + ":Town a owl:Class .\n:twin a owl:ObjectProperty ; rdfs:domain :Town .\n"
        + ":Capital a owl:Class ; owl:oneOf ( :vienna ) .\n"
    )
    data = tmp_path / "data" / "d.ttl"
    data.write_text(prefixes + ":ulm :twin :graz .\n:graz :twin :ulm .\n")
    assert kg.load(tmp_path).validate().findings == ()
    data.write_text(prefixes + ":ulm :twinn :graz .\n:graz :twin :ulm .\n")
    assert {f.rule for f in kg.load(tmp_path).validate().findings} >= {"unknown-term"}


def test_contradictions_that_share_a_fact_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "ontology").mkdir()
    (tmp_path / "ontology" / "o.ttl").write_text(
        "@prefix : <http://example.org/> .\n@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        ":age a owl:DatatypeProperty , owl:FunctionalProperty .\n"
        ":x :age 1 ,\n    2 ,\n    3 .\n"
    )
    found = kg.load(tmp_path).validate(rules=["contradictions"]).findings
    assert len({(finding.line, finding.column) for finding in found}) == len(found) == 2
