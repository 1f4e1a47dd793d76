"""How the Turtle files are laid out, so that a change shows as the lines it means."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from conftest import ROOT

FILES = sorted(
    path for folder in ("ontology", "data", "queries") for path in (ROOT / folder).glob("*.ttl")
)
SOURCE = ROOT.parent / "shared" / "source" / "venezuelan-crisis-defection.txt"
AL = rdflib.Namespace("https://w3id.org/allegiance/ontology#")
every_file = pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.name}")


@every_file
def test_a_file_is_clean_text(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert "\r" not in text and "\t" not in text
    assert text.endswith("\n") and not text.endswith("\n\n")
    assert unicodedata.is_normalized("NFC", text)
    assert not [line for line in text.split("\n") if line != line.rstrip()]


@every_file
def test_prefixes_are_sorted_and_all_used(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    prefixes = re.findall(r"^@prefix (\S*): ", text, re.MULTILINE)
    assert prefixes == sorted(prefixes)
    body = re.sub(r"^@prefix.*$", "", text, flags=re.MULTILINE)
    assert [name for name in prefixes if not re.search(rf"(?<![\w-]){name}:", body)] == []


@every_file
def test_a_thing_is_described_in_one_block(path: Path) -> None:
    text = re.sub(r'"""(?:[^"\\]|\\.|"(?!""))*"""', '""', path.read_text(encoding="utf-8"))
    subjects = Counter(re.findall(r"^([^\s#@\]\[)]\S*)", text, re.MULTILINE))
    assert [subject for subject, count in subjects.items() if count > 1] == []


@every_file
def test_an_object_has_a_line_of_its_own_where_there_are_several(path: Path) -> None:
    text = re.sub(r'"(?:[^"\\]|\\.)*"', '""', path.read_text(encoding="utf-8"))
    text = re.sub(r"\[[^\]]*\]|\([^)]*\)|#.*", "", text)
    assert [line for line in text.splitlines() if re.search(r" , \S", line)] == []


def test_data_has_no_blank_nodes() -> None:
    for path in (ROOT / "data").glob("*.ttl"):
        for triple in pyoxigraph.parse(path.read_bytes(), pyoxigraph.RdfFormat.TURTLE):
            assert not isinstance(triple.subject, pyoxigraph.BlankNode)
            assert not isinstance(triple.object, pyoxigraph.BlankNode)


def passages() -> dict[tuple[str, int], str]:
    """Return the fingerprints of the passages, by section (English) and paragraph."""
    graph = rdflib.Graph().parse(ROOT / "data" / "sources.ttl")
    return {
        (str(graph.value(p, AL.section)), int(graph.value(p, AL.paragraph))): str(
            graph.value(p, AL.fingerprint)
        )
        for p in graph.subjects(rdflib.RDF.type, AL.Passage)
    }


@pytest.mark.skipif(not SOURCE.exists(), reason="the document is not beside this checkout")
def test_every_paragraph_of_the_document_is_a_passage_with_its_fingerprint() -> None:
    found, section, number = {}, "Lead", 0
    for line in SOURCE.read_text(encoding="utf-8").splitlines()[1:]:
        heading = re.fullmatch(r"=+\s*(.*?)\s*=+", line.strip())
        if heading:
            section, number = heading[1], 0
        elif line.strip():
            number += 1
            text = " ".join(unicodedata.normalize("NFC", line).split())
            found[section, number] = hashlib.sha256(text.encode()).hexdigest()
    assert passages() == found


@pytest.mark.skipif(not SOURCE.exists(), reason="the document is not beside this checkout")
def test_no_sentence_of_the_document_is_copied() -> None:
    tool = ROOT.parent / "shared" / "tools" / "copied"
    done = subprocess.run([sys.executable, str(tool), str(ROOT)], capture_output=True, text=True)
    assert done.stdout == ""


@pytest.mark.skipif(
    not SOURCE.exists(), reason="the list of identifiers is not beside this checkout"
)
def test_links_go_only_to_verified_identifiers() -> None:
    lines = (SOURCE.parent / "identifiers.tsv").read_text(encoding="utf-8").splitlines()[1:]
    known = set()
    for line in lines:
        cells = line.split("\t")
        known |= {
            f"http://www.wikidata.org/entity/{cells[2]}",
            f"https://sws.geonames.org/{cells[3]}/",
        }
    linked = set()
    for path in (ROOT / "data").glob("*.ttl"):
        graph = rdflib.Graph().parse(path)
        for name in ("exactMatch", "closeMatch"):
            linked |= {str(o) for o in graph.objects(None, rdflib.SKOS[name])}
    assert linked and linked <= known
