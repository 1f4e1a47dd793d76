"""Turtle files become quads, each file a named graph; where a broken one breaks."""

from __future__ import annotations

import hashlib
from typing import Any

import pyoxigraph

from kg.errors import BadFile, shown_at
from kg.files import File
from kg.terms import BlankNode, NamedNode, Quad, Triple


class _BlankNodes:
    """Gives the blank nodes of a file names of their own, so that those of two files stay two."""

    def __init__(self, graph: str) -> None:
        self.prefix = "f" + hashlib.sha256(graph.encode()).hexdigest()[:8]

    def __call__(self, term: Any) -> Any:
        return BlankNode(self.prefix + term.value) if isinstance(term, BlankNode) else term


def _is_rdf_1_2(quad: Quad) -> bool:
    value = quad.object
    return isinstance(value, Triple) or getattr(value, "direction", None) is not None


def parse(file: File, prefixes: dict[str, str] | None = None) -> list[Quad]:
    """Return the triples of a Turtle file as quads of its graph; collect prefixes it declares.

    Raises BadFile with line and column.
    """
    try:
        parser = pyoxigraph.parse(file.content, pyoxigraph.RdfFormat.TURTLE)
        graph = NamedNode(file.graph)
        own = _BlankNodes(file.graph)
        quads = [Quad(own(t.subject), t.predicate, own(t.object), graph) for t in parser]
        if any(map(_is_rdf_1_2, quads)):
            raise BadFile(
                file.name,
                "has a triple term, or a text with a direction, which RDF 1.1 does not know.",
            )
    except SyntaxError as error:
        raise _bad_file(file, error) from error
    except ValueError as error:  # an encoding other than UTF-8
        raise BadFile(file.name, f"cannot be read as UTF-8 Turtle: {error}") from error
    if prefixes is not None:
        for name, iri in parser.prefixes.items():
            if iri not in prefixes.values():
                prefixes.setdefault(name, iri)
    return quads


# What the parser says, and what it leaves out: what was expected.
_EXPECTED = {
    "is not a valid predicate": "a property such as al:actor, `a`, or an IRI in < >",
    "is not a valid subject": "a thing such as id:juan-guaido, or an IRI in < >",
    "is not a valid rdf object": "a thing such as id:juan-guaido, a text in quotes, a number",
    "has not been declared": "a line such as @prefix id: <https://w3id.org/allegiance/id/> . above",
    "unexpected end": "what is open to be closed: a quote, a bracket, a sentence by its full stop",
}


def _bad_file(file: File, error: SyntaxError) -> BadFile:
    """Return the parser's error with file, line, column, and what was expected."""
    problem = (error.msg or "this is not Turtle").split(": ", 1)[-1].rstrip(".")
    expected = next((words for part, words in _EXPECTED.items() if part in problem.lower()), "")
    problem += f"; expected {expected}." if expected else "."
    text = file.content.decode("utf-8", errors="replace")
    line, column = error.lineno or 0, error.offset or 0
    return BadFile(file.name, problem, line, column, shown_at(text, line, column))
