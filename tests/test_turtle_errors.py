"""Broken Turtle: every mistake is found, told by its cause, and placed where it was made."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pyoxigraph
import pytest
from conftest import ROOT
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg import parsing
from kg.errors import BadFile
from kg.files import File
from kg.turtle.reading import read
from kg.turtle.tokens import decoded

DATA = Path(__file__).parent / "turtle"
HEAD = """\
@prefix al: <https://w3id.org/allegiance/ontology#> .
@prefix id: <https://w3id.org/allegiance/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

"""
SHIPPED = sorted(
    path for folder in ("ontology", "data", "queries") for path in (ROOT / folder).glob("*.ttl")
)
GRAPH = "https://example.org/graph"


def file_of(content: bytes | str) -> File:
    if isinstance(content, str):
        content = content.encode("utf-8", "surrogateescape")
    return File(Path("broken.ttl"), "broken.ttl", GRAPH, content)


def told(text: str) -> list[str]:
    """Return the faults of a text below `HEAD` as the sheet writes them."""
    above, faults = HEAD.count("\n"), parsing.faults(file_of(HEAD + text))
    return [f"{fault.line - above}:{fault.column}: {fault.problem}" for fault in faults]


def slips() -> list[tuple[str, str, list[str]]]:
    found = []
    for entry in (DATA / "slips.txt").read_text(encoding="utf-8").split("### ")[1:]:
        name, _, rest = entry.partition("\n")
        text, *faults = rest.rstrip("\n").split("--> ")
        found.append((name, text, [fault.rstrip("\n") for fault in faults]))
    return found


@pytest.mark.parametrize(("text", "faults"), [s[1:] for s in slips()], ids=[s[0] for s in slips()])
def test_a_slip_is_told_by_its_cause_at_its_place(text: str, faults: list[str]) -> None:
    assert told(text) == faults


def test_the_sheet_of_slips_has_each_slip_once() -> None:
    names = [name for name, _, _ in slips()]
    assert len(names) > 75 and len(set(names)) == len(names)


@pytest.mark.parametrize("content", [b'id:a rdfs:label "Guaid\xf3"@es .\nid:b al:x "\xf1" .\n'])
def test_another_encoding_than_utf_8_is_told_once(content: bytes) -> None:
    (fault,) = parsing.faults(file_of(HEAD.encode() + content))
    assert (fault.line, fault.column) == (6, 23)
    assert "UTF-8" in fault.problem and "\udcf3" not in str(fault)
    str(fault).encode("utf-8")


def test_a_missing_prefix_that_is_well_known_proposes_its_line_and_no_other_prefix() -> None:
    text = HEAD.replace("@prefix id:", "@prefix void:") + "id:a a al:Break .\nid:b a al:Break .\n"
    (fault,) = parsing.faults(file_of(text))
    assert fault.problem.split("\n")[0] == (
        "the prefix id: has not been declared; "
        "expected the line @prefix id: <https://w3id.org/allegiance/id/> . above."
    )


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (
            b"<!DOCTYPE html>\n<html><head><title>x</title></head><body>404</body></html>",
            "web page",
        ),
        (b"\xef\xbb\xbf\n<!-- saved --><!-- -->\n<html lang='en'>\n", "web page"),
        ((HEAD + "id:a a al:Break .\n").encode("utf-16"), "UTF-16"),
        ((HEAD + "id:a rdfs:label 'ó' .\n").encode("utf-16-le"), "UTF-16"),
        (("# people\n" + HEAD).encode("utf-16-be"), "UTF-16"),
        (b'<?xml version="1.0"?>\n<rdf:RDF></rdf:RDF>', "XML"),
        (b'{\n  "@context": {"al": "x"},\n  "@id": "y"\n}', "JSON"),
        (b'[{"@id": "y"}]', "JSON"),
        (b"%PDF-1.7\n%\xe2\xe3\n1 0 obj <<>>", "PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml", "packed"),
    ],
)
def test_what_is_no_turtle_at_all_is_told_once(content: bytes, says: str) -> None:
    (fault,) = parsing.faults(file_of(content))
    assert (fault.line, fault.column) == (1, 1)
    assert says in fault.problem.split("\n")[0] and "\0" not in str(fault)
    agree(content)


def test_what_turtle_allows_is_no_fault() -> None:
    allowed = "\tid:a a al:Break ;; al:x 1 ; .\r\nid:b al:x [ ] , ( ) ; al:y '''it's''' .\r\n"
    assert told(allowed) == []


def test_the_first_fault_is_the_one_that_is_raised() -> None:
    text = HEAD + "id:a al:actor ;\n    al:verb no:where .\n"
    first, second = parsing.faults(file_of(text))
    with pytest.raises(BadFile) as raised:
        parsing.parse(file_of(text))
    assert str(raised.value) == str(first) and "no:" in str(second)
    assert "broken.ttl:6:6: " in str(first) and str(first).endswith("^")


def test_a_valid_file_has_no_faults() -> None:
    assert parsing.faults(file_of(HEAD + "id:a a al:Person .")) == []


def test_where_no_fault_is_found_the_parser_has_the_word() -> None:
    assert read('VERSION "1.2"').faults  # newer than RDF 1.1, yet the parser lets it pass
    assert parsing.parse(file_of('VERSION "1.2"')) == []


@pytest.mark.parametrize(
    "text",
    [
        'id:a al:x "x"@en--ltr .',
        "id:a al:x <<( id:a id:b id:c )>> .",
        "<< id:a id:b id:c >> al:x 1 .",
    ],
)
def test_what_is_newer_than_rdf_1_1_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(BadFile, match=r"broken\.ttl:6:\d+: .*RDF 1\.1"):
        parsing.parse(file_of(HEAD + text))


# -- the parser is the judge --


def parsed(content: bytes) -> list[pyoxigraph.Triple] | None:
    """Return the triples of a text as the parser gives them, None when it refuses the text."""
    try:
        return [quad.triple for quad in parsing.parse(file_of(content))]
    except BadFile:
        return None


def agree(content: bytes) -> None:
    """Assert that reader and parser refuse the same, and else read the same in one order."""
    reading, triples = read(decoded(content), GRAPH), parsed(content)
    assert bool(reading.faults) == (triples is None)
    if triples is not None:
        assert [written.triple() for written in reading.written] == triples


W3C: dict[str, str] = json.loads((DATA / "w3c.json").read_text(encoding="utf-8"))
# Its last character is none that an IRI may have, which the parser does not look at.
NOT_AN_IRI = "localName_with_assigned_nfc_PN_CHARS_BASE_character_boundaries"


@pytest.mark.parametrize("name", sorted(W3C.keys() - {NOT_AN_IRI}))
def test_the_tests_of_the_w3c_are_read_as_the_parser_reads_them(name: str) -> None:
    text = W3C[name]
    with_base = f"@base <http://www.w3.org/2013/TurtleTests/{name}.ttl> .\n" + text
    agree(text.encode())
    agree(with_base.encode())
    assert bool(read(with_base).faults) == ("-bad-" in name)


BLOCKS = [
    block
    for path in (ROOT / "ontology" / "shapes.ttl", ROOT / "tests" / "small-acts.ttl")
    for block in path.read_text(encoding="utf-8").split("\n\n")
    if len(block) < 1500 and not block.startswith("@prefix") and "@prefix" not in block
]
PREFIXES = "".join(
    sorted(
        {
            line + "\n"
            for path in (*SHIPPED, ROOT / "tests" / "small-acts.ttl")
            for line in path.read_text(encoding="utf-8").splitlines()
            if re.match(r"@prefix \w+: ", line)
        }
    )
)
SIGNS = "\"'<>[](){}.,;:^@\\%#_-~/|=+? \n\ta1é\u00a0“"


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(BLOCKS), st.floats(0, 1), st.sampled_from(SIGNS), st.integers(0, 8))
def test_one_slip_of_the_finger_is_judged_as_the_parser_judges_it(
    block: str, where: float, sign: str, lost: int
) -> None:
    at = int(where * len(block))
    for text in (block[:at] + sign + block[at:], block[:at] + block[at + lost :]):
        agree((PREFIXES + "\n" + text + "\n").encode())


DESCRIPTIONS = [
    block
    for path in SHIPPED
    if path.parent.name == "data"
    for block in path.read_text(encoding="utf-8").split("\n\n")
    if "@prefix" not in block
]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(DESCRIPTIONS), st.integers(0, 99), st.sampled_from([";.", ";:", ",.", ",:"]))
def test_a_wrong_mark_at_the_end_of_a_line_is_told_where_it_stands(
    block: str, number: int, change: str
) -> None:
    right, wrong = change
    ends = [match.start() + 1 for match in re.finditer(rf" {right}\n", block)]
    if not ends:
        return
    at = ends[number % len(ends)]
    above = PREFIXES + "\nid:above a al:Break ;\n    al:actor id:juan .\n\n"
    text = above + block[:at] + wrong + block[at + 1 :] + "\n\nid:below a al:Break .\n"
    before = text[: len(above) + at]
    (fault,) = read(text).faults
    assert fault.place == (before.count("\n") + 1, at - block.rfind("\n", 0, at))


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from([*SIGNS, "id:a", " al:b ", '"c"', '"""', "@en", "^^", " 1.5 ", "a "]))
)
@example(["id:a", "\n", " al:b ", '"c"', "@en", "."])
def test_any_heap_of_signs_is_judged_as_the_parser_judges_it(signs: list[str]) -> None:
    agree((HEAD + "".join(signs)).encode())


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_are_read_without_falling_over(content: bytes) -> None:
    for fault in parsing.faults(file_of(HEAD.encode() + content)):
        assert fault.line >= 1
        str(fault).encode("utf-8")


