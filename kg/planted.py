"""Whether a question can print an accusation without its accuser and status: read, then tried.

Read: a question that speaks of what an accusation says, of its kind or of whom it accuses has a
column of status, and looks for who made it, with words for nobody named. Tried: `planted.ttl`
holds two accusations, one disputed and made by somebody, one by nobody named, among facts of
every kind that touch them; a question is asked there about nothing in particular, about each
thing that it takes and about all at once, in both languages. A row that gives away any part of an
accusation must name its accuser in another column and carry its true status.
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

_UNNAMED = ("not named in the source", "no nombrado en la fuente")
_TELLING = re.compile(r"[\w-]*[:#](accused|allegedKind|allegedCause|onAllegation|says)\b")
_COMMENT = re.compile(r"(^|\s)#[ +].*")
_STATUS = re.compile(r"\?\w*status\b", re.IGNORECASE)
_ID = PREFIXES["id"]
_GRAPH = NamedNode(_ID + "planted")
# By what an accusation is given away, which cells say who makes it, and what its status is.
_ACCUSERS = {
    "planted-accusation": (_ID + "planted-accuser", "planted-accuser"),
    "planted-allegation": _UNNAMED,
}
_STATUSES = {"planted-accusation": "contested", "planted-allegation": "attributed"}
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
        if _reads_badly(question):
            yield question
            continue
        store = Store()
        store.add([*quads, *_of_kinds(question)])
        with contextlib.suppress(KgError):
            asked = (store.select(text) for text in _asked(question, things))
            if any(_tells(found.columns, row) for found in asked for row in found.rows):
                yield question


def _reads_badly(question: Question) -> bool:
    """Say whether a text speaks of accusations and lacks their status or their accusers."""
    text = "\n".join(_COMMENT.sub("", line) for line in question.text.split("\n"))
    if not _TELLING.search(text):
        return False
    printed = text.partition("SELECT")[2].partition("{")[0]
    finds_accusers = "madeBy" in text and all(words in text for words in _UNNAMED)
    return not (_STATUS.search(printed) and finds_accusers)


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


def _asked(question: Question, things: list[NamedNode]) -> Iterator[str]:
    """Yield the texts of a question asked about nothing, about each thing it takes, about all."""
    named = [p.name for p in question.parameters if p.type in ("thing", "concept")]
    nothing: dict[str, list[NamedNode]] = {name: [] for name in named}
    everything = dict.fromkeys(named, things)
    yield question.bind(nothing)
    yield question.bind(everything)
    for name in named if len(named) > 1 else ():
        yield question.bind({**nothing, name: things})
    if any(p.name == "language" for p in question.parameters):
        yield question.bind({**everything, "language": Literal("es")})


def _tells(columns: tuple[str, ...], row: tuple[Term | None, ...]) -> bool:
    """Say whether a row gives away an accusation and lacks its accuser or its status.

    What a row rests on (`fact`) is printed as passages only: it neither tells nor names anybody.
    """
    shown = {c: _text(term) for c, term in zip(columns, row, strict=True) if c != "fact"}
    cells = {cell.casefold() for cell in shown.values()}
    for name, accusers in _ACCUSERS.items():
        if any(name in cell for cell in cells):
            names = {accuser.casefold() for accuser in accusers}
            if not names & cells or _STATUSES[name] not in cells:
                return True
    return False


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""
