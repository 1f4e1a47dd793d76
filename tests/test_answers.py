"""Answers: golden for every question, the W3C formats, typed rows, and text that is only text."""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import ROOT, Run

import kg
from kg.answers import Answer
from kg.cells import plain_table
from kg.errors import KgError
from kg.formats import ANSWERS
from kg.graph import KnowledgeGraph
from kg.rows import Thing
from kg.terms import Literal, NamedNode

QUESTIONS = sorted(file.stem for file in (ROOT / "queries").glob("*.rq"))
XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_gives_the_answer_that_was_compared_with_the_document(
    graph: KnowledgeGraph, golden: Callable[[str, str], None], name: str
) -> None:
    answer = graph.query(name)
    columns, rows = answer.columns, [[answer.text(term) for term in row] for row in answer.rows]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*columns, "passages"])
    for number, row in enumerate(rows):
        writer.writerow([*row, "; ".join(p.label for p in answer.passages_of(number))])
    golden(f"queries/{name}.csv", out.getvalue())


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_row_of_every_question_rests_on_a_passage(graph: KnowledgeGraph, name: str) -> None:
    for row in graph.query(name):
        assert row.passages or dict(row.items()).get("why_none"), row


@pytest.fixture
def answer() -> Answer:
    rows = [
        (NamedNode("http://e.org/a"), Literal("=1|2", language="en"), None),
        (NamedNode("http://e.org/b"), Literal("7", datatype=NamedNode(XSD + "integer")), None),
    ]
    labels = {"http://e.org/a": "Ana", "http://e.org/b": "<b>"}
    return Answer(("who", "asOf", "nothing"), rows, labels=labels, question="test")  # type: ignore[arg-type]


def test_w3c_json_has_head_and_bindings_with_labels_beside(answer: Answer) -> None:
    document = json.loads(answer.write("json"))
    assert document["head"]["vars"] == ["who", "whoLabel", "asOf", "nothing"]
    first, second = document["results"]["bindings"]
    assert first["who"] == {"type": "uri", "value": "http://e.org/a"}
    assert first["asOf"] == {"type": "literal", "value": "=1|2", "xml:lang": "en"}
    assert second["asOf"]["datatype"] == XSD + "integer"
    assert "nothing" not in first


def test_csv_and_tsv_are_those_of_the_w3c(answer: Answer) -> None:
    lines = answer.write("csv").decode().split("\r\n")
    assert lines[:2] == ["who,whoLabel,asOf,nothing", "http://e.org/a,Ana,=1|2,"]
    tsv = answer.write("tsv").decode().splitlines()
    assert tsv[1] == '<http://e.org/a>\t"Ana"\t"=1|2"@en\t'


def test_xml_escapes_what_would_be_markup(answer: Answer) -> None:
    assert b"<literal>&lt;b&gt;</literal>" in answer.write("xml")


def test_markdown_escapes_what_would_be_markup(answer: Answer) -> None:
    text = answer.write("markdown").decode()
    assert "| Ana | =1\\|2 |" in text and "&lt;b&gt;" in text


def test_excel_makes_formulas_inert_and_leaves_numbers(answer: Answer) -> None:
    written = answer.write("excel")
    assert written.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(written.decode("utf-8-sig"))))
    assert rows == [["who", "asOf", "nothing"], ["Ana", "'=1|2", ""], ["<b>", "7", ""]]


@pytest.mark.parametrize("format", ANSWERS)
def test_an_answer_without_rows_can_be_written_in_every_format(format: str) -> None:
    assert b"who" in Answer(("who",), [], question="test").write(format)


def test_an_unknown_format_is_told_with_the_known_ones(answer: Answer) -> None:
    with pytest.raises(KgError, match="table, csv"):
        answer.write("cvs")


def test_rows_are_typed_and_named_as_in_python(answer: Answer) -> None:
    first, second = answer
    assert first.who == Thing("Ana", "http://e.org/a") and str(first.who) == "Ana"
    assert (first["asOf"], first.as_of, second.as_of) == ("=1|2", "=1|2", 7)
    assert first.nothing is None
    with pytest.raises(AttributeError, match="no column is called other"):
        first.other  # noqa: B018
    assert answer.to_dicts()[1] == {"who": "<b>", "as_of": 7, "nothing": None}