@pytest.mark.parametrize(
    ("start", "again"),
    [
        ("id:a al:b ", "( "),
        ("id:a al:b ", "[ al:c "),
        ('id:a al:b """', "xx"),
        ('id:a al:b """', '\\"""'),
        ("id:a al:b ", ", "),
        ("", 'id:a al:b "x y ;\n'),
        ("", "id:a al:b zz ;\n"),
        ("", "<"),
        ("id:a al:b ", '"x"@ '),
        ("id:a al:b ", "w "),
        ("id:a al:b 1 ;\n", "xx "),
        ("", "\n<<<<<<< a\n======="),
        ("", "\n======="),
        ("", "<b>x</b> .. "),
    ],
    ids=range(14),
)
def test_a_text_full_of_mistakes_takes_time_in_proportion(start: str, again: str) -> None:
    def seconds(times: int) -> float:
        began = time.process_time()
        assert read(HEAD + start + again * times).faults
        return time.process_time() - began

    assert seconds(16_000) < 24 * (seconds(2_000) + 0.01)  # a square would take 64 times


@pytest.mark.parametrize("again", ["( ", "[ al:c ", "[ al:c ( "])
def test_brackets_that_nobody_can_close_are_told_once(again: str) -> None:
    (fault,) = read(HEAD + "id:a al:b " + again * 2_000 + "\nid:c al:d id:e .").faults
    assert fault.place == (6, 11) and fault.problem == "more than 1,000 brackets are open here"


def test_many_files_are_each_parsed_once() -> None:
    files = [
        File(Path(f"{n}.ttl"), f"{n}.ttl", GRAPH, b"<urn:a> <urn:b> <urn:c> .") for n in range(200)
    ]
    first = [parsing.parse(file)[0] for file in files]
    assert all(parsing.parse(file)[0] is quad for file, quad in zip(files, first, strict=True))


def test_every_shipped_file_is_read_as_the_parser_reads_it() -> None:
    for path in SHIPPED:
        agree(path.read_bytes())
