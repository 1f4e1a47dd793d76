"""The canonical layout of Turtle: comments stay, meaning is untouched, twice changes nothing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pyoxigraph
import pytest
from conftest import ROOT, Run
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import BadFile
from kg.turtle.layout import arranged, difference

SHIPPED = sorted(
    path for folder in ("ontology", "data", "queries") for path in (ROOT / folder).glob("*.ttl")
)
HEAD = """\
@prefix al: <https://w3id.org/allegiance/ontology#> .
@prefix id: <https://w3id.org/allegiance/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

"""


def graph_of(text: str) -> pyoxigraph.Dataset:
    """Return what a text says, with blank nodes named by their place in the graph."""
    triples = pyoxigraph.parse(text.encode(), pyoxigraph.RdfFormat.TURTLE)
    dataset = pyoxigraph.Dataset(
        pyoxigraph.Quad(t.subject, t.predicate, t.object, pyoxigraph.DefaultGraph())
        for t in triples
    )
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def comments_of(text: str) -> Counter[str]:
    bare = re.sub(
        r'"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\]|\\.)*"|\'[^\']*\'|<[^>\s]*>',
        "",
        text,
        flags=re.S,
    )
    return Counter(found.rstrip() for found in re.findall(r"#[^\r\n]*", bare))


def check(text: str) -> str:
    """Arrange a text, assert what must hold of every arranged text, and return it."""
    result = arranged(text)
    assert arranged(result) == result
    assert graph_of(result) == graph_of(text)
    assert comments_of(result) == comments_of(text)
    assert not [line for line in result.split("\n") if line != line.rstrip(" \t\r")]
    assert result == "" or result.endswith("\n") and not result.endswith("\n\n")
    return result


def test_a_block_is_laid_out_as_the_house_does() -> None:
    text = """\
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
@prefix id: <https://w3id.org/allegiance/id/>.
@prefix al: <https://w3id.org/allegiance/ontology#> .
id:act al:note "n"@es, "n"@en ; al:statedIn id:p1; al:latest id:l ; al:date '2019' ;
  al:actor id:juan,id:ana;; rdfs:label "x"@es , "y"@en; a al:Break.
id:b a al:Break."""
    assert check(text) == (
        HEAD
        + """\
id:act a al:Break ;
    rdfs:label
        "y"@en ,
        "x"@es ;
    al:actor
        id:juan ,
        id:ana ;
    al:date "2019" ;
    al:latest id:l ;
    al:statedIn id:p1 ;
    al:note
        "n"@en ,
        "n"@es .

id:b a al:Break .
"""
    )


def test_comments_stay_with_what_they_stand_above_or_beside() -> None:
    text = (
        "# about the file\n\n"
        + HEAD
        + """\
# -- heading --

# on the act
id:act # the act
    # its note
    al:note "n" ; # beside the note
    a al:Break , # one kind
      # another kind
      al:Departure # beside it
      # before the stop
      . # after the stop
# the end
"""
    )
    assert check(text) == (
        "# about the file\n\n"
        + HEAD.replace("@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n", "")
        + """\
# -- heading --

# on the act
id:act  # the act
    a
        al:Break ,  # one kind
        # another kind
        al:Departure ;  # beside it
    # its note
    al:note "n"  # beside the note
    # before the stop
    .  # after the stop

# the end
"""
    )


@pytest.mark.parametrize(
    ("text", "block"),
    [
        (
            'id:a a al:Break ;\n  al:note "n" ; # the note\n\n . # the end\n',
            'id:a a al:Break ;\n    al:note "n"  # the note\n    .  # the end\n',
        ),
        (
            'id:a al:note "n" ;\n  a al:Break # its kind\n . # the end\n',
            'id:a a al:Break ;  # its kind\n    al:note "n" .  # the end\n',
        ),
        (
            "[ al:x 1 ] # what\n # why\n . # the end\n",
            "[ al:x 1 ]  # what\n# why\n.  # the end\n",
        ),
        ("id:a a al:Break\n . # the end\n", "id:a a al:Break .  # the end\n"),
    ],
)
def test_a_remark_behind_a_full_stop_stays_there(text: str, block: str) -> None:
    assert check(HEAD + text + "id:b a al:Break .\n").endswith(f"{block}\nid:b a al:Break .\n")
    check(HEAD + text + "id:a al:actor id:x .\n")  # whose first block goes on


def test_a_remark_behind_the_full_stop_of_a_prefix_stays_with_it() -> None:
    text = "@prefix b: <http://b/> # one\n  . # two\n@prefix c: <http://c/> .\nb:a c:b 1 .\n"
    assert check(text).startswith(
        "# two\n@prefix b: <http://b/> .  # one\n@prefix c: <http://c/> .\n\n"
    )


def test_brackets_stay_on_one_line_or_on_several_as_they_were_written() -> None:
    text = HEAD + (
        "id:a al:x [ al:note 'n' ; a al:Thing ] ; al:y ( 1 2 ) ; al:z [\n a al:Thing ; al:q 1 ] ;\n"
        "  al:zz ( 1 2\n 3 [ ] ( ) # three\n 4 ) .\n[ al:x 1 ] al:y 2 .\n[ al:x 1 ] ."
    )
    assert check(text).partition("\n\n")[2] == (
        """\
