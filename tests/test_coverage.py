"""Every paragraph supports a fact or says why not; a newer copy shows what it changes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import ROOT, Run
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.coverage import Paragraph, changes, fingerprint, paragraphs
from kg.graph import KnowledgeGraph

SOURCE = ROOT.parent / "shared" / "source" / "venezuelan-crisis-defection.txt"
COPY = """\
= A tale =

One fine day.

Then another.

== Acts ==
Somebody left.

Somebody  stayed.
"""
PREFIXES = """\
@prefix al: <https://w3id.org/allegiance/ontology#> .
@prefix id: <https://w3id.org/allegiance/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

id:tale a al:Source ; rdfs:label "a tale"@en .
id:leaving a al:Departure ; rdfs:label "a leaving"@en ; al:statedIn id:acts-1 .
id:ana-accusation-against-bruno a al:Accusation ;
    rdfs:label "Ana's accusation against Bruno"@en ; al:madeBy id:ana ; al:accused id:bruno ;
    al:reportedIn id:lead-1 , id:acts-1 .
id:ana a al:Person ; rdfs:label "Ana"@en .
id:bruno a al:Person ; rdfs:label "Bruno"@en .
"""


@pytest.fixture
def tale(tmp_path: Path) -> Path:
    """A project whose source is COPY: two facts, a reason for lead-2, none for acts-2."""
    for name in ("ontology", "data", "queries"):
        (tmp_path / name).mkdir()
    shutil.copy(ROOT / "ontology" / "allegiance.ttl", tmp_path / "ontology")
    for name in ("coverage.rq", "labels.ttl"):
        shutil.copy(ROOT / "queries" / name, tmp_path / "queries")
    text = PREFIXES
    for position, found in enumerate(paragraphs(COPY), 1):
        slug = f"{found.section.lower()}-{found.number}"
        note = 'al:note "Only a mood."@en ;' if slug == "lead-2" else ""
        text += (
            f'id:{slug} a al:Passage ; rdfs:label "{found.section} {found.number}"@en ; {note}\n'
            f'    al:section "{found.section}" ; al:paragraph {found.number} ;\n'
            f"    al:position {position} ; al:partOfSource id:tale ;\n"
            f'    al:fingerprint "{found.fingerprint}" .\n'
        )
    (tmp_path / "data" / "tale.ttl").write_text(text, encoding="utf-8")
    return tmp_path


def test_every_paragraph_supports_a_fact_or_says_why_it_does_not(graph: KnowledgeGraph) -> None:
    for language in ("en", "es"):
        rows = list(graph.query("coverage", language=language))
        assert len({row.passage for row in rows}) == 40
        assert [row.passage.label for row in rows if not row.what and not row.why_none] == []


def test_each_paragraph_is_shown_with_its_facts_in_the_order_of_the_source(
    run: Run, tale: Path
) -> None:
    done = run("--project", str(tale), "coverage")
    assert (done.exit, done.err) == (0, "")
    assert done.out == (
        "Lead 1: 1 fact\n"
        "  accusation: Ana's accusation against Bruno [Ana, attributed]\n\n"
        "Lead 2: 0 facts\n"
        "  Only a mood.\n\n"
        "Acts 1: 2 facts\n"
        "  accusation: Ana's accusation against Bruno [Ana, attributed]\n"
        "  departure: a leaving\n\n"
        "Acts 2: 0 facts\n"
        "  No reason is given: write one as the al:note of the passage.\n\n"
        "4 paragraphs, 2 facts\n"
    )


@pytest.mark.parametrize(
    ("old", "new", "told", "code"),
    [
        ("", "", "", 0),
        ("fine", " fine", "", 0),  # white space is no change
        ("Then another.\n", "", "gone: Lead 2: 0 facts\n\n", 0),
        ("stayed", "went", "changed: Acts 2 → Acts, 2: 0 facts\n\n", 0),
        (
            "left",
            "went",
            "changed: Acts 1 → Acts, 1: 2 facts\n"
            "  accusation: Ana's accusation against Bruno [Ana, attributed]\n"
            "  departure: a leaving\n\n",
            1,
        ),
        (
            "One fine day.\n",
            "",
            "gone: Lead 1: 1 fact\n"
            "  accusation: Ana's accusation against Bruno [Ana, attributed]\n\n"
            "moved: Lead 2 → Lead, 1: 0 facts\n\n",
            1,
        ),
        (
            "Then",
            "Something new.\n\nThen",
            "moved: Lead 2 → Lead, 3: 0 facts\n\nnew: Lead, 2\n\n",
            0,
        ),
        ("== Acts ==", "== Deeds ==", None, 0),
    ],
)
def test_a_newer_copy_shows_what_it_changes(
    run: Run, tale: Path, old: str, new: str, told: str | None, code: int
) -> None:
    done = run("--project", str(tale), "coverage", "--against", "-", stdin=COPY.replace(old, new))
    assert done.exit == code
    if told is None:
        assert done.out.startswith("moved: Acts 1 → Deeds, 1: 2 facts\n")
    else:
        assert done.out == told
    assert done.err == ("Nothing changed.\n" if done.out == "" else "")


def test_a_paragraph_that_stands_elsewhere_has_moved() -> None:
    old = paragraphs("One.\nTwo.\nThree.\n== A ==\nFour.")
    new = paragraphs("Two.\nThree.\n== A ==\nFour.\nOne.")
    assert [(c.kind, c.new and (c.new.section, c.new.number)) for c in changes(old, new)] == [
        ("moved", ("A", 2)),
        ("moved", ("Lead", 1)),
        ("moved", ("Lead", 2)),
        ("same", ("A", 1)),
    ]


def test_the_changes_have_every_format(run: Run, tale: Path, tmp_path: Path) -> None:
    newer = tmp_path / "newer.txt"
    newer.write_text(COPY.replace("left", "went"), encoding="utf-8")
    done = run("--project", str(tale), "coverage", "--against", str(newer), "--format", "csv")
    assert done.exit == 1
    assert done.out.splitlines()[0] == (
        "change,passage,passageLabel,newPlace,kind,kindLabel,what,whatLabel,claimant,"
        "claimantLabel,status,recordedStatus"
    )


@pytest.mark.parametrize("text", ["", "Something else altogether.", "== Acts ==\n"])
def test_a_text_that_is_no_copy_is_refused(run: Run, tale: Path, text: str) -> None:
    done = run("--project", str(tale), "coverage", "--against", "-", stdin=text)
    assert done.exit == 2 and done.out == ""
    assert done.err.startswith("Error: -: has no paragraph of a source of this graph")


def test_a_file_that_cannot_be_read_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "latin.txt").write_bytes("Guaidó".encode("latin-1"))
    for path in (tmp_path / "nothing.txt", tmp_path, tmp_path / "latin.txt"):
        done = run("coverage", "--against", str(path))
        assert done.exit == 2 and str(path) in done.err and "Traceback" not in done.err


def test_a_project_without_the_question_is_told_so(run: Run, project: Path) -> None:
    done = run("--project", str(project), "coverage")
    assert done.exit == 2 and "'coverage'" in done.err


@pytest.mark.skipif(not SOURCE.exists(), reason="the document is not beside this checkout")
def test_the_document_itself_is_unchanged() -> None:
    found = kg.load().changes(SOURCE.read_text(encoding="utf-8"))
    assert found.rows == []


texts = st.lists(st.sampled_from("abcdefgh"), max_size=8)


def read(words: list[str]) -> list[Paragraph]:
    """Return paragraphs under a heading that changes at each "c"."""
    found, section, number = [], "Lead", 0
    for word in words:
        section, number = (f"after {len(found)}", 1) if word == "c" else (section, number + 1)
        found.append(Paragraph(section, number, fingerprint(word)))
    return found


@given(texts, texts)
def test_every_paragraph_of_both_copies_is_told_of_once(
    before: list[str], after: list[str]
) -> None:
    old, new = read(before), read(after)
    found = changes(old, new)
    assert [change.old for change in found if change.old] == old
    told = [change.new for change in found if change.new]
    assert sorted(told, key=repr) == sorted(new, key=repr)
    for change in found:
        alike = change.old and change.new and change.old.fingerprint == change.new.fingerprint
        assert bool(alike) == (change.kind in ("same", "moved"))
        assert (change.new is None) == (change.kind == "gone")
        assert (change.old is None) == (change.kind == "new")


@given(texts)
def test_a_copy_that_is_the_same_changes_nothing(words: list[str]) -> None:
    assert {change.kind for change in changes(read(words), read(words))} <= {"same"}
