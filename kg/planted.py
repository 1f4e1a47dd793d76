"""Whether a question prints an accusation without its accuser and status: tried, not read.

`planted.ttl` holds two accusations, one by somebody and one by nobody named, among facts of every
kind that touch them. A question is asked there about nothing in particular and about everything
at once. A row that gives away any part of an accusation must name its accuser in another column
and carry its status.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.errors import KgError
from kg.files import File
from kg.parsing import parse
from kg.queries import Question
from kg.store import Store
from kg.terms import PREFIXES, Literal, NamedNode, Quad, Term, al

STATUSES = {"attributed", "contested", "denied"}
_UNNAMED = ("not named in the source", "no nombrado en la fuente")
_ID = PREFIXES["id"]
_GRAPH = NamedNode(_ID + "planted")
# By what an accusation is given away, and which cells say who makes it.
_ACCUSERS = {
    "planted-accusation": (_ID + "planted-accuser", "planted-accuser"),
    "planted-allegation": _UNNAMED,
}
_OF_CONCEPTS = ("kind", "verb", "style", "rank", "qualifier", "countedKind")
_NAMED = re.compile(r"\bid:([\w-]+)")


def telling(questions: Iterable[Question], ontology: Iterable[Quad]) -> Iterator[Question]:
    """Yield the questions that can print an accusation without its accuser and status.

    `ontology` is what they need of classes and properties. A question that cannot be answered at
    all is the business of other checks.
    """
    quads = [*ontology, *_planted()]
    names = {q.subject.value for q in quads if isinstance(q.subject, NamedNode)}
    things = [NamedNode(name) for name in sorted(names) if name.startswith(_ID + "planted-")]
    for question in questions:
        store = Store()
        store.add([*quads, *_of_kinds(question)])
        with contextlib.suppress(KgError):
            asked = (store.select(_asked(question, about)) for about in ([], things))
            if any(_tells(found.columns, row) for found in asked for row in found.rows):
                yield question


def _planted() -> list[Quad]:
    """Return the small graph, what both accusations have alike written out for each."""
    path = Path(__file__).with_name("planted.ttl")
    quads = parse(File(path, path.name, _GRAPH.value, path.read_bytes()))
    both = NamedNode(_ID + "planted-both")
    shared = [quad for quad in quads if quad.subject == both]
    written = [
        Quad(NamedNode(_ID + name), q.predicate, q.object, _GRAPH)
        for name in _ACCUSERS
        for q in shared
    ]
    return [quad for quad in quads if quad.subject != both] + written


def _of_kinds(question: Question) -> Iterator[Quad]:
    """Yield what makes the planted things be of every kind that a question names."""
    for name in sorted(set(_NAMED.findall(question.text))):
        for planted in ("event", "other-event", "group", "body", "tenure", "count", "claim"):
            for term in _OF_CONCEPTS:
                yield Quad(
                    NamedNode(f"{_ID}planted-{planted}"), al(term), NamedNode(_ID + name), _GRAPH
                )


def _asked(question: Question, things: list[NamedNode]) -> str:
    """Return the text of a question asked about all `things` at once, about anything for none."""
    named = [p.name for p in question.parameters if p.type in ("thing", "concept")]
    return question.bind(dict.fromkeys(named, things))


def _tells(columns: tuple[str, ...], row: tuple[Term | None, ...]) -> bool:
    """Say whether a row gives away an accusation and lacks its accuser or its status."""
    cells = [_text(term) for term in row]
    shown = dict(zip(columns, cells, strict=True))
    for name, accusers in _ACCUSERS.items():
        told = [
            cell for column, cell in shown.items() if name in cell and column != "fact"
        ]  # a fact is shown as its passages only
        if told and (shown.get("status") not in STATUSES or not set(accusers) & set(cells)):
            return True
    return False


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""