id:a al:x [ a al:Thing ; al:note "n" ] ;
    al:y ( 1 2 ) ;
    al:z [
        a al:Thing ;
        al:q 1 ;
    ] ;
    al:zz (
        1 2
        3 [] ()  # three
        4
    ) .

[ al:x 1 ] al:y 2 .

[ al:x 1 ] .
"""
    )


def test_blocks_of_one_subject_become_one_and_the_others_stay_in_their_order() -> None:
    text = HEAD + "id:b a al:Break .\nid:a a al:Break .\nid:b al:actor id:x ; a al:Event .\n"
    assert check(text).endswith(
        "id:b\n    a\n        al:Break ,\n        al:Event ;\n    al:actor id:x .\n\n"
        "id:a a al:Break .\n"
    )


def test_a_block_with_comments_is_not_moved_into_another() -> None:
    text = HEAD + "id:b a al:Break .\n\n# later\nid:b al:actor id:x .\n"
    assert check(text).endswith("id:b a al:Break .\n\n# later\nid:b al:actor id:x .\n")


def test_a_long_text_is_kept_as_it_is() -> None:
    long = '"""one\n   two  \n\n"three" \\u00e9"""@en'
    result = arranged(HEAD + f"id:a al:note {long} ; rdfs:label 'it is', 'it\\'s \"x\"' .")
    assert long in result and '"it is" ,' in result and "'it\\'s \"x\"' ;" in result


def test_prefixes_that_are_not_used_go_and_those_written_twice_stand_once() -> None:
    text = "@prefix z: <http://z/> .\n@prefix b: <http://b/> .\n@prefix a: <http://a/> .\n"
    text += "@prefix b: <http://b/> . # twice\na:x b:y 1 ."
    assert check(text) == (
        "# twice\n@prefix a: <http://a/> .\n@prefix b: <http://b/> .\n\na:x b:y 1 .\n"
    )


def test_a_prefix_in_the_middle_goes_to_the_top() -> None:
    text = "@prefix b: <http://b/> .\nb:x b:y 1 .\n# on a\n@prefix a: <http://a/> .\na:x b:y 1 ."
    assert check(text).startswith(
        "# on a\n@prefix a: <http://a/> .\n@prefix b: <http://b/> .\n\nb:x"
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "@prefix a: <http://a/> .\na:x a:y 1 .\n@prefix a: <http://b/> .\na:x a:y 2 .",
            r"the file:3:1: the prefix a: stands for <http://a/> in line 1 and for <http://b/>",
        ),
        (
            "@base <http://a/> .\n<x> <y> 1 .\n@base <http://b/> .\n<x> <y> 2 .",
            "3:1: the base stands",
        ),
        ("<http://a/x> <http://a/y> .", "the file:1:27: .* has no value|the file:1:14: .*"),
        ("<http://a/x> <http://a/y> " + "( " * 101 + ") " * 101 + ".", "more than 100 brackets"),
    ],
)
def test_what_cannot_be_arranged_is_refused(text: str, says: str) -> None:
    with pytest.raises(BadFile, match=says):
        arranged(text, "the file")


def test_the_base_stays_above_what_it_is_the_base_of() -> None:
    text = "@prefix b: <http://b/> .\n@base <http://a/> .\n@prefix a: <c#> .\na:x b:y <z> ."
    assert check(text).startswith(
        "@base <http://a/> .\n@prefix a: <c#> .\n@prefix b: <http://b/> .\n"
    )


def test_an_empty_text_stays_empty_and_comments_alone_stay() -> None:
    assert check("") == ""
    assert check("\n\n") == ""
    assert check("# only this\n\n\n# and this") == "# only this\n\n# and this\n"
    assert check("@prefix a: <http://a/> .") == "@prefix a: <http://a/> .\n"


def test_line_ends_and_tabs_become_those_of_the_house() -> None:
    text = "\ufeff" + (HEAD + "id:a\ta al:Break ;\r\n\tal:actor id:x . # c \t").replace(
        "\n", "\r\n"
    )
    result = arranged(text)
    assert "\r" not in result and "\t" not in result and "\ufeff" not in result
    assert result.endswith("id:a a al:Break ;\n    al:actor id:x .  # c\n")


def test_a_difference_is_told_line_by_line() -> None:
    assert difference("a\nb", "a\nb\n", "x.ttl") == (
        "--- x.ttl\n+++ x.ttl (arranged)\n@@ -1,2 +1,2 @@\n a\n-b\n"
        "\\ No newline at end of file\n+b\n"
    )
    assert difference("a\n", "a\n", "x.ttl") == ""


@pytest.mark.parametrize("separator", ["\x0b", "\x0c", "\x85", "\u2028"])
def test_only_a_line_end_ends_a_line_of_a_difference(separator: str) -> None:
    told = difference(f"a{separator}b\nc\n", f"a{separator}b\nd\n", "x.ttl")
    assert told.split("\n")[3:] == [f" a{separator}b", "-c", "+d", ""]


def test_needless_spaces_are_taken_away(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "ulm.ttl"
    text = HEAD + 'id:ulm a al:Place ;\n    rdfs:label "Ulm "@en , " Ulm  on\\t\\n Danube"@es .\n'
    path.write_text(text)
    done = run("validate", str(path), "--rules", "facts", "--fix", "--yes")
    assert done.exit == 0 and "text-spacing" not in done.out
    assert path.read_text().endswith('rdfs:label "Ulm"@en , """Ulm on\nDanube"""@es .\n')


def test_the_files_of_the_installed_package_are_not_written(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "kg", tmp_path / "kg", ignore=shutil.ignore_patterns("__pycache__"))
    for folder in ("ontology", "data", "queries"):
        shutil.copytree(ROOT / folder, tmp_path / "kg" / "_files" / folder)
    path = tmp_path / "kg" / "_files" / "data" / "places.ttl"
    path.write_text(loose := path.read_text() + "\n\n")
    done = subprocess.run(
        [sys.executable, "-m", "kg", "format"],
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )
    assert done.returncode == 2 and b"name a folder with --project" in done.stderr
    assert path.read_text() == loose


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_a_shipped_file_keeps_its_meaning_and_its_comments(path: Path) -> None:
    check(path.read_text(encoding="utf-8"))


COMMENT = st.sampled_from(
    ["", "", "", " # c\n", "\n# d\n", "\n\n# e  \n\n", "\n", "\n\n", "#f\r\n"]
)
PLAIN = ["id:a", "id:b", "<http://x/#c>", "_:n", "1", "1.5e3", "true", '"t"', '"u"@en', '"v"@es']
VALUES = st.sampled_from([*PLAIN, "'w'", '"""#l\n  m"""@en', '"2019"^^id:k', "[]", "( )"])
NAMES = st.sampled_from(["a", "al:actor", "al:note", "id:p", "rdfs:label", "<http://x/#q>"])


