"""Linked data and tables: the same bytes twice, and the same graph when read back."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from conftest import ROOT, Run
from rdflib.compare import isomorphic

import kg
from kg import exports
from kg.answers import Answer
from kg.formats import GRAPHS
from kg.graph import KnowledgeGraph
from kg.terms import DefaultGraph, Literal, NamedNode, Quad

READERS = {
    "ttl": pyoxigraph.RdfFormat.TURTLE,
    "nt": pyoxigraph.RdfFormat.N_TRIPLES,
    "nq": pyoxigraph.RdfFormat.N_QUADS,
    "trig": pyoxigraph.RdfFormat.TRIG,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    "rdfxml": pyoxigraph.RdfFormat.RDF_XML,
}
RDFLIB = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdfxml": "xml"}


def canonical(quads: object) -> list[str]:
    dataset = pyoxigraph.Dataset(quads)  # type: ignore[arg-type]
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(map(str, dataset))


@pytest.mark.parametrize("format", GRAPHS)
@pytest.mark.parametrize("everything", [False, True])
def test_a_format_reads_back_to_the_same_graph(
    graph: KnowledgeGraph, format: str, everything: bool
) -> None:
    asked = {"with_ontology": everything, "with_inferred": everything}
    quads = graph.selected(**asked)
    if format not in ("nq", "trig"):
        quads = [Quad(q.subject, q.predicate, q.object, DefaultGraph()) for q in quads]
    read = pyoxigraph.parse(graph.export(format, **asked), READERS[format])
    assert canonical(read) == canonical(quads)


@pytest.mark.parametrize("format", RDFLIB)
def test_rdflib_reads_the_same_graph(graph: KnowledgeGraph, format: str) -> None:
    read = rdflib.Graph().parse(data=graph.export(format), format=RDFLIB[format])
    expected = rdflib.Graph().parse(data=graph.export("nt"), format="nt")
    assert isomorphic(read, expected)


@pytest.mark.parametrize("format", GRAPHS)
def test_two_processes_write_the_same_bytes(run: Run, format: str) -> None:
    asked = ("export", "--format", format, "--with-ontology")
    assert run(*asked).out == run(*asked).out != ""


def test_the_data_alone_is_exported_unless_more_is_asked_for(graph: KnowledgeGraph) -> None:
    alone = graph.export("nt")
    assert b"#Recognition> <http://www.w3.org/2000/01/rdf-schema#subClassOf>" not in alone
    assert b"#recognizes>" not in alone
    assert b"#recognizes> <" in graph.export("nt", with_inferred=True)
    assert b"#subClassOf>" in graph.export("nt", with_ontology=True)


def test_a_broken_context_is_told_with_its_file(project: Path) -> None:
    (project / "ontology" / "context.jsonld").write_text("{")
    with pytest.raises(kg.KgError, match=r"context\.jsonld"):
        kg.load(project).export("jsonld")


def test_a_project_without_a_context_is_written_with_its_prefixes(project: Path) -> None:
    document = json.loads(kg.load(project).export("jsonld"))
    assert document["@context"]["ex"] == "http://example.org/"
    assert {"@id": "ex:danube"} in [node.get("ex:on") for node in document["@graph"]]


def test_the_context_has_every_term_of_the_ontology() -> None:
    context = json.loads((ROOT / "ontology" / "context.jsonld").read_text())["@context"]
    ontology = rdflib.Graph().parse(ROOT / "ontology" / "allegiance.ttl")
    for kind in (rdflib.OWL.Class, rdflib.OWL.ObjectProperty, rdflib.OWL.DatatypeProperty):
        for term in ontology.subjects(rdflib.RDF.type, kind):
            name = str(term).partition("#")[2]
            if isinstance(term, rdflib.URIRef) and str(term).startswith(context["al"]):
                entry = context[name]
                assert entry == "al:" + name or entry["@id"] == "al:" + name
                coerced = isinstance(entry, dict) and entry.get("@type") == "@id"
                assert coerced == (kind == rdflib.OWL.ObjectProperty), name


def test_literals_that_look_like_others_survive_json_ld() -> None:
    thing, says = NamedNode("http://e.org/a"), NamedNode("http://e.org/p")
    kinds = ("integer", "decimal", "date", "boolean", "string")
    literals = [Literal("x", language="es"), Literal('a "b"\n\\c')]
    literals += [
        Literal(v, datatype=NamedNode("http://www.w3.org/2001/XMLSchema#" + k))
        for v, k in zip(("007", "1.50", "2019-02-02", "true", "true"), kinds, strict=True)
    ]
    quads = [Quad(thing, says, literal, DefaultGraph()) for literal in literals]
    for format in ("jsonld", "ttl", "trig"):
        written = exports.write(quads, format, {"e": "http://e.org/"})
        assert canonical(pyoxigraph.parse(written, READERS[format])) == canonical(quads)


def test_there_is_a_table_for_each_class_with_a_row_for_each_thing(graph: KnowledgeGraph) -> None:
    tables = graph.tables()
    rows = list(csv.DictReader(io.StringIO(tables["Recognition"].decode())))
    counted = graph.sparql("SELECT ?s { ?s a al:Recognition }", inferred=False)
    assert isinstance(counted, Answer)
    assert len(rows) == len(counted) > 10
    yanez = next(row for row in rows if "yanez" in row["id"])
    assert (yanez["date"], yanez["recognizedClaimant id"]) == ("2019-02-02", "id:juan-guaido")


def test_one_table_goes_to_standard_output_and_all_to_a_folder(run: Run, tmp_path: Path) -> None:
    one = run("export", "--format", "csv", "--class", "recognition")
    assert run("export", "--format", "csv", "-o", str(tmp_path / "tables")).exit == 0
    written = (tmp_path / "tables" / "Recognition.csv").read_bytes().decode()
    assert one.out == written
    taken = tmp_path / "file"
    taken.write_text("")
    assert run("export", "--format", "csv", "-o", str(taken)).exit == 2


def test_no_cell_of_an_excel_file_can_start_a_formula(run: Run, tmp_path: Path) -> None:
    evil = tmp_path / "evil.ttl"
    evil.write_text(
        "@prefix al: <https://w3id.org/allegiance/ontology#> .\n"
        "@prefix id: <https://w3id.org/allegiance/id/> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "id:evil a al:Place ; rdfs:label \"=cmd|' /C calc'!A0\" ;\n"
        '  skos:altLabel "+1" , "@x" , "-2" , "\\t=3" .\n'
    )
    table = run("--data", str(evil), "export", "--format", "excel", "--class", "Place").out
    asked = run("--data", str(evil), "search", "cmd", "--format", "excel").out
    for text in (table, asked):
        assert text.startswith("\ufeff")
        cells = [cell for row in csv.reader(io.StringIO(text[1:])) for cell in row]
        assert any("cmd" in cell for cell in cells)
        assert not [cell for cell in cells if cell.lstrip(" ")[:1] in tuple("=+-@\t\r") and cell]


SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
SCHEMA = rdflib.Namespace("https://schema.org/")


@pytest.mark.parametrize("format", RDFLIB)
def test_the_questions_are_data_that_runs(graph: KnowledgeGraph, format: str) -> None:
    data = graph.export_questions(format)
    assert data == graph.export_questions(format)
    read = rdflib.Graph().parse(data=data, format=RDFLIB[format])
    nodes = set(read.subjects(rdflib.RDF.type, SH.SPARQLSelectExecutable))
    assert {str(node).rpartition("/")[2] for node in nodes} == set(graph.questions)
    for node in nodes:
        text, question = read.value(node, SH.select), graph.question(str(node).rpartition("/")[2])
        assert str(text) == question.text
        comments = {c.language: str(c) for c in read.objects(node, rdflib.RDFS.comment)}
        assert comments == dict(question.summaries) and set(comments) == {"en", "es"}
        assert read.value(node, SCHEMA.keywords)
        (prefixes,) = read.objects(node, SH.prefixes)
        declared = {
            str(read.value(each, SH.prefix)): str(read.value(each, SH.namespace))
            for each in read.objects(prefixes, SH.declare)
        }
        assert dict(re.findall(r"PREFIX (\w+): <(.*)>", question.text)).items() <= declared.items()
        # As SHACL has it, the declared prefixes stand before the text.
        before = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in declared.items())
        assert (
            graph.store.select(before + str(text)).columns
            == graph.store.select(question.text).columns
        )


def test_a_text_of_several_lines_is_written_in_lines(graph: KnowledgeGraph) -> None:
    assert '\n    sh:select """#+ summary: ' in graph.export_questions().decode()
    text = 'a "quoted"\n\\back\\ """ """" """""\r\n""'
    triple = Quad(NamedNode("http://e/s"), NamedNode("http://e/p"), Literal(text), DefaultGraph())
    read = list(pyoxigraph.parse(graph.written([triple], "ttl"), READERS["ttl"]))
    assert [quad.object for quad in read] == [Literal(text)]


def test_the_command_exports_the_questions_and_nothing_beside_them(run: Run) -> None:
    done = run("export", "--queries")
    assert done.exit == 0 and "        sh:SPARQLSelectExecutable ;\n" in done.out
    for wrong in (["--format", "csv"], ["--with-ontology"], ["--class", "Person"]):
        done = run("export", "--queries", *wrong)
        assert done.exit == 2 and done.err.count("\n") <= 4
