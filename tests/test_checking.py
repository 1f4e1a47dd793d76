"""`kg validate`, `kg rules` and `kg format` as somebody uses them who mends what is wrong."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ROOT, Run

import kg
from kg.rulebook import Rulebook

HEAD = """\
@prefix al: <https://w3id.org/allegiance/ontology#> .
@prefix id: <https://w3id.org/allegiance/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

"""
SLIPS = (
    HEAD
    + """\
id:flood a al:Episode ;
    rdfs:label
        "flood"@en ,
        "inundación"@es ;
    al:date "2019-02" ;
    al:Earliest "2019-02-01"^^xsd:date ; # the first
    al:latest "2019-02-27"^^xsd:date ;
    al:statedIn id:key-officials-2 .
"""
)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the shipped graph that may be broken."""
    for folder in ("ontology", "data", "queries"):
        shutil.copytree(ROOT / folder, tmp_path / "copy" / folder)
    return tmp_path / "copy"


@pytest.fixture
def slips(tmp_path: Path) -> Path:
    """A file with a misspelt property, and a date whose last day is a wrong one."""
    path = tmp_path / "slips.ttl"
    path.write_text(SLIPS, encoding="utf-8")
    return path


def test_what_is_told_can_be_narrowed_to_rules_sets_and_files(slips: Path) -> None:
    graph = kg.load(data=slips)
    all_of_it = {finding.rule for finding in graph.validate().findings}
    assert all_of_it == {"unknown-term", "date-bounds"}
    assert {f.rule for f in graph.validate(rules=["values"]).findings} == {"date-bounds"}
    assert {f.rule for f in graph.validate(rules=["unknown-term"]).findings} == {"unknown-term"}
    assert graph.validate(only=["data/people.ttl"]).findings == ()
    assert len(graph.validate(only=[str(slips)]).findings) == 2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--rules", "shape"), "Did you mean shapes"),
        (("--rules", "end-before-star"), "end-before-start"),
        (("--only", "data/peple.ttl"), "data/people.ttl"),
        (("--engine", "pyshac"), "pyshacl"),
        (("--yes",), "--fix"),
        (("--watch", "--format", "json"), "--watch"),
    ],
)
def test_a_slip_in_an_option_is_told(run: Run, arguments: tuple[str, ...], says: str) -> None:
    done = run("validate", *arguments)
    assert (done.exit, done.out) == (2, "") and says in done.err


def test_both_engines_tell_the_same_of_shapes(tmp_path: Path) -> None:
    path = tmp_path / "broken.ttl"
    example = (ROOT / "tests" / "shapes" / "recognition-invalid.ttl").read_text(encoding="utf-8")
    path.write_text(example, encoding="utf-8")
    graph = kg.load(data=path)
    ours = graph.validate(rules=["shapes"]).findings
    assert len(ours) > 3
    assert ours == graph.validate(rules=["shapes"], engine="pyshacl").findings


def test_an_unchanged_graph_is_checked_once(slips: Path, tmp_path: Path) -> None:
    code = (
        "import sys, kg; r = kg.load(data=sys.argv[1]).validate();"
        "print('kg.checks' in sys.modules, len(r.findings), r.exit_code())"
    )
    told = [
        subprocess.run(
            [sys.executable, "-c", code, str(slips)],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
            env={**os.environ, "KG_CACHE": str(tmp_path / "cache")},
        ).stdout
        for _ in range(2)
    ]
    assert told == ["True 2 1\n", "False 2 1\n"]


def test_what_mends_itself_is_shown_and_written_only_when_asked(run: Run, slips: Path) -> None:
    done = run("validate", str(slips), "--fix")
    assert done.exit == 1 and "add --yes" in done.err
    assert '-    al:Earliest "2019-02-01"^^xsd:date ; # the first' in done.err
    assert '+    al:earliest "2019-02-01"^^xsd:date ; # the first' in done.err
    assert '+    al:latest "2019-02-28"^^xsd:date ;' in done.err
    assert slips.read_text(encoding="utf-8") == SLIPS
    done = run("validate", str(slips), "--fix", "--yes")
    assert done.exit == 0 and done.out.startswith("0 errors")
    mended = SLIPS.replace("al:Earliest", "al:earliest").replace("2019-02-27", "2019-02-28")
    assert slips.read_text(encoding="utf-8") == mended
    assert "Nothing can be mended by rule." in run("validate", str(slips), "--fix").err


