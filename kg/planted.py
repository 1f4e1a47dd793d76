"""Whether a question can print an accusation without its accuser and status: read, then tried.

Read: a question that speaks of what an accusation says, of its kind or of whom it accuses has a
column of status, and looks for who made it, with words for nobody named. Tried: `planted.ttl`
holds two accusations, one disputed and made by somebody, one by nobody named, among facts of
every kind that touch them; a question is asked there about nothing in particular, about each
thing that it takes and about all at once, in both languages. A row that gives away any part of an
accusation must name its accuser in another column and carry its true status.

Trying takes a while, and its outcome depends on the question, the ontology and this alone: a
question found innocent is remembered, by a hash of all three, in the folder of snapshots. What was
found out about the questions that ship is beside this file, and a test tries them all again.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg import snapshots
from kg.errors import KgError
from kg.files import File, replacing
from kg.parsing import parse
from kg.queries import Parameter, Question
from kg.sparql import tokens
from kg.store import Store
from kg.terms import PREFIXES, Literal, NamedNode, Quad, Term, al

_UNNAMED = ("not named in the source", "no nombrado en la fuente")
_TELLING = re.compile(r"[\w-]*[:#](accused|allegedKind|allegedCause|onAllegation|says)\b")
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
_NAMELESS = re.compile(r"_:\w+")  # what is called otherwise each time that it is read
_PLANTED = Path(__file__).with_name("planted.ttl")
TRIED = Path(__file__).with_name("planted.txt")  # the questions that ship, as found innocent
_REMEMBERED = 2_000  # questions found innocent, 65 bytes each


def telling(questions: Iterable[Question], ontology: Iterable[Quad]) -> Iterator[Question]:
    """Yield the questions that can print an accusation without its accuser and status.

    `ontology` is what they need of classes and properties. A question that cannot be answered at
    all is the business of other checks.
    """
    trial = Trial(ontology)
    for question in questions:
        if _reads_badly(question) or trial.gives_away(question):
            yield question
    trial.remember()


class Trial:
    """The planted graph, and which questions were found innocent in it.

    `known` are their names; None is whatever is remembered.
    """

    def __init__(self, ontology: Iterable[Quad], known: frozenset[str] | None = None) -> None:
        self._quads = [*ontology, *_planted()]
        names = {q.subject.value for q in self._quads if isinstance(q.subject, NamedNode)}
        self._things = [
            NamedNode(name) for name in sorted(names) if name.startswith(_ID + "planted-")
        ]
        self._stores: dict[frozenset[str], Store] = {}
        self._fitting: dict[tuple[str, ...], list[NamedNode]] = {}
        lines = sorted(_NAMELESS.sub("_:", str(quad)) for quad in self._quads)
        self._made_of = hashlib.sha256("\n".join(lines).encode() + Path(__file__).read_bytes())
        self._path = snapshots.cache_folder() / "innocent-questions.txt"
        if known is None:
            known = frozenset(_names(self._path) + _names(TRIED))
        self._known = known
        self._new: list[str] = []

    def remember(self) -> None:
        """Keep what was found out; a folder that cannot be written is only slower."""
        if self._new:
            kept = [*_names(self._path), *self._new][-_REMEMBERED:]
            with contextlib.suppress(OSError, KgError):
                self._path.parent.mkdir(parents=True, exist_ok=True)
                with replacing(self._path) as stream:
                    stream.write("".join(f"{name}\n" for name in kept).encode())

    def gives_away(self, question: Question) -> bool:
        """Say whether a row of some answer gives an accusation away."""
        name = self.name(question)
        if name in self._known:
            return False
        try:
            store = self._store(question)
            asked = (store.select(text) for text in dict.fromkeys(self._asked(question)))
            if any(_tells(found.columns, row) for found in asked for row in found.rows):
                return True
        except KgError:
            return False
        self._new.append(name)
        return False

    def name(self, question: Question) -> str:
        """Return what a question is remembered by."""
        digest = self._made_of.copy()
        digest.update(question.text.encode())
        return digest.hexdigest()

    def _store(self, question: Question) -> Store:
        """Return the graph in which the planted things are of every kind a question names.

        What a parameter has by default does not count, for it is asked about other things.
        """
        of_nothing = question.bind({parameter.name: [] for parameter in _taking(question)})
        kinds = frozenset(_NAMED.findall(_without_comments(of_nothing)))
        if kinds not in self._stores:
            self._stores[kinds] = store = Store()
            store.add([*self._quads, *_of_kinds(kinds)])
        return self._stores[kinds]

    def _fits(self, parameter: Parameter) -> list[NamedNode]:
        """Return the planted things that a parameter takes."""
        classes = ("skos:Concept",) if parameter.type == "concept" else parameter.allowed
        if classes not in self._fitting:
            store = next(iter(self._stores.values()))
            self._fitting[classes] = [t for t in self._things if store.is_a(t, classes)]
        return self._fitting[classes]

    def _asked(self, question: Question) -> Iterator[str]:
        """Yield the texts of a question asked about nothing, about each parameter, about all."""
        everything = {parameter.name: self._fits(parameter) for parameter in _taking(question)}
        nothing: dict[str, list[NamedNode]] = {name: [] for name in everything}
        yield question.bind(nothing)
        yield question.bind(everything)
        for name in everything if len(everything) > 1 else ():
            yield question.bind({**nothing, name: everything[name]})
        if any(parameter.name == "language" for parameter in question.parameters):
            yield question.bind({**everything, "language": Literal("es")})


def _names(path: Path) -> list[str]:
    """Return the questions that are remembered in a file, none when it cannot be read."""
    try:
        return path.read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return []


def _taking(question: Question) -> list[Parameter]:
    """Return the parameters that take something of the graph."""
    return [p for p in question.parameters if p.type in ("thing", "concept")]


def _without_comments(text: str) -> str:
    return " ".join(token.text for token in tokens(text))


def _reads_badly(question: Question) -> bool:
    """Say whether a text speaks of accusations and lacks their status or their accusers."""
    if not _TELLING.search(question.text):  # nor does it without its comments
        return False
    text = _without_comments(question.text)
    if not _TELLING.search(text):
        return False
    printed = text.partition("SELECT")[2].partition("{")[0]
    finds_accusers = "madeBy" in text and all(words in text for words in _UNNAMED)
    return not (_STATUS.search(printed) and finds_accusers)


def _planted() -> list[Quad]:
    """Return the small graph, what both accusations have alike written out for each."""
    quads = parse(File(_PLANTED, _PLANTED.name, _GRAPH.value, _PLANTED.read_bytes()))
    both = NamedNode(_ID + "planted-both")
    shared = [quad for quad in quads if quad.subject == both]
    written = [
        Quad(NamedNode(_ID + name), q.predicate, q.object, _GRAPH)
        for name in _ACCUSERS
        for q in shared
    ]
    return [quad for quad in quads if quad.subject != both] + written


def _of_kinds(kinds: Iterable[str]) -> Iterator[Quad]:
    """Yield what makes the planted things be of every one of some kinds."""
    for name in sorted(kinds):
        for planted in ("event", "other-event", "group", "body", "tenure", "count", "claim"):
            for term in _OF_CONCEPTS:
                yield Quad(
                    NamedNode(f"{_ID}planted-{planted}"), al(term), NamedNode(_ID + name), _GRAPH
                )


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