@st.composite
def values(draw: st.DrawFn, depth: int = 0) -> list[str]:
    """Return the tokens of a value."""
    kind = draw(st.integers(0, 7)) if depth < 3 else 7
    if kind == 0:
        items = draw(st.lists(values(depth=depth + 1), max_size=4))
        return ["(", *(token for item in items for token in item), ")"]
    if kind == 1:
        return ["[", *draw(described(depth=depth + 1)), "]"]
    return [draw(VALUES)]


@st.composite
def described(draw: st.DrawFn, depth: int = 0) -> list[str]:
    """Return the tokens of properties with their values."""
    tokens: list[str] = []
    for _ in range(draw(st.integers(1, 4))):
        tokens += [draw(NAMES), *draw(values(depth=depth))]
        for _ in range(draw(st.sampled_from([0, 0, 0, 1, 2]))):
            tokens += [",", *draw(values(depth=depth))]
        tokens += [";"] * draw(st.sampled_from([1, 1, 1, 2]))
    return tokens


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Return a random Turtle text with comments between any two tokens."""
    tokens: list[str] = []
    for _ in range(draw(st.integers(0, 4))):
        if draw(st.integers(0, 5)) == 0:
            tokens += ["@prefix", "un:", "<http://unused/>", "."]
        subject = draw(st.sampled_from([["id:a"], ["id:b"], ["_:n"], ["["], ["(", "1", ")"]]))
        if subject == ["["]:
            subject = ["[", *draw(described(depth=2)), "]"]
        tokens += [*subject, *draw(described()), "."]
    return HEAD + "".join(token + draw(COMMENT) + " " for token in tokens)


@settings(max_examples=150, deadline=None)
@given(texts())
def test_any_text_keeps_its_meaning_and_its_comments(text: str) -> None:
    check(text)
