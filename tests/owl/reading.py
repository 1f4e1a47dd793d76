"""Graphs and facts as tests write them: Turtle with the usual prefixes, `:` for example.org."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph

from kg.reasoning import Fact
from kg.terms import PREFIXES, RDF_TYPE, NamedNode, Triple

FOLDER = Path(__file__).parent
EXAMPLE = "http://example.org/"
_HEAD = f"@prefix : <{EXAMPLE}> .\n" + "".join(
    f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in ("owl", "rdf", "rdfs", "xsd")
)
_TERM = re.compile(r'"[^"]*"(?:@[\w-]+|\^\^\S+)?|\S+')


@dataclass(frozen=True)
class Case:
    """A graph, and what must or must not follow from it; no fact means a contradiction."""

    rule: str
    graph: str
    follows: bool
    fact: str

    def __str__(self) -> str:
        return f"{self.rule} {'follows' if self.follows else 'does not'}"


def turtle(text: str) -> list[Triple]:
    """Return the triples of a Turtle text."""
    return [quad.triple for quad in pyoxigraph.parse(_HEAD + text, pyoxigraph.RdfFormat.TURTLE)]


def fact(text: str) -> Fact:
    """Return the fact of three terms; its subject may be a literal."""
    subject, predicate, value = _TERM.findall(text)
    middle = RDF_TYPE if predicate == "a" else _term(predicate)
    assert isinstance(middle, NamedNode)
    return _term(subject), middle, _term(value)


def _term(text: str) -> pyoxigraph.Literal | pyoxigraph.NamedNode | pyoxigraph.BlankNode:
    (triple,) = turtle(f"[] :is {text} .")
    found = triple.object
    assert not isinstance(found, pyoxigraph.Triple)
    return found


@cache
def cases() -> tuple[Case, ...]:
    """Return the cases of `rules.txt`."""
    found: list[Case] = []
    rule = ""
    for line in (FOLDER / "rules.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("    "):
            graph, sign, told = re.split(r" (=>|=/>) ", line.strip())
            found.append(Case(rule, graph, sign == "=>", "" if told == "false" else told))
        elif line and not line.startswith("#"):
            rule = line
    return tuple(found)