def test_numbers_dates_and_truth_values_are_python_values() -> None:
    kinds = {"decimal": "90.5", "date": "2019-02-02", "boolean": "true", "double": "1e0"}
    row = tuple(Literal(v, datatype=NamedNode(XSD + k)) for k, v in kinds.items())
    (found,) = Answer(tuple(kinds), [row])
    expected = [Decimal("90.5"), datetime.date(2019, 2, 2), True, 1.0]
    assert [found[name] for name in kinds] == expected


def test_a_data_frame_has_a_column_for_each_column(answer: Answer) -> None:
    frame = answer.to_pandas()
    assert list(frame.columns) == ["who", "as_of", "nothing"]
    assert list(frame["who"]) == ["Ana", "<b>"]


def test_a_table_is_no_wider_than_asked_where_words_allow_it() -> None:
    text = plain_table(["one", "two"], [["a b " * 30, "c d " * 30]], width=50)
    assert max(map(len, text.splitlines())) <= 50
    assert text.count("a b") + text.count("b a") >= 20


def test_a_column_without_values_is_left_out_of_tables_only(answer: Answer) -> None:
    assert "nothing" not in answer.write("table").decode()
    assert "nothing" in answer.write("csv").decode()


def test_passages_are_footnotes_in_a_table_and_columns_in_csv(graph: KnowledgeGraph) -> None:
    answer = graph.query("who-recognized", as_of="2019-02-02", act="recognition")
    assert "[1] Military high command, paragraph 1" in answer.as_table(evidence=True)
    header, first = list(csv.reader(io.StringIO(answer.write("csv", True).decode())))[:2]
    assert header[-2:] == ["passages", "links"]
    assert first[-2] == "Military high command, paragraph 1"
    assert first[-1].endswith("#Military_high_command")


CREW = """\
@prefix al: <https://w3id.org/allegiance/ontology#> .
@prefix ex: <http://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

ex:crew a al:Group ; rdfs:label "the crew"@en , "la tripulación"@es .
ex:guests a al:Group ; rdfs:label "the guests"@en .
ex:ana a al:Person ; rdfs:label "Ana"@en .
ex:list-of-the-crew al:completeFor ex:crew .
"""
MEMBERS = """\
#+ summary: Who is in a group?
#+ scope: group
PREFIX ex: <http://example.org/>
SELECT ?who WHERE {
  VALUES ?group { ex:crew }  # (thing) the group
  ?who ex:in ?group .
} ORDER BY ?who
"""


ALL = "The source says that it names everybody or everything of this: the crew.\n"
ELSE = "`kg show ex:guests` shows what there is about it.\n"
TODO = "La fuente dice que nombra a todos o todo lo que hay de esto: la tripulación.\n"


@pytest.mark.parametrize(
    ("arguments", "member", "told"),
    [
        ([], "", f"Not stated in the source.\n{ALL}"),
        ([], "ex:ana ex:in ex:crew .", ALL),
        (["--group", "guests"], "ex:ana ex:in ex:crew .", f"Not stated in the source.\n{ELSE}"),
        (["--lang", "es"], "", f"No consta en la fuente.\n{TODO}"),
    ],
)
def test_an_answer_says_when_the_source_says_that_it_names_everybody(
    run: Run, project: Path, arguments: list[str], member: str, told: str
) -> None:
    (project / "data" / "crew.ttl").write_text(CREW + member, encoding="utf-8")
    (project / "queries" / "members.rq").write_text(MEMBERS, encoding="utf-8")
    done = run("--project", str(project), "query", "members", *arguments)
    assert (done.exit, done.err) == (0, told)
    assert ("Ana" in done.out) == (bool(member) and not arguments)


def test_completeness_is_part_of_the_answer_in_python(project: Path) -> None:
    (project / "data" / "crew.ttl").write_text(CREW, encoding="utf-8")
    (project / "queries" / "members.rq").write_text(MEMBERS, encoding="utf-8")
    graph = kg.load(project)
    assert graph.query("members").complete == ("the crew",)
    assert graph.query("members", group="the guests").complete == ()
    assert graph.query("cities-on").complete == ()
