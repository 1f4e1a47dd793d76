"""What a report spells out is written by `--fix`: kinds of values, and addresses at a register."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg import fixes

TEXT = """\
@prefix al: <https://w3id.org/allegiance/ontology#> .
@prefix id: <https://w3id.org/allegiance/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

id:flood a al:Episode ;
    rdfs:label
        "flood"@en ,
        "inundación"@es ;
    al:date "2019-02-01" ;
    al:earliest "2019-02-01"^^xsd:date ;
    al:latest "2019-02-01"^^xsd:date ;
    al:yearImplied true ;
    skos:exactMatch <http://www.wikidata.org/entity/Q12> ;
    al:statedIn id:key-officials-2 .
"""


def mended(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    graph = kg.load(data=path)
    report = graph.validate()
    assert report.findings
    (change,) = fixes.mending(graph.project, report) or [None]
    return change.after if change else text


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('al:earliest "2019-02-01"^^xsd:date', 'al:earliest "2019-02-01"'),
        ("al:yearImplied true", 'al:yearImplied "true"'),
        ("<http://www.wikidata.org/entity/Q12>", "<https://www.wikidata.org/wiki/Q12>"),
    ],
)
def test_what_is_only_written_in_another_way_is_mended(
    tmp_path: Path, right: str, wrong: str
) -> None:
    assert mended(tmp_path / "flood.ttl", TEXT.replace(right, wrong)) == TEXT


def test_a_kind_is_named_in_full_where_its_prefix_is_not_declared(tmp_path: Path) -> None:
    text = TEXT.replace("@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n", "")
    text = text.replace("^^xsd:date", "^^<http://www.w3.org/2001/XMLSchema#date>")
    bare = text.replace('"2019-02-01"^^<http://www.w3.org/2001/XMLSchema#date> ;', '"2019-02-01" ;')
    assert mended(tmp_path / "flood.ttl", bare) == text


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('al:earliest "2019-02-01"^^xsd:date', 'al:earliest "in February"'),
        ('al:earliest "2019-02-01"^^xsd:date', 'al:earliest "2019-02-01"@en'),
        ("<http://www.wikidata.org/entity/Q12>", "<https://www.wikidata.org/wiki/Flood>"),
    ],
)
def test_what_takes_somebody_who_knows_stays_as_it_is(
    tmp_path: Path, right: str, wrong: str
) -> None:
    text = TEXT.replace(right, wrong)
    assert mended(tmp_path / "flood.ttl", text) == text


def test_a_number_in_quotation_marks_loses_them(tmp_path: Path) -> None:
    text = TEXT[: TEXT.index("id:flood")] + "id:count a al:Headcount ; al:value 54 .\n"
    assert mended(tmp_path / "count.ttl", text.replace("54", '"54"')) == text
