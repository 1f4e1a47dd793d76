"""One fault, one finding, at the odd one out: the fact that the fewest others confirm."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest
from conftest import ROOT
from test_breakages import broken

import kg

SHEET = tomllib.loads((ROOT / "tests" / "one_fault.toml").read_text())["breakage"]


@pytest.mark.parametrize("breakage", SHEET, ids=lambda entry: entry["done"])
def test_one_fault_is_told_once_where_it_was_made(tmp_path: Path, breakage: dict[str, str]) -> None:
    for folder in ("ontology", "data", "queries"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    expected = broken(tmp_path, breakage, list(breakage["rules"]))
    report = kg.load(tmp_path).validate()
    found = [(f.rule, f.file, f.line, f.column) for f in report.findings]
    assert found == expected, report.write()
    assert breakage.get("says", "") in report.write()


def test_two_misplaced_lines_are_two_faults_where_the_rest_confirms_the_class(
    tmp_path: Path,
) -> None:
    path = tmp_path / "more.ttl"
    path.write_text(
        "@prefix al: <https://w3id.org/allegiance/ontology#> .\n"
        "@prefix id: <https://w3id.org/allegiance/id/> .\n\n"
        "id:carvajal-breaks-with-maduro al:reportedBy id:ntn24 ;\n"
        '    al:says "Something."@en .\n'
    )
    found = kg.load(data=[path]).validate(rules=["contradictions"]).findings
    assert [(f.file, f.line) for f in found] == [(str(path), 4), (str(path), 5)]


def test_an_axiom_is_not_blamed_for_a_few_of_the_things_it_is_about(tmp_path: Path) -> None:
    (tmp_path / "ontology").mkdir()
    named = "".join(f":{name} a :A .\n" for name in "stuvw")
    both = "".join(f":{name} a :B .\n" for name in "tuvw")
    (tmp_path / "ontology" / "o.ttl").write_text(
        "@prefix : <http://example.org/> .\n@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        ":A a owl:Class ; owl:disjointWith :B .\n:B a owl:Class .\n" + named + both
    )
    found = kg.load(tmp_path).validate(rules=["contradictions"]).findings
    assert [f.line for f in found] == [10, 11, 12, 13]


HEAD = """@prefix : <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def told(folder: Path, ontology: str, data: str, shapes: str = "") -> list[tuple[str, str]]:
    """Return the rule and thing of each finding in a small project of its own."""
    texts = {"ontology/o": ontology, "data/d": data, "ontology/shapes": shapes}
    for name, text in texts.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / f"{name}.ttl").write_text(HEAD + text)
    return [(found.rule, found.thing) for found in kg.load(folder).validate().findings]


def test_a_contradiction_about_what_nothing_describes_is_told_as_well(tmp_path: Path) -> None:
    data = ":ana a :Person ; owl:sameAs :bob ; owl:differentFrom :bob ."
    found = told(tmp_path, ":Person a owl:Class .", data)
    assert found == [("dangling-name", ":ana"), ("eq-diff1", ":ana")]


@pytest.mark.parametrize(
    "misspelt",
    [
        "sh:path :agee ; sh:minCount 1",
        "sh:path :knows ; sh:class :Persn",
        "sh:path :age ; sh:datatype xsd:interger",
        "sh:path :knows ; sh:node [ sh:property [ sh:path :agee ; sh:minCount 1 ] ]",
        "sh:path :knows ; sh:or ( [ sh:class :Persn ] :Other )",
    ],
)
def test_only_what_a_misspelt_shape_finds_waits_until_it_is_right(
    tmp_path: Path, misspelt: str
) -> None:
    ontology = ":Person a owl:Class . :knows a owl:ObjectProperty . :age a owl:DatatypeProperty ."
    data = ":ana a :Person ; :age 12 ; :knows :bob . :bob a :Person ; :age 99 ; :knows :ana ."
    shapes = ":Other a sh:NodeShape ; sh:nodeKind sh:Literal . "
    shapes += ":S a sh:NodeShape ; sh:targetClass :Person ; sh:property [ %s ] , [ sh:path :age ; "
    found = told(tmp_path, ontology, data, shapes % misspelt + "sh:maxInclusive 98 ] .")
    assert found == [("S-age-maxInclusive", ":bob"), ("unknown-term", "")]
