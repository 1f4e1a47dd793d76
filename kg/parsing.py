"""Turtle files become quads, each file a named graph; where a broken one breaks.

The address of a file is the IRI of its graph, `https://w3id.org/allegiance/data/NAME` and the
like: from there its relative IRIs are read (RDF 1.1 Turtle, section 6.3; RFC 3986, section 5.1.4)
unless it has an @base. So `<>` is the file itself, `<#ulm>` a thing in it, and what they stand for
is the same on every machine.
"""

from __future__ import annotations

import pyoxigraph

from kg.errors import BadFile, shown_at
from kg.files import File
from kg.terms import NamedNode, Quad, Triple
from kg.turtle.blank_nodes import BlankNodes

_TOO_NEW = "has a triple term, or a text with a direction, which RDF 1.1 does not know."
_Parsed = tuple[tuple[Quad, ...], dict[str, str]]
_KEPT: dict[str, tuple[File, _Parsed]] = {}  # by path: checks read each file several times


def _is_rdf_1_2(quad: Quad) -> bool:
    value = quad.object
    return isinstance(value, Triple) or getattr(value, "direction", None) is not None


def parse(file: File, prefixes: dict[str, str] | None = None) -> list[Quad]:
    """Return the triples of a Turtle file as quads of its graph; collect prefixes it declares.

    Raises BadFile with line and column: the first of `faults`.
    """
    before, parsed = _KEPT.get(str(file.path), (None, None))
    if parsed is None or before != file:
        parsed = _parsed(file)
        _KEPT[str(file.path)] = file, parsed
    quads, declared = parsed
    if prefixes is not None:
        for name, iri in declared.items():
            if iri not in prefixes.values():
                prefixes.setdefault(name, iri)
    return list(quads)


def _parsed(file: File) -> _Parsed:
    """Return the quads of a file and the prefixes it declares. Raises BadFile."""
    turtle = pyoxigraph.RdfFormat.TURTLE
    parser = pyoxigraph.parse(file.content, turtle, base_iri=file.graph)
    try:
        graph = NamedNode(file.graph)
        own = BlankNodes(file.graph)
        quads = tuple(Quad(own(t.subject), t.predicate, own(t.object), graph) for t in parser)
    except SyntaxError as error:
        raise _faults(file, _told_by_parser(file, error))[0] from error
    except ValueError as error:  # an encoding other than UTF-8
        problem = f"cannot be read as UTF-8 Turtle: {error}"
        raise _faults(file, BadFile(file.name, problem))[0] from error
    if any(map(_is_rdf_1_2, quads)):
        raise _faults(file, BadFile(file.name, _TOO_NEW))[0]
    return quads, dict(parser.prefixes)


def faults(file: File) -> list[BadFile]:
    """Return every mistake for which a Turtle file is refused, by line; none when it is valid."""
    try:
        parse(file)
    except BadFile as error:
        return _faults(file, error)
    return []


def _faults(file: File, otherwise: BadFile) -> list[BadFile]:
    """Return the mistakes of a file that has been refused, `otherwise` when none is found.

    The reader that finds them all is the project's own; whether there are any is the parser's word.
    """
    from kg.turtle.reading import read
    from kg.turtle.tokens import decoded

    printed = file.content.decode("utf-8", "replace").replace("\0", "\N{REPLACEMENT CHARACTER}")
    return [
        BadFile(file.name, str(fault), *fault.place, shown_at(printed, *fault.place))
        for fault in read(decoded(file.content), file.graph).faults
    ] or [otherwise]


def _told_by_parser(file: File, error: SyntaxError) -> BadFile:
    """Return the parser's error with file, line and column."""
    problem = (error.msg or "this is not Turtle").split(": ", 1)[-1].rstrip(".")
    text = file.content.decode("utf-8", errors="replace")
    line, column = error.lineno or 0, error.offset or 0
    return BadFile(file.name, f"{problem}.", line, column, shown_at(text, line, column))
