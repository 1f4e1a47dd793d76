"""The command as people use it: exact outcomes, exit codes, and clear errors for bad input."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, Run, interrupted

BREAKS = "SELECT ?who { ?act a al:Break ; al:actor ?who } ORDER BY ?who"


def test_a_question_prints_its_rows_as_a_table(run: Run) -> None:
    done = run("query", "who-recognized", "--act", "recognition")
    assert done.exit == 0
    assert "Francisco" in done.out and "2019-02-02" in done.out


def test_evidence_prints_the_passage_of_each_row(run: Run) -> None:
    done = run("query", "who-recognized", "--evidence")
    assert "Military high command, paragraph 1 <https://" in " ".join(done.out.split())


def test_the_list_of_questions_gives_each_by_topic(run: Run) -> None:
    done = run("query")
    assert done.exit == 0
    for file in (ROOT / "queries").glob("*.rq"):
        assert f"  {file.stem} " in done.out


def test_the_help_of_a_question_shows_typed_options_with_defaults(run: Run) -> None:
    done = run("query", "who-recognized", "--help")
    assert "--as-of DAY" in done.out and "--claimant NAME" in done.out
    assert "id:juan-guaido" in re.sub(r"-\n\s+", "-", done.out)


def test_the_printed_sparql_of_a_question_gives_the_same_rows(run: Run) -> None:
    asked = ("query", "who-recognized", "--as-of", "2019-02-10")
    text = run(*asked, "--sparql").out
    rows = json.loads(run(*asked, "--format", "json").out)["results"]["bindings"]
    again = json.loads(run("sparql", "-", "--format", "json", stdin=text).out)["results"][
        "bindings"
    ]
    assert [row["who"] for row in rows] == [row["who"] for row in again]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("query", "who-recognised"), "Did you mean who-recognized?"),
        (("query", "who-recognized", "--claiment", "x"), "--claimant"),
        (("query", "who-recognized", "--claimant", "guiado"), "Did you mean 'guaido'?"),
        (("query", "who-recognized", "--act", "recogniton"), "Did you mean 'recognition'?"),
        (("query", "who-recognized", "--as-of", "2019-02-30"), "a day of the calendar"),
        (("query", "who-recognized", "--as-of", "2019-02"), "a day of the calendar"),
        (("query", "who-recognized", "--format", "cvs"), "Did you mean csv"),
        (("query", "acts-of", "--who", "venezuel"), "name one of them"),
        (("show", "nobody at all"), "No thing is called 'nobody at all'"),
        (("qery",), "Did you mean 'query'"),
        (("sparql",), "Give the query as TEXT"),
        (("sparql", "-f", "/nowhere/at/all.rq"), "Cannot read /nowhere/at/all.rq"),
        (("sparql", "SELECT ?s { ?s ?p }"), "query:1:19: unexpected }; expected a variable"),
        (
            ("sparql", "SELECT ?s {\n ?s skso:label ?o }"),
            "query:2:5: the prefix skso: is not known",
        ),
        (("sparql", "DELETE WHERE { ?s ?p ?o }"), "questions never do"),
        (("sparql", "PREFIX a: <b:c>\nINSERT DATA { a:a a:b a:c }"), "query:2:1: INSERT"),
        (("sparql", "SELECT * { SERVICE <http://e.org/> { ?s ?p ?o } }"), "--allow-service"),
        (("sparql", "ASK { ?s ?p ?o }", "--format", "ttl"), "is written as table"),
        (("export", "--format", "csv"), "name one with --class, or a folder with -o"),
        (("export", "--format", "csv", "--class", "Recogniton"), "Did you mean Recognition?"),
        (("export", "--class", "Person"), "--class goes with --format csv"),
        (("--project", "/nowhere/at/all", "info"), "There is no folder /nowhere/at/all"),
        (("--data", "/nowhere/at/all.ttl", "info"), "Cannot read /nowhere/at/all.ttl"),
    ],
)
def test_bad_input_is_told_in_one_message_with_exit_code_2(
    run: Run, arguments: tuple[str, ...], says: str
) -> None:
    done = run(*arguments)
    assert done.exit == 2
    assert says in done.err
    assert done.out == ""
    assert "Traceback" not in done.err


def test_an_address_that_is_not_closed_is_no_unknown_prefix(run: Run) -> None:
    done = run("sparql", "SELECT ?s { ?s <http://example.org/label ?o }")
    assert "1:17: the address after this < is not closed" in done.err


def test_an_unknown_prefix_is_told_with_the_known_ones(run: Run) -> None:
    done = run("sparql", "SELECT ?s { ?s skso:label ?o }")
    assert "Did you mean skos" in done.err and "Known prefixes: al, " in done.err


@pytest.mark.parametrize(
    "text",
    [
        "ASK { ?s ?p 'SERVICE <http://e.org/> { }' }",
        "# SERVICE\nASK { ?service ?p ?o }",
        "PREFIX service: <http://e.org/service#>\nASK { ?s service:SERVICE ?o }",
        "ASK { ?s <http://e.org/SERVICE> ?o }",
        "ASK { ?s ?p '''INSERT \" DELETE''' }",
    ],
)
def test_the_word_service_is_told_from_comments_strings_and_names(run: Run, text: str) -> None:
    done = run("sparql", "--no-inferred", text)
    assert (done.exit, done.err) == (0, "")
    assert done.out in ("true\n", "false\n")


def test_an_ambiguous_name_lists_the_candidates(run: Run) -> None:
    done = run("show", "venezuel")
    assert done.exit == 2
    assert "can mean" in done.err and "id:venezuela " in done.err


def test_an_empty_answer_says_that_the_source_does_not_state_it(run: Run) -> None:
    done = run("query", "who-recognized", "--claimant", "maduro", "--format", "csv")
    assert done.exit == 0
    assert done.err.splitlines()[0] == "Not stated in the source."
    assert done.out.startswith("who,")


@pytest.mark.parametrize(
    "name", ["guaido", "Guaidó", "JUAN GUAIDÓ", "juan-guaido", "id:juan-guaido"]
)
def test_a_thing_is_found_whatever_its_accents_and_case(run: Run, name: str) -> None:
    assert run("show", name).out.startswith("Juan Guaidó (person)\nid:juan-guaido\n")


@pytest.mark.parametrize(
    ("form", "format", "starts"),
    [
        (BREAKS, "table", "who"),
        (BREAKS, "csv", "who\r\n"),
        (BREAKS, "tsv", "?who\n<"),
        (BREAKS, "xml", "<?xml"),
        (BREAKS, "markdown", "| who |"),
        (BREAKS, "excel", "\ufeffwho"),
        ("ASK { ?a a al:Break }", "auto", "true\n"),
        ("ASK { ?a a al:Break }", "json", '{"head": {}, "boolean": true}'),
        ("CONSTRUCT { ?a a al:Event } { ?a a al:Break }", "auto", "@prefix al:"),
        ("DESCRIBE id:juan-guaido", "nt", "<https://w3id.org/allegiance/id/juan-guaido>"),
    ],
)
def test_each_form_of_sparql_is_answered_in_its_formats(
    run: Run, form: str, format: str, starts: str
) -> None:
    done = run("sparql", "--no-inferred", form, "--format", format)
    assert done.exit == 0
    assert done.out.startswith(starts)


def test_a_table_of_free_sparql_shows_labels_beside_names(run: Run) -> None:
    done = run("sparql", "--no-inferred", BREAKS)
    assert "id:hugo-carvajal (Hugo Carvajal)" in done.out


def test_a_query_is_read_from_a_file_and_from_standard_input(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "breaks.rq"
    file.write_text(BREAKS)
    from_file = run("sparql", "--no-inferred", "-f", str(file))
    assert from_file.out == run("sparql", "--no-inferred", "-", stdin=BREAKS).out
    assert from_file.out == run("sparql", "--no-inferred", "-f", "-", stdin=BREAKS).out


def test_the_same_call_prints_the_same_bytes(run: Run) -> None:
    asked = ("query", "claims-by", "--who", "carvajal", "--evidence", "--format", "json")
    assert run(*asked) == run(*asked)


def test_spanish_headings_and_labels_are_printed_on_request(run: Run) -> None:
    done = run("query", "who-stayed-loyal", "--lang", "es", "--format", "markdown")
    assert "| quién |" in done.out and "regreso" in done.out


def test_nothing_is_found_by_an_empty_search(run: Run) -> None:
    done = run("search", " ", "--format", "csv")
    assert (done.exit, done.out) == (0, "thing,kind\r\n")


def test_kg_alone_prints_its_help(run: Run) -> None:
    done = run()
    assert done.exit == 2 and done.err.startswith("Usage: kg ") and "validate" in done.err


def test_search_finds_words_without_their_accents(run: Run) -> None:
    assert "id" not in run("search", "zzz").out
    done = run("search", "fuerza", "aerea")
    assert "Venezuelan Air Force" in done.out


def test_an_output_that_is_a_folder_is_refused(run: Run, tmp_path: Path) -> None:
    done = run("query", "timeline", "-o", str(tmp_path))
    assert done.exit == 2 and "it is a folder; name a file" in done.err


def test_a_full_disk_leaves_the_old_file_whole(run: Run, tmp_path: Path) -> None:
    old = tmp_path / "answer.csv"
    old.write_text("old")
    done = subprocess.run(
        ["bash", "-c", f"ulimit -f 1; {sys.executable} -m kg export -o {old}"],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 2, done.stderr
    assert b"Cannot write" in done.stderr and b"Traceback" not in done.stderr
    assert old.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["answer.csv"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_behind_standard_output_ends_with_exit_code_2(run: Run) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "kg", "export"],
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
    assert done.returncode == 2
    assert done.stderr.startswith(b"Error: cannot read or write")


def test_a_closed_pipe_ends_silently(run: Run) -> None:
    command = f"{sys.executable} -m kg export | head -1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_interrupting_a_command_ends_it_with_130_and_one_word(project: Path) -> None:
    os.mkfifo(project / "query.rq")  # nobody writes to it, so that the command waits
    done = interrupted("sparql", "-f", str(project / "query.rq"))
    assert (done.exit, done.err.strip()) == (130, "Interrupted.")


def test_broken_turtle_is_told_with_file_line_and_column(run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.ttl"
    bad.write_text("@prefix id: <https://w3id.org/allegiance/id/> .\nid:a id:b\n  id:c foo:d .\n")
    done = run("--data", str(bad), "query", "timeline")
    assert done.exit == 2
    assert f"{bad}:3:7: " in done.err
    checked = run("validate", str(bad))
    assert checked.exit == 2
    assert f"error: {bad}:3:7: " in checked.out and "Other checks wait" in checked.out


def test_a_fact_of_ones_own_is_added_and_found(run: Run, tmp_path: Path) -> None:
    more = tmp_path / "more.ttl"
    more.write_text(
        "@prefix id: <https://w3id.org/allegiance/id/> .\n"
        "@prefix al: <https://w3id.org/allegiance/ontology#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        'id:ana a al:Person ; rdfs:label "Ana Ejemplo"@es .\n'
    )
    assert "Ana Ejemplo" in run("--data", str(more), "search", "ejemplo").out
    assert run("search", "ejemplo").out.count("Ana") == 0


def test_any_folder_with_an_ontology_is_a_project(run: Run, project: Path) -> None:
    done = run("--project", str(project), "query", "cities-on", "--river", "danubio")
    assert (done.exit, "Ulm" in done.out) == (0, True)
    assert "Ulm" in run("search", "ulm", KG_PROJECT=str(project)).out
    assert run("--project", str(project), "validate").exit == 0
    assert "ex:ulm" in run("--project", str(project), "export").out


def test_a_folder_without_an_ontology_is_no_project(run: Run, project: Path) -> None:
    (project / "ontology" / "rivers.ttl").unlink()
    done = run("--project", str(project), "info")
    assert done.exit == 2 and "has no ontology" in done.err


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_an_unreadable_folder_is_told(run: Run, project: Path) -> None:
    (project / "data").chmod(0)
    done = run("--project", str(project), "info")
    (project / "data").chmod(0o755)
    assert done.exit == 2 and "Cannot read" in done.err


def test_shell_completion_offers_questions(run: Run) -> None:
    done = run(_KG_COMPLETE="bash_complete", COMP_WORDS="kg query who-", COMP_CWORD="2")
    assert "who-recognized" in done.out


def test_every_command_has_an_example_that_runs(run: Run, tmp_path: Path) -> None:
    import shlex

    for command in ("query", "sparql", "show", "search", "infer", "export", "info"):
        text = " ".join(run(command, "--help").out.split())
        example = text.split("Example: kg ")[1].split(" Options:")[0].split(" Commands:")[0]
        words = [
            w.replace("graph.jsonld", str(tmp_path / "g.jsonld")) for w in shlex.split(example)
        ]
        assert run(*words).exit == 0, example


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["around-event", "--days", "-3"], "Error: --days takes 0 to 100000, not -3.\n"),
        (["around-event", "--days", "many"], "Error: --days takes a whole number, not 'many'.\n"),
        (
            ["who-recognized", "--claimant", "venezuela"],
            "Error: --claimant: id:venezuela  Venezuela (institution, place)"
            " is no person or side.\n",
        ),
        (
            ["count-actors", "--by", "rnk"],
            "Error: --by takes act or institution or rank or month, not 'rnk'."
            " Did you mean rank?\n",
        ),
        (
            ["who-fled", "--since", "2019-03-01", "--as-of", "2019-02-01"],
            "Error: --since 2019-03-01 is after --as-of 2019-02-01.\n",
        ),
    ],
)
def test_a_value_that_a_question_does_not_take_is_told(
    run: Run, arguments: list[str], told: str
) -> None:
    done = run("query", *arguments)
    assert (done.exit, done.out, done.err) == (2, "", told)


def test_an_empty_answer_says_where_else_to_look(run: Run) -> None:
    done = run("query", "at-place", "--place", "petare")
    assert (done.exit, done.err) == (
        0,
        "Not stated in the source.\n`kg show petare` shows what there is about it.\n",
    )


# --- checking projects of others

FOAF = "@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix ex: <http://example.org/> .\n"
PEOPLE = (
    FOAF
    + """ex:ana a foaf:Person ; foaf:name "Ana" ; foaf:age -3 ; foaf:mbox ex:ana .
