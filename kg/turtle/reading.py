"""Turtle read with the place of every term, and past its mistakes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from kg.terms import BlankNode
from kg.turtle import foreign
from kg.turtle.faults import Fault
from kg.turtle.grammar import Reader
from kg.turtle.naming import blank_prefix
from kg.turtle.state import Written
from kg.turtle.tokens import Lines

__all__ = ["Reading", "Written", "read"]


@dataclass(frozen=True)
class Reading:
    """What a text says, where, and what is wrong with it."""

    written: list[Written]
    faults: list[Fault]
    prefixes: dict[str, str]


def read(text: str, graph: str = "") -> Reading:
    """Return the triples of a text with their places, and all its mistakes, in their order.

    A text that is no Turtle at all has one mistake and no triples.
    `text` is as `tokens.decoded` returns it; blank nodes are named after `graph`, in the order of
    their first appearance.
    """
    whole = foreign.what(text)
    if whole is not None:
        return Reading([], [Fault(1, 1, *whole)], {})
    reader = Reader(text)
    reader.read()
    lines = Lines(text)
    faults = [Fault(*lines.place(at), *told) for at, *told in sorted(reader.faults)]
    written = _named(reader, blank_prefix(graph)) if reader.blanks else reader.written
    return Reading(written, faults, reader.prefixes)


def _named(reader: Reader, prefix: str) -> list[Written]:
    """Return the triples in the parser's order, blank nodes named by their first appearance.

    Of the triples that one token completes the parser gives the last first.
    """
    ordered: list[Written] = []
    for _, same in groupby(zip(reader.turns, reader.written, strict=True), lambda pair: pair[0]):
        ordered += [written for _, written in reversed(list(same))]
    names: dict[Any, BlankNode] = {}

    def named(term: Any) -> Any:
        if not isinstance(term, BlankNode):
            return term
        if term not in names:
            names[term] = BlankNode(f"{prefix}b{len(names)}")
        return names[term]

    return [w._replace(subject=named(w.subject), object=named(w.object)) for w in ordered]