def test_a_name_that_is_only_alike_is_not_written_by_itself(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "guess.ttl"
    path.write_text(SLIPS.replace("al:Earliest", "al:erliest"), encoding="utf-8")
    done = run("validate", str(path), "--fix", "--yes")
    assert "al:erliest" in path.read_text(encoding="utf-8")
    assert "Did you mean al:earliest?" in done.out


def test_a_datatype_is_mended_without_its_value(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "kind.ttl"
    text = SLIPS.replace("al:Earliest", "al:earliest").replace("2019-02-27", "2019-02-28")
    path.write_text(text.replace('"2019-02-01"^^xsd:date', '"2019-02-01"^^xsd:Date'))
    assert run("validate", str(path), "--fix", "--yes").exit == 0
    assert path.read_text() == text


def test_a_rare_line_separator_moves_no_change(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "separated.ttl"
    text = SLIPS.replace("2019-02-27", "2019-02-28").replace('"flood"', '"flood\u2028tide"')
    path.write_text(text, encoding="utf-8")
    run("validate", str(path), "--fix", "--yes")
    assert path.read_text(encoding="utf-8") == text.replace("al:Earliest", "al:earliest")


def test_where_the_date_may_be_what_is_wrong_nothing_is_written(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "day.ttl"
    text = SLIPS.replace("al:Earliest", "al:earliest").replace(
        'al:date "2019-02"', 'al:date "2019"'
    )
    path.write_text(text)
    done = run("validate", str(path), "--fix", "--yes")
    assert done.exit == 1 and "[date-bounds]" in done.out and path.read_text() == text


def test_a_contradiction_is_told_of_every_file_that_has_a_part_in_it(tmp_path: Path) -> None:
    path = tmp_path / "side.ttl"
    path.write_text(HEAD + "id:a-break al:fromSide id:juan-guaido .\n")
    graph = kg.load(data=path)
    for name in ("data/people.ttl", str(path)):
        told = graph.validate(rules=["contradictions"], only=[name]).findings
        assert [(f.rule, f.file, f.line) for f in told] == [("cax-dw", str(path), 6)]
    assert graph.validate(rules=["contradictions"], only=["./data/lead.ttl"]).findings == ()


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser writes everywhere")
def test_a_file_that_may_not_be_written_stays_whole(run: Run, slips: Path) -> None:
    slips.chmod(0o444)
    done = run("validate", str(slips), "--fix", "--yes")
    assert done.exit == 2 and "Cannot write" in done.err
    assert slips.read_text(encoding="utf-8") == SLIPS


def test_watching_tells_only_what_has_changed(slips: Path) -> None:
    watching = subprocess.Popen(
        [sys.executable, "-u", "-m", "kg", "validate", str(slips), "--watch"],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    try:
        assert watching.stdout is not None
        while not (line := watching.stdout.readline()).startswith("2 errors"):
            assert line, "it has ended"
        slips.write_text("# moved down by a line\n" + SLIPS, encoding="utf-8")
        time.sleep(0.1)
        mended = SLIPS.replace("2019-02-27", "2019-02-28")
        slips.write_text("# moved down by a line\n" + mended, encoding="utf-8")
        told = []
        while not told or not told[-1].startswith(("1 error,", "2 errors,")):
            told.append(watching.stdout.readline())
            assert told[-1], "it has ended"
        changed = [line for line in told if line[0] in "+-"]
        assert [line[0] for line in changed] == ["-", "+"]  # the same date, one bound better
        assert all("[date-bounds]" in line for line in changed)
        assert "al:latest 2019-02-27 is wrong" in changed[0] and "latest" not in changed[1]
    finally:
        watching.kill()
        watching.communicate()


def test_every_rule_has_a_page_and_shapes_have_examples(run: Run) -> None:
    done = run("rules")
    assert done.exit == 0
    listed = [line.split()[0] for line in done.out.splitlines() if line.startswith("  ")]
    assert {"end-before-start", "unknown-term", "cax-dw", "Recognition-words"} <= set(listed)
    page = run("rules", "Recognition-recognizedClaimant")
    assert page.exit == 0 and "al:recognizedClaimant" in page.out
    assert "Example:" in page.out and "id:" in page.out
    told = json.loads(run("rules", "end-before-start", "--format", "json").out)
    assert {"problem", "why", "fix", "example"} <= told.keys() and all(told.values())
    assert "Ejemplo:" in run("rules", "end-before-start", "--lang", "es").out


def test_an_unknown_rule_is_told_with_its_nearest(run: Run) -> None:
    done = run("rules", "end-before-stat")
    assert (done.exit, done.out) == (2, "")
    assert "Did you mean end-before-start" in done.err


def test_every_rule_that_can_find_something_is_listed_with_a_problem() -> None:
    entries = Rulebook(kg.load().project).entries()
    assert len(entries) > 200 and all(entry.problem for entry in entries)
    assert {entry.severity for entry in entries} == {"error", "warning", "info"}


def test_a_waiver_takes_a_finding_out_and_is_checked_itself(copy: Path, run: Run) -> None:
    people = copy / "data" / "people.ttl"
    text = people.read_text(encoding="utf-8").replace("Q8440>", "Q58833335>")
    people.write_text(text, encoding="utf-8")
    assert run("--project", str(copy), "validate").exit == 1
    waivers = copy / "ontology" / "waivers.toml"
    waivers.write_text(
        '[[waiver]]\nrule = "identifier-shared"\nthing = "id:juan-guaido"\nreason = "A test."\n'
        '[[waiver]]\nrule = "end-before-start"\nfile = "data/lead.ttl"\nreason = "Not needed."\n'
    )
    done = run("--project", str(copy), "validate")
    assert done.exit == 0 and "1 waived" in done.out
    assert "ontology/waivers.toml:5:1" in done.out and "[waiver-unused]" in done.out
    waivers.write_text(
        '[[waiver]]\nrule = "unhedged-name"\nthing = "id:hugo-chavez"\nreason = "No."\n'
    )
    done = run("--project", str(copy), "validate")
    assert done.exit == 1 and "[waiver-broken]" in done.out and "harms somebody" in done.out


def test_files_are_laid_out_and_nothing_else_changes(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "loose.ttl"
    path.write_text(
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "@prefix id: <https://w3id.org/allegiance/id/> .\n"
        '# kept\nid:a rdfs:label "b"@es, "a"@en; a id:C. # beside\n'
    )
    before = path.read_text()
    done = run("format", "--check", str(path))
    assert done.exit == 1 and done.out.startswith("--- ") and path.read_text() == before
    assert run("format", str(path)).exit == 0
    assert path.read_text() == (
        "@prefix id: <https://w3id.org/allegiance/id/> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n\n"
        "# kept\nid:a a id:C ;  # beside\n    rdfs:label\n"
        '        "a"@en ,\n        "b"@es .\n'
    )
    assert (run("format", "--check", str(path)).exit, run("format", str(path)).err) == (0, "")
    assert run("format", "-", stdin=before).out == path.read_text()


def test_a_broken_or_missing_file_is_not_laid_out(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "broken.ttl"
    path.write_text("id:a id:b")
    done = run("format", str(path))
    assert done.exit == 2 and f"{path}:1:1" in done.err and path.read_text() == "id:a id:b"
    assert "Cannot read" in run("format", str(tmp_path / "no.ttl")).err


def test_the_shipped_files_are_laid_out(run: Run) -> None:
    done = run("format", "--check")
    assert (done.exit, done.out) == (0, "")


def test_what_only_follows_from_a_waived_finding_is_told(copy: Path) -> None:
    people = copy / "data" / "people.ttl"
    text = people.read_text(encoding="utf-8")
    twice = text.replace(
        "id:leamsy-salazar a al:Person ;", "id:leamsy-salazar a al:Person, al:Group ;"
    )
    people.write_text(twice.replace('Salazar"@es', 'Salazar  "@es', 1), encoding="utf-8")
    (copy / "ontology" / "waivers.toml").write_text(
        '[[waiver]]\nrule = "cax-adc"\nfile = "data/people.ttl"\nreason = "A test."\n'
    )
    report = kg.load(copy).validate()
    assert [one.finding.rule for one in report.waived] == ["cax-adc"]
    assert "text-spacing" in {finding.rule for finding in report.findings}


def test_the_same_said_worse_does_not_come_back_when_a_finding_is_waived(copy: Path) -> None:
    crisis = copy / "data" / "military-high-command.ttl"
    text = crisis.read_text(encoding="utf-8")
    dated = text.replace("al:heldAt id:yanez-recognizes-guaido ;", 'al:date "2019" ;', 1)
    crisis.write_text(dated, encoding="utf-8")
    (copy / "ontology" / "waivers.toml").write_text(
        '[[waiver]]\nrule = "tenure-dated"\nfile = "data/military-high-command.ttl"\n'
        'reason = "A test."\n'
    )
    told = {finding.rule for finding in kg.load(copy).validate().findings}
    assert told == {"Tenure-anchor"}


def test_a_fact_after_today_is_told_where_its_source_has_no_date(tmp_path: Path) -> None:
    path = tmp_path / "ahead.ttl"
    path.write_text(SLIPS.replace("2019-02", "2971-02").replace("Earliest", "earliest"))
    found = kg.load(data=[path]).validate(rules=["facts"]).findings
    assert [finding.rule for finding in found] == ["dated-ahead"]


def test_a_wrong_prefix_is_told_whatever_is_asked_for(copy: Path) -> None:
    file = copy / "data" / "places.ttl"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("ontology#>", "ontology/>", 1), encoding="utf-8")
    for rules in ([], ["living-persons"], ["Recognition"]):
        (found,) = kg.load(copy).validate(rules=rules).findings
        assert found.rule == "prefix-address"


@pytest.mark.parametrize(
    ("other", "rules"), [("people/b#", set()), ("people/a/", {"prefix-address"})]
)
def test_a_prefix_of_ones_own_may_stand_for_two_folders(
    tmp_path: Path, other: str, rules: set[str]
) -> None:
    for folder in ("ontology", "data"):
        (tmp_path / folder).mkdir()
    (tmp_path / "ontology" / "words.ttl").write_text(
        "@prefix owl: <http://www.w3.org/2002/07/owl#> . <https://ex.org/Thing> a owl:Class .\n"
    )
    for name, address in (("one", "people/a#"), ("two", other)):
        (tmp_path / "data" / f"{name}.ttl").write_text(
            f"@prefix ex: <https://ex.org/{address}> .\nex:{name} a <https://ex.org/Thing> .\n"
        )
    assert {finding.rule for finding in kg.load(tmp_path).validate().findings} == rules
