"""Terms in the text of a question that do not exist, and things whose names are misspelt.

A question with such a name runs, finds nothing and says that the source does not tell: so its
names are held against those of the project, wherever they stand, in property paths too. Prefixes
are those that the text declares, else the project's. A question may look for a thing before there
is any; so one that nothing describes is a slip only where the name of another is like it.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.slips.fault import Fault, Graph
from kg.slips.terms import Judge
from kg.slips.things import Register
from kg.sparql import Token, position, tokens
from kg.terms import NamedNode
from kg.vocabularies import split

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")  # RFC 3986, section 3.1: a scheme comes first

_PARAMETER = re.compile(r"^\s*VALUES\s+\?\w+\s*\{[^}]*\}\s*#\s*\(([^)]*)\)", re.M)


@dataclass(frozen=True)
class AskedFault:
    """A slip in a question, with its place in the text: line and column count from 1."""

    fault: Fault
    line: int
    column: int


def faults(text: str, judge: Judge, register: Register) -> list[AskedFault]:
    """Return the slips in a SPARQL text, in its order.

    A fault's `thing` is the term or thing that there is not, as an IRI; it has no predicate
    and no value, and `kg.slips.message` tells it.
    """
    return [
        AskedFault(fault, *position(text, token.offset))
        for token, iri, role in _names(text, judge.graph)
        if (fault := _fault(iri, role, judge, register))
    ]


def _fault(iri: str, role: str, judge: Judge, register: Register) -> Fault | None:
    graph, (namespace, name) = judge.graph, split(iri)
    likely = role
    if role == "value":  # its place does not say more; classes begin with a capital letter
        likely = "class" if name[:1].isupper() else "property"
    case, near = judge.verdict(iri, role)
    if case == "missing":
        near = judge.near(iri, likely) or near
    elif not case and name and namespace in graph.things and iri not in graph.described:
        near = register.near(iri) or judge.near(iri, likely)
        case = "dangling" if near else ""
    if not case:
        return None
    return Fault(case, NamedNode(iri), near=near, fillers={"term": graph.curie(iri)})


def _names(text: str, graph: Graph) -> Iterator[tuple[Token, str, str]]:
    """Yield each name of a text that stands for an IRI, with the IRI and its role."""
    prefixes = dict(graph.prefixes)
    before: list[Token] = [Token("", "", 0)] * 2
    for token in _with_kinds(text):
        words = [known.text.upper() for known in before]
        iri = ""
        if token.kind == "iri" and words[0] == "PREFIX":
            prefixes[before[1].text[:-1]] = token.text[1:-1]
        elif token.kind == "iri" and words[1] != "BASE":
            iri = token.text[1:-1]
        elif token.kind in ("name", "kind") and words[1] != "PREFIX":
            prefix, _, local = token.text.partition(":")
            if prefix in prefixes:
                iri = prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)
        if _ABSOLUTE.match(iri):
            used = "class" if token.kind == "kind" else "value"
            yield token, iri, "datatype" if words == ["^", "^"] else used
        before = [before[1], token]


def _with_kinds(text: str) -> Iterator[Token]:
    """Yield the tokens of a text, those too that say in remarks of what kind a parameter is."""
    kinds = [
        Token("kind", name[0], match.start(1) + name.start())
        for match in _PARAMETER.finditer(text)
        for name in re.finditer(r"[^\s:]+:[^\s:]+", match[1])
    ]
    return heapq.merge(tokens(text), kinds, key=lambda token: token.offset)
