"""What people and machines do wrong: each ends in a clear sentence, and nothing is lost."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ROOT, Run, interrupted

import kg
from kg import sparql
from kg.errors import BadFile, BadQuery, KgError
from kg.graph import KnowledgeGraph

KG = f"{sys.executable} -m kg"
HEAD = """\
@prefix al: <https://w3id.org/allegiance/ontology#> .
@prefix id: <https://w3id.org/allegiance/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

"""


def shell(command: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        timeout=120,
    )


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://localhost:9/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://localhost:9/> { ?s ?p ?o } }",
        "SELECT * { SERVICESILENT <http://localhost:9/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p trueSERVICE <http://localhost:9/> { ?s ?p ?o } }",
        "SELECT * { FILTER(1<2)SERVICE#>\n<http://localhost:9/> { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://localhost:9/> { ?s ?p ?o } }",
        "PREFIX SERVICE: <http://localhost:9/> SELECT * { SERVICE:x { ?s ?p ?o } }",
        "SELECT * { { SELECT * { SERVICE ?where { ?s ?p ?o } } } }",
    ],
)
def test_service_is_refused_however_it_is_written(graph: KnowledgeGraph, text: str) -> None:
    with pytest.raises(BadQuery):
        graph.store.run(text)


def test_a_mistake_beside_the_word_service_is_told_as_that_mistake(graph: KnowledgeGraph) -> None:
    with pytest.raises(BadQuery, match="it ends too early: a closing brace } is missing"):
        graph.store.run('ASK { ?s ?p "SERVICE"\n')


def test_a_closing_brace_that_is_missing_is_told(graph: KnowledgeGraph) -> None:
    with pytest.raises(BadQuery, match="unexpected ORDER: a closing brace } is missing before it"):
        graph.store.run("SELECT ?s { ?s ?p ?o . OPTIONAL { ?s ?p ?x } ORDER BY ?s")


def test_a_query_that_names_its_graphs_is_answered_from_those(graph: KnowledgeGraph) -> None:
    name = "https://w3id.org/allegiance/data/places"
    counted = "SELECT (COUNT(*) AS ?n) %s { ?s ?p ?o }"
    (one,) = graph.sparql(counted % f"FROM <{name}>", inferred=False)  # type: ignore[misc,union-attr]
    (all_,) = graph.sparql(counted % "", inferred=False)  # type: ignore[misc,union-attr]
    assert 0 < one.n < all_.n


@pytest.mark.parametrize("text", ["ASK " + "{" * 3000 + "}" * 3000, "ASK { FILTER(" + "1+" * 9000])
def test_what_is_nested_too_deeply_is_refused(graph: KnowledgeGraph, text: str) -> None:
    with pytest.raises(BadQuery, match="too deeply nested"):
        graph.store.run(text)


def test_a_long_line_is_clipped_in_an_error(graph: KnowledgeGraph) -> None:
    with pytest.raises(BadQuery) as told:
        graph.store.run("SELECT ?s { VALUES ?s { " + "id:a " * 5000 + "} ?s ?p }")
    assert len(str(told.value)) < 500


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("id:a zz id:b .", "expected a property"),
        ('id:a id:b "open .', "expected what is open to be closed"),
        ("id:a no:b id:c .", "expected a line such as @prefix"),
        ("id:a id:b id:c", "expected what is open to be closed"),
    ],
)
def test_broken_turtle_is_told_with_what_was_expected(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "broken.ttl"
    path.write_text(HEAD + text)
    with pytest.raises(BadFile, match=says):
        kg.load(data=path).store  # noqa: B018
    (finding,) = kg.load(data=path).validate().findings
    assert says in finding.message and finding.line >= 6


def test_a_full_disk_is_told_also_when_output_is_unbuffered(tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = shell(f"ulimit -f 10; {KG} export > {out}", PYTHONUNBUFFERED="1")
    assert done.returncode == 2
    assert b"cannot read or write" in done.stderr


@pytest.mark.parametrize(
    "arguments", ["validate", "query", "--help", "query timeline", "show guaido", "export"]
)
def test_a_pipe_that_closes_at_once_ends_silently(arguments: str) -> None:
    done = shell(f"{KG} {arguments} | true; exit ${{PIPESTATUS[0]}}")
    assert (done.returncode, done.stderr) == (0, b"")


def test_an_error_that_nobody_can_be_told_still_has_its_exit_code() -> None:
    assert shell(f"{KG} query nope 2> /dev/full").returncode == 2


def test_closed_standard_output_is_told() -> None:
    done = shell(f"{KG} query timeline >&-")
    assert done.returncode == 2 and b"Traceback" not in done.stderr


def test_interrupting_a_running_query_ends_it() -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    done = interrupted("sparql", "--no-inferred", endless)
    assert (done.exit, done.err.strip()) == (130, "Interrupted.")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("query", "who-recognized", "--act", "id:chicago"), "is no class"),
        (("query", "who-recognized", "--act", "break"), "takes al:Recognition or al:Support"),
        (("query", "acts-of", "--who", "al:Break"), "is no thing"),
        (("query", "headcounts", "--kind", "id:juan-guaido"), "is no concept"),
        (("query", "timeline", "--from", "2019-03-01", "--to", "2019-01-01"), "is after --to"),
        (("query", "timeline", "-o", ""), "-o names a file"),
        (("sparql", "--no-inferred", "SELECT * { <rel> ?p ?o }"), "<rel> is relative"),
        (("sparql", "--no-inferred", "SELECT (1 AS ?x) (2 AS ?x) { }"), "given twice"),
        (
            ("sparql", "--no-inferred", 'SELECT ("\\u0001" AS ?x) { }', "--format", "xml"),
            "XML cannot",
        ),
        (("export", "--format", "csv", "-o", "/dev/null"), "name a folder"),
    ],
)
def test_a_value_of_the_wrong_kind_is_told(run: Run, arguments: tuple[str, ...], says: str) -> None:
    done = run(*arguments)
    assert done.exit == 2 and says in done.err


def test_a_day_that_does_not_exist_is_one_finding_with_its_line(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "badday.ttl"
    path.write_text(
        HEAD + 'id:a a al:Episode ;\n    al:date "2019-02-30" ;\n'
        '    al:earliest "2019-02-30"^^xsd:date .\n'
    )
    done = run("validate", str(path))
    assert (done.exit, done.err) == (1, "")
    assert f"{path}:7:13: " in done.out and "[date-bounds]" in done.out
    assert f"{path}:8:" not in done.out  # what only repeats the date


def test_what_rdf_1_1_cannot_say_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "star.ttl"
    path.write_text(HEAD + "id:a id:b <<( id:c id:d id:e )>> .")
    with pytest.raises(BadFile, match=r"RDF 1\.1"):
        kg.load(data=path).store  # noqa: B018


def test_a_byte_order_mark_is_no_mistake(project: Path, run: Run) -> None:
    for name in ("data/cities.ttl", "queries/cities-on.rq"):
        path = project / name
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert "Ulm" in run("--project", str(project), "query", "cities-on").out
    assert "Which cities" in run("--project", str(project), "query").out


def test_one_broken_question_does_not_hide_the_others(project: Path, run: Run) -> None:
    (project / "queries" / "broken.rq").write_bytes(b"#+ summary: \xff")
    listed = run("--project", str(project), "query")
    assert listed.exit == 0 and "Which cities" in listed.out and "is not UTF-8" in listed.out


def test_a_question_may_not_take_an_option_that_kg_has(project: Path) -> None:
    path = project / "queries" / "cities-on.rq"
    path.write_text(path.read_text().replace("?river", "?format"))
    with pytest.raises(KgError, match=r"cities-on\.rq:5:11: a parameter cannot be called format"):
        kg.load(project).question("cities-on")


@pytest.mark.parametrize("kind", ["folder", "link", "pipe"])
def test_what_is_called_like_a_file_and_is_none_is_told(project: Path, run: Run, kind: str) -> None:
    path = project / "data" / "odd.ttl"
    if kind == "folder":
        path.mkdir()
    elif kind == "link":
        path.symlink_to("nowhere.ttl")
    else:
        os.mkfifo(path)
    for command in ("validate", "query"):
        done = run("--project", str(project), command)
        assert done.exit == 2 and len(done.err.splitlines()) == 1
        assert "data/odd.ttl is " in done.err


def test_hidden_files_are_passed_over(project: Path) -> None:
    (project / "data" / ".#cities.ttl").symlink_to("nobody@nowhere.1234")  # as Emacs leaves it
    assert len(kg.load(project).query("cities-on")) == 1


def test_relative_addresses_are_read_from_that_of_the_file(project: Path, run: Run) -> None:
    path = project / "data" / "cities.ttl"
    text = path.read_text() + "<> rdfs:comment 'cities'@en .\n<#bonn> a ex:City ; ex:on <#rhine> ."
    path.write_text(text + "\n<#rhine> a ex:River , ex:City .\n")
    done = run("--project", str(project), "validate")
    assert done.exit == 1 and "data/cities.ttl:12:" in done.out  # a river that is a city
    exported = kg.load(project).export("nt").decode()
    assert "<https://w3id.org/allegiance/data/cities> <http://www.w3.org" in exported
    assert "<https://w3id.org/allegiance/data/cities#bonn>" in exported
    assert str(project) not in exported and "file:" not in exported


def test_a_broken_context_stops_only_the_format_that_needs_it(project: Path) -> None:
    (project / "ontology" / "context.jsonld").write_text("{")
    assert b"ex:ulm" in kg.load(project).export("ttl")


def test_nothing_in_the_data_commands_the_terminal(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "evil.ttl"
    path.write_text(HEAD + 'id:evil a al:Place ; rdfs:label "red\\u001B[31m"@en .\n')
    for arguments in (
        ("show", "id:evil"),
        ("search", "red"),
        ("search", "red", "--format", "markdown"),
    ):
        assert "\x1b" not in run("--data", str(path), *arguments).out


def test_a_file_name_of_any_bytes_can_be_told(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xff.ttl"
    with open(name, "wb") as file:
        file.write(b"broken")
    done = subprocess.run(
        [sys.executable, "-m", "kg", "--data", name, "info"],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 2 and b".ttl:1:1: " in done.stderr


def test_tables_of_a_folder_are_all_written_or_none(tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "Break.csv").write_text("old")
    done = shell(f"ulimit -f 4; {KG} export --format csv -o {folder}")
    assert done.returncode == 2
    assert [path.name for path in folder.iterdir()] == ["Break.csv"]
    assert (folder / "Break.csv").read_text() == "old"


def on_terminal(arguments: list[str], columns: int, seconds: float = 60) -> str:
    """Return what a process writes to a terminal of a width."""
    master, slave = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": str(columns), "TERM": "xterm"}
    started = subprocess.Popen(
        [sys.executable, "-m", "kg", *arguments], stdout=slave, stderr=slave, env=environment
    )
    os.close(slave)
    written = b""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if select.select([master], [], [], 0.2)[0]:
            try:
                piece = os.read(master, 65536)
            except OSError:
                break
            written += piece
        elif started.poll() is not None:
            break
    started.wait(timeout=30)
    os.close(master)
    return written.decode()


@pytest.mark.parametrize("columns", [60, 100, 140])
def test_a_table_on_a_terminal_breaks_no_word_and_fits(columns: int) -> None:
    shown = on_terminal(["query", "who-recognized", "--act", "recognition"], columns)
    import re

    lines = re.sub(r"\x1b\[[0-9;]*m", "", shown).splitlines()
    assert max(map(len, lines)) <= columns
    words = " ".join(lines).split()
    assert "recognition" in words and "Rodríguez" in words and "certain" in words


def test_colour_is_left_out_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    shown = on_terminal(["query", "who-broke-with"], 120)
    assert "\x1b[3" not in shown


def test_long_work_shows_that_it_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_CACHE", str(tmp_path))
    shown = on_terminal(["infer", "--engine", "owlrl", "--format", "csv"], 100)
    assert "inferring, round" in shown
    assert "\x1b[2K" in shown.partition("thing,thingLabel")[0][-40:]  # the bar is gone by then


@pytest.mark.parametrize(
    ("words", "offers", "not_offered"),
    [
        ("kg query who-", "who-recognized", "timeline"),
        ("kg query who-recognized --act rec", "Recognition", "juan-guaido"),
        ("kg show juan-g", "juan-guaido", "Recognition"),
        ("kg export --class Br", "Break", "juan-guaido"),
    ],
)
def test_completion_offers_what_fits(run: Run, words: str, offers: str, not_offered: str) -> None:
    last = str(len(words.split()) - 1)
    done = run(_KG_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=last)
    assert offers in done.out and not_offered not in done.out


def test_completion_offers_people_by_their_surname(run: Run) -> None:
    done = run(_KG_COMPLETE="bash_complete", COMP_WORDS="kg show carvajal", COMP_CWORD="2")
    assert "hugo-carvajal" in done.out


def test_blank_nodes_of_two_files_stay_two(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.ttl").write_text(HEAD + f'_:x a al:Place ; rdfs:label "{name}"@en .')
    graph = kg.load(data=[tmp_path / "one.ttl", tmp_path / "two.ttl"])
    (row,) = graph.sparql(  # type: ignore[misc,union-attr]
        "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x rdfs:label ?l FILTER(isBlank(?x)) }",
        inferred=False,
    )
    assert row.n == 2


def test_two_classes_of_one_name_have_a_table_each(project: Path) -> None:
    (project / "data" / "more.ttl").write_text(
        "@prefix foaf: <http://xmlns.com/foaf/0.1/> .\n@prefix ex: <http://example.org/> .\n"
        "ex:tom a foaf:City .\n"
    )
    assert {"ex-City", "foaf-City"} <= set(kg.load(project).tables())


def test_what_rdf_xml_cannot_write_is_refused(graph: KnowledgeGraph) -> None:
    from kg import exports
    from kg.terms import DefaultGraph, Literal, NamedNode, Quad

    thing = NamedNode("http://e.org/a")
    for predicate, text in (("http://e.org/1", "a"), ("http://e.org/p", "\x01")):
        quad = Quad(thing, NamedNode(predicate), Literal(text), DefaultGraph())
        with pytest.raises(KgError, match="RDF/XML cannot write"):
            exports.write([quad], "rdfxml", {})


def test_a_service_that_does_not_answer_is_told_in_one_sentence(run: Run) -> None:
    text = "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"
    done = run("sparql", "--no-inferred", "--allow-service", text)
    assert done.exit == 2 and len(done.err.splitlines()) == 1


def test_a_description_of_nothing_says_so(run: Run) -> None:
    done = run("sparql", "--no-inferred", "DESCRIBE id:nobody-at-all")
    assert (done.exit, done.err) == (0, "No triples.\n")


def test_flat_queries_are_not_taken_for_deep_ones(graph: KnowledgeGraph) -> None:
    values = " ".join(f"-{number}" for number in range(6000))
    assert graph.store.run(f"ASK {{ VALUES ?x {{ {values} }} }}") is True


def test_the_closure_is_computed_once_also_without_a_cache(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_CACHE", "/dev/null/nowhere")
    graph = kg.load(project)
    assert graph.closure() is graph.closure()


def test_completion_knows_the_project(run: Run, project: Path) -> None:
    words = f"kg --project {project} show "
    done = run(_KG_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD="4")
    assert "ulm" in done.out


def test_only_the_word_is_misspelt_when_an_engine_is_asked_about_service() -> None:
    assert sparql.without_service("ASK { ?s ?p ?o }") is None
    assert sparql.without_service("ASK { ?Service ?p 'x' }") == "ASK { ?servicx ?p 'x' }"