ex:bo a foaf:Person ; foaf:knows ex:ana .
[] a foaf:Person ; foaf:age "x" ; foaf:knows [ a foaf:Person ; foaf:name "Cy" ] .
"""
)
PEOPLE_SHAPES = (
    FOAF
    + """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:PersonShape a sh:NodeShape ; sh:targetClass foaf:Person ;
  sh:property [ sh:path foaf:name ; sh:minCount 1 ] ;
  sh:property [ sh:path foaf:mbox ; sh:class ex:Box ] ;
  sh:property [ sh:path foaf:age ; sh:datatype xsd:integer ; sh:minInclusive 0 ] ;
  sh:property [ sh:path foaf:knows ; sh:nodeKind sh:IRI ; sh:severity sh:Warning ] .
"""
)
PEOPLE_REPORT = """error: data/people.ttl:2:51: ex:ana: This must be 0 or more. Found: -3. \
[PersonShape-age-minInclusive]
error: data/people.ttl:2:66: ex:ana: This must be described as ex:Box. \
[PersonShape-mbox-class]
error: data/people.ttl:3:1: ex:bo: Too few values of foaf:name: there must be at least 1. \
[PersonShape-name-minCount]
error: data/people.ttl:4:1: a thing without a name at data/people.ttl:4: Too few values of \
foaf:name: there must be at least 1. [PersonShape-name-minCount]
error: data/people.ttl:4:29: a thing without a name at data/people.ttl:4: This must be a value of \
the kind xsd:integer. Found: "x". [PersonShape-age-datatype]
error: data/people.ttl:4:29: a thing without a name at data/people.ttl:4: This must be 0 or more. \
Found: "x". [PersonShape-age-minInclusive]
warning: data/people.ttl:4:46: a thing without a name at data/people.ttl:4: This must be of the \
kind sh:IRI. Found: a thing without a name at data/people.ttl:4. [PersonShape-knows-nodeKind]
"""
THESAURUS = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix ex: <http://example.org/> .
ex:animals a skos:ConceptScheme ; skos:prefLabel "animals"@en .
ex:cat a skos:Concept ; skos:prefLabel "cat"@en ;
    skos:inScheme ex:animal ; skos:brooder ex:animals .
"""
ZOO = """@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix ex: <http://example.org/> .
ex:zoo a owl:Ontology .
ex:Lion a owl:Class ; owl:disjointWith ex:Zebra .
ex:Zebra a owl:Class .
ex:eats a owl:ObjectProperty , owl:AsymmetricProperty .
"""
ANIMALS = """@prefix ex: <http://example.org/> .
ex:leo a ex:Lion , ex:Zebra ; ex:eats ex:leo .
_:q a ex:Lion , ex:Zebra .
"""
FOREIGN = {
    "people": {"ontology/o.ttl": FOAF + "foaf:Person ex:of ex:us . ex:us ex:of ex:us .",
               "ontology/shapes.ttl": PEOPLE_SHAPES, "data/people.ttl": PEOPLE},
    "thesaurus": {"ontology/o.ttl": THESAURUS},
    "animals": {"ontology/o.ttl": ZOO, "data/zoo.ttl": ANIMALS},
}  # fmt: skip


