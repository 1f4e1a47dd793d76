"""Where a triple is written: the file, the line and the column of its terms."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import parsing
from kg.files import File
from kg.terms import PREFIXES, XSD, BlankNode, Literal, NamedNode, Triple, al
from kg.turtle.positions import Place, Positions
from kg.turtle.reading import read
from kg.turtle.tokens import decoded

ONE = """\
@prefix al: <https://w3id.org/allegiance/ontology#> .
@prefix id: <https://w3id.org/allegiance/id/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

# id:act is described below
id:act a al:Break ;
    al:actor id:juan ,
        id:pedro ;
    al:note "señal: id:juan"@es ; al:value 007 ;
    al:earliest "2019-02-02"^^xsd:date .

id:act al:actor id:juan .
"""
TWO = """\
@prefix al: <https://w3id.org/allegiance/ontology#> .
<https://w3id.org/allegiance/id/act> al:actor <https://w3id.org/allegiance/id/juan> ;
    al:verb [ al:note "nested" ; al:x ( 1 "two" ) ] .
"""
ACT, JUAN = (NamedNode(PREFIXES["id"] + name) for name in ("act", "juan"))


def file_of(name: str, text: str) -> File:
    return File(Path(name), name, f"https://example.org/{name}", text.encode())


@pytest.fixture
def positions() -> Positions:
    return Positions([file_of("one.ttl", ONE), file_of("two.ttl", TWO)])


def test_a_thing_stands_where_it_is_first_described(positions: Positions) -> None:
    assert positions.find(ACT) == Place("one.ttl", 6, 1)


def test_a_property_and_a_value_have_places_of_their_own(positions: Positions) -> None:
    assert positions.find(ACT, al("actor")) == Place("one.ttl", 7, 5)
    assert positions.find(ACT, al("actor"), NamedNode(PREFIXES["id"] + "pedro")) == Place(
        "one.ttl", 8, 9
    )


def test_columns_count_characters(positions: Positions) -> None:
    assert positions.find(ACT, al("value")) == Place("one.ttl", 9, 35)


def test_a_value_is_found_as_it_is_written_and_as_a_store_writes_it(positions: Positions) -> None:
    for written in ("007", "7"):
        value = Literal(written, datatype=NamedNode(XSD + "integer"))
        assert positions.find(ACT, al("value"), value) == Place("one.ttl", 9, 44)
    day = Literal("2019-02-02", datatype=NamedNode(XSD + "date"))
    assert positions.find(ACT, al("earliest"), day) == Place("one.ttl", 10, 17)


def test_a_text_of_another_language_is_another_text(positions: Positions) -> None:
    spanish, english = (Literal("señal: id:juan", language=tag) for tag in ("es", "en"))
    assert positions.find(ACT, al("note"), spanish).column == 13
    assert positions.find(ACT, al("note"), english).column == 5


def test_what_is_not_written_has_the_nearest_place_or_none(positions: Positions) -> None:
    assert positions.find(ACT, al("actor"), ACT) == Place("one.ttl", 7, 5)
    assert positions.find(ACT, al("office")) == Place("one.ttl", 6, 1)
    assert not positions.find(JUAN) and positions.find(JUAN) == Place("", 0, 0)
    assert positions.find(ACT)


def test_files_given_first_win() -> None:
    turned = Positions([file_of("two.ttl", TWO), file_of("one.ttl", ONE)])
    assert turned.find(ACT, al("actor"), JUAN) == Place("two.ttl", 2, 47)
    # … unless only the other has the property.
    assert turned.find(ACT, al("note")) == Place("one.ttl", 9, 5)


def test_every_place_of_a_triple_is_told(positions: Positions) -> None:
    assert positions.all(Triple(ACT, al("actor"), JUAN)) == [
        Place("one.ttl", 7, 14),
        Place("one.ttl", 12, 17),
        Place("two.ttl", 2, 47),
    ]
    assert positions.all(Triple(ACT, al("actor"), ACT)) == []


def test_things_without_a_name_are_those_of_the_parser(positions: Positions) -> None:
    quads = parsing.parse(file_of("two.ttl", TWO))
    nested = next(quad for quad in quads if quad.predicate == al("note"))
    assert positions.find(nested.subject, al("note"), nested.object) == Place("two.ttl", 3, 23)
    assert positions.find(nested.subject) == Place("two.ttl", 3, 13)
    two = next(quad for quad in quads if quad.object == Literal("two"))
    assert positions.find(two.subject, two.predicate, two.object) == Place("two.ttl", 3, 43)
    assert not positions.find(BlankNode("elsewhere"))


def test_a_broken_file_still_has_places() -> None:
    broken = file_of("one.ttl", ONE.replace("id:pedro ;", "id:pedro"))
    assert parsing.faults(broken)
    assert Positions([broken]).find(ACT, al("value")) == Place("one.ttl", 9, 35)


@pytest.mark.parametrize(
    "text",
    [
        "@prefix a: <https://w3id.org/allegiance/id/ac> .\na:t a:p 1 .",
        "@base <https://w3id.org/allegiance/id/> .\n<act> <p> 1 .",
        "<https://w3id.org/allegiance/id/\\u0061ct> <http://x/p> 1 .",
        "@prefix id: <https://w3id.org/allegiance/id/> .\r\nid:act id:p 1 .",
    ],
)
def test_a_thing_is_found_however_it_is_written(text: str) -> None:
    assert Positions([file_of("odd.ttl", text)]).find(ACT) == Place(
        "odd.ttl", 2 - ("\\" in text), 1
    )


def test_a_file_that_cannot_mention_a_thing_is_not_read() -> None:
    """Reading this file would take minutes; looking for a word in it takes none."""
    long = file_of("long.ttl", "<http://x/a> <http://x/p> 1 .\n" * 400_000)
    assert not Positions([long]).find(ACT, al("actor"), JUAN)


NODES = st.sampled_from(["<http://x/a>", "_:x", "_:y", "[]", "()", '"t"', '"t"@en', "1", "true"])


def nested(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    lists = st.lists(inside, max_size=3).map(lambda items: f"( {' '.join(items)} )")
    pairs = st.lists(st.tuples(st.sampled_from(["<http://x/p>", "a"]), inside), min_size=1)
    things = pairs.map(lambda all_: "[ " + " ; ".join(f"{p} {o}" for p, o in all_) + " ]")
    return lists | things


TERMS = st.recursive(NODES, nested, max_leaves=8)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(TERMS.filter(lambda t: t[0] in "<_[("), TERMS), min_size=1, max_size=4))
def test_the_reader_gives_the_triples_of_the_parser_in_its_order(
    sentences: list[tuple[str, str]],
) -> None:
    text = "".join(f"{subject} <http://x/q> {value} .\n" for subject, value in sentences)
    file = file_of("random.ttl", text)
    assert [w.triple() for w in read(text, file.graph).written] == [
        quad.triple for quad in parsing.parse(file)
    ]


def test_blank_nodes_have_the_same_names_every_time_and_others_in_another_file() -> None:
    content = (ROOT / "ontology" / "shapes.ttl").read_text(encoding="utf-8")
    one, again = (parsing.parse(file_of("shapes.ttl", content)) for _ in range(2))
    assert one == again
    blank = [quad.subject for quad in one if isinstance(quad.subject, BlankNode)]
    assert blank[0].value.endswith("b0") and len(set(blank)) > 100
    other = parsing.parse(file_of("other.ttl", content))
    assert not {quad.subject for quad in other} & set(blank)


@pytest.mark.parametrize("name", ["shapes", "allegiance"])
def test_each_triple_of_a_shipped_file_has_the_place_where_its_words_stand(name: str) -> None:
    path = ROOT / "ontology" / f"{name}.ttl"
    text = path.read_text(encoding="utf-8")
    for written in read(decoded(path.read_bytes()), "https://example.org/").written:
        if isinstance(written.object, Literal):
            assert text[written.object_at] in "\"'tf0123456789-"
        assert text[written.subject_at] not in " \n;,."
        assert text[written.predicate_at] not in " \n;,."


def test_a_place_is_written_as_editors_read_it() -> None:
    assert str(Place("data/people.ttl", 6, 1)) == "data/people.ttl:6:1"
    assert str(Place()) == ""


@pytest.mark.parametrize("written", ["<>", "<#a>", "<b>", "p:x"])
def test_a_thing_with_a_relative_address_has_its_place(written: str) -> None:
    file = file_of("cities", f"@prefix p: <> .\n\n{written} a p:City .\n")
    (quad,) = parsing.parse(file)
    assert Positions([file]).find(quad.subject, quad.predicate, quad.object).line == 3
