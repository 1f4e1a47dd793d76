"""Sorted quads written as Turtle and TriG, in the layout in which the project keeps its own files.

One block per subject, one object per line, so that a change shows as the lines it means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import groupby

from kg.terms import RDF_TYPE, XSD, XSD_STRING, DefaultGraph, Literal, NamedNode, Quad, curie, whole


def write(quads: Iterable[Quad], prefixes: Mapping[str, str]) -> bytes:
    """Return sorted quads as TriG, which is Turtle where no quad has a named graph."""
    parts = [f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in prefixes.items()]
    for graph, inside in groupby(quads, key=lambda quad: quad.graph_name):
        if isinstance(graph, DefaultGraph):
            parts.append(_blocks(inside, prefixes))
        else:
            body = _blocks(inside, prefixes, indent="    ")
            parts.append(f"\n{_term(graph, prefixes)} {{{body}}}\n")
    return "".join(parts).encode()


def _blocks(quads: Iterable[Quad], prefixes: Mapping[str, str], indent: str = "") -> str:
    """Return sorted quads of one graph as Turtle blocks, each after a blank line."""
    blocks = []
    for subject, described in groupby(quads, key=lambda quad: quad.subject):
        entries = []
        for predicate, same in groupby(described, key=lambda quad: quad.predicate):
            objects = [_term(quad.object, prefixes) for quad in same]
            deeper = f" ,\n{indent}        "
            separator = " " if len(objects) == 1 else deeper[2:]
            name = "a" if predicate == RDF_TYPE else curie(predicate.value, prefixes)
            entries.append(name + separator + deeper.join(objects))
        body = f" ;\n{indent}    ".join(entries)
        blocks.append(f"\n{indent}{_term(subject, prefixes)} {body} .\n")
    return "".join(blocks)


def _term(term: object, prefixes: Mapping[str, str]) -> str:
    if isinstance(term, NamedNode):
        return curie(term.value, prefixes)
    if not isinstance(term, Literal):
        return str(term)
    if term.language or term.datatype.value == XSD_STRING:
        return quoted(term)
    kind = term.datatype.value.removeprefix(XSD)
    if (kind == "boolean" and term.value in ("true", "false")) or (
        kind == "integer" and term.value == str(whole(term.value))
    ):
        return term.value
    text = str(Literal(term.value))
    return f"{text}^^{curie(term.datatype.value, prefixes)}"


def quoted(text: Literal) -> str:
    """Return a text in quotes, one of several lines as a reader sees them, in long ones."""
    if "\n" not in text.value:
        return str(text)
    escaped = text.value.replace("\\", "\\\\").replace("\r", "\\r").replace('"""', '""\\"')
    escaped = re.sub(r'"\Z', '\\\\"', escaped)
    return f'"""{escaped}"""' + (f"@{text.language}" if text.language else "")