@pytest.fixture(params=FOREIGN)
def foreign(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A project of other people's words and things, in which something is wrong."""
    return foreign_project(tmp_path / request.param)


def foreign_project(folder: Path) -> Path:
    for name, text in FOREIGN[folder.name].items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


@pytest.mark.parametrize("format", ["text", "sarif", "html"])
def test_nothing_of_our_graph_is_told_of_that_of_others(
    run: Run, foreign: Path, format: str
) -> None:
    for language in ("en", "es"):
        done = run("--project", str(foreign), "validate", "--format", format, "--lang", language)
        assert done.exit == 1, done.err
        if format == "text":
            assert not re.search(r"\b(al|id):|allegiance|_:|<http", done.out), done.out


def test_rules_of_shapes_without_names_can_be_told_asked_for_and_waived(
    run: Run, tmp_path: Path
) -> None:
    project = foreign_project(tmp_path / "people")
    shapes = run("--project", str(project), "validate", "--rules", "shapes").out
    assert shapes.splitlines()[:7] == PEOPLE_REPORT.splitlines()
    name = "PersonShape-name-minCount"
    page = run("--project", str(project), "rules", name.upper(), "--lang", "es").out
    assert page.split("\n\n")[:4] == [
        f"# {name}",
        "Error, formas.",
        "Faltan valores de foaf:name: mínimo 1.",
        "Qué hacer: Añada la línea que falta.",
    ]
    only = run("--project", str(project), "validate", "--rules", name.lower()).out
    assert only.count(f"[{name}]") == 2 and only.endswith(
        f"2 errors, 0 warnings, 0 info in {project}\n"
    )
    waiver = f'[[waiver]]\nrule = "{name}"\nthing = "ex:bo"\nreason = "Nobody knows."\n'
    (project / "ontology" / "waivers.toml").write_text(waiver)
    assert "1 waived" in run("--project", str(project), "validate").out


# --- kg rules


def test_a_set_of_rules_is_listed_by_its_name_in_either_language(run: Run) -> None:
    english, spanish = run("rules", "SHAPES"), run("rules", "formas", "--lang", "es")
    assert english.out.startswith("shapes\n") and spanish.out.startswith("formas (shapes)\n")
    assert english.out.count("\n") == spanish.out.count("\n") > 50
    assert {
        entry["set"] for entry in json.loads(run("rules", "facts", "--format", "json").out)
    } == {"facts"}


def test_a_rule_is_found_in_any_case_and_a_misspelt_one_is_put_right(run: Run) -> None:
    assert run("rules", "CAX-DW").out.startswith("# cax-dw\n\nError, contradictions.")
    for command in (("rules", "CAX-DV"), ("validate", "--rules", "CAX-DV")):
        done = run(*command)
        assert (done.exit, done.out) == (2, "")
        assert "There is no rule or set of rules 'CAX-DV'" in done.err and "cax-dw" in done.err
    assert run("validate", "--rules", "Living-Persons").exit == 0


def test_the_page_of_a_shape_says_what_to_do(run: Run) -> None:
    for entry in json.loads(run("rules", "shapes", "--format", "json").out):
        assert entry["problem"], entry
    page = json.loads(run("rules", "Recognition-recognizedClaimant", "--format", "json").out)
    assert page["fix"] and page["severity"] in ("error", "warning", "info")


# --- the outcome of kg validate


@pytest.mark.parametrize("format", ["text", "json", "sarif", "junit", "github", "turtle", "html"])
def test_a_report_is_written_whether_it_fails_or_not(run: Run, tmp_path: Path, format: str) -> None:
    project = foreign_project(tmp_path / "people")
    outcomes = {"error": 1, "warning": 1, "info": 1, "never": 0}
    written = []
    for fail_on, code in outcomes.items():
        out = tmp_path / f"report-{fail_on}"
        options = ("--format", format, "--fail-on", fail_on, "-o", str(out))
        assert run("--project", str(project), "validate", *options).exit == code
        written.append(out.read_text())
    assert all("PersonShape-name-minCount" in report for report in written)
    kept = tmp_path / "away" / "report"
    kept.parent.mkdir()
    kept.write_text("old")
    (project / "data" / "people.ttl").write_text("ex:a")
    assert run("--project", str(project), "validate", "--format", format, "-o", str(kept)).exit == 2
    assert "syntax" in kept.read_text()
    kept.write_text("old")
    done = run("--project", str(project), "validate", "--only", "nope", "-o", str(kept))
    assert (done.exit, kept.read_text()) == (2, "old")


def test_code_scanning_is_given_files_by_their_names_in_the_repository(tmp_path: Path) -> None:
    foreign_project(tmp_path / "people")
    for format, name in (("sarif", '"people/data/people.ttl"'), ("github", "file=people/data/")):
        done = subprocess.run(
            [sys.executable, "-m", "kg", "--project", "people", "validate", "--format", format],
            capture_output=True,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        assert name in done.stdout.decode() and '"data/people.ttl"' not in done.stdout.decode()


def test_watching_ends_with_130_and_a_project_that_is_none_with_2(run: Run, tmp_path: Path) -> None:
    project = foreign_project(tmp_path / "people")
    done = interrupted("--project", str(project), "validate", "--watch", after=4)
    assert (done.exit, done.err.strip()) == (130, "Interrupted.")
    assert "6 errors, 1 warning" in done.out
    assert run("--project", str(tmp_path / "nowhere"), "validate", "--watch").exit == 2
    assert run("--project", str(project), "validate", "--watch", "--rules", "nope").exit == 2


def test_watching_tells_what_is_news_also_of_files_that_cannot_be_read(tmp_path: Path) -> None:
    project = foreign_project(tmp_path / "people")
    file, whole = project / "data" / "people.ttl", PEOPLE
    command = [sys.executable, "-u", "-m", "kg", "--project", str(project), "validate", "--watch"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    ) as watching:
        assert watching.stdout is not None

        def told(text: str) -> list[str]:
            """Write the file, and return how each line begins that this makes kg tell."""
            file.write_text(text)
            lines = [watching.stdout.readline()]  # type: ignore[union-attr]
            while lines[-1] and not re.match(r"\d+ errors?,", lines[-1]):
                lines.append(watching.stdout.readline())  # type: ignore[union-attr]
            return [line[:8] for line in lines]

        assert told(whole)[-1] == "6 errors"
        assert told(f"{whole}ex:a ex:b")[0] == "error: d"
        assert told(f"{whole}ex:a ex:b # still") == ["1 error,"]
        assert told(f"# mended\n{whole}") == ["- error:", "6 errors"]
        assert told(whole + "ex:new a foaf:Person .\n") == ["+ error:", "7 errors"]
        watching.terminate()


def test_the_exit_code_is_the_same_when_nobody_reads_to_the_end(tmp_path: Path) -> None:
    messy = tmp_path / "messy.ttl"
    messy.write_text("".join(f"<urn:a{n}>   a   <urn:B>  .\n" for n in range(20_000)))
    command = f"{sys.executable} -m kg format --check {messy} | head -1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, cwd=ROOT)
    assert (done.returncode, done.stderr) == (1, b"")
