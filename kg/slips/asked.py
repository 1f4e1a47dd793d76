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


class Asked:
    """Looks for slips in the texts of questions about one graph; asked again, it remembers."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._judge = Judge(graph)
        self._register = Register(graph)

    def faults(self, text: str) -> list[AskedFault]:
        """Return the slips in a SPARQL text, in its order.

        A fault's `thing` is the term or thing that there is not, as an IRI; it has no predicate
        and no value, and `kg.slips.message` tells it.
        """
        found = []
        for token, iri, role in _names(text, self._graph):
            fault = self._fault(iri, role)
            if fault is not None:
                found.append(AskedFault(fault, *position(text, token.offset)))
        return found

    def _fault(self, iri: str, role: str) -> Fault | None:
        namespace, name = split(iri)
        thing, fillers = NamedNode(iri), {"term": self._graph.curie(iri)}
        used = {"datatype": "datatype", "kind": "class"}.get(role, "value")  # else it is a guess
        role = used if role == "kind" else role
        verdict = self._judge(iri, used)
        if verdict is not None:
            near = self._judge.near(iri, role) if verdict.case == "missing" else verdict.near
            near = near or verdict.near
            return Fault("unknown-term", verdict.case, thing, None, None, "value", fillers, near)
        if name and namespace in self._graph.things and iri not in self._graph.described:
            near = self._register.near(iri) or self._judge.near(iri, role)
            if near:
                return Fault("dangling-name", "dangling", thing, None, None, "value", fillers, near)
        return None


def _names(text: str, graph: Graph) -> Iterator[tuple[Token, str, str]]:
    """Yield each name of a text that stands for an IRI, with the IRI and its likely role."""
    prefixes = dict(graph.prefixes)
    before: list[Token] = [Token("", "", 0)] * 2
    for token in _with_kinds(text):
        declares = before[-2].text.upper() == "PREFIX" or before[-1].text.upper() == "BASE"
        if token.kind == "iri" and before[-2].text.upper() == "PREFIX":
            prefixes[before[-1].text[:-1]] = token.text[1:-1]
        iri = ""
        if token.kind == "iri" and not declares:
            iri = token.text[1:-1]
        elif token.kind in ("name", "kind") and before[-1].text.upper() != "PREFIX":
            prefix, _, local = token.text.partition(":")
            if prefix in prefixes:
                iri = prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)
        if _ABSOLUTE.match(iri):
            typed = [known.text for known in before] == ["^", "^"]
            guess = "kind" if token.kind == "kind" else _role(split(iri)[1])
            yield token, iri, "datatype" if typed else guess
        before = [before[-1], token]


def _with_kinds(text: str) -> Iterator[Token]:
    """Yield the tokens of a text, those too that say in remarks of what kind a parameter is."""
    kinds = [
        Token("kind", name[0], match.start(1) + name.start())
        for match in _PARAMETER.finditer(text)
        for name in re.finditer(r"[^\s:]+:[^\s:]+", match[1])
    ]
    return heapq.merge(tokens(text), kinds, key=lambda token: token.offset)


def _role(name: str) -> str:
    """Return as what a term is likely to be used: classes begin with a capital letter."""
    return "class" if name[:1].isupper() else "property"
